#include "outbox_list.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

#define NAMES_MOST (8 * OUTBOX_FILES) /* far above what both sides make: what else is there is ignored */
#define ORDER_DIGITS 20
#define ORDER_FIRST UINT64_C(5000000000000000000) /* of an empty folder: room on both sides */
#define ORDER_STEP UINT64_C(1000000000000)        /* the longest distance to a new first or last */

enum outbox_error outbox_from_base(enum base_error error)
{
    if (!error)
        return OUTBOX_OK;
    return error == BASE_NO_SPACE ? OUTBOX_NO_SPACE : OUTBOX_DISK;
}

const char *outbox_error_text(enum outbox_error error)
{
    switch (error) {
    case OUTBOX_OK:
        return "no error";
    case OUTBOX_FULL:
        return "the outbox is full";
    case OUTBOX_RATE:
        return "too many reports in a short time";
    case OUTBOX_NO_SPACE:
        return "the disk is full";
    case OUTBOX_DISK:
        return "the outbox folder cannot be read or written";
    case OUTBOX_EMPTY:
        return "the outbox is empty";
    case OUTBOX_SIZE:
        return "a file in the outbox has the wrong size and was set aside";
    }
    return "unknown error";
}

void outbox_name(uint64_t order, const uint8_t id[static ID_BYTES], char ret_name[static OUTBOX_NAME])
{
    char hex[ID_HEX + 1];
    hex_write(id, ID_BYTES, hex);
    snprintf(ret_name, OUTBOX_NAME, "%0*" PRIu64 "-%s.age", ORDER_DIGITS, order, hex);
}

/* name = 20DIGIT "-" 32HEX ".age", the number at most UINT64_MAX */
static bool read_name(const char *name, struct outbox_entry *ret_entry)
{
    struct outbox_entry entry = {0};
    if (strlen(name) != ORDER_DIGITS + 1 + ID_HEX + 4)
        return false;
    for (size_t i = 0; i < ORDER_DIGITS; i++) {
        unsigned digit = (unsigned)(name[i] - '0');
        if (digit > 9 || entry.order > (UINT64_MAX - digit) / 10)
            return false;
        entry.order = entry.order * 10 + digit;
    }
    const char *hex = name + ORDER_DIGITS + 1;
    if (hex[-1] != '-' || !hex_read(hex, ID_HEX, entry.id, ID_BYTES) || strcmp(hex + ID_HEX, ".age") != 0)
        return false;
    *ret_entry = entry;
    return true;
}

enum outbox_error outbox_list_read(struct disk *disk, struct outbox_list *ret_list)
{
    struct disk_names names = {0};
    enum base_error error = disk_names(disk, "", NAMES_MOST, &names);
    if (error)
        return error == BASE_TOO_LARGE ? OUTBOX_FULL : OUTBOX_DISK;
    struct outbox_list list = {.entries = calloc(names.count + 1, sizeof *list.entries)};
    for (size_t i = 0; list.entries && i < names.count; i++)
        list.count += read_name(names.names[i], &list.entries[list.count]);
    disk_names_free(&names);
    if (!list.entries)
        return OUTBOX_DISK;
    *ret_list = list;
    return OUTBOX_OK;
}

void outbox_list_clear(struct outbox_list *list)
{
    free(list->entries);
    *list = (struct outbox_list){0};
}

uint64_t outbox_list_order(const struct outbox_list *list, size_t position)
{
    uint64_t low = 0, high = UINT64_MAX, random;
    if (list->count == 0)
        low = ORDER_FIRST;
    if (position > 0)
        low = list->entries[position - 1].order;
    if (position < list->count)
        high = list->entries[position].order;
    else if (high - low > ORDER_STEP)
        high = low + ORDER_STEP;
    if (position == 0 && list->count > 0 && high > ORDER_STEP)
        low = high - ORDER_STEP;
    if (high - low < 2)
        return low;
    randombytes_buf(&random, sizeof random);
    return low + 1 + random % (high - low - 1);
}
