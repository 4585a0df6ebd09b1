/* Root metadata: the keys of the four top-level roles. */
#ifndef WAYSIDE_TRUST_ROOT_H
#define WAYSIDE_TRUST_ROOT_H

#include "metadata.h"

enum top_role { TOP_ROOT, TOP_TIMESTAMP, TOP_SNAPSHOT, TOP_TARGETS, TOP_ROLES };
const char *top_role_name(enum top_role role);

struct root {
    struct metadata *metadata;
    struct keyring keyring;
    struct rule rules[TOP_ROLES];
    bool consistent; /* snapshots */
};
/* By form only. */
MUST_CHECK enum trust_error root_read(const void *bytes, size_t len, struct root **ret_root);
void root_free(struct root *root); /* takes NULL */
/* A threshold of keys that signer names for role. */
MUST_CHECK enum trust_error root_verify(
    const struct root *signer, enum top_role role, const struct metadata *metadata, int *ret_count);
/* Has a key that old lets sign role no such right in now? Then it was taken away, and what it signed may
 * have been an attacker's (specification, 5.3.11). A key that was added takes nothing away. */
bool root_took_away(const struct root *old, const struct root *now, enum top_role role);

#endif
