#include "base64.h"

#include <string.h>

#include <sodium.h>

void base64_write_32(const uint8_t bytes[static 32], uint8_t ret_text[static BASE64_32])
{
    char text[BASE64_32 + 1];
    sodium_bin2base64(text, sizeof text, bytes, 32, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    memcpy(ret_text, text, BASE64_32);
}

bool base64_read(const void *text, size_t text_len, uint8_t *ret_bytes, size_t len)
{
    size_t read = 0;
    return sodium_base642bin(ret_bytes, len, text, text_len, NULL, &read, NULL,
               sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           read == len;
}

bool base64_line_valid(const void *text, size_t text_len)
{
    uint8_t bytes[BASE64_LINE];
    size_t read = 0;
    return text_len <= BASE64_COLUMNS && sodium_base642bin(bytes, sizeof bytes, text, text_len, NULL, &read,
                                             NULL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0;
}
