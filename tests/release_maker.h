/* Makes a whole signed repository for tests and the demo: keys of everyone, root, targets, recipients,
 * hotlines, places, packs-harbour, snapshot and timestamp.
 *
 *     struct release_maker *maker = release_maker_new(&network, now_s);    network: tests/network_maker.h
 *     release_maker_put(maker, "packs/harbour/basics/pack.json", bytes, len);
 *     release_maker_write(maker);                          signed, in memory; only what changed is new
 *     release_maker_root(maker, "/.../root.json");         for the image: version 1
 *     release_maker_content(maker, "/.../content", "current");       a content folder (docs/formats.md)
 *     release_maker_repository(maker, "/.../www");         metadata/ and targets/, as a hub serves them
 *
 * Change something (network, files, a role) and write again: the next versions. Everything that a test may
 * want to be wrong is a field of struct maker_role or a file changed by release_maker_file. A failure is
 * printed and answered with false or NULL.
 * Link: SOURCES release_maker.c release_roles.c network_maker.c USES signer base seal NEEDS sodium. */
#ifndef WAYSIDE_TESTS_RELEASE_MAKER_H
#define WAYSIDE_TESTS_RELEASE_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "network_maker.h"
#include "signer/key_file.h"

#define MAKER_KEYS 4
#define MAKER_PATHS 3
#define MAKER_NGO "harbour" /* hotlines/harbour.json, packs/harbour/... */

enum maker_role_at { /* roles by number; release_maker_role finds one by name */
    MAKER_ROOT,
    MAKER_TARGETS,
    MAKER_SNAPSHOT,
    MAKER_TIMESTAMP,
    MAKER_RECIPIENTS,
    MAKER_HOTLINES,
    MAKER_PLACES,
    MAKER_PACKS,
    MAKER_ROLES
};
struct maker_role {
    const char *name;
    struct signer_secret keys[MAKER_KEYS]; /* root and targets: the same three people, 2 of 3 */
    size_t key_count;
    int threshold;
    const char *paths[MAKER_PATHS]; /* of a delegation */
    int64_t version; /* of the last one written; the next is one more (snapshot, timestamp: now_s) */

    /* For the next write; what is set stays set. */
    int64_t expires_s;   /* UTC; 0: the standard of docs/formats.md after now_s */
    int64_t signed_at_s; /* 0: now_s */
    int signatures;      /* how many keys sign; -1: all */
    bool stranger;       /* signed by keys that nobody knows, under the right key ids */
    bool changed;        /* a new version even when nothing in it is new; reset by it */
    bool frozen;         /* no new version even when something in it is new */
    bool left_out;       /* not in snapshot, not written */

    struct buffer metadata; /* the last one written */
    /* inside */
    bool stale;
    struct signer_secret old_keys[MAKER_KEYS]; /* of root: sign once more */
    size_t old_key_count;
};
struct release_maker {
    struct network_maker network; /* a copy: change it here */
    int64_t now_s;                /* of the next write */
    struct maker_role roles[MAKER_ROLES];
    bool own_network; /* the three targets of network are not made: the test puts them */
    /* inside */
    struct maker_file *files; /* targets */
    size_t file_count;
    struct maker_blob *blobs; /* what was written, by its name in the repository */
    size_t blob_count;
};

struct release_maker *release_maker_new(const struct network_maker *network, int64_t now_s);
void release_maker_free(struct release_maker *maker); /* takes NULL */
struct maker_role *release_maker_role(struct release_maker *maker, const char *name);

/* A target, new or replaced; its role is by its path (recipients/, hotlines/, places/, else packs-harbour).
 * custom: JSON object as text, or NULL. The bytes are copied. */
bool release_maker_put(struct release_maker *maker, const char *path, const void *bytes, size_t len);
bool release_maker_put_custom(
    struct release_maker *maker, const char *path, const void *bytes, size_t len, const char *custom);
bool release_maker_remove(struct release_maker *maker, const char *path);

/* Makes and signs what is new. snapshot and timestamp are new each time. */
bool release_maker_write(struct release_maker *maker);
/* A fresh key in the place of one of a role's; who delegates to it gets a new version at the next write. Root
 * is signed by enough of its old keys too. */
bool release_maker_replace_key(struct release_maker *maker, const char *role, size_t key);

/* A file of the last write, to be changed: "1.root.json", "timestamp.json", "packs-harbour.json" (the
 * newest), or the path of a target. NULL: there is none. */
struct buffer *release_maker_file(struct release_maker *maker, const char *name);

bool release_maker_root(const struct release_maker *maker, const char *path);
/* The folders are made when they are not there; what lies in them stays, except for the files written. */
bool release_maker_content(const struct release_maker *maker, const char *folder, const char *pointer);
bool release_maker_repository(const struct release_maker *maker, const char *folder);
/* snapshot.key and timestamp.key, as a hub keeps them. */
bool release_maker_hub_keys(const struct release_maker *maker, const char *folder);
/* How a release is called: SHA-256 of its snapshot.json. */
void release_maker_name(const struct release_maker *maker, char ret_hex[static 65]);

#endif
