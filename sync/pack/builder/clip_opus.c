#include "clip_opus.h"

#include <opusenc.h>

#include "sound.h"

#define BITS_A_SECOND 12000
#define COMPLEXITY 2 /* a third of the time of 10; nobody hears it in a made voice */
#define WRITE_MOST 48000

static int take(void *self, const unsigned char *bytes, opus_int32 len)
{
    return buffer_add(self, bytes, (size_t)len) != BASE_OK;
}

static int closed(void *self)
{
    (void)self;
    return 0;
}

static bool set_up(OggOpusEnc *encoder)
{
    return ope_encoder_ctl(encoder, OPUS_SET_BITRATE(BITS_A_SECOND)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPUS_SET_COMPLEXITY(COMPLEXITY)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPE_SET_SERIALNO(1)) == OPE_OK;
}

static bool encode(OggOpusEnc *encoder, const int16_t *samples, size_t count)
{
    for (size_t done = 0; done < count;) {
        int some = count - done < WRITE_MOST ? (int)(count - done) : WRITE_MOST;
        if (ope_encoder_write(encoder, samples + done, some) != OPE_OK)
            return false;
        done += (size_t)some;
    }
    return ope_encoder_drain(encoder) == OPE_OK;
}

bool opus_make(const int16_t *samples, size_t count, int rate, struct buffer *ret_ogg)
{
    const OpusEncCallbacks to = {take, closed};
    struct buffer whole;
    int error = OPE_OK;
    buffer_init(&whole, ret_ogg->max);
    OggOpusComments *comments = ope_comments_create();
    OggOpusEnc *encoder = comments ? ope_encoder_create_callbacks(&to, &whole, comments, rate, 1, 0, &error)
                                   : NULL;
    bool made = encoder && error == OPE_OK && set_up(encoder) && encode(encoder, samples, count);
    if (encoder)
        ope_encoder_destroy(encoder);
    if (comments)
        ope_comments_destroy(comments);
    made = made && !ogg_strip(whole.bytes, whole.len, ret_ogg);
    buffer_clear(&whole);
    return made;
}
