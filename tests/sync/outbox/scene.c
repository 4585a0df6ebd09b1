#include "sync/outbox/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t scene_wall(void *self)
{
    return *(int64_t *)self / 1000;
}

static int64_t scene_mono(void *self)
{
    return *(int64_t *)self;
}

struct clock_source scene_clock(int64_t *now_ms)
{
    return (struct clock_source){.wall_s = scene_wall, .mono_ms = scene_mono, .self = now_ms};
}

int scene_begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    if (!scene)
        return -1;
    scene->cut = cut_disk_new();
    scene->disk = cut_disk_disk(scene->cut);
    *state = scene;
    return outbox_new(&scene->disk, scene_clock(&scene->now_ms), &scene->outbox) == OUTBOX_OK ? 0 : -1;
}

int scene_end(void **state)
{
    struct scene *scene = *state;
    outbox_free(scene->outbox);
    cut_disk_free(scene->cut);
    free(scene);
    return 0;
}

void scene_restart(struct scene *scene)
{
    outbox_free(scene->outbox);
    scene->outbox = NULL;
    if (outbox_new(&scene->disk, scene_clock(&scene->now_ms), &scene->outbox) != OUTBOX_OK)
        abort();
}

void scene_id(unsigned n, uint8_t ret_id[static ID_BYTES])
{
    memset(ret_id, 0xa5, ID_BYTES); /* the number last, so that ids do not sort before orders do */
    for (size_t i = 0; i < 4; i++)
        ret_id[ID_BYTES - 1 - i] = (uint8_t)(n >> 8 * i);
}

unsigned scene_number(const uint8_t id[static ID_BYTES])
{
    return (unsigned)id[12] << 24 | (unsigned)id[13] << 16 | (unsigned)id[14] << 8 | id[15];
}

void scene_file(const uint8_t id[static ID_BYTES], uint8_t ret_file[static ENVELOPE_BYTES])
{
    for (size_t i = 0; i < ENVELOPE_BYTES; i++)
        ret_file[i] = (uint8_t)(id[i % ID_BYTES] + i / ID_BYTES);
}

bool scene_file_is(const uint8_t id[static ID_BYTES], const uint8_t file[static ENVELOPE_BYTES])
{
    uint8_t expected[ENVELOPE_BYTES];
    scene_file(id, expected);
    return memcmp(expected, file, ENVELOPE_BYTES) == 0;
}

enum outbox_error scene_put(struct outbox *outbox, enum outbox_kind kind, unsigned n)
{
    uint8_t id[ID_BYTES], file[ENVELOPE_BYTES];
    scene_id(n, id);
    scene_file(id, file);
    return outbox_put(outbox, kind, id, file);
}

const char *scene_drain(struct disk *disk, char *ret_text, size_t size)
{
    struct outbox_file file;
    size_t used = 0;
    ret_text[0] = 0;
    while (outbox_first(disk, &file) == OUTBOX_OK && used < size) {
        if (!scene_file_is(file.id, file.bytes) || outbox_sent(disk, &file) != OUTBOX_OK)
            abort();
        used += (size_t)snprintf(
            ret_text + used, size - used, "%s%u", used ? " " : "", scene_number(file.id));
    }
    return ret_text;
}
