#include "builder/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void report_init(struct report *report)
{
    *report = (struct report){.lines = NULL};
}

void report_clear(struct report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->lines[i].file);
        free(report->lines[i].text);
    }
    free(report->lines);
    report_init(report);
}

/* A control character in a source's name or text would spoil the line of the terminal that shows it. */
static char *plain(char *text)
{
    for (char *p = text; p && *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = ' ';
    return text;
}

static bool grow(struct report *report)
{
    if (report->count == REPORT_MOST)
        return false;
    if (report->count & (report->count - 1)) /* room for the next power of two */
        return true;
    size_t cap = report->count ? report->count * 2 : 1;
    struct report_line *lines = realloc(report->lines, cap * sizeof *lines);
    if (lines)
        report->lines = lines;
    return lines;
}

static void add(struct report *report, enum report_kind kind, const char *file, const char *place,
    const char *format, va_list args) __attribute__((format(printf, 5, 0)));
static void add(struct report *report, enum report_kind kind, const char *file, const char *place,
    const char *format, va_list args)
{
    struct report_line line = {.kind = kind};
    report->mistakes += kind == REPORT_MISTAKE;
    snprintf(line.place, sizeof line.place, "%s", place);
    if (grow(report)) {
        line.file = plain(strdup(file));
        if (vasprintf(&line.text, format, args) < 0)
            line.text = NULL;
        plain(line.text);
    }
    if (!line.file || !line.text) {
        free(line.file);
        free(line.text);
        report->more++;
        return;
    }
    report->lines[report->count++] = line;
}

void report_mistake(struct report *report, const char *file, const char *place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(report, REPORT_MISTAKE, file, place, format, args);
    va_end(args);
}

void report_warning(struct report *report, const char *file, const char *place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(report, REPORT_WARNING, file, place, format, args);
    va_end(args);
}

/* "line 12" and "cell C12" are both row 12; the whole file comes first. A longer cell's name is a later
 * column. */
static size_t row_of(const char *place)
{
    size_t digits = strcspn(place, "0123456789");
    return place[digits] ? strtoul(place + digits, NULL, 10) : 0;
}

static int compare(const struct report_line *one, const struct report_line *other)
{
    int order = strcmp(one->file, other->file);
    size_t row = row_of(one->place), other_row = row_of(other->place);
    size_t len = strlen(one->place), other_len = strlen(other->place);
    if (order)
        return order;
    if (row != other_row)
        return row < other_row ? -1 : 1;
    if (len != other_len)
        return len < other_len ? -1 : 1;
    return strcmp(one->place, other->place);
}

void report_sort(struct report *report)
{
    /* Insertion keeps the order in which those of one place were found; there are at most REPORT_MOST. */
    for (size_t i = 1; i < report->count; i++) {
        struct report_line line = report->lines[i];
        size_t at = i;
        for (; at > 0 && compare(&report->lines[at - 1], &line) > 0; at--)
            report->lines[at] = report->lines[at - 1];
        report->lines[at] = line;
    }
}
