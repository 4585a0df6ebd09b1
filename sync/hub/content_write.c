/* Makes signed metadata current. The order is the promise: targets, role, snapshot, and last the timestamp,
 * by one rename each. Whoever is cut in between finds the old release, whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/cursor.h"
#include "content_inside.h"

#define DAY_SECONDS INT64_C(86400)

bool content_target_name(const struct signer_target *target, char ret_name[static 256], struct said *ret_said)
{
    const char *path = target->path, *slash = strrchr(path, '/');
    char hash[65];
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t len = strcspn(part, "/");
        if (len == 0 || part[0] == '.')
            return said_so(ret_said, 422, "Name refused",
                "\"%.180s\" cannot be the name of a file: a part of it is empty or begins with a dot.", path);
    }
    for (const char *p = path; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f || *p == '\\')
            return said_so(ret_said, 422, "Name refused", "The name of a file has a control character.");
    if (strlen(path) > CONTENT_PATH)
        return said_so(ret_said, 422, "Name refused",
            "\"%.180s...\" is too long a name: at most %d bytes; make the names of folders shorter.", path,
            CONTENT_PATH);
    hex_write(target->sha256, 32, hash);
    int folder = slash ? (int)(slash - path) + 1 : 0;
    snprintf(ret_name, 256, "targets/%.*s%s.%s", folder, path, hash, path + folder);
    return true;
}

static bool exists(struct content *content, const char *path)
{
    struct buffer nothing;
    buffer_init(&nothing, 0);
    enum base_error error = disk_get(&content->disk, path, &nothing);
    buffer_clear(&nothing);
    return error == BASE_OK || error == BASE_TOO_LARGE;
}

void content_incoming_name(const struct signer_target *target, char ret_path[static 80])
{
    memcpy(ret_path, "incoming/", 9);
    hex_write(target->sha256, 32, ret_path + 9);
}

bool content_target_here(struct content *content, const struct signer_target *target, bool *ret_uploaded)
{
    char name[256], incoming[80];
    struct said said;
    *ret_uploaded = false;
    if (target->length == 0) /* what has no bytes need not be sent */
        return true;
    if (content_target_name(target, name, &said) && exists(content, name))
        return true;
    content_incoming_name(target, incoming);
    *ret_uploaded = exists(content, incoming);
    return *ret_uploaded;
}

/* Every folder on the way to path, durable. base/disk has no word for it. */
static enum base_error folders_make(struct content *content, const char *path)
{
    char full[4096], part[256];
    if (!content->folder)
        return BASE_OK;
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
        snprintf(full, sizeof full, "%s/%s", content->folder, part);
        if (mkdir(full, 0755) == 0) {
            char *up = strrchr(part, '/');
            *(up ? up : part) = 0;
            enum base_error error = content->disk.ops->sync_folder(content->disk.self, part);
            if (error)
                return error;
        } else if (errno != EEXIST) {
            return errno == ENOSPC || errno == EDQUOT ? BASE_NO_SPACE : BASE_IO;
        }
    }
    return BASE_OK;
}

/* From incoming/ to its name, checked on the way: a disk may have changed what was uploaded. */
static bool target_place(struct content *content, const struct signer_target *target, struct said *ret_said)
{
    char name[256], incoming[80];
    uint8_t digest[32];
    struct buffer bytes;
    if (!content_target_name(target, name, ret_said))
        return false;
    if (exists(content, name))
        return true;
    content_incoming_name(target, incoming);
    buffer_init(&bytes, CONTENT_TARGET_BYTES);
    enum base_error error = target->length ? disk_get(&content->disk, incoming, &bytes) : BASE_OK;
    crypto_hash_sha256(digest, bytes.bytes, bytes.len);
    bool done = !error || said_disk(ret_said, error);
    if (done && bytes.len != target->length)
        done = said_so(ret_said, 422, "Wrong length",
            "The metadata says that %.180s has %llu bytes, and its file has %zu; pack and sign again.",
            target->path, (unsigned long long)target->length, bytes.len);
    if (done && memcmp(digest, target->sha256, 32) != 0) {
        (void)!disk_remove(&content->disk, incoming);
        done = said_so(
            ret_said, 422, "Damaged", "%.180s was damaged on the hub's disk; send it again.", target->path);
    }
    if (done) {
        error = folders_make(content, name);
        if (!error)
            error = disk_put_mode(&content->disk, name, bytes.bytes, bytes.len, 0644);
        done = !error || said_disk(ret_said, error);
    }
    buffer_clear(&bytes);
    return done;
}

/* Files that metadata does not name any more are kept for two days from now: devices may be half-way. */
static void targets_retire(struct content *content, const char *role, const struct signer_targets *targets)
{
    struct buffer old;
    struct signer_targets before = {0};
    struct said said;
    char message[256], name[256], full[4096];
    if (!content->folder || !content_role_read(content, role, &old))
        return;
    if (signer_target_list_read(old.bytes, old.len, &before, message)) {
        for (size_t i = 0, j = 0; i < before.target_count; i++) { /* both are sorted by path */
            const struct signer_target *target = &before.targets[i];
            while (j < targets->target_count && strcmp(targets->targets[j].path, target->path) < 0)
                j++;
            bool stays = j < targets->target_count && strcmp(targets->targets[j].path, target->path) == 0 &&
                         memcmp(targets->targets[j].sha256, target->sha256, 32) == 0;
            if (stays || !content_target_name(target, name, &said))
                continue;
            snprintf(full, sizeof full, "%s/%s", content->folder, name);
            (void)!utimensat(AT_FDCWD, full, NULL, AT_SYMLINK_NOFOLLOW);
        }
        signer_targets_clear(&before);
    }
    buffer_clear(&old);
}

static struct signer_file file_of(const char *name, int64_t version, const struct buffer *bytes)
{
    struct signer_file file = {.version = version, .length = bytes->len};
    snprintf(file.name, sizeof file.name, "%s", name);
    crypto_hash_sha256(file.sha256, bytes->bytes, bytes->len);
    return file;
}

static bool key_fault(struct said *ret_said, const char *role)
{
    return said_so(ret_said, 500, "Key not in root",
        "root does not name this hub's key for %s, so nothing can be published. The operator: "
        "wayside-hub content-keys prints the keys that the ceremony has to put into root.",
        role);
}

/* Signs and puts one of the hub's own two. */
static bool put_own(struct content *content, const char *role, const struct signer_secret *secret,
    const char *path, struct buffer *metadata, struct said *ret_said)
{
    char message[256], name[64];
    if (!signer_root_names(content->root.bytes, content->root.len, role, secret->signer.public_key, name))
        return key_fault(ret_said, role);
    if (!signer_sign(metadata, &secret->signer, name, message))
        return said_so(ret_said, 500, "Not signed", "%.200s.", message);
    enum base_error error = disk_put_mode(&content->disk, path, metadata->bytes, metadata->len, 0644);
    return !error || said_disk(ret_said, error);
}

static int64_t version_next(int64_t now_s, int64_t before)
{
    return now_s > before ? now_s : before + 1; /* a clock that went back never makes an older version */
}

static bool sign_snapshot(struct content *content, int64_t now_s, struct buffer *ret_snapshot,
    struct signer_head *ret_head, struct said *ret_said)
{
    char message[256], path[80];
    struct signer_head head = {.version = version_next(now_s, content->snapshot.version),
        .expires_s = now_s + SNAPSHOT_DAYS * DAY_SECONDS};
    buffer_init(ret_snapshot, SIGNER_METADATA_BYTES);
    snprintf(path, sizeof path, "metadata/%lld.snapshot.json", (long long)head.version);
    if (!signer_snapshot(&head, content->files, content->file_count, ret_snapshot, message))
        return said_so(ret_said, 500, "Not signed", "%.200s.", message);
    *ret_head = head;
    return put_own(content, "snapshot", content->snapshot_key, path, ret_snapshot, ret_said);
}

bool content_sign(struct content *content, bool new_snapshot, int64_t now_s, struct said *ret_said)
{
    struct buffer snapshot, timestamp;
    struct signer_head heads[2] = {content->snapshot};
    char message[256];
    buffer_init(&snapshot, 0);
    buffer_init(&timestamp, 1 << 16);
    bool done = !new_snapshot || sign_snapshot(content, now_s, &snapshot, &heads[0], ret_said);
    const struct buffer *listed = new_snapshot ? &snapshot : &content->snapshot_bytes;
    struct signer_file file = file_of("snapshot.json", heads[0].version, listed);
    heads[1] = (struct signer_head){.version = version_next(now_s, content->timestamp.version),
        .expires_s = now_s + TIMESTAMP_DAYS * DAY_SECONDS};
    if (done && !signer_timestamp(&heads[1], &file, &timestamp, message))
        done = said_so(ret_said, 500, "Not signed", "%.200s.", message);
    done = done && put_own(content, "timestamp", content->timestamp_key, "metadata/timestamp.json",
                       &timestamp, ret_said);
    if (done) {
        content->snapshot = heads[0];
        content->timestamp = heads[1];
        if (new_snapshot) {
            buffer_clear(&content->snapshot_bytes);
            content->snapshot_bytes = snapshot;
            buffer_init(&snapshot, 0);
        }
    }
    buffer_clear(&snapshot);
    buffer_clear(&timestamp);
    return done;
}

/* The role's entry in what the next snapshot lists. */
static bool list(struct content *content, const char *role, int64_t version, const struct buffer *metadata,
    struct said *ret_said)
{
    char name[80];
    size_t at = 0;
    snprintf(name, sizeof name, "%.63s.json", role);
    while (at < content->file_count && strcmp(content->files[at].name, name) != 0)
        at++;
    if (at == CONTENT_ROLES)
        return said_so(ret_said, 422, "Too many roles", "This hub serves at most %d roles.", CONTENT_ROLES);
    content->files[at] = file_of(name, version, metadata);
    content->file_count += at == content->file_count;
    return true;
}

static bool take_role(struct content *content, const char *role, const struct buffer *metadata,
    int64_t version, const struct signer_targets *targets, int64_t now_s, struct said *ret_said)
{
    char path[128];
    for (size_t i = 0; i < targets->target_count; i++)
        if (!target_place(content, &targets->targets[i], ret_said))
            return false;
    snprintf(path, sizeof path, "metadata/%lld.%s.json", (long long)version, role);
    enum base_error error = disk_put_mode(&content->disk, path, metadata->bytes, metadata->len, 0644);
    if (error)
        return said_disk(ret_said, error);
    targets_retire(content, role, targets);
    return list(content, role, version, metadata, ret_said) && content_sign(content, true, now_s, ret_said);
}

/* A root is current for everyone as soon as its file is there; the other two are signed again because it may
 * have changed who signs them. */
static bool take_root(struct content *content, const struct buffer *metadata, int64_t version, int64_t now_s,
    struct said *ret_said)
{
    char path[64];
    struct buffer root;
    buffer_init(&root, SIGNER_METADATA_BYTES);
    if (buffer_add(&root, metadata->bytes, metadata->len) != BASE_OK)
        return said_disk(ret_said, BASE_NO_MEMORY);
    snprintf(path, sizeof path, "metadata/%lld.root.json", (long long)version);
    enum base_error error = disk_put_mode(&content->disk, path, metadata->bytes, metadata->len, 0644);
    if (error) {
        buffer_clear(&root);
        return said_disk(ret_said, error);
    }
    buffer_clear(&content->root);
    content->root = root;
    content->root_version = version;
    return !content->timestamp.version || content_sign(content, true, now_s, ret_said);
}

bool content_take(struct content *content, const char *role, const struct buffer *metadata, int64_t version,
    const struct signer_targets *targets, int64_t now_s, struct said *ret_said)
{
    char message[HUB_MESSAGE];
    bool done = strcmp(role, "root") == 0
                    ? take_root(content, metadata, version, now_s, ret_said)
                    : take_role(content, role, metadata, version, targets, now_s, ret_said);
    /* What is on the disk counts: after a failure it is the old release, or in the last step the new one. */
    if (!done && !content_reload(content, message))
        return said_so(ret_said, 500, "Folder damaged", "%.300s", message);
    return done;
}

bool content_renew(struct content *content, int64_t now_s, struct said *ret_said)
{
    if (!content->timestamp.version)
        return true;
    /* When each was signed; in the future when the clock was wrong then, or is now: signed again either way.
     */
    int64_t snapshot_age = now_s - (content->snapshot.expires_s - SNAPSHOT_DAYS * DAY_SECONDS);
    int64_t timestamp_age = now_s - (content->timestamp.expires_s - TIMESTAMP_DAYS * DAY_SECONDS);
    bool snapshot_due = snapshot_age > SNAPSHOT_DAYS * DAY_SECONDS / 2 || snapshot_age < -TIMESTAMP_EVERY_S;
    bool due = snapshot_due || timestamp_age >= TIMESTAMP_EVERY_S || timestamp_age < -TIMESTAMP_EVERY_S;
    return !due || content_sign(content, snapshot_due, now_s, ret_said);
}
