#ifndef WAYSIDE_PUBLISH_PREVIEW_H
#define WAYSIDE_PUBLISH_PREVIEW_H

#include "builder/builder.h"
#include "parts.h"

/* From out/pictures.json, which wayside-preview writes, to out/index.html: a row for each page, a column for
 * each language. False after one sentence. */
MUST_CHECK bool preview_index(
    const char *out, const struct built *built, size_t *ret_pictures, size_t *ret_findings);

#endif
