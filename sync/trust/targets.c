#include "targets.h"

#include <stdlib.h>
#include <string.h>

#include "trust/bounds.h"

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct trust_target *)a)->path, ((const struct trust_target *)b)->path);
}

static enum trust_error read_custom(const json_t *entry, const char **ret_custom)
{
    const json_t *custom = json_object_get(entry, "custom");
    *ret_custom = "";
    if (!custom)
        return TRUST_OK;
    if (!json_is_object(custom))
        return TRUST_FORMAT;
    char *text = json_dumps(custom, JSON_COMPACT | JSON_SORT_KEYS);
    if (text)
        *ret_custom = text;
    return text ? TRUST_OK : TRUST_NO_MEMORY;
}

static enum trust_error read_target(
    const char *role, const char *path, const json_t *entry, struct trust_target *ret_target)
{
    const json_t *length = json_object_get(entry, "length");
    struct promise promise = {0};
    if (!*path || !json_is_integer(length) || json_integer_value(length) < 0)
        return TRUST_FORMAT;
    if (strlen(path) >= TRUST_PATH)
        return TRUST_BOUND;
    enum trust_error error = promise_hashes(json_object_get(entry, "hashes"), &promise);
    if (error)
        return error;
    *ret_target = (struct trust_target){.path = path,
        .role = role,
        .length = (uint64_t)json_integer_value(length),
        .has_sha256 = promise.has_sha256,
        .has_sha512 = promise.has_sha512};
    memcpy(ret_target->sha256, promise.sha256, TRUST_HASH);
    memcpy(ret_target->sha512, promise.sha512, TRUST_HASH_LONG);
    return read_custom(entry, &ret_target->custom);
}

static enum trust_error read_targets(struct targets *targets)
{
    json_t *list = json_object_get(targets->metadata->body, "targets");
    if (!json_is_object(list))
        return TRUST_FORMAT;
    size_t count = json_object_size(list);
    if (count > TRUST_TARGETS)
        return TRUST_BOUND;
    targets->targets = calloc(count ? count : 1, sizeof *targets->targets);
    if (!targets->targets)
        return TRUST_NO_MEMORY;
    const char *path;
    json_t *entry;
    json_object_foreach(list, path, entry)
    {
        enum trust_error error = read_target(
            targets->role, path, entry, &targets->targets[targets->target_count]);
        if (error)
            return error;
        targets->target_count++;
    }
    qsort(targets->targets, targets->target_count, sizeof *targets->targets, by_path);
    return TRUST_OK;
}

enum trust_error targets_read(const char *role, const void *bytes, size_t len, struct targets **ret_targets)
{
    if (!*role || strlen(role) >= TRUST_NAME)
        return TRUST_BOUND;
    struct targets *targets = calloc(1, sizeof *targets);
    if (!targets)
        return TRUST_NO_MEMORY;
    strcpy(targets->role, role);
    enum trust_error error = metadata_read("targets", bytes, len, &targets->metadata);
    if (!error)
        error = read_targets(targets);
    if (!error)
        error = delegations_read(targets);
    if (error) {
        targets_free(targets);
        return error;
    }
    *ret_targets = targets;
    return TRUST_OK;
}

void targets_free(struct targets *targets)
{
    if (!targets)
        return;
    for (size_t i = 0; i < targets->target_count; i++)
        if (targets->targets[i].custom[0]) /* else it is no copy */
            free((char *)(uintptr_t)targets->targets[i].custom);
    free(targets->targets);
    free(targets->delegations);
    keyring_clear(&targets->keyring);
    metadata_free(targets->metadata);
    free(targets);
}

const struct trust_target *targets_find(const struct targets *targets, const char *path)
{
    struct trust_target wanted = {.path = path};
    return targets->target_count
               ? bsearch(&wanted, targets->targets, targets->target_count, sizeof *targets->targets, by_path)
               : NULL;
}
