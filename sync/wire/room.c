/* Checks that the headers stand alone, until this room is built. */
#include "wire/client.h"
#include "wire/enrol.h"
typedef int wayside_wire_room;
