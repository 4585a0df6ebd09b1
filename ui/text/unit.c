#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

/* SDL_ttf does not say where the pen began: it moves the text right when ink lies left of the pen, and
 * counts ink right of the last advance. Two spaces on both sides take such ink in, so that the pen is
 * known and the width is the advance. */
#define PAD "  "
#define PAD_BYTES 2
#define PAD_SPACES 4
#define PADDED_BYTES (UNIT_BYTES + 3 * PAD_BYTES + 4 + 1)

int font_spaces(const struct font *font, int count)
{
    return (int)(((int64_t)font->spaces16 * count + 8) / 16);
}

static void font_set(struct font *font, const struct unit_key *key)
{
    TTF_SetFontDirection(font->ttf, key->right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font->ttf, key->script);
}

static void padded(const struct unit_key *key, char ret_text[static PADDED_BYTES])
{
    snprintf(ret_text, PADDED_BYTES, PAD "%.*s" PAD, (int)key->len, key->utf8);
}

static int advance_of(const struct font *font, int padded_width)
{
    int advance = padded_width - font->spaces16 * PAD_SPACES / 16;
    return advance > 0 ? advance : 0;
}

int unit_measure(struct text *text, const struct unit_key *key)
{
    char string[PADDED_BYTES];
    struct font *font = fonts_font(&text->fonts, key->face, key->cap_mm);
    int width = 0;
    if (!font || !key->len || key->len >= UNIT_BYTES)
        return 0;
    font_set(font, key);
    padded(key, string);
    if (TTF_SizeUTF8(font->ttf, string, &width, NULL))
        width = 0;
    explicit_bzero(string, sizeof string);
    return advance_of(font, width);
}

static uint8_t alpha_at(const SDL_Surface *surface, int x, int y)
{
    const uint8_t *row = (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
    uint32_t pixel;
    memcpy(&pixel, row + (size_t)x * 4, 4);
    return (uint8_t)(pixel >> 24);
}

static bool row_has_ink(const SDL_Surface *surface, int y, int from, int to)
{
    for (int x = from; x < to; x++)
        if (alpha_at(surface, x, y))
            return true;
    return false;
}

static bool column_has_ink(const SDL_Surface *surface, int x, struct box within)
{
    for (int y = within.y; y < within.y + within.h; y++)
        if (alpha_at(surface, x, y))
            return true;
    return false;
}

static struct box ink_of(const SDL_Surface *surface)
{
    struct box ink = {0, 0, surface->w, surface->h};
    while (ink.h > 0 && !row_has_ink(surface, ink.y, 0, surface->w))
        ink.y++, ink.h--;
    while (ink.h > 0 && !row_has_ink(surface, ink.y + ink.h - 1, 0, surface->w))
        ink.h--;
    while (ink.h > 0 && ink.w > 0 && !column_has_ink(surface, ink.x, ink))
        ink.x++, ink.w--;
    while (ink.h > 0 && ink.w > 0 && !column_has_ink(surface, ink.x + ink.w - 1, ink))
        ink.w--;
    return ink;
}

/* Text taller than its face (many marks on one letter) is moved down by SDL_ttf, which does not say how
 * far either. Then it is measured beside the reference letter, whose height is known. */
static int baseline_of(struct font *font, const char *string, const struct unit_key *key)
{
    char beside[PADDED_BYTES + 4];
    int at = (int)strlen(string), top = 0, advance = 0, baseline = font->ascent;
    memcpy(beside, string, (size_t)at);
    U8_APPEND_UNSAFE(beside, at, font->face->letter);
    beside[at] = 0;
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font->ttf, beside, (SDL_Color){255, 255, 255, 255});
    if (surface &&
        !TTF_GlyphMetrics32(font->ttf, (Uint32)font->face->letter, NULL, NULL, NULL, &top, &advance)) {
        int from = key->right_to_left ? 0 : surface->w - advance, to = from + advance, y = 0;
        while (y < surface->h &&
               !row_has_ink(surface, y, from > 0 ? from : 0, to < surface->w ? to : surface->w))
            y++;
        baseline = y + top;
    }
    SDL_FreeSurface(surface);
    explicit_bzero(beside, sizeof beside);
    return baseline;
}

static bool mask_take(struct unit *unit, const SDL_Surface *surface, struct box ink)
{
    if (box_empty(ink))
        return true;
    uint8_t *alpha = malloc((size_t)ink.w * (size_t)ink.h);
    if (!alpha)
        return false;
    for (int y = 0; y < ink.h; y++)
        for (int x = 0; x < ink.w; x++)
            alpha[(size_t)y * (size_t)ink.w + (size_t)x] = alpha_at(surface, ink.x + x, ink.y + y);
    unit->mask = (struct mask){alpha, ink.w, ink.h, ink.w, 0};
    return true;
}

static bool unit_draw(struct unit *unit, struct font *font, const struct unit_key *key)
{
    char string[PADDED_BYTES];
    font_set(font, key);
    padded(key, string);
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font->ttf, string, (SDL_Color){255, 255, 255, 255});
    bool drawn = false;
    if (surface) {
        struct box ink = ink_of(surface);
        int baseline = surface->h > font->height ? baseline_of(font, string, key) : font->ascent;
        unit->advance = advance_of(font, surface->w);
        unit->dx = ink.x - font_spaces(font, PAD_SPACES / 2);
        unit->dy = ink.y - baseline;
        drawn = mask_take(unit, surface, ink);
        explicit_bzero(surface->pixels, (size_t)surface->h * (size_t)surface->pitch);
    }
    SDL_FreeSurface(surface);
    explicit_bzero(string, sizeof string);
    return drawn;
}

static bool unit_same(const struct entry *entry, const void *wanted)
{
    const struct unit *unit = (const struct unit *)entry;
    const struct unit_key *key = wanted;
    return unit->face == key->face && unit->cap_mm == key->cap_mm &&
           unit->right_to_left == key->right_to_left && unit->len == key->len &&
           memcmp(unit->utf8, key->utf8, key->len) == 0 && strcmp(unit->script, key->script) == 0;
}

void unit_destroy(struct entry *entry)
{
    struct unit *unit = (struct unit *)entry;
    union {
        const uint8_t *borrowed;
        uint8_t *own;
    } alpha = {unit->mask.alpha};
    if (alpha.own)
        explicit_bzero(alpha.own, (size_t)unit->mask.width * (size_t)unit->mask.height);
    free(alpha.own);
    explicit_bzero(unit, sizeof *unit);
    free(unit);
}

void unit_hold(struct unit *unit)
{
    if (unit)
        entry_hold((struct entry *)unit);
}

void unit_release(struct unit *unit)
{
    if (unit)
        entry_release((struct entry *)unit, unit_destroy);
}

static struct unit *unit_make(struct text *text, const struct unit_key *key)
{
    struct font *font = fonts_font(&text->fonts, key->face, key->cap_mm);
    struct unit *unit = font ? calloc(1, sizeof *unit) : NULL;
    if (!unit)
        return NULL;
    unit->face = key->face;
    unit->cap_mm = key->cap_mm;
    unit->right_to_left = key->right_to_left;
    unit->ascent = font->ascent;
    unit->descent = font->descent;
    unit->len = key->len;
    memcpy(unit->script, key->script, sizeof unit->script);
    memcpy(unit->utf8, key->utf8, key->len);
    if (!unit_draw(unit, font, key)) {
        unit_destroy((struct entry *)unit);
        return NULL;
    }
    unit->mask.key = ++text->drawn;
    unit->entry.bytes = sizeof *unit + (size_t)unit->mask.width * (size_t)unit->mask.height;
    return unit;
}

struct unit *unit_get(struct text *text, enum text_keep keep, const struct unit_key *key)
{
    if (!key->face || !key->len || key->len >= UNIT_BYTES)
        return NULL;
    uint64_t hash = hash_bytes(HASH_START, key->utf8, key->len);
    uintptr_t face = (uintptr_t)key->face;
    hash = hash_bytes(hash, &face, sizeof face);
    hash = hash_bytes(hash, &key->cap_mm, sizeof key->cap_mm);
    hash = hash_bytes(hash, &key->right_to_left, sizeof key->right_to_left);
    struct cache *cache = &text->units[keep == TEXT_VISIT];
    struct entry *entry = cache_find(cache, hash, unit_same, key);
    if (!entry) {
        struct unit *unit = unit_make(text, key);
        if (!unit)
            return NULL;
        entry = &unit->entry;
        entry->hash = hash;
        cache_add(cache, entry);
    }
    return (struct unit *)entry;
}

bool text_of_mask(const struct text *text, const void *alpha, uint64_t key, struct text_drawn *ret_drawn)
{
    for (int kept = 0; kept < 2; kept++)
        for (const struct entry *entry = text->units[kept].newest; entry; entry = entry->older) {
            const struct unit *unit = (const struct unit *)entry;
            if (unit->mask.key != key || unit->mask.alpha != alpha)
                continue;
            *ret_drawn = (struct text_drawn){.utf8 = unit->utf8,
                .len = unit->len,
                .cap_mm = unit->cap_mm,
                .script = unit->script,
                .right_to_left = unit->right_to_left,
                .dx = unit->dx,
                .dy = unit->dy,
                .advance = unit->advance};
            return true;
        }
    return false;
}
