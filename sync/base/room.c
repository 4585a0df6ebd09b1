/* Checks that the headers stand alone, until this room is built. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "base/cursor.h"
#include "base/disk.h"
#include "base/error.h"
#include "base/json_write.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/settings.h"
typedef int wayside_base_room;
