/* follower: a program's own content folder, kept current from its hub: what agent, mix and desk do alike.
 * What lies in the folder is opened at the start, without a network and whatever its age; a check runs in a
 * thread of its own, so that a hub that answers slowly, or without end, holds up no beat. The program says
 * when a check begins: on a clock, so that it tells nothing. */
#ifndef WAYSIDE_FOLLOW_FOLLOWER_H
#define WAYSIDE_FOLLOW_FOLLOWER_H

#include "base/buffer.h"
#include "base/clock.h"
#include "follow/follow.h"
#include "rules/clock_floor.h"

#define FOLLOWER_ROOT (512 << 10) /* root.json */

struct follower_settings { /* texts are borrowed for the follower's life */
    const char *url, *ca;  /* of the hub */
    const char *root;      /* file: root.json of the network */
    const char *content;   /* folder; made when it is missing */
    const char *place;     /* NULL: a mix or a desk */
    uint64_t room_bytes;   /* as follow.h */
    int64_t floor_s;       /* trusted time is not before that, nor before this program was built */
    /* As follow.h; called from the thread of a check. */
    bool (*may_take)(void *ctx, const struct trust *next, const struct release *now);
    void *ctx;
};
struct follower {
    struct release *release; /* the newest; NULL before the first */
    uint8_t root_hash[32];   /* SHA-256 of root.json: what a token names */
    int64_t floor_s;         /* of trusted time (rules/clock_floor.h); each good check moves it on */
    int64_t checked_s;       /* trusted time of the last good check; 0: none yet */
    char why[256];           /* at the start: what is wrong with what lay in the folder; "" nothing */
    struct follower_inside *inside;
};
/* False with one sentence: root.json or the folder cannot be used. */
MUST_CHECK bool follower_open(const struct follower_settings *settings, struct clock_source clock,
    struct follower **ret_follower, char ret_message[static 256]);
void follower_close(struct follower *follower); /* waits for a check that is under way; takes NULL */
struct trusted_time follower_time(const struct follower *follower);

/* Begins a check; nothing when one is under way. */
void follower_begin(struct follower *follower);
bool follower_busy(const struct follower *follower);
/* True once for each check that has ended. FOLLOW_NEW: follower->release is another one, and *ret_before (may
 * have been NULL) is now the caller's, to be freed when nothing points into it any more. Not FOLLOW_FAILED:
 * floor_s and checked_s are new. */
MUST_CHECK bool follower_done(struct follower *follower, enum follow_result *ret_result,
    struct release **ret_before, char ret_message[static 256]);

#endif
