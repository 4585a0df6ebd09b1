#include "release_maker.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "release_parts.h"

static bool keys_make(struct release_role *role, const char *const *names, int threshold)
{
    char message[256];
    role->threshold = threshold;
    for (; names[role->key_count]; role->key_count++)
        if (!signer_secret_new(names[role->key_count], &role->keys[role->key_count], message))
            return release_fail(role->name, message);
    return true;
}

static bool roles_make(struct release_maker *maker)
{
    static const char *const people[] = {"Ana, Harbour", "Ben, Lantern", "Chi, operator", NULL};
    static const char *const two[] = {"Dina, Harbour", "Eli, Lantern", NULL};
    static const char *const operator[] = {"operator", NULL}, *const harbour[] = {"Harbour", NULL};
    static const char *const hub[] = {"hub", NULL};
    static const char *const names[RELEASE_ROLES] = {
        "root", "targets", "snapshot", "timestamp", "recipients", "hotlines", "places", "packs-" RELEASE_NGO};
    static const char *const *const holders[RELEASE_ROLES] = {
        people, people, hub, hub, two, two, operator, harbour };
    static const int thresholds[RELEASE_ROLES] = {2, 2, 1, 1, 2, 2, 1, 1};
    static const char *const paths[RELEASE_ROLES][RELEASE_PATHS] = {[RELEASE_RECIPIENTS] = {"recipients/*"},
        [RELEASE_HOTLINES] = {"hotlines/*"},
        [RELEASE_PLACES] = {"places/*"},
        [RELEASE_PACKS] = {
            "packs/" RELEASE_NGO "/*/*", "packs/" RELEASE_NGO "/*/*/*", "withdrawn/" RELEASE_NGO "/*"}};
    for (int i = 0; i < RELEASE_ROLES; i++) {
        struct release_role *role = &maker->roles[i];
        role->name = names[i];
        role->signatures = -1;
        role->stale = true;
        memcpy(role->paths, paths[i], sizeof role->paths);
        buffer_init(&role->metadata, SIGNER_METADATA_BYTES);
        if (!keys_make(role, holders[i], thresholds[i]))
            return false;
    }
    /* The same people hold root and targets, with the same keys. */
    memcpy(maker->roles[RELEASE_TARGETS].keys, maker->roles[RELEASE_ROOT].keys,
        sizeof maker->roles[RELEASE_ROOT].keys);
    return true;
}

struct release_maker *release_maker_new(const struct network_maker *network, int64_t now_s)
{
    struct release_maker *maker = calloc(1, sizeof *maker);
    if (!maker)
        return NULL;
    maker->network = *network;
    maker->now_s = now_s;
    maker->files = calloc(RELEASE_FILES, sizeof *maker->files);
    if (maker->files && roles_make(maker))
        return maker;
    release_maker_free(maker);
    return NULL;
}

static void file_clear(struct release_file *file)
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
    for (int i = 0; i < RELEASE_ROLES; i++)
        buffer_clear(&maker->roles[i].metadata);
    free(maker->files);
    free(maker->blobs);
    sodium_memzero(maker, sizeof *maker);
    free(maker);
}

struct release_role *release_maker_role(struct release_maker *maker, const char *name)
{
    for (int i = 0; i < RELEASE_ROLES; i++)
        if (strcmp(maker->roles[i].name, name) == 0)
            return &maker->roles[i];
    return NULL;
}

static int role_of(const char *path)
{
    static const char *const folders[] = {"recipients/", "hotlines/", "places/"};
    for (int i = 0; i < 3; i++)
        if (strncmp(path, folders[i], strlen(folders[i])) == 0)
            return RELEASE_RECIPIENTS + i;
    return RELEASE_PACKS;
}

static struct release_file *file_at(struct release_maker *maker, const char *path)
{
    for (size_t i = 0; i < maker->file_count; i++)
        if (strcmp(maker->files[i].path, path) == 0)
            return &maker->files[i];
    return NULL;
}

bool release_maker_put_custom(
    struct release_maker *maker, const char *path, const void *bytes, size_t len, const char *custom)
{
    struct release_file *file = file_at(maker, path);
    if (!file && (maker->file_count == RELEASE_FILES || strlen(path) >= sizeof file->path))
        return release_fail(path, "too many files, or too long a name");
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
    return buffer_add(&file->bytes, bytes, len) == BASE_OK || release_fail(path, "no memory");
}

bool release_maker_put(struct release_maker *maker, const char *path, const void *bytes, size_t len)
{
    return release_maker_put_custom(maker, path, bytes, len, NULL);
}

bool release_maker_remove(struct release_maker *maker, const char *path)
{
    struct release_file *file = file_at(maker, path);
    if (!file)
        return release_fail(path, "there is no such target");
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
        "recipients/network.json", "places/places.json", "hotlines/" RELEASE_NGO ".json"};
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
    static const int order[] = {RELEASE_ROOT, RELEASE_RECIPIENTS, RELEASE_HOTLINES, RELEASE_PLACES,
        RELEASE_PACKS, RELEASE_TARGETS, RELEASE_SNAPSHOT, RELEASE_TIMESTAMP};
    if (!maker->own_network && !put_network(maker))
        return false;
    maker->roles[RELEASE_SNAPSHOT].stale = maker->roles[RELEASE_TIMESTAMP].stale = true;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct release_role *role = &maker->roles[order[i]];
        if (((role->stale && !role->frozen) || role->changed) && !release_role_write(maker, order[i]))
            return false;
    }
    return true;
}

bool release_maker_replace_key(struct release_maker *maker, const char *name, size_t key)
{
    struct release_role *role = release_maker_role(maker, name);
    char message[256] = "no such key";
    if (!role || key >= role->key_count)
        return release_fail(name, message);
    struct signer_secret old = role->keys[key];
    if (!signer_secret_new(old.name, &role->keys[key], message))
        return release_fail(name, message);
    bool of_root = role - maker->roles <= RELEASE_TIMESTAMP;
    role->stale = true;
    maker->roles[of_root ? RELEASE_ROOT : RELEASE_TARGETS].stale = true;
    if (role == &maker->roles[RELEASE_ROOT] && role->old_key_count < RELEASE_KEYS)
        role->old_keys[role->old_key_count++] = old;
    return true;
}

struct buffer *release_maker_file(struct release_maker *maker, const char *name)
{
    for (size_t i = maker->blob_count; i-- > 0;) {
        struct release_blob *blob = &maker->blobs[i];
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
    return (done && rename(part, path) == 0) || release_fail(path, "cannot be written");
}

bool release_maker_root(const struct release_maker *maker, const char *path)
{
    for (size_t i = 0; i < maker->blob_count; i++)
        if (strcmp(maker->blobs[i].name, "metadata/1.root.json") == 0)
            return file_put(path, maker->blobs[i].bytes.bytes, maker->blobs[i].bytes.len, 0644) == BASE_OK ||
                   release_fail(path, "cannot be written");
    return release_fail(path, "nothing was written yet");
}

/* Metadata is called by the hash of its bytes as they are now, a target by the one that was promised. */
static void content_name(const struct release_blob *blob, char ret_hex[static 65])
{
    uint8_t digest[32];
    crypto_hash_sha256(digest, blob->bytes.bytes, blob->bytes.len);
    hex_write(blob->metadata ? digest : blob->promised, 32, ret_hex);
}

static bool point_at(const struct release_maker *maker, int role, const char *folder, struct buffer *pointer)
{
    for (size_t i = 0; i < maker->blob_count; i++) {
        const struct release_blob *blob = &maker->blobs[i];
        const char *name = blob->name + strlen("metadata/");
        char hash[65];
        if (blob->role != role || !blob->current || maker->roles[role].left_out)
            continue;
        content_name(blob, hash);
        if (!put_file(folder, hash, &blob->bytes))
            return false;
        if (blob->metadata && strcmp(name, "1.root.json") != 0 &&
            buffer_printf(pointer, "%s %s\n", hash, name) != BASE_OK)
            return release_fail(name, "no memory");
    }
    return true;
}

bool release_maker_content(const struct release_maker *maker, const char *folder, const char *pointer)
{
    static const int order[] = {RELEASE_ROOT, RELEASE_TIMESTAMP, RELEASE_SNAPSHOT, RELEASE_TARGETS,
        RELEASE_RECIPIENTS, RELEASE_HOTLINES, RELEASE_PLACES, RELEASE_PACKS};
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
    const struct release_blob *timestamp = NULL;
    for (size_t i = 0; i < maker->blob_count; i++) {
        const struct release_blob *blob = &maker->blobs[i];
        if (!blob->current || maker->roles[blob->role].left_out)
            continue;
        if (blob->role == RELEASE_TIMESTAMP)
            timestamp = blob;
        else if (!put_file(folder, blob->name, &blob->bytes))
            return false;
    }
    return !timestamp || put_file(folder, timestamp->name, &timestamp->bytes);
}

bool release_maker_hub_keys(const struct release_maker *maker, const char *folder)
{
    char path[1024], message[256];
    for (int i = RELEASE_SNAPSHOT; i <= RELEASE_TIMESTAMP; i++) {
        snprintf(path, sizeof path, "%s/%s.key", folder, maker->roles[i].name);
        if (!signer_secret_write(&maker->roles[i].keys[0], path, NULL, 0, message))
            return release_fail(maker->roles[i].name, message);
    }
    return true;
}

void release_maker_name(const struct release_maker *maker, char ret_hex[static 65])
{
    uint8_t digest[32];
    const struct buffer *snapshot = &maker->roles[RELEASE_SNAPSHOT].metadata;
    crypto_hash_sha256(digest, snapshot->bytes, snapshot->len);
    hex_write(digest, sizeof digest, ret_hex);
}
