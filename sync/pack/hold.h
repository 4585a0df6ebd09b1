/* Memory that is taken piece by piece and given back at once: what a pack is made of. */
#ifndef WAYSIDE_PACK_HOLD_H
#define WAYSIDE_PACK_HOLD_H

#include <stddef.h>

struct hold {
    struct hold_block *first; /* the newest; all zero: empty */
};

/* Zeroed and aligned for any type; NULL without memory, or when count * size is too much. */
void *hold_take(struct hold *hold, size_t count, size_t size);
/* A copy of len bytes with a NUL behind them. */
char *hold_text(struct hold *hold, const char *text, size_t len);
void hold_clear(struct hold *hold);

#endif
