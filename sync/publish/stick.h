/* The stick that a ceremony carries from hand to hand: one folder.
 *     network.ini           the plan, written by people
 *     hub.json              what wayside-hub content-keys prints
 *     people/<16 hex>.json  each person's public key and body (ceremony join)
 *     root.json, targets.json, <n>.root.json   what counts now (ceremony finish)
 *     next/                 what is being signed: root.json, targets.json, each when it changes
 *     checklist.txt, checklist.html */
#ifndef WAYSIDE_PUBLISH_STICK_H
#define WAYSIDE_PUBLISH_STICK_H

#include "plan.h"
#include "signer/targets.h"

#define STICK_METADATA (4 << 20)

struct metadata {        /* one file, as it lies there */
    struct buffer bytes; /* empty: there is none */
    struct signer_head head;
};
struct stick {
    const char *folder;
    struct people people;
    struct metadata root, targets, next_root, next_targets;
    struct signer_role now[4],
        then[4]; /* roles of root and of next root: root, snapshot, targets, timestamp */
};
enum { TOP_ROOT, TOP_SNAPSHOT, TOP_TARGETS, TOP_TIMESTAMP };

/* Reads all that is there. NULL after one sentence. */
struct stick *stick_open(const char *folder);
void stick_free(struct stick *stick); /* takes NULL */
/* network.ini of the stick. False after one sentence. */
MUST_CHECK bool stick_plan(const struct stick *stick, struct plan *ret_plan);
/* The root that the next targets belong to: next, else now; NULL none. */
const struct signer_role *stick_roles(const struct stick *stick);

/* Who of a role has signed these bytes. */
size_t signed_count(const struct metadata *metadata, const struct signer_role *role);
/* The key of a role with these 32 bytes; NULL: not one of them. */
const struct signer_key *role_key(const struct signer_role *role, const uint8_t public_key[static 32]);

/* What changes, in words, to standard output. Both from NULL (there was none). */
void show_root_changes(const struct run *run, const struct stick *stick);
void show_targets_changes(const struct run *run, const struct stick *stick);
/* Who does what, in which order, what to compare aloud, how to keep keys: checklist.txt and checklist.html.
 * Without a plan yet, then with its people. False after one sentence. */
MUST_CHECK bool write_first_checklist(const char *folder, const char *network, int people, int threshold);
MUST_CHECK bool write_checklist(const struct run *run, const struct stick *stick, const struct plan *plan);

#endif
