/* What a trust stands on, and until when. */
#include <stdio.h>
#include <string.h>

#include "inside.h"

typedef bool each_metadata(void *ctx, const struct trust_want *name, const void *bytes, size_t len);

static bool tell_bytes(const struct trust *trust, const char *role, int64_t version, const uint8_t *bytes,
    size_t len, each_metadata *each, void *ctx)
{
    struct trust_want want = {.max = len};
    role_repository_name(trust, role, version, want.name);
    role_file(role, want.keep);
    return each(ctx, &want, bytes, len);
}

static bool tell(const struct trust *trust, const char *role, const struct metadata *metadata,
    each_metadata *each, void *ctx)
{
    return tell_bytes(trust, role, metadata->version, metadata->bytes, metadata->len, each, ctx);
}

void trust_each_metadata(const struct trust *trust, each_metadata *each, void *ctx)
{
    for (size_t i = 1; i < trust->chain_count; i++)
        if (!tell(trust, "root", trust->chain[i]->metadata, each, ctx))
            return;
    if (trust->timestamp && !tell(trust, "timestamp", trust->timestamp, each, ctx))
        return;
    if (trust->snapshot && !tell(trust, "snapshot", trust->snapshot, each, ctx))
        return;
    for (size_t i = 0; i < trust->role_count; i++)
        if (!tell(trust, trust->roles[i]->role, trust->roles[i]->metadata, each, ctx))
            return;
    for (size_t i = 0; i < trust->left_out_count; i++) {
        const struct left_out *one = &trust->left_out[i];
        if (one->bytes && !tell_bytes(trust, one->role, one->version, one->bytes, one->len, each, ctx))
            return;
    }
    struct trust_want list = {.name = "0." EXPIRED_ROLES, .keep = EXPIRED_ROLES, .max = trust->expired.len};
    if (trust->expired.len)
        each(ctx, &list, trust->expired.bytes, trust->expired.len);
}

static const struct metadata *metadata_of(const struct trust *trust, const char *role)
{
    if (!strcmp(role, "root"))
        return trust_root(trust)->metadata;
    if (!strcmp(role, "timestamp"))
        return trust->timestamp;
    if (!strcmp(role, "snapshot"))
        return trust->snapshot;
    const struct targets *targets = role_loaded(trust, role);
    return targets ? targets->metadata : NULL;
}

const void *trust_metadata(const struct trust *trust, const char *role, size_t *ret_len)
{
    const struct metadata *metadata = metadata_of(trust, role);
    if (metadata)
        *ret_len = metadata->len;
    return metadata ? metadata->bytes : NULL;
}

enum trust_error trust_role_state(const struct trust *trust, const char *role)
{
    const struct left_out *left_out = role_left_out(trust, role);
    if (left_out)
        return left_out->error;
    return role_loaded(trust, role) ? TRUST_OK : TRUST_ABSENT;
}

bool trust_left_out_names(const struct trust *trust, const char *role, const char *path)
{
    struct targets *targets = NULL;
    const struct left_out *left_out = role_left_out(trust, role);
    if (!left_out)
        return false;
    if (targets_read(role, left_out->bytes, left_out->len, &targets))
        return true;
    bool names = targets_find(targets, path) != NULL;
    targets_free(targets);
    return names;
}

int64_t trust_expires(const struct trust *trust, const char *role)
{
    const struct metadata *metadata = metadata_of(trust, role);
    return metadata ? metadata->expires_s : 0;
}

int64_t trust_version(const struct trust *trust, const char *role)
{
    const struct metadata *metadata = metadata_of(trust, role);
    return metadata ? metadata->version : 0;
}

int64_t trust_signed_online(const struct trust *trust)
{
    return trust_version(trust, "timestamp");
}

int64_t trust_signed_offline(const struct trust *trust)
{
    const struct root *root = trust_root(trust);
    int64_t newest = 0;
    for (size_t i = 0; i < trust->chain_count; i++) {
        const struct root *one = trust->chain[i];
        if (one->rules[TOP_ROOT].threshold >= 2 && one->metadata->signed_at_s > newest)
            newest = one->metadata->signed_at_s;
    }
    for (size_t i = 0; i < trust->role_count; i++) {
        const struct targets *role = trust->roles[i];
        int threshold = role->by ? role->by->rule.threshold : root->rules[TOP_TARGETS].threshold;
        if (role->by && !role_from_top(trust, role->by))
            continue; /* one publisher could have delegated to two keys of its own */
        if (threshold >= 2 && role->metadata->signed_at_s > newest)
            newest = role->metadata->signed_at_s;
    }
    return newest;
}
