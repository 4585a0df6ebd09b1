/* Samples to Ogg Opus, by libopusenc. */
#ifndef WAYSIDE_BUILDER_CLIP_OPUS_H
#define WAYSIDE_BUILDER_CLIP_OPUS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/* Mono. The stream is as ogg_strip makes it: no comments, serial number 1. Adds to ret_ogg, which is empty.
 */
bool opus_make(const int16_t *samples, size_t count, int rate, struct buffer *ret_ogg);

#endif
