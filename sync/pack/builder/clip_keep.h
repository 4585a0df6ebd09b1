/* Clips that were made before, in a folder of the editor's machine: a pack of six hundred texts in eight
 * languages takes minutes the first time, and seconds when two sentences changed. */
#ifndef WAYSIDE_BUILDER_CLIP_KEEP_H
#define WAYSIDE_BUILDER_CLIP_KEEP_H

#include <stdbool.h>

#include "base/buffer.h"

/* False: not there, or damaged. Adds to ret_ogg, which is empty. The same text, voice and programs give the
 * same clip, so what is kept never changes a byte of a pack. */
bool clip_recall(const char *folder, const char *voice, const char *text, struct buffer *ret_ogg);
/* Not needed to go on, so that nothing is said when it cannot be written. */
void clip_keep(const char *folder, const char *voice, const char *text, const struct buffer *ogg);

#endif
