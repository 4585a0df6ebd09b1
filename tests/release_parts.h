/* release_maker inside. */
#ifndef WAYSIDE_TESTS_RELEASE_PARTS_H
#define WAYSIDE_TESTS_RELEASE_PARTS_H

#include "release_maker.h"
#include "signer/targets.h"

#define MAKER_FILES 4096

struct maker_file { /* a target as the next write will sign it */
    char path[256];
    char *custom;
    struct buffer bytes;
    uint8_t sha256[32];
    int role;
};
struct maker_blob { /* what was written */
    char name[352]; /* "metadata/3.targets.json", "targets/packs/harbour/<hash>.x" */
    char keep[256]; /* "targets.json", or the path of a target */
    int role;
    bool metadata, current;
    uint8_t promised[32]; /* the hash it had when it was signed */
    struct buffer bytes;
};

/* release_roles.c: makes the role's next version and its blobs. */
bool maker_role_write(struct release_maker *maker, int role);
bool maker_blob_add(struct release_maker *maker, int role, bool metadata, const char *name, const char *keep,
    const void *bytes, size_t len);
bool maker_fail(const char *what, const char *why);

#endif
