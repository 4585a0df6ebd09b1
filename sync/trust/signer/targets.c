#include "signer/targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "parts.h"

bool signed_text_copy(char *out, size_t cap, const json_t *text)
{
    const char *value = json_string_value(text);
    if (!value || strlen(value) >= cap)
        return false;
    memcpy(out, value, strlen(value) + 1);
    return true;
}

bool signed_digest_read(const json_t *hashes, uint8_t ret_digest[static 32])
{
    const json_t *hash = json_object_get(hashes, "sha256");
    return json_is_string(hash) &&
           hex_read(json_string_value(hash), json_string_length(hash), ret_digest, 32);
}

/* "YYYY-MM-DDTHH:MM:SSZ" */
static bool time_read(const json_t *text, int64_t *ret_seconds)
{
    struct tm utc = {0};
    const char *value = json_string_value(text);
    const char *end = value && strlen(value) == 20 ? strptime(value, "%Y-%m-%dT%H:%M:%SZ", &utc) : NULL;
    if (!end || *end)
        return false;
    *ret_seconds = timegm(&utc);
    return true;
}

bool signed_head_read(const json_t *part, struct signer_head *ret_head, char ret_message[static 256])
{
    const json_t *version = json_object_get(part, "version"), *at = json_object_get(part, "signed_at");
    struct signer_head head = {.version = json_integer_value(version), .signed_at_s = json_integer_value(at)};
    if (!json_is_integer(version) || head.version < 1 || head.signed_at_s < 0 ||
        !time_read(json_object_get(part, "expires"), &head.expires_s))
        return signer_fail(ret_message, "the metadata has no version or no end that can be read");
    *ret_head = head;
    return true;
}

bool signed_key_read(
    const json_t *keys, const json_t *id, struct signer_key *ret_key, char ret_message[static 256])
{
    const char *text = json_string_value(id);
    const json_t *key = text ? json_object_get(keys, text) : NULL;
    const char *type = json_string_value(json_object_get(key, "keytype"));
    const json_t *value = json_object_get(json_object_get(key, "keyval"), "public");
    const json_t *name = json_object_get(key, "name");
    char expected[65];
    if (!type || strcmp(type, "ed25519") != 0 || !json_is_string(value) ||
        !hex_read(json_string_value(value), json_string_length(value), ret_key->public_key, 32))
        return signer_fail(ret_message, "key %.64s is not an ed25519 key", text ? text : "");
    if (name && !signed_text_copy(ret_key->name, sizeof ret_key->name, name))
        return signer_fail(
            ret_message, "key %.64s has a name of more than %zu bytes", text, sizeof ret_key->name - 1);
    signer_key_id(ret_key, expected);
    return strcmp(text, expected) == 0 ||
           signer_fail(ret_message, "key %.64s was not made by Wayside: it has another kind of id", text);
}

static bool paths_read(const json_t *role, struct signer_role *ret_role)
{
    const json_t *paths = json_object_get(role, "paths");
    ret_role->path_count = json_array_size(paths);
    if (ret_role->path_count > SIGNER_PATHS)
        return false;
    for (size_t i = 0; i < ret_role->path_count; i++)
        if (!signed_text_copy(ret_role->paths[i], sizeof ret_role->paths[i], json_array_get(paths, i)))
            return false;
    return true;
}

bool signed_role_read(const json_t *keys, const json_t *role, const char *name, struct signer_role *ret_role,
    char ret_message[static 256])
{
    const json_t *ids = json_object_get(role, "keyids");
    memset(ret_role, 0, sizeof *ret_role);
    if (!name || strlen(name) >= sizeof ret_role->name)
        return signer_fail(ret_message, "a role has no name, or one of more than 63 bytes");
    memcpy(ret_role->name, name, strlen(name) + 1);
    json_int_t threshold = json_integer_value(json_object_get(role, "threshold"));
    ret_role->terminating = json_is_true(json_object_get(role, "terminating"));
    ret_role->key_count = json_array_size(ids);
    if (threshold < 1 || threshold > SIGNER_KEYS || ret_role->key_count > SIGNER_KEYS)
        return signer_fail(ret_message, "role %s has more than %d keys, or no threshold", name, SIGNER_KEYS);
    if (!paths_read(role, ret_role))
        return signer_fail(
            ret_message, "role %s has more than %d paths, or one that is too long", name, SIGNER_PATHS);
    ret_role->threshold = (int)threshold;
    for (size_t i = 0; i < ret_role->key_count; i++)
        if (!signed_key_read(keys, json_array_get(ids, i), &ret_role->keys[i], ret_message))
            return false;
    return true;
}

/* The signed part of metadata of that type; *ret_whole is to be released by the caller. */
const json_t *signed_part_of(
    const void *metadata, size_t len, const char *type, json_t **ret_whole, char ret_message[static 256])
{
    *ret_whole = signed_read(metadata, len, ret_message);
    const json_t *part = *ret_whole ? json_object_get(*ret_whole, "signed") : NULL;
    const char *its = json_string_value(json_object_get(part, "_type"));
    if (part && (!its || strcmp(its, type) != 0)) {
        signer_fail(ret_message, "this is not %s metadata", type);
        return NULL;
    }
    return part;
}

static int by_path(const void *a, const void *b)
{
    const struct signer_target *one = a, *other = b;
    return strcmp(one->path, other->path);
}

static bool target_read(const char *path, const json_t *json, struct signer_target *ret_target)
{
    json_int_t length = json_integer_value(json_object_get(json, "length"));
    const json_t *custom = json_object_get(json, "custom");
    if (strlen(path) >= sizeof ret_target->path || length < 0 ||
        !signed_digest_read(json_object_get(json, "hashes"), ret_target->sha256))
        return false;
    memcpy(ret_target->path, path, strlen(path) + 1);
    ret_target->length = (uint64_t)length;
    if (custom)
        ret_target->custom = json_dumps(custom, JSON_COMPACT | JSON_SORT_KEYS);
    return !custom || ret_target->custom;
}

static bool list_read(const json_t *part, struct signer_targets *targets, char ret_message[static 256])
{
    json_t *list = json_object_get(part, "targets"), *json;
    const char *path;
    targets->targets = calloc(json_object_size(list) + 1, sizeof *targets->targets);
    if (!targets->targets)
        return signer_fail(ret_message, "no memory");
    json_object_foreach(list, path, json)
    {
        if (!target_read(path, json, &targets->targets[targets->target_count++]))
            return signer_fail(ret_message, "target %.180s has no SHA-256, or a name that is too long", path);
    }
    qsort(targets->targets, targets->target_count, sizeof *targets->targets, by_path);
    return true;
}

static bool delegations_read(const json_t *part, struct signer_targets *targets, char ret_message[static 256])
{
    const json_t *delegations = json_object_get(part, "delegations");
    const json_t *roles = json_object_get(delegations, "roles"), *keys = json_object_get(delegations, "keys");
    size_t count = json_array_size(roles);
    if (count > SIGNER_ROLES)
        return signer_fail(ret_message, "more than %d roles are delegated", SIGNER_ROLES);
    targets->delegations = calloc(count + 1, sizeof *targets->delegations);
    if (!targets->delegations)
        return signer_fail(ret_message, "no memory");
    for (size_t i = 0; i < count; i++) {
        const json_t *role = json_array_get(roles, i);
        const char *name = json_string_value(json_object_get(role, "name"));
        if (!signed_role_read(keys, role, name, &targets->delegations[i], ret_message))
            return false;
        targets->delegation_count++;
    }
    return true;
}

static bool read_some(const void *metadata, size_t len, bool with_delegations,
    struct signer_targets *ret_targets, char ret_message[static 256])
{
    json_t *whole;
    struct signer_targets targets = {0};
    const json_t *part = signed_part_of(metadata, len, "targets", &whole, ret_message);
    bool done = part && signed_head_read(part, &targets.head, ret_message) &&
                list_read(part, &targets, ret_message) &&
                (!with_delegations || delegations_read(part, &targets, ret_message));
    json_decref(whole);
    if (done)
        *ret_targets = targets;
    else
        signer_targets_clear(&targets);
    return done;
}

bool signer_targets_read(
    const void *metadata, size_t len, struct signer_targets *ret_targets, char ret_message[static 256])
{
    return read_some(metadata, len, true, ret_targets, ret_message);
}

bool signer_target_list_read(
    const void *metadata, size_t len, struct signer_targets *ret_targets, char ret_message[static 256])
{
    return read_some(metadata, len, false, ret_targets, ret_message);
}

void signer_targets_clear(struct signer_targets *targets)
{
    for (size_t i = 0; i < targets->target_count; i++)
        free(targets->targets[i].custom);
    free(targets->targets);
    free(targets->delegations);
    *targets = (struct signer_targets){0};
}
