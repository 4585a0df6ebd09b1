/* Inside ui/screen only: does somebody answer now? The same for hotlines and for services. Hours are parsed
 * when the content comes, so that a pass only compares. */
#ifndef WAYSIDE_SCREEN_ANSWERS_NOW_H
#define WAYSIDE_SCREEN_ANSWERS_NOW_H

#include "pack/network.h"
#include "rules/opening_hours.h"
#include "screen.h"

#define CHECKED_WITHIN_DAYS 90 /* then a number ranks below those that were checked */

struct opening {
    struct hours *hours; /* NULL: not known, or always */
    bool always;         /* 24/7, whatever the clock says */
    bool holidays;       /* its hours speak of public holidays */
    const char *zone;    /* in which they are; "" the place's. Borrowed. */
};
/* text: OpenStreetMap syntax, "" not known. */
struct opening opening_read(const char *text, const char *zone);
void opening_clear(struct opening *opening);

struct answers_now {
    enum { NOW_OPEN, NOW_UNKNOWN, NOW_CLOSED } state;
    int minutes;          /* until that changes, -1: not within two weeks */
    bool holidays_unsure; /* it may be closed on holidays, and theirs are not known here */
    bool stale;           /* not checked for CHECKED_WITHIN_DAYS */
    bool child;           /* it is there for children, and the visitor is one */
    bool speaks;          /* the visitor's language */
};
/* Fills state, minutes and holidays_unsure. */
struct answers_now opening_now(
    const struct opening *opening, const struct network_place *place, const struct ui_facts *facts);
/* Does a help more than b? What was checked before what was not for long, what is open before what may be,
 * children's before others for a child, the visitor's language before others, what opens soon before what
 * opens later. */
bool answers_before(const struct answers_now *a, const struct answers_now *b);
/* "Open now, closes in 20 minutes". */
const char *say_answers_now(struct pass *pass, const struct ui_facts *facts, const struct answers_now *now);
/* A sentence with {time}, of today, of tomorrow, and of another {day}. */
struct then_words {
    const char *today, *tomorrow, *later; /* msgids */
};
/* The one that holds so many minutes from now. "" where no clock is believed, or minutes is negative. */
const char *say_then(
    struct pass *pass, const struct ui_facts *facts, int minutes, const struct then_words *words);

/* Was it checked longer ago than CHECKED_WITHIN_DAYS? Without a believed day nobody knows: false. */
bool checked_long_ago(const char *checked_on, const char *today);
/* Is it that language, whatever its region: who speaks pt also answers pt-BR. */
bool same_language(const char *tag, size_t len, const char *language);

/* A day of the calendar, and another one so many days later. */
struct date {
    int year, month, day;
};
bool date_read(const char *iso, struct date *ret_day);
void date_write(struct date day, char ret_iso[static 11]);
struct date date_after(struct date day, int days);
/* Days from a to b; negative when b is before a. */
int date_days(struct date a, struct date b);

#endif
