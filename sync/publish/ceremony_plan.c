/* ceremony plan: from people and a plan to what is to be signed. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/cursor.h"
#include "commands.h"
#include "key.h"
#include "stick.h"

#define ROOT_DAYS 400
#define RENEW_DAYS 60 /* nearer to its end than this, the next version is made whatever has changed */
#define HUB_BYTES 4096

static bool read_hub(const char *folder, struct signer_key *ret_snapshot, struct signer_key *ret_timestamp)
{
    char path[PUBLISH_TEXT];
    struct buffer bytes;
    buffer_init(&bytes, HUB_BYTES);
    if (!join_path(path, folder, "hub.json")) {
        return false;
    }
    if (!is_there(path)) {
        complain("%s is missing: on the hub, the operator types \"wayside-hub content-keys --settings FILE > "
                 "hub.json\" "
                 "and brings the file; anyone may see it",
            path);
        return false;
    }
    bool good = read_whole(path, HUB_BYTES, &bytes);
    json_t *json = good ? json_loadb((const char *)bytes.bytes, bytes.len, JSON_REJECT_DUPLICATES, NULL)
                        : NULL;
    const char *name = json_string_value(json_object_get(json, "name"));
    const char *snapshot = json_string_value(json_object_get(json, "snapshot"));
    const char *timestamp = json_string_value(json_object_get(json, "timestamp"));
    if (good) {
        good = name && key_name_valid(name) && snapshot && timestamp &&
               hex_read(snapshot, strlen(snapshot), ret_snapshot->public_key, 32) &&
               hex_read(timestamp, strlen(timestamp), ret_timestamp->public_key, 32);
        if (good) {
            snprintf(ret_snapshot->name, sizeof ret_snapshot->name, "%s", name);
            snprintf(ret_timestamp->name, sizeof ret_timestamp->name, "%s", name);
        } else {
            complain("%s: not what wayside-hub content-keys prints; bring it again", path);
        }
    }
    json_decref(json);
    buffer_clear(&bytes);
    return good;
}

static bool plan_roles(const struct stick *stick, const struct plan *plan, struct signer_role roles[static 4])
{
    char message[256];
    if (!plan_top(plan, &stick->people, "root", &roles[TOP_ROOT], message) ||
        !plan_top(plan, &stick->people, "targets", &roles[TOP_TARGETS], message)) {
        complain("%s", message);
        return false;
    }
    roles[TOP_SNAPSHOT] = (struct signer_role){.name = "snapshot", .threshold = 1, .key_count = 1};
    roles[TOP_TIMESTAMP] = (struct signer_role){.name = "timestamp", .threshold = 1, .key_count = 1};
    return read_hub(stick->folder, &roles[TOP_SNAPSHOT].keys[0], &roles[TOP_TIMESTAMP].keys[0]);
}

static bool role_same(const struct signer_role *left, const struct signer_role *right)
{
    bool same = strcmp(left->name, right->name) == 0 && left->threshold == right->threshold &&
                left->key_count == right->key_count && left->path_count == right->path_count;
    for (size_t i = 0; same && i < left->key_count; i++) {
        const struct signer_key *key = role_key(right, left->keys[i].public_key);
        same = key && strcmp(key->name, left->keys[i].name) == 0;
    }
    for (size_t i = 0; same && i < left->path_count; i++) {
        same = strcmp(left->paths[i], right->paths[i]) == 0;
    }
    return same;
}

static bool roles_same(const struct signer_role *left, const struct signer_role *right, size_t count)
{
    bool same = true;
    for (size_t i = 0; same && i < count; i++) {
        same = role_same(&left[i], &right[i]);
    }
    return same;
}

static int64_t now_s(void)
{
    struct clock_source clock = clock_system();
    return clock.wall_s(clock.self);
}

static struct signer_head next_head(const struct metadata *now)
{
    int64_t today = now_s();
    return (struct signer_head){.version = now->bytes.len > 0 ? now->head.version + 1 : 1,
        .expires_s = today + ROOT_DAYS * 86400LL,
        .signed_at_s = today};
}

static bool must_renew(const struct run *run, const struct metadata *now)
{
    return run->options.renew || now->bytes.len == 0 || now->head.expires_s < now_s() + RENEW_DAYS * 86400LL;
}

static bool put_next(const struct stick *stick, const char *name, const struct buffer *bytes)
{
    char path[PUBLISH_TEXT];
    return join_path(path, stick->folder, "next/%s", name) && make_folder_of(path) &&
           write_whole(path, bytes->bytes, bytes->len, 0644);
}

static bool drop_next(const struct stick *stick, const char *name)
{
    char path[PUBLISH_TEXT];
    return join_path(path, stick->folder, "next/%s", name) && (unlink(path) == 0 || !is_there(path));
}

static bool next_root(
    const struct run *run, const struct stick *stick, const struct signer_role roles[static 4])
{
    char message[256];
    struct buffer bytes;
    if (stick->root.bytes.len > 0 && roles_same(stick->now, roles, 4) && !must_renew(run, &stick->root)) {
        return drop_next(stick, "root.json");
    }
    if (stick->next_root.bytes.len > 0 && roles_same(stick->then, roles, 4)) {
        return true; /* signatures that are on it stay */
    }
    buffer_init(&bytes, STICK_METADATA);
    struct signer_head head = next_head(&stick->root);
    bool good = stick->root.bytes.len > 0 ? signer_root_again(stick->root.bytes.bytes, stick->root.bytes.len,
                                                &head, roles, &bytes, message)
                                          : signer_root(&head, roles, &bytes, message);
    if (!good) {
        complain("root.json: %s", message);
    }
    good = good && put_next(stick, "root.json", &bytes);
    buffer_clear(&bytes);
    return good;
}

static bool delegations_are(const struct metadata *metadata, const struct signer_role *roles, size_t count)
{
    char message[256];
    struct signer_targets targets = {0};
    bool same = metadata->bytes.len > 0 &&
                signer_targets_read(metadata->bytes.bytes, metadata->bytes.len, &targets, message) &&
                targets.delegation_count == count && roles_same(targets.delegations, roles, count);
    signer_targets_clear(&targets);
    return same;
}

static bool next_targets(
    const struct run *run, const struct stick *stick, const struct signer_role *roles, size_t count)
{
    char message[256];
    struct buffer bytes;
    if (delegations_are(&stick->targets, roles, count) && !must_renew(run, &stick->targets)) {
        return drop_next(stick, "targets.json");
    }
    if (delegations_are(&stick->next_targets, roles, count)) {
        return true;
    }
    buffer_init(&bytes, STICK_METADATA);
    struct signer_head head = next_head(&stick->targets);
    struct signer_targets now = {0};
    const struct buffer *old = &stick->targets.bytes;
    bool good = old->len > 0 ? signer_targets_read(old->bytes, old->len, &now, message) &&
                                   signer_targets_again(old->bytes, old->len, &head, now.targets,
                                       now.target_count, roles, count, &bytes, message)
                             : signer_targets(&head, NULL, 0, roles, count, &bytes, message);
    signer_targets_clear(&now);
    if (!good) {
        complain("targets.json: %s", message);
    }
    good = good && put_next(stick, "targets.json", &bytes);
    buffer_clear(&bytes);
    return good;
}

static bool make_next(const struct run *run, const struct stick *stick, const struct plan *plan)
{
    struct signer_role roles[4] = {0};
    char message[256];
    size_t count = 0;
    struct signer_role *delegations = calloc(PLAN_ROLES, sizeof *delegations);
    bool good = delegations && plan_roles(stick, plan, roles);
    if (good && !plan_delegations(plan, &stick->people, delegations, &count, message)) {
        complain("%s", message);
        good = false;
    }
    good = good && next_root(run, stick, roles) && next_targets(run, stick, delegations, count);
    free(delegations);
    return good;
}

static int show_next(const struct run *run, const char *folder)
{
    struct stick *stick = stick_open(folder);
    if (!stick) {
        return FAILED;
    }
    bool root = stick->next_root.bytes.len > 0, targets = stick->next_targets.bytes.len > 0;
    if (!root && !targets) {
        say(run,
            "Nothing changes, and nothing ends within %d days: there is nothing to sign.\n"
            "(To give it new dates all the same: ceremony plan %s --renew)",
            RENEW_DAYS, folder);
        stick_free(stick);
        return DONE;
    }
    say(run, "This is what everybody will sign:\n");
    if (root) {
        show_root_changes(run, stick);
    }
    if (targets) {
        show_targets_changes(run, stick);
    }
    stick_free(stick);
    say_next(run, "ceremony sign %s --key FILE        (each person, on their own machine)", folder);
    return DONE;
}

int ceremony_plan_run(struct run *run)
{
    if (run->options.word_count != 1) {
        return USAGE;
    }
    struct plan *plan = calloc(1, sizeof *plan);
    struct stick *stick = plan ? stick_open(run->options.words[0]) : NULL;
    bool good = stick && stick_plan(stick, plan) && make_next(run, stick, plan) &&
                write_checklist(run, stick, plan);
    stick_free(stick);
    free(plan);
    return good ? show_next(run, run->options.words[0]) : FAILED;
}
