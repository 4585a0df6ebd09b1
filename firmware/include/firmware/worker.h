/* worker: one thread for what takes time: Argon2id, sealing, looking for answers, dummies, fsync. It alone
 * touches the outbox. It works on its own copy of the visit, in locked memory of the order, and wipes it.
 *
 * What a person decided stays decided. A form or a message is handed over only after the hold is
 * complete, so an order to send is carried out even when the person has left meanwhile (it may have been
 * sent because someone came close): the file is kept, its receipt is shown to nobody and wiped. Reading
 * is for the person who stands there: when the visit is over it is dropped as soon as the worker looks. */
#ifndef WAYSIDE_FIRMWARE_WORKER_H
#define WAYSIDE_FIRMWARE_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/disk.h"
#include "firmware/image.h"
#include "outbox/outbox.h"
#include "pack/network.h"
#include "visit/visit.h"

#define WORKER_ORDERS 4             /* one visit has at most two under way; the one before may have as many */
#define WORKER_ROOM_BYTES (1 << 20) /* with less on the disk a form is not begun */

enum worker_kind {
    WORKER_SEND_FORM,
    WORKER_READ_ANSWER,
    WORKER_WRITE_BACK, /* this and those below: to the thread of the answer that was read */
    WORKER_TAKE_BACK,
    WORKER_DELETE,
};

/* Borrowed and immutable until worker_idle. */
struct worker_ground {
    const struct network *network;
    const struct network_place *place;
    const struct form *forms[FORM_ROLES]; /* that the screens ask; NULL: not offered */
    const struct image *image;
};
struct worker_order {
    enum worker_kind kind;
    uint64_t visit; /* number of the visit, rising from 1 */
    const struct worker_ground *ground;
    char day[11]; /* at the place; "" unknown */
    int hour;     /* -1 unknown */
};
struct worker_outbox {       /* as it was after the last change */
    enum outbox_error take;  /* of a form */
    size_t ahead;            /* files that leave before it */
    enum outbox_error fault; /* of the last dummy, for the operator */
};

struct worker;
/* Disks borrowed. NULL with one sentence. */
struct worker *worker_new(
    struct disk *outbox, struct disk *drops, struct clock_source clock, char ret_message[static 256]);
/* Carries out what was to be sent, drops readings, wipes, joins. Takes NULL. */
void worker_free(struct worker *worker);

int worker_fd(const struct worker *worker); /* readable when something is finished */
/* Copies the visit. False when too much is under way; then nothing was taken. */
MUST_CHECK bool worker_give(
    struct worker *worker, const struct worker_order *order, const struct visit *visit);
/* Copies the results of this visit into it, wipes those of others. True when something changed. */
bool worker_collect(struct worker *worker, uint64_t number, struct visit *visit);
/* All visits up to number are over: their keys and readings are wiped. */
void worker_visit_over(struct worker *worker, uint64_t number);
/* Two files should wait in the outbox; mix: the key dummies are sealed to. */
void worker_fill(struct worker *worker, const uint8_t mix[static 32]);
struct worker_outbox worker_outbox(struct worker *worker);
bool worker_idle(struct worker *worker); /* no order or dummy is waiting, under way or uncollected */

#endif
