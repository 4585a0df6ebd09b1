/* A number, and when somebody answers it, as one says it. */
#include <stdio.h>
#include <string.h>

#include "help_lines.h"

#define DAY_MINUTES 1440
#define SAY_MINUTES 120 /* nearer than that: in minutes, not by the clock */
#define NUMBER_TEXT 64

bool date_read(const char *iso, struct date *ret_day)
{
    struct date day;
    if (sscanf(iso, "%4d-%2d-%2d", &day.year, &day.month, &day.day) != 3 || day.month < 1 || day.month > 12)
        return false;
    *ret_day = day;
    return true;
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

/* Digits of the country code that an international number begins with (ITU-T E.164, list of assigned codes).
 */
static size_t country_digits(const char *digits)
{
    static const char two[] =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 "
        "61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    char first[4] = {digits[0], digits[1], ' ', 0};
    if (digits[0] == '1' || digits[0] == '7')
        return 1;
    return digits[1] && strstr(two, first) ? 2 : 3;
}

/* Threes, and fours where that leaves none alone. */
static size_t group_of(size_t left)
{
    if (left <= 4)
        return left;
    if (left == 5)
        return 2;
    return left == 8 ? 4 : 3;
}

const char *say_number(struct pass *pass, const char *number)
{
    char made[NUMBER_TEXT];
    size_t len = 0, plus = number[0] == '+', digits = strspn(number + plus, "0123456789");
    if (number[plus + digits] || digits < 5 || digits > 20)
        return number; /* short, or already written in its own way */
    const char *p = number + plus;
    if (plus) {
        size_t country = country_digits(p);
        len = (size_t)snprintf(made, sizeof(made), "+%.*s ", (int)country, p);
        p += country;
    }
    for (size_t left = strlen(p); left > 0;) {
        size_t group = group_of(left);
        memcpy(made + len, p, group);
        len += group;
        p += group;
        left -= group;
        if (left > 0)
            made[len++] = ' ';
    }
    return scratch_text(pass, made, len);
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
    char iso[16];
    if (days == 0)
        return say_with(pass, "Closed now, opens at {time}", "time", clock, NULL);
    if (days == 1)
        return say_with(pass, "Closed now, opens tomorrow at {time}", "time", clock, NULL);
    if (days < 7)
        return say_with(pass, "Closed now, opens on {day} at {time}", "day", say_weekday(pass, then), "time",
            clock, NULL);
    snprintf(iso, sizeof(iso), "%04d-%02d-%02d", then.year % 10000, then.month % 100, then.day % 100);
    return say_with(
        pass, "Closed now, opens on {day} at {time}", "day", say_day(pass, iso), "time", clock, NULL);
}

const char *say_line_state(struct pass *pass, const struct ui_facts *facts, const struct help_line *line)
{
    switch (line->state) {
    case LINE_OPEN:
        return say_open(pass, facts, line->minutes);
    case LINE_CLOSED:
        return say_closed(pass, facts, line->minutes);
    default:
        return say(pass, "Opening hours are not known right now");
    }
}
