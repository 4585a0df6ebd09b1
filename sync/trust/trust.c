#include "trust/trust.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "trust/bounds.h"

const char *trust_error_text(enum trust_error error)
{
    switch (error) {
    case TRUST_OK:
        return "no error";
    case TRUST_NO_MEMORY:
        return "out of memory";
    case TRUST_FORMAT:
        return "it is not metadata of its role in TUF 1.0";
    case TRUST_THRESHOLD:
        return "too few of its keys have signed it";
    case TRUST_VERSION:
        return "it is another version than was promised, or an older one than is held";
    case TRUST_EXPIRED:
        return "it has expired";
    case TRUST_LENGTH:
        return "it has another length than was promised, or than any may have";
    case TRUST_DIGEST:
        return "it has another hash than was promised";
    case TRUST_ABSENT:
        return "there is no such file";
    case TRUST_BOUND:
        return "it is larger than any may be";
    }
    return "unknown error";
}

enum trust_error trust_say(struct trust *trust, enum trust_error error, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(trust->why, sizeof trust->why, format, list);
    va_end(list);
    return error;
}

enum trust_error trust_fail(struct trust *trust, enum trust_error error)
{
    trust->failure = error;
    trust->stage = STAGE_FAILED;
    trust->wanted[0] = 0;
    return error;
}

static enum trust_error read_start(const struct trust_start *start, struct root **ret_root, char *ret_why)
{
    struct root *root = NULL;
    int count = 0;
    enum trust_error error = start->root_len > TRUST_ROOT_BYTES
                                 ? TRUST_BOUND
                                 : root_read(start->root, start->root_len, &root);
    if (!error)
        error = root_verify(root, TOP_ROOT, root->metadata, &count);
    if (error == TRUST_THRESHOLD)
        snprintf(ret_why, TRUST_WHY, "root.json is signed by %d of its own keys, %d are needed", count,
            root->rules[TOP_ROOT].threshold);
    else if (error)
        snprintf(ret_why, TRUST_WHY, "root.json cannot be used: %s", trust_error_text(error));
    if (error)
        root_free(root);
    else
        *ret_root = root;
    return error;
}

struct trust *trust_new(const struct trust_start *start, char ret_why[static TRUST_WHY])
{
    struct root *root = NULL;
    if (read_start(start, &root, ret_why))
        return NULL;
    struct trust *trust = calloc(1, sizeof *trust);
    struct root **chain = malloc(sizeof *chain);
    if (!trust || !chain) {
        snprintf(ret_why, TRUST_WHY, "root.json could not be read: out of memory");
        free(trust);
        free(chain);
        root_free(root);
        return NULL;
    }
    chain[0] = root;
    *trust = (struct trust){.now_s = start->now_s,
        .held = start->held,
        .keep_held = start->keep_held,
        .chain = chain,
        .chain_count = 1};
    buffer_init(&trust->expired, TRUST_ROLES * TRUST_NAME);
    return trust;
}

void trust_free(struct trust *trust)
{
    if (!trust)
        return;
    for (size_t i = 0; i < trust->role_count; i++)
        targets_free(trust->roles[i]);
    for (size_t i = 0; i < trust->chain_count; i++)
        root_free(trust->chain[i]);
    metadata_free(trust->old_timestamp);
    metadata_free(trust->old_snapshot);
    metadata_free(trust->timestamp);
    metadata_free(trust->snapshot);
    recalled_clear(trust);
    buffer_clear(&trust->expired);
    for (size_t i = 0; i < trust->left_out_count; i++)
        free(trust->left_out[i].bytes);
    free(trust->roles);
    free(trust->chain);
    free(trust->left_out);
    free(trust);
}

/* Each of these goes one step from what was recalled, or says that a file is needed: TRUST_ABSENT. */
static enum trust_error settle_root(struct trust *trust)
{
    int64_t next = trust_root(trust)->metadata->version + 1;
    const struct recalled *recalled = recalled_role(trust, "root", next);
    if (trust->chain_count > TRUST_ROOTS)
        return root_finish(trust);
    if (!recalled)
        return TRUST_ABSENT;
    enum trust_error error = root_take(trust, recalled->bytes, recalled->len);
    if (!error || error == TRUST_NO_MEMORY)
        return error;
    trust->why[0] = 0;
    return TRUST_ABSENT;
}

static enum trust_error settle_timestamp(struct trust *trust)
{
    if (!trust->held || !trust->old_timestamp)
        return TRUST_ABSENT;
    trust->timestamp = trust->old_timestamp;
    trust->old_timestamp = NULL;
    trust->stage = STAGE_SNAPSHOT;
    return TRUST_OK;
}

static enum trust_error settle_targets(struct trust *trust)
{
    enum trust_error error = role_settle(trust, "targets", NULL);
    if (!error)
        trust->stage = STAGE_READY;
    return error;
}

static enum trust_error settle_ready(struct trust *trust)
{
    if (!trust->wanted[0] && (!trust->want_all || !walk_next(trust, trust->wanted, &trust->wanted_by)))
        return TRUST_OK;
    enum trust_error error = role_settle(trust, trust->wanted, trust->wanted_by);
    if (!error)
        trust->wanted[0] = 0;
    return error;
}

static enum trust_error settle_once(struct trust *trust)
{
    switch (trust->stage) {
    case STAGE_ROOT:
        return settle_root(trust);
    case STAGE_TIMESTAMP:
        return settle_timestamp(trust);
    case STAGE_SNAPSHOT:
        return snapshot_keep_old(trust);
    case STAGE_TARGETS:
        return settle_targets(trust);
    case STAGE_READY:
        return settle_ready(trust);
    case STAGE_FAILED:
        break;
    }
    return TRUST_OK;
}

bool trust_settle(struct trust *trust)
{
    for (;;) {
        size_t known = trust->role_count + trust->left_out_count;
        bool ready = trust->stage == STAGE_READY || trust->stage == STAGE_FAILED;
        enum trust_error error = settle_once(trust);
        if (error == TRUST_ABSENT)
            return true;
        if (error)
            trust_fail(trust, error);
        if (error || (ready && known == trust->role_count + trust->left_out_count))
            return false;
    }
}

static void want_promised(struct trust *trust, enum trust_error absent, const struct promise *promise,
    const char *role, size_t max, struct trust_want *ret_want)
{
    role_file(role, ret_want->keep);
    role_repository_name(trust, role, absent ? 0 : promise->version, ret_want->name);
    ret_want->max = promise->has_length && promise->length < max ? (size_t)promise->length : max;
    ret_want->has_sha256 = promise->has_sha256;
    memcpy(ret_want->sha256, promise->sha256, TRUST_HASH);
}

static void want_role(struct trust *trust, const char *role, struct trust_want *ret_want)
{
    struct promise promise = {0};
    enum trust_error absent = role_promise(trust, role, &promise);
    want_promised(trust, absent, &promise, role, TRUST_TARGETS_BYTES, ret_want);
}

static void want_snapshot(struct trust *trust, struct trust_want *ret_want)
{
    struct promise promise = {0};
    enum trust_error absent = listing_find(trust->timestamp, "snapshot.json", &promise);
    want_promised(trust, absent, &promise, "snapshot", TRUST_SNAPSHOT_BYTES, ret_want);
}

bool trust_next(struct trust *trust, struct trust_want *ret_want)
{
    if (!trust_settle(trust))
        return false;
    struct trust_want want = {.keep = "root.json", .max = TRUST_ROOT_BYTES};
    switch (trust->stage) {
    case STAGE_ROOT:
        role_repository_name(trust, "root", trust_root(trust)->metadata->version + 1, want.name);
        break;
    case STAGE_TIMESTAMP:
        want = (struct trust_want){
            .name = "timestamp.json", .keep = "timestamp.json", .max = TRUST_TIMESTAMP_BYTES};
        break;
    case STAGE_SNAPSHOT:
        want_snapshot(trust, &want);
        break;
    case STAGE_TARGETS:
        want_role(trust, "targets", &want);
        break;
    case STAGE_READY:
        want_role(trust, trust->wanted, &want);
        break;
    case STAGE_FAILED:
        return false;
    }
    *ret_want = want;
    return true;
}

static enum trust_error give_role(struct trust *trust, const void *bytes, size_t len)
{
    enum trust_error error = role_take(trust, trust->wanted, trust->wanted_by, bytes, len, false);
    enum trust_error worse = TRUST_OK;
    bool own = role_own_fault(trust, trust->wanted, trust->wanted_by, error);
    if (own)
        worse = role_leave_out(trust, trust->wanted, error, bytes, len);
    if (worse || (error && !own))
        return trust_fail(trust, worse ? worse : error);
    trust->wanted[0] = 0;
    return error;
}

static enum trust_error give_top(struct trust *trust, const void *bytes, size_t len)
{
    switch (trust->stage) {
    case STAGE_ROOT:
        trust->took = true;
        return root_take(trust, bytes, len);
    case STAGE_TIMESTAMP:
        return timestamp_take(trust, bytes, len);
    case STAGE_SNAPSHOT:
        return snapshot_take(trust, bytes, len);
    case STAGE_TARGETS:
        break;
    default:
        return TRUST_ABSENT;
    }
    enum trust_error error = role_take(trust, "targets", NULL, bytes, len, false);
    if (!error)
        trust->stage = STAGE_READY;
    return error;
}

enum trust_error trust_give(struct trust *trust, const void *bytes, size_t len)
{
    struct trust_want want;
    trust->took = false;
    if (!trust_next(trust, &want))
        return trust->failure ? trust->failure : TRUST_ABSENT;
    if (len > want.max)
        return trust_fail(trust, trust_say(trust, TRUST_LENGTH, "%s is longer than it may be", want.name));
    if (trust->stage == STAGE_READY)
        return give_role(trust, bytes, len);
    enum trust_error error = give_top(trust, bytes, len);
    return error ? trust_fail(trust, error) : TRUST_OK;
}

enum trust_error trust_absent(struct trust *trust)
{
    struct trust_want want;
    if (!trust_next(trust, &want))
        return trust->failure ? trust->failure : TRUST_ABSENT;
    enum trust_error error = TRUST_OK;
    if (trust->stage == STAGE_ROOT)
        error = root_finish(trust);
    else
        error = trust_say(trust, TRUST_ABSENT, "%s is not on the server", want.name);
    return error ? trust_fail(trust, error) : TRUST_OK;
}

bool trust_took(const struct trust *trust)
{
    return trust->took;
}

bool trust_forgot(const struct trust *trust)
{
    return trust->forgot;
}

enum trust_error trust_failure(const struct trust *trust, char *ret_why)
{
    if (ret_why)
        snprintf(ret_why, TRUST_WHY, "%s", trust->why);
    return trust->failure;
}

void trust_want_all(struct trust *trust)
{
    trust->want_all = true;
}
