/* trust: believes signed bytes and nothing else. The client workflow of TUF 1.0 (The Update Framework
 * specification, section 5) as a state machine: bytes in, verdict out; no disk, no network, no clock.
 * Who drives it fetches what trust_next asks for, from a server, a folder or another trust, and gives it.
 *
 *     struct trust *trust = trust_new(&(struct trust_start){root, root_len, now_s}, why);
 *     trust_recall(trust, "timestamp.json", ...);              what was kept from last time, if anything
 *     while (trust_next(trust, &want))
 *         fetched ? trust_give(trust, bytes, len) : trust_absent(trust);       then keep it as want.keep
 *     trust_find(trust, "recipients/network.json", ...);        trust_next may then ask for more roles
 *
 * Everything has a bound (trust/bounds.h). Unknown fields are kept and ignored. */
#ifndef WAYSIDE_TRUST_TRUST_H
#define WAYSIDE_TRUST_TRUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define TRUST_NAME 256 /* a file name of metadata with its NUL; a longer role name is refused */
#define TRUST_PATH 256 /* a target path with its NUL */
#define TRUST_WHY 256  /* one sentence */
#define TRUST_HASH 32  /* SHA-256 */
#define TRUST_HASH_LONG 64

enum trust_error {
    TRUST_OK = 0,
    TRUST_NO_MEMORY,
    TRUST_FORMAT,    /* not the JSON that this role asks for, or of another specification version */
    TRUST_THRESHOLD, /* too few valid signatures of the role's keys */
    TRUST_VERSION,   /* not the version that was promised, or an older one than is held */
    TRUST_EXPIRED,
    TRUST_LENGTH, /* longer than promised, or than any may be */
    TRUST_DIGEST, /* another hash than promised */
    TRUST_ABSENT, /* the server has no such file */
    TRUST_BOUND,  /* over a named maximum: roots, roles, delegations, targets */
};
const char *trust_error_text(enum trust_error error); /* a phrase, never NULL */

struct trust_start {
    const void *root; /* the newest root metadata that is trusted, borrowed for the call */
    size_t root_len;
    int64_t now_s; /* trusted time, UTC; fixed for the whole update (5.3.1) */
    /* What is recalled or given was accepted before and lies where nobody else writes: its expiry, and the
     * root's, are not looked at. The chain of roots is still asked for (absent ends it), and then nothing
     * more when all is recalled. For starting without a network. */
    bool held;
    /* What was recalled of targets and delegated roles, and is what the new snapshot still promises, is used
     * whatever its expiry: what is held goes on being shown, nothing new is taken from expired metadata. Not
     * as the specification says, so wayside-trust leaves it out; trust_expires tells who wants to know. */
    bool keep_held;
};
struct trust;
/* NULL when that root is not valid by its own keys; why then says so. */
struct trust *trust_new(const struct trust_start *start, char ret_why[static TRUST_WHY]);
void trust_free(struct trust *trust); /* takes NULL */

/* What was kept earlier, under its keep name or as the repository names it ("root.json" is ignored: it is
 * trust_start's; "2.root.json" and on are taken as the beginning of the chain). Copied. Before the first
 * trust_next. It protects against older versions, and is not asked for again when it is what the newer
 * metadata promises; when it cannot be read or is not signed any more it counts as not there. Timestamp and
 * snapshot both count as not there when root took a key of either away (5.3.11). */
void trust_recall(struct trust *trust, const char *keep, const void *bytes, size_t len);

struct trust_want {
    char name[TRUST_NAME]; /* as the repository names it: "2.root.json", "timestamp.json", "7.packs-a.json";
                              a role's name percent-encoded, consistent snapshots or not as root says */
    char keep[TRUST_NAME]; /* the name to keep it under: "root.json", "packs-a.json" */
    size_t max;            /* not one byte more is to be read */
    bool has_sha256;       /* what is wanted is signed: whoever keeps files by their hash may have it */
    uint8_t sha256[TRUST_HASH];
};
/* False when nothing more is needed: the update is complete, or it has failed (trust_failure). The same
 * want again until it is given or absent. */
MUST_CHECK bool trust_next(struct trust *trust, struct trust_want *ret_want);
/* The bytes of what trust_next asked for. Copied. What is answered with an error is not to be kept. It ends
 * this update (trust_failure) but for one case: a delegated role that is not signed as asked (its key was
 * taken away), has expired or cannot be read is left out, its targets with it, and the update goes on, since
 * one publisher must not hold up all others. What was accepted before an error stands. */
MUST_CHECK enum trust_error trust_give(struct trust *trust, const void *bytes, size_t len);
/* Is what was last given, with TRUST_OK, what this trust stands on? False after a timestamp of the version
 * that is held already: that one stays (5.4.3), the given one is not to be kept. */
bool trust_took(const struct trust *trust);
/* Has root taken a key of timestamp or snapshot away? Then those that were kept are not to be kept (5.3.11);
 * what this trust stands on is. Known once the chain of roots has ended. */
bool trust_forgot(const struct trust *trust);
/* There is no such file (404). The end of the chain of roots; TRUST_ABSENT, and the end of this update, for
 * anything else. */
MUST_CHECK enum trust_error trust_absent(struct trust *trust);
/* TRUST_OK: no failure so far. ret_why (may be NULL, else TRUST_WHY bytes): one sentence that names the file;
 * also about the last role that was left out; "" when all went well. */
enum trust_error trust_failure(const struct trust *trust, char *ret_why);

/* A target as signed. Borrowed from trust. */
struct trust_target {
    const char *path, *role; /* role: who signed it */
    uint64_t length;
    bool has_sha256, has_sha512; /* at least one */
    uint8_t sha256[TRUST_HASH], sha512[TRUST_HASH_LONG];
    const char *custom; /* JSON text of "custom", "" when there is none */
};
/* Looks a path up as 5.6.7 says: pre-order, terminating delegations, no role twice. After the top-level
 * roles are complete. Answers: TRUST_OK with *ret_found; TRUST_OK with *ret_found NULL and trust_next
 * asking for a role (then call again); TRUST_ABSENT: nobody has signed it; another error: the search came to
 * a role that was left out for it. */
MUST_CHECK enum trust_error trust_find(
    struct trust *trust, const char *path, const struct trust_target **ret_found);
/* Makes trust_next ask for every role that is delegated to, so that trust_each sees all of them. */
void trust_want_all(struct trust *trust);
/* Every target that trust_find would find, by path. each returns false to stop. After trust_want_all.
 * TRUST_NO_MEMORY: each was not called; the failure of this update, or TRUST_ABSENT before it is complete. */
enum trust_error trust_each(
    const struct trust *trust, bool (*each)(void *ctx, const struct trust_target *target), void *ctx);
/* Are these its bytes? TRUST_LENGTH or TRUST_DIGEST when not. Every hash it has is checked. */
MUST_CHECK enum trust_error trust_target_check(
    const struct trust_target *target, const void *bytes, size_t len);
/* "packs/a/b.json" as a repository names it: with "<hash>." before the last part when snapshots are
 * consistent. */
void trust_target_name(const struct trust *trust, const struct trust_target *target,
    char ret_name[static TRUST_PATH + 2 * TRUST_HASH_LONG + 2]);

/* A name as it stands in an address or a file name: what RFC 3986 calls unreserved as it is (and '/' when
 * slashes), every other byte as %XX. False when it does not fit into cap with its NUL. */
MUST_CHECK bool trust_escape(const char *name, bool slashes, char *ret_text, size_t cap);

/* Every metadata file that this trust stands on now, as given or recalled: the roots after trust_start's, one
 * by one under "N.root.json"; all else under its repository name. A role that was left out is among them, so
 * that whoever reads what was kept comes to the same verdict by itself; and for who is told that it was
 * accepted before (held), a list of those that had expired, "0.expired-roles.json". */
void trust_each_metadata(const struct trust *trust,
    bool (*each)(void *ctx, const struct trust_want *name, const void *bytes, size_t len), void *ctx);
/* The bytes of a role's metadata (of "root" the newest), borrowed; NULL when it is not there or left out. */
const void *trust_metadata(const struct trust *trust, const char *role, size_t *ret_len);
/* Of a delegated role: TRUST_OK it is used; why it was left out; TRUST_ABSENT also when the snapshot does not
 * name it or nobody has asked for it yet. */
enum trust_error trust_role_state(const struct trust *trust, const char *role);
/* Was a role left out whose metadata names this target, or cannot be read? For who must not forget what it
 * said, though nobody believes it. */
bool trust_left_out_names(const struct trust *trust, const char *role, const char *path);
/* When a role ends, UTC seconds; 0: there is no such role (yet). "root", "timestamp", "recipients", ... */
int64_t trust_expires(const struct trust *trust, const char *role);
int64_t trust_version(const struct trust *trust, const char *role); /* 0 likewise */
/* Signing times for the clock (docs/formats.md, Clock): the timestamp's version is one; roles that are signed
 * offline, by at least two, carry "signed_at". 0: none. */
int64_t trust_signed_online(const struct trust *trust);
int64_t trust_signed_offline(const struct trust *trust);
/* The keys that may sign a role, for sentences: calls each with key id, the "name" that the key carries (""
 * none) and whether it has signed these bytes of metadata of that role (NULL: none yet). *ret_threshold: how
 * many are asked. False when no such role is known or the bytes are no metadata of it. For root: those of the
 * root that is held, then those that only the new one names. What a hub, and an editor's laptop, say "needs
 * one more of" from. */
MUST_CHECK bool trust_signers(const struct trust *trust, const char *role, const void *metadata, size_t len,
    bool (*each)(void *ctx, const char *key_id, const char *name, bool signed_it), void *ctx,
    int *ret_threshold);
/* Would these bytes be taken as the next metadata of a role by whoever holds this trust: form, threshold of
 * the role's delegation (root: of the old and the new), version exactly one more than held (1 when none), not
 * expired, targets inside what is delegated. For root, targets and delegated roles; after a trust_next that
 * said false, or before anything was given. The version that is held is what the snapshot promises, also of a
 * role that was left out. TRUST_THRESHOLD only when all else is well: then it waits for signatures. ret_why
 * names what is wrong. */
MUST_CHECK enum trust_error trust_would_take(const struct trust *trust, const char *role,
    const void *metadata, size_t len, char ret_why[static TRUST_WHY]);

#endif
