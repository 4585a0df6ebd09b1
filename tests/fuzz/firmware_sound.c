/* Any bytes as a clip, at every speed: refused, or so many samples as its packets can hold, and an end. The
 * checksums of its pages are put right first, so that a fuzzer gets behind them. */
#include <stdlib.h>
#include <string.h>

#include "sound_decode.h"

#define SLOWEST 3 /* half as fast is twice as many samples; and what is inside when it ends */

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

/* A packet has at least one byte. */
static void play(const uint8_t *bytes, size_t size, float speed)
{
    static int16_t samples[SOUND_CHUNK];
    struct decoder *decoder = decoder_new(bytes, size, speed, 2.0f);
    size_t most = (size + 2) * SOUND_CHUNK * SLOWEST, all = 0, count;
    if (!decoder)
        return;
    while ((count = decoder_read(decoder, samples, SOUND_CHUNK)) > 0) {
        all += count;
        if (count > SOUND_CHUNK || all > most)
            abort();
    }
    if (decoder_read(decoder, samples, SOUND_CHUNK) != 0)
        abort();
    decoder_free(decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const float speeds[] = {0.5f, 0.67f, 0.8f, 1.0f, 1.25f, 1.6f, 2.0f};
    if (size < 1)
        return 0;
    uint8_t *bytes = malloc(size);
    if (!bytes)
        return 0;
    memcpy(bytes, data + 1, size - 1);
    put_right(bytes, size - 1);
    play(bytes, size - 1, speeds[data[0] % (sizeof speeds / sizeof *speeds)]);
    free(bytes);
    return 0;
}
