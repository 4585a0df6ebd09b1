/* Any bytes as a clip, at every speed: refused, or so many samples as its packets can hold, and an end. The
 * checksums of its pages are put right first, so that a fuzzer gets behind them. */
#include <stdlib.h>
#include <string.h>

#include "ogg_pages.h"
#include "sound_decode.h"

#define SLOWEST 3 /* half as fast is twice as many samples; and what is inside when it ends */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    ogg_put_right(bytes, size - 1);
    play(bytes, size - 1, speeds[data[0] % (sizeof speeds / sizeof *speeds)]);
    free(bytes);
    return 0;
}
