/* The kiosk's side: fills the folder, and knows, as long as it lives, which files are dummies. */
#include "outbox/outbox.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "outbox_list.h"

#define WAITING 2                       /* files that wait at any time */
#define REPORT_MS 180000                /* one report each 3 minutes */
#define REPORT_BURST 5                  /* saved up for at most so many */
#define COVER_MS 60000.0                /* a dummy takes another's place after so long on average */
#define ROOM_BYTES (4 * ENVELOPE_BYTES) /* a file, its folder entry and what else is written meanwhile */

struct outbox {
    struct disk *disk; /* borrowed */
    struct clock_source clock;
    struct outbox_list list;
    int64_t credit_ms, credited_ms; /* reports that may come now, in ms of waiting; when it was reckoned */
    int64_t cover_ms;               /* when the next dummy takes another's place */
};

static int64_t now_ms(const struct outbox *outbox)
{
    return outbox->clock.mono_ms(outbox->clock.self);
}

/* Exponential waiting times have no memory: whatever has been seen, the next moment is as open as ever. */
static void plan_cover(struct outbox *outbox)
{
    double uniform = (randombytes_random() + 1.0) / 4294967296.0;
    outbox->cover_ms = now_ms(outbox) + (int64_t)(-log(uniform) * COVER_MS);
}

static struct outbox_entry *find(const struct outbox_list *list, const uint8_t id[static ID_BYTES])
{
    for (size_t i = 0; i < list->count; i++)
        if (memcmp(list->entries[i].id, id, ID_BYTES) == 0)
            return &list->entries[i];
    return NULL;
}

/* What is there now, since the agent deletes and moves; kinds are remembered by id. Both lists are in
 * order, so what was not moved is found at once. */
static enum outbox_error refresh(struct outbox *outbox)
{
    struct outbox_list now = {0}, *old = &outbox->list;
    enum outbox_error error = outbox_list_read(outbox->disk, &now);
    if (error)
        return error;
    for (size_t i = 0, j = 0; i < now.count; i++) {
        struct outbox_entry *entry = &now.entries[i];
        while (j < old->count && old->entries[j].order < entry->order)
            j++;
        const struct outbox_entry *before = j < old->count ? &old->entries[j] : NULL;
        if (!before || memcmp(before->id, entry->id, ID_BYTES) != 0)
            before = find(old, entry->id);
        if (before && before->known) {
            entry->kind = before->kind;
            entry->known = true;
        }
    }
    outbox_list_clear(old);
    *old = now;
    return OUTBOX_OK;
}

enum outbox_error outbox_new(struct disk *disk, struct clock_source clock, struct outbox **ret_outbox)
{
    struct outbox *outbox = sodium_init() < 0 ? NULL : calloc(1, sizeof *outbox);
    if (!outbox)
        return OUTBOX_DISK;
    outbox->disk = disk;
    outbox->clock = clock;
    outbox->credit_ms = (int64_t)REPORT_BURST * REPORT_MS;
    outbox->credited_ms = now_ms(outbox);
    plan_cover(outbox);
    enum outbox_error error = outbox_from_base(disk_sweep(disk, ""));
    if (!error)
        error = refresh(outbox);
    if (error && error != OUTBOX_FULL) { /* a full one must live, to say that it is full */
        outbox_free(outbox);
        return error;
    }
    *ret_outbox = outbox;
    return OUTBOX_OK;
}

void outbox_free(struct outbox *outbox)
{
    if (!outbox)
        return;
    outbox_list_clear(&outbox->list);
    free(outbox);
}

static bool is_dummy(const struct outbox_entry *entry)
{
    return entry->known && entry->kind == OUTBOX_DUMMY;
}

/* The first dummy's position, or count. */
static size_t first_dummy(const struct outbox_list *list)
{
    size_t i = 0;
    while (i < list->count && !is_dummy(&list->entries[i]))
        i++;
    return i;
}

/* Any dummy's position, or count. Were it always the first, then one that is replaced further back would
 * say that those before it are real. */
static size_t random_dummy(const struct outbox_list *list)
{
    size_t found = list->count;
    uint32_t seen = 0;
    for (size_t i = 0; i < list->count; i++)
        if (is_dummy(&list->entries[i]) && randombytes_uniform(++seen) == 0)
            found = i;
    return found;
}

/* Before the first file that is known to leave later. What is unknown is of an earlier life: it stands
 * in front of all those, unless it was refused and moved back. */
static size_t position_of(const struct outbox_list *list, enum outbox_kind kind)
{
    size_t i = 0;
    while (i < list->count && !(list->entries[i].known && list->entries[i].kind > kind))
        i++;
    return i;
}

static void reckon_credit(struct outbox *outbox)
{
    int64_t now = now_ms(outbox), most = (int64_t)REPORT_BURST * REPORT_MS;
    int64_t passed = now - outbox->credited_ms;
    if (passed > 0)
        outbox->credit_ms = passed > most - outbox->credit_ms ? most : outbox->credit_ms + passed;
    outbox->credited_ms = now;
}

int64_t outbox_wait_s(struct outbox *outbox, enum outbox_kind kind)
{
    reckon_credit(outbox);
    if (kind != OUTBOX_REPORT || outbox->credit_ms >= REPORT_MS)
        return 0;
    return (REPORT_MS - outbox->credit_ms + 999) / 1000;
}

/* Every limit but the disk's; the list is fresh. */
static enum outbox_error limits(struct outbox *outbox, enum outbox_kind kind)
{
    size_t real = 0;
    for (size_t i = 0; i < outbox->list.count; i++)
        real += !is_dummy(&outbox->list.entries[i]);
    if (real >= OUTBOX_FILES)
        return OUTBOX_FULL;
    return outbox_wait_s(outbox, kind) > 0 ? OUTBOX_RATE : OUTBOX_OK;
}

enum outbox_error outbox_would_take(struct outbox *outbox, enum outbox_kind kind)
{
    uint64_t room = 0;
    enum outbox_error error = refresh(outbox);
    if (!error)
        error = limits(outbox, kind);
    if (error || first_dummy(&outbox->list) < outbox->list.count)
        return error;
    error = outbox_from_base(outbox->disk->ops->room(outbox->disk->self, &room));
    return !error && room < ROOM_BYTES ? OUTBOX_NO_SPACE : error;
}

size_t outbox_ahead(struct outbox *outbox, enum outbox_kind kind)
{
    if (refresh(outbox) != OUTBOX_OK)
        return outbox->list.count;
    return position_of(&outbox->list, kind);
}

size_t outbox_dummies_missing(struct outbox *outbox)
{
    bool due = now_ms(outbox) >= outbox->cover_ms;
    if (due)
        plan_cover(outbox); /* once a moment: should it not work out, the next one comes */
    if (refresh(outbox) != OUTBOX_OK)
        return 0;
    size_t count = outbox->list.count;
    if (count < WAITING)
        return WAITING - count;
    return due && first_dummy(&outbox->list) < count ? 1 : 0;
}

int64_t outbox_due_ms(const struct outbox *outbox)
{
    return outbox->cover_ms;
}

/* Not synced: a dummy that comes back after a power cut is only one more file to send. One that the
 * agent sent meanwhile is gone as it should be. */
static enum base_error remove_dummy(struct outbox *outbox, const struct outbox_entry *dummy)
{
    char name[OUTBOX_NAME];
    outbox_name(dummy->order, dummy->id, name);
    enum base_error error = outbox->disk->ops->remove(outbox->disk->self, name);
    return error == BASE_NOT_FOUND ? BASE_OK : error;
}

/* Its file under a name of its own, durably; nothing is left of it on failure. */
static enum base_error write_file(struct outbox *outbox, uint64_t order, const uint8_t id[static ID_BYTES],
    const uint8_t file[static ENVELOPE_BYTES])
{
    char name[OUTBOX_NAME];
    outbox_name(order, id, name);
    enum base_error error = disk_put(outbox->disk, name, file, ENVELOPE_BYTES);
    if (error)
        outbox->disk->ops->remove(outbox->disk->self, name);
    return error;
}

/* On a full disk dummies are what gives room: nobody misses them. True when one went, durably. */
static bool make_room(struct outbox *outbox)
{
    size_t i = first_dummy(&outbox->list);
    if (i == outbox->list.count || remove_dummy(outbox, &outbox->list.entries[i]) != BASE_OK)
        return false;
    return outbox->disk->ops->sync_folder(outbox->disk->self, "") == BASE_OK && refresh(outbox) == OUTBOX_OK;
}

static enum outbox_error add(struct outbox *outbox, enum outbox_kind kind, const uint8_t id[static ID_BYTES],
    const uint8_t file[static ENVELOPE_BYTES])
{
    struct outbox_list *list = &outbox->list;
    size_t dummy = kind == OUTBOX_DUMMY ? random_dummy(list) : first_dummy(list);
    bool replaces = dummy < list->count && (kind != OUTBOX_DUMMY || list->count >= WAITING);
    size_t position = kind == OUTBOX_DUMMY && replaces ? dummy : position_of(list, kind);
    uint64_t order = replaces && position == dummy ? list->entries[dummy].order
                                                   : outbox_list_order(list, position);
    enum base_error error = write_file(outbox, order, id, file);
    if (error)
        return outbox_from_base(error);
    if (replaces)
        remove_dummy(outbox, &list->entries[dummy]); /* one that cannot be removed goes on waiting */
    struct outbox_entry *grown = realloc(list->entries, (list->count + 1) * sizeof *grown);
    if (!grown)
        return OUTBOX_OK; /* it is durable; its kind is forgotten, so nothing overtakes it */
    list->entries = grown;
    list->entries[list->count++] = (struct outbox_entry){.order = order, .kind = kind, .known = true};
    memcpy(list->entries[list->count - 1].id, id, ID_BYTES);
    return OUTBOX_OK;
}

/* The same id again: the same bytes are there already, then all is well once the folder is durable. */
static enum outbox_error again(
    struct outbox *outbox, const struct outbox_entry *there, const uint8_t file[static ENVELOPE_BYTES])
{
    char name[OUTBOX_NAME];
    struct buffer bytes;
    buffer_init(&bytes, ENVELOPE_BYTES);
    outbox_name(there->order, there->id, name);
    enum base_error error = disk_get(outbox->disk, name, &bytes);
    if (!error && (bytes.len != ENVELOPE_BYTES || memcmp(bytes.bytes, file, ENVELOPE_BYTES) != 0))
        error = BASE_EXISTS;
    buffer_clear(&bytes);
    if (!error)
        error = outbox->disk->ops->sync_folder(outbox->disk->self, "");
    return outbox_from_base(error);
}

enum outbox_error outbox_put(struct outbox *outbox, enum outbox_kind kind, const uint8_t id[static ID_BYTES],
    const uint8_t file[static ENVELOPE_BYTES])
{
    enum outbox_error error = refresh(outbox);
    if (error)
        return error;
    const struct outbox_entry *there = find(&outbox->list, id);
    if (there)
        return again(outbox, there, file);
    error = limits(outbox, kind);
    if (error)
        return error;
    size_t count = outbox->list.count;
    if (kind == OUTBOX_DUMMY && count >= WAITING && first_dummy(&outbox->list) == count)
        return OUTBOX_OK; /* a real file came meanwhile: this one is not needed */
    error = add(outbox, kind, id, file);
    while (error == OUTBOX_NO_SPACE && kind != OUTBOX_DUMMY && make_room(outbox))
        error = add(outbox, kind, id, file);
    if (!error && kind == OUTBOX_REPORT)
        outbox->credit_ms -= REPORT_MS;
    return error;
}
