/* gallery: every screen of the kiosk in every language on three panels, and the pairs of the rest, as
 * sheets of pictures, and what is wrong with them. */
#ifndef WAYSIDE_PREVIEW_GALLERY_H
#define WAYSIDE_PREVIEW_GALLERY_H

#include <stdbool.h>
#include <stddef.h>

#include "firmware/settings.h"

struct gallery_options {
    const char *folder;   /* for the pictures; exists */
    const char *pack;     /* a built pack (stage_new_pack); NULL: the content folder of the settings */
    const char *language; /* only this one; NULL: all of the image */
    const char *panel;    /* only "portrait", "landscape" or "small"; NULL: all */
    bool quick;           /* two languages, and fewer of the rest */
};
/* Writes sheets, findings.txt, findings.json and findings/ with a picture of each page that has some. False
 * with one sentence when it could not be done. */
MUST_CHECK bool gallery(const struct kiosk_settings *settings, const struct gallery_options *options,
    size_t *ret_pages, size_t *ret_findings, char ret_message[static 256]);

#endif
