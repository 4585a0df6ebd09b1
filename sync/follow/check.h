/* What the files of follow share: one check on its way. */
#ifndef WAYSIDE_FOLLOW_CHECK_H
#define WAYSIDE_FOLLOW_CHECK_H

#include "follow/follow.h"

#define POINTER_NEXT "next" /* written, opened, and renamed to "current" */

struct check {
    const struct follow *follow;
    const struct release *in_use; /* NULL: none */
    int64_t now_s;
    char *message; /* 256 bytes of the caller's */
    struct follow_cost cost;
    struct trust *trust;
    struct buffer timestamp;      /* as the server gave it */
    struct buffer held_timestamp; /* that "current" names; empty when there is none */
    bool swept;                   /* room was made */
    bool asks_root;               /* the timestamp is new: so may the root be */
};

/* One sentence, kept for the caller. Gives false. */
bool check_say(struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What trust says against this update. */
bool check_say_trust(struct check *check);

/* The bytes that have this hash: from the folder, from a part and the server, or from the server. Puts them
 * into the folder. what: for the sentence. ret_bytes: initialised with its maximum. False with a sentence. */
MUST_CHECK bool check_get_hashed(struct check *check, const char *path, const char *what,
    const uint8_t sha256[static TRUST_HASH], struct buffer *ret_bytes);
/* From the server alone. FETCHED, FETCHED_ABSENT, or FETCHED_FAILED with a sentence. */
MUST_CHECK enum follow_fetched check_get(
    struct check *check, const char *path, const char *what, struct buffer *ret_bytes);
/* Would that many bytes leave others their room? If not, sweeps, once in a check. */
MUST_CHECK bool check_room(struct check *check, uint64_t bytes);

/* Reads the timestamp that is held, fetches the newest; begins the trust. */
MUST_CHECK bool check_begin(struct check *check);
/* Gives trust what it asks for. */
MUST_CHECK bool check_walk(struct check *check);
/* Puts all metadata into the folder. */
MUST_CHECK bool check_put_metadata(struct check *check);
/* Is the new snapshot that of the release in use? */
bool check_is_same(const struct check *check);
/* Every target that this place needs. */
MUST_CHECK bool check_targets(struct check *check);

/* The pointer "current" as text, empty when there is none; does a line name such a file with this hash? */
MUST_CHECK bool pointer_text(struct disk *content, struct buffer *ret_text);
/* The hash of the line whose file's name ends so. */
bool pointer_hash(const struct buffer *text, const char *ending, uint8_t ret_hash[static TRUST_HASH]);

#endif
