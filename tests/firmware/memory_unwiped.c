/* See memory.c. */
#define UNWIPED
#include "firmware/memory.c"
