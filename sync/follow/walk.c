/* Metadata: what is held is recalled, what is new is fetched, trust decides. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "trust/bounds.h"

static bool recall_one(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    struct check *check = ctx;
    if (strcmp(name->name, "timestamp.json") != 0 || !check->held_timestamp.len)
        trust_recall(check->trust, name->name, bytes, len);
    return true;
}

/* The pointer's timestamp may be newer than that of the release in use, which had the same snapshot. */
static bool read_held(struct check *check)
{
    uint8_t hash[TRUST_HASH], found[TRUST_HASH];
    char name[2 * TRUST_HASH + 1];
    struct buffer text;
    buffer_init(&text, RELEASE_POINTER);
    bool read = pointer_text(check->follow->content, &text);
    if (read && pointer_hash(&text, " timestamp.json", hash)) {
        sodium_bin2hex(name, sizeof name, hash, sizeof hash);
        if (!disk_get(check->follow->content, name, &check->held_timestamp)) {
            crypto_hash_sha256(found, check->held_timestamp.bytes, check->held_timestamp.len);
            if (memcmp(found, hash, sizeof hash) != 0)
                buffer_clear(&check->held_timestamp);
        }
    }
    buffer_clear(&text);
    return read || check_say(check, "the content folder cannot be read");
}

static bool fetch_timestamp(struct check *check)
{
    switch (check_get(check, "/v1/metadata/timestamp.json", "timestamp.json", &check->timestamp)) {
    case FETCHED:
        return true;
    case FETCHED_ABSENT:
        return check_say(check, "timestamp.json is not on the server: it has no content yet");
    default:
        return false;
    }
}

bool check_begin(struct check *check)
{
    char why[TRUST_WHY];
    const struct follow *follow = check->follow;
    buffer_init(&check->timestamp, TRUST_TIMESTAMP_BYTES);
    buffer_init(&check->held_timestamp, TRUST_TIMESTAMP_BYTES);
    if ((check->in_use && !read_held(check)) || !fetch_timestamp(check))
        return false;
    check->asks_root = !check->held_timestamp.len || check->timestamp.len != check->held_timestamp.len ||
                       memcmp(check->timestamp.bytes, check->held_timestamp.bytes, check->timestamp.len) != 0;
    struct trust_start start = {
        .root = follow->root, .root_len = follow->root_len, .now_s = check->now_s, .keep_held = true};
    check->trust = trust_new(&start, why);
    if (!check->trust)
        return check_say(check, "the root that content is verified from: %.200s", why);
    if (check->in_use)
        trust_each_metadata(check->in_use->trust, recall_one, check);
    if (check->held_timestamp.len)
        trust_recall(check->trust, "timestamp.json", check->held_timestamp.bytes, check->held_timestamp.len);
    return true;
}

bool check_say_trust(struct check *check)
{
    char why[TRUST_WHY];
    trust_failure(check->trust, why);
    return check_say(check, "%.200s; what is in use stays", why);
}

static bool fetch_metadata(struct check *check, const struct trust_want *want, struct buffer *bytes)
{
    char path[TRUST_NAME + 16];
    enum follow_fetched fetched = FETCHED;
    enum trust_error error = TRUST_OK;
    snprintf(path, sizeof path, "/v1/metadata/%s", want->name);
    if (want->has_sha256) {
        if (!check_get_hashed(check, path, want->name, want->sha256, bytes))
            return false;
    } else {
        fetched = check_get(check, path, want->name, bytes);
        if (fetched == FETCHED_FAILED)
            return false;
    }
    if (fetched == FETCHED_ABSENT)
        error = trust_absent(check->trust);
    else
        error = trust_give(check->trust, bytes->bytes, bytes->len);
    return !error || !trust_failure(check->trust, NULL) || check_say_trust(check);
}

static bool serve(struct check *check, const struct trust_want *want)
{
    struct buffer bytes;
    bool root_lasts = trust_expires(check->trust, "root") > check->now_s;
    if (!strcmp(want->keep, "root.json") && !check->asks_root && root_lasts)
        return !trust_absent(check->trust) || check_say_trust(check);
    if (!strcmp(want->name, "timestamp.json")) {
        return !trust_give(check->trust, check->timestamp.bytes, check->timestamp.len) ||
               check_say_trust(check);
    }
    buffer_init(&bytes, want->max);
    bool good = fetch_metadata(check, want, &bytes);
    buffer_clear(&bytes);
    return good;
}

bool check_walk(struct check *check)
{
    struct trust_want want;
    while (trust_next(check->trust, &want))
        if (!serve(check, &want))
            return false;
    return !trust_failure(check->trust, NULL) || check_say_trust(check);
}

static bool put_one(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    struct check *check = ctx;
    enum base_error error = BASE_OK;
    (void)name;
    if (check_room(check, len))
        error = release_put(check->follow->content, bytes, len);
    if (error)
        check_say(check, "the content folder: %s", base_error_text(error));
    return !check->message[0];
}

bool check_put_metadata(struct check *check)
{
    check->message[0] = 0;
    trust_each_metadata(check->trust, put_one, check);
    return !check->message[0];
}

bool check_is_same(const struct check *check)
{
    size_t len = 0;
    uint8_t id[TRUST_HASH];
    const void *snapshot = trust_metadata(check->trust, "snapshot", &len);
    if (!check->in_use || !snapshot)
        return false;
    crypto_hash_sha256(id, snapshot, len);
    return !memcmp(id, check->in_use->id, sizeof id);
}
