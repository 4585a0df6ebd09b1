/* Each role's next version, signed or badly signed as the test asked. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "release_parts.h"

bool maker_fail(const char *what, const char *why)
{
    fprintf(stderr, "release_maker: %s: %s\n", what, why);
    return false;
}

static struct maker_blob *blob_called(struct release_maker *maker, const char *name)
{
    for (size_t i = 0; i < maker->blob_count; i++)
        if (strcmp(maker->blobs[i].name, name) == 0)
            return &maker->blobs[i];
    return NULL;
}

bool maker_blob_add(struct release_maker *maker, int role, bool metadata, const char *name, const char *keep,
    const void *bytes, size_t len)
{
    struct maker_blob *blob = blob_called(maker, name);
    if (!blob) {
        struct maker_blob *more = realloc(maker->blobs, (maker->blob_count + 1) * sizeof *more);
        if (!more)
            return maker_fail(name, "no memory");
        maker->blobs = more;
        blob = &more[maker->blob_count++];
        memset(blob, 0, sizeof *blob);
        buffer_init(&blob->bytes, SIGNER_METADATA_BYTES);
    }
    blob->role = role;
    blob->metadata = metadata;
    blob->current = true;
    snprintf(blob->name, sizeof blob->name, "%s", name);
    snprintf(blob->keep, sizeof blob->keep, "%s", keep);
    crypto_hash_sha256(blob->promised, bytes, len);
    buffer_clear(&blob->bytes);
    return buffer_add(&blob->bytes, bytes, len) == BASE_OK || maker_fail(name, "no memory");
}

static void role_fill(const struct maker_role *role, struct signer_role *ret_role)
{
    memset(ret_role, 0, sizeof *ret_role);
    snprintf(ret_role->name, sizeof ret_role->name, "%s", role->name);
    ret_role->threshold = role->threshold;
    ret_role->key_count = role->key_count;
    for (size_t i = 0; i < role->key_count; i++)
        ret_role->keys[i] = signer_secret_key(&role->keys[i]);
    for (; ret_role->path_count < MAKER_PATHS && role->paths[ret_role->path_count]; ret_role->path_count++)
        snprintf(ret_role->paths[ret_role->path_count], sizeof ret_role->paths[0], "%s",
            role->paths[ret_role->path_count]);
}

/* A stranger's signature under the id of a key that counts. */
static bool sign_as(struct buffer *metadata, const struct signer_secret *secret, char message[static 256])
{
    struct signer_secret stranger;
    char theirs[65], ours[65];
    if (!signer_secret_new(secret->name, &stranger, message) ||
        !signer_sign(metadata, &stranger.signer, stranger.name, message))
        return false;
    struct signer_key key = signer_secret_key(&stranger), known = signer_secret_key(secret);
    signer_key_id(&key, theirs);
    signer_key_id(&known, ours);
    char *at = strstr((char *)metadata->bytes, theirs);
    if (at)
        memcpy(at, ours, 64);
    return at != NULL;
}

static bool sign(const struct maker_role *role, struct buffer *metadata, char message[static 256])
{
    size_t most = role->signatures < 0 || (size_t)role->signatures > role->key_count
                      ? role->key_count
                      : (size_t)role->signatures;
    for (size_t i = 0; i < most; i++)
        if (role->stranger ? !sign_as(metadata, &role->keys[i], message)
                           : !signer_sign(metadata, &role->keys[i].signer, role->keys[i].name, message))
            return false;
    for (size_t i = 0; i < role->old_key_count; i++)
        if (!signer_sign(metadata, &role->old_keys[i].signer, role->old_keys[i].name, message))
            return false;
    return true;
}

static bool make_root(struct release_maker *maker, const struct signer_head *head,
    struct buffer *ret_metadata, char message[static 256])
{
    struct signer_role *roles = calloc(4, sizeof *roles);
    for (int i = MAKER_ROOT; roles && i <= MAKER_TIMESTAMP; i++)
        role_fill(&maker->roles[i], &roles[i]);
    bool done = roles && signer_root(head, roles, ret_metadata, message);
    free(roles);
    return done;
}

static bool make_targets(struct release_maker *maker, int role, const struct signer_head *head,
    struct buffer *ret_metadata, char message[static 256])
{
    struct signer_target *targets = calloc(maker->file_count + 1, sizeof *targets);
    struct signer_role *roles = calloc(MAKER_ROLES, sizeof *roles);
    size_t count = 0, delegated = 0;
    for (size_t i = 0; targets && i < maker->file_count; i++) {
        const struct maker_file *file = &maker->files[i];
        if (file->role != role)
            continue;
        memcpy(targets[count].path, file->path, sizeof file->path);
        memcpy(targets[count].sha256, file->sha256, 32);
        targets[count].length = file->bytes.len;
        targets[count++].custom = file->custom;
    }
    for (int i = MAKER_RECIPIENTS; roles && role == MAKER_TARGETS && i < MAKER_ROLES; i++)
        role_fill(&maker->roles[i], &roles[delegated++]);
    bool done = targets && roles &&
                signer_targets(head, targets, count, roles, delegated, ret_metadata, message);
    free(targets);
    free(roles);
    return done;
}

static struct signer_file listed(const struct maker_role *role)
{
    struct signer_file file = {.version = role->version, .length = role->metadata.len};
    snprintf(file.name, sizeof file.name, "%s.json", role->name);
    crypto_hash_sha256(file.sha256, role->metadata.bytes, role->metadata.len);
    return file;
}

static bool make(struct release_maker *maker, int role, const struct signer_head *head,
    struct buffer *ret_metadata, char message[static 256])
{
    struct signer_file files[MAKER_ROLES];
    size_t count = 0;
    switch (role) {
    case MAKER_ROOT:
        return make_root(maker, head, ret_metadata, message);
    case MAKER_SNAPSHOT:
        for (int i = 0; i < MAKER_ROLES; i++)
            if ((i == MAKER_TARGETS || i >= MAKER_RECIPIENTS) && !maker->roles[i].left_out)
                files[count++] = listed(&maker->roles[i]);
        return signer_snapshot(head, files, count, ret_metadata, message);
    case MAKER_TIMESTAMP:
        files[0] = listed(&maker->roles[MAKER_SNAPSHOT]);
        return signer_timestamp(head, files, ret_metadata, message);
    default:
        return make_targets(maker, role, head, ret_metadata, message);
    }
}

static struct signer_head head_of(const struct release_maker *maker, int at)
{
    static const int days[MAKER_ROLES] = {400, 400, 14, 3, 45, 90, 400, 400};
    const struct maker_role *role = &maker->roles[at];
    bool online = at == MAKER_SNAPSHOT || at == MAKER_TIMESTAMP;
    struct signer_head head = {.version = role->version + 1,
        .expires_s = role->expires_s ? role->expires_s : maker->now_s + days[at] * INT64_C(86400),
        .signed_at_s = online              ? 0
                       : role->signed_at_s ? role->signed_at_s
                                           : maker->now_s};
    if (online && maker->now_s > role->version)
        head.version = maker->now_s;
    return head;
}

/* What this role signed before is not current any more; roots are a chain. */
static void retire(struct release_maker *maker, int role)
{
    for (size_t i = 0; i < maker->blob_count; i++)
        if (maker->blobs[i].role == role && !(role == MAKER_ROOT && maker->blobs[i].metadata))
            maker->blobs[i].current = false;
}

static bool add_targets(struct release_maker *maker, int role)
{
    for (size_t i = 0; i < maker->file_count; i++) {
        const struct maker_file *file = &maker->files[i];
        char name[352], hash[65];
        const char *slash = strrchr(file->path, '/');
        int folder = slash ? (int)(slash - file->path) + 1 : 0;
        hex_write(file->sha256, 32, hash);
        snprintf(name, sizeof name, "targets/%.*s%s.%s", folder, file->path, hash, file->path + folder);
        if (file->role == role &&
            !maker_blob_add(maker, role, false, name, file->path, file->bytes.bytes, file->bytes.len))
            return false;
    }
    return true;
}

bool maker_role_write(struct release_maker *maker, int at)
{
    struct maker_role *role = &maker->roles[at];
    struct signer_head head = head_of(maker, at);
    char message[256] = "", name[352], keep[256];
    struct buffer metadata;
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    if (!make(maker, at, &head, &metadata, message) || !sign(role, &metadata, message)) {
        buffer_clear(&metadata);
        return maker_fail(role->name, message);
    }
    buffer_clear(&role->metadata);
    role->metadata = metadata;
    role->version = head.version;
    role->changed = role->stale = false;
    role->old_key_count = 0;
    retire(maker, at);
    snprintf(keep, sizeof keep, "%s.json", role->name);
    if (at == MAKER_TIMESTAMP)
        snprintf(name, sizeof name, "metadata/%s", keep);
    else
        snprintf(name, sizeof name, "metadata/%lld.%s", (long long)role->version, keep);
    return add_targets(maker, at) &&
           maker_blob_add(maker, at, true, name, keep, role->metadata.bytes, role->metadata.len);
}
