#include "sound_decode.h"

#include <opusfile.h>
#include <sonic.h>
#include <stdlib.h>
#include <string.h>

struct decoder {
    OggOpusFile *file;
    sonicStream stream;
    bool flushed;
    opus_int16 packet[2 * SOUND_CHUNK];
    short mono[SOUND_CHUNK];
};

struct decoder *decoder_new(const void *ogg, size_t len, float speed, float volume)
{
    struct decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        return NULL;
    decoder->file = op_open_memory(ogg, len, NULL);
    decoder->stream = decoder->file ? sonicCreateStream(SOUND_RATE, 1) : NULL;
    if (!decoder->stream) {
        decoder_free(decoder);
        return NULL;
    }
    sonicSetSpeed(decoder->stream, speed);
    sonicSetVolume(decoder->stream, volume);
    return decoder;
}

void decoder_free(struct decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->stream)
        sonicDestroyStream(decoder->stream);
    if (decoder->file)
        op_free(decoder->file);
    explicit_bzero(decoder, sizeof *decoder);
    free(decoder);
}

/* The next packet goes in; after the last one, what is still inside comes out. */
static void feed(struct decoder *decoder)
{
    int count = op_read_stereo(decoder->file, decoder->packet, 2 * SOUND_CHUNK);
    for (int i = 0; i < count; i++)
        decoder->mono[i] = (short)((decoder->packet[2 * i] + decoder->packet[2 * i + 1]) / 2);
    bool more = count > 0 && sonicWriteShortToStream(decoder->stream, decoder->mono, count);
    if (more)
        return;
    sonicFlushStream(decoder->stream);
    decoder->flushed = true;
}

size_t decoder_read(struct decoder *decoder, int16_t *ret_samples, size_t most)
{
    for (;;) {
        int some = sonicReadShortFromStream(decoder->stream, ret_samples, (int)most);
        if (some > 0)
            return (size_t)some;
        if (decoder->flushed)
            return 0;
        feed(decoder);
    }
}
