/* What opening_hours_parse.c makes and opening_hours.c looks things up in. */
#ifndef WAYSIDE_RULES_OPENING_HOURS_RULES_H
#define WAYSIDE_RULES_OPENING_HOURS_RULES_H

#include <stdint.h>

#include "rules/opening_hours.h"

#define DAY_MINUTES 1440
#define DATE(month, day) ((month)*32 + (day)) /* grows through the year */

struct hours_dates {
    int from, until; /* DATE, both included; until before from: over the new year */
};
struct hours_span {
    int begin, end; /* minutes of the day; end is after begin, and past DAY_MINUTES over midnight */
};
struct hours_rule {
    struct hours_dates dates[HOURS_DATES];
    size_t date_count; /* 0: the whole year */
    uint8_t weekdays;  /* bit 0 Monday; 0 and not holidays: every day */
    bool holidays;
    struct hours_span spans[HOURS_SPANS];
    size_t span_count; /* 0: off */
};
struct hours {
    struct hours_rule rules[HOURS_RULES];
    size_t rule_count;
};

/* Days of that month, 29 for February in a leap year. */
int hours_month_days(int year, int month);

#endif
