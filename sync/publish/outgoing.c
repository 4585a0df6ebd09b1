#include "outgoing.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

#define OUTGOING_FILES 65536

bool outgoing_open(const struct publish_settings *settings, struct outgoing *ret_outgoing)
{
    *ret_outgoing = (struct outgoing){0};
    if (!join_path(ret_outgoing->folder, settings->folder, "outgoing") ||
        !make_folder(ret_outgoing->folder)) {
        return false;
    }
    enum base_error error = disk_open(ret_outgoing->folder, &ret_outgoing->disk);
    if (!error) {
        error = disk_sweep(&ret_outgoing->disk, "");
    }
    if (error) {
        complain("%s: %s", ret_outgoing->folder, base_error_text(error));
    }
    return !error;
}

void outgoing_close(struct outgoing *outgoing)
{
    disk_close(&outgoing->disk);
}

static bool put(struct outgoing *outgoing, const char *name, const void *bytes, size_t len)
{
    enum base_error error = disk_put(&outgoing->disk, name, bytes, len);
    if (error) {
        complain("%s: %s; nothing was signed, make room and type the command again", outgoing->folder,
            base_error_text(error));
    }
    return !error;
}

bool outgoing_put(struct outgoing *outgoing, const char *role, const struct buffer *metadata,
    const struct edit_file *files, size_t count)
{
    char name[128], hex[65];
    uint8_t hash[crypto_hash_sha256_BYTES];
    for (size_t i = 0; i < count; i++) {
        crypto_hash_sha256(hash, files[i].bytes, files[i].len);
        hex_write(hash, sizeof hash, hex);
        if (!put(outgoing, hex, files[i].bytes, files[i].len)) {
            return false;
        }
    }
    snprintf(name, sizeof name, "%s.json", role);
    return put(outgoing, name, metadata->bytes, metadata->len);
}

bool outgoing_waits(struct outgoing *outgoing, const char *role, const struct buffer *metadata)
{
    char name[128];
    struct buffer before;
    buffer_init(&before, SIGNER_METADATA_BYTES);
    snprintf(name, sizeof name, "%s.json", role);
    bool waits = disk_get(&outgoing->disk, name, &before) == BASE_OK &&
                 (before.len != metadata->len || memcmp(before.bytes, metadata->bytes, before.len) != 0);
    buffer_clear(&before);
    return waits;
}

/* 201 and 202 in words. */
static void show_taken(const struct run *run, const char *role, const struct wire_answer *answer)
{
    json_t *json = json_loadb((const char *)answer->body.bytes, answer->body.len, 0, NULL);
    const char *detail = json_string_value(json_object_get(json, "detail"));
    if (run->options.json) {
        printf("{\"role\":\"%s\",\"state\":\"%s\"}\n", role, answer->status == 202 ? "waiting" : "live");
    } else if (answer->status == 202) {
        printf("%s%s waits for another signature.%s ", paint(run, PAINT_WARN), role, paint(run, PAINT_NONE));
        print_safely(detail ? detail : "");
        printf("\n  The other person types: wayside-publish sign --waiting %s\n", role);
    } else {
        printf("%s%s is live.%s Kiosks take it within minutes.\n", paint(run, PAINT_GOOD), role,
            paint(run, PAINT_NONE));
    }
    json_decref(json);
}

static void show_refused(const char *role, const struct wire_answer *answer)
{
    const char *what = answer->status == 403 ? "this laptop may not do that"
                       : answer->status == 409
                           ? "somebody else was first; sign again, and you see what they changed"
                       : answer->status == 422 ? "something in it is wrong"
                       : answer->status == 507 ? "the hub's disk is full"
                                               : "try again later";
    complain("the hub refused %s: %s (%s)", role, answer->problem[0] ? answer->problem : "it gives no reason",
        what);
}

bool push_metadata(
    const struct run *run, struct remote *remote, const char *role, const struct buffer *metadata)
{
    char path[128];
    struct wire_answer answer = {0};
    buffer_init(&answer.body, REMOTE_ANSWER);
    snprintf(path, sizeof path, "/v1/publish/metadata/%s", role);
    bool good = remote_request(remote, "PUT", path, metadata->bytes, metadata->len, &answer);
    if (good && (answer.status == 200 || answer.status == 201 || answer.status == 202)) {
        show_taken(run, role, &answer);
    } else if (good) {
        show_refused(role, &answer);
        good = false;
    }
    buffer_clear(&answer.body);
    return good;
}

static bool push_bytes(struct outgoing *outgoing, struct remote *remote, const char *hex)
{
    char path[128];
    struct buffer bytes;
    struct wire_answer answer = {0};
    buffer_init(&answer.body, REMOTE_ANSWER);
    buffer_init(&bytes, REMOTE_TARGET);
    snprintf(path, sizeof path, "/v1/publish/targets/%s", hex);
    enum base_error error = disk_get(&outgoing->disk, hex, &bytes);
    bool good = error == BASE_NOT_FOUND; /* the hub has it already: it counts now */
    if (error && !good) {
        complain("%s/%s: %s", outgoing->folder, hex, base_error_text(error));
    } else if (!error) {
        good = remote_request(
            remote, "PUT", path, bytes.bytes ? bytes.bytes : (const uint8_t *)"", bytes.len, &answer);
        if (good && answer.status != 200 && answer.status != 201) {
            show_refused("a file", &answer);
            good = false;
        }
    }
    buffer_clear(&bytes);
    buffer_clear(&answer.body);
    return good;
}

static bool push_role(
    const struct run *run, struct outgoing *outgoing, struct remote *remote, const char *name)
{
    char role[PUBLISH_NAME + 16], message[256], hex[65];
    struct buffer metadata;
    struct signer_targets targets = {0};
    snprintf(role, sizeof role, "%.*s", (int)(strlen(name) - 5), name);
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    enum base_error error = disk_get(&outgoing->disk, name, &metadata);
    bool good = !error && signer_targets_read(metadata.bytes, metadata.len, &targets, message);
    if (!good) {
        complain("%s/%s: %s; sign again", outgoing->folder, name, error ? base_error_text(error) : message);
    }
    for (size_t i = 0; good && i < targets.target_count; i++) {
        hex_write(targets.targets[i].sha256, 32, hex);
        good = push_bytes(outgoing, remote, hex);
    }
    good = good && push_metadata(run, remote, role, &metadata);
    if (good) {
        error = disk_remove(&outgoing->disk, name);
        good = !error || error == BASE_NOT_FOUND;
    }
    signer_targets_clear(&targets);
    buffer_clear(&metadata);
    return good;
}

static bool is_role(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && len < PUBLISH_NAME + 16 && strcmp(name + len - 5, ".json") == 0;
}

/* Bytes that nothing waits for any more. */
static void sweep(struct outgoing *outgoing)
{
    struct disk_names names = {0};
    if (disk_names(&outgoing->disk, "", OUTGOING_FILES, &names)) {
        return;
    }
    bool waits = false;
    for (size_t i = 0; i < names.count; i++) {
        waits |= is_role(names.names[i]);
    }
    for (size_t i = 0; !waits && i < names.count; i++) {
        (void)!disk_remove(&outgoing->disk, names.names[i]);
    }
    disk_names_free(&names);
}

bool outgoing_push_one(
    const struct run *run, struct outgoing *outgoing, struct remote *remote, const char *role)
{
    char name[128];
    snprintf(name, sizeof name, "%s.json", role);
    bool taken = push_role(run, outgoing, remote, name);
    sweep(outgoing);
    return taken;
}

bool outgoing_push(const struct run *run, struct outgoing *outgoing, struct remote *remote, size_t *ret_sent)
{
    struct disk_names names = {0};
    bool good = true;
    enum base_error error = disk_names(&outgoing->disk, "", OUTGOING_FILES, &names);
    if (error) {
        complain("%s: %s", outgoing->folder, base_error_text(error));
        return false;
    }
    *ret_sent = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (is_role(names.names[i])) {
            bool taken = push_role(run, outgoing, remote, names.names[i]);
            *ret_sent += taken;
            good = good && taken;
        }
    }
    disk_names_free(&names);
    sweep(outgoing);
    return good;
}
