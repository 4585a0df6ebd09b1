/* Checks that the headers stand alone, until this room is built. */
#include "outbox/outbox.h"
typedef int wayside_outbox_room;
