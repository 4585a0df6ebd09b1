#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

/* Together some 12 MiB at most, though a kiosk stays below three: a page has some hundred paragraphs,
 * and a step at most four passes over it, so nothing that a list still shows is turned out. */
#define UNITS 4096 /* of each: content, visit */
#define CONTENT_BYTES (8 << 20)
#define VISIT_BYTES (4 << 20)
#define PARAGRAPHS 1024
#define PARAGRAPH_BYTES (4 << 20)

#define OVERWRITE_GLYPHS 512 /* more than any unit has */

static bool icu_open(struct text *text)
{
    UErrorCode error = U_ZERO_ERROR;
    text->clusters = ubrk_open(UBRK_CHARACTER, "en", NULL, 0, &error);
    text->bidi = ubidi_open();
    return U_SUCCESS(error) && text->bidi;
}

struct text *text_new(const char *fonts_path, const struct panel *panel, char ret_message[static 256])
{
    struct text *text = calloc(1, sizeof *text);
    struct analysis *analysis = calloc(1, sizeof *analysis);
    if (!text || !analysis) {
        snprintf(ret_message, 256, "There is no memory for text.");
        free(text);
        free(analysis);
        return NULL;
    }
    text->analysis = analysis;
    text->panel = *panel;
    for (int i = 0; i < 2; i++) {
        cache_init(&text->units[i], UNITS, i ? VISIT_BYTES : CONTENT_BYTES, unit_destroy);
        cache_init(&text->paragraphs[i], PARAGRAPHS, PARAGRAPH_BYTES, paragraph_destroy);
    }
    if (TTF_Init()) {
        snprintf(ret_message, 256, "The font library did not start: %.150s.", TTF_GetError());
        free(analysis);
        free(text);
        return NULL;
    }
    if (!fonts_init(&text->fonts, fonts_path, &text->panel, ret_message)) {
        text_free(text);
        return NULL;
    }
    if (!icu_open(text)) {
        snprintf(ret_message, 256, "The data of ICU cannot be read; install libicu72.");
        text_free(text);
        return NULL;
    }
    return text;
}

void text_free(struct text *text)
{
    if (!text)
        return;
    draft_clear(&text->draft);
    for (int i = 0; i < 2; i++) {
        cache_clear(&text->paragraphs[i]);
        cache_clear(&text->units[i]);
    }
    fonts_clear(&text->fonts);
    tongues_clear(text);
    if (text->clusters)
        ubrk_close(text->clusters);
    if (text->bidi)
        ubidi_close(text->bidi);
    free(text->draft.runs);
    free(text->draft.lines);
    free(text->items.in);
    explicit_bzero(text->analysis, sizeof *text->analysis);
    free(text->analysis);
    TTF_Quit();
    free(text);
}

/* The font keeps the glyphs of the last string and pictures of the letters that were drawn: a longer
 * string goes over the first, setting the size anew throws away the others. Several lengths, since the
 * shaper's memory comes in several sizes. */
static void font_overwrite(struct font *font)
{
    char string[4 * OVERWRITE_GLYPHS + 1];
    int32_t at = 0;
    TTF_SetFontSizeDPI(font->ttf, 9, (unsigned)font->eighths_x, (unsigned)font->eighths_y);
    for (int count = 8; count <= OVERWRITE_GLYPHS; count *= 2) {
        for (at = 0; at < 4 * count && at < 4 * OVERWRITE_GLYPHS - 4;)
            U8_APPEND_UNSAFE(string, at, font->face->letter);
        string[at] = 0;
        TTF_SizeUTF8(font->ttf, string, NULL, NULL);
    }
}

void text_wipe_visit(struct text *text)
{
    cache_clear(&text->paragraphs[1]);
    cache_clear(&text->units[1]);
    if (text->draft.runs)
        explicit_bzero(text->draft.runs, text->draft.runs_cap * sizeof *text->draft.runs);
    if (text->items.in)
        explicit_bzero(text->items.in, text->items.cap * sizeof *text->items.in);
    explicit_bzero(text->analysis, sizeof *text->analysis);
    for (size_t i = 0; i < text->fonts.open_count; i++)
        font_overwrite(&text->fonts.open[i]);
}

unsigned text_missing(const struct text *text)
{
    return text->missing;
}
