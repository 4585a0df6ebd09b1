/* Checks that the headers stand alone, until this room is built. */
#include "draw/draw.h"
#include "draw/theme.h"
typedef int wayside_draw_room;
