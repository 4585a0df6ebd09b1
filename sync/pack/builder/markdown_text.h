/* The words of one paragraph, heading or point. */
#ifndef WAYSIDE_BUILDER_MARKDOWN_TEXT_H
#define WAYSIDE_BUILDER_MARKDOWN_TEXT_H

#include <cmark.h>

#include "base/buffer.h"
#include "sources.h"

struct markdown {
    const char *file;
    size_t line; /* of the first line of the body */
    struct report *report;
    struct topic *topic;
    bool full; /* more blocks than are taken: said once */
};
size_t markdown_line(const struct markdown *markdown, cmark_node *node);
void markdown_complain(struct markdown *markdown, cmark_node *node, const char *what);
/* False after a mistake, which is reported. Line breaks that were asked for are LF, others a space. */
bool markdown_text(struct markdown *markdown, cmark_node *node, struct buffer *ret_text);

#endif
