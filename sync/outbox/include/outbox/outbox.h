/* outbox: the durable queue between the kiosk, which makes every file in it, and the agent, which sends
 * the first one each tick and cannot tell a real one from a dummy (docs/formats.md, Device folders). It
 * knows files of one size and their order; it never opens one and never seals one.
 *
 * A name is "<20 digits order>-<32 hex id>.age" and is never used again: what takes the place of a
 * dummy stands under its order and a new id. So the two processes need no lock: a name that the agent
 * deletes after sending is always that of the file it sent.
 *
 * What a watcher of the folder sees when a real file comes is a dummy being replaced. Dummies are
 * replaced in the same way at random moments too, about one a minute, so that this says nothing. */
#ifndef WAYSIDE_OUTBOX_H
#define WAYSIDE_OUTBOX_H

#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/disk.h"
#include "base/limits.h"

enum outbox_error {
    OUTBOX_OK = 0,
    OUTBOX_FULL,     /* 1,024 real files wait: say so before anything is asked */
    OUTBOX_RATE,     /* one report each 3 minutes, burst of 5; wait outbox_wait_s */
    OUTBOX_NO_SPACE, /* the disk is full */
    OUTBOX_DISK,     /* any other fault of the disk */
    OUTBOX_EMPTY,    /* agent: nothing there */
    OUTBOX_SIZE,     /* a file that is not of the one size; kept aside, never sent */
};
const char *outbox_error_text(enum outbox_error error);

enum outbox_kind { /* in the order in which they leave */
    OUTBOX_HELP,
    OUTBOX_MESSAGE,
    OUTBOX_REPORT,
    OUTBOX_USAGE,
    OUTBOX_DUMMY,
};

/* ---- the kiosk's side ---- */
struct outbox; /* knows which of its files are dummies only as long as it lives */

/* Sweeps *.tmp, reads what is there; files of an earlier life count as real. disk borrowed. */
MUST_CHECK enum outbox_error outbox_new(
    struct disk *disk, struct clock_source clock, struct outbox **ret_outbox);
void outbox_free(struct outbox *outbox);
/* How many dummies to seal and put now: those missing for two files to wait, or, at random moments,
 * one that will take the place of a waiting one. Ask when the folder changed, and at outbox_due_ms. */
size_t outbox_dummies_missing(struct outbox *outbox);
/* The clock's mono_ms at which to ask next, when the folder does not change before. */
int64_t outbox_due_ms(const struct outbox *outbox);
/* Durable when it returns OUTBOX_OK; else it is not there. A real file takes the place of a dummy when
 * one waits, on a full disk also its space. id: 16 random bytes, the envelope's id; the same id with the
 * same bytes again is OUTBOX_OK and changes nothing. A file of this life is overtaken by one of a kind
 * that leaves earlier; one of an earlier life never, since it may be a call for help. */
MUST_CHECK enum outbox_error outbox_put(struct outbox *outbox, enum outbox_kind kind,
    const uint8_t id[static ID_BYTES], const uint8_t file[static ENVELOPE_BYTES]);
/* Would outbox_put of this kind be taken now? Asked before the first question. */
enum outbox_error outbox_would_take(struct outbox *outbox, enum outbox_kind kind);
/* Seconds until OUTBOX_RATE is over for this kind; 0 when it is not limited now. */
int64_t outbox_wait_s(struct outbox *outbox, enum outbox_kind kind);
/* Files ahead of a new one of this kind, so that the screen can say the longest it can take. */
size_t outbox_ahead(struct outbox *outbox, enum outbox_kind kind);

/* ---- the agent's side ---- */
struct outbox_file {
    char name[80];
    uint8_t id[ID_BYTES];
    uint8_t bytes[ENVELOPE_BYTES];
};
/* The first file in order; ret_file is untouched on failure. OUTBOX_SIZE and OUTBOX_DISK: that file was
 * set aside as "<name>.aside", or moved to the tail, so the next call comes to the one behind it. */
MUST_CHECK enum outbox_error outbox_first(struct disk *disk, struct outbox_file *ret_file);
/* After 201 or 200: gone, durably. */
MUST_CHECK enum outbox_error outbox_sent(struct disk *disk, const struct outbox_file *file);
/* After a refusal (4xx): to the tail, durably. Never dropped. */
MUST_CHECK enum outbox_error outbox_refused(struct disk *disk, const struct outbox_file *file);

#endif
