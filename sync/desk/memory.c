#include "desk/memory.h"

#include <jansson.h>
#include <malloc.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

void wiping_free(void *block)
{
    if (block) {
        explicit_bzero(block, malloc_usable_size(block));
        free(block);
    }
}

static void *sqlite_take(int size)
{
    return malloc((size_t)size);
}

/* Never in place by the C library, which would leave the old block as it was. */
static void *sqlite_again(void *block, int size)
{
    void *moved = malloc((size_t)size);
    if (moved) {
        size_t old = malloc_usable_size(block);
        memcpy(moved, block, old < (size_t)size ? old : (size_t)size);
        wiping_free(block);
    }
    return moved;
}

static int sqlite_size(void *block)
{
    return block ? (int)malloc_usable_size(block) : 0;
}

static int sqlite_round(int size)
{
    return (size + 7) & ~7;
}

static int sqlite_begin(void *ctx)
{
    (void)ctx;
    return SQLITE_OK;
}

static void sqlite_end(void *ctx)
{
    (void)ctx;
}

bool memory_wipes_on_free(void)
{
    static const sqlite3_mem_methods methods = {.xMalloc = sqlite_take,
        .xFree = wiping_free,
        .xRealloc = sqlite_again,
        .xSize = sqlite_size,
        .xRoundup = sqlite_round,
        .xInit = sqlite_begin,
        .xShutdown = sqlite_end};
    json_set_alloc_funcs(malloc, wiping_free);
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}
