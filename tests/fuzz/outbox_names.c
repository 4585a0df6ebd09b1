/* Any names, sizes and moves in the folder, as a hostile agent could make them: what the kiosk puts and
 * gets acknowledged is there, once, until it is sent. The first byte says what happens; then names, one
 * a line, each a file of one byte, or of the one size when the line begins with '!'. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fault/cut_disk.h"
#include "outbox/outbox.h"

#define NAMES 40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t still(void *self)
{
    (void)self;
    return 1000;
}

static void make_files(struct disk *disk, const uint8_t *data, size_t size, const uint8_t *file)
{
    for (unsigned n = 0; size > 0 && n < NAMES; n++) {
        const uint8_t *end = memchr(data, '\n', size);
        size_t len = end ? (size_t)(end - data) : size;
        char name[256];
        bool whole = len > 0 && data[0] == '!';
        if (len - whole < sizeof name && !memchr(data, 0, len)) {
            memcpy(name, data + whole, len - whole);
            name[len - whole] = 0;
            if (disk_put(disk, name, file, whole ? ENVELOPE_BYTES : 1) != BASE_OK)
                return;
        }
        data += len + (end != NULL);
        size -= len + (end != NULL);
    }
}

/* Sends everything; how often id came. */
static unsigned send_all(struct disk *disk, const uint8_t *id)
{
    unsigned found = 0;
    struct outbox_file *file = malloc(sizeof *file);
    enum outbox_error error = file ? OUTBOX_OK : OUTBOX_EMPTY;
    for (unsigned i = 0; error != OUTBOX_EMPTY && i < 4 * NAMES; i++) {
        error = outbox_first(disk, file);
        if (error == OUTBOX_OK && memcmp(file->id, id, ID_BYTES) == 0)
            found++;
        if (error == OUTBOX_OK && outbox_sent(disk, file) != OUTBOX_OK)
            abort();
    }
    if (error != OUTBOX_EMPTY)
        abort();
    free(file);
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t bytes[ENVELOPE_BYTES];
    const uint8_t dummy[ID_BYTES] = {0xd0}, id[ID_BYTES] = {0xed, 0x99, 0x13, 0x77, 0x42};
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    struct clock_source clock = {.wall_s = still, .mono_ms = still};
    struct outbox *outbox = NULL;
    uint8_t what = size ? data[0] : 0;
    if (what & 1 && size)
        make_files(&disk, data + 1, size - 1, bytes);
    if (outbox_new(&disk, clock, &outbox) != OUTBOX_OK)
        abort();
    if (what & 2)
        (void)!outbox_put(outbox, OUTBOX_DUMMY, dummy, bytes);
    if (!(what & 1) && size)
        make_files(&disk, data + 1, size - 1, bytes);
    bool put = outbox_put(outbox, (enum outbox_kind)(what >> 2 & 3), id, bytes) == OUTBOX_OK;
    if (what & 16) {
        outbox_free(outbox);
        if (outbox_new(&disk, clock, &outbox) != OUTBOX_OK)
            abort();
    }
    outbox_dummies_missing(outbox);
    if (outbox_ahead(outbox, OUTBOX_USAGE) > 2 * NAMES)
        abort();
    if (send_all(&disk, id) < put)
        abort();
    outbox_free(outbox);
    cut_disk_free(cut);
    return 0;
}
