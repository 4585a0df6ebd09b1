/* RFC 9457 problem documents: what the hub says when it refuses. Pure; the bytes are a stranger's. */
#ifndef WAYSIDE_WIRE_PROBLEM_H
#define WAYSIDE_WIRE_PROBLEM_H

#include <stddef.h>

#define PROBLEM_BYTES 8192 /* more of a refusal than this is not read */
#define PROBLEM_TEXT 256

/* "title: detail", each as far as it fits, every byte outside printable ASCII as '?'. "" when bytes are
 * not one JSON object with at least one of the two. */
void problem_read(const void *bytes, size_t len, char ret_text[static PROBLEM_TEXT]);

#endif
