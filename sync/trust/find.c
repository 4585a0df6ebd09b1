/* Which role signs a path: the pre-order search of specification 5.6.7. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "trust/bounds.h"

enum way { WAY_ON, WAY_FOUND, WAY_OVER, WAY_NEEDS, WAY_BLOCKED };
struct search {
    const struct trust *trust;
    const char *path;
    uint8_t hash[TRUST_HASH];
    const struct targets *visited[TRUST_VISITS];
    size_t visited_count;
    const struct trust_target *found;
    char needs[TRUST_NAME]; /* WAY_NEEDS: this role, */
    const struct delegation *needs_by;
    enum trust_error blocked; /* WAY_BLOCKED: for this */
};

static bool visited(const struct search *search, const struct targets *role)
{
    for (size_t i = 0; i < search->visited_count; i++)
        if (search->visited[i] == role)
            return true;
    return false;
}

static enum way visit(struct search *search, const struct targets *role);

/* A role that two others name must be signed as each of them asks. */
static enum way enter(struct search *search, const struct delegation *delegation, const char *name)
{
    const struct left_out *left_out = role_left_out(search->trust, name);
    const struct targets *role = role_loaded(search->trust, name);
    struct promise promise;
    if (!left_out && !role && role_promise(search->trust, name, &promise)) {
        search->blocked = TRUST_ABSENT;
        return WAY_BLOCKED;
    }
    if (!left_out && !role) {
        snprintf(search->needs, sizeof search->needs, "%s", name);
        search->needs_by = delegation;
        return WAY_NEEDS;
    }
    if (left_out) {
        search->blocked = left_out->error;
        return WAY_BLOCKED;
    }
    if (visited(search, role))
        return WAY_ON;
    if (role->by != delegation)
        search->blocked = metadata_verify(role->metadata, delegation->keyring, &delegation->rule, NULL);
    return search->blocked ? WAY_BLOCKED : visit(search, role);
}

static enum way visit(struct search *search, const struct targets *role)
{
    char name[TRUST_NAME];
    if (search->visited_count == TRUST_VISITS)
        return WAY_OVER;
    search->visited[search->visited_count++] = role;
    search->found = targets_find(role, search->path);
    if (search->found)
        return WAY_FOUND;
    for (size_t i = 0; i < role->delegation_count; i++) {
        const struct delegation *delegation = &role->delegations[i];
        if (!delegation_covers(delegation, search->path, search->hash, name))
            continue;
        enum way way = enter(search, delegation, name);
        if (way != WAY_ON)
            return way;
        if (delegation->terminating)
            return WAY_OVER;
    }
    return WAY_ON;
}

static enum way search_for(const struct trust *trust, const char *path, struct search *ret_search)
{
    *ret_search = (struct search){.trust = trust, .path = path};
    crypto_hash_sha256(ret_search->hash, (const uint8_t *)path, strlen(path));
    return visit(ret_search, trust->roles[0]);
}

enum trust_error trust_find(struct trust *trust, const char *path, const struct trust_target **ret_found)
{
    struct search search;
    if (trust->stage != STAGE_READY)
        trust_settle(trust);
    if (trust->stage != STAGE_READY)
        return trust->failure ? trust->failure : TRUST_ABSENT;
    for (;;) {
        switch (search_for(trust, path, &search)) {
        case WAY_FOUND:
            *ret_found = search.found;
            return TRUST_OK;
        case WAY_ON:
        case WAY_OVER:
            return TRUST_ABSENT;
        case WAY_BLOCKED:
            return search.blocked;
        case WAY_NEEDS:
            break;
        }
        enum trust_error error = role_settle(trust, search.needs, search.needs_by);
        if (error && error != TRUST_ABSENT)
            return trust_fail(trust, error);
        if (error) {
            memcpy(trust->wanted, search.needs, sizeof trust->wanted);
            trust->wanted_by = search.needs_by;
            *ret_found = NULL;
            return TRUST_OK;
        }
    }
}

static int by_path(const void *a, const void *b)
{
    const struct trust_target *const *left = a, *const *right = b;
    return strcmp((*left)->path, (*right)->path);
}

static const struct trust_target **all_targets(const struct trust *trust, size_t *ret_count)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < trust->role_count; i++)
        count += trust->roles[i]->target_count;
    const struct trust_target **all = calloc(count ? count : 1, sizeof *all);
    for (size_t i = 0; all && i < trust->role_count; i++)
        for (size_t j = 0; j < trust->roles[i]->target_count; j++)
            all[at++] = &trust->roles[i]->targets[j];
    if (all)
        qsort(all, count, sizeof *all, by_path);
    *ret_count = count;
    return all;
}

enum trust_error trust_each(
    const struct trust *trust, bool (*each)(void *ctx, const struct trust_target *target), void *ctx)
{
    size_t count;
    if (trust->stage != STAGE_READY)
        return trust->failure ? trust->failure : TRUST_ABSENT;
    const struct trust_target **all = all_targets(trust, &count);
    if (!all)
        return TRUST_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct search search;
        if (i && !strcmp(all[i]->path, all[i - 1]->path))
            continue;
        if (search_for(trust, all[i]->path, &search) == WAY_FOUND && !each(ctx, search.found))
            break;
    }
    free(all);
    return TRUST_OK;
}

enum trust_error trust_target_check(const struct trust_target *target, const void *bytes, size_t len)
{
    struct promise promise = {.has_length = true,
        .length = target->length,
        .has_sha256 = target->has_sha256,
        .has_sha512 = target->has_sha512};
    memcpy(promise.sha256, target->sha256, TRUST_HASH);
    memcpy(promise.sha512, target->sha512, TRUST_HASH_LONG);
    return promise_check(&promise, bytes, len);
}
