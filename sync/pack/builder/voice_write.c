/* Clips to files of clips and an index (docs/formats.md, Voice). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"
#include "voice_set.h"

#define FULL (1 << 20) /* a file that has so much takes no more */

struct writing {
    struct voice_set *set;
    bool (*each)(void *ctx, const char *name, const void *bytes, size_t len);
    void *ctx;
    struct voice_clip *clips; /* of each wish; len 0: none */
    char (*names)[48];        /* of each file */
    uint16_t *order;          /* of each file: its place among the sorted names */
    size_t file_count;
};

static bool end_file(struct writing *writing, struct buffer *file)
{
    if (file->len == 0)
        return true;
    char *name = writing->names[writing->file_count];
    output_media_name(file->bytes, file->len, "ogg", name);
    bool given = writing->each(writing->ctx, name, file->bytes, file->len);
    writing->file_count++;
    buffer_clear(file);
    return given;
}

/* What of this part has no place yet, from its first wish on, into files. */
static bool write_part(struct writing *writing, size_t first, bool *done)
{
    const struct voice_set *set = writing->set;
    struct buffer file;
    bool written = true;
    buffer_init(&file, VOICE_FILE_BYTES);
    for (size_t i = first; written && i < set->count; i++) {
        const struct voice_wish *wish = &set->in[i];
        if (done[i] || strcmp(wish->part, set->in[first].part) != 0)
            continue;
        done[i] = true;
        if (wish->ogg.len == 0)
            continue;
        if (file.len > 0 && file.len + wish->ogg.len > FULL)
            written = end_file(writing, &file);
        written = written && writing->file_count < VOICE_FILES;
        writing->clips[i] = (struct voice_clip){
            .file = (uint16_t)writing->file_count, .at = (uint32_t)file.len, .len = (uint32_t)wish->ogg.len};
        written = written && buffer_add(&file, wish->ogg.bytes, wish->ogg.len) == BASE_OK;
    }
    written = written && end_file(writing, &file);
    buffer_clear(&file);
    return written;
}

static bool write_files(struct writing *writing)
{
    bool *done = calloc(writing->set->count + 1, sizeof *done), written = done != NULL;
    for (size_t i = 0; written && i < writing->set->count; i++)
        if (!done[i])
            written = write_part(writing, i, done);
    free(done);
    return written;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool put_number(struct buffer *out, uint32_t number, size_t size)
{
    uint8_t bytes[4];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(number >> 8 * (size - 1 - i));
    return buffer_add(out, bytes, size) == BASE_OK;
}

/* The files' names in order, each once (two parts may be equal); order says where each came to stand. */
static bool put_names(struct writing *writing, struct buffer *out)
{
    const char **sorted = calloc(writing->file_count + 1, sizeof *sorted);
    size_t count = 0;
    for (size_t i = 0; sorted && i < writing->file_count; i++)
        sorted[i] = writing->names[i];
    if (sorted)
        qsort(sorted, writing->file_count, sizeof *sorted, by_name);
    for (size_t i = 0; sorted && i < writing->file_count; i++)
        if (count == 0 || strcmp(sorted[count - 1], sorted[i]) != 0)
            sorted[count++] = sorted[i];
    bool put = sorted && put_number(out, (uint32_t)count, 2);
    for (size_t i = 0; put && i < count; i++) {
        uint8_t name[16];
        put = hex_read(sorted[i] + strlen("media/"), 32, name, sizeof name) &&
              buffer_add(out, name, sizeof name) == BASE_OK;
        for (size_t k = 0; k < writing->file_count; k++)
            if (strcmp(writing->names[k], sorted[i]) == 0)
                writing->order[k] = (uint16_t)i;
    }
    free(sorted);
    return put;
}

static bool put_clips(struct writing *writing, struct buffer *out)
{
    const struct voice_set *set = writing->set;
    bool put = put_number(out, (uint32_t)voice_set_made(set), 4);
    for (size_t i = 0; put && i < set->count; i++) {
        size_t at = set->by_key[i];
        const struct voice_clip *clip = &writing->clips[at];
        if (clip->len == 0)
            continue;
        put = buffer_add(out, set->in[at].key, VOICE_KEY) == BASE_OK &&
              put_number(out, writing->order[clip->file], 2) && put_number(out, clip->at, 4) &&
              put_number(out, clip->len, 4);
    }
    return put;
}

static bool write_index(struct writing *writing)
{
    struct buffer out;
    char name[64];
    buffer_init(&out, VOICE_INDEX_BYTES);
    bool put = buffer_add(&out, "WAYSIDE VOICE 1\n", 16) == BASE_OK &&
               buffer_add(&out, writing->set->language, VOICE_TAG) == BASE_OK && put_names(writing, &out) &&
               put_clips(writing, &out);
    snprintf(name, sizeof name, "voice/%s.voice", writing->set->language);
    put = put && writing->each(writing->ctx, name, out.bytes, out.len);
    buffer_clear(&out);
    return put;
}

bool voice_set_write(struct voice_set *set,
    bool (*each)(void *ctx, const char *name, const void *bytes, size_t len), void *ctx)
{
    struct writing writing = {.set = set,
        .each = each,
        .ctx = ctx,
        .clips = calloc(set->count + 1, sizeof *writing.clips),
        .names = calloc(VOICE_FILES + 1, sizeof *writing.names),
        .order = calloc(VOICE_FILES + 1, sizeof *writing.order)};
    bool written = writing.clips && writing.names && writing.order && write_files(&writing) &&
                   write_index(&writing);
    free(writing.clips);
    free(writing.names);
    free(writing.order);
    return written;
}
