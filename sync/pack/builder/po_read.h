/* One gettext file, read by libgettextpo and given out entry by entry. */
#ifndef WAYSIDE_BUILDER_PO_READ_H
#define WAYSIDE_BUILDER_PO_READ_H

#include "parts.h"

struct po_entry {
    const char *msgid; /* "" the head of the file */
    const char *text;  /* "" not translated */
    const char *notes; /* comments of people, lines that end with LF */
    const char *extracted;
    bool fuzzy, obsolete;
    bool other;  /* it has a context or forms by number: no text of a pack has */
    size_t line; /* of its msgid; 0 unknown */
};
typedef void po_each(void *ctx, const struct po_entry *entry);
/* In the order of the file. False with mistakes in the report: no UTF-8, no gettext file, more than
 * STRINGS_MOST entries. Entries before the fault were given out. Not for two threads at once: libgettextpo
 * keeps its state in globals. */
bool po_read(
    const char *file, const void *bytes, size_t len, struct report *report, po_each *each, void *ctx);

/* ---- comments ---- */
bool po_unreviewed(const struct po_entry *entry);
/* Different names after "reviewed by:". */
unsigned po_reviewers(const char *notes);
/* What po_message_comments and its like give: copies that libgettextpo leaves to its caller. */
void po_comments_free(const char *comments);
/* Is this line (without its LF) such a name? */
bool po_is_review(const char *line, size_t len);

#endif
