/* What changes between two versions of a published file, in words for people who sign it. */
#ifndef WAYSIDE_PUBLISH_DIFFERENCE_H
#define WAYSIDE_PUBLISH_DIFFERENCE_H

#include "parts.h"

/* path: as a target, for the heading. old NULL: the file is new; new NULL: it goes. Prints, in colours on a
 * terminal: "night-line, number: +442079460018 -> +442079460019", "- a sentence", "+ a sentence". Everything
 * that differs is printed; an order that changes is said. False without memory, or
 * when the new file of a path that ends with .json cannot be read. */
MUST_CHECK bool difference_show(
    const struct run *run, const char *path, const struct buffer *old, const struct buffer *new);

#endif
