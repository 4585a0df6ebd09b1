/* look: searches the whole memory of another process for what should be gone, and says where it is. Link:
 * SOURCES firmware/look.c memory_search.c NEEDS sodium. */
#ifndef WAYSIDE_TESTS_LOOK_H
#define WAYSIDE_TESTS_LOOK_H

#include <stddef.h>
#include <stdint.h>

#include "memory_search.h"

#define LOOK_PATTERNS 64
#define LOOK_TEXT 14
#define LOOK_PIECE 8 /* any piece so long is a find: allocators overwrite the first bytes of a free block */

struct wanted {
    const char *name[LOOK_PATTERNS];
    uint8_t bytes[LOOK_PATTERNS][64];
    size_t len[LOOK_PATTERNS], count;
};
void want(struct wanted *wanted, const char *name, const void *bytes, size_t len);
/* All pieces of LOOK_TEXT ASCII letters, as UTF-8, UTF-16 and UTF-32. */
void want_text(struct wanted *wanted, const char *ascii);

/* How often any of it stands in any mapping; says where. */
size_t look_for(const struct process_memory *memory, const struct wanted *wanted);
size_t look_for_text(const struct process_memory *memory, const char *ascii);

/* Random small letters. */
void look_make_text(char ret_text[static LOOK_TEXT + 1]);

#endif
