/* network.ini, the plan of a network: who may sign what. People write it; ceremony turns it into root and
 * targets metadata.
 *
 *     [network]                          [hotlines]
 *     name = Harbour line                people = Amina, Chloe
 *     operator = Ben                     threshold = 2
 *     [root]                             [packs-harbour]
 *     people = Amina, Ben, Chloe         people = Dina
 *     threshold = 2
 *
 * Pure: bytes in, a plan or one sentence out. */
#ifndef WAYSIDE_PUBLISH_PLAN_H
#define WAYSIDE_PUBLISH_PLAN_H

#include "parts.h"
#include "signer/metadata.h"

#define PLAN_BYTES 65536
#define PLAN_ROLES 256
#define PLAN_PEOPLE 256 /* who have joined */

struct plan_role {
    char name[PUBLISH_NAME]; /* "root", "recipients", "hotlines", "places", "packs-<ngo>" */
    char people[SIGNER_KEYS][PUBLISH_NAME];
    size_t count;
    int threshold;
};
struct plan {
    char network[PUBLISH_NAME];
    char operators[SIGNER_KEYS][PUBLISH_NAME]; /* who work for the body that runs the hub */
    size_t operator_count;
    bool operator_said; /* "nobody" is an answer too */
    struct plan_role roles[PLAN_ROLES];
    size_t role_count;
};
struct person {
    struct signer_key key; /* its name is the person's */
    char body[PUBLISH_NAME];
};
struct people {
    struct person in[PLAN_PEOPLE];
    size_t count;
};

/* Every rule that needs no keys: known sections and keys, thresholds that can be reached, two signatures
 * where two are asked, at most one of root from the operator, no operator alone on what needs two. */
MUST_CHECK bool plan_read(const void *bytes, size_t len, struct plan *ret_plan, char ret_message[static 256]);
const struct plan_role *plan_role(const struct plan *plan, const char *name);
const struct person *people_find(const struct people *people, const char *name);
/* The delegations of the plan, with keys and paths. False with one sentence when somebody named has not
 * joined. ret_roles: room for PLAN_ROLES. */
MUST_CHECK bool plan_delegations(const struct plan *plan, const struct people *people,
    struct signer_role *ret_roles, size_t *ret_count, char ret_message[static 256]);
/* One role of the top level, from the people of [root]. */
MUST_CHECK bool plan_top(const struct plan *plan, const struct people *people, const char *name,
    struct signer_role *ret_role, char ret_message[static 256]);

#endif
