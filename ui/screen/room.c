/* Checks that the headers stand alone, until this room is built. */
#include "screen/ui.h"
typedef int wayside_screen_room;
