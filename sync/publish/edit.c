#include "edit.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "difference.h"

static int days_of(const char *role)
{
    return strcmp(role, "recipients") == 0 ? 45 : strcmp(role, "hotlines") == 0 ? 90 : 400;
}

struct present { /* a role as the hub has it; empty when nobody has signed it yet */
    struct signer_targets targets;
    const uint8_t *bytes;
    size_t len;
    bool believed;
};

/* False after one sentence. */
static bool read_now(const struct remote *remote, const char *role, struct present *ret_now)
{
    char message[256];
    *ret_now = (struct present){0};
    ret_now->bytes = remote_role(remote, role, &ret_now->len, &ret_now->believed);
    if (ret_now->bytes && !signer_targets_read(ret_now->bytes, ret_now->len, &ret_now->targets, message)) {
        complain("%s.json of the hub: %s", role, message);
        return false;
    }
    return true;
}

static const struct signer_target *target_at(const struct signer_targets *targets, const char *path)
{
    for (size_t i = 0; i < targets->target_count; i++) {
        if (strcmp(targets->targets[i].path, path) == 0) {
            return &targets->targets[i];
        }
    }
    return NULL;
}

static const struct edit_file *file_at(const struct edit *edit, const char *path)
{
    for (size_t i = 0; i < edit->file_count; i++) {
        if (strcmp(edit->files[i].path, path) == 0) {
            return &edit->files[i];
        }
    }
    return NULL;
}

static bool goes(const struct edit *edit, const char *path)
{
    return edit->prefix && strncmp(path, edit->prefix, strlen(edit->prefix)) == 0 && !file_at(edit, path);
}

static bool same_bytes(const struct signer_target *target, const struct edit_file *file)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, file->bytes, file->len);
    return target->length == file->len && memcmp(target->sha256, hash, sizeof hash) == 0;
}

static bool same_custom(const struct signer_target *target, const struct edit_file *file)
{
    return strcmp(target->custom ? target->custom : "", file->custom ? file->custom : "") == 0;
}

static bool is_media(const char *path)
{
    return strstr(path, "/media/") != NULL || strstr(path, "/voice/") != NULL;
}

/* Pictures and sounds are named by their hash: pack.json says what becomes of each. */
static bool show_file(const struct run *run, struct remote *remote, const struct signer_target *target,
    const struct edit_file *file)
{
    struct buffer old, new = {0};
    buffer_init(&old, REMOTE_TARGET);
    const char *path = file ? file->path : target->path;
    if (is_media(path)) {
        say(run, "  %s%s%s %s", paint(run, PAINT_STRONG), path, paint(run, PAINT_NONE),
            file ? "is a new picture or sound" : "is not used any more");
        return true;
    }
    if (target && !remote_bytes(remote, target->sha256, target->length, &old)) {
        return false;
    }
    if (file) {
        buffer_init(&new, file->len);
        if (buffer_add(&new, file->bytes, file->len)) {
            buffer_clear(&old);
            return !complain("too little memory");
        }
    }
    bool good = run->options.json || difference_show(run, path, target ? &old : NULL, file ? &new : NULL);
    buffer_clear(&old);
    buffer_clear(&new);
    return good;
}

/* "custom" of a target in words; what is not a rollout as it stands. */
static void show_takers(const struct run *run, const struct edit_file *file)
{
    json_t *custom = file->custom ? json_loads(file->custom, 0, NULL) : NULL;
    const json_t *rollout = json_object_get(custom, "rollout"), *places = json_object_get(rollout, "places");
    if (rollout) {
        say(run, "  %s: which kiosks take it changes: %lld of every 100%s", file->path,
            (long long)json_integer_value(json_object_get(rollout, "percent")),
            json_array_size(places) ? ", and those at the places named" : "");
    } else {
        say(run, "  %s: which kiosks take it changes: %s", file->path,
            file->custom ? file->custom : "all of them");
    }
    json_decref(custom);
}

static bool show_put(const struct run *run, struct remote *remote, const struct edit *edit,
    const struct present *now, size_t *changes)
{
    for (size_t i = 0; i < edit->file_count; i++) {
        const struct edit_file *file = &edit->files[i];
        const struct signer_target *target = now->believed ? target_at(&now->targets, file->path) : NULL;
        if (!target || !same_bytes(target, file)) {
            ++*changes;
            if (!show_file(run, remote, target, file)) {
                return false;
            }
        } else if (!same_custom(target, file)) {
            ++*changes;
            show_takers(run, file);
        }
    }
    return true;
}

/* What stays of metadata that nobody is believed for any more is signed anew: so it is shown as new. */
static bool show_taken_over(const struct run *run, struct remote *remote, const struct signer_target *target)
{
    struct buffer bytes;
    buffer_init(&bytes, REMOTE_TARGET);
    bool good = remote_bytes(remote, target->sha256, target->length, &bytes);
    const struct edit_file file = {target->path, bytes.bytes, bytes.len, NULL};
    good = good && show_file(run, remote, NULL, &file);
    buffer_clear(&bytes);
    return good;
}

static bool show_rest(const struct run *run, struct remote *remote, const struct edit *edit,
    const struct present *now, size_t *changes)
{
    bool good = true;
    for (size_t i = 0; good && i < now->targets.target_count; i++) {
        const struct signer_target *target = &now->targets.targets[i];
        if (goes(edit, target->path)) {
            ++*changes;
            good = show_file(run, remote, target, NULL);
        } else if (!now->believed && !file_at(edit, target->path)) {
            ++*changes;
            good = show_taken_over(run, remote, target);
        }
    }
    return good;
}

bool edit_show(const struct run *run, struct remote *remote, const struct edit *edit, size_t *ret_changes)
{
    struct present now;
    size_t changes = 0;
    bool good = read_now(remote, edit->role, &now);
    if (good && now.bytes && !now.believed) {
        say(run, "  %s is signed by a key that counts no more: all of it is new", edit->role);
    }
    good = good && show_put(run, remote, edit, &now, &changes) &&
           show_rest(run, remote, edit, &now, &changes);
    signer_targets_clear(&now.targets);
    if (good) {
        *ret_changes = changes;
    }
    return good;
}

static struct signer_target target_of(const struct edit_file *file)
{
    struct signer_target target = {.length = file->len};
    snprintf(target.path, sizeof target.path, "%s", file->path);
    crypto_hash_sha256(target.sha256, file->bytes, file->len);
    target.custom = (char *)(uintptr_t)file->custom; /* only read by signer */
    return target;
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct signer_target *)left)->path, ((const struct signer_target *)right)->path);
}

/* Everything of now that stays, and the files. The caller frees the list; what it points to is borrowed. */
static struct signer_target *next_list(
    const struct edit *edit, const struct signer_targets *now, size_t *ret_count)
{
    struct signer_target *list = calloc(now->target_count + edit->file_count + 1, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list && i < now->target_count; i++) {
        if (!goes(edit, now->targets[i].path) && !file_at(edit, now->targets[i].path)) {
            list[count++] = now->targets[i];
        }
    }
    for (size_t i = 0; list && i < edit->file_count; i++) {
        list[count++] = target_of(&edit->files[i]);
    }
    if (list) {
        qsort(list, count, sizeof *list, by_path);
    }
    *ret_count = count;
    return list;
}

bool edit_metadata(struct remote *remote, const struct edit *edit, struct buffer *ret_metadata)
{
    struct present now;
    char message[256] = "too little memory";
    struct clock_source clock = clock_system();
    size_t count = 0;
    if (!read_now(remote, edit->role, &now)) {
        return false;
    }
    int64_t today = clock.wall_s(clock.self);
    const struct signer_head head = {.version = now.targets.head.version + 1,
        .expires_s = today + days_of(edit->role) * 86400LL,
        .signed_at_s = today};
    const struct signer_targets *old = &now.targets;
    struct signer_target *list = next_list(edit, old, &count);
    bool good = list && (now.bytes ? signer_targets_again(now.bytes, now.len, &head, list, count,
                                         old->delegations, old->delegation_count, ret_metadata, message)
                                   : signer_targets(&head, list, count, NULL, 0, ret_metadata, message));
    if (!good) {
        complain("%s: %s", edit->role, message);
    }
    free(list);
    signer_targets_clear(&now.targets);
    return good;
}

bool edit_may_not(const struct remote *remote, const char *role, const struct signer_key *key)
{
    struct role_facts facts;
    if (!remote_facts(remote, role, key, &facts)) {
        complain("nobody may sign %s in this network yet; those who hold its keys add it in a ceremony "
                 "(network.ini)",
            role);
    } else {
        complain("the key of %s may not sign %s; these may: %s", key->name, role, facts.names);
    }
    return false;
}

bool edit_sign(
    const struct remote *remote, const char *role, const struct signer_secret *key, struct buffer *metadata)
{
    char message[256], why[TRUST_WHY];
    struct signer_key half = signer_secret_key(key);
    struct role_facts facts;
    if (!remote_facts(remote, role, &half, &facts) || !facts.mine) {
        return edit_may_not(remote, role, &half);
    }
    if (!signer_sign(metadata, &key->signer, key->name, message)) {
        complain("%s: %s", role, message);
        return false;
    }
    enum trust_error error = trust_would_take(remote->trust, role, metadata->bytes, metadata->len, why);
    if (error && !(error == TRUST_THRESHOLD && facts.threshold > 1)) {
        complain("%s would not be believed: %s", role, why);
        return false;
    }
    return true;
}
