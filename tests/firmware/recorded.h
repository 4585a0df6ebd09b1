/* recorded: what a sound device was really given, by SDL's driver "disk", which writes it into a file as fast
 * as a loudspeaker would play it; and tones to play. 16-bit mono, 48 kHz. Link: SOURCES firmware/recorded.c.
 */
#ifndef WAYSIDE_TESTS_RECORDED_H
#define WAYSIDE_TESTS_RECORDED_H

#include <stddef.h>

#include "base/buffer.h"
#include "firmware/sound.h"

#define RECORDED_SECOND 48000
/* From now on, into this file. */
void recorded_begin(const char *file);
size_t recorded_samples(const char *file); /* 0: there is no file */
/* Samples from `from` on that are louder than level (of 32767). */
size_t recorded_loud(const char *file, size_t from, int level);
/* Waits until that many loud samples are there; fails after ten seconds. */
void recorded_wait_loud(const char *file, int level, size_t count);
/* Waits until the file has not grown for a fifth of a second. */
void recorded_wait_end(const char *file);
/* A tone of this height, Ogg Opus. */
void recorded_tone(const char *folder, int tenths, int level, struct buffer *ret_ogg);
struct sound_clip *recorded_clips(const struct buffer *ogg, size_t count);

#endif
