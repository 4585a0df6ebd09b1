#include "rules/clock_floor.h"

#define DAY_S INT64_C(86400)

static int64_t add(int64_t base_s, int64_t more_s)
{
    return base_s > INT64_MAX - more_s ? INT64_MAX : base_s + more_s;
}

struct trusted_time trusted_time(int64_t floor_s, int64_t wall_s, int64_t uptime_s)
{
    if (wall_s >= floor_s && wall_s <= add(floor_s, CLOCK_BELIEVED_DAYS * DAY_S))
        return (struct trusted_time){.utc_s = wall_s, .clock_believed = true};
    return (struct trusted_time){.utc_s = add(floor_s, uptime_s < 0 ? 0 : uptime_s)};
}

int64_t clock_online_bounded(int64_t online_s, int64_t offline_s)
{
    int64_t most = add(offline_s, CLOCK_ONLINE_DAYS * DAY_S);
    return offline_s > 0 && online_s > most ? most : online_s;
}

int64_t clock_floor_step(int64_t floor_s, int64_t signed_s)
{
    int64_t most = add(floor_s, CLOCK_STEP_DAYS * DAY_S);
    if (signed_s <= floor_s)
        return floor_s;
    return signed_s < most ? signed_s : most;
}
