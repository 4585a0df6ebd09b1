/* A trouble that lasts: said once when it begins and once when it is over, not each time it is met. One
 * that comes and goes within an hour is counted. */
#ifndef WAYSIDE_BASE_TROUBLE_H
#define WAYSIDE_BASE_TROUBLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/log.h"

struct trouble { /* all zero before the first one */
    char said[256];
    int64_t said_ms;
    unsigned again; /* times it was met since, after it had seemed to be over */
    bool lasts;
};

/* The sentence as for log_line. now_ms: of a clock that never goes back. */
void trouble_met(struct trouble *trouble, struct log *log, int64_t now_ms, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* what: a sentence, "the hub answers again". */
void trouble_over(struct trouble *trouble, struct log *log, const char *what);

#endif
