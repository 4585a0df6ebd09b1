#include "release_maker.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "release_parts.h"

static bool keys_make(struct maker_role *role, const char *const *names, int threshold)
{
    char message[256];
    role->threshold = threshold;
    for (; names[role->key_count]; role->key_count++)
        if (!signer_secret_new(names[role->key_count], &role->keys[role->key_count], message))
            return maker_fail(role->name, message);
    return true;
}

static bool roles_make(struct release_maker *maker)
{
    static const char *const people[] = {"Ana, Harbour", "Ben, Lantern", "Chi, operator", NULL};
    static const char *const two[] = {"Dina, Harbour", "Eli, Lantern", NULL};
    static const char *const operator[] = {"operator", NULL}, *const harbour[] = {"Harbour", NULL};
    static const char *const hub[] = {"hub", NULL};
    static const char *const names[MAKER_ROLES] = {
        "root", "targets", "snapshot", "timestamp", "recipients", "hotlines", "places", "packs-" MAKER_NGO};
    static const char *const *const holders[MAKER_ROLES] = {
        people, people, hub, hub, two, two, operator, harbour };
    static const int thresholds[MAKER_ROLES] = {2, 2, 1, 1, 2, 2, 1, 1};
    static const char *const paths[MAKER_ROLES][MAKER_PATHS] = {[MAKER_RECIPIENTS] = {"recipients/*"},
        [MAKER_HOTLINES] = {"hotlines/*"},
        [MAKER_PLACES] = {"places/*"},
        [MAKER_PACKS] = {
            "packs/" MAKER_NGO "/*/*", "packs/" MAKER_NGO "/*/*/*", "withdrawn/" MAKER_NGO "/*"}};
    for (int i = 0; i < MAKER_ROLES; i++) {
        struct maker_role *role = &maker->roles[i];
        role->name = names[i];
        role->signatures = -1;
        role->stale = true;
        memcpy(role->paths, paths[i], sizeof role->paths);
        buffer_init(&role->metadata, SIGNER_METADATA_BYTES);
        if (!keys_make(role, holders[i], thresholds[i]))
            return false;
    }
    /* The same people hold root and targets, with the same keys. */
    memcpy(maker->roles[MAKER_TARGETS].keys, maker->roles[MAKER_ROOT].keys,
        sizeof maker->roles[MAKER_ROOT].keys);
    return true;
}

struct release_maker *release_maker_new(const struct network_maker *network, int64_t now_s)
{
    struct release_maker *maker = calloc(1, sizeof *maker);
    if (!maker)
        return NULL;
    maker->network = *network;
    maker->now_s = now_s;
    maker->files = calloc(MAKER_FILES, sizeof *maker->files);
    if (maker->files && roles_make(maker))
        return maker;
    release_maker_free(maker);
    return NULL;
}

static void file_clear(struct maker_file *file)
{
    free(file->custom);
    buffer_clear(&file->bytes);
    memset(file, 0, sizeof *file);
}

void release_maker_free(struct release_maker *maker)
{
    if (!maker)
        return;
    for (size_t i = 0; i < maker->file_count; i++)
        file_clear(&maker->files[i]);
    for (size_t i = 0; i < maker->blob_count; i++)
        buffer_clear(&maker->blobs[i].bytes);
    for (int i = 0; i < MAKER_ROLES; i++)
        buffer_clear(&maker->roles[i].metadata);
    free(maker->files);
    free(maker->blobs);
    sodium_memzero(maker, sizeof *maker);
    free(maker);
}

struct maker_role *release_maker_role(struct release_maker *maker, const char *name)
{
    for (int i = 0; i < MAKER_ROLES; i++)
        if (strcmp(maker->roles[i].name, name) == 0)
            return &maker->roles[i];
    return NULL;
}

static int role_of(const char *path)
{
    static const char *const folders[] = {"recipients/", "hotlines/", "places/"};
    for (int i = 0; i < 3; i++)
        if (strncmp(path, folders[i], strlen(folders[i])) == 0)
            return MAKER_RECIPIENTS + i;
    return MAKER_PACKS;
}

static struct maker_file *file_at(struct release_maker *maker, const char *path)
{
    for (size_t i = 0; i < maker->file_count; i++)
        if (strcmp(maker->files[i].path, path) == 0)
            return &maker->files[i];
    return NULL;
}

bool release_maker_put_custom(
    struct release_maker *maker, const char *path, const void *bytes, size_t len, const char *custom)
{
    struct maker_file *file = file_at(maker, path);
    if (!file && (maker->file_count == MAKER_FILES || strlen(path) >= sizeof file->path))
        return maker_fail(path, "too many files, or too long a name");
    const char *before = file && file->custom ? file->custom : "";
    if (file && file->bytes.len == len && memcmp(file->bytes.bytes, bytes, len) == 0 &&
        strcmp(before, custom ? custom : "") == 0)
        return true;
    if (!file)
        file = &maker->files[maker->file_count++];
    file_clear(file);
    snprintf(file->path, sizeof file->path, "%s", path);
    file->role = role_of(path);
    file->custom = custom ? strdup(custom) : NULL;
    crypto_hash_sha256(file->sha256, bytes, len);
    buffer_init(&file->bytes, SIGNER_METADATA_BYTES);
    maker->roles[file->role].stale = true;
    return buffer_add(&file->bytes, bytes, len) == BASE_OK || maker_fail(path, "no memory");
}

bool release_maker_put(struct release_maker *maker, const char *path, const void *bytes, size_t len)
{
    return release_maker_put_custom(maker, path, bytes, len, NULL);
}

bool release_maker_remove(struct release_maker *maker, const char *path)
{
    struct maker_file *file = file_at(maker, path);
    if (!file)
        return maker_fail(path, "there is no such target");
    maker->roles[file->role].stale = true;
    file_clear(file);
    *file = maker->files[--maker->file_count];
    memset(&maker->files[maker->file_count], 0, sizeof *file);
    return true;
}

static bool put_network(struct release_maker *maker)
{
    static bool (*const make[])(const struct network_maker *, struct buffer *) = {
        network_maker_network, network_maker_places, network_maker_hotlines};
    static const char *const paths[] = {
        "recipients/network.json", "places/places.json", "hotlines/" MAKER_NGO ".json"};
    bool done = true;
    for (int i = 0; done && i < 3; i++) {
        struct buffer file;
        buffer_init(&file, NETWORK_BYTES);
        done = make[i](&maker->network, &file) && release_maker_put(maker, paths[i], file.bytes, file.len);
        buffer_clear(&file);
    }
    return done;
}

bool release_maker_write(struct release_maker *maker)
{
    static const int order[] = {MAKER_ROOT, MAKER_RECIPIENTS, MAKER_HOTLINES, MAKER_PLACES, MAKER_PACKS,
        MAKER_TARGETS, MAKER_SNAPSHOT, MAKER_TIMESTAMP};
    if (!maker->own_network && !put_network(maker))
        return false;
    maker->roles[MAKER_SNAPSHOT].stale = maker->roles[MAKER_TIMESTAMP].stale = true;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct maker_role *role = &maker->roles[order[i]];
        if (((role->stale && !role->frozen) || role->changed) && !maker_role_write(maker, order[i]))
            return false;
    }
    return true;
}

bool release_maker_replace_key(struct release_maker *maker, const char *name, size_t key)
{
    struct maker_role *role = release_maker_role(maker, name);
    char message[256] = "no such key";
    if (!role || key >= role->key_count)
        return maker_fail(name, message);
    struct signer_secret old = role->keys[key];
    if (!signer_secret_new(old.name, &role->keys[key], message))
        return maker_fail(name, message);
    bool of_root = role - maker->roles <= MAKER_TIMESTAMP;
    role->stale = true;
    maker->roles[of_root ? MAKER_ROOT : MAKER_TARGETS].stale = true;
    if (role == &maker->roles[MAKER_ROOT] && role->old_key_count < MAKER_KEYS)
        role->old_keys[role->old_key_count++] = old;
    return true;
}

struct buffer *release_maker_file(struct release_maker *maker, const char *name)
{
    for (size_t i = maker->blob_count; i-- > 0;) {
        struct maker_blob *blob = &maker->blobs[i];
        if ((blob->current && strcmp(blob->keep, name) == 0) ||
            (blob->metadata && strcmp(blob->name + strlen("metadata/"), name) == 0))
            return &blob->bytes;
    }
    return NULL;
}

/* ---- to the disk ---- */

static bool put_file(const char *folder, const char *name, const struct buffer *bytes)
{
    char path[1024], part[1040];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = 0;
        (void)mkdir(path, 0755);
        *slash = '/';
    }
    snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "wb");
    bool done = file && (!bytes->len || fwrite(bytes->bytes, bytes->len, 1, file) == 1);
    if (file && fclose(file) != 0)
        done = false;
    return (done && rename(part, path) == 0) || maker_fail(path, "cannot be written");
}

bool release_maker_root(const struct release_maker *maker, const char *path)
{
    for (size_t i = 0; i < maker->blob_count; i++)
        if (strcmp(maker->blobs[i].name, "metadata/1.root.json") == 0)
            return file_put(path, maker->blobs[i].bytes.bytes, maker->blobs[i].bytes.len, 0644) == BASE_OK ||
                   maker_fail(path, "cannot be written");
    return maker_fail(path, "nothing was written yet");
}

/* Metadata is called by the hash of its bytes as they are now, a target by the one that was promised. */
static void content_name(const struct maker_blob *blob, char ret_hex[static 65])
{
    uint8_t digest[32];
    crypto_hash_sha256(digest, blob->bytes.bytes, blob->bytes.len);
    hex_write(blob->metadata ? digest : blob->promised, 32, ret_hex);
}

static bool point_at(const struct release_maker *maker, int role, const char *folder, struct buffer *pointer)
{
    for (size_t i = 0; i < maker->blob_count; i++) {
        const struct maker_blob *blob = &maker->blobs[i];
        const char *name = blob->name + strlen("metadata/");
        char hash[65];
        if (blob->role != role || !blob->current || maker->roles[role].left_out)
            continue;
        content_name(blob, hash);
        if (!put_file(folder, hash, &blob->bytes))
            return false;
        if (blob->metadata && strcmp(name, "1.root.json") != 0 &&
            buffer_printf(pointer, "%s %s\n", hash, name) != BASE_OK)
            return maker_fail(name, "no memory");
    }
    return true;
}

bool release_maker_content(const struct release_maker *maker, const char *folder, const char *pointer)
{
    static const int order[] = {MAKER_ROOT, MAKER_TIMESTAMP, MAKER_SNAPSHOT, MAKER_TARGETS, MAKER_RECIPIENTS,
        MAKER_HOTLINES, MAKER_PLACES, MAKER_PACKS};
    struct buffer text;
    buffer_init(&text, 1 << 16);
    bool done = buffer_text(&text, "wayside release 1\n") == BASE_OK;
    for (size_t i = 0; done && i < sizeof order / sizeof *order; i++)
        done = point_at(maker, order[i], folder, &text);
    done = done && put_file(folder, pointer, &text);
    buffer_clear(&text);
    return done;
}

bool release_maker_repository(const struct release_maker *maker, const char *folder)
{
    const struct maker_blob *timestamp = NULL;
    for (size_t i = 0; i < maker->blob_count; i++) {
        const struct maker_blob *blob = &maker->blobs[i];
        if (!blob->current || maker->roles[blob->role].left_out)
            continue;
        if (blob->role == MAKER_TIMESTAMP)
            timestamp = blob;
        else if (!put_file(folder, blob->name, &blob->bytes))
            return false;
    }
    return !timestamp || put_file(folder, timestamp->name, &timestamp->bytes);
}

bool release_maker_hub_keys(const struct release_maker *maker, const char *folder)
{
    char path[1024], message[256];
    for (int i = MAKER_SNAPSHOT; i <= MAKER_TIMESTAMP; i++) {
        snprintf(path, sizeof path, "%s/%s.key", folder, maker->roles[i].name);
        if (!signer_secret_write(&maker->roles[i].keys[0], path, NULL, 0, message))
            return maker_fail(maker->roles[i].name, message);
    }
    return true;
}

void release_maker_name(const struct release_maker *maker, char ret_hex[static 65])
{
    uint8_t digest[32];
    const struct buffer *snapshot = &maker->roles[MAKER_SNAPSHOT].metadata;
    crypto_hash_sha256(digest, snapshot->bytes, snapshot->len);
    hex_write(digest, sizeof digest, ret_hex);
}
