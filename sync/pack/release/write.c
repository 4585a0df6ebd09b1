/* A content folder is written: files first, then the pointer. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

enum base_error release_put(struct disk *content, const void *bytes, size_t len)
{
    uint8_t hash[TRUST_HASH];
    char name[FILE_NAME];
    struct buffer there;
    crypto_hash_sha256(hash, bytes, len);
    hex_write(hash, sizeof hash, name);
    buffer_init(&there, len ? len : 1);
    enum base_error error = parts_file(content, hash, len, &there);
    buffer_clear(&there);
    if (error)
        return error == BASE_NO_MEMORY || error == BASE_CUT ? error : disk_put(content, name, bytes, len);
    /* It may have got there without being acknowledged as durable. */
    error = content->ops->sync_file(content->self, name);
    return error ? error : content->ops->sync_folder(content->self, "");
}

struct pointing {
    struct buffer text;
    enum base_error error;
};

static bool add_line(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    struct pointing *pointing = ctx;
    uint8_t hash[TRUST_HASH];
    char hex[FILE_NAME];
    crypto_hash_sha256(hash, bytes, len);
    hex_write(hash, sizeof hash, hex);
    pointing->error = buffer_printf(&pointing->text, "%s %s\n", hex, name->name);
    return !pointing->error;
}

enum base_error release_point(struct disk *content, const char *pointer, const struct trust *trust)
{
    struct pointing pointing = {0};
    buffer_init(&pointing.text, RELEASE_POINTER);
    pointing.error = buffer_text(&pointing.text, POINTER_HEAD);
    if (!pointing.error)
        trust_each_metadata(trust, add_line, &pointing);
    if (!pointing.error)
        pointing.error = disk_put(content, pointer, pointing.text.bytes, pointing.text.len);
    buffer_clear(&pointing.text);
    return pointing.error;
}

enum base_error release_step(struct disk *content)
{
    struct buffer bytes;
    buffer_init(&bytes, RELEASE_POINTER);
    enum base_error error = disk_get(content, "current", &bytes);
    if (!error)
        error = disk_put(content, "previous", bytes.bytes, bytes.len);
    buffer_clear(&bytes);
    return error;
}

struct copying {
    const struct release *release;
    struct disk *from, *to;
    bool (*keep)(const char *path);
    enum base_error error;
};

static bool copy_metadata(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    struct copying *copying = ctx;
    (void)name;
    copying->error = release_put(copying->to, bytes, len);
    return !copying->error;
}

/* Of a pack that was left out, no file need be right. */
static bool may_miss(const struct copying *copying, const char *path)
{
    return copying->release->packs_why[0] &&
           (strncmp(path, "packs/", 6) == 0 || strncmp(path, "withdrawn/", 10) == 0);
}

static bool copy_target(void *ctx, const struct trust_target *target)
{
    struct copying *copying = ctx;
    const struct network_place *place = copying->release->place;
    struct buffer bytes;
    if (!target->has_sha256 || target->length > RELEASE_TARGET ||
        !parts_needed(target->path, place ? place->packs : NULL, place ? place->pack_count : 0) ||
        (copying->keep && !copying->keep(target->path)))
        return true;
    buffer_init(&bytes, RELEASE_TARGET);
    copying->error = parts_target(target, copying->from, &bytes);
    if (!copying->error)
        copying->error = release_put(copying->to, bytes.bytes, bytes.len);
    else if (may_miss(copying, target->path))
        copying->error = BASE_OK;
    buffer_clear(&bytes);
    return !copying->error;
}

enum base_error release_copy(const struct release *release, struct disk *from, struct disk *to,
    const char *pointer, bool (*keep)(const char *path))
{
    struct copying copying = {.release = release, .from = from, .to = to, .keep = keep};
    trust_each_metadata(release->trust, copy_metadata, &copying);
    if (!copying.error && trust_each(release->trust, copy_target, &copying) != TRUST_OK)
        copying.error = BASE_NO_MEMORY; /* its only error once a release is open */
    if (!copying.error)
        copying.error = release_point(to, pointer, release->trust);
    return copying.error ? copying.error : release_sweep(to, NULL, 0);
}
