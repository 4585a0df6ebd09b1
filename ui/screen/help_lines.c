#include "help_lines.h"

#include <stdlib.h>
#include <string.h>

#include "text/locale.h"

#define DAY_MINUTES 1440

struct kept {
    const struct hotline *hotline;
    struct hours *hours; /* NULL: not known */
};
struct help_lines {
    const struct content *content;
    struct kept *in;
    size_t count;
};

struct help_lines *help_lines_new(const struct content *content)
{
    if (!content->hotlines || content->hotlines->count == 0 || !content->place)
        return NULL;
    struct help_lines *lines = calloc(1, sizeof(*lines));
    if (!lines || !(lines->in = calloc(content->hotlines->count, sizeof(lines->in[0])))) {
        free(lines);
        return NULL;
    }
    lines->content = content;
    for (size_t i = 0; i < content->hotlines->count; i++) {
        const struct hotline *hotline = &content->hotlines->in[i];
        size_t offset;
        const char *why;
        if (!hotline_here(hotline, content->place->code))
            continue;
        const char *text = hotline->opening_hours ? hotline->opening_hours : "";
        lines->in[lines->count++] = (struct kept){hotline, text[0] ? hours_new(text, &offset, &why) : NULL};
    }
    return lines;
}

void help_lines_free(struct help_lines *lines)
{
    if (!lines)
        return;
    for (size_t i = 0; i < lines->count; i++)
        hours_free(lines->in[i].hours);
    free(lines->in);
    free(lines);
}

/* That minute of today here, by the clock that the hours are written for. */
static bool moment_of(const struct help_lines *lines, const struct hotline *hotline,
    const struct ui_facts *facts, struct hours_moment *ret_moment)
{
    const char *home = lines->content->place->time_zone;
    bool far = hotline->time_zone && hotline->time_zone[0] && home && strcmp(hotline->time_zone, home) != 0;
    int ahead = 0;
    struct date day;
    if (facts->minute_of_day < 0 || !date_read(facts->today, &day))
        return false;
    if (far && !zone_ahead(hotline->time_zone, home, facts->today, facts->minute_of_day, &ahead))
        return false;
    int minute = facts->minute_of_day + ahead + DAY_MINUTES; /* no zone is a day away */
    day = date_after(day, minute / DAY_MINUTES - 1);
    *ret_moment = (struct hours_moment){
        .year = day.year, .month = day.month, .day = day.day, .minute = minute % DAY_MINUTES};
    if (!far) /* holidays are those of this place */
        hours_holidays(ret_moment, (const char *const *)lines->content->place->holidays,
            lines->content->place->holiday_count);
    return true;
}

static void look_at_hours(const struct help_lines *lines, const struct kept *kept,
    const struct ui_facts *facts, struct help_line *line)
{
    struct hours_moment moment;
    line->state = LINE_UNKNOWN;
    line->minutes = -1;
    if (kept->hotline->opening_hours && strcmp(kept->hotline->opening_hours, "24/7") == 0) {
        line->state = LINE_OPEN; /* whatever the clock says */
        return;
    }
    if (!kept->hours || !moment_of(lines, kept->hotline, facts, &moment))
        return;
    struct hours_answer answer = hours_at(kept->hours, &moment);
    line->state = answer.open ? LINE_OPEN : LINE_CLOSED;
    line->minutes = answer.minutes;
}

static bool speaks(const struct hotline *hotline, const char *language)
{
    size_t len = strcspn(language, "-"); /* who speaks pt also answers pt-BR */
    for (size_t i = 0; i < hotline->language_count; i++) {
        const char *tag = hotline->languages[i];
        if (strncmp(tag, language, len) == 0 && (tag[len] == 0 || tag[len] == '-'))
            return true;
    }
    return false;
}

static bool stale(const struct hotline *hotline, const char *today)
{
    struct date checked, now;
    if (!date_read(today, &now))
        return false;
    return !date_read(hotline->checked_on, &checked) || date_days(checked, now) > CHECKED_WITHIN_DAYS;
}

/* Does a help more than b? Equal ones stay in the order of the file. */
static bool before(const struct help_line *a, const struct help_line *b)
{
    if (a->hotline->emergency != b->hotline->emergency)
        return a->hotline->emergency;
    if (a->stale != b->stale)
        return b->stale;
    if (a->state != b->state)
        return a->state < b->state;
    if (a->speaks != b->speaks)
        return a->speaks;
    if (a->state == LINE_CLOSED && a->minutes != b->minutes)
        return b->minutes < 0 || (a->minutes >= 0 && a->minutes < b->minutes);
    return false;
}

size_t help_lines_now(const struct help_lines *lines, const struct ui_facts *facts, const char *language,
    struct help_line ret_in[static HELP_LINES_SHOWN])
{
    size_t count = 0;
    for (size_t i = 0; lines && i < lines->count; i++) {
        struct help_line line = {.hotline = lines->in[i].hotline,
            .stale = stale(lines->in[i].hotline, facts->today),
            .speaks = speaks(lines->in[i].hotline, language)};
        look_at_hours(lines, &lines->in[i], facts, &line);
        size_t at = count;
        while (at > 0 && before(&line, &ret_in[at - 1]))
            at--;
        if (at == HELP_LINES_SHOWN)
            continue;
        count += count < HELP_LINES_SHOWN;
        memmove(&ret_in[at + 1], &ret_in[at], (count - at - 1) * sizeof(line));
        ret_in[at] = line;
    }
    return count;
}

const char *emergency_number(const struct content *content)
{
    if (!content->place)
        return "";
    if (content->place->emergency_number && content->place->emergency_number[0])
        return content->place->emergency_number;
    for (size_t i = 0; content->hotlines && i < content->hotlines->count; i++)
        if (content->hotlines->in[i].emergency &&
            hotline_here(&content->hotlines->in[i], content->place->code))
            return content->hotlines->in[i].number;
    return "";
}
