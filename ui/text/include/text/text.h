/* text: paragraphs in any script. ICU for runs, bidi, breaks and clusters; SDL_ttf for shaping and
 * raster. The unit that is shaped and cached is the text between two line-break opportunities inside
 * one bidi level, script and face; numbers are isolated and never broken, so that a telephone number
 * is drawn in its order inside right-to-left text too.
 *
 * Two caches: content (kept, for strings of the catalogue and packs) and visit (destroyed, with what a
 * person typed or was answered). text_wipe_visit also draws a fixed string longer than any unit with
 * each open face, since SDL_ttf keeps the last string's glyphs in the font. */
#ifndef WAYSIDE_TEXT_H
#define WAYSIDE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draw/draw.h"
#include "draw/theme.h"

struct text; /* faces and caches */

/* fonts_path: the fixed list of fonts of the image (assets/fonts.list says how a line reads); faces open
 * when first needed. On failure NULL and one sentence. */
struct text *text_new(const char *fonts_path, const struct panel *panel, char ret_message[static 256]);
void text_free(struct text *text);
void text_wipe_visit(struct text *text);

enum text_align { TEXT_START, TEXT_CENTRE, TEXT_END }; /* start: left in English, right in Arabic */
enum text_keep { TEXT_CONTENT, TEXT_VISIT };
enum text_weight { TEXT_REGULAR, TEXT_BOLD };

struct text_style {
    const char *language; /* BCP 47 of the text: direction, face, breaks */
    double cap_mm;        /* capital height of a Latin face; other scripts are matched to it */
    enum text_weight weight;
    enum text_align align;
    enum text_keep keep;
    int max_lines; /* 0: as many as needed; else cut with an ellipsis (a finding in tests) */
};

struct paragraph; /* laid out; borrowed from the cache until two passes later */
/* width_px: lines are at most that wide; 0 is one line as wide as it needs. A newline begins a line.
 * Never NULL: with no memory or no face it is an empty paragraph and text_missing counts it. */
const struct paragraph *text_layout(
    struct text *text, const struct text_style *style, const char *utf8, size_t len, int width_px);
int paragraph_width(const struct paragraph *paragraph); /* widest line, px */
int paragraph_height(const struct paragraph *paragraph);
int paragraph_lines(const struct paragraph *paragraph);
int paragraph_baseline(const struct paragraph *paragraph, int line); /* px below its top */
/* max_lines was too few, or a number or a single letter is wider than a line: a finding in tests. */
bool paragraph_cut(const struct paragraph *paragraph);
/* Records its masks into the list with the paragraph's box at x, y and the width it was laid out for. */
void paragraph_draw(const struct paragraph *paragraph, struct draw_list *list, int x, int y, colour_t colour);

/* Where is the caret before byte offset (a cluster boundary): px in the paragraph's box; and back. */
struct box paragraph_caret(const struct paragraph *paragraph, size_t offset);
size_t paragraph_offset_at(const struct paragraph *paragraph, int x, int y);

/* Glyphs that no face had, since the start: 0 in every test. */
unsigned text_missing(const struct text *text);
/* For tests: the drawn characters of a line in visual order, left to right, as UTF-8. */
size_t paragraph_visual(const struct paragraph *paragraph, int line, char *ret_text, size_t cap);

/* For the gallery and tests: what a mask shows. False: it is no text, or no longer kept. */
struct text_drawn {
    const char *utf8; /* borrowed, not NUL-terminated */
    size_t len;
    double cap_mm;
    const char *script; /* ISO 15924 */
    bool right_to_left;
    int dx, dy, advance; /* px: of the mask from the pen on the baseline; of the pen after it */
};
bool text_of_mask(const struct text *text, const void *alpha, uint64_t key, struct text_drawn *ret_drawn);

bool language_right_to_left(const char *language);

#endif
