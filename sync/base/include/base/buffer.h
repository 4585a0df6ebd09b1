/* A growing run of bytes that is born with its maximum; wiped when cleared or moved. */
#ifndef WAYSIDE_BASE_BUFFER_H
#define WAYSIDE_BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct buffer {
    uint8_t *bytes; /* len bytes, then a NUL that is not counted; NULL before the first byte */
    size_t len, cap, max;
};

void buffer_init(struct buffer *buffer, size_t max);
/* Wipes and frees; the buffer may be used again. */
void buffer_clear(struct buffer *buffer);
/* BASE_TOO_LARGE past max, BASE_NO_MEMORY; nothing is added then. */
MUST_CHECK enum base_error buffer_add(struct buffer *buffer, const void *bytes, size_t len);
MUST_CHECK enum base_error buffer_text(struct buffer *buffer, const char *text);
MUST_CHECK enum base_error buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
