#include "parts.h"

#include <stdlib.h>
#include <string.h>

int paragraph_width(const struct paragraph *paragraph)
{
    return paragraph->widest;
}

int paragraph_height(const struct paragraph *paragraph)
{
    return paragraph->height;
}

int paragraph_lines(const struct paragraph *paragraph)
{
    return (int)paragraph->lines_count;
}

int paragraph_baseline(const struct paragraph *paragraph, int line)
{
    return line >= 0 && (size_t)line < paragraph->lines_count ? paragraph->lines[line].baseline : 0;
}

bool paragraph_cut(const struct paragraph *paragraph)
{
    return paragraph->cut;
}

int line_left(const struct paragraph *paragraph, const struct line *line)
{
    int room = paragraph->width_px - line->width;
    switch (paragraph->style.align) {
    case TEXT_CENTRE:
        return room / 2;
    case TEXT_END:
        return line->right_to_left ? 0 : room;
    default:
        return line->right_to_left ? room : 0;
    }
}

int line_runs_left(const struct paragraph *paragraph, const struct line *line)
{
    int all = 0;
    for (size_t i = 0; i < line->count; i++)
        all += paragraph->runs[line->first + i].width;
    return line_left(paragraph, line) - (line->right_to_left ? all - line->width : 0);
}

void paragraph_draw(const struct paragraph *paragraph, struct draw_list *list, int x, int y, colour_t colour)
{
    for (size_t i = 0; i < paragraph->lines_count; i++) {
        const struct line *line = &paragraph->lines[i];
        int left = x + line_runs_left(paragraph, line);
        for (size_t k = 0; k < line->count; k++) {
            const struct run *run = &paragraph->runs[line->first + k];
            if (run->unit && run->unit->mask.alpha)
                draw_mask(list, left + run->x + run->unit->dx, y + line->baseline + run->unit->dy,
                    &run->unit->mask, colour);
        }
    }
}

void paragraph_destroy(struct entry *entry)
{
    struct paragraph *paragraph = (struct paragraph *)entry;
    for (size_t i = 0; i < paragraph->runs_count; i++)
        unit_release(paragraph->runs[i].unit);
    size_t size = paragraph->entry.bytes;
    explicit_bzero(paragraph, size);
    free(paragraph);
}

static bool style_same(const struct text_style *a, const struct text_style *b)
{
    return a->cap_mm == b->cap_mm && a->weight == b->weight && a->align == b->align && a->keep == b->keep &&
           a->max_lines == b->max_lines;
}

struct wanted {
    const struct text_style *style;
    const char *language, *utf8;
    size_t len;
    int width_px;
};

static bool paragraph_same(const struct entry *entry, const void *key)
{
    const struct paragraph *paragraph = (const struct paragraph *)entry;
    const struct wanted *wanted = key;
    return paragraph->len == wanted->len && paragraph->style.max_lines == wanted->style->max_lines &&
           (wanted->width_px > 0 ? paragraph->asked_px == wanted->width_px : paragraph->asked_px <= 0) &&
           style_same(&paragraph->style, wanted->style) &&
           strcmp(paragraph->language, wanted->language) == 0 &&
           memcmp(paragraph->utf8, wanted->utf8, wanted->len) == 0;
}

/* One block, so that wiping it is one call. Takes the draft's holds on the units. */
static struct paragraph *paragraph_make(struct text *text, const struct wanted *wanted)
{
    struct draft *draft = &text->draft;
    size_t lines = draft->lines_count * sizeof *draft->lines, runs = draft->runs_count * sizeof *draft->runs;
    size_t size = sizeof(struct paragraph) + lines + runs + wanted->len + 1;
    struct paragraph *paragraph = draft->failed ? NULL : calloc(1, size);
    if (!paragraph)
        return NULL;
    paragraph->entry.bytes = size;
    paragraph->owner = text;
    paragraph->style = *wanted->style;
    strncpy(paragraph->language, wanted->language, sizeof paragraph->language - 1);
    paragraph->style.language = paragraph->language;
    paragraph->lines = (struct line *)(paragraph + 1);
    paragraph->runs = (struct run *)(paragraph->lines + draft->lines_count);
    paragraph->utf8 = (char *)(paragraph->runs + draft->runs_count);
    paragraph->lines_count = draft->lines_count;
    paragraph->runs_count = draft->runs_count;
    if (lines)
        memcpy(paragraph->lines, draft->lines, lines);
    if (runs)
        memcpy(paragraph->runs, draft->runs, runs);
    draft->runs_count = 0;
    memcpy(paragraph->utf8, wanted->utf8, wanted->len);
    paragraph->len = wanted->len;
    paragraph->cut = draft->cut;
    for (size_t i = 0; i < paragraph->lines_count; i++) {
        paragraph->height += paragraph->lines[i].height;
        if (paragraph->lines[i].width > paragraph->widest)
            paragraph->widest = paragraph->lines[i].width;
    }
    paragraph->asked_px = wanted->width_px;
    paragraph->width_px = wanted->width_px > 0 ? wanted->width_px : paragraph->widest;
    return paragraph;
}

static uint64_t wanted_hash(const struct wanted *wanted)
{
    uint64_t hash = hash_bytes(HASH_START, wanted->utf8, wanted->len);
    hash = hash_bytes(hash, wanted->language, strlen(wanted->language));
    hash = hash_bytes(hash, &wanted->style->cap_mm, sizeof wanted->style->cap_mm);
    int rest[] = {wanted->width_px > 0 ? wanted->width_px : 0, (int)wanted->style->weight,
        (int)wanted->style->align, wanted->style->max_lines};
    return hash_bytes(hash, rest, sizeof rest);
}

const struct paragraph *text_layout(
    struct text *text, const struct text_style *style, const char *utf8, size_t len, int width_px)
{
    struct wanted wanted = {style, tongue_get(text, style->language)->tag, utf8, len, width_px};
    bool too_long = len > TEXT_BYTES_MAX;
    if (too_long) {
        wanted.len = TEXT_BYTES_MAX;
        while (wanted.len > 0 && U8_IS_TRAIL(utf8[wanted.len]))
            wanted.len--;
    }
    struct cache *cache = &text->paragraphs[style->keep == TEXT_VISIT];
    uint64_t hash = wanted_hash(&wanted);
    struct entry *found = cache_find(cache, hash, paragraph_same, &wanted);
    if (found)
        return (const struct paragraph *)found;
    lay_out(text, style, wanted.utf8, wanted.len, width_px);
    struct paragraph *paragraph = paragraph_make(text, &wanted);
    draft_clear(&text->draft);
    if (!paragraph) {
        text->missing++;
        return &text->nothing;
    }
    paragraph->cut |= too_long;
    paragraph->entry.hash = hash;
    cache_add(cache, &paragraph->entry);
    return paragraph;
}
