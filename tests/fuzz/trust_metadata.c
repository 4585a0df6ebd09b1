/* A whole walk through a repository of any bytes. Files are parted by one byte 0: root first, then what trust
 * asks for in turn; an empty one is absent. Signatures of a repository of bytes cannot be right by chance, so
 * each role is also read, and judged, by form alone. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "root.h"
#include "targets.h"
#include "trust/trust.h"

struct files {
    const uint8_t *at, *end;
};
static const uint8_t *next_file(struct files *files, size_t *ret_len)
{
    const uint8_t *begin = files->at;
    const uint8_t *stop = begin < files->end ? memchr(begin, 0, (size_t)(files->end - begin)) : NULL;
    *ret_len = (size_t)((stop ? stop : files->end) - begin);
    files->at = stop ? stop + 1 : files->end;
    return begin;
}

static void by_form(const uint8_t *bytes, size_t len)
{
    struct root *root = NULL;
    struct targets *targets = NULL;
    struct metadata *metadata = NULL;
    if (root_read(bytes, len, &root) == TRUST_OK)
        if (root_verify(root, TOP_ROOT, root->metadata, NULL) == TRUST_NO_MEMORY)
            abort();
    if (targets_read("role", bytes, len, &targets) == TRUST_OK) {
        char role[TRUST_NAME];
        uint8_t hash[TRUST_HASH] = {0xa5};
        for (size_t i = 0; i < targets->delegation_count; i++)
            if (delegation_covers(&targets->delegations[i], "packs/a/b", hash, role) && !role[0])
                abort();
        for (size_t i = 0; i < targets->target_count; i++)
            if (targets_find(targets, targets->targets[i].path) != &targets->targets[i])
                abort();
    }
    if (metadata_read("snapshot", bytes, len, &metadata) == TRUST_OK) {
        struct promise promise;
        if (listing_check(metadata, 1000) == TRUST_OK &&
            listing_find(metadata, "targets.json", &promise) == TRUST_OK && promise.version < 1)
            abort();
    }
    root_free(root);
    targets_free(targets);
    metadata_free(metadata);
}

static bool see(void *ctx, const struct trust_target *target)
{
    (void)ctx;
    return target->path[0] != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len;
    char why[TRUST_WHY];
    struct files files = {data, data + size};
    struct trust_want want;
    const struct trust_target *target = NULL;
    const uint8_t *bytes = next_file(&files, &len);
    by_form(bytes, len);
    struct trust *trust = trust_new(
        &(struct trust_start){.root = bytes, .root_len = len, .now_s = 1760000000}, why);
    if (!trust)
        return 0;
    trust_want_all(trust);
    for (int i = 0; i < 40 && trust_next(trust, &want); i++) {
        bytes = next_file(&files, &len);
        by_form(bytes, len);
        enum trust_error error = len ? trust_give(trust, bytes, len) : trust_absent(trust);
        if (error == TRUST_NO_MEMORY)
            abort();
    }
    trust_each(trust, see, NULL);
    if (trust_find(trust, "packs/a/b", &target) == TRUST_OK && target && !target->path[0])
        abort();
    trust_free(trust);
    return 0;
}
