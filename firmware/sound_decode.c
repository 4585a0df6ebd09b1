#include "sound_decode.h"

#include <opusfile.h>
#include <sonic.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_HEAD 27 /* bytes of an Ogg page (RFC 3533) before its lacing values */
#define PAGE_FIRST 2 /* flag in its sixth byte */
#define PAGE_SERIAL 14

struct decoder {
    OggOpusFile *file;
    sonicStream stream;
    bool flushed;
    opus_int16 packet[2 * SOUND_CHUNK];
    short mono[SOUND_CHUNK];
};

/* One stream from the first byte to the last, as a pack's builder writes it. Behind one another, or side by
 * side, there is no clip; and opusfile, which looks for all of them before it plays, takes long over many and
 * keeps what it had of them when a later one is damaged. */
static bool one_stream(const uint8_t *ogg, size_t len)
{
    size_t at = 0, left;
    for (; (left = len - at) >= PAGE_HEAD; at += PAGE_HEAD) {
        const uint8_t *page = ogg + at;
        size_t lacing = page[26], body = 0;
        bool first = page[5] & PAGE_FIRST, same = memcmp(page + PAGE_SERIAL, ogg + PAGE_SERIAL, 4) == 0;
        if (memcmp(page, "OggS", 5) != 0 || first != (at == 0) || !same || lacing > left - PAGE_HEAD)
            return false;
        for (size_t i = 0; i < lacing; i++)
            body += page[PAGE_HEAD + i];
        if (body > left - PAGE_HEAD - lacing)
            return false;
        at += lacing + body;
    }
    return at > 0 && left == 0;
}

struct decoder *decoder_new(const void *ogg, size_t len, float speed, float volume)
{
    struct decoder *decoder = one_stream(ogg, len) ? calloc(1, sizeof *decoder) : NULL;
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
