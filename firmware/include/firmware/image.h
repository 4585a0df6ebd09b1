/* image: what comes with the read-only image and never changes while the program runs: languages, their
 * catalogues, the form, the lists of words, the root of content trust. */
#ifndef WAYSIDE_FIRMWARE_IMAGE_H
#define WAYSIDE_FIRMWARE_IMAGE_H

#include "base/buffer.h"
#include "base/limits.h"
#include "firmware/settings.h"
#include "i18n/catalogue.h"
#include "pack/form.h"
#include "pack/words.h"

struct image {
    struct languages languages;
    struct catalogue **catalogues; /* one for each language, same order */
    struct buffer *mo;             /* their bytes */
    struct form *form;             /* asked while no pack has one */
    struct buffer root;            /* root.json, valid by its own keys; empty when the settings name none */
    struct words *words;           /* one for each language; empty when the image has no list in it */
};

/* False with one sentence that names the file. */
MUST_CHECK bool image_load(
    const struct kiosk_settings *settings, struct image *ret_image, char ret_message[static 256]);
void image_clear(struct image *image);

/* Two words for the first 22 bits of the thread's id, from the list of that language, else of the first
 * language that has one. False when there is none at all. */
MUST_CHECK bool image_case_word(const struct image *image, const char *language,
    const uint8_t thread[static ID_BYTES], char ret_words[static CASE_WORD_TEXT]);

#endif
