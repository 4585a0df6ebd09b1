/* Time as a part that can be replaced: by a test that starts in 1970, by one that runs days in seconds. */
#ifndef WAYSIDE_BASE_CLOCK_H
#define WAYSIDE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct clock_source {
    int64_t (*wall_s)(void *self);  /* seconds since 1970-01-01 UTC, as the machine believes */
    int64_t (*mono_ms)(void *self); /* milliseconds, never goes back, counts sleep (CLOCK_BOOTTIME) */
    void *self;
};

struct clock_source clock_system(void);

/* "YYYY-MM-DD" of a UTC second count; ret_text holds 11 bytes. Years 1970 to 2399, nearest day else. */
void day_format(int64_t wall_s, char ret_text[static 11]);
/* The other way: the first second of that day. False when text is not exactly such a day. */
MUST_CHECK bool day_read(const char *text, int64_t *ret_wall_s);

#endif
