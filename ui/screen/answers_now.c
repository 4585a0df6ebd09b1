/* Does somebody answer now: hours, holidays, time zones. */
#include "answers_now.h"

#include <stdio.h>
#include <string.h>

#include "text/locale.h"

#define DAY_MINUTES 1440

struct opening opening_read(const char *text, const char *zone)
{
    struct opening opening = {.zone = zone ? zone : ""};
    size_t offset;
    const char *why;
    if (!text || !text[0])
        return opening;
    opening.always = strcmp(text, "24/7") == 0;
    opening.holidays = strstr(text, "PH") != NULL;
    if (!opening.always)
        opening.hours = hours_new(text, &offset, &why);
    return opening;
}

void opening_clear(struct opening *opening)
{
    hours_free(opening->hours);
    *opening = (struct opening){0};
}

/* That minute of today here, by the clock that the hours are written for. */
static bool moment_of(const struct opening *opening, const struct network_place *place,
    const struct ui_facts *facts, struct hours_moment *ret_moment, bool *ret_far)
{
    const char *home = place->time_zone;
    bool far = opening->zone[0] && home && strcmp(opening->zone, home) != 0;
    int ahead = 0;
    struct date day;
    *ret_far = far;
    if (facts->minute_of_day < 0 || !date_read(facts->today, &day))
        return false;
    if (far && !zone_ahead(opening->zone, home, facts->today, facts->minute_of_day, &ahead))
        return false;
    int minute = facts->minute_of_day + ahead + DAY_MINUTES; /* no zone is a day away */
    day = date_after(day, minute / DAY_MINUTES - 1);
    *ret_moment = (struct hours_moment){
        .year = day.year, .month = day.month, .day = day.day, .minute = minute % DAY_MINUTES};
    if (!far) /* holidays are those of this place */
        hours_holidays(ret_moment, (const char *const *)place->holidays, place->holiday_count);
    return true;
}

struct answers_now opening_now(
    const struct opening *opening, const struct network_place *place, const struct ui_facts *facts)
{
    struct answers_now now = {.state = NOW_UNKNOWN, .minutes = -1};
    struct hours_moment moment;
    bool far = false;
    if (opening->always) {
        now.state = NOW_OPEN;
        return now;
    }
    if (!opening->hours || !moment_of(opening, place, facts, &moment, &far))
        return now;
    struct hours_answer answer = hours_at(opening->hours, &moment);
    now.state = answer.open ? NOW_OPEN : NOW_CLOSED;
    now.minutes = answer.minutes;
    now.holidays_unsure = opening->holidays && (far || place->holiday_count == 0);
    return now;
}

bool answers_before(const struct answers_now *a, const struct answers_now *b)
{
    if (a->stale != b->stale)
        return b->stale;
    if (a->state != b->state)
        return a->state < b->state;
    if (a->child != b->child)
        return a->child;
    if (a->speaks != b->speaks)
        return a->speaks;
    if (a->state == NOW_CLOSED && a->minutes != b->minutes)
        return b->minutes < 0 || (a->minutes >= 0 && a->minutes < b->minutes);
    return false;
}

bool same_language(const char *tag, size_t len, const char *language)
{
    size_t main = strcspn(language, "-");
    return len >= main && strncmp(tag, language, main) == 0 && (len == main || tag[main] == '-');
}

bool checked_long_ago(const char *checked_on, const char *today)
{
    struct date checked, now;
    if (!date_read(today, &now))
        return false;
    return !date_read(checked_on, &checked) || date_days(checked, now) > CHECKED_WITHIN_DAYS;
}
