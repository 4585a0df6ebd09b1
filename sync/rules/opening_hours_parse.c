/* The grammar, one function for each rule; the rule stands above it. SP may stand behind ";" and ",".
 *
 *   hours   = rule *(";" rule)
 *   rule    = "24/7" / [dates SP] [days SP] (spans / "off" / "closed")
 *   dates   = range *("," range)
 *   range   = month ["-" month] / month SP day ["-" (day / month SP day)]
 *   days    = wday *("," wday)
 *   wday    = "PH" / weekday ["-" weekday]
 *   spans   = span *("," span)
 *   span    = time "-" time             the end: at or before the begin means of the next day
 *   time    = 2DIGIT ":" 2DIGIT         begins before 24:00, ends at 26:00 at the latest
 */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "opening_hours_rules.h"

struct parser {
    struct cursor in;
    const char *why; /* the first fault; then everything stops */
    const uint8_t *where;
};

static bool fail_at(struct parser *parser, const uint8_t *where, const char *why)
{
    if (!parser->why) {
        parser->why = why;
        parser->where = where;
    }
    return false;
}

static bool fail(struct parser *parser, const char *why)
{
    return fail_at(parser, parser->in.p, why);
}

static uint8_t peek(const struct parser *parser, size_t at)
{
    return at < cursor_left(&parser->in) ? parser->in.p[at] : 0;
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool literal(struct parser *parser, const char *text)
{
    return cursor_literal(&parser->in, text);
}

static bool space(struct parser *parser)
{
    bool any = false;
    while (literal(parser, " "))
        any = true;
    return any;
}

/* 0 and up, or -1 when none of them stands here. */
static int name(struct parser *parser, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (literal(parser, names[i]))
            return i;
    return -1;
}

static int month(struct parser *parser)
{
    static const char *const names[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return name(parser, names, 12) + 1;
}

static int weekday(struct parser *parser)
{
    static const char *const names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    return name(parser, names, 7);
}

/* One or two digits that are not the hour of a time; 0: no day stands here. */
static int month_day(struct parser *parser)
{
    size_t digits = is_digit(peek(parser, 0)) ? is_digit(peek(parser, 1)) ? 2 : 1 : 0;
    if (digits == 0 || peek(parser, digits) == ':')
        return 0;
    int day = peek(parser, 0) - '0';
    if (digits == 2)
        day = day * 10 + peek(parser, 1) - '0';
    parser->in.p += digits;
    return day;
}

static bool check_day(struct parser *parser, const uint8_t *where, int of_month, int day)
{
    bool good = day >= 1 && day <= hours_month_days(2000, of_month); /* 29 February is one */
    return good || fail_at(parser, where, "there is no such day in this month");
}

/* Behind "month day -". */
static bool range_end(struct parser *parser, int from_month, struct hours_dates *dates)
{
    const uint8_t *where = parser->in.p;
    int until_month = month(parser);
    if (until_month)
        space(parser);
    int day = month_day(parser);
    if (day == 0)
        return fail(parser, "a day is expected here, as 24 or Dec 24");
    dates->until = DATE(until_month ? until_month : from_month, day);
    if (!check_day(parser, where, until_month ? until_month : from_month, day))
        return false;
    bool backwards = dates->until < dates->from && (!until_month || until_month == from_month);
    return !backwards || fail_at(parser, where, "this ends before it begins");
}

static bool range(struct parser *parser, struct hours_dates *dates)
{
    int from = month(parser);
    if (from == 0)
        return fail(parser, "a month (Jan) or a day (Mo) is expected here");
    if (literal(parser, "-")) {
        int until = month(parser);
        if (until == 0)
            return fail(parser, "a month (Jan) or a day (Mo) is expected here");
        *dates = (struct hours_dates){DATE(from, 1), DATE(until, 31)};
        return true;
    }
    struct cursor before = parser->in;
    space(parser);
    const uint8_t *where = parser->in.p;
    int day = month_day(parser);
    if (parser->in.p == where) {
        parser->in = before;
        *dates = (struct hours_dates){DATE(from, 1), DATE(from, 31)};
        return true;
    }
    if (!check_day(parser, where, from, day))
        return false;
    dates->from = dates->until = DATE(from, day);
    return !literal(parser, "-") || range_end(parser, from, dates);
}

static bool separator(struct parser *parser)
{
    if (!literal(parser, ","))
        return false;
    space(parser);
    return true;
}

static bool dates(struct parser *parser, struct hours_rule *rule)
{
    do {
        if (rule->date_count == HOURS_DATES)
            return fail(parser, "too many dates in one rule");
        if (!range(parser, &rule->dates[rule->date_count++]))
            return false;
    } while (separator(parser));
    return true;
}

static bool wday(struct parser *parser, struct hours_rule *rule)
{
    if (literal(parser, "PH")) {
        rule->holidays = true;
        return true;
    }
    int from = weekday(parser), until = from;
    if (from < 0)
        return fail(parser, "a day is expected here, as Mo or PH");
    if (literal(parser, "-")) {
        until = weekday(parser);
        if (until < 0)
            return fail(parser, "a day is expected here, as Mo");
    }
    for (int day = from;; day = (day + 1) % 7) {
        rule->weekdays |= (uint8_t)(1u << day);
        if (day == until)
            return true;
    }
}

static bool days(struct parser *parser, struct hours_rule *rule)
{
    do
        if (!wday(parser, rule))
            return false;
    while (separator(parser));
    return true;
}

static bool time_of_day(struct parser *parser, int *ret_minute)
{
    const uint8_t *p = parser->in.p;
    for (size_t i = 0; i < 5; i++)
        if (i == 2 ? peek(parser, i) != ':' : !is_digit(peek(parser, i)))
            return fail(parser, "a time is expected here, as 08:00");
    int hour = (p[0] - '0') * 10 + p[1] - '0', minute = (p[3] - '0') * 10 + p[4] - '0';
    if (hour > 26 || minute > 59 || (hour == 26 && minute > 0))
        return fail(parser, "there is no such time");
    parser->in.p += 5;
    *ret_minute = hour * 60 + minute;
    return true;
}

static bool span(struct parser *parser, struct hours_span *ret_span)
{
    const uint8_t *where = parser->in.p;
    int begin, end;
    if (!time_of_day(parser, &begin))
        return false;
    if (begin >= DAY_MINUTES)
        return fail_at(parser, where, "this begins on the next day; write it as a time of that day");
    if (!literal(parser, "-"))
        return fail(parser, "a - and the time of closing are expected here");
    if (!time_of_day(parser, &end))
        return false;
    if (begin == end)
        return fail_at(parser, where, "begin and end are the same; a whole day is 00:00-24:00");
    end += end < begin ? DAY_MINUTES : 0;
    if (end - begin > DAY_MINUTES)
        return fail_at(parser, where, "this is longer than a day");
    *ret_span = (struct hours_span){begin, end};
    return true;
}

static bool spans(struct parser *parser, struct hours_rule *rule)
{
    do {
        if (rule->span_count == HOURS_SPANS)
            return fail(parser, "too many times in one rule");
        if (!span(parser, &rule->spans[rule->span_count++]))
            return false;
    } while (separator(parser));
    return true;
}

static bool gap(struct parser *parser)
{
    return space(parser) || fail(parser, "a space is missing here, then the times or off");
}

static bool rule(struct parser *parser, struct hours_rule *ret_rule)
{
    if (literal(parser, "24/7")) {
        ret_rule->spans[0] = (struct hours_span){0, DAY_MINUTES};
        ret_rule->span_count = 1;
        return true;
    }
    bool capital = peek(parser, 0) >= 'A' && peek(parser, 0) <= 'Z';
    bool small = peek(parser, 2) >= 'a' && peek(parser, 2) <= 'z'; /* three letters: a month */
    if (capital && small && !(dates(parser, ret_rule) && gap(parser)))
        return false;
    capital = peek(parser, 0) >= 'A' && peek(parser, 0) <= 'Z';
    if (capital && !(days(parser, ret_rule) && gap(parser)))
        return false;
    if (literal(parser, "off") || literal(parser, "closed"))
        return true;
    return spans(parser, ret_rule);
}

static void all(struct parser *parser, struct hours *hours)
{
    do {
        space(parser);
        if (hours->rule_count == HOURS_RULES) {
            fail(parser, "too many rules");
            return;
        }
        if (!rule(parser, &hours->rules[hours->rule_count++]))
            return;
        space(parser);
    } while (literal(parser, ";"));
    if (cursor_left(&parser->in) > 0)
        fail(parser, "this is not understood; a ; is expected before the next days");
}

struct hours *hours_new(const char *text, size_t *ret_offset, const char **ret_why)
{
    size_t len = strnlen(text, HOURS_TEXT + 1);
    struct hours *hours = calloc(1, sizeof *hours);
    struct parser parser = {0};
    cursor_init(&parser.in, text, len);
    if (!hours)
        fail(&parser, "out of memory");
    else if (len > HOURS_TEXT)
        fail(&parser, "too long");
    else
        all(&parser, hours);
    if (!parser.why)
        return hours;
    *ret_offset = (size_t)(parser.where - (const uint8_t *)text);
    *ret_why = parser.why;
    free(hours);
    return NULL;
}
