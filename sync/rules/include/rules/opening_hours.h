/* Opening hours in the OpenStreetMap opening_hours syntax, the subset that docs/formats.md states. Pure:
 * local time in, answer out; the time zone is the caller's. */
#ifndef WAYSIDE_RULES_OPENING_HOURS_H
#define WAYSIDE_RULES_OPENING_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOURS_TEXT 256 /* of the expression */
#define HOURS_RULES 16 /* parts between ';' */
#define HOURS_SPANS 8  /* of one rule */
#define HOURS_DATES 8  /* of one rule */
#define HOURS_AHEAD 14 /* days that are looked through for a change */

struct hours; /* immutable */
/* NULL on error; then *ret_offset is the byte where it stopped and *ret_why a phrase (static). */
struct hours *hours_new(const char *text, size_t *ret_offset, const char **ret_why);
void hours_free(struct hours *hours); /* takes NULL */

struct hours_moment {     /* local time */
    int year, month, day; /* 1 to 12, 1 to 31 */
    int minute;           /* of the day, 0 to 1439 */
    bool holiday;         /* a public holiday (PH) */
    /* The days around it, as far as they are known: the night before belongs to the day before, and what
     * changes next may be on one of the next days. */
    bool holiday_before;
    uint16_t holidays_ahead; /* bit 0: the next day is one, bit 1: the day after it ... */
};
struct hours_answer {
    bool open;
    int minutes; /* until that changes, at least 1; -1: not within HOURS_AHEAD days */
};
/* Fills what the moment says of holidays from a list of YYYY-MM-DD. */
void hours_holidays(struct hours_moment *moment, const char *const *days, size_t count);
/* A moment that does not exist (month 13) is closed, -1. */
struct hours_answer hours_at(const struct hours *hours, const struct hours_moment *moment);
/* Day of the week, 0 Monday to 6 Sunday. */
int hours_weekday(int year, int month, int day);

#endif
