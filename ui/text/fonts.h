/* fonts: the image's fixed list of faces, opened when first needed, each sized so that its reference
 * letter stands as high as the list says in terms of a Latin capital. */
#ifndef WAYSIDE_TEXT_FONTS_H
#define WAYSIDE_TEXT_FONTS_H

#include <SDL_ttf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/utypes.h>

#include "draw/theme.h"
#include "text/text.h"

#define FACES_MAX 256 /* two weights of every script of Noto */
#define FONTS_OPEN 32 /* faces times sizes; a page needs four to eight */
#define FONTS_LIST_BYTES (1 << 16)

struct face {
    char script[5];    /* ISO 15924 */
    char language[12]; /* "" or the BCP 47 prefix it is for: Han in Japanese, Nastaliq for Urdu */
    enum text_weight weight;
    int index;      /* in a collection */
    UChar32 letter; /* reference letter */
    double height;  /* how high it stands in terms of a Latin capital */
    char path[256];
    void *bytes; /* the file, mapped when first needed */
    size_t len;
    double letter_em; /* measured height of the letter, of an em; 0 not yet */
    bool broken;      /* could not be opened; said once, never tried again */
};

struct font { /* an open face in one size */
    struct face *face;
    int eighths_x, eighths_y; /* em in eighths of a pixel */
    TTF_Font *ttf;
    int ascent, descent, height; /* px, both positive */
    int spaces16;                /* width of 16 spaces, px */
    uint64_t used;
};

struct fonts {
    const struct panel *panel;
    struct face *faces;
    size_t faces_count;
    struct font open[FONTS_OPEN];
    size_t open_count;
    uint64_t now;
};

/* One face a line: script[-language] regular|bold index U+letter height /path. '#' comments. */
bool fonts_parse(
    const char *list, size_t len, struct face **ret_faces, size_t *ret_count, char ret_message[static 256]);

bool fonts_init(
    struct fonts *fonts, const char *path, const struct panel *panel, char ret_message[static 256]);
void fonts_clear(struct fonts *fonts);

/* The first face that has every character of the cluster: of the script and language, then of the
 * script, then any; in the weight, then in the other. None has: *ret_missing, and the one that came
 * nearest. NULL only when no face opens at all. */
struct face *fonts_choose(struct fonts *fonts, const char *script, const char *language,
    enum text_weight weight, double cap_mm, const UChar *cluster, int32_t len, bool *ret_missing);
/* Borrowed until the next call that may open another. NULL: broken. */
struct font *fonts_font(struct fonts *fonts, struct face *face, double cap_mm);

#endif
