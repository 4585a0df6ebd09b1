/* The names in the folder and their order: what both sides share. */
#ifndef WAYSIDE_OUTBOX_LIST_H
#define WAYSIDE_OUTBOX_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/disk.h"
#include "base/limits.h"
#include "outbox/outbox.h"

#define OUTBOX_NAME 80 /* "<20 digits>-<32 hex>.age" and a NUL are 58 */

struct outbox_entry {
    uint64_t order;
    uint8_t id[ID_BYTES];
    enum outbox_kind kind; /* the kiosk's knowledge; the agent never fills it */
    bool known;            /* kind is known: a file of this life */
};
struct outbox_list {
    struct outbox_entry *entries; /* in the order of leaving */
    size_t count;
};

/* Every file of the folder with a well-formed name; others are left alone. */
enum outbox_error outbox_list_read(struct disk *disk, struct outbox_list *ret_list);
void outbox_list_clear(struct outbox_list *list);

void outbox_name(uint64_t order, const uint8_t id[static ID_BYTES], char ret_name[static OUTBOX_NAME]);
/* A random order between what stands before position and what stands at it (position may be count).
 * Random, so that distances tell nothing about what came between. When no number is left between, that
 * of the one before: the ids then decide. */
uint64_t outbox_list_order(const struct outbox_list *list, size_t position);

enum outbox_error outbox_from_base(enum base_error error);

#endif
