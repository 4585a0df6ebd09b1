/* Checks that the headers stand alone, until this room is built. */
#include "rules/clock_floor.h"
#include "rules/condition.h"
#include "rules/damm.h"
typedef int wayside_rules_room;
