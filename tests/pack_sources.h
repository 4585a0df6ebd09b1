/* The sources of a small pack in a folder of their own, for tests of the builder and of what uses it. */
#ifndef WAYSIDE_TESTS_PACK_SOURCES_H
#define WAYSIDE_TESTS_PACK_SOURCES_H

#include "builder/builder.h"

struct pack_sources {
    char folder[64]; /* a new one below /tmp */
    struct builder_ground ground;
};
/* The folder with pack.ini and one topic in English; today is 2026-11-24. Asserts that it could be made. */
void sources_begin(struct pack_sources *sources);
/* Writes or replaces a file, "topics/papers.md"; folders are made. */
void sources_put(const struct pack_sources *sources, const char *file, const char *text);
void sources_put_bytes(const struct pack_sources *sources, const char *file, const void *bytes, size_t len);
/* Removes folder and all in it. */
void sources_end(struct pack_sources *sources);

/* The same around a cmocka test: *state is the struct pack_sources. */
int sources_set_up(void **state);
int sources_tear_down(void **state);

/* The line of the report that is about that file and place and has words in it (NULL: any); NULL: none. */
const struct report_line *sources_said(
    const struct report *report, const char *file, const char *place, const char *words);
/* Builds; the report is begun here, sorted, and cleared by the caller. Nothing is kept of what was built. */
bool sources_report(const struct pack_sources *sources, struct report *ret_report);
/* As sources_said, and fails the test when it was not said. */
void sources_need_said(const struct report *report, const char *file, const char *place, const char *words);
/* To standard error, for a failed test. */
void sources_print(const struct report *report);
/* The file of that path, NULL when there is none. */
const struct built_file *built_file_of(const struct built *built, const char *path);

#endif
