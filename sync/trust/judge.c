/* What a hub, and an editor's laptop, ask before anything is promised: who has signed, and would it be taken.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"

typedef bool each_signer(void *ctx, const char *key_id, const char *name, bool signed_it);

/* Whose word decides about a role. */
struct judge {
    const struct keyring *keyring;
    const struct rule *rule;
    const struct delegation *by; /* NULL: root decides */
};

static bool find_judge(const struct trust *trust, const char *role, struct judge *ret_judge)
{
    const struct root *root = trust_root(trust);
    for (enum top_role top = 0; top < TOP_ROLES; top++)
        if (!strcmp(role, top_role_name(top))) {
            *ret_judge = (struct judge){&root->keyring, &root->rules[top], NULL};
            return true;
        }
    const struct delegation *by = role_delegation(trust, role);
    if (by)
        *ret_judge = (struct judge){by->keyring, &by->rule, by};
    return by;
}

static const char *type_of(const char *role)
{
    for (enum top_role top = 0; top < TOP_ROLES; top++)
        if (!strcmp(role, top_role_name(top)))
            return top_role_name(top);
    return "targets";
}

struct telling {
    each_signer *each;
    void *ctx;
    const struct root *already; /* not keys that may sign this root */
    bool stopped;
};

static bool names_key(const struct root *root, const struct key *key)
{
    const json_t *ids = root->rules[TOP_ROOT].key_ids;
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const struct key *other = keyring_find(&root->keyring, json_string_value(json_array_get(ids, i)));
        if (other && !strcmp(other->id, key->id))
            return true;
    }
    return false;
}

static bool tell_signer(void *ctx, const struct key *key, bool signed_it)
{
    struct telling *telling = ctx;
    if (telling->already && names_key(telling->already, key))
        return true;
    telling->stopped = !telling->each(telling->ctx, key->id, key->name, signed_it);
    return !telling->stopped;
}

static bool tell_new_root(struct telling *telling, const struct root *old, const void *bytes, size_t len)
{
    struct root *next = NULL;
    if (telling->stopped || !bytes)
        return true;
    if (root_read(bytes, len, &next))
        return false;
    telling->already = old;
    enum trust_error error = metadata_signers(
        next->metadata, &next->keyring, &next->rules[TOP_ROOT], tell_signer, telling);
    root_free(next);
    return !error;
}

bool trust_signers(const struct trust *trust, const char *role, const void *metadata, size_t len,
    each_signer *each, void *ctx, int *ret_threshold)
{
    struct judge judge;
    struct metadata *read = NULL;
    struct telling telling = {.each = each, .ctx = ctx};
    if (!find_judge(trust, role, &judge) || (metadata && metadata_read(type_of(role), metadata, len, &read)))
        return false;
    *ret_threshold = judge.rule->threshold;
    bool good = !metadata_signers(read, judge.keyring, judge.rule, tell_signer, &telling);
    if (good && !strcmp(role, "root"))
        good = tell_new_root(&telling, trust_root(trust), metadata, len);
    metadata_free(read);
    return good;
}

/* Of a role that was left out the snapshot still knows the version. */
static int64_t held_version(const struct trust *trust, const char *role)
{
    struct promise promise;
    if (strcmp(role, "root") != 0 && !role_promise(trust, role, &promise))
        return promise.version;
    return trust_version(trust, role);
}

static enum trust_error judge_head(const struct trust *trust, const char *file, const char *role,
    const struct metadata *metadata, char *ret_why)
{
    char day[11];
    int64_t held = held_version(trust, role);
    if (metadata->version != held + 1) {
        snprintf(ret_why, TRUST_WHY, "%s is version %lld; version %lld comes next", file,
            (long long)metadata->version, (long long)held + 1);
        return TRUST_VERSION;
    }
    if (metadata->expires_s <= trust->now_s) {
        day_format(metadata->expires_s, day);
        snprintf(ret_why, TRUST_WHY, "%s expired on %s", file, day);
        return TRUST_EXPIRED;
    }
    return TRUST_OK;
}

static enum trust_error judge_signed(const char *file, const struct metadata *metadata,
    const struct keyring *keyring, const struct rule *rule, const char *whose, char *ret_why)
{
    int count = 0;
    enum trust_error error = metadata_verify(metadata, keyring, rule, &count);
    if (error == TRUST_THRESHOLD)
        snprintf(ret_why, TRUST_WHY, "%s is signed by %d of the keys that %s names, %d are needed", file,
            count, whose, rule->threshold);
    else if (error)
        snprintf(ret_why, TRUST_WHY, "%s: %s", file, trust_error_text(error));
    return error;
}

static enum trust_error judge_paths(
    const struct targets *targets, const struct delegation *by, const char *file, char *ret_why)
{
    for (size_t i = 0; by && i < targets->target_count; i++) {
        uint8_t hash[TRUST_HASH];
        char role[TRUST_NAME];
        const char *path = targets->targets[i].path;
        crypto_hash_sha256(hash, (const uint8_t *)path, strlen(path));
        if (!delegation_covers(by, path, hash, role) || strcmp(role, targets->role) != 0) {
            snprintf(ret_why, TRUST_WHY, "%.80s: %.120s is outside what this role may sign", file, path);
            return TRUST_FORMAT;
        }
    }
    return TRUST_OK;
}

static enum trust_error judge_root(const struct trust *trust, const void *bytes, size_t len, char *ret_why)
{
    struct root *next = NULL;
    const struct root *root = trust_root(trust);
    enum trust_error error = root_read(bytes, len, &next);
    if (error) {
        snprintf(ret_why, TRUST_WHY, "root.json: %s", trust_error_text(error));
        return error;
    }
    error = judge_head(trust, "root.json", "root", next->metadata, ret_why);
    if (!error)
        error = judge_signed(
            "root.json", next->metadata, &root->keyring, &root->rules[TOP_ROOT], "the present root", ret_why);
    if (!error)
        error = judge_signed(
            "root.json", next->metadata, &next->keyring, &next->rules[TOP_ROOT], "the new root", ret_why);
    root_free(next);
    return error;
}

static enum trust_error judge_targets(const struct trust *trust, const char *role, const struct judge *judge,
    const void *bytes, size_t len, char *ret_why)
{
    char file[TRUST_NAME];
    struct targets *next = NULL;
    role_file(role, file);
    enum trust_error error = targets_read(role, bytes, len, &next);
    if (error) {
        snprintf(ret_why, TRUST_WHY, "%.200s: %s", file, trust_error_text(error));
        return error;
    }
    error = judge_head(trust, file, role, next->metadata, ret_why);
    if (!error)
        error = judge_paths(next, judge->by, file, ret_why);
    if (!error)
        error = judge_signed(file, next->metadata, judge->keyring, judge->rule,
            judge->by ? "its delegation" : "root", ret_why);
    targets_free(next);
    return error;
}

enum trust_error trust_would_take(const struct trust *trust, const char *role, const void *metadata,
    size_t len, char ret_why[static TRUST_WHY])
{
    struct judge judge;
    if (!find_judge(trust, role, &judge)) {
        snprintf(ret_why, TRUST_WHY, "there is no role \"%.80s\"", role);
        return TRUST_ABSENT;
    }
    if (!strcmp(role, "root"))
        return judge_root(trust, metadata, len, ret_why);
    if (!strcmp(role, "timestamp") || !strcmp(role, "snapshot")) {
        snprintf(ret_why, TRUST_WHY, "%s.json is the hub's own to sign", role);
        return TRUST_FORMAT;
    }
    return judge_targets(trust, role, &judge, metadata, len, ret_why);
}
