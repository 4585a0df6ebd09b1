#include "rules/beat.h"

static int64_t first_after(const struct beat *beat, int64_t now_ms)
{
    int64_t since = (now_ms - beat->offset_ms) % beat->period_ms;
    if (since < 0)
        since += beat->period_ms;
    return now_ms + beat->period_ms - since;
}

void beat_init(struct beat *beat, int64_t period_ms, int64_t offset_ms, int64_t now_ms)
{
    beat->period_ms = period_ms;
    beat->offset_ms = offset_ms % period_ms;
    beat->next_ms = first_after(beat, now_ms);
}

bool beat_due(struct beat *beat, int64_t now_ms)
{
    if (now_ms < beat->next_ms)
        return false;
    beat->next_ms = first_after(beat, now_ms);
    return true;
}
