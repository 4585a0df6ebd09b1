/* libgettextpo reads and writes files by name only, and gives its handlers no context: both is dealt with
 * here. */
#ifndef WAYSIDE_BUILDER_PO_FILE_H
#define WAYSIDE_BUILDER_PO_FILE_H

#include <gettext-po.h>

#include "base/buffer.h"
#include "builder/report.h"

/* NULL with mistakes in the report, each with its line. The caller frees it with po_file_free. */
po_file_t po_file_open(const char *file, const char *text, size_t len, struct report *report);
/* What would be written; adds to ret_text. */
bool po_file_text(const char *file, po_file_t po, struct report *report, struct buffer *ret_text);

/* A file in memory, without a name but for memory_path's; children inherit it. -1: none to be had. */
int memory_file(const void *bytes, size_t len);
void memory_path(int fd, char ret_path[static 40]);
/* All of it; adds to ret_bytes. */
bool memory_take(int fd, struct buffer *ret_bytes);

#endif
