/* From a pointer to a release: trust is given what the pointer lists, then the content is read. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

struct opening {
    struct disk *content;
    const char *name; /* of the pointer */
    const struct release_ground *ground;
    struct pointer pointer;
    struct release *release;
    char *message;
};

static bool say(struct opening *opening, const char *what, const char *why)
{
    snprintf(opening->message, 256, "%s: %.80s: %.150s.", opening->name, what, why);
    return false;
}

/* "timestamp: it has expired." becomes "current: timestamp: it has expired." */
static bool say_trust(struct opening *opening)
{
    char why[TRUST_WHY];
    trust_failure(opening->release->trust, why);
    size_t len = strlen(why);
    while (len > 0 && why[len - 1] == '.')
        len--;
    snprintf(opening->message, 256, "%s: %.*s.", opening->name, (int)(len > 220 ? 220 : len), why);
    return false;
}

static bool read_file(
    struct opening *opening, const struct pointer_line *line, size_t max, struct buffer *ret_bytes)
{
    buffer_init(ret_bytes, max);
    enum base_error error = parts_file(opening->content, line->hash, max, ret_bytes);
    if (!error)
        return true;
    buffer_clear(ret_bytes);
    return say(opening, line->name,
        error == BASE_NOT_FOUND ? "its file is missing"
        : error == BASE_FORMAT  ? "its file is too long, or is not of the hash that names it"
                                : base_error_text(error));
}

/* Gives trust what it asks for, for as long as it does. */
static bool drive(struct opening *opening)
{
    struct trust *trust = opening->release->trust;
    struct trust_want want;
    while (trust_next(trust, &want)) {
        struct buffer bytes;
        const struct pointer_line *line = pointer_find(&opening->pointer, want.name);
        enum trust_error error;
        if (!line) {
            error = trust_absent(trust);
        } else {
            if (!read_file(opening, line, want.max, &bytes))
                return false;
            error = trust_give(trust, bytes.bytes, bytes.len);
            buffer_clear(&bytes);
        }
        if (error && trust_failure(trust, NULL) != TRUST_OK)
            return say_trust(opening); /* else one publisher's role is left out, and all others go on */
    }
    return trust_failure(trust, NULL) == TRUST_OK || say_trust(opening);
}

/* What was accepted before lies in the folder itself. A file that is not there is asked for by trust. */
static bool recall_own(struct opening *opening)
{
    for (size_t i = 0; i < opening->pointer.count; i++) {
        const struct pointer_line *line = &opening->pointer.lines[i];
        struct buffer bytes;
        const char *keep = pointer_keep(line->name);
        if (strcmp(keep, "root.json") == 0)
            continue;
        buffer_init(&bytes, RELEASE_METADATA);
        enum base_error error = parts_file(opening->content, line->hash, RELEASE_METADATA, &bytes);
        if (!error)
            trust_recall(opening->release->trust, keep, bytes.bytes, bytes.len);
        buffer_clear(&bytes);
        if (error && error != BASE_NOT_FOUND && error != BASE_FORMAT)
            return say(opening, line->name, base_error_text(error));
    }
    return true;
}

static bool recall_one(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    trust_recall(ctx, name->keep, bytes, len);
    return true;
}

static bool take_id(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    struct release *release = ctx;
    if (strcmp(name->keep, "snapshot.json") == 0)
        crypto_hash_sha256(release->id, bytes, len);
    return true;
}

/* Recalled metadata cannot be gone below; the root, and what is held, is compared here. */
static bool is_not_older(struct opening *opening)
{
    static const char *const roles[] = {"root", "timestamp", "snapshot"};
    if (!opening->ground->in_use)
        return true;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (trust_version(opening->release->trust, roles[i]) <
            trust_version(opening->ground->in_use->trust, roles[i]))
            return say(opening, roles[i], "is older than the one in use");
    return true;
}

static bool verify(struct opening *opening)
{
    const struct release_ground *ground = opening->ground;
    struct trust_start start = {.root = ground->root,
        .root_len = ground->root_len,
        .now_s = ground->now_s,
        .held = ground->held,
        .keep_held = ground->in_use != NULL};
    char why[TRUST_WHY];
    opening->release->trust = trust_new(&start, why);
    if (!opening->release->trust)
        return say(opening, "the root it is verified from", why);
    if (ground->held && !recall_own(opening))
        return false;
    if (!ground->held && ground->in_use)
        trust_each_metadata(ground->in_use->trust, recall_one, opening->release->trust);
    if (!drive(opening))
        return false;
    trust_want_all(opening->release->trust);
    if (!drive(opening) || !is_not_older(opening))
        return false;
    trust_each_metadata(opening->release->trust, take_id, opening->release);
    return true;
}

/* The snapshot's hash is the release's name. */
static bool is_in_use(const struct opening *opening)
{
    const struct release *in_use = opening->ground->in_use;
    for (size_t i = 0; in_use && i < opening->pointer.count; i++)
        if (strcmp(pointer_keep(opening->pointer.lines[i].name), "snapshot.json") == 0)
            return memcmp(opening->pointer.lines[i].hash, in_use->id, TRUST_HASH) == 0;
    return false;
}

static bool open_all(struct opening *opening)
{
    opening->release = calloc(1, sizeof *opening->release);
    if (!opening->release) {
        snprintf(opening->message, 256, "%s: out of memory.", opening->name);
        return false;
    }
    return verify(opening) &&
           parts_content(opening->release, opening->content, opening->ground, opening->message);
}

struct release *release_open(struct disk *content, const char *pointer, const struct release_ground *ground,
    char ret_message[static 256])
{
    struct opening opening = {.content = content, .name = pointer, .ground = ground, .message = ret_message};
    enum base_error error = parts_pointer(content, pointer, &opening.pointer);
    if (error) {
        snprintf(ret_message, 256, "%s: %s.", pointer,
            error == BASE_FORMAT ? "not a pointer to a release" : base_error_text(error));
        return NULL;
    }
    ret_message[0] = 0;
    if (is_in_use(&opening) || !open_all(&opening)) {
        release_free(opening.release);
        opening.release = NULL;
    }
    pointer_clear(&opening.pointer);
    return opening.release;
}

void release_free(struct release *release)
{
    if (!release)
        return;
    for (size_t i = 0; i < release->pack_count; i++)
        pack_free(release->packs[i]);
    if (release->hotlines)
        hotlines_clear(release->hotlines);
    free(release->hotlines);
    network_free(release->network);
    trust_free(release->trust);
    free(release);
}
