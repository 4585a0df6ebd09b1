/* Checks that the headers stand alone, until this room is built. */
#include "i18n/catalogue.h"
typedef int wayside_i18n_room;
