/* One file: from the folder, from what was cut last time, from the server. */
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "check.h"

#define TRIES 2 /* of one request in one check */
#define FILE_NAME (2 * TRUST_HASH + 1)

bool check_say(struct check *check, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(check->message, 256, format, list);
    va_end(list);
    return false;
}

/* What came of checks that failed, whoever made them fail, must not keep out what is new. That of this check
 * stays as far as it is known to be needed; metadata is put again at its end. */
static void sweep_once(struct check *check)
{
    size_t len, count = 0;
    const struct release here = {.trust = check->trust};
    const struct release *keep[2];
    if (check->in_use)
        keep[count++] = check->in_use;
    if (check->trust && trust_metadata(check->trust, "targets", &len))
        keep[count++] = &here;
    enum base_error error = release_sweep(check->follow->content, keep, count);
    if (!error)
        error = release_sweep_parts(check->follow->content);
    (void)error; /* then there is no more room than before */
    check->swept = true;
}

bool check_room(struct check *check, uint64_t bytes)
{
    uint64_t room = 0;
    struct disk *content = check->follow->content;
    enum base_error error = content->ops->room(content->self, &room);
    if (!error && !check->swept && (room < bytes || room - bytes < check->follow->room_bytes)) {
        sweep_once(check);
        error = content->ops->room(content->self, &room);
    }
    if (error)
        return check_say(check, "the content folder: %s", base_error_text(error));
    if (room >= bytes && room - bytes >= check->follow->room_bytes)
        return true;
    return check_say(check,
        "the disk has no room for new content (%llu KiB more are needed); free some, the content in use "
        "stays",
        (unsigned long long)((bytes + check->follow->room_bytes - room) >> 10));
}

/* FETCHED_PART means a later try may go on. */
static enum follow_fetched try_once(struct check *check, const char *path, struct buffer *bytes)
{
    const struct follow *follow = check->follow;
    size_t before = bytes->len;
    if (follow->may_go_on && !follow->may_go_on(follow->ctx)) {
        check_say(check, "the check was put off; the next one goes on from here");
        return FETCHED_FAILED;
    }
    check->cost.requests++;
    enum follow_fetched fetched = follow->source.get(
        follow->source.self, path, before, bytes, check->message);
    check->cost.bytes += bytes->len > before ? bytes->len - before : bytes->len;
    return fetched;
}

enum follow_fetched check_get(
    struct check *check, const char *path, const char *what, struct buffer *ret_bytes)
{
    enum follow_fetched fetched = FETCHED_FAILED;
    for (int i = 0; i < TRIES; i++) {
        fetched = try_once(check, path, ret_bytes);
        bool first = check->cost.requests <= 1; /* nobody may be there at all */
        if (first || (fetched != FETCHED_PART && fetched != FETCHED_FAILED))
            break;
    }
    if (fetched == FETCHED_TOO_LONG)
        check_say(check, "%.120s is longer than it may be; what is in use stays", what);
    return fetched == FETCHED || fetched == FETCHED_ABSENT ? fetched : FETCHED_FAILED;
}

static bool has_hash(const struct buffer *bytes, const uint8_t sha256[static TRUST_HASH])
{
    uint8_t hash[TRUST_HASH];
    crypto_hash_sha256(hash, bytes->bytes, bytes->len);
    return !memcmp(hash, sha256, sizeof hash);
}

/* Errors of the disk are those of a file that is not there: it is fetched again. */
static bool in_folder(struct check *check, const char *name, struct buffer *bytes)
{
    enum base_error error = disk_get(check->follow->content, name, bytes);
    if (error)
        buffer_clear(bytes);
    return !error;
}

static void keep_part(struct check *check, const char *part, const struct buffer *bytes)
{
    char before[256];
    memcpy(before, check->message, sizeof before);
    if (bytes->len && check_room(check, bytes->len)) {
        enum base_error error = disk_put(check->follow->content, part, bytes->bytes, bytes->len);
        (void)error; /* a part that is not kept is fetched again */
    }
    memcpy(check->message, before, sizeof before);
}

/* What was cut last time may be wrong: then all of it once more. */
static bool fetch(struct check *check, const char *path, const char *what,
    const uint8_t sha256[static TRUST_HASH], struct buffer *bytes)
{
    char part[FILE_NAME + 5];
    hex_write(sha256, TRUST_HASH, part);
    memcpy(part + 2 * TRUST_HASH, ".part", 6);
    bool resumed = in_folder(check, part, bytes);
    for (;;) {
        size_t had = bytes->len;
        enum follow_fetched fetched = had && has_hash(bytes, sha256) ? FETCHED
                                                                     : check_get(check, path, what, bytes);
        if (fetched == FETCHED && has_hash(bytes, sha256))
            return true;
        if (fetched == FETCHED_ABSENT)
            return check_say(check, "%.120s is not on the server", what);
        if (fetched != FETCHED) {
            if (bytes->len > had)
                keep_part(check, part, bytes);
            return false;
        }
        buffer_clear(bytes);
        if (!resumed)
            return check_say(check, "%.120s is not the file that was signed; what is in use stays", what);
        resumed = false;
    }
}

bool check_get_hashed(struct check *check, const char *path, const char *what,
    const uint8_t sha256[static TRUST_HASH], struct buffer *ret_bytes)
{
    char name[FILE_NAME];
    hex_write(sha256, TRUST_HASH, name);
    if (in_folder(check, name, ret_bytes) && has_hash(ret_bytes, sha256))
        return true;
    buffer_clear(ret_bytes);
    if (!check_room(check, ret_bytes->max) || !fetch(check, path, what, sha256, ret_bytes) ||
        !check_room(check, ret_bytes->len))
        return false;
    enum base_error error = release_put(check->follow->content, ret_bytes->bytes, ret_bytes->len);
    return !error || check_say(check, "the content folder: %s", base_error_text(error));
}
