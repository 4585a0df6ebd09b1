#include "firmware/release.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/cursor.h"
#include "trust/signed_file.h"

#define LAST_DRAWN "network.json"

void release_clear(struct release *release)
{
    network_free(release->network);
    buffer_clear(&release->file);
    *release = (struct release){0};
}

static bool same(const uint8_t a[static RELEASE_SHA], const uint8_t b[static RELEASE_SHA])
{
    return memcmp(a, b, RELEASE_SHA) == 0;
}

/* Reads the network from its file, or says why not. */
static bool believe(const uint8_t root_key[static 32], const char *place, const struct release *in_use,
    struct release *ret_release, char why[static 256])
{
    struct verified_json json;
    const struct buffer *file = &ret_release->file;
    enum signed_file_error error = signed_file_open(file->bytes, file->len, root_key, &json);
    if (error != SIGNED_FILE_OK) {
        snprintf(why, 256, "%s", signed_file_error_text(error));
        return false;
    }
    struct release release = {.network = network_read(&json, why)};
    if (!release.network)
        return false;
    release.place = network_place(release.network, place);
    if (!release.place)
        snprintf(why, 256, "it has no place %.60s, the [device] place of this machine", place);
    else if (in_use && in_use->network && release.network->signed_at < in_use->network->signed_at)
        snprintf(why, 256, "it was signed before the one in use");
    else {
        ret_release->network = release.network;
        ret_release->place = release.place;
        return true;
    }
    network_free(release.network);
    return false;
}

static enum release_found try_one(struct disk *content, const char *path, const uint8_t root_key[static 32],
    const char *place, const struct release *in_use, struct release *ret_release,
    struct release_refusal *refusal)
{
    struct release release = {0};
    char why[256] = "";
    enum release_found found = RELEASE_NONE;
    buffer_init(&release.file, NETWORK_BYTES);
    enum base_error error = disk_get(content, path, &release.file);
    if (error != BASE_OK) {
        if (error != BASE_NOT_FOUND && !refusal->any) {
            *refusal = (struct release_refusal){.any = true};
            snprintf(refusal->why, sizeof refusal->why, "%s: %s", path, base_error_text(error));
        }
        goto out;
    }
    crypto_hash_sha256(release.sha, release.file.bytes, release.file.len);
    if (in_use && in_use->network && same(in_use->sha, release.sha)) {
        found = RELEASE_SAME;
    } else if (believe(root_key, place, in_use, &release, why)) {
        *ret_release = release;
        return RELEASE_TAKEN;
    } else if (!refusal->any) {
        refusal->any = true;
        memcpy(refusal->sha, release.sha, RELEASE_SHA);
        snprintf(refusal->why, sizeof refusal->why, "%s: %.200s", path, why);
    }
out:
    release_clear(&release);
    return found;
}

enum release_found release_find(struct disk *content, const uint8_t root_key[static 32], const char *place,
    const struct release *in_use, struct release *ret_release, struct release_refusal *ret_refusal)
{
    struct release_refusal refusal = {0};
    enum release_found found = try_one(
        content, "current/network.json", root_key, place, in_use, ret_release, &refusal);
    /* One that is in use stays: it is at least as good as what was before it. */
    if (found == RELEASE_NONE && (!in_use || !in_use->network))
        found = try_one(content, "previous/network.json", root_key, place, NULL, ret_release, &refusal);
    *ret_refusal = refusal;
    return found;
}

enum release_found release_recall(
    struct disk *shown, const uint8_t root_key[static 32], const char *place, struct release *ret_release)
{
    struct release_refusal refusal = {0};
    return try_one(shown, LAST_DRAWN, root_key, place, NULL, ret_release, &refusal);
}

enum base_error release_note(
    struct disk *shown, const struct release *release, const struct release_refusal *refusal)
{
    char hex[2 * RELEASE_SHA + 1], line[sizeof hex + sizeof refusal->why + 2];
    enum base_error error = BASE_OK;
    if (release->network) {
        hex_write(release->sha, RELEASE_SHA, hex);
        int len = snprintf(line, sizeof line, "%s\n", hex);
        error = disk_put(shown, "drawn", line, (size_t)len);
    }
    if (error == BASE_OK && refusal->any) {
        hex_write(refusal->sha, RELEASE_SHA, hex);
        int len = snprintf(line, sizeof line, "%s %s\n", hex, refusal->why);
        error = disk_put(shown, "refused", line, (size_t)len);
    } else if (error == BASE_OK) {
        error = disk_remove(shown, "refused");
        if (error == BASE_NOT_FOUND)
            error = BASE_OK;
    }
    if (error == BASE_OK && release->network)
        error = disk_put(shown, LAST_DRAWN, release->file.bytes, release->file.len);
    return error;
}
