/* The C library's allocator, with what is freed wiped first. Shaping, drawing and parsing leave copies of
 * what a person typed on the heap, in libraries that know nothing of it; glibc's own M_PERTURB leaves
 * small blocks as they were. Linked into the program, these replace malloc for every library in it.
 *
 * The wipe is of malloc_usable_size: a block may hold more than was asked for. */
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default"), used, noinline))

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

EXPORTED void *malloc(size_t size)
{
    return __libc_malloc(size);
}

EXPORTED void *calloc(size_t count, size_t size)
{
    return __libc_calloc(count, size);
}

EXPORTED void free(void *block)
{
    if (!block)
        return;
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

EXPORTED void *realloc(void *block, size_t size)
{
    if (!block)
        return __libc_malloc(size);
    if (!size) {
        free(block);
        return NULL;
    }
    size_t had = malloc_usable_size(block);
    if (size <= had && size >= had / 2)
        return block;
    void *moved = __libc_malloc(size);
    if (!moved)
        return NULL;
    memcpy(moved, block, size < had ? size : had);
    free(block);
    return moved;
}

EXPORTED void *memalign(size_t alignment, size_t size)
{
    return __libc_memalign(alignment, size);
}

EXPORTED void *aligned_alloc(size_t alignment, size_t size)
{
    return __libc_memalign(alignment, size);
}

EXPORTED int posix_memalign(void **ret_block, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) || alignment & (alignment - 1) || !alignment)
        return EINVAL;
    void *block = __libc_memalign(alignment, size);
    if (!block)
        return ENOMEM;
    *ret_block = block;
    return 0;
}
