/* A cursor over outside bytes. Every read checks what is left by subtraction, never by addition; a
 * failed read leaves the cursor where it was. */
#ifndef WAYSIDE_BASE_CURSOR_H
#define WAYSIDE_BASE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct cursor {
    const uint8_t *p, *end; /* borrowed from the caller of cursor_init */
};

void cursor_init(struct cursor *cursor, const void *bytes, size_t len);
size_t cursor_left(const struct cursor *cursor);

/* All return false, and change nothing, when too little is left. */
MUST_CHECK bool cursor_bytes(struct cursor *cursor, size_t len, const uint8_t **ret_bytes);
/* True and moves on when the next bytes are exactly these. */
MUST_CHECK bool cursor_literal(struct cursor *cursor, const char *text);
/* A line ended by one LF (not part of the result), of at most max bytes; false otherwise. */
MUST_CHECK bool cursor_line(struct cursor *cursor, size_t max, const uint8_t **ret_line, size_t *ret_len);

/* Lower-case hexadecimal of exactly 2 * len digits, no other character. */
MUST_CHECK bool hex_read(const char *hex, size_t hex_len, uint8_t *ret_bytes, size_t len);
/* Writes 2 * len digits and a NUL. */
void hex_write(const uint8_t *bytes, size_t len, char *ret_hex);

/* True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
bool utf8_valid(const void *text, size_t len);

#endif
