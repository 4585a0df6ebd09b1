/* Root, timestamp, snapshot: what a file must be to be taken (specification, 5.3 to 5.5). */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"
#include "trust/bounds.h"

static enum trust_error unreadable(struct trust *trust, enum trust_error error, const char *file)
{
    return trust_say(trust, error,
        error == TRUST_FORMAT  ? "%s is not metadata of its role in TUF 1.0"
        : error == TRUST_BOUND ? "%s is larger or deeper than any may be"
                               : "%s could not be read: out of memory",
        file);
}

static enum trust_error unsigned_file(
    struct trust *trust, enum trust_error error, const char *file, int count, const struct rule *rule)
{
    if (error != TRUST_THRESHOLD)
        return unreadable(trust, error, file);
    return trust_say(trust, error, "%s is signed by %d of the keys that may sign it, %d are needed", file,
        count, rule->threshold);
}

static enum trust_error expired(struct trust *trust, const char *file, const struct metadata *metadata)
{
    char day[11];
    if (trust->held || metadata->expires_s > trust->now_s)
        return TRUST_OK;
    day_format(metadata->expires_s, day);
    return trust_say(trust, TRUST_EXPIRED, "%s expired on %s", file, day);
}

static enum trust_error check_signed(
    struct trust *trust, enum top_role role, const char *file, const struct metadata *metadata)
{
    int count = 0;
    const struct root *root = trust_root(trust);
    enum trust_error error = root_verify(root, role, metadata, &count);
    return error ? unsigned_file(trust, error, file, count, &root->rules[role]) : TRUST_OK;
}

static enum trust_error check_root(struct trust *trust, const struct root *next, const char *file)
{
    int count = 0;
    const struct root *root = trust_root(trust);
    enum trust_error error = root_verify(root, TOP_ROOT, next->metadata, &count);
    if (error == TRUST_THRESHOLD)
        return trust_say(trust, error, "%s is signed by %d of the old root's keys, %d are needed", file,
            count, root->rules[TOP_ROOT].threshold);
    if (!error)
        error = root_verify(next, TOP_ROOT, next->metadata, &count);
    if (error)
        return unsigned_file(trust, error, file, count, &next->rules[TOP_ROOT]);
    if (next->metadata->version != root->metadata->version + 1)
        return trust_say(
            trust, TRUST_VERSION, "%s says it is version %lld", file, (long long)next->metadata->version);
    return TRUST_OK;
}

enum trust_error root_take(struct trust *trust, const void *bytes, size_t len)
{
    char file[TRUST_NAME];
    struct root *next = NULL;
    role_repository_name(trust, "root", trust_root(trust)->metadata->version + 1, file);
    struct root **chain = realloc(trust->chain, (trust->chain_count + 1) * sizeof *chain);
    if (!chain)
        return unreadable(trust, TRUST_NO_MEMORY, file);
    trust->chain = chain;
    enum trust_error error = root_read(bytes, len, &next);
    error = error ? unreadable(trust, error, file) : check_root(trust, next, file);
    if (error) {
        root_free(next);
        return error;
    }
    trust->chain[trust->chain_count++] = next;
    return TRUST_OK;
}

/* What was held and is still signed protects against what is older. */
static enum trust_error read_old(
    struct trust *trust, enum top_role role, const struct recalled *recalled, struct metadata **ret_metadata)
{
    struct metadata *metadata = NULL;
    if (!recalled)
        return TRUST_ABSENT;
    enum trust_error error = metadata_read(top_role_name(role), recalled->bytes, recalled->len, &metadata);
    if (!error)
        error = listing_check(metadata, TRUST_TARGETS);
    if (!error)
        error = root_verify(trust_root(trust), role, metadata, NULL);
    if (error)
        metadata_free(metadata);
    else
        *ret_metadata = metadata;
    return error;
}

/* Both, or neither when a key of one was taken away: 5.3.11. A snapshot that is whole, since the timestamp
 * tells its hash, and not signed any more says the same at a later start. */
static enum trust_error read_old_ones(struct trust *trust)
{
    const struct root *first = trust->chain[0], *root = trust_root(trust);
    trust->forgot = root_took_away(first, root, TOP_TIMESTAMP) || root_took_away(first, root, TOP_SNAPSHOT);
    if (trust->forgot)
        return TRUST_OK;
    enum trust_error error = read_old(
        trust, TOP_TIMESTAMP, recalled_role(trust, "timestamp", 0), &trust->old_timestamp);
    struct promise promise;
    int64_t version = 0;
    bool promised = !error && !listing_find(trust->old_timestamp, "snapshot.json", &promise);
    if (promised)
        version = promise.version;
    if (error == TRUST_NO_MEMORY)
        return error;
    const struct recalled *recalled = recalled_role(trust, "snapshot", version);
    error = read_old(trust, TOP_SNAPSHOT, recalled, &trust->old_snapshot);
    if (error == TRUST_NO_MEMORY)
        return error;
    if (error == TRUST_THRESHOLD && promised && promise.has_sha256 &&
        !promise_check(&promise, recalled->bytes, recalled->len)) {
        metadata_free(trust->old_timestamp);
        trust->old_timestamp = NULL;
        trust->forgot = true;
    }
    return TRUST_OK;
}

enum trust_error root_finish(struct trust *trust)
{
    enum trust_error error = expired(trust, "root.json", trust_root(trust)->metadata);
    if (error)
        return error;
    error = read_old_ones(trust);
    if (error)
        return unreadable(trust, error, "timestamp.json");
    trust->stage = STAGE_TIMESTAMP;
    return TRUST_OK;
}

/* 5.4.3. *ret_same: it is the version that is held. */
static enum trust_error check_not_older(struct trust *trust, const struct metadata *next, bool *ret_same)
{
    struct promise was, is;
    if (listing_find(next, "snapshot.json", &is))
        return unreadable(trust, TRUST_FORMAT, "timestamp.json");
    const struct metadata *old = trust->old_timestamp;
    *ret_same = old && next->version == old->version;
    if (!old || *ret_same)
        return TRUST_OK;
    if (next->version < old->version)
        return trust_say(trust, TRUST_VERSION, "timestamp.json is version %lld, older than %lld that is held",
            (long long)next->version, (long long)old->version);
    if (!listing_find(old, "snapshot.json", &was) && is.version < was.version)
        return trust_say(trust, TRUST_VERSION,
            "timestamp.json names version %lld of snapshot.json, older than %lld that is held",
            (long long)is.version, (long long)was.version);
    return TRUST_OK;
}

enum trust_error timestamp_take(struct trust *trust, const void *bytes, size_t len)
{
    struct metadata *next = NULL;
    bool same = false;
    enum trust_error error = metadata_read("timestamp", bytes, len, &next);
    if (!error)
        error = listing_check(next, 1);
    error = error ? unreadable(trust, error, "timestamp.json")
                  : check_signed(trust, TOP_TIMESTAMP, "timestamp.json", next);
    if (!error)
        error = check_not_older(trust, next, &same);
    if (!error)
        error = expired(trust, "timestamp.json", same ? trust->old_timestamp : next);
    if (error || same)
        metadata_free(next);
    if (error)
        return error;
    trust->timestamp = same ? trust->old_timestamp : next;
    if (same)
        trust->old_timestamp = NULL;
    trust->took = !same;
    trust->stage = STAGE_SNAPSHOT;
    return TRUST_OK;
}

/* 5.5.5: no role goes back, none vanishes. */
static enum trust_error check_listing_not_older(struct trust *trust, const struct metadata *next)
{
    json_t *meta = trust->old_snapshot ? json_object_get(trust->old_snapshot->body, "meta") : NULL;
    const char *file;
    json_t *entry;
    json_object_foreach(meta, file, entry)
    {
        struct promise is;
        json_int_t was = json_integer_value(json_object_get(entry, "version"));
        if (listing_find(next, file, &is))
            return trust_say(trust, TRUST_VERSION, "snapshot.json no longer names %.80s", file);
        if (is.version < was)
            return trust_say(trust, TRUST_VERSION,
                "snapshot.json names version %lld of %.80s, older than %lld that is held",
                (long long)is.version, file, (long long)was);
    }
    return TRUST_OK;
}

static enum trust_error check_snapshot(
    struct trust *trust, const struct metadata *next, const struct promise *promise)
{
    enum trust_error error = check_signed(trust, TOP_SNAPSHOT, "snapshot.json", next);
    if (error)
        return error;
    if (next->version != promise->version)
        return trust_say(trust, TRUST_VERSION, "snapshot.json is version %lld, the timestamp promises %lld",
            (long long)next->version, (long long)promise->version);
    error = check_listing_not_older(trust, next);
    return error ? error : expired(trust, "snapshot.json", next);
}

enum trust_error snapshot_take(struct trust *trust, const void *bytes, size_t len)
{
    struct promise promise;
    struct metadata *next = NULL;
    enum trust_error error = listing_find(trust->timestamp, "snapshot.json", &promise);
    if (!error)
        error = promise_check(&promise, bytes, len);
    if (error)
        return trust_say(trust, error, "snapshot.json is not the file that the timestamp promises");
    error = metadata_read("snapshot", bytes, len, &next);
    if (!error)
        error = listing_check(next, TRUST_TARGETS);
    error = error ? unreadable(trust, error, "snapshot.json") : check_snapshot(trust, next, &promise);
    if (error) {
        metadata_free(next);
        return error;
    }
    trust->snapshot = next;
    trust->took = true;
    trust->stage = STAGE_TARGETS;
    return TRUST_OK;
}

enum trust_error snapshot_keep_old(struct trust *trust)
{
    struct promise promise;
    struct metadata *old = trust->old_snapshot;
    if (!old || listing_find(trust->timestamp, "snapshot.json", &promise) ||
        promise.version != old->version || promise_check(&promise, old->bytes, old->len))
        return TRUST_ABSENT;
    enum trust_error error = expired(trust, "snapshot.json", old);
    if (error)
        return error;
    trust->snapshot = old;
    trust->old_snapshot = NULL;
    trust->stage = STAGE_TARGETS;
    return TRUST_OK;
}
