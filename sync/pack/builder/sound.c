#include "sound.h"

#include <opusfile.h>
#include <stdio.h>
#include <string.h>

#include "parts.h"

#define RATE 48000 /* of Opus, always */
#define DAMAGED "The sound is damaged, or cut short. Make it again."

/* All of it: what a kiosk plays to someone who cannot read must not stop in the middle. */
static const char *decode(OggOpusFile *sound)
{
    opus_int16 samples[2 * 5760]; /* the longest packet, 120 ms */
    int64_t total = 0;
    for (;;) {
        int count = op_read_stereo(sound, samples, sizeof samples / sizeof *samples);
        if (count < 0)
            return DAMAGED;
        if (count == 0)
            return total > 0 ? NULL : "The sound is empty.";
        total += count;
        if (total > (int64_t)SOUND_SECONDS * RATE)
            return "The sound is longer than ten minutes. Make it shorter, or cut the topic in two.";
    }
}

const char *sound_check(const void *bytes, size_t len)
{
    int error = 0;
    OggOpusFile *sound = op_open_memory(bytes, len, &error);
    if (!sound)
        return DAMAGED;
    const OpusHead *head = op_head(sound, 0);
    const char *why = NULL;
    if (op_link_count(sound) != 1)
        why = "The file holds more than one sound. Save the sound alone as Ogg Opus.";
    else if (head->channel_count > 2)
        why = "The sound has more than two channels. Save it as mono.";
    else
        why = decode(sound);
    op_free(sound);
    return why;
}

bool sound_build(struct build *build, const char *file, char ret_file[static 48])
{
    struct buffer bytes, plain;
    char name[48];
    const char *why = NULL;
    buffer_init(&plain, PACK_MEDIA_BYTES);
    bool done = build_read(build, file, SOURCE_MEDIA_BYTES, &bytes);
    if (done)
        why = ogg_strip(bytes.bytes, bytes.len, &plain);
    if (done && !why)
        why = sound_check(plain.bytes, plain.len);
    if (done && !why) {
        output_media_name(plain.bytes, plain.len, "ogg", name);
        if (!output_add(&build->output, name, plain.bytes, plain.len))
            why = "It does not fit into the pack any more.";
    }
    if (why)
        report_mistake(build->report, file, "", "%s", why);
    done = done && !why;
    if (done)
        memcpy(ret_file, name, sizeof name);
    buffer_clear(&plain);
    buffer_clear(&bytes);
    return done;
}
