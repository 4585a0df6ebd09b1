/* A text spoken by espeak-ng, as Ogg Opus. Each clip is made in a child process of its own: what was said
 * before changes no byte of it (espeak-ng keeps the phase of its wave), and a text that ends espeak-ng ends
 * one child. */
#ifndef WAYSIDE_BUILDER_CLIP_H
#define WAYSIDE_BUILDER_CLIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

#define CLIP_SECONDS 300 /* of one; a longer text is said to have no clip */

/* espeak-ng's voice for a language; NULL: it has none that people understand. Chinese is spoken by
 * cmn-latn-pinyin: "cmn" reads the numbers of tones aloud, in English. Thai and Burmese come out garbled, and
 * Khmer, Filipino, Tigrinya, Somali, Pashto, Hausa and Yoruba have no voice. */
const char *clip_voice(const char *language);

struct clip_wish {
    const char *text;
    struct buffer ogg; /* empty: it could not be made */
};
/* Makes them all, as many at a time as there are processors. False: the voice cannot be used at all (its data
 * are missing), or no process could be made. ogg of each is initialised here and cleared by the caller. */
bool clips_make(const char *voice, struct clip_wish *wishes, size_t count);

#endif
