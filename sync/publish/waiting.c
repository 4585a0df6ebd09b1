/* What one person has signed and another one must: waiting lists it, sign --waiting shows it in words, signs
 * it and sends the signature. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "commands.h"
#include "difference.h"
#include "sign.h"

static void show_names(const json_t *names)
{
    size_t i;
    const json_t *name;
    json_array_foreach(names, i, name)
    {
        fputs(i ? ", " : "", stdout);
        print_safely(json_string_value(name) ? json_string_value(name) : "?");
    }
}

static void show_waiting(struct run *run, const json_t *list)
{
    size_t i;
    const json_t *entry;
    json_array_foreach(list, i, entry)
    {
        const char *role = json_string_value(json_object_get(entry, "role"));
        printf("%s", paint(run, PAINT_STRONG));
        print_safely(role ? role : "?");
        printf("%s, version %lld: signed by ", paint(run, PAINT_NONE),
            (long long)json_integer_value(json_object_get(entry, "version")));
        show_names(json_object_get(entry, "have"));
        printf("; needs %lld more of: ", (long long)json_integer_value(json_object_get(entry, "need")));
        show_names(json_object_get(entry, "from"));
        putchar('\n');
    }
    if (json_array_size(list) == 0) {
        say(run, "Nothing waits for a signature.");
    } else {
        say_next(
            run, "sign --waiting ROLE%s        (hotlines, recipients ...: as it stands above)", where(run));
    }
}

int waiting_run(struct run *run)
{
    struct publish_settings settings;
    struct remote remote = {0};
    struct wire_answer answer = {0};
    if (run->options.word_count > 1) {
        return USAGE;
    }
    buffer_init(&answer.body, REMOTE_ANSWER);
    bool good = publish_settings_hub(run, run->options.word_count ? run->options.words[0] : ".", &settings) &&
                remote_open(&settings, &remote) &&
                remote_request(&remote, "GET", "/v1/publish/waiting", NULL, 0, &answer);
    json_t *list = NULL;
    if (good && answer.status != 200) {
        complain("the hub refused: %s", answer.problem);
        good = false;
    } else if (good) {
        list = json_loadb((const char *)answer.body.bytes, answer.body.len, JSON_REJECT_DUPLICATES, NULL);
        good = json_is_array(list);
        if (!good) {
            complain("the hub's answer cannot be read; its program may be of another version");
        } else if (run->options.json) {
            json_dumpf(list, stdout, JSON_COMPACT);
            putchar('\n');
        } else {
            show_waiting(run, list);
        }
    }
    json_decref(list);
    buffer_clear(&answer.body);
    remote_close(&remote);
    return good ? DONE : FAILED;
}

static bool fetch_waiting(struct remote *remote, const char *role, struct buffer *ret_metadata)
{
    char path[128];
    struct wire_answer answer = {0};
    if (!slug_valid(role, PUBLISH_NAME)) {
        return !complain("\"%s\" is no role; type: wayside-publish waiting", role);
    }
    buffer_init(&answer.body, SIGNER_METADATA_BYTES);
    snprintf(path, sizeof path, "/v1/publish/waiting/%s", role);
    bool good = remote_request(remote, "GET", path, NULL, 0, &answer);
    if (good && answer.status != 200) {
        if (answer.status == 404) {
            complain("%s waits for no signature; what does: wayside-publish waiting", role);
        } else {
            complain("the hub does not give %s: %s", role, answer.problem);
        }
        good = false;
    }
    if (good) {
        *ret_metadata = answer.body;
    } else {
        buffer_clear(&answer.body);
    }
    return good;
}

static const struct signer_target *at(const struct signer_targets *targets, const char *path)
{
    for (size_t i = 0; i < targets->target_count; i++) {
        if (strcmp(targets->targets[i].path, path) == 0) {
            return &targets->targets[i];
        }
    }
    return NULL;
}

bool same_signers(const struct signer_targets *old, const struct signer_targets *new)
{
    bool same = old->delegation_count == new->delegation_count;
    for (size_t i = 0; same && i < new->delegation_count; i++) {
        const struct signer_role *a = &old->delegations[i], *b = &new->delegations[i];
        same = strcmp(a->name, b->name) == 0 && a->threshold == b->threshold &&
               a->key_count == b->key_count && a->path_count == b->path_count;
        for (size_t k = 0; same && k < b->key_count; k++) {
            same = memcmp(a->keys[k].public_key, b->keys[k].public_key, sizeof b->keys[k].public_key) == 0 &&
                   strcmp(a->keys[k].name, b->keys[k].name) == 0;
        }
        for (size_t k = 0; same && k < b->path_count; k++) {
            same = strcmp(a->paths[k], b->paths[k]) == 0;
        }
    }
    return same;
}

/* Of old, NULL when the target is new. */
static void show_custom(const struct signer_target *old, const struct signer_target *new)
{
    const char *before = old && old->custom ? old->custom : "", *after = new->custom ? new->custom : "";
    if (strcmp(before, after) != 0) {
        fputs("  ", stdout);
        print_safely(new->path);
        fputs(": which kiosks take it, and when: ", stdout);
        print_safely(after[0] ? after : "all of them");
        putchar('\n');
    }
}

static bool show_target(const struct run *run, struct remote *remote, const struct signer_target *old,
    const struct signer_target *new)
{
    struct buffer before, after;
    buffer_init(&before, REMOTE_TARGET);
    buffer_init(&after, REMOTE_TARGET);
    bool good = (!old || remote_bytes(remote, old->sha256, old->length, &before)) &&
                (!new || remote_bytes(remote, new->sha256, new->length, &after)) &&
                difference_show(run, new ? new->path : old->path, old ? &before : NULL, new ? &after : NULL);
    buffer_clear(&before);
    buffer_clear(&after);
    return good;
}

/* Everything that the metadata changes, not only what its first signer said. */
static bool show_all(
    const struct run *run, struct remote *remote, const char *role, const struct buffer *metadata)
{
    struct signer_targets old = {0}, new = {0};
    char message[256], day[11];
    size_t len = 0;
    bool believed;
    const uint8_t *now = remote_role(remote, role, &len, &believed);
    now = believed ? now : NULL; /* else all of it is shown as new */
    bool good = (!now || signer_targets_read(now, len, &old, message)) &&
                signer_targets_read(metadata->bytes, metadata->len, &new, message);
    if (!good) {
        complain("%s: %s", role, message);
    } else {
        day_format(new.head.expires_s, day);
        printf("%s, version %lld, valid until %s. What changes:\n\n", role, (long long)new.head.version, day);
    }
    for (size_t i = 0; good && i < new.target_count; i++) {
        const struct signer_target *before = at(&old, new.targets[i].path), *after = &new.targets[i];
        if (!before || before->length != after->length || memcmp(before->sha256, after->sha256, 32) != 0) {
            good = show_target(run, remote, before, after);
        }
        show_custom(before, after);
    }
    for (size_t i = 0; good && i < old.target_count; i++) {
        if (!at(&new, old.targets[i].path)) {
            good = show_target(run, remote, &old.targets[i], NULL);
        }
    }
    if (good && !same_signers(&old, &new)) {
        good = !complain(
            "%s also changes who may sign; that belongs into a ceremony, do not sign it here", role);
    }
    signer_targets_clear(&old);
    signer_targets_clear(&new);
    return good;
}

int sign_waiting(struct run *run)
{
    struct desk_of_editor desk = {0};
    struct buffer metadata = {0};
    const char *role = run->options.waiting;
    if (run->options.word_count > 1) {
        return USAGE;
    }
    bool good = desk_ready(run, run->options.word_count ? run->options.words[0] : ".", &desk) &&
                fetch_waiting(&desk.remote, role, &metadata) && show_all(run, &desk.remote, role, &metadata);
    if (good && !ask_yes(run, "Is all of this right, and do you want to sign it?")) {
        good = !complain("nothing was signed");
    }
    good = good && desk_key(run, &desk) && edit_sign(&desk.remote, role, desk.key, &metadata) &&
           push_metadata(run, &desk.remote, role, &metadata);
    if (good) {
        say_next(run, "status%s", where(run));
    }
    buffer_clear(&metadata);
    desk_done(&desk);
    return good ? DONE : FAILED;
}
