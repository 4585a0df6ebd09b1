/* Files that nothing names any more. */
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

struct hashes {
    uint8_t (*in)[TRUST_HASH];
    size_t count, cap;
    enum base_error error; /* the first */
};

static void add(struct hashes *hashes, const uint8_t hash[static TRUST_HASH])
{
    if (hashes->error)
        return;
    if (hashes->count == hashes->cap) {
        size_t cap = hashes->cap ? 2 * hashes->cap : 256;
        void *grown = realloc(hashes->in, cap * sizeof *hashes->in);
        if (!grown) {
            hashes->error = BASE_NO_MEMORY;
            return;
        }
        hashes->in = grown;
        hashes->cap = cap;
    }
    memcpy(hashes->in[hashes->count++], hash, TRUST_HASH);
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, TRUST_HASH);
}

/* The targets that a metadata file promises; none when it is not one of targets. Not verified: what it names
 * too much stays a little longer. */
static void add_promised(struct hashes *hashes, const struct buffer *metadata)
{
    const char *path;
    json_t *target, *root = json_loadb((const char *)metadata->bytes, metadata->len, 0, NULL);
    json_object_foreach(json_object_get(json_object_get(root, "signed"), "targets"), path, target)
    {
        uint8_t hash[TRUST_HASH];
        json_t *hex = json_object_get(json_object_get(target, "hashes"), "sha256");
        if (json_is_string(hex) &&
            hex_read(json_string_value(hex), json_string_length(hex), hash, sizeof hash))
            add(hashes, hash);
    }
    json_decref(root);
}

/* What a pointer names. One that is damaged, or whose files are, names what can be read of it: such a release
 * can be opened no more. */
static void add_pointed(struct hashes *hashes, struct disk *content, const char *name)
{
    struct pointer pointer;
    enum base_error error = parts_pointer(content, name, &pointer);
    if (error == BASE_NOT_FOUND || error == BASE_FORMAT || error == BASE_TOO_LARGE)
        return;
    if (error) {
        hashes->error = error;
        return;
    }
    for (size_t i = 0; i < pointer.count && !hashes->error; i++) {
        struct buffer bytes;
        add(hashes, pointer.lines[i].hash);
        buffer_init(&bytes, RELEASE_METADATA);
        error = parts_file(content, pointer.lines[i].hash, RELEASE_METADATA, &bytes);
        if (!error)
            add_promised(hashes, &bytes);
        else if (error != BASE_NOT_FOUND && error != BASE_FORMAT)
            hashes->error = error;
        buffer_clear(&bytes);
    }
    pointer_clear(&pointer);
}

static bool add_metadata(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    uint8_t hash[TRUST_HASH];
    (void)name;
    crypto_hash_sha256(hash, bytes, len);
    add(ctx, hash);
    return true;
}

static bool add_target(void *ctx, const struct trust_target *target)
{
    if (target->has_sha256)
        add(ctx, target->sha256);
    return true;
}

struct sweeping {
    const struct hashes *named;
    struct hashes unnamed;
};

static bool look_at(void *ctx, const char *name)
{
    struct sweeping *sweeping = ctx;
    uint8_t hash[TRUST_HASH];
    if (!hex_read(name, strlen(name), hash, sizeof hash))
        return true;
    const struct hashes *named = sweeping->named;
    if (!named->count || !bsearch(hash, named->in, named->count, sizeof *named->in, compare))
        add(&sweeping->unnamed, hash);
    return sweeping->unnamed.count < RELEASE_FILES; /* the rest another time */
}

static enum base_error remove_unnamed(struct disk *content, const struct hashes *named)
{
    struct sweeping sweeping = {.named = named};
    enum base_error error = content->ops->list(content->self, "", look_at, &sweeping);
    if (!error)
        error = sweeping.unnamed.error;
    for (size_t i = 0; i < sweeping.unnamed.count && !error; i++) {
        char name[FILE_NAME];
        hex_write(sweeping.unnamed.in[i], TRUST_HASH, name);
        error = content->ops->remove(content->self, name);
    }
    if (!error && sweeping.unnamed.count)
        error = content->ops->sync_folder(content->self, "");
    free(sweeping.unnamed.in);
    return error;
}

enum base_error release_sweep(struct disk *content, const struct release *const *keep, size_t count)
{
    static const char *const pointers[] = {"current", "previous", "held"};
    struct hashes named = {0};
    /* What a pointer says now must be what it says after a power cut, before anything goes. */
    named.error = content->ops->sync_folder(content->self, "");
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers && !named.error; i++)
        add_pointed(&named, content, pointers[i]);
    for (size_t i = 0; i < count && !named.error; i++) {
        trust_each_metadata(keep[i]->trust, add_metadata, &named);
        if (trust_each(keep[i]->trust, add_target, &named) != TRUST_OK)
            named.error = BASE_NO_MEMORY; /* its only error once a release is open */
    }
    if (!named.error && named.count)
        qsort(named.in, named.count, sizeof *named.in, compare);
    if (!named.error)
        named.error = remove_unnamed(content, &named);
    free(named.in);
    return named.error;
}

static bool is_part(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && strcmp(name + len - 5, ".part") == 0;
}

enum base_error release_sweep_parts(struct disk *content)
{
    struct disk_names names;
    bool removed = false;
    enum base_error error = disk_names(content, "", 2 * RELEASE_FILES, &names);
    if (error)
        return error;
    for (size_t i = 0; i < names.count && !error; i++)
        if (is_part(names.names[i])) {
            error = content->ops->remove(content->self, names.names[i]);
            removed = true;
        }
    disk_names_free(&names);
    return !error && removed ? content->ops->sync_folder(content->self, "") : error;
}
