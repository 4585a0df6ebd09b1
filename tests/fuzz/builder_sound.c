/* Any bytes as a sound: refused in words, or stripped, which changes nothing a second time. The checksums of
 * its pages are put right first, so that a fuzzer gets behind them. */
#include <stdlib.h>
#include <string.h>

#include "sound.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t checksum(const uint8_t *bytes, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        sum ^= (uint32_t)bytes[i] << 24;
        for (int bit = 0; bit < 8; bit++)
            sum = sum << 1 ^ (sum >> 31 ? 0x04c11db7u : 0);
    }
    return sum;
}

static void put_right(uint8_t *bytes, size_t len)
{
    for (size_t at = 0; len - at >= 27 && memcmp(bytes + at, "OggS", 4) == 0;) {
        size_t segments = bytes[at + 26], page = 27 + segments;
        if (segments > len - at - 27)
            return;
        for (size_t i = 0; i < segments; i++)
            page += bytes[at + 27 + i];
        if (page > len - at)
            return;
        memset(bytes + at + 22, 0, 4);
        uint32_t sum = checksum(bytes + at, page);
        for (int i = 0; i < 4; i++)
            bytes[at + 22 + (size_t)i] = (uint8_t)(sum >> 8 * i);
        at += page;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer plain, again;
    uint8_t *bytes = malloc(size + 1);
    if (!bytes)
        return 0;
    memcpy(bytes, data, size);
    put_right(bytes, size);
    buffer_init(&plain, 1 << 20);
    buffer_init(&again, 1 << 20);
    if (!ogg_strip(bytes, size, &plain)) {
        if (ogg_strip(plain.bytes, plain.len, &again) || plain.len != again.len ||
            memcmp(plain.bytes, again.bytes, plain.len) != 0)
            abort();
        (void)sound_check(plain.bytes, plain.len);
    }
    buffer_clear(&plain);
    buffer_clear(&again);
    free(bytes);
    return 0;
}
