/* What text is made of; shared by its files. */
#ifndef WAYSIDE_TEXT_PARTS_H
#define WAYSIDE_TEXT_PARTS_H

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "cache.h"
#include "fonts.h"
#include "text/text.h"
#include "unit.h"

#define TEXT_BYTES_MAX 16384 /* of one paragraph: TYPED_BYTES and room; longer is cut */
#define ZERO_WIDTH_JOINER 0x200d
#define LANGUAGES_OPEN 24 /* line breakers kept */

/* A language as text needs it. */
struct tongue {
    char tag[24];
    char script[5];
    bool right_to_left;
    UBreakIterator *lines;
};

/* One piece of a hard line: one break segment or part of it, one level, script and face. */
struct item {
    int32_t start, end; /* UTF-16 units of the hard line */
    struct face *face;
    struct unit *unit; /* NULL for spaces */
    int width;
    UBiDiLevel level;
    bool spaces, number;
    bool may_break;                   /* a line may begin here */
    bool joined_before, joined_after; /* cut inside a joining word: shaped with a ZWJ there */
    char script[5];
};

enum mark { MARK_BREAK = 1, MARK_CLUSTER = 2, MARK_NUMBER = 4, MARK_NUMBER_START = 8 };

/* One hard line while it is looked at; the arrays are as long as the longest paragraph. */
struct analysis {
    int32_t len, isolated_len;
    UChar units[TEXT_BYTES_MAX + 1];
    uint32_t byte[TEXT_BYTES_MAX + 1]; /* where each unit begins in the paragraph's UTF-8 */
    uint8_t marks[TEXT_BYTES_MAX + 1];
    UBiDiLevel level[TEXT_BYTES_MAX + 1];
    int16_t script[TEXT_BYTES_MAX + 1];
    UChar isolated[3 * TEXT_BYTES_MAX + 1];
    int32_t isolated_at[TEXT_BYTES_MAX + 1];
    UBiDiLevel base;
};

struct items {
    struct item *in;
    size_t count, cap;
};

/* A run in a paragraph: an item placed. */
struct run {
    struct unit *unit;   /* held; NULL for spaces */
    uint32_t start, end; /* bytes */
    int x, width;
    UBiDiLevel level;
    bool joined_before;
};
struct line {
    int top, height, baseline; /* baseline from the paragraph's top */
    int width;                 /* without the spaces at its end */
    uint32_t start, end;       /* bytes; end is before the newline */
    size_t first, count;       /* runs, in visual order */
    bool right_to_left;
};

struct paragraph {
    struct entry entry;
    struct text *owner;
    char language[24];
    struct text_style style; /* its language points to the member above */
    int asked_px;            /* 0 or less: as wide as needed */
    int width_px, widest, height;
    bool cut;
    size_t runs_count, lines_count, len;
    struct run *runs;
    struct line *lines;
    char *utf8;
};

/* Grown while a paragraph is laid out, then copied at its exact size. */
struct draft {
    struct run *runs;
    size_t runs_count, runs_cap;
    struct line *lines;
    size_t lines_count, lines_cap;
    bool cut, failed;
};

struct text {
    struct fonts fonts;
    struct panel panel;
    struct cache units[2], paragraphs[2]; /* content, visit */
    struct tongue tongues[LANGUAGES_OPEN];
    size_t tongues_count, tongues_next;
    UBreakIterator *clusters;
    UBiDi *bidi;
    struct analysis *analysis;
    struct items items;
    struct draft draft;
    uint64_t drawn; /* units so far; each mask's key */
    unsigned missing;
    struct paragraph nothing; /* what is answered when there is no memory */
};

struct tongue *tongue_get(struct text *text, const char *language);
void tongues_clear(struct text *text);

/* Fills the analysis from utf8[from] to the next newline; returns the byte after the newline, or len. */
size_t analyse(struct text *text, const struct tongue *tongue, const char *utf8, size_t from, size_t len);
/* Items of the analysed line, each with its unit. */
bool itemize(struct text *text, const struct text_style *style, const struct tongue *tongue);
/* Shapes one item anew, after it was made or cut. */
bool item_shape(struct text *text, const struct text_style *style, struct item *item);
/* Cuts the item at a cluster (a number between its groups) so that the first part is at most width wide,
 * and inserts the rest after it; force: at least one cluster. False: nothing was cut. */
bool item_cut(struct text *text, const struct text_style *style, size_t at, int width, bool force);

bool item_insert(struct items *items, size_t at, const struct item *item);

/* Lays out all of utf8 into the draft. */
void lay_out(struct text *text, const struct text_style *style, const char *utf8, size_t len, int width_px);
void draft_clear(struct draft *draft);
void paragraph_destroy(struct entry *entry);
/* px in the paragraph: of the line's first ink, and of its first run in visual order. */
int line_left(const struct paragraph *paragraph, const struct line *line);
int line_runs_left(const struct paragraph *paragraph, const struct line *line);

#endif
