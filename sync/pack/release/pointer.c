#include "pointer.h"

#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

static int by_name(const void *a, const void *b)
{
    const struct pointer_line *one = a, *other = b;
    return strcmp(one->name, other->name);
}

static int to_name(const void *name, const void *entry)
{
    return strcmp(name, ((const struct pointer_line *)entry)->name);
}

/* Graphic ASCII without a slash: roles are percent-encoded. */
static bool is_name(const uint8_t *name, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (name[i] <= ' ' || name[i] >= 0x7F || name[i] == '/')
            return false;
    return len > 0 && len < TRUST_NAME;
}

static enum base_error read_line(struct pointer *pointer, const uint8_t *line, size_t len)
{
    struct pointer_line *next = &pointer->lines[pointer->count];
    if (len < 2 * TRUST_HASH + 1 || line[2 * TRUST_HASH] != ' ' ||
        !hex_read((const char *)line, 2 * TRUST_HASH, next->hash, TRUST_HASH) ||
        !is_name(line + 2 * TRUST_HASH + 1, len - 2 * TRUST_HASH - 1))
        return BASE_FORMAT;
    next->name = strndup((const char *)line + 2 * TRUST_HASH + 1, len - 2 * TRUST_HASH - 1);
    if (!next->name)
        return BASE_NO_MEMORY;
    pointer->count++;
    return BASE_OK;
}

static enum base_error read_lines(struct pointer *pointer, struct cursor *cursor)
{
    const uint8_t *line;
    size_t len;
    enum base_error error = BASE_OK;
    while (!error && cursor_left(cursor)) {
        if (pointer->count == POINTER_LINES ||
            !cursor_line(cursor, 2 * TRUST_HASH + 1 + TRUST_NAME, &line, &len))
            return BASE_FORMAT;
        error = read_line(pointer, line, len);
    }
    if (!error && pointer->count)
        qsort(pointer->lines, pointer->count, sizeof *pointer->lines, by_name);
    for (size_t i = 0; !error && i + 1 < pointer->count; i++)
        if (strcmp(pointer->lines[i].name, pointer->lines[i + 1].name) == 0)
            error = BASE_FORMAT;
    return error;
}

enum base_error pointer_read(const void *bytes, size_t len, struct pointer *ret_pointer)
{
    struct cursor cursor;
    struct pointer pointer = {0};
    cursor_init(&cursor, bytes, len);
    if (len > RELEASE_POINTER || !cursor_literal(&cursor, POINTER_HEAD))
        return BASE_FORMAT;
    pointer.lines = calloc(len / (2 * TRUST_HASH + 2) + 1, sizeof *pointer.lines);
    if (!pointer.lines)
        return BASE_NO_MEMORY;
    enum base_error error = read_lines(&pointer, &cursor);
    if (error)
        pointer_clear(&pointer);
    else
        *ret_pointer = pointer;
    return error;
}

void pointer_clear(struct pointer *pointer)
{
    for (size_t i = 0; i < pointer->count; i++)
        free(pointer->lines[i].name);
    free(pointer->lines);
    *pointer = (struct pointer){0};
}

const struct pointer_line *pointer_find(const struct pointer *pointer, const char *name)
{
    if (!pointer->count)
        return NULL;
    return bsearch(name, pointer->lines, pointer->count, sizeof *pointer->lines, to_name);
}

const char *pointer_keep(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return digits && name[digits] == '.' ? name + digits + 1 : name;
}
