#include "base64.h"

#include <string.h>

#include <sodium.h>

#define VARIANT sodium_base64_VARIANT_ORIGINAL_NO_PADDING

void base64_write_32(const uint8_t bytes[static 32], uint8_t ret_text[static BASE64_32])
{
    char text[BASE64_32 + 1];
    sodium_bin2base64(text, sizeof text, bytes, 32, VARIANT);
    memcpy(ret_text, text, BASE64_32);
}

/* libsodium 1.0.18 takes some bytes above 0x7f for characters of the alphabet. */
static bool ascii(const uint8_t *text, size_t len)
{
    uint8_t any = 0;
    for (size_t i = 0; i < len; i++)
        any |= text[i];
    return any < 0x80;
}

bool base64_read(const void *text, size_t text_len, uint8_t *ret_bytes, size_t len)
{
    size_t read = 0;
    return ascii(text, text_len) &&
           sodium_base642bin(ret_bytes, len, text, text_len, NULL, &read, NULL, VARIANT) == 0 && read == len;
}

bool base64_line_valid(const void *text, size_t text_len)
{
    uint8_t bytes[BASE64_LINE];
    return text_len <= BASE64_COLUMNS && ascii(text, text_len) &&
           sodium_base642bin(bytes, sizeof bytes, text, text_len, NULL, NULL, NULL, VARIANT) == 0;
}

bool base64_padded_read(
    const void *text, size_t text_len, uint8_t ret_bytes[static BASE64_LINE], size_t *ret_len)
{
    return ascii(text, text_len) && sodium_base642bin(ret_bytes, BASE64_LINE, text, text_len, NULL, ret_len,
                                        NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
}
