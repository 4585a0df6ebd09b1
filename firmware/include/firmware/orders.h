/* orders: what the worker does, without its thread: seal a form, look for answers, write back, make
 * dummies. Called by one thread only. */
#ifndef WAYSIDE_FIRMWARE_ORDERS_H
#define WAYSIDE_FIRMWARE_ORDERS_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/arena.h"
#include "firmware/worker.h"

/* A visit's copy, and the largest order: document, inner file, outer file, keys, a search. */
#define ORDER_ARENA (sizeof(struct visit) + 128 * 1024)

struct kept_keys; /* of the receipt that the person typed, until the visit is over */
struct orders {
    struct outbox *outbox;
    struct disk *outbox_disk, *drops; /* borrowed */
    struct clock_source clock;
    struct arena *arena;
    struct kept_keys *kept; /* NULL: none */
};
MUST_CHECK bool orders_init(struct orders *orders, struct disk *outbox, struct disk *drops,
    struct clock_source clock, char ret_message[static 256]);
void orders_clear(struct orders *orders); /* takes a zeroed one */

/* Sets sending, reading or writing of the visit's copy and what belongs to it. over: visits up to it have
 * ended; a reading stops when its own has. Memory comes from the arena, which the caller wipes. */
void orders_carry_out(struct orders *orders, const struct worker_order *order, struct arena *arena,
    struct visit *visit, const _Atomic uint64_t *over);
/* Wipes kept keys of visits up to over. False when there were none. */
bool orders_forget(struct orders *orders, uint64_t over);
/* Makes the dummies that are missing. */
MUST_CHECK enum outbox_error orders_fill(struct orders *orders, const uint8_t mix[static 32]);
/* Milliseconds until orders_fill should be called by itself. */
int64_t orders_due_in_ms(const struct orders *orders);
struct worker_outbox orders_outbox(struct orders *orders, enum outbox_error fault);

#endif
