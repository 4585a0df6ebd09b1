#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "parts.h"
#include "signer/targets.h"

#define SPEC_VERSION "1.0.31"
#define LATEST_TIME INT64_C(253402300799) /* the end of the year 9999: four digits in "expires" */

static bool time_text(int64_t seconds, char ret_text[static 32])
{
    time_t when = (time_t)seconds;
    struct tm utc;
    if (seconds < 0 || seconds > LATEST_TIME || !gmtime_r(&when, &utc))
        return false;
    return strftime(ret_text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0;
}

json_t *signed_begin(const char *type, const struct signer_head *head)
{
    char expires[32];
    if (head->version < 1 || !time_text(head->expires_s, expires))
        return NULL;
    json_t *json = json_pack("{s:s, s:s, s:I, s:s}", "_type", type, "spec_version", SPEC_VERSION, "version",
        (json_int_t)head->version, "expires", expires);
    if (json && head->signed_at_s &&
        json_object_set_new(json, "signed_at", json_integer(head->signed_at_s)) != 0) {
        json_decref(json);
        return NULL;
    }
    return json;
}

json_t *signer_file_json(int64_t version, uint64_t length, const uint8_t sha256[static 32])
{
    char hash[65];
    hex_write(sha256, 32, hash);
    return json_pack("{s:I, s:I, s:{s:s}}", "version", (json_int_t)version, "length", (json_int_t)length,
        "hashes", "sha256", hash);
}

static bool begin(
    const char *type, const struct signer_head *head, json_t **ret_json, char ret_message[static 256])
{
    *ret_json = signed_begin(type, head);
    return *ret_json ||
           signer_fail(ret_message, "%s needs a version from 1 and an end before the year 10000", type);
}

static int top_role(const char *name)
{
    static const char *const names[] = {"root", "snapshot", "targets", "timestamp"};
    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0)
            return i;
    return -1;
}

bool signer_root_again(const void *old, size_t old_len, const struct signer_head *head,
    const struct signer_role roles[static 4], struct buffer *ret_metadata, char ret_message[static 256])
{
    json_t *json = NULL, *before = NULL, *keys = json_object(), *named = json_object();
    bool done = false;
    unsigned seen = 0;
    for (size_t i = 0; i < 4; i++)
        seen |= top_role(roles[i].name) < 0 ? 0 : 1u << top_role(roles[i].name);
    if (seen != 15) {
        signer_fail(ret_message, "root needs the roles root, targets, snapshot and timestamp, once each");
        goto out;
    }
    if ((old && !(before = signed_read(old, old_len, ret_message))) ||
        !begin("root", head, &json, ret_message) || !signed_roles(keys, named, roles, 4, ret_message))
        goto out;
    if (json_object_set_new(json, "consistent_snapshot", json_true()) != 0 ||
        json_object_set(json, "keys", keys) != 0 || json_object_set(json, "roles", named) != 0) {
        signer_fail(ret_message, "no memory");
        goto out;
    }
    done = signed_finish(json, before, ret_metadata, ret_message);
    json = NULL;
out:
    json_decref(json);
    json_decref(before);
    json_decref(keys);
    json_decref(named);
    return done;
}

bool signer_root(const struct signer_head *head, const struct signer_role roles[static 4],
    struct buffer *ret_metadata, char ret_message[static 256])
{
    return signer_root_again(NULL, 0, head, roles, ret_metadata, ret_message);
}

/* A target path is relative, without empty parts, "." or "..": it may become a path on a disk. */
static bool path_good(const char *path)
{
    if (!*path || strlen(path) > 255 || !utf8_valid(path, strlen(path)))
        return false;
    for (const char *part = path;; part++) {
        size_t len = strcspn(part, "/");
        if (len == 0 || (len == 1 && part[0] == '.') || (len == 2 && memcmp(part, "..", 2) == 0))
            return false;
        for (size_t i = 0; i < len; i++)
            if ((unsigned char)part[i] < 0x20 || part[i] == 0x7f || part[i] == '\\')
                return false;
        part += len;
        if (!*part)
            return true;
    }
}

static bool put_target(json_t *list, const struct signer_target *target, char ret_message[static 256])
{
    if (!path_good(target->path))
        return signer_fail(
            ret_message, "a file is not called in a way that a target may be: %.150s", target->path);
    if (json_object_get(list, target->path))
        return signer_fail(ret_message, "%.200s stands twice in the list of targets", target->path);
    char hash[65];
    hex_write(target->sha256, 32, hash);
    json_t *json = json_pack(
        "{s:I, s:{s:s}}", "length", (json_int_t)target->length, "hashes", "sha256", hash);
    if (json && target->custom) {
        json_t *custom = json_loads(target->custom, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(custom)) {
            json_decref(custom);
            json_decref(json);
            return signer_fail(ret_message, "\"custom\" of %.180s is not a JSON object", target->path);
        }
        if (json_object_set_new(json, "custom", custom) != 0) {
            json_decref(json);
            json = NULL;
        }
    }
    return json_object_set_new(list, target->path, json) == 0 || signer_fail(ret_message, "no memory");
}

static bool fill_targets(json_t *json, const struct signer_target *targets, size_t target_count,
    const struct signer_role *delegations, size_t delegation_count, char ret_message[static 256])
{
    json_t *list = json_object(), *keys = json_object(), *roles = json_array(), *delegated = json_object();
    bool done = json_object_set_new(json, "targets", list) == 0;
    done = json_object_set_new(delegated, "keys", keys) == 0 && done;
    done = json_object_set_new(delegated, "roles", roles) == 0 && done;
    done = json_object_set_new(json, "delegations", delegated) == 0 && done;
    if (!done)
        return signer_fail(ret_message, "no memory");
    for (size_t i = 0; i < target_count; i++)
        if (!put_target(list, &targets[i], ret_message))
            return false;
    return signed_roles(keys, roles, delegations, delegation_count, ret_message);
}

bool signer_targets_again(const void *old, size_t old_len, const struct signer_head *head,
    const struct signer_target *targets, size_t target_count, const struct signer_role *delegations,
    size_t delegation_count, struct buffer *ret_metadata, char ret_message[static 256])
{
    json_t *json = NULL, *before = NULL;
    bool done = false;
    if (delegation_count > SIGNER_ROLES)
        return signer_fail(ret_message, "more than %d roles are delegated", SIGNER_ROLES);
    if (old && !(before = signed_read(old, old_len, ret_message)))
        return false;
    if (begin("targets", head, &json, ret_message) &&
        fill_targets(json, targets, target_count, delegations, delegation_count, ret_message)) {
        done = signed_finish(json, before, ret_metadata, ret_message);
        json = NULL;
    }
    json_decref(json);
    json_decref(before);
    return done;
}

bool signer_targets(const struct signer_head *head, const struct signer_target *targets, size_t target_count,
    const struct signer_role *delegations, size_t delegation_count, struct buffer *ret_metadata,
    char ret_message[static 256])
{
    return signer_targets_again(
        NULL, 0, head, targets, target_count, delegations, delegation_count, ret_metadata, ret_message);
}

static bool listing(const char *type, const struct signer_head *head, const struct signer_file *files,
    size_t count, struct buffer *ret_metadata, char ret_message[static 256])
{
    json_t *json;
    if (!begin(type, head, &json, ret_message))
        return false;
    json_t *meta = json_object();
    bool done = json_object_set_new(json, "meta", meta) == 0;
    for (size_t i = 0; done && i < count; i++)
        done = !json_object_get(meta, files[i].name) &&
               json_object_set_new(meta, files[i].name,
                   signer_file_json(files[i].version, files[i].length, files[i].sha256)) == 0;
    if (!done) {
        json_decref(json);
        return signer_fail(ret_message, "a file stands twice in %s, or there is no memory", type);
    }
    return signed_finish(json, NULL, ret_metadata, ret_message);
}

bool signer_snapshot(const struct signer_head *head, const struct signer_file *files, size_t count,
    struct buffer *ret_metadata, char ret_message[static 256])
{
    return listing("snapshot", head, files, count, ret_metadata, ret_message);
}

bool signer_timestamp(const struct signer_head *head, const struct signer_file *snapshot,
    struct buffer *ret_metadata, char ret_message[static 256])
{
    return listing("timestamp", head, snapshot, 1, ret_metadata, ret_message);
}
