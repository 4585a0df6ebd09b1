/* Targets metadata, of the top level or delegated: what it signs, and whom it lets sign what. */
#ifndef WAYSIDE_TRUST_TARGETS_H
#define WAYSIDE_TRUST_TARGETS_H

#include "metadata.h"

struct delegation {
    const char *name; /* of the role; of hash bins (TAP 15) what all their names begin with */
    struct rule rule;
    const struct keyring *keyring;  /* of the role that delegates */
    const json_t *paths, *prefixes; /* one of the two; both NULL: hash bins */
    unsigned bits;                  /* of hash bins: there are 2^bits */
    bool terminating;
};
struct targets {
    struct metadata *metadata;
    char role[TRUST_NAME];
    struct trust_target *targets; /* by path; role is this role's */
    size_t target_count;
    struct keyring keyring;
    struct delegation *delegations; /* in their order */
    size_t delegation_count;
    const struct delegation
        *by; /* the delegation that its signatures were last checked against; NULL: root */
};
/* By form only. */
MUST_CHECK enum trust_error targets_read(
    const char *role, const void *bytes, size_t len, struct targets **ret_targets);
/* Its part "delegations", for targets_read. */
MUST_CHECK enum trust_error delegations_read(struct targets *targets);
void targets_free(struct targets *targets);                                               /* takes NULL */
const struct trust_target *targets_find(const struct targets *targets, const char *path); /* NULL: not here */

/* The role that a delegation gives a path to. False: none. hash: SHA-256 of path. */
bool delegation_covers(const struct delegation *delegation, const char *path,
    const uint8_t hash[static TRUST_HASH], char ret_role[static TRUST_NAME]);
/* How many roles it names, and the n-th. */
uint64_t delegation_roles(const struct delegation *delegation);
bool delegation_role(const struct delegation *delegation, uint64_t n, char ret_role[static TRUST_NAME]);
bool delegation_names(const struct delegation *delegation, const char *role);

#endif
