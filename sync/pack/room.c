/* Checks that the headers stand alone, until this room is built. */
#include "pack/form.h"
#include "pack/network.h"
typedef int wayside_pack_room;
