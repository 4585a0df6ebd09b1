/* What the files of trust share. */
#ifndef WAYSIDE_TRUST_INSIDE_H
#define WAYSIDE_TRUST_INSIDE_H

#include "base/buffer.h"
#include "root.h"
#include "targets.h"
#include "trust/trust.h"

/* Which file is next (specification, section 5):
 *
 *     ROOT --N+1 is absent--> TIMESTAMP --> SNAPSHOT --> TARGETS --> READY <--+
 *      ^ |                                                            |       | a delegated role, when
 *      +-+ N+1 is good                                                +-------+ trust_find needs it
 *
 * Any error leads to FAILED and stays there. READY is where trust_next says false. */
enum stage { STAGE_ROOT, STAGE_TIMESTAMP, STAGE_SNAPSHOT, STAGE_TARGETS, STAGE_READY, STAGE_FAILED };

struct recalled {
    char *name;
    uint8_t *bytes;
    size_t len;
};
/* A delegated role that is left out, and the bytes that led to it. */
struct left_out {
    char role[TRUST_NAME];
    enum trust_error error;
    int64_t version; /* that the snapshot promises */
    uint8_t *bytes;
    size_t len;
};
/* Whoever opens what was accepted before looks at no expiry, so what had expired when it came must be told.
 */
#define EXPIRED_ROLES "expired-roles.json"
/* How far trust_want_all has come: everything before it is there or left out. */
struct walked {
    size_t role, delegation;
    uint64_t bin;
};
struct trust {
    enum stage stage;
    int64_t now_s;
    bool held, keep_held, want_all, took, forgot;
    struct root **chain; /* from trust_start's on; the last one is trusted */
    size_t chain_count;
    struct metadata *old_timestamp, *old_snapshot; /* from last time, still signed */
    struct metadata *timestamp, *snapshot;         /* of this update */
    struct targets **roles;                        /* the top level's first */
    size_t role_count;
    struct left_out *left_out;
    size_t left_out_count;
    struct buffer expired; /* their names, a line each: EXPIRED_ROLES */
    struct recalled *recalled;
    size_t recalled_count;
    struct walked walked;
    char wanted[TRUST_NAME]; /* the delegated role that is asked for, "" none */
    const struct delegation *wanted_by;
    enum trust_error failure;
    char why[TRUST_WHY];
};

static inline const struct root *trust_root(const struct trust *trust)
{
    return trust->chain[trust->chain_count - 1];
}

/* why is kept, and with fail the update is over. Give the error back. */
enum trust_error trust_say(struct trust *trust, enum trust_error error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum trust_error trust_fail(struct trust *trust, enum trust_error error);

/* "recipients.json". Always fits a name that delegation_names let through. */
void role_file(const char *role, char ret_file[static TRUST_NAME]);
/* "3.recipients.json", or without the number; root always with it, timestamp never. */
void role_repository_name(
    const struct trust *trust, const char *role, int64_t version, char ret_name[static TRUST_NAME]);

/* What the snapshot promises of a role: it names roles as they are. TRUST_ABSENT: nothing. */
MUST_CHECK enum trust_error role_promise(
    const struct trust *trust, const char *role, struct promise *ret_promise);

const struct recalled *recalled_role(const struct trust *trust, const char *role, int64_t version);
const struct recalled *recalled_by_name(const struct trust *trust, const char *name);
/* Is a role in the list of those that had expired? */
bool recalled_expired(const struct trust *trust, const char *role);
void recalled_clear(struct trust *trust);

/* Goes on as far as what was recalled leads. True when a file is asked for. */
bool trust_settle(struct trust *trust);

/* Each takes the bytes of its role, or says why not. */
MUST_CHECK enum trust_error root_take(struct trust *trust, const void *bytes, size_t len);
MUST_CHECK enum trust_error root_finish(struct trust *trust); /* the chain has ended */
MUST_CHECK enum trust_error timestamp_take(struct trust *trust, const void *bytes, size_t len);
MUST_CHECK enum trust_error snapshot_take(struct trust *trust, const void *bytes, size_t len);
MUST_CHECK enum trust_error snapshot_keep_old(
    struct trust *trust); /* TRUST_ABSENT: it is not the promised one */
/* by NULL: the top level. recalled: from last time. */
MUST_CHECK enum trust_error role_take(struct trust *trust, const char *role, const struct delegation *by,
    const void *bytes, size_t len, bool recalled);
/* bytes: what the snapshot promises. */
MUST_CHECK enum trust_error role_leave_out(
    struct trust *trust, const char *role, enum trust_error error, const void *bytes, size_t len);
/* Is that error one publisher's own, or did the server not keep what the snapshot promises? A server that
 * checks what it publishes never lists a file anew that is not good while who may sign it is as before. */
bool role_own_fault(
    const struct trust *trust, const char *role, const struct delegation *by, enum trust_error error);

/* Is it a delegation of the top level, which many people sign? */
bool role_from_top(const struct trust *trust, const struct delegation *by);

const struct targets *role_loaded(const struct trust *trust, const char *role); /* NULL: not */
const struct left_out *role_left_out(const struct trust *trust, const char *role);
/* From what was recalled; TRUST_ABSENT when it has to be fetched. */
MUST_CHECK enum trust_error role_settle(struct trust *trust, const char *role, const struct delegation *by);
/* The first delegation to a role, in order; NULL: none. */
const struct delegation *role_delegation(const struct trust *trust, const char *role);
/* The next role that trust_want_all is still missing; false: none. */
bool walk_next(struct trust *trust, char ret_role[static TRUST_NAME], const struct delegation **ret_by);

#endif
