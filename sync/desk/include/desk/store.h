/* The desk's folder (docs/formats.md, Desk store): sealed files only, and what a server gave us to say
 * where to go on. Every put is durable when it returns DESK_OK.
 *
 * An answer is two files that must agree. The outer file is put first as outbox/<order>-<id>.held, which
 * is never sent; then the action, which is the commit; then the outer file is released (renamed to .age).
 * After a crash desk_store_settle releases what has its action and removes what has none. So a number n is
 * used by exactly the answers that have an action, and nothing without one ever leaves. */
#ifndef WAYSIDE_DESK_STORE_H
#define WAYSIDE_DESK_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/disk.h"
#include "base/limits.h"
#include "desk/error.h"
#include "desk/keys.h"

#define STORE_INBOX_MOST 65536 /* 1 GiB of disk */
#define STORE_LOCKED_MOST 8192 /* nearly all of them covers, which go when it is unlocked: five days */
#define STORE_ACTIONS_MOST 65536
#define STORE_OUTBOX_MOST 256 /* 21 hours at a beat of 5 minutes */
#define STORE_SENT_DAYS 7
#define STORE_AFTER_TEXT 80
#define STORE_NAME 64

struct desk_store {
    struct disk disk;
    char *folder; /* NULL on a borrowed disk; for the times of files and for the TLS client, which reads files
                     itself */
    int lock;     /* held while open: one desk to a folder */
};

/* Makes the folder (0700) and those in it when missing; sweeps *.tmp. DESK_BUSY. disk: NULL, or a disk to
 * use instead of the folder, borrowed. */
MUST_CHECK enum desk_error desk_store_open(
    const char *folder, const struct disk *disk, struct desk_store *ret_store);
/* Takes a zeroed store. */
void desk_store_close(struct desk_store *store);

/* Kept as it came; the same id again is DESK_OK and changes nothing. */
MUST_CHECK enum desk_error desk_store_inbox_put(
    struct desk_store *store, const uint8_t id[static ID_BYTES], const uint8_t file[static INNER_BYTES]);
/* How many files inbox/ has. */
MUST_CHECK enum desk_error desk_store_inbox_count(struct desk_store *store, size_t *ret_count);
/* Calls each for every file of a folder ("inbox", "actions") in the order they were
 * written: name, bytes, when it was
 * written (UTC seconds). A file that cannot be read comes with len 0. each returns false to stop. */
MUST_CHECK enum desk_error desk_store_each(struct desk_store *store, const char *folder, size_t most,
    bool (*each)(void *ctx, const char *name, int64_t written, const uint8_t *bytes, size_t len), void *ctx);
/* A cover document is dropped. */
MUST_CHECK enum desk_error desk_store_drop(struct desk_store *store, const char *folder, const char *name);

/* Gone for good: the name first, so that a cut leaves nothing that cannot be told from damage (what is left
 * is swept when the folder is opened), then the bytes are overwritten in place, then the file goes. What the
 * drive itself keeps of overwritten bytes is beyond us; they were sealed. DESK_OK also when it was not there.
 */
MUST_CHECK enum desk_error desk_store_erase(struct desk_store *store, const char *folder, const char *name);
MUST_CHECK enum desk_error desk_store_action_erase(struct desk_store *store, uint64_t lamport,
    const uint8_t laptop[static LAPTOP_BYTES], const uint8_t id[static ID_BYTES]);

MUST_CHECK enum desk_error desk_store_action_put(struct desk_store *store, uint64_t lamport,
    const uint8_t laptop[static LAPTOP_BYTES], const uint8_t id[static ID_BYTES],
    const uint8_t file[static INNER_BYTES]);

/* Takes back what a failed put may have left. */
MUST_CHECK enum desk_error desk_store_action_drop(struct desk_store *store, uint64_t lamport,
    const uint8_t laptop[static LAPTOP_BYTES], const uint8_t id[static ID_BYTES]);

/* Where fetching goes on; "" at the beginning. */
MUST_CHECK enum desk_error desk_store_after(
    struct desk_store *store, char ret_after[static STORE_AFTER_TEXT]);
MUST_CHECK enum desk_error desk_store_after_put(struct desk_store *store, const char *after);

/* DESK_FULL when STORE_OUTBOX_MOST wait. ret_name goes to release or cancel. */
MUST_CHECK enum desk_error desk_store_hold(struct desk_store *store, const uint8_t id[static ID_BYTES],
    const uint8_t file[static ENVELOPE_BYTES], char ret_name[static STORE_NAME]);
MUST_CHECK enum desk_error desk_store_release(struct desk_store *store, const char *name);
MUST_CHECK enum desk_error desk_store_cancel(struct desk_store *store, const char *name);
/* committed answers: has this envelope an action? */
MUST_CHECK enum desk_error desk_store_settle(
    struct desk_store *store, bool (*committed)(void *ctx, const uint8_t id[static ID_BYTES]), void *ctx);
/* Envelopes that wait to leave, in their order. */
struct desk_store_waiting {
    size_t count, idle; /* idle: dummies that were offered and not taken */
    uint8_t ids[STORE_OUTBOX_MOST][ID_BYTES];
};
MUST_CHECK enum desk_error desk_store_waiting(
    struct desk_store *store, struct desk_store_waiting *ret_waiting);
struct desk_store_outer {
    char name[STORE_NAME];
    uint8_t id[ID_BYTES];
    uint8_t bytes[ENVELOPE_BYTES];
};
/* The first that waits; false when there is none. A file of another size is set aside (.bad). */
MUST_CHECK enum desk_error desk_store_first(
    struct desk_store *store, struct desk_store_outer *ret_outer, bool *ret_found);
/* A dummy that was offered is written down (.idle) and has from then on all that a real file has: offered
 * again until it is taken, kept, sent again. A hub that refuses a file, or says that it was restored, learns
 * from what comes a second time which files were real otherwise. Sets outer->name. */
MUST_CHECK enum desk_error desk_store_dummy(struct desk_store *store, struct desk_store_outer *outer);
/* After 201 or 200. Kept as .sent for STORE_SENT_DAYS, in case the hub is restored from a backup. */
MUST_CHECK enum desk_error desk_store_sent(struct desk_store *store, const struct desk_store_outer *outer);
/* The first that is to be sent again (.again), one more each beat; false when there is none. */
MUST_CHECK enum desk_error desk_store_again(
    struct desk_store *store, struct desk_store_outer *ret_outer, bool *ret_found);
/* The hub's epoch, from each of its answers. When it is another than before, what was sent in those days
 * is to be sent again, in its order. */
MUST_CHECK enum desk_error desk_store_epoch(struct desk_store *store, const char *epoch);
/* After a refusal (4xx): to the tail. Never dropped. */
MUST_CHECK enum desk_error desk_store_refused(struct desk_store *store, const struct desk_store_outer *outer);

#endif
