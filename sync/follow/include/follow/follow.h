/* follow: keeps a content folder current from a hub: asks what is new, fetches it with its length enforced
 * while reading, resumes what was cut with a Range request, fetches nothing twice, verifies all of it
 * (trust), and only then makes it current by one rename. Used by agent, mix, desk and publisher; the kiosk
 * verifies again by itself (release/release.h). */
#ifndef WAYSIDE_FOLLOW_H
#define WAYSIDE_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/disk.h"
#include "release/release.h"

/* Where files come from. path: "/v1/metadata/timestamp.json". ret_bytes holds the first offset bytes already
 * and has its maximum, beyond which nothing is read. What comes is added; a server that can only give the
 * whole gives it, and what was there is dropped. The cruel version for tests is a server; this is only so
 * that another program can use another. */
enum follow_fetched {
    FETCHED,
    FETCHED_ABSENT,   /* there is no such file */
    FETCHED_PART,     /* cut; ret_bytes has more than before */
    FETCHED_TOO_LONG, /* more than the maximum; ret_bytes is empty */
    FETCHED_FAILED,
};
struct follow_source {
    enum follow_fetched (*get)(
        void *self, const char *path, size_t offset, struct buffer *ret_bytes, char ret_message[static 256]);
    void *self;
};
struct wire_client;
/* A hub: GET /v1/metadata/... and /v1/targets/... client is borrowed; its timeout_s counts for each file, and
 * what came until then is kept. */
struct follow_source follow_wire_source(struct wire_client *client);

struct follow {
    struct disk *content; /* borrowed; owned by this program */
    const void *root;     /* of the settings' file */
    size_t root_len;
    const char *place; /* NULL: no packs */
    struct follow_source source;
    uint64_t room_bytes; /* left free on the disk for others */
    /* NULL: take every release. Else asked once all metadata is there: may this one be taken now
     * (custom.rollout)? */
    bool (*may_take)(void *ctx, const struct trust *next, const struct release *now);
    void *ctx;
    /* Asked before each request: has the caller nothing more urgent to do? When not, the check ends as
     * FOLLOW_FAILED and the next one goes on from there. NULL: always. */
    bool (*may_go_on)(void *ctx);
};
enum follow_result {
    FOLLOW_SAME,   /* nothing new; the check itself succeeded */
    FOLLOW_NEW,    /* *ret_release is current now */
    FOLLOW_WAITS,  /* there is a newer one that may not be taken yet */
    FOLLOW_FAILED, /* ret_message: one sentence; what was current stays */
};
struct follow_cost { /* of one check, for the log of tests and benches */
    unsigned requests;
    uint64_t bytes; /* of bodies */
    /* trust_signed_online and trust_signed_offline of what this check has verified, whatever its result: the
     * clock's floor moves with them. 0: none. */
    int64_t signed_online_s, signed_offline_s;
};
/* One whole check. in_use: the release of this folder that is open, NULL when there is none. now_s: trusted
 * time, fixed for the check. Parts of files that were cut are kept and resumed by the next check.
 *
 * It asks for timestamp.json first. When that is, byte for byte, what is held, nothing is new: one request.
 * Else the whole workflow follows, beginning with the next root (docs/decisions.md says why). A request that
 * fails is made once more. The folder changes only by adding files, until the pointer "next" has been opened
 * as a release and is renamed to "current" (without one in use, packs that cannot be read do not stand in the
 * way of numbers and keys: packs_optional). ret_cost and ret_message are always filled. */
enum follow_result follow_check(const struct follow *follow, const struct release *in_use, int64_t now_s,
    struct release **ret_release, struct follow_cost *ret_cost, char ret_message[static 256]);

#endif
