#include "base/buffer.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *buffer, size_t max)
{
    *buffer = (struct buffer){.max = max};
}

void buffer_clear(struct buffer *buffer)
{
    if (buffer->bytes)
        sodium_memzero(buffer->bytes, buffer->cap);
    free(buffer->bytes);
    buffer->bytes = NULL;
    buffer->len = buffer->cap = 0;
}

/* Room for len more and a NUL. Not realloc, which would leave the old bytes behind unwiped. */
static enum base_error grow(struct buffer *buffer, size_t len)
{
    if (len > buffer->max - buffer->len)
        return BASE_TOO_LARGE;
    size_t need = buffer->len + len + 1;
    if (need == 0)
        return BASE_TOO_LARGE;
    if (need <= buffer->cap)
        return BASE_OK;
    size_t cap = buffer->cap < 64 ? 64 : buffer->cap;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    if (cap > buffer->max && need <= buffer->max + 1)
        cap = buffer->max + 1 > need ? buffer->max + 1 : need;
    uint8_t *bytes = malloc(cap);
    if (!bytes)
        return BASE_NO_MEMORY;
    if (buffer->bytes) {
        memcpy(bytes, buffer->bytes, buffer->len);
        sodium_memzero(buffer->bytes, buffer->cap);
        free(buffer->bytes);
    }
    buffer->bytes = bytes;
    buffer->cap = cap;
    return BASE_OK;
}

enum base_error buffer_add(struct buffer *buffer, const void *bytes, size_t len)
{
    enum base_error error = grow(buffer, len);
    if (error)
        return error;
    if (len)
        memcpy(buffer->bytes + buffer->len, bytes, len);
    buffer->len += len;
    buffer->bytes[buffer->len] = 0;
    return BASE_OK;
}

enum base_error buffer_text(struct buffer *buffer, const char *text)
{
    return buffer_add(buffer, text, strlen(text));
}

enum base_error buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        return BASE_FORMAT;
    enum base_error error = grow(buffer, (size_t)len);
    if (error)
        return error;
    va_start(args, format);
    vsnprintf((char *)buffer->bytes + buffer->len, (size_t)len + 1, format, args);
    va_end(args);
    buffer->len += (size_t)len;
    return BASE_OK;
}
