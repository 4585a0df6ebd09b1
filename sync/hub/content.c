#include "content_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/cursor.h"

/* A name that was cut in the middle of a character, or was never UTF-8, must not spoil the sentence. */
static void utf8_mend(char *text)
{
    for (size_t len = strlen(text), i = 0; i < len;) {
        size_t n = 1;
        while (n < 4 && n < len - i && ((unsigned char)text[i + n] & 0xc0) == 0x80)
            n++;
        if (!utf8_valid(text + i, n)) {
            text[i] = '?';
            n = 1;
        }
        i += n;
    }
}

bool said_so(struct said *ret_said, unsigned status, const char *title, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(ret_said->detail, sizeof ret_said->detail, format, args);
    va_end(args);
    utf8_mend(ret_said->detail);
    ret_said->status = status;
    ret_said->title = title;
    return status < 400;
}

bool said_disk(struct said *ret_said, enum base_error error)
{
    if (error == BASE_NO_SPACE)
        return said_so(ret_said, 507, "Disk full",
            "The hub's disk is full; nothing was taken, and what was published before stays. Tell the "
            "operator.");
    return said_so(ret_said, 500, "Disk fault",
        "The hub's content folder cannot be read or written (%s); nothing was taken. Tell the operator.",
        base_error_text(error));
}

int64_t content_version(const struct content *content, const char *role)
{
    size_t len = strlen(role);
    if (strcmp(role, "root") == 0)
        return content->root_version;
    for (size_t i = 0; i < content->file_count; i++)
        if (strncmp(content->files[i].name, role, len) == 0 &&
            strcmp(content->files[i].name + len, ".json") == 0)
            return content->files[i].version;
    return 0;
}

static bool get(struct content *content, const char *name, size_t most, struct buffer *ret_bytes,
    enum base_error *ret_error)
{
    char path[256];
    buffer_init(ret_bytes, most);
    snprintf(path, sizeof path, "metadata/%s", name);
    *ret_error = disk_get(&content->disk, path, ret_bytes);
    if (*ret_error)
        buffer_clear(ret_bytes);
    return !*ret_error;
}

static bool same(const struct signer_file *file, const struct buffer *bytes)
{
    uint8_t digest[32];
    crypto_hash_sha256(digest, bytes->bytes, bytes->len);
    return file->length == bytes->len && memcmp(digest, file->sha256, 32) == 0;
}

/* A file that snapshot or timestamp lists, exactly as it was listed. */
static bool get_listed(struct content *content, const struct signer_file *file, struct buffer *ret_bytes)
{
    char name[128];
    enum base_error error;
    snprintf(name, sizeof name, "%lld.%s", (long long)file->version, file->name);
    if (!get(content, name, SIGNER_METADATA_BYTES, ret_bytes, &error))
        return false;
    if (same(file, ret_bytes))
        return true;
    buffer_clear(ret_bytes);
    return false;
}

bool content_role_read(struct content *content, const char *role, struct buffer *ret_metadata)
{
    char name[80];
    snprintf(name, sizeof name, "%.63s.json", role);
    for (size_t i = 0; i < content->file_count; i++)
        if (strcmp(content->files[i].name, name) == 0)
            return get_listed(content, &content->files[i], ret_metadata);
    return false;
}

static bool damaged(char ret_message[static HUB_MESSAGE], const char *what)
{
    snprintf(ret_message, HUB_MESSAGE,
        "[content] folder: metadata/%.80s is missing or damaged; restore the folder from your copy.", what);
    return false;
}

bool content_reload(struct content *content, char ret_message[static HUB_MESSAGE])
{
    struct buffer timestamp, snapshot;
    struct signer_file file;
    struct signer_head heads[2];
    enum base_error error;
    char type[16], message[256];
    size_t count;
    bool done = false;
    buffer_init(&snapshot, 0);
    if (!get(content, "timestamp.json", 1 << 16, &timestamp, &error)) {
        content->file_count = 0;
        return error == BASE_NOT_FOUND || damaged(ret_message, "timestamp.json");
    }
    if (!signer_head_read(timestamp.bytes, timestamp.len, &heads[0], type, message) ||
        !signer_files_read(timestamp.bytes, timestamp.len, &file, 1, &count, message) || count != 1)
        damaged(ret_message, "timestamp.json");
    else if (!get_listed(content, &file, &snapshot) ||
             !signer_head_read(snapshot.bytes, snapshot.len, &heads[1], type, message) ||
             !signer_files_read(
                 snapshot.bytes, snapshot.len, content->files, CONTENT_ROLES, &content->file_count, message))
        damaged(ret_message, "the snapshot that timestamp.json names");
    else
        done = true;
    buffer_clear(&timestamp);
    if (done) {
        content->timestamp = heads[0];
        content->snapshot = heads[1];
        buffer_clear(&content->snapshot_bytes);
        content->snapshot_bytes = snapshot;
    } else {
        buffer_clear(&snapshot);
    }
    return done;
}

/* The chain from the root that the operator was given on. Each was judged when it was taken. */
static bool roots_read(
    struct content *content, const struct content_settings *settings, char ret_message[static HUB_MESSAGE])
{
    struct signer_head head;
    char type[16], name[64], message[256];
    enum base_error error = BASE_OK;
    if (!signer_head_read(settings->root, settings->root_len, &head, type, message) ||
        strcmp(type, "root") != 0 ||
        buffer_add(&content->root, settings->root, settings->root_len) != BASE_OK) {
        snprintf(ret_message, HUB_MESSAGE,
            "[network] root: this is not root metadata; the ceremony of wayside-publish makes it.");
        return false;
    }
    content->root_version = head.version;
    for (int i = 0; i < CONTENT_ROOTS; i++) {
        struct buffer next;
        snprintf(name, sizeof name, "%lld.root.json", (long long)content->root_version + 1);
        if (!get(content, name, SIGNER_METADATA_BYTES, &next, &error))
            break;
        buffer_clear(&content->root);
        content->root = next;
        content->root_version++;
    }
    return error == BASE_NOT_FOUND || damaged(ret_message, name);
}

/* The first root is part of what is served: static servers and new devices ask for the whole chain. */
static bool root_keep(
    struct content *content, const struct content_settings *settings, char ret_message[static HUB_MESSAGE])
{
    char path[64];
    struct buffer there;
    struct signer_head head;
    char type[16], message[256];
    if (!signer_head_read(settings->root, settings->root_len, &head, type, message))
        return false;
    snprintf(path, sizeof path, "metadata/%lld.root.json", (long long)head.version);
    buffer_init(&there, SIGNER_METADATA_BYTES);
    enum base_error error = disk_get(&content->disk, path, &there);
    if (error == BASE_NOT_FOUND)
        error = disk_put_mode(&content->disk, path, settings->root, settings->root_len, 0644);
    buffer_clear(&there);
    if (error)
        snprintf(ret_message, HUB_MESSAGE, "[content] folder: %.100s: %s.", path, base_error_text(error));
    return !error;
}

bool content_open(const struct content_settings *settings, struct content **ret_content,
    char ret_message[static HUB_MESSAGE])
{
    struct content *content = calloc(1, sizeof *content);
    char why[TRUST_WHY];
    struct trust *trust = NULL;
    if (!content) {
        snprintf(ret_message, HUB_MESSAGE, "There is not enough memory to start.");
        return false;
    }
    content->disk = settings->disk;
    content->folder = settings->folder;
    content->snapshot_key = settings->snapshot;
    content->timestamp_key = settings->timestamp;
    buffer_init(&content->root, SIGNER_METADATA_BYTES);
    bool done = roots_read(content, settings, ret_message) && root_keep(content, settings, ret_message) &&
                content_reload(content, ret_message);
    if (done && !(trust = content_trust(content, settings->now_s, why))) {
        snprintf(ret_message, HUB_MESSAGE, "[network] root: %.250s", why);
        done = false;
    }
    trust_free(trust);
    if (done)
        *ret_content = content;
    else
        content_close(content);
    return done;
}

void content_close(struct content *content)
{
    if (!content)
        return;
    buffer_clear(&content->root);
    buffer_clear(&content->snapshot_bytes);
    free(content);
}

static void recall(struct content *content, struct trust *trust)
{
    struct buffer bytes;
    enum base_error error;
    if (!get(content, "timestamp.json", 1 << 16, &bytes, &error))
        return;
    trust_recall(trust, "timestamp.json", bytes.bytes, bytes.len);
    buffer_clear(&bytes);
    trust_recall(trust, "snapshot.json", content->snapshot_bytes.bytes, content->snapshot_bytes.len);
    for (size_t i = 0; i < content->file_count; i++) {
        if (!get_listed(content, &content->files[i], &bytes))
            continue;
        trust_recall(trust, content->files[i].name, bytes.bytes, bytes.len);
        buffer_clear(&bytes);
    }
}

struct trust *content_trust(struct content *content, int64_t now_s, char ret_why[static TRUST_WHY])
{
    struct trust_start start = {.root = content->root.bytes, content->root.len, now_s, .held = true};
    struct trust *trust = trust_new(&start, ret_why);
    struct trust_want want;
    if (!trust)
        return NULL;
    recall(content, trust);
    /* All there is was recalled: whatever else it asks for does not exist. */
    while (trust_next(trust, &want))
        if (trust_absent(trust) != TRUST_OK)
            break;
    trust_want_all(trust);
    while (trust_next(trust, &want))
        if (trust_absent(trust) != TRUST_OK)
            break;
    return trust;
}

int64_t content_ends(const struct content *content)
{
    return content->timestamp.version ? content->timestamp.expires_s : 0;
}

void content_release(const struct content *content, char ret_hex[static 65])
{
    uint8_t digest[32];
    ret_hex[0] = 0;
    if (!content->snapshot_bytes.len)
        return;
    crypto_hash_sha256(digest, content->snapshot_bytes.bytes, content->snapshot_bytes.len);
    hex_write(digest, sizeof digest, ret_hex);
}
