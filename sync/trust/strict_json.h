/* JSON as metadata may be: one object in UTF-8, no name twice, no number but an integer, bounded in depth
 * and in values before any memory is spent on it. And its canonical form, which is what was signed. */
#ifndef WAYSIDE_TRUST_STRICT_JSON_H
#define WAYSIDE_TRUST_STRICT_JSON_H

#include <jansson.h>
#include <stddef.h>

#include "base/buffer.h"
#include "trust/trust.h"

/* TRUST_FORMAT, TRUST_BOUND, TRUST_NO_MEMORY. The caller calls json_decref. */
MUST_CHECK enum trust_error strict_json_read(const void *bytes, size_t len, json_t **ret_document);
/* OLPC canonical JSON: no white space, members in the order of their bytes, in strings only '"' and '\' are
 * escaped. Adds to ret_bytes. TRUST_FORMAT for a number that is not an integer. */
MUST_CHECK enum trust_error canonical_write(const json_t *value, struct buffer *ret_bytes);

#endif
