#include <stdlib.h>
#include <string.h>

#include "parts.h"

#define ELLIPSIS 0x2026

struct layout {
    struct text *text;
    const struct text_style *style;
    const struct tongue *tongue;
    int width;           /* INT32_MAX: as wide as needed */
    int ascent, descent; /* of the language's own face: every line is at least that high */
    int top;
};

void draft_clear(struct draft *draft)
{
    for (size_t i = 0; i < draft->runs_count; i++)
        unit_release(draft->runs[i].unit);
    draft->runs_count = draft->lines_count = 0;
    draft->cut = draft->failed = false;
}

static bool grow(void **array, size_t *cap, size_t count, size_t more, size_t size)
{
    if (count + more <= *cap)
        return true;
    size_t wanted = *cap ? 2 * *cap : 64;
    while (wanted < count + more)
        wanted *= 2;
    void *grown = realloc(*array, wanted * size);
    if (!grown)
        return false;
    *array = grown;
    *cap = wanted;
    return true;
}

static int width_of(const struct items *items, size_t from, size_t to)
{
    int width = 0;
    for (; from < to; from++)
        width += items->in[from].width;
    return width;
}

static size_t without_spaces(const struct items *items, size_t from, size_t to)
{
    while (to > from && items->in[to - 1].spaces)
        to--;
    return to;
}

/* The first segment of a line is wider than the line: it is cut where it must be. */
static size_t cut_segment(struct layout *layout, size_t from)
{
    struct text *text = layout->text;
    struct items *items = &text->items;
    int x = 0;
    size_t at = from;
    while (items->in[at].spaces || x + items->in[at].width <= layout->width)
        x += items->in[at++].width;
    bool number = items->in[at].number;
    if (number && at > from)
        return at;
    if (number)
        text->draft.cut = true; /* a telephone number on two lines is a defect of the screen */
    bool cut = item_cut(text, layout->style, at, layout->width - x, at == from);
    if (!cut && at > from)
        return at;
    if (x + items->in[at].width > layout->width)
        text->draft.cut = true; /* one letter is wider than the line */
    return at + 1;
}

/* The end of the line that begins with this item. */
static size_t line_end(struct layout *layout, size_t from)
{
    struct items *items = &layout->text->items;
    int64_t x = 0;
    for (size_t at = from; at < items->count;) {
        size_t end = at + 1;
        while (end < items->count && !items->in[end].may_break)
            end++;
        size_t ink = without_spaces(items, at, end);
        if (x + width_of(items, at, ink) > layout->width)
            return at > from ? at : cut_segment(layout, from);
        x += width_of(items, at, end);
        at = end;
    }
    return items->count;
}

static bool place_runs(struct layout *layout, size_t from, size_t count, struct line *line)
{
    struct draft *draft = &layout->text->draft;
    const struct item *items = count ? layout->text->items.in + from : NULL;
    UBiDiLevel *levels = malloc(count + 1);
    int32_t *order = malloc((count + 1) * sizeof *order);
    bool placed = levels && order &&
                  grow(
                      (void **)&draft->runs, &draft->runs_cap, draft->runs_count, count, sizeof *draft->runs);
    for (size_t i = 0; placed && i < count; i++)
        levels[i] = items[i].level;
    if (placed && count)
        ubidi_reorderVisual(levels, (int32_t)count, order);
    int x = 0;
    for (size_t i = 0; placed && i < count; i++) {
        const struct item *item = &items[order[i]];
        draft->runs[draft->runs_count++] = (struct run){item->unit, layout->text->analysis->byte[item->start],
            layout->text->analysis->byte[item->end], x, item->width, item->level, item->joined_before};
        unit_hold(item->unit);
        x += item->width;
    }
    free(levels);
    free(order);
    line->count = placed ? count : 0;
    return placed;
}

/* Spaces at the end of a line hang over its edge and stand at its end in the paragraph's direction. */
static void place_line(struct layout *layout, size_t from, size_t end)
{
    struct text *text = layout->text;
    struct draft *draft = &text->draft;
    size_t ink = without_spaces(&text->items, from, end);
    int ascent = layout->ascent, descent = layout->descent;
    for (size_t i = from; i < end; i++) {
        const struct unit *unit = text->items.in[i].unit;
        if (i >= ink)
            text->items.in[i].level = text->analysis->base;
        if (unit && unit->ascent > ascent)
            ascent = unit->ascent;
        if (unit && unit->descent > descent)
            descent = unit->descent;
    }
    struct line line = {.top = layout->top,
        .height = ascent + descent,
        .baseline = layout->top + ascent,
        .width = width_of(&text->items, from, ink),
        .first = draft->runs_count,
        .right_to_left = text->analysis->base & 1};
    int32_t first = from < end ? text->items.in[from].start : text->analysis->len;
    int32_t last = from < end ? text->items.in[end - 1].end : text->analysis->len;
    line.start = text->analysis->byte[first];
    line.end = text->analysis->byte[last];
    draft->failed |= !grow((void **)&draft->lines, &draft->lines_cap, draft->lines_count, 1,
                         sizeof *draft->lines) ||
                     !place_runs(layout, from, end - from, &line);
    if (draft->failed)
        return;
    draft->lines[draft->lines_count++] = line;
    layout->top += line.height;
}

static struct item ellipsis_of(struct layout *layout, int32_t at)
{
    const UChar sign[] = {ELLIPSIS};
    struct item item = {.start = at, .end = at, .level = layout->text->analysis->base};
    char utf8[8];
    int32_t len = 0;
    bool missing;
    U8_APPEND_UNSAFE(utf8, len, ELLIPSIS);
    memcpy(item.script, layout->tongue->script, sizeof item.script);
    item.face = fonts_choose(&layout->text->fonts, item.script, layout->tongue->tag, layout->style->weight,
        layout->style->cap_mm, sign, 1, &missing);
    layout->text->missing += missing;
    struct unit_key key = {item.face, layout->style->cap_mm, item.level & 1, item.script, utf8, (size_t)len};
    item.unit = unit_get(layout->text, layout->style->keep, &key);
    item.width = item.unit ? item.unit->advance : 0;
    return item;
}

/* The last line that is allowed, with more to come: shortened, never inside a number. */
static void place_cut_line(struct layout *layout, size_t from, size_t end)
{
    struct text *text = layout->text;
    struct items *items = &text->items;
    struct item ellipsis = ellipsis_of(layout, from < end ? items->in[from].start : text->analysis->len);
    int room = layout->width - ellipsis.width;
    end = without_spaces(items, from, end);
    for (int x; end > from && (x = width_of(items, from, end)) > room;) {
        struct item *last = &items->in[end - 1];
        if (!last->number && item_cut(text, layout->style, end - 1, room - (x - last->width), false))
            break;
        end = without_spaces(items, from, end - 1);
    }
    if (end > from)
        ellipsis.start = ellipsis.end = items->in[end - 1].end;
    text->draft.cut = true;
    if (item_insert(items, end, &ellipsis))
        end++;
    place_line(layout, from, end);
}

/* False: there are as many lines as may be. */
static bool fill_lines(struct layout *layout, bool more_after)
{
    struct text *text = layout->text;
    size_t at = 0;
    do {
        size_t end = line_end(layout, at);
        bool more = more_after || end < text->items.count;
        bool last = layout->style->max_lines > 0 &&
                    text->draft.lines_count + 1 >= (size_t)layout->style->max_lines;
        if (last && more)
            place_cut_line(layout, at, end);
        else
            place_line(layout, at, end);
        if (last || text->draft.failed)
            return false;
        at = end;
    } while (at < text->items.count);
    return true;
}

static void measure_face(struct layout *layout)
{
    const UChar nothing[] = {' '};
    bool missing;
    struct face *face = fonts_choose(&layout->text->fonts, layout->tongue->script, layout->tongue->tag,
        layout->style->weight, layout->style->cap_mm, nothing, 1, &missing);
    struct font *font = face ? fonts_font(&layout->text->fonts, face, layout->style->cap_mm) : NULL;
    layout->ascent = font ? font->ascent : 0;
    layout->descent = font ? font->descent : 0;
    layout->text->draft.failed = !font;
}

/* What is left of the text in the arrays is wiped: they outlive the visit. */
static void analysis_wipe(struct analysis *line)
{
    explicit_bzero(line->units, ((size_t)line->len + 1) * sizeof line->units[0]);
    explicit_bzero(line->isolated, ((size_t)line->isolated_len + 1) * sizeof line->isolated[0]);
}

void lay_out(struct text *text, const struct text_style *style, const char *utf8, size_t len, int width_px)
{
    struct layout layout = {.text = text,
        .style = style,
        .tongue = tongue_get(text, style->language),
        .width = width_px > 0 ? width_px : INT32_MAX};
    draft_clear(&text->draft);
    measure_face(&layout);
    for (size_t from = 0; !text->draft.failed;) {
        size_t next = analyse(text, layout.tongue, utf8, from, len);
        bool ended = text->analysis->byte[text->analysis->len] < next; /* by a newline */
        bool shaped = itemize(text, style, layout.tongue);
        bool go_on = shaped && fill_lines(&layout, ended && next < len) && ended;
        text->draft.failed |= !shaped;
        analysis_wipe(text->analysis);
        if (!go_on)
            break;
        from = next;
    }
}
