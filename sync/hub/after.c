#include "after.h"

#include <string.h>

#include "base/cursor.h"

bool after_read(const char *text, size_t len, struct after *ret_after)
{
    uint8_t bytes[EPOCH_BYTES + 8];
    if (len != AFTER_HEX || !hex_read(text, len, bytes, sizeof bytes) || bytes[EPOCH_BYTES] & 0x80)
        return false;
    memcpy(ret_after->epoch, bytes, EPOCH_BYTES);
    uint64_t n = 0;
    for (int i = 0; i < 8; i++)
        n = n << 8 | bytes[EPOCH_BYTES + i];
    ret_after->n = (int64_t)n;
    return true;
}

void after_text(const uint8_t epoch[static EPOCH_BYTES], int64_t n, char ret_text[static AFTER_HEX + 1])
{
    uint8_t bytes[EPOCH_BYTES + 8];
    memcpy(bytes, epoch, EPOCH_BYTES);
    for (int i = 0; i < 8; i++)
        bytes[EPOCH_BYTES + i] = (uint8_t)((uint64_t)n >> (56 - 8 * i));
    hex_write(bytes, sizeof bytes, ret_text);
}
