#include "rules/opening_hours.h"

#include <stdlib.h>
#include <string.h>

#include "opening_hours_rules.h"

void hours_free(struct hours *hours)
{
    free(hours);
}

int hours_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

int hours_weekday(int year, int month, int day)
{
    /* the year begins in March, so that a leap day is its last; then days since a Wednesday */
    int y = month < 3 ? year - 1 : year, m = (month + 9) % 12;
    int days = 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1;
    return (days + 2) % 7;
}

/* A day as the rules see it. */
struct day {
    int year, month, day;
    bool holiday;
};

static struct day day_after(struct day day)
{
    day.day++;
    if (day.day > hours_month_days(day.year, day.month)) {
        day.day = 1;
        day.month++;
    }
    if (day.month > 12) {
        day.month = 1;
        day.year++;
    }
    return day;
}

static struct day day_before(struct day day)
{
    day.day--;
    if (day.day == 0) {
        day.month--;
        if (day.month == 0) {
            day.month = 12;
            day.year--;
        }
        day.day = hours_month_days(day.year, day.month);
    }
    return day;
}

static bool rule_dates_fit(const struct hours_rule *rule, int date)
{
    for (size_t i = 0; i < rule->date_count; i++) {
        const struct hours_dates *dates = &rule->dates[i];
        bool over_new_year = dates->until < dates->from;
        bool begun = date >= dates->from, over = date > dates->until;
        if (over_new_year ? begun || !over : begun && !over)
            return true;
    }
    return rule->date_count == 0;
}

static bool rule_fits(const struct hours_rule *rule, const struct day *day)
{
    if (!rule_dates_fit(rule, DATE(day->month, day->day)))
        return false;
    if (rule->weekdays == 0 && !rule->holidays)
        return true;
    if (rule->holidays && day->holiday)
        return true;
    return rule->weekdays & (1u << hours_weekday(day->year, day->month, day->day));
}

/* The rule of a day: the last one that fits it, or NULL. */
static const struct hours_rule *day_rule(const struct hours *hours, const struct day *day)
{
    for (size_t i = hours->rule_count; i > 0; i--)
        if (rule_fits(&hours->rules[i - 1], day))
            return &hours->rules[i - 1];
    return NULL;
}

/* minute: of the day whose rule it is; the night after it is past DAY_MINUTES. */
static bool rule_open(const struct hours_rule *rule, int minute)
{
    for (size_t i = 0; rule && i < rule->span_count; i++)
        if (minute >= rule->spans[i].begin && minute < rule->spans[i].end)
            return true;
    return false;
}

static bool pair_open(const struct hours_rule *before, const struct hours_rule *today, int minute)
{
    return rule_open(today, minute) || rule_open(before, minute + DAY_MINUTES);
}

static int earlier(int next, int candidate, int after)
{
    return candidate > after && candidate < next ? candidate : next;
}

/* The first minute after this one at which a span begins or ends, or the end of the day. */
static int pair_edge(const struct hours_rule *before, const struct hours_rule *today, int minute)
{
    int next = DAY_MINUTES;
    for (size_t i = 0; today && i < today->span_count; i++)
        next = earlier(earlier(next, today->spans[i].begin, minute), today->spans[i].end, minute);
    for (size_t i = 0; before && i < before->span_count; i++)
        next = earlier(next, before->spans[i].end - DAY_MINUTES, minute);
    return next;
}

static bool moment_exists(const struct hours_moment *moment)
{
    return moment->year >= 1 && moment->year <= 9999 && moment->month >= 1 && moment->month <= 12 &&
           moment->day >= 1 && moment->day <= hours_month_days(moment->year, moment->month) &&
           moment->minute >= 0 && moment->minute < DAY_MINUTES;
}

struct hours_answer hours_at(const struct hours *hours, const struct hours_moment *moment)
{
    struct hours_answer answer = {false, -1};
    if (!moment_exists(moment))
        return answer;
    struct day day = {moment->year, moment->month, moment->day, moment->holiday};
    struct day yesterday = day_before(day);
    yesterday.holiday = moment->holiday_before;
    const struct hours_rule *before = day_rule(hours, &yesterday), *today = day_rule(hours, &day);
    int minute = moment->minute;
    answer.open = pair_open(before, today, minute);
    for (int ahead = 0; ahead <= HOURS_AHEAD; ahead++) {
        /* the first minute of a day can differ from the last one of the day before, without any edge */
        bool first = ahead > 0;
        while (minute < DAY_MINUTES) {
            if (first && pair_open(before, today, minute) != answer.open) {
                int until = ahead * DAY_MINUTES + minute - moment->minute;
                answer.minutes = until <= HOURS_AHEAD * DAY_MINUTES ? until : -1;
                return answer;
            }
            first = true;
            minute = pair_edge(before, today, minute);
        }
        day = day_after(day);
        day.holiday = ahead < HOURS_AHEAD && (moment->holidays_ahead >> ahead & 1);
        before = today;
        today = day_rule(hours, &day);
        minute = 0;
    }
    return answer;
}

static bool is_day(const char *text, const struct day *day)
{
    int parts[] = {day->year, day->month, day->day}, widths[] = {4, 2, 2};
    char want[11];
    size_t at = sizeof want - 1;
    want[at] = 0;
    for (int i = 2; i >= 0; i--) {
        for (int digit = 0; digit < widths[i]; digit++, parts[i] /= 10)
            want[--at] = (char)('0' + parts[i] % 10);
        if (i > 0)
            want[--at] = '-';
    }
    return strcmp(text, want) == 0;
}

static bool is_listed(const struct day *day, const char *const *days, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_day(days[i], day))
            return true;
    return false;
}

void hours_holidays(struct hours_moment *moment, const char *const *days, size_t count)
{
    moment->holiday = moment->holiday_before = false;
    moment->holidays_ahead = 0;
    if (!moment_exists(moment))
        return;
    struct day day = {.year = moment->year, .month = moment->month, .day = moment->day};
    struct day yesterday = day_before(day);
    moment->holiday_before = is_listed(&yesterday, days, count);
    moment->holiday = is_listed(&day, days, count);
    for (int ahead = 0; ahead < HOURS_AHEAD; ahead++) {
        day = day_after(day);
        if (is_listed(&day, days, count))
            moment->holidays_ahead |= (uint16_t)(1u << ahead);
    }
}
