/* device: the small files that the agent writes about the device, read without belief: a malformed one
 * counts as absent. And time at the place. */
#ifndef WAYSIDE_FIRMWARE_DEVICE_H
#define WAYSIDE_FIRMWARE_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/disk.h"

#define ENROL_CODE 10 /* Crockford base-32 characters */

struct device_notes {
    int64_t last_connection_s;       /* UTC, 0: never */
    int64_t last_check_s;            /* that content was asked for and is the newest; UTC, 0: never */
    char enrol_code[ENROL_CODE + 1]; /* "" when enrolled */
};
void device_read(struct disk *device, struct device_notes *ret_notes);

struct place_clock; /* ICU calendar of one time zone */
/* NULL: no memory, or a time zone that ICU does not know. */
struct place_clock *place_clock_new(struct clock_source clock, const char *time_zone);
void place_clock_free(struct place_clock *place);

struct place_time {
    bool known; /* the clock is believed; else the rest is "" and -1 */
    char day[11];
    int minute_of_day;
};
struct place_time place_clock_now(struct place_clock *place, int64_t floor_s);

#endif
