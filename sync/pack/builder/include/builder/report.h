/* What is wrong with the sources of a pack: every mistake of one run, each with file, line or cell, and what
 * to do. */
#ifndef WAYSIDE_BUILDER_REPORT_H
#define WAYSIDE_BUILDER_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#define REPORT_MOST 1000 /* then one line says that there are more */

enum report_kind { REPORT_MISTAKE, REPORT_WARNING };
struct report_line {
    enum report_kind kind;
    char *file;     /* as the editor knows it, below the folder of the pack: "topics/papers.md" */
    char place[32]; /* "line 12", "cell C7", "line 4, column 9"; "" the whole file */
    char *text;     /* one plain sentence: what is wrong, and what to do */
};
struct report {
    struct report_line *lines;
    size_t count, mistakes, more; /* more: not kept */
};
void report_init(struct report *report);
void report_clear(struct report *report);
/* place: "" or as above. Never fails; without memory the mistake is counted all the same. */
void report_mistake(struct report *report, const char *file, const char *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_warning(struct report *report, const char *file, const char *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* By file, then by line or cell, then as they were found. builder_build leaves it sorted. */
void report_sort(struct report *report);

#endif
