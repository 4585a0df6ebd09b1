#include "sync/trust/walk.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void keep(struct walk *walk, const char *name, const void *bytes, size_t len)
{
    struct walk_kept *kept = NULL;
    for (int i = 0; i < walk->kept_count; i++)
        if (!strcmp(walk->kept[i].name, name))
            kept = &walk->kept[i];
    if (!kept) {
        assert(walk->kept_count < WALK_KEPT);
        kept = &walk->kept[walk->kept_count++];
        *kept = (struct walk_kept){0};
        snprintf(kept->name, sizeof kept->name, "%s", name);
    }
    free(kept->file.bytes);
    kept->file = (struct repository_file){malloc(len + 1), len};
    memcpy(kept->file.bytes, bytes, len);
    kept->file.bytes[len] = 0;
}

void walk_begin(struct walk *walk)
{
    *walk = (struct walk){.now_s = REPOSITORY_NOW};
    repository_init(&walk->repository, walk->now_s);
    const struct repository_file *root = repository_last(&walk->repository, "root");
    keep(walk, "root.json", root->bytes, root->len);
}

void walk_end(struct walk *walk)
{
    trust_free(walk->trust);
    repository_clear(&walk->repository);
    for (int i = 0; i < walk->kept_count; i++)
        free(walk->kept[i].file.bytes);
    *walk = (struct walk){0};
}

enum trust_error walk_on(struct walk *walk)
{
    struct trust_want want;
    while (trust_next(walk->trust, &want)) {
        size_t len = strlen(walk->asked);
        snprintf(walk->asked + len, sizeof walk->asked - len, "%s%s", len ? " " : "", want.name);
        const struct repository_file *file = repository_fetch(&walk->repository, want.name);
        enum trust_error error = file ? trust_give(walk->trust, file->bytes, file->len)
                                      : trust_absent(walk->trust);
        if (file && !error && trust_took(walk->trust))
            keep(walk, want.keep, file->bytes, file->len);
    }
    return trust_failure(walk->trust, walk->why);
}

enum trust_error walk_update(struct walk *walk)
{
    trust_free(walk->trust);
    walk->asked[0] = 0;
    walk->trust = trust_new(&(struct trust_start){.root = walk->kept[0].file.bytes,
                                .root_len = walk->kept[0].file.len,
                                .now_s = walk->now_s,
                                .held = walk->held,
                                .keep_held = walk->keep_held},
        walk->why);
    if (!walk->trust)
        return TRUST_FORMAT;
    for (int i = 0; i < walk->kept_count; i++)
        trust_recall(walk->trust, walk->kept[i].name, walk->kept[i].file.bytes, walk->kept[i].file.len);
    return walk_on(walk);
}

const struct trust_target *walk_find(struct walk *walk, const char *path, enum trust_error *ret_error)
{
    const struct trust_target *found = NULL;
    *ret_error = walk_update(walk);
    while (!*ret_error && !found) {
        *ret_error = trust_find(walk->trust, path, &found);
        if (!*ret_error && !found)
            *ret_error = walk_on(walk);
    }
    return found;
}
