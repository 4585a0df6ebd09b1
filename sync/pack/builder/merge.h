/* A translation brought up to a new template, by msgmerge of GNU gettext. */
#ifndef WAYSIDE_BUILDER_MERGE_H
#define WAYSIDE_BUILDER_MERGE_H

#include "base/buffer.h"
#include "builder/report.h"

/* Translations are kept; one whose sentence changed is kept as fuzzy, and loses the names of those who
 * reviewed the old one; one whose sentence is gone becomes obsolete. False with mistakes in the report. */
bool merge(struct report *report, const char *file, const struct buffer *old, const struct buffer *pot,
    struct buffer *ret_text);

#endif
