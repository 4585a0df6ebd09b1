/* Trusted time (docs/formats.md, Clock): a machine's clock may stand in 1970 or 2099. Pure. */
#ifndef WAYSIDE_RULES_CLOCK_FLOOR_H
#define WAYSIDE_RULES_CLOCK_FLOOR_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_BELIEVED_DAYS 400 /* the real-time clock counts only this far above the floor */
#define CLOCK_STEP_DAYS 7       /* one timestamp moves the floor at most this far */
#define CLOCK_ONLINE_DAYS 60    /* all timestamps move it at most so far past what was signed offline */

struct trusted_time {
    int64_t utc_s; /* best guess: the clock where believed, else floor + uptime */
    bool clock_believed;
};
struct trusted_time trusted_time(int64_t floor_s, int64_t wall_s, int64_t uptime_s);
/* What a server may say of the time: at most 60 days after several people last signed, offline (0: they do
 * not say), which they do every 45. Else whoever holds a stolen server could move the clocks of all devices
 * years on, step by step, and nothing true would ever be new again. */
int64_t clock_online_bounded(int64_t online_s, int64_t offline_s);
/* The new floor after a verified online timestamp signed at signed_s: never back, never over 7 days on. */
int64_t clock_floor_step(int64_t floor_s, int64_t signed_s);

#endif
