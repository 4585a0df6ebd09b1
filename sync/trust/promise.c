#include <sodium.h>
#include <string.h>

#include "base/cursor.h"
#include "metadata.h"
#include "trust/bounds.h"

static bool read_hash(const json_t *hashes, const char *name, uint8_t *ret_hash, size_t len, bool *ret_has)
{
    const json_t *value = json_object_get(hashes, name);
    const char *hex = json_string_value(value);
    *ret_has = hex && hex_read(hex, strlen(hex), ret_hash, len);
    return !value || *ret_has;
}

enum trust_error promise_hashes(const json_t *hashes, struct promise *ret_promise)
{
    if (!json_is_object(hashes) ||
        !read_hash(hashes, "sha256", ret_promise->sha256, TRUST_HASH, &ret_promise->has_sha256) ||
        !read_hash(hashes, "sha512", ret_promise->sha512, TRUST_HASH_LONG, &ret_promise->has_sha512))
        return TRUST_FORMAT;
    return ret_promise->has_sha256 || ret_promise->has_sha512 ? TRUST_OK : TRUST_FORMAT;
}

enum trust_error promise_read(const json_t *entry, struct promise *ret_promise)
{
    struct promise promise = {.version = json_integer_value(json_object_get(entry, "version"))};
    const json_t *length = json_object_get(entry, "length"), *hashes = json_object_get(entry, "hashes");
    if (!json_is_object(entry) || promise.version < 1)
        return TRUST_FORMAT;
    if (length && (!json_is_integer(length) || json_integer_value(length) < 0))
        return TRUST_FORMAT;
    promise.has_length = length;
    promise.length = (uint64_t)json_integer_value(length);
    enum trust_error error = hashes ? promise_hashes(hashes, &promise) : TRUST_OK;
    if (!error)
        *ret_promise = promise;
    return error;
}

enum trust_error promise_check(const struct promise *promise, const void *bytes, size_t len)
{
    uint8_t hash[TRUST_HASH_LONG];
    if (promise->has_length && promise->length != len)
        return TRUST_LENGTH;
    if (promise->has_sha256) {
        crypto_hash_sha256(hash, bytes, len);
        if (memcmp(hash, promise->sha256, TRUST_HASH) != 0)
            return TRUST_DIGEST;
    }
    if (promise->has_sha512) {
        crypto_hash_sha512(hash, bytes, len);
        if (memcmp(hash, promise->sha512, TRUST_HASH_LONG) != 0)
            return TRUST_DIGEST;
    }
    return TRUST_OK;
}

enum trust_error listing_check(const struct metadata *metadata, size_t most)
{
    json_t *meta = json_object_get(metadata->body, "meta");
    if (!json_is_object(meta))
        return TRUST_FORMAT;
    if (json_object_size(meta) > most)
        return TRUST_BOUND;
    const char *file;
    json_t *entry;
    json_object_foreach(meta, file, entry)
    {
        struct promise promise;
        enum trust_error error = promise_read(entry, &promise);
        if (error)
            return error;
    }
    return TRUST_OK;
}

enum trust_error listing_find(const struct metadata *metadata, const char *file, struct promise *ret_promise)
{
    const json_t *entry = json_object_get(json_object_get(metadata->body, "meta"), file);
    return entry ? promise_read(entry, ret_promise) : TRUST_ABSENT;
}
