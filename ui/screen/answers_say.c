/* When somebody answers, as one says it. */
#include <stdio.h>
#include <string.h>

#include "answers_now.h"

#define DAY_MINUTES 1440
#define SAY_MINUTES 120 /* nearer than that: in minutes, not by the clock */

bool date_read(const char *iso, struct date *ret_day)
{
    struct date day;
    if (sscanf(iso, "%4d-%2d-%2d", &day.year, &day.month, &day.day) != 3 || day.month < 1 || day.month > 12)
        return false;
    *ret_day = day;
    return true;
}

void date_write(struct date day, char ret_iso[static 11])
{
    char made[32];
    snprintf(made, sizeof(made), "%04d-%02d-%02d", day.year, day.month, day.day);
    memcpy(ret_iso, made, 10);
    ret_iso[10] = 0;
}

/* Days since 1 March of the year 0 (Richards, Mapping Time, algorithm for the Gregorian calendar). */
static int day_number(struct date day)
{
    int year = day.month > 2 ? day.year : day.year - 1, month = (day.month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.day - 1;
}

int date_days(struct date a, struct date b)
{
    return day_number(b) - day_number(a);
}

static int month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

struct date date_after(struct date day, int days)
{
    for (day.day += days; day.day > month_days(day.year, day.month);) {
        day.day -= month_days(day.year, day.month);
        day.year += day.month == 12;
        day.month = day.month % 12 + 1;
    }
    while (day.day < 1) {
        day.year -= day.month == 1;
        day.month = (day.month + 10) % 12 + 1;
        day.day += month_days(day.year, day.month);
    }
    return day;
}

static const char *say_clock(struct pass *pass, int minute)
{
    char clock[8];
    snprintf(clock, sizeof(clock), "%02d:%02d", minute / 60 % 24, minute % 60);
    return say_digits(pass, clock);
}

static const char *say_weekday(struct pass *pass, struct date day)
{
    switch (hours_weekday(day.year, day.month, day.day)) {
    case 0:
        return say(pass, "Monday");
    case 1:
        return say(pass, "Tuesday");
    case 2:
        return say(pass, "Wednesday");
    case 3:
        return say(pass, "Thursday");
    case 4:
        return say(pass, "Friday");
    case 5:
        return say(pass, "Saturday");
    default:
        return say(pass, "Sunday");
    }
}

static const char *say_open(struct pass *pass, const struct ui_facts *facts, int minutes)
{
    if (minutes < 0)
        return say(pass, "Open now, day and night");
    if (minutes >= DAY_MINUTES)
        return say(pass, "Open now");
    if (minutes <= SAY_MINUTES)
        return say_count(pass, "Open now, closes in {n} minute", "Open now, closes in {n} minutes",
            (unsigned long)minutes);
    return say_with(
        pass, "Open now, until {time}", "time", say_clock(pass, facts->minute_of_day + minutes), NULL);
}

static const char *say_closed(struct pass *pass, const struct ui_facts *facts, int minutes)
{
    struct date today;
    if (minutes < 0 || !date_read(facts->today, &today))
        return say(pass, "Closed now");
    int at = facts->minute_of_day + minutes, days = at / DAY_MINUTES;
    const char *clock = say_clock(pass, at % DAY_MINUTES);
    struct date then = date_after(today, days);
    char iso[11];
    if (days == 0)
        return say_with(pass, "Closed now, opens at {time}", "time", clock, NULL);
    if (days == 1)
        return say_with(pass, "Closed now, opens tomorrow at {time}", "time", clock, NULL);
    if (days < 7)
        return say_with(pass, "Closed now, opens on {day} at {time}", "day", say_weekday(pass, then), "time",
            clock, NULL);
    date_write(then, iso);
    return say_with(
        pass, "Closed now, opens on {day} at {time}", "day", say_day(pass, iso), "time", clock, NULL);
}

const char *say_answers_now(struct pass *pass, const struct ui_facts *facts, const struct answers_now *now)
{
    switch (now->state) {
    case NOW_OPEN:
        return say_open(pass, facts, now->minutes);
    case NOW_CLOSED:
        return say_closed(pass, facts, now->minutes);
    default:
        return say(pass, "Opening hours are not known right now");
    }
}

const char *say_then(
    struct pass *pass, const struct ui_facts *facts, int minutes, const struct then_words *words)
{
    struct date today;
    char iso[11];
    if (minutes < 0 || facts->minute_of_day < 0 || !date_read(facts->today, &today))
        return "";
    int at = facts->minute_of_day + minutes, days = at / DAY_MINUTES;
    const char *clock = say_clock(pass, at % DAY_MINUTES);
    if (days <= 1)
        return say_with(pass, days == 0 ? words->today : words->tomorrow, "time", clock, NULL);
    struct date then = date_after(today, days);
    date_write(then, iso);
    return say_with(pass, words->later, "day", days < 7 ? say_weekday(pass, then) : say_day(pass, iso),
        "time", clock, NULL);
}
