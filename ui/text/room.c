/* Checks that the headers stand alone, until this room is built. */
#include "text/field.h"
#include "text/text.h"
typedef int wayside_text_room;
