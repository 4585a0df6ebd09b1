#include "demo/thief.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "signer/key_file.h"
#include "signer/targets.h"

#define BYTES (4 << 20)
#define FILES 64

/* What the hub gives out now, and what becomes of it. */
struct loot {
    const struct stage *stage;
    char folder[500]; /* hub/content */
    struct buffer timestamp, snapshot, role, target;
    struct signer_file files[FILES];
    size_t file_count;
};

static bool complain(const char *what)
{
    fprintf(stderr, "wayside-demo: the thief could not forge %s\n", what);
    return false;
}

static bool get(const struct loot *loot, const char *name, struct buffer *bytes)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", loot->folder, name);
    buffer_clear(bytes);
    buffer_init(bytes, BYTES);
    return file_read(path, BYTES, bytes) == BASE_OK || complain(path);
}

static bool put(const struct loot *loot, const char *name, const struct buffer *bytes)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", loot->folder, name);
    return file_put(path, bytes->bytes, bytes->len, 0644) == BASE_OK || complain(path);
}

static struct signer_file *file_of(struct loot *loot, const char *name)
{
    for (size_t i = 0; i < loot->file_count; i++)
        if (strcmp(loot->files[i].name, name) == 0)
            return &loot->files[i];
    return NULL;
}

static void describe(struct signer_file *file, int64_t version, const struct buffer *bytes)
{
    file->version = version;
    file->length = bytes->len;
    crypto_hash_sha256(file->sha256, bytes->bytes, bytes->len);
}

/* "hotlines/harbour.json" -> "targets/hotlines/<hash>.harbour.json" */
static void target_name(const char *path, const uint8_t hash[static 32], char *ret_name, size_t cap)
{
    char hex[65];
    const char *base = strrchr(path, '/') + 1;
    hex_write(hash, 32, hex);
    snprintf(ret_name, cap, "targets/%.*s%s.%s", (int)(base - path), path, hex, base);
}

static bool read_hub(struct loot *loot, const char *role)
{
    char name[256], json[96], message[256];
    struct signer_file snapshot;
    size_t count;
    if (!get(loot, "metadata/timestamp.json", &loot->timestamp) ||
        !signer_files_read(loot->timestamp.bytes, loot->timestamp.len, &snapshot, 1, &count, message))
        return complain("the timestamp");
    snprintf(name, sizeof name, "metadata/%lld.snapshot.json", (long long)snapshot.version);
    if (!get(loot, name, &loot->snapshot) || !signer_files_read(loot->snapshot.bytes, loot->snapshot.len,
                                                 loot->files, FILES, &loot->file_count, message))
        return complain("the snapshot");
    snprintf(json, sizeof json, "%s.json", role);
    const struct signer_file *file = file_of(loot, json);
    if (!file)
        return complain(role);
    snprintf(name, sizeof name, "metadata/%lld.%s.json", (long long)file->version, role);
    return get(loot, name, &loot->role);
}

/* The bytes of the target, changed in place, under their new name. */
static bool forge_target(struct loot *loot, const struct theft *theft, struct signer_target *target)
{
    char name[512];
    target_name(theft->path, target->sha256, name, sizeof name);
    if (!get(loot, name, &loot->target))
        return false;
    char *at = strstr((char *)loot->target.bytes, theft->from);
    if (!at || strlen(theft->from) != strlen(theft->to))
        return complain(theft->path);
    for (; at; at = strstr(at, theft->from))
        memcpy(at, theft->to, strlen(theft->to));
    crypto_hash_sha256(target->sha256, loot->target.bytes, loot->target.len);
    target_name(theft->path, target->sha256, name, sizeof name);
    return put(loot, name, &loot->target);
}

/* The thief's own key is as good as any, but nobody delegated to it. */
static bool forge_role(struct loot *loot, const struct theft *theft)
{
    char message[256], name[256], json[96];
    struct signer_targets targets = {0};
    struct signer_secret thief;
    struct buffer forged;
    buffer_init(&forged, BYTES);
    bool good = signer_targets_read(loot->role.bytes, loot->role.len, &targets, message);
    struct signer_target *target = NULL;
    for (size_t i = 0; good && i < targets.target_count; i++)
        if (strcmp(targets.targets[i].path, theft->path) == 0)
            target = &targets.targets[i];
    good = target && forge_target(loot, theft, target) && signer_secret_new("Ana", &thief, message);
    if (good) {
        targets.head.version++;
        good = signer_targets_again(loot->role.bytes, loot->role.len, &targets.head, targets.targets,
                   targets.target_count, targets.delegations, targets.delegation_count, &forged, message) &&
               signer_sign(&forged, &thief.signer, thief.name, message);
    }
    snprintf(json, sizeof json, "%s.json", theft->role);
    snprintf(name, sizeof name, "metadata/%lld.%s", (long long)targets.head.version, json);
    good = good && put(loot, name, &forged);
    if (good)
        describe(file_of(loot, json), targets.head.version, &forged);
    signer_targets_clear(&targets);
    buffer_clear(&forged);
    return good || complain(theft->path);
}

static bool sign_with(const struct loot *loot, const char *key, struct buffer *metadata)
{
    char path[600], message[256];
    struct signer_secret secret;
    snprintf(path, sizeof path, "%s/hub/keys/%s", loot->stage->run, key);
    bool good = signer_secret_read(path, NULL, &secret, message) &&
                signer_sign(metadata, &secret.signer, secret.name, message);
    signer_secret_clear(&secret);
    return good || complain(key);
}

/* With the hub's real online keys: this is all that they are good for. */
static bool forge_newest(struct loot *loot)
{
    char message[256], name[128];
    struct buffer snapshot, timestamp;
    struct signer_file file = {.name = "snapshot.json"};
    struct signer_head head = {.version = time(NULL) + 1, .expires_s = time(NULL) + 86400};
    buffer_init(&snapshot, BYTES);
    buffer_init(&timestamp, BYTES);
    snprintf(name, sizeof name, "metadata/%lld.snapshot.json", (long long)head.version);
    bool good = signer_snapshot(&head, loot->files, loot->file_count, &snapshot, message) &&
                sign_with(loot, "snapshot.key", &snapshot) && put(loot, name, &snapshot);
    describe(&file, head.version, &snapshot);
    good = good && signer_timestamp(&head, &file, &timestamp, message) &&
           sign_with(loot, "timestamp.key", &timestamp) && put(loot, "metadata/timestamp.json", &timestamp);
    buffer_clear(&snapshot);
    buffer_clear(&timestamp);
    return good || complain("snapshot and timestamp");
}

static bool copy_folder(struct stage *stage, const char *from, const char *to)
{
    char a[512], b[512];
    snprintf(a, sizeof a, "%s/hub/%s", stage->run, from);
    snprintf(b, sizeof b, "%s/hub/%s", stage->run, to);
    const char *const remove[] = {"rm", "-rf", b, NULL}, *const copy[] = {"cp", "-a", a, b, NULL};
    return (process_run(&stage->processes, "thief", remove, NULL, (char[64]){0}, 64) == 0 &&
               process_run(&stage->processes, "thief", copy, NULL, (char[64]){0}, 64) == 0) ||
           complain(to);
}

static struct loot *loot_new(struct stage *stage)
{
    struct loot *loot = calloc(1, sizeof *loot);
    if (loot) {
        loot->stage = stage;
        snprintf(loot->folder, sizeof loot->folder, "%s/hub/content", stage->run);
    }
    return loot;
}

static void loot_free(struct loot *loot)
{
    if (!loot)
        return;
    buffer_clear(&loot->timestamp);
    buffer_clear(&loot->snapshot);
    buffer_clear(&loot->role);
    buffer_clear(&loot->target);
    free(loot);
}

bool thief_take_hub(struct stage *stage, const struct theft *theft)
{
    struct loot *loot = loot_new(stage);
    bool good = loot && copy_folder(stage, "content", "content-kept") && read_hub(loot, theft->role) &&
                forge_role(loot, theft) && forge_newest(loot);
    loot_free(loot);
    return good;
}

/* File by file: the hub holds its folder open. */
bool thief_leave_hub(struct stage *stage)
{
    char from[512], to[512];
    snprintf(from, sizeof from, "%s/hub/content-kept/.", stage->run);
    snprintf(to, sizeof to, "%s/hub/content", stage->run);
    const char *const copy[] = {"cp", "-a", from, to, NULL};
    return copy_folder(stage, "content", "content-forged") &&
           (process_run(&stage->processes, "thief", copy, NULL, (char[64]){0}, 64) == 0 || complain(to));
}

/* ---- in the device ---- */

static bool put_by_hash(struct disk *content, const struct buffer *bytes, char ret_hex[static 65])
{
    uint8_t hash[32];
    crypto_hash_sha256(hash, bytes->bytes, bytes->len);
    hex_write(hash, 32, ret_hex);
    return disk_put(content, ret_hex, bytes->bytes, bytes->len) == BASE_OK;
}

static bool point_at(
    struct loot *loot, struct disk *content, const char *name, struct buffer *bytes, struct buffer *pointer)
{
    char path[256], hex[65];
    snprintf(path, sizeof path, "metadata/%s", name);
    return get(loot, path, bytes) && put_by_hash(content, bytes, hex) &&
           buffer_printf(pointer, "%s %s\n", hex, name) == BASE_OK;
}

bool thief_write_content(struct stage *stage)
{
    struct loot *loot = loot_new(stage);
    struct disk content = {0};
    struct buffer bytes, pointer;
    char folder[512], message[256], name[128];
    struct signer_file snapshot;
    size_t count;
    buffer_init(&bytes, BYTES);
    buffer_init(&pointer, BYTES);
    snprintf(folder, sizeof folder, "%s/device/content", stage->run);
    if (loot)
        snprintf(loot->folder, sizeof loot->folder, "%s/hub/content-forged", stage->run);
    bool good = loot && disk_open(folder, &content) == BASE_OK &&
                buffer_text(&pointer, "wayside release 1\n") == BASE_OK &&
                point_at(loot, &content, "timestamp.json", &bytes, &pointer) &&
                signer_files_read(bytes.bytes, bytes.len, &snapshot, 1, &count, message);
    snprintf(name, sizeof name, "%lld.snapshot.json", good ? (long long)snapshot.version : 0);
    good = good && point_at(loot, &content, name, &bytes, &pointer) &&
           signer_files_read(bytes.bytes, bytes.len, loot->files, FILES, &loot->file_count, message);
    for (size_t i = 0; good && i < loot->file_count; i++) {
        snprintf(name, sizeof name, "%lld.%s", (long long)loot->files[i].version, loot->files[i].name);
        good = point_at(loot, &content, name, &bytes, &pointer);
    }
    good = good && disk_put(&content, "current", pointer.bytes, pointer.len) == BASE_OK;
    disk_close(&content);
    buffer_clear(&bytes);
    buffer_clear(&pointer);
    loot_free(loot);
    return good || complain("the device's content folder");
}
