#include "base/cursor.h"

#include <string.h>

void cursor_init(struct cursor *cursor, const void *bytes, size_t len)
{
    static const uint8_t nothing[1];
    cursor->p = bytes ? bytes : nothing;
    cursor->end = bytes ? cursor->p + len : nothing;
}

size_t cursor_left(const struct cursor *cursor)
{
    return (size_t)(cursor->end - cursor->p);
}

bool cursor_bytes(struct cursor *cursor, size_t len, const uint8_t **ret_bytes)
{
    if (len > cursor_left(cursor))
        return false;
    *ret_bytes = cursor->p;
    cursor->p += len;
    return true;
}

bool cursor_literal(struct cursor *cursor, const char *text)
{
    size_t len = strlen(text);
    if (len > cursor_left(cursor) || memcmp(cursor->p, text, len) != 0)
        return false;
    cursor->p += len;
    return true;
}

bool cursor_line(struct cursor *cursor, size_t max, const uint8_t **ret_line, size_t *ret_len)
{
    size_t left = cursor_left(cursor);
    size_t most = left > max ? max + 1 : left;
    const uint8_t *lf = most ? memchr(cursor->p, '\n', most) : NULL;
    if (!lf)
        return false;
    *ret_line = cursor->p;
    *ret_len = (size_t)(lf - cursor->p);
    cursor->p = lf + 1;
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool hex_read(const char *hex, size_t hex_len, uint8_t *ret_bytes, size_t len)
{
    if (hex_len % 2 || hex_len / 2 != len)
        return false;
    for (size_t i = 0; i < hex_len; i++)
        if (hex_digit(hex[i]) < 0)
            return false;
    for (size_t i = 0; i < len; i++)
        ret_bytes[i] = (uint8_t)(hex_digit(hex[2 * i]) * 16 + hex_digit(hex[2 * i + 1]));
    return true;
}

void hex_write(const uint8_t *bytes, size_t len, char *ret_hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        ret_hex[2 * i] = digits[bytes[i] >> 4];
        ret_hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    ret_hex[2 * len] = 0;
}

/* RFC 3629, section 4: the length of the character at p, 0 when it is not well-formed. */
static size_t utf8_char(const uint8_t *p, size_t left)
{
    uint8_t low = 0x80, high = 0xbf; /* the range of the second byte */
    size_t len;
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xc2 && p[0] <= 0xdf) {
        len = 2;
    } else if (p[0] >= 0xe0 && p[0] <= 0xef) {
        len = 3;
        low = p[0] == 0xe0 ? 0xa0 : low;
        high = p[0] == 0xed ? 0x9f : high;
    } else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
        len = 4;
        low = p[0] == 0xf0 ? 0x90 : low;
        high = p[0] == 0xf4 ? 0x8f : high;
    } else {
        return 0;
    }
    if (len > left || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if (p[i] < 0x80 || p[i] > 0xbf)
            return 0;
    return len;
}

bool utf8_valid(const void *text, size_t len)
{
    const uint8_t *p = text;
    while (len > 0) {
        size_t n = utf8_char(p, len);
        if (!n)
            return false;
        p += n;
        len -= n;
    }
    return true;
}
