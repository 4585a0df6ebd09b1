#include "hold.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)64 << 10)

struct hold_block {
    struct hold_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

static struct hold_block *block_new(struct hold *hold, size_t size)
{
    struct hold_block *block = calloc(1, sizeof *block + size);
    if (!block)
        return NULL;
    block->size = size;
    block->next = hold->first;
    hold->first = block;
    return block;
}

/* align: a power of two. */
static void *take(struct hold *hold, size_t size, size_t align)
{
    struct hold_block *block = hold->first;
    size_t at = block ? (block->used + align - 1) & ~(align - 1) : 0;
    if (!block || at > block->size || size > block->size - at) {
        block = block_new(hold, size > BLOCK_BYTES / 4 ? size : BLOCK_BYTES);
        at = 0;
    }
    if (!block)
        return NULL;
    block->used = at + size;
    return block->bytes + at;
}

void *hold_take(struct hold *hold, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX >> 2) / size)
        return NULL;
    size_t bytes = count * size;
    return take(hold, bytes > 0 ? bytes : 1, alignof(max_align_t));
}

char *hold_text(struct hold *hold, const char *text, size_t len)
{
    char *copy = len < SIZE_MAX >> 2 ? take(hold, len + 1, 1) : NULL;
    if (copy)
        memcpy(copy, text, len);
    return copy;
}

void hold_clear(struct hold *hold)
{
    for (struct hold_block *block = hold->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    hold->first = NULL;
}
