/* voices: which texts can be said, and their clips: of the packs of a release first, then of the image. */
#ifndef WAYSIDE_FIRMWARE_VOICES_H
#define WAYSIDE_FIRMWARE_VOICES_H

#include "base/buffer.h"
#include "i18n/catalogue.h"
#include "pack/pack.h"
#include "pack/voice.h"
#include "screen/ui.h"

struct voices_source { /* one index, and where its clips lie */
    struct voice voice;
    const struct pack *pack; /* NULL: of the image */
};
struct voices {
    char *folder; /* share/wayside/voice; NULL: the image has no clips */
    struct voices_source *in;
    const struct pack *const *packs; /* of the release: topics that somebody has read out */
    size_t pack_count;
    size_t count, of_image; /* those of the image come first in memory, and last in a search */
    /* Bytes of a file of a pack, "voice/en.voice", verified. */
    bool (*get)(void *self, const struct pack *pack, const char *file, struct buffer *ret_bytes);
    void *self;
};
/* folder NULL or without an index for a language: that language has no clips in the image. One that cannot be
 * read is left out; ret_message says so then, else it is "". */
void voices_begin(struct voices *voices, const char *folder, const struct languages *languages,
    char ret_message[static 256]);
/* Between visits. What packs had before is forgotten. */
void voices_packs(struct voices *voices, const struct pack *const *packs, size_t count);
void voices_end(struct voices *voices);

/* For the screens; has is NULL while there is no clip at all. */
struct content_voice voices_content(struct voices *voices);
/* False: there is none, or its file cannot be read now. ret_ogg: initialised here. */
bool voices_clip(struct voices *voices, const char *language, const char *text, struct buffer *ret_ogg);

#endif
