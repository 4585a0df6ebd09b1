/* unit: one shaped piece of text in one face, size, direction and language, as a mask. */
#ifndef WAYSIDE_TEXT_UNIT_H
#define WAYSIDE_TEXT_UNIT_H

#include "cache.h"
#include "fonts.h"

#define UNIT_UNITS 64  /* UTF-16; longer text is cut at a cluster into several units */
#define UNIT_BYTES 208 /* three bytes for each, a joiner on both sides */

struct unit_key {
    struct face *face;
    double cap_mm;
    bool right_to_left;
    const char *script; /* for HarfBuzz */
    const char *utf8;
    size_t len;
};

struct unit {
    struct entry entry;
    struct face *face;
    double cap_mm;
    bool right_to_left;
    int ascent, descent; /* of the face, px */
    int advance;         /* px */
    int dx, dy;          /* of the mask from the pen on the baseline */
    struct mask mask;    /* only what has ink; alpha NULL when nothing has */
    size_t len;
    char script[5];
    char utf8[UNIT_BYTES];
};

/* From the cache, or shaped and drawn now. Held by the cache only. NULL: no memory or no face. */
struct unit *unit_get(struct text *text, enum text_keep keep, const struct unit_key *key);
void unit_destroy(struct entry *entry);
void unit_hold(struct unit *unit);
void unit_release(struct unit *unit); /* takes NULL */
/* Advance in px of a text that is not kept: for carets and for finding where to cut. */
int unit_measure(struct text *text, const struct unit_key *key);
/* Width of that many spaces. */
int font_spaces(const struct font *font, int count);

#endif
