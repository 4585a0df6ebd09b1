/* Trusted time (docs/formats.md, Clock): a machine's clock may stand in 1970 or 2099. Pure. */
#ifndef WAYSIDE_RULES_CLOCK_FLOOR_H
#define WAYSIDE_RULES_CLOCK_FLOOR_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_BELIEVED_DAYS 400 /* the real-time clock counts only this far above the floor */
#define CLOCK_STEP_DAYS 7       /* one timestamp moves the floor at most this far */

struct trusted_time {
    int64_t utc_s; /* best guess: the clock where believed, else floor + uptime */
    bool clock_believed;
};
struct trusted_time trusted_time(int64_t floor_s, int64_t wall_s, int64_t uptime_s);
/* The new floor after a verified online timestamp signed at signed_s: never back, never over 7 days on. */
int64_t clock_floor_step(int64_t floor_s, int64_t signed_s);

#endif
