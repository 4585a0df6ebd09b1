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

#endif
