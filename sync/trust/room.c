/* Checks that the headers stand alone, until this room is built. */
#include "trust/signed_file.h"
typedef int wayside_trust_room;
