/* Inside ui/screen only: the numbers of this place in the order in which they help. Hours are parsed when the
 * content comes, so that a pass only compares. */
#ifndef WAYSIDE_SCREEN_HELP_LINES_H
#define WAYSIDE_SCREEN_HELP_LINES_H

#include "pack/hotlines.h"
#include "rules/opening_hours.h"
#include "screen.h"

#define HELP_LINES_SHOWN 64    /* more than anybody turns pages for; the best of them */
#define CHECKED_WITHIN_DAYS 90 /* then a number ranks below those that were checked */

struct help_lines;
/* NULL when there are none, or no memory. Borrows the content. */
struct help_lines *help_lines_new(const struct content *content);
void help_lines_free(struct help_lines *lines); /* takes NULL */

struct help_line { /* one number now */
    const struct hotline *hotline;
    enum { LINE_OPEN, LINE_UNKNOWN, LINE_CLOSED } state;
    int minutes; /* until that changes, -1: not within two weeks */
    bool stale;  /* not checked for CHECKED_WITHIN_DAYS */
    bool speaks; /* the visitor's language */
};
/* Emergency numbers first, then what is open now, in the visitor's language before others; what was not
 * checked for long comes last. Returns how many. */
size_t help_lines_now(const struct help_lines *lines, const struct ui_facts *facts, const char *language,
    struct help_line ret_in[static HELP_LINES_SHOWN]);

/* The emergency number of this place, "" when none is known. */
const char *emergency_number(const struct content *content);
/* In groups, as one reads it out: "+44 207 946 0018". */
const char *say_number(struct pass *pass, const char *number);
/* "Open now, closes in 20 minutes". */
const char *say_line_state(struct pass *pass, const struct ui_facts *facts, const struct help_line *line);

/* A day of the calendar, and another one so many days later. */
struct date {
    int year, month, day;
};
bool date_read(const char *iso, struct date *ret_day);
struct date date_after(struct date day, int days);
/* Days from a to b; negative when b is before a. */
int date_days(struct date a, struct date b);

#endif
