/* Base 64 as age headers have it: RFC 4648 section 4, canonical, without padding. libsodium's, which
 * takes the same time whatever the bytes are. */
#ifndef WAYSIDE_SEAL_BASE64_H
#define WAYSIDE_SEAL_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define BASE64_32 43      /* characters of 32 bytes */
#define BASE64_COLUMNS 64 /* of a body line */
#define BASE64_LINE 48    /* bytes of a full line */

/* Exactly 43 characters; no NUL. */
void base64_write_32(const uint8_t bytes[static 32], uint8_t ret_text[static BASE64_32]);
/* False unless text is the one canonical form of exactly len bytes. */
MUST_CHECK bool base64_read(const void *text, size_t text_len, uint8_t *ret_bytes, size_t len);
/* True when a line of at most 64 columns is canonical, whatever its length. */
MUST_CHECK bool base64_line_valid(const void *text, size_t text_len);
/* A line of armour, with padding: 1 to 48 bytes, canonical. */
MUST_CHECK bool base64_padded_read(
    const void *text, size_t text_len, uint8_t ret_bytes[static BASE64_LINE], size_t *ret_len);

#endif
