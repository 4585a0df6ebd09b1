/* Memory that runs out: the n-th allocation of our own code (malloc, calloc, realloc, strdup, strndup)
 * answers NULL; those inside shared libraries never do.
 * Link: SOURCES fault/scarce.c, and the wrap options as in sync/pack/CMakeLists.txt. */
#ifndef WAYSIDE_TESTS_SCARCE_H
#define WAYSIDE_TESTS_SCARCE_H

#include <stdbool.h>

/* The n-th allocation from now fails, and only that one; 0: none. */
void scarce_at(unsigned n);
/* Did it come to that? */
bool scarce_happened(void);

#endif
