/* answers: looks in drops/ for the answers that a receipt's digits open, and believes only those that a
 * desk of a team of the network signed, for one and the same thread (docs/formats.md, Answers). */
#ifndef WAYSIDE_FIRMWARE_ANSWERS_H
#define WAYSIDE_FIRMWARE_ANSWERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/disk.h"
#include "pack/network.h"
#include "seal/receipt.h"
#include "visit/visit.h"

#define ANSWER_COPIES                                                                                        \
    4 /* files looked at for one tag: tags are public, anyone may offer rubbish under one                    \
       */

struct answer_trace { /* what writing back needs */
    uint8_t thread[ID_BYTES], team[ID_BYTES];
};
/* Fills visit->found, found_count, found_state, found_team, found_deleted, newest first: an answer that says
 * that the thread was erased is the only one then, as no team may say anything after it. False when nothing
 * was found: then the visit is unchanged. All 64 tags are looked for, whatever is found. scratch:
 * ANSWERS_SCRATCH zeroed bytes of locked memory; the caller wipes them. */
MUST_CHECK bool answers_find(struct disk *drops, const struct network *network,
    const struct receipt_keys *keys, void *scratch, struct visit *visit, struct answer_trace *ret_trace);
#define ANSWERS_SCRATCH 32768

/* One opened answer: bytes in, verdict out. ret_found is untouched on false. */
struct answer_read {
    struct answer_trace trace;
    uint32_t n;
    char state[24];
    bool deleted; /* the team says that it erased the thread */
    struct visit_found found;
};
MUST_CHECK bool answer_read(
    const struct network *network, const char *json, size_t len, struct answer_read *ret_answer);

#endif
