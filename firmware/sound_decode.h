/* One clip, Ogg Opus to samples, faster or slower without another pitch. */
#ifndef WAYSIDE_FIRMWARE_SOUND_DECODE_H
#define WAYSIDE_FIRMWARE_SOUND_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SOUND_RATE 48000
#define SOUND_CHUNK 5760 /* samples: the longest packet of Opus, 120 ms */

struct decoder;
/* The bytes are borrowed while it lives. NULL: they are no sound, or more than one. */
struct decoder *decoder_new(const void *ogg, size_t len, float speed, float volume);
void decoder_free(struct decoder *decoder); /* takes NULL; wipes */
/* Mono; 0 at the end, or where the sound is damaged. */
size_t decoder_read(struct decoder *decoder, int16_t *ret_samples, size_t most);

#endif
