/* Locked memory for secrets and for a visit: not swapped, not in a core dump, wiped as a whole.
 * Over libsodium's guarded allocation (sodium_malloc), with MADV_DONTDUMP and mlock. */
#ifndef WAYSIDE_BASE_ARENA_H
#define WAYSIDE_BASE_ARENA_H

#include <stddef.h>

#include "base/error.h"

struct arena; /* one block of a fixed size, handed out from its start */

/* Sizes in bytes, fixed for life. BASE_NO_MEMORY also when the memory cannot be locked. */
MUST_CHECK enum base_error arena_new(size_t size, struct arena **ret_arena);
/* Wipes, unlocks, frees. Takes NULL. */
void arena_free(struct arena *arena);
/* Zeroed memory aligned for any type, or NULL when the arena is full. */
void *arena_take(struct arena *arena, size_t size);
/* Wipes everything handed out; all pointers into it are then invalid, the whole size free again. */
void arena_wipe(struct arena *arena);
size_t arena_left(const struct arena *arena);

/* Call once in main before anything else: sodium_init, no core dumps (RLIMIT_CORE 0,
 * PR_SET_DUMPABLE 0). 0 is success; -1 when the random source, locked memory or these limits are not
 * to be had: the program must then say so and end. */
MUST_CHECK int process_harden(void);

#endif
