/* Targets, of the top level and delegated: what a file must be to be taken (specification, 5.6). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"
#include "trust/bounds.h"

const struct targets *role_loaded(const struct trust *trust, const char *role)
{
    for (size_t i = 0; i < trust->role_count; i++)
        if (!strcmp(trust->roles[i]->role, role))
            return trust->roles[i];
    return NULL;
}

const struct left_out *role_left_out(const struct trust *trust, const char *role)
{
    for (size_t i = 0; i < trust->left_out_count; i++)
        if (!strcmp(trust->left_out[i].role, role))
            return &trust->left_out[i];
    return NULL;
}

static bool same_version(const struct trust *trust, const char *file)
{
    struct promise was, is;
    return !listing_find(trust->old_snapshot, file, &was) && !listing_find(trust->snapshot, file, &is) &&
           was.version == is.version;
}

bool role_from_top(const struct trust *trust, const struct delegation *by)
{
    for (size_t i = 0; trust->role_count && i < trust->roles[0]->delegation_count; i++)
        if (&trust->roles[0]->delegations[i] == by)
            return true;
    return false;
}

bool role_own_fault(
    const struct trust *trust, const char *role, const struct delegation *by, enum trust_error error)
{
    char file[TRUST_NAME];
    if (error == TRUST_EXPIRED)
        return true;
    if (error != TRUST_THRESHOLD && error != TRUST_FORMAT && error != TRUST_BOUND)
        return false;
    int len = snprintf(file, sizeof file, "%s.json", role);
    return !trust->old_snapshot || len >= (int)sizeof file || !role_from_top(trust, by) ||
           !same_version(trust, "targets.json") || same_version(trust, file);
}

static enum trust_error too_many_roles(struct trust *trust)
{
    if (trust->role_count + trust->left_out_count < TRUST_ROLES)
        return TRUST_OK;
    return trust_say(trust, TRUST_BOUND, "there are more than %d roles", TRUST_ROLES);
}

enum trust_error role_leave_out(
    struct trust *trust, const char *role, enum trust_error error, const void *bytes, size_t len)
{
    struct promise promise = {0};
    char file[TRUST_NAME];
    if (too_many_roles(trust))
        return TRUST_BOUND;
    struct left_out *more = realloc(trust->left_out, (trust->left_out_count + 1) * sizeof *trust->left_out);
    if (more)
        trust->left_out = more;
    uint8_t *copy = bytes && more ? malloc(len) : NULL;
    if (!more || (bytes && !copy))
        return trust_say(trust, TRUST_NO_MEMORY, "out of memory");
    if (copy)
        memcpy(copy, bytes, len);
    role_file(role, file);
    if (error == TRUST_EXPIRED &&
        buffer_printf(&trust->expired, "%s%s\n", trust->expired.len ? "" : "\n", file)) {
        free(copy);
        return trust_say(trust, TRUST_NO_MEMORY, "out of memory");
    }
    if (role_promise(trust, role, &promise))
        promise.version = 0;
    struct left_out *one = &trust->left_out[trust->left_out_count++];
    *one = (struct left_out){.error = error, .version = promise.version, .bytes = copy, .len = len};
    snprintf(one->role, sizeof one->role, "%s", role);
    return TRUST_OK;
}

static enum trust_error check_role(struct trust *trust, const struct targets *role,
    const struct promise *promise, const char *file, bool recalled)
{
    int count = 0;
    const struct root *root = trust_root(trust);
    const struct delegation *by = role->by;
    const struct rule *rule = by ? &by->rule : &root->rules[TOP_TARGETS];
    enum trust_error error = metadata_verify(role->metadata, by ? by->keyring : &root->keyring, rule, &count);
    if (error == TRUST_THRESHOLD)
        return trust_say(trust, error, "%s is signed by %d of the keys that may sign it, %d are needed", file,
            count, rule->threshold);
    if (error)
        return trust_say(trust, error, "%s: %s", file, trust_error_text(error));
    if (role->metadata->version != promise->version)
        return trust_say(trust, TRUST_VERSION, "%s is version %lld, the snapshot promises %lld", file,
            (long long)role->metadata->version, (long long)promise->version);
    bool any_age = trust->held ? !by || !recalled_expired(trust, role->role) : recalled && trust->keep_held;
    if (!any_age && role->metadata->expires_s <= trust->now_s) {
        char day[11];
        day_format(role->metadata->expires_s, day);
        return trust_say(trust, TRUST_EXPIRED, "%s expired on %s", file, day);
    }
    return TRUST_OK;
}

static enum trust_error read_role(struct trust *trust, const char *role, const struct delegation *by,
    const void *bytes, size_t len, bool recalled, struct targets **ret_role)
{
    char file[TRUST_NAME];
    struct promise promise;
    struct targets *read = NULL;
    role_file(role, file);
    enum trust_error error = role_promise(trust, role, &promise);
    if (error)
        return trust_say(trust, error, "the snapshot does not name %s", file);
    error = promise_check(&promise, bytes, len);
    if (error)
        return trust_say(trust, error, "%s is not the file that the snapshot promises", file);
    error = targets_read(role, bytes, len, &read);
    if (error)
        return trust_say(trust, error, "%s cannot be used: %s", file, trust_error_text(error));
    read->by = by;
    error = check_role(trust, read, &promise, file, recalled);
    if (error)
        targets_free(read);
    else
        *ret_role = read;
    return error;
}

enum trust_error role_take(struct trust *trust, const char *role, const struct delegation *by,
    const void *bytes, size_t len, bool recalled)
{
    struct targets *read = NULL;
    if (too_many_roles(trust))
        return TRUST_BOUND;
    struct targets **more = realloc(trust->roles, (trust->role_count + 1) * sizeof *more);
    if (!more)
        return trust_say(trust, TRUST_NO_MEMORY, "out of memory");
    trust->roles = more;
    enum trust_error error = read_role(trust, role, by, bytes, len, recalled, &read);
    if (error)
        return error;
    trust->roles[trust->role_count++] = read;
    trust->took = true;
    return TRUST_OK;
}

/* Recalled bytes that have the promised hash are what the server would send: their verdict stands. Others are
 * no longer good, which is no failure. */
static enum trust_error settle_recalled(struct trust *trust, const char *role, const struct delegation *by,
    const struct recalled *recalled, const struct promise *promise)
{
    char before[TRUST_WHY];
    memcpy(before, trust->why, sizeof before);
    enum trust_error error = role_take(trust, role, by, recalled->bytes, recalled->len, true);
    if (!error || error == TRUST_NO_MEMORY)
        return error;
    if (by && role_own_fault(trust, role, by, error) && (promise->has_sha256 || promise->has_sha512))
        return role_leave_out(trust, role, error, recalled->bytes, recalled->len);
    memcpy(trust->why, before, sizeof before);
    return TRUST_ABSENT;
}

enum trust_error role_settle(struct trust *trust, const char *role, const struct delegation *by)
{
    char file[TRUST_NAME];
    struct promise promise;
    role_file(role, file);
    if (role_promise(trust, role, &promise))
        return trust_say(trust, TRUST_FORMAT, "snapshot.json does not name %s", file);
    const struct recalled *recalled = recalled_role(trust, role, promise.version);
    return recalled ? settle_recalled(trust, role, by, recalled, &promise) : TRUST_ABSENT;
}

const struct delegation *role_delegation(const struct trust *trust, const char *role)
{
    for (size_t i = 0; i < trust->role_count; i++)
        for (size_t j = 0; j < trust->roles[i]->delegation_count; j++)
            if (delegation_names(&trust->roles[i]->delegations[j], role))
                return &trust->roles[i]->delegations[j];
    return NULL;
}

/* Only what the snapshot names counts: whoever signs a role could else name thousands that are nowhere, and
 * use up the bound for all. */
bool walk_next(struct trust *trust, char ret_role[static TRUST_NAME], const struct delegation **ret_by)
{
    struct promise promise;
    struct walked *at = &trust->walked;
    for (; at->role < trust->role_count; at->role++, at->delegation = 0) {
        const struct targets *role = trust->roles[at->role];
        for (; at->delegation < role->delegation_count; at->delegation++, at->bin = 0) {
            const struct delegation *delegation = &role->delegations[at->delegation];
            if (delegation_roles(delegation) > TRUST_ROLES)
                continue;
            for (; at->bin < delegation_roles(delegation); at->bin++) {
                if (!delegation_role(delegation, at->bin, ret_role) || role_loaded(trust, ret_role) ||
                    role_left_out(trust, ret_role) || role_promise(trust, ret_role, &promise))
                    continue;
                *ret_by = delegation;
                return true;
            }
        }
    }
    return false;
}
