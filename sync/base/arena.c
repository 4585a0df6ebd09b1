#include "base/arena.h"

#include <sodium.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define ALIGN alignof(max_align_t)

struct arena {
    uint8_t *block; /* guarded: it ends where an inaccessible page begins */
    size_t size, used;
};

static size_t round_up(size_t size)
{
    return (size + ALIGN - 1) / ALIGN * ALIGN;
}

/* sodium_malloc locks too, but does not say when it could not. madvise wants whole pages: the one
 * that the block begins in holds nothing but libsodium's own guard bytes. */
static int lock(void *block, size_t size)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = (uintptr_t)block / page * page;
    if (madvise((void *)begin, (uintptr_t)block + size - begin, MADV_DONTDUMP) != 0)
        return -1;
    return mlock(block, size);
}

enum base_error arena_new(size_t size, struct arena **ret_arena)
{
    if (size == 0 || size > SIZE_MAX / 2)
        return BASE_TOO_LARGE;
    if (sodium_init() < 0)
        return BASE_NO_MEMORY;
    struct arena *arena = malloc(sizeof *arena);
    if (!arena)
        return BASE_NO_MEMORY;
    *arena = (struct arena){.size = round_up(size)};
    arena->block = sodium_malloc(arena->size);
    if (!arena->block || lock(arena->block, arena->size) != 0) {
        arena_free(arena);
        return BASE_NO_MEMORY;
    }
    sodium_memzero(arena->block, arena->size);
    *ret_arena = arena;
    return BASE_OK;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    sodium_free(arena->block);
    free(arena);
}

void *arena_take(struct arena *arena, size_t size)
{
    if (size == 0)
        size = 1;
    if (size > arena->size - arena->used)
        return NULL;
    void *taken = arena->block + arena->used;
    arena->used += round_up(size); /* both are multiples of ALIGN, so this never passes the end */
    return taken;
}

void arena_wipe(struct arena *arena)
{
    sodium_memzero(arena->block, arena->used);
    arena->used = 0;
}

size_t arena_left(const struct arena *arena)
{
    return arena->size - arena->used;
}

int process_harden(void)
{
    const struct rlimit none = {0, 0};
    if (sodium_init() < 0 || setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return -1;
    struct arena *probe = NULL;
    if (arena_new(4096, &probe) != BASE_OK)
        return -1;
    arena_free(probe);
    return 0;
}
