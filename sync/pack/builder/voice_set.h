/* All that is said in one language: texts, their clips, and the files these become. */
#ifndef WAYSIDE_BUILDER_VOICE_SET_H
#define WAYSIDE_BUILDER_VOICE_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "pack/voice.h"

struct voice_wish {
    char *text;
    char *part; /* texts of one part lie in one file: "topics/papers.md" */
    uint8_t key[VOICE_KEY];
    struct buffer ogg; /* empty: not made yet, or it cannot be */
};
struct voice_set {
    char language[VOICE_TAG];
    struct voice_wish *in; /* in the order in which they were wished for */
    size_t count, cap;
    size_t *by_key; /* sorted once they are written */
};
void voice_set_begin(struct voice_set *set, const char *language);
void voice_set_clear(struct voice_set *set);
/* A text; of one with places ("until {time}") its pieces. One that is there already is not wished for twice.
 * False without memory, or over VOICE_CLIPS. */
bool voice_set_wish(struct voice_set *set, const char *text, const char *part);
/* A text that somebody has spoken: comes before what is made. Takes the bytes. */
bool voice_set_recorded(struct voice_set *set, const char *text, const char *part, struct buffer *ogg);
/* 0 to VOICE_NUMBER_MOST, and "+". */
bool voice_set_numbers(struct voice_set *set);
/* Makes what was not recorded; kept: a folder of clips made before (clip_keep.h), NULL none. False: this
 * language has no usable voice; nothing is made. */
bool voice_set_speak(struct voice_set *set, const char *kept);

/* Recordings of spoken.csv in this language, for texts of the pack. False without memory. */
struct build;
bool spoken_take(struct build *build, const char *tag, struct voice_set *set);

/* Gives every file of clips, "media/<32 hex>.ogg", then the index, "voice/<tag>.voice". each returns false to
 * stop; then, and without memory, this is false. A file takes up to 1 MiB of a part, then another one begins.
 */
bool voice_set_write(struct voice_set *set,
    bool (*each)(void *ctx, const char *name, const void *bytes, size_t len), void *ctx);
/* How many of them have a clip. */
size_t voice_set_made(const struct voice_set *set);

#endif
