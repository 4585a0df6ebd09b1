/* SQLite and jansson keep plain text on the heap; what they free is wiped before it goes back. */
#ifndef WAYSIDE_DESK_MEMORY_H
#define WAYSIDE_DESK_MEMORY_H

#include <stdbool.h>

#include "base/error.h"

/* Once in a process, before either library is used. False when SQLite is in use already. */
MUST_CHECK bool memory_wipes_on_free(void);
/* Wipes a block of malloc to its last byte and frees it; takes NULL. */
void wiping_free(void *block);

#endif
