/* An outbox with its clock and its disk, and files whose content follows from their id. */
#ifndef WAYSIDE_TESTS_OUTBOX_SCENE_H
#define WAYSIDE_TESTS_OUTBOX_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fault/cut_disk.h"
#include "outbox/outbox.h"

struct scene {
    struct cut_disk *cut;
    struct disk disk;
    struct outbox *outbox;
    int64_t now_ms;
};

/* Setup and teardown of cmocka: an empty disk, a fresh outbox, a clock that stands still. */
int scene_begin(void **state);
int scene_end(void **state);
struct clock_source scene_clock(int64_t *now_ms);
/* The kiosk ends, whatever it knew is forgotten, and starts again on the same disk. */
void scene_restart(struct scene *scene);

/* id n and the file that belongs to it. */
void scene_id(unsigned n, uint8_t ret_id[static ID_BYTES]);
void scene_file(const uint8_t id[static ID_BYTES], uint8_t ret_file[static ENVELOPE_BYTES]);
bool scene_file_is(const uint8_t id[static ID_BYTES], const uint8_t file[static ENVELOPE_BYTES]);
unsigned scene_number(const uint8_t id[static ID_BYTES]);
/* outbox_put of file n. */
enum outbox_error scene_put(struct outbox *outbox, enum outbox_kind kind, unsigned n);
/* "3 1 2": the numbers of the files in the order in which the agent finds them; empties the outbox. */
const char *scene_drain(struct disk *disk, char *ret_text, size_t size);

#endif
