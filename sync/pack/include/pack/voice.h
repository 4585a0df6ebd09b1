/* voice: which texts have a clip, in one language (docs/formats.md, Voice). An index says where the clip of a
 * text lies in files of clips; it is read whole and checked, the clips are read when they are played. */
#ifndef WAYSIDE_PACK_VOICE_H
#define WAYSIDE_PACK_VOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define VOICE_KEY 16
#define VOICE_TAG 16      /* of a language, with its NUL */
#define VOICE_FILES 1024  /* of one index */
#define VOICE_CLIPS 16384 /* of one index */
#define VOICE_FILE_BYTES (8 << 20)
#define VOICE_INDEX_BYTES (VOICE_TAG * 3 + VOICE_FILES * 16 + VOICE_CLIPS * 26)
#define VOICE_NUMBER_MOST 100 /* 0 to this many are said as one clip */

struct voice_clip {
    uint8_t key[VOICE_KEY];
    uint16_t file;    /* index into files */
    uint32_t at, len; /* bytes in it: one Ogg Opus stream */
};
struct voice {
    char language[VOICE_TAG];
    char (*files)[48]; /* "media/<32 hex>.ogg", in growing order */
    size_t file_count;
    struct voice_clip *clips; /* by key */
    size_t count;
};
/* Of a text exactly as it stands on the screen. */
void voice_key(const char *language, const char *text, uint8_t ret_key[static VOICE_KEY]);
/* False with one sentence; voice is empty then. */
bool voice_read(struct voice *ret_voice, const void *bytes, size_t len, char ret_message[static 256]);
void voice_clear(struct voice *voice);
/* NULL: there is none. */
const struct voice_clip *voice_find(const struct voice *voice, const char *text);

/* A topic that somebody has read out as a whole stands under this instead of its text: "\1<pack id>/<slug>".
 */
#define VOICE_TOPIC '\1'

/* A sentence with places in it ("Open now, until {time}") is said piece by piece: what stands between two
 * places has a clip of its own, without the spaces and stops around it. */
struct voice_piece {
    const char *text; /* borrowed; not ended by a NUL */
    size_t len;
    bool place; /* the name of a place, "time" */
};
/* The next piece from *at on, which moves on; false: there is no other. Pieces without a letter or digit are
 * passed over. */
bool voice_next_piece(const char **at, struct voice_piece *ret_piece);
/* Does it have places? */
bool voice_has_places(const char *format);

/* A number as people write it, "+44 20 7946 0018", "14:05", in digits of Latin, Arabic, Persian, Devanagari
 * or Thai: what is said for it, one text after the other ("+", "4", "4", ...). A count up to
 * VOICE_NUMBER_MOST is one text, and so are hour and minute; all else is digit by digit. 0: it is no number,
 * or has more than most. */
size_t voice_number(const char *text, size_t most, char (*ret_texts)[4]);

#endif
