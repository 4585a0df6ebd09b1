/* Checks that the headers stand alone, until this room is built. */
#include "visit/visit.h"
typedef int wayside_visit_room;
