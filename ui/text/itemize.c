#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "parts.h"

#define ITEMS_MAX (2 * TEXT_BYTES_MAX + 8)

bool item_insert(struct items *items, size_t at, const struct item *item)
{
    struct item copy = *item; /* it may lie in the array that moves */
    if (!items->in || items->count == items->cap) {
        size_t cap = items->cap ? 2 * items->cap : 256;
        struct item *in = cap <= 2 * ITEMS_MAX ? realloc(items->in, cap * sizeof *in) : NULL;
        if (!in)
            return false;
        items->in = in;
        items->cap = cap;
    }
    memmove(items->in + at + 1, items->in + at, (items->count - at) * sizeof *items->in);
    items->in[at] = copy;
    items->count++;
    return true;
}

static bool space(const struct analysis *line, int32_t at)
{
    return (line->units[at] == ' ' || line->units[at] == '\t') && !(line->marks[at] & MARK_NUMBER);
}

/* Does the letter before this place join the one after it (Arabic and its like)? */
static bool joins_at(const struct analysis *line, int32_t at)
{
    UChar32 before = 0, after = 0;
    if (at <= 0 || at >= line->len)
        return false;
    for (int32_t i = at; i > 0;) {
        U16_PREV(line->units, 0, i, before);
        if (u_getIntPropertyValue(before, UCHAR_JOINING_TYPE) != U_JT_TRANSPARENT)
            break;
    }
    U16_GET(line->units, 0, at, line->len, after);
    int first = u_getIntPropertyValue(before, UCHAR_JOINING_TYPE);
    int second = u_getIntPropertyValue(after, UCHAR_JOINING_TYPE);
    return (first == U_JT_DUAL_JOINING || first == U_JT_LEFT_JOINING || first == U_JT_JOIN_CAUSING) &&
           (second == U_JT_DUAL_JOINING || second == U_JT_RIGHT_JOINING || second == U_JT_JOIN_CAUSING);
}

/* Controls have done their work before shaping and have no picture. */
static bool drawn(UChar32 c)
{
    return !u_iscntrl(c) && !u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL);
}

static size_t spell(const struct analysis *line, const struct item *item, int32_t end, bool joined_after,
    char ret_utf8[static UNIT_BYTES])
{
    int32_t len = 0, start_len;
    if (item->joined_before)
        U8_APPEND_UNSAFE(ret_utf8, len, ZERO_WIDTH_JOINER);
    start_len = len;
    for (int32_t i = item->start; i < end && len < UNIT_BYTES - 8;) {
        UChar32 c;
        U16_NEXT(line->units, i, end, c);
        if (drawn(c))
            U8_APPEND_UNSAFE(ret_utf8, len, c);
    }
    if (len == start_len)
        return 0;
    if (joined_after)
        U8_APPEND_UNSAFE(ret_utf8, len, ZERO_WIDTH_JOINER);
    return (size_t)len;
}

static struct unit_key key_of(
    const struct text_style *style, const struct item *item, const char *utf8, size_t len)
{
    return (struct unit_key){.face = item->face,
        .cap_mm = style->cap_mm,
        .right_to_left = item->level & 1,
        .script = item->script,
        .utf8 = utf8,
        .len = len};
}

bool item_shape(struct text *text, const struct text_style *style, struct item *item)
{
    char utf8[UNIT_BYTES];
    item->unit = NULL;
    item->width = 0;
    if (item->spaces) {
        struct font *font = item->face ? fonts_font(&text->fonts, item->face, style->cap_mm) : NULL;
        int count = 0;
        for (int32_t i = item->start; i < item->end; i++)
            count += text->analysis->units[i] == '\t' ? 4 : 1;
        item->width = font ? font_spaces(font, count) : 0;
        return true;
    }
    size_t len = spell(text->analysis, item, item->end, item->joined_after, utf8);
    struct unit_key key = key_of(style, item, utf8, len);
    item->unit = len ? unit_get(text, style->keep, &key) : NULL;
    explicit_bzero(utf8, sizeof utf8);
    if (item->unit)
        item->width = item->unit->advance;
    return item->unit || !len;
}

static int width_until(
    struct text *text, const struct text_style *style, const struct item *item, int32_t end)
{
    char utf8[UNIT_BYTES];
    size_t len = spell(text->analysis, item, end, joins_at(text->analysis, end), utf8);
    struct unit_key key = key_of(style, item, utf8, len);
    int width = len ? unit_measure(text, &key) : 0;
    explicit_bzero(utf8, sizeof utf8);
    return width;
}

/* Where an item may be cut: a number first between its groups only. */
static size_t places(const struct analysis *line, const struct item *item, int32_t ret_at[static UNIT_UNITS])
{
    size_t count = 0;
    if (item->number)
        for (int32_t i = item->start + 1; i < item->end && count < UNIT_UNITS; i++)
            if (line->units[i - 1] == ' ' || line->units[i - 1] == '-')
                ret_at[count++] = i;
    if (!count)
        for (int32_t i = item->start + 1; i < item->end && count < UNIT_UNITS; i++)
            if (line->marks[i] & MARK_CLUSTER)
                ret_at[count++] = i;
    return count;
}

bool item_cut(struct text *text, const struct text_style *style, size_t at, int width, bool force)
{
    struct item first = text->items.in[at];
    int32_t place[UNIT_UNITS];
    size_t count = first.spaces ? 0 : places(text->analysis, &first, place), low = 0, high = count;
    while (low < high) { /* the first place that is too far */
        size_t middle = (low + high) / 2;
        if (width_until(text, style, &first, place[middle]) <= width)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 && !force)
        return false;
    if (count == 0)
        return false;
    struct item second = first;
    second.start = first.end = place[low ? low - 1 : 0];
    second.may_break = true;
    first.joined_after = second.joined_before = joins_at(text->analysis, first.end);
    if (!item_shape(text, style, &first) || !item_shape(text, style, &second) ||
        !item_insert(&text->items, at + 1, &second))
        return false;
    text->items.in[at] = first;
    return true;
}

static int32_t cluster_end(const struct analysis *line, int32_t at)
{
    do
        at++;
    while (at < line->len && !(line->marks[at] & MARK_CLUSTER));
    return at;
}

static bool continues(const struct analysis *line, const struct item *item, const struct item *next)
{
    int32_t at = next->start;
    uint8_t mark = line->marks[at];
    return item->spaces == next->spaces && item->level == next->level && item->face == next->face &&
           item->number == next->number && strcmp(item->script, next->script) == 0 && !(mark & MARK_BREAK) &&
           !(mark & MARK_NUMBER_START) && (item->spaces || next->end - item->start <= UNIT_UNITS);
}

/* The cluster as an item of its own. */
static struct item cluster_item(
    struct text *text, const struct text_style *style, const struct tongue *tongue, int32_t at)
{
    const struct analysis *line = text->analysis;
    struct item item = {.start = at, .end = cluster_end(line, at), .level = line->level[at]};
    bool missing;
    item.spaces = space(line, at);
    item.number = line->marks[at] & MARK_NUMBER;
    item.may_break = line->marks[at] & MARK_BREAK;
    const char *script = item.spaces ? tongue->script : uscript_getShortName((UScriptCode)line->script[at]);
    memcpy(item.script, script, sizeof item.script - 1);
    item.face = fonts_choose(&text->fonts, item.script, tongue->tag, style->weight, style->cap_mm,
        line->units + at, item.end - at, &missing);
    text->missing += missing;
    return item;
}

bool itemize(struct text *text, const struct text_style *style, const struct tongue *tongue)
{
    const struct analysis *line = text->analysis;
    struct items *items = &text->items;
    items->count = 0;
    for (int32_t at = 0; at < line->len;) {
        struct item next = cluster_item(text, style, tongue, at);
        struct item *last = items->count ? &items->in[items->count - 1] : NULL;
        if (last && continues(line, last, &next)) {
            last->end = next.end;
        } else {
            bool too_long = last && !next.may_break && !last->spaces && last->face == next.face &&
                            last->level == next.level;
            if (too_long && joins_at(line, at))
                last->joined_after = next.joined_before = true;
            if (!item_insert(items, items->count, &next))
                return false;
        }
        at = next.end;
    }
    bool all = true;
    for (size_t i = 0; i < items->count; i++)
        all &= item_shape(text, style, &items->in[i]);
    return all;
}
