/* The checksums of Ogg pages put right, so that a fuzzer gets behind them. RFC 3533, 6. A header alone: a
 * fuzz target is one file. */
#ifndef WAYSIDE_TESTS_FUZZ_OGG_PAGES_H
#define WAYSIDE_TESTS_FUZZ_OGG_PAGES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint32_t ogg_checksum(const uint8_t *bytes, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        sum ^= (uint32_t)bytes[i] << 24;
        for (int bit = 0; bit < 8; bit++)
            sum = sum << 1 ^ (sum >> 31 ? 0x04c11db7u : 0);
    }
    return sum;
}

static inline void ogg_put_right(uint8_t *bytes, size_t len)
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
        uint32_t sum = ogg_checksum(bytes + at, page);
        for (int i = 0; i < 4; i++)
            bytes[at + 22 + (size_t)i] = (uint8_t)(sum >> 8 * i);
        at += page;
    }
}

#endif
