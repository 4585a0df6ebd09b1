/* Sounds of a pack: Ogg Opus (RFC 7845), checked by decoding all of it, without the comments that a program
 * or a recorder wrote into it. */
#ifndef WAYSIDE_BUILDER_SOUND_H
#define WAYSIDE_BUILDER_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "builder/report.h"

#define SOUND_SECONDS 600

/* The same stream with empty OpusTags, one serial number, pages numbered anew. NULL, or a sentence (static)
 * that says what is wrong: it is not one logical stream of whole pages with right checksums, a head and tags.
 */
const char *ogg_strip(const void *bytes, size_t len, struct buffer *ret_ogg);
/* NULL when it is mono or stereo, at most SOUND_SECONDS, and can be decoded to its end; else a sentence. */
const char *sound_check(const void *bytes, size_t len);

#endif
