/* The agent's side: takes the first, and knows nothing about it but its name and size. */
#include <stdio.h>
#include <string.h>

#include "outbox_list.h"

/* A file that the kiosk's dummies make way for may vanish between listing and reading; so many times
 * in one call would be no accident. */
#define TRIES 16

static enum outbox_error move(struct disk *disk, const char *from, const char *to)
{
    enum base_error error = disk->ops->rename(disk->self, from, to);
    if (error == BASE_NOT_FOUND)
        return OUTBOX_OK; /* a dummy whose place was taken */
    if (!error)
        error = disk->ops->sync_folder(disk->self, "");
    return outbox_from_base(error);
}

static enum outbox_error to_tail(struct disk *disk, const char *name, const uint8_t id[static ID_BYTES])
{
    struct outbox_list list = {0};
    char tail[OUTBOX_NAME];
    enum outbox_error error = outbox_list_read(disk, &list);
    if (error)
        return error;
    bool last = list.count > 0 && memcmp(list.entries[list.count - 1].id, id, ID_BYTES) == 0;
    outbox_name(outbox_list_order(&list, list.count), id, tail);
    outbox_list_clear(&list);
    return last ? OUTBOX_OK : move(disk, name, tail);
}

static enum outbox_error set_aside(struct disk *disk, const char *name)
{
    char aside[OUTBOX_NAME + 8];
    snprintf(aside, sizeof aside, "%s.aside", name);
    return move(disk, name, aside);
}

/* OUTBOX_EMPTY: it is not there any more. */
static enum outbox_error read_file(
    struct disk *disk, const struct outbox_entry *entry, struct outbox_file *ret_file)
{
    char name[OUTBOX_NAME];
    struct buffer bytes;
    buffer_init(&bytes, ENVELOPE_BYTES);
    outbox_name(entry->order, entry->id, name);
    enum base_error error = disk_get(disk, name, &bytes);
    enum outbox_error result = OUTBOX_OK;
    if (error == BASE_NOT_FOUND) {
        result = OUTBOX_EMPTY;
    } else if (error == BASE_TOO_LARGE || (!error && bytes.len != ENVELOPE_BYTES)) {
        result = set_aside(disk, name) == OUTBOX_OK ? OUTBOX_SIZE : OUTBOX_DISK;
    } else if (error) {
        /* unreadable: it must not hold up those behind it, whether or not the move works */
        (void)!to_tail(disk, name, entry->id);
        result = OUTBOX_DISK;
    } else {
        memcpy(ret_file->name, name, sizeof name);
        memcpy(ret_file->id, entry->id, ID_BYTES);
        memcpy(ret_file->bytes, bytes.bytes, ENVELOPE_BYTES);
    }
    buffer_clear(&bytes);
    return result;
}

enum outbox_error outbox_first(struct disk *disk, struct outbox_file *ret_file)
{
    for (int i = 0; i < TRIES; i++) {
        struct outbox_list list = {0};
        enum outbox_error error = outbox_list_read(disk, &list);
        if (error)
            return error;
        bool empty = list.count == 0;
        error = empty ? OUTBOX_EMPTY : read_file(disk, &list.entries[0], ret_file);
        outbox_list_clear(&list);
        if (empty || error != OUTBOX_EMPTY)
            return error;
    }
    return OUTBOX_DISK;
}

enum outbox_error outbox_sent(struct disk *disk, const struct outbox_file *file)
{
    enum base_error error = disk_remove(disk, file->name);
    return error == BASE_NOT_FOUND ? OUTBOX_OK : outbox_from_base(error);
}

enum outbox_error outbox_refused(struct disk *disk, const struct outbox_file *file)
{
    return to_tail(disk, file->name, file->id);
}
