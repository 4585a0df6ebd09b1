/* Files of a content folder, by their hash. */
#include <sodium.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

enum base_error parts_file(
    struct disk *content, const uint8_t hash[static TRUST_HASH], size_t max, struct buffer *ret_bytes)
{
    char name[FILE_NAME];
    uint8_t is[TRUST_HASH];
    size_t most = ret_bytes->max;
    hex_write(hash, TRUST_HASH, name);
    ret_bytes->max = max < most ? max : most;
    enum base_error error = disk_get(content, name, ret_bytes);
    ret_bytes->max = most;
    if (error)
        return error == BASE_TOO_LARGE && max <= most ? BASE_FORMAT : error;
    crypto_hash_sha256(is, ret_bytes->bytes, ret_bytes->len);
    return memcmp(is, hash, sizeof is) == 0 ? BASE_OK : BASE_FORMAT;
}

enum base_error parts_pointer(struct disk *content, const char *name, struct pointer *ret_pointer)
{
    struct buffer bytes;
    buffer_init(&bytes, RELEASE_POINTER);
    enum base_error error = disk_get(content, name, &bytes);
    if (!error)
        error = pointer_read(bytes.bytes, bytes.len, ret_pointer);
    buffer_clear(&bytes);
    return error;
}

const struct trust_target *parts_signed(const struct release *release, const char *path)
{
    const struct trust_target *target = NULL;
    if (trust_find(release->trust, path, &target) != TRUST_OK || !target || !target->has_sha256)
        return NULL;
    return target;
}

enum base_error parts_target(
    const struct trust_target *target, struct disk *content, struct buffer *ret_bytes)
{
    if (target->length > ret_bytes->max)
        return BASE_TOO_LARGE;
    enum base_error error = parts_file(content, target->sha256, (size_t)target->length, ret_bytes);
    if (!error && trust_target_check(target, ret_bytes->bytes, ret_bytes->len) != TRUST_OK)
        error = BASE_FORMAT;
    if (error)
        ret_bytes->len = 0;
    return error;
}

enum base_error release_target(
    const struct release *release, struct disk *content, const char *path, struct buffer *ret_bytes)
{
    const struct trust_target *target = parts_signed(release, path);
    return target ? parts_target(target, content, ret_bytes) : BASE_NOT_FOUND;
}
