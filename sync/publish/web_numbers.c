/* Telephone numbers on the site: with the hours of a usual week, who answers, what is known about the call.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/opening_hours.h"
#include "web.h"

#define FEW 4
#define DAY_MINUTES 1440

/* Spans of one day, "08:00-12:00, 13:00-18:00"; "" closed. */
static void spans_of_day(const struct hours *hours, const int date[static 3], char *out, size_t cap)
{
    struct hours_moment moment = {.year = date[0], .month = date[1], .day = date[2]};
    size_t len = 0;
    out[0] = '\0';
    while (moment.minute < DAY_MINUTES && len < cap) {
        struct hours_answer answer = hours_at(hours, &moment);
        int until = answer.minutes < 0 ? DAY_MINUTES : moment.minute + answer.minutes;
        until = until > DAY_MINUTES ? DAY_MINUTES : until;
        if (answer.open) {
            len += (size_t)snprintf(out + len, cap - len, "%s%02d:%02d&#8211;%02d:%02d", len ? ", " : "",
                moment.minute / 60, moment.minute % 60, until / 60, until % 60);
        }
        moment.minute = until;
    }
}

static void next_day(int date[static 3])
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int length = days[date[1] - 1];
    length += date[1] == 2 && date[0] % 4 == 0 && (date[0] % 100 != 0 || date[0] % 400 == 0);
    if (++date[2] > length) {
        date[2] = 1;
        if (++date[1] > 12) {
            date[1] = 1;
            date[0]++;
        }
    }
}

/* The first Monday from today on: a week without the days that have passed. */
static void next_monday(const char *today, int date[static 3])
{
    date[0] = atoi(today);
    date[1] = atoi(today + 5);
    date[2] = atoi(today + 8);
    while (hours_weekday(date[0], date[1], date[2]) != 0) {
        next_day(date);
    }
}

static void add_days(struct page *page, int first, int last)
{
    static const char *const names[] = {
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    page_add(page, "<dt>");
    word(page, names[first]);
    if (last > first) {
        page_add(page, "&#8211;");
        word(page, names[last]);
    }
    page_add(page, "</dt>");
}

static void add_week(struct page *page, const struct hours *hours)
{
    char spans[7][256];
    int date[3];
    next_monday(page->site->today, date);
    for (int day = 0; day < 7; day++) {
        spans_of_day(hours, date, spans[day], sizeof spans[day]);
        next_day(date);
    }
    page_add(page, "<dl class=\"hours\">\n");
    for (int day = 0, last; day < 7; day = last + 1) {
        for (last = day; last < 6 && strcmp(spans[last + 1], spans[day]) == 0; last++) {
        }
        if (spans[day][0]) {
            add_days(page, day, last);
            page_add(page, "<dd><bdi dir=\"ltr\">%s</bdi></dd>\n", spans[day]);
        }
    }
    page_add(page, "</dl>\n");
}

void page_hours(struct page *page, const char *text)
{
    size_t offset;
    const char *why;
    if (strcmp(text, "24/7") == 0) {
        page_add(page, "<p>");
        word(page, "Day and night");
        page_add(page, "</p>\n");
        return;
    }
    struct hours *hours = hours_new(text, &offset, &why);
    if (hours) {
        add_week(page, hours);
    }
    if (hours && strstr(text, "PH")) {
        page_add(page, "<p>");
        word(page, "Other hours on public holidays");
        page_add(page, "</p>\n");
    }
    hours_free(hours);
}

static void add_fact(struct page *page, enum hotline_fact fact, const char *yes, const char *no)
{
    const char *msgid = fact == FACT_YES ? yes : fact == FACT_NO ? no : NULL;
    if (msgid) {
        page_add(page, "<li>");
        word(page, msgid);
        page_add(page, "</li>\n");
    }
}

static void add_facts(struct page *page, const struct hotline *hotline)
{
    char list[2048] = "", day[128];
    size_t len = 0;
    for (size_t i = 0; i < hotline->language_count && len < sizeof list - 128; i++) {
        const char *tag = hotline->languages[i];
        len += (size_t)snprintf(list + len, sizeof list - len, "%s<bdi lang=\"%s\">%.80s</bdi>",
            i ? ", " : "", tag, language_autonym(page->site, tag));
    }
    page_add(page, "<ul>\n<li>");
    word_with(page, "They speak {languages}", list);
    page_add(page, "</li>\n");
    add_fact(page, hotline->free_from_foreign_sim, "Free, with a foreign SIM card too",
        "Costs money with a foreign SIM card");
    add_fact(page, hotline->records_calls, "Calls are recorded", "Calls are not recorded");
    add_fact(page, hotline->on_phone_bill, "The call can be seen on the phone bill",
        "The call is not on the phone bill");
    add_fact(page, hotline->children, "Children can call too", NULL);
    snprintf(day, sizeof day, "<time datetime=\"%s\"><bdi dir=\"ltr\">%s</bdi></time>", hotline->checked_on,
        hotline->checked_on);
    page_add(page, "<li>");
    word_with(page, "Checked on {day}", day);
    page_add(page, "</li>\n</ul>\n");
}

/* A name may be in the language of somebody else only: then it says so. */
static void add_name(struct page *page, const struct network_text *text)
{
    const char *tag = page->site->pack->languages[page->language].tag;
    for (size_t i = 0; i < text->count; i++) {
        if (strcmp(text->in[i].language, tag) == 0) {
            page_text(page, text->in[i].text);
            return;
        }
    }
    if (text->count > 0) {
        page_add(page, "<span lang=\"%s\" dir=\"%s\">", text->in[0].language,
            language_direction(page->site, text->in[0].language));
        page_text(page, text->in[0].text);
        page_add(page, "</span>");
    }
}

static void add_number(struct page *page, const struct hotline *hotline, bool few)
{
    char call[64];
    page_add(page, "<li class=\"number%s\"><%s>", hotline->emergency ? " danger" : "", few ? "h3" : "h2");
    add_name(page, &hotline->name);
    page_add(page, "</%s>\n<div>", few ? "h3" : "h2");
    page_add(page, "<p><a class=\"digits\" href=\"tel:%s\"><bdi dir=\"ltr\">%s</bdi></a></p>\n<p>",
        hotline->number, hotline->number);
    add_name(page, &hotline->answered_by);
    page_add(page, "</p>\n");
    page_hours(page, hotline->opening_hours);
    if (hotline->text_number[0]) {
        char link[160];
        snprintf(link, sizeof link, "<a href=\"sms:%.40s\"><bdi dir=\"ltr\">%.40s</bdi></a>",
            hotline->text_number, hotline->text_number);
        page_add(page, "<p>");
        word_with(page, "Text messages: {number}", link);
        page_add(page, "</p>\n");
    }
    if (!few) {
        add_facts(page, hotline);
    }
    snprintf(call, sizeof call, "tel:%.50s", hotline->number);
    page_add(page, "</div>\n");
    page_qr(page, call, hotline->number);
    page_add(page, "</li>\n");
}

void page_numbers(struct page *page, bool few)
{
    const struct hotlines *hotlines = &page->site->hotlines;
    size_t shown = 0;
    page_add(page, "<ul class=\"numbers\">\n");
    for (int danger = 1; danger >= 0; danger--) {
        for (size_t i = 0; i < hotlines->count && !(few && shown == FEW); i++) {
            if (hotlines->in[i].emergency == (danger == 1)) {
                add_number(page, &hotlines->in[i], few);
                shown++;
            }
        }
    }
    page_add(page, "</ul>\n");
}
