/* A beat: moments a fixed period apart on the monotonic clock, at a fixed offset. A missed one is never
 * made up, so nothing that happened shows in when something is sent. Pure. */
#ifndef WAYSIDE_RULES_BEAT_H
#define WAYSIDE_RULES_BEAT_H

#include <stdbool.h>
#include <stdint.h>

struct beat {
    int64_t period_ms, offset_ms, next_ms;
};

/* The moments are those t with t mod period_ms = offset_ms mod period_ms; the first one after now_ms
 * comes next. period_ms is over 0. */
void beat_init(struct beat *beat, int64_t period_ms, int64_t offset_ms, int64_t now_ms);
/* True once for each moment that has come; several missed ones count as one. */
bool beat_due(struct beat *beat, int64_t now_ms);

#endif
