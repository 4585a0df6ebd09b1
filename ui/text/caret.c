#include <string.h>
#include <unicode/uchar.h>

#include "parts.h"

#define CARET_MM 0.5

/* A run's text cut at its clusters; at most UNIT_UNITS. */
struct spelled {
    uint32_t at[UNIT_UNITS + 2]; /* bytes of the paragraph, ascending, the run's end last */
    size_t count;                /* clusters */
};

static void run_spell(const struct paragraph *paragraph, const struct run *run, struct spelled *ret_spelled)
{
    UChar units[UNIT_UNITS + 2];
    uint32_t byte[UNIT_UNITS + 2];
    int32_t len = 0, i = (int32_t)run->start, end = (int32_t)run->end;
    UErrorCode error = U_ZERO_ERROR;
    const uint8_t *bytes = (const uint8_t *)paragraph->utf8;
    while (i < end && len < UNIT_UNITS) {
        UChar32 c;
        byte[len] = byte[len + 1] = (uint32_t)i;
        U8_NEXT_OR_FFFD(bytes, i, end, c);
        U16_APPEND_UNSAFE(units, len, c);
    }
    UBreakIterator *clusters = paragraph->owner->clusters;
    ret_spelled->count = 0;
    ubrk_setText(clusters, units, len, &error);
    for (int32_t at = ubrk_first(clusters); at != UBRK_DONE && at < len; at = ubrk_next(clusters))
        ret_spelled->at[ret_spelled->count++] = byte[at];
    ret_spelled->at[ret_spelled->count] = run->end;
    error = U_ZERO_ERROR;
    ubrk_setText(clusters, u"", 0, &error);
    explicit_bzero(units, sizeof units);
}

static UChar32 char_before(const struct paragraph *paragraph, uint32_t at)
{
    UChar32 c;
    int32_t i = (int32_t)at;
    U8_PREV_OR_FFFD((const uint8_t *)paragraph->utf8, 0, i, c);
    return c;
}

static bool joins_forward(UChar32 c)
{
    int type = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
    return type == U_JT_DUAL_JOINING || type == U_JT_LEFT_JOINING || type == U_JT_TRANSPARENT;
}

/* How far the run's text reaches up to this byte. A joiner keeps the shape that its last letter has in
 * the whole word. */
static int reach(const struct paragraph *paragraph, const struct run *run, uint32_t offset)
{
    char utf8[UNIT_BYTES];
    int32_t len = 0, taken = (int32_t)(offset - run->start);
    if (offset <= run->start)
        return 0;
    if (offset >= run->end)
        return run->width;
    if (!run->unit)
        return (int)((int64_t)run->width * (offset - run->start) / (run->end - run->start));
    if (taken + 8 > (int32_t)sizeof utf8)
        return run->width;
    if (run->joined_before)
        U8_APPEND_UNSAFE(utf8, len, ZERO_WIDTH_JOINER);
    memcpy(utf8 + len, paragraph->utf8 + run->start, (size_t)taken);
    len += taken;
    if (joins_forward(char_before(paragraph, offset)))
        U8_APPEND_UNSAFE(utf8, len, ZERO_WIDTH_JOINER);
    struct unit_key key = {
        run->unit->face, run->unit->cap_mm, run->unit->right_to_left, run->unit->script, utf8, (size_t)len};
    int width = unit_measure(paragraph->owner, &key);
    explicit_bzero(utf8, sizeof utf8);
    return width < run->width ? width : run->width;
}

static int x_in_run(const struct paragraph *paragraph, const struct run *run, uint32_t offset)
{
    int width = reach(paragraph, run, offset);
    return run->x + (run->level & 1 ? run->width - width : width);
}

static int x_in_line(const struct paragraph *paragraph, const struct line *line, uint32_t offset)
{
    const struct run *before = NULL;
    for (size_t i = 0; i < line->count; i++) {
        const struct run *run = &paragraph->runs[line->first + i];
        if (run->start <= offset && offset < run->end)
            return x_in_run(paragraph, run, offset);
        if (run->end == offset && run->start < run->end)
            before = run;
    }
    if (before)
        return x_in_run(paragraph, before, offset);
    return line->right_to_left ? line->width : 0;
}

struct box paragraph_caret(const struct paragraph *paragraph, size_t offset)
{
    if (!paragraph->lines_count)
        return (struct box){0, 0, 0, 0};
    size_t at = paragraph->lines_count - 1;
    while (at > 0 && paragraph->lines[at].start > offset)
        at--;
    const struct line *line = &paragraph->lines[at];
    int width = px_x(&paragraph->owner->panel, CARET_MM);
    if (width < 2)
        width = 2;
    int x = line_runs_left(paragraph, line) + x_in_line(paragraph, line, (uint32_t)offset) - width / 2;
    if (x > paragraph->width_px - width)
        x = paragraph->width_px - width;
    return (struct box){x > 0 ? x : 0, line->top, width, line->height};
}

static size_t nearest_in_run(const struct paragraph *paragraph, const struct run *run, int x)
{
    size_t best = run->start;
    int best_distance = INT32_MAX;
    struct spelled spelled;
    if (!run->unit) { /* spaces: a byte each */
        uint32_t count = run->end - run->start;
        int along = run->level & 1 ? run->x + run->width - x : x - run->x;
        int64_t place = run->width > 0 ? ((int64_t)along * count + run->width / 2) / run->width : 0;
        return run->start + (size_t)(place < 0 ? 0 : place > count ? count : place);
    }
    run_spell(paragraph, run, &spelled);
    for (size_t i = 0; i <= spelled.count; i++) {
        int distance = x_in_run(paragraph, run, spelled.at[i]) - x;
        if (distance < 0)
            distance = -distance;
        if (distance < best_distance) {
            best_distance = distance;
            best = spelled.at[i];
        }
    }
    return best;
}

size_t paragraph_offset_at(const struct paragraph *paragraph, int x, int y)
{
    size_t at = 0;
    if (!paragraph->lines_count)
        return 0;
    while (at + 1 < paragraph->lines_count && y >= paragraph->lines[at + 1].top)
        at++;
    const struct line *line = &paragraph->lines[at];
    x -= line_runs_left(paragraph, line);
    const struct run *run = NULL;
    for (size_t i = 0; i < line->count; i++) {
        const struct run *here = &paragraph->runs[line->first + i];
        if (here->start < here->end && (!run || x >= here->x))
            run = here;
    }
    size_t offset = run ? nearest_in_run(paragraph, run, x) : line->start;
    bool wrapped = at + 1 < paragraph->lines_count && paragraph->lines[at + 1].start == line->end;
    if (wrapped && offset == line->end && offset > line->start && paragraph->utf8[offset - 1] == ' ')
        offset--; /* stays on the line that was touched */
    return offset;
}

static size_t add(char *text, size_t cap, size_t len, UChar32 c)
{
    char utf8[4];
    int32_t count = 0;
    if (u_iscntrl(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return len;
    U8_APPEND_UNSAFE(utf8, count, c);
    if (len + (size_t)count >= cap)
        return len;
    memcpy(text + len, utf8, (size_t)count);
    return len + (size_t)count;
}

static size_t add_bytes(
    char *text, size_t cap, size_t len, const char *utf8, int32_t from, int32_t to, bool mirror)
{
    while (from < to) {
        UChar32 c;
        U8_NEXT_OR_FFFD((const uint8_t *)utf8, from, to, c);
        len = add(text, cap, len, mirror ? u_charMirror(c) : c);
    }
    return len;
}

size_t paragraph_visual(const struct paragraph *paragraph, int line, char *ret_text, size_t cap)
{
    size_t len = 0;
    if (line < 0 || (size_t)line >= paragraph->lines_count || !cap)
        return 0;
    const struct line *of = &paragraph->lines[line];
    for (size_t i = 0; i < of->count; i++) {
        const struct run *run = &paragraph->runs[of->first + i];
        struct spelled spelled;
        if (run->start == run->end && run->unit) {
            len = add_bytes(ret_text, cap, len, run->unit->utf8, 0, (int32_t)run->unit->len, false);
        } else if (!run->unit || !(run->level & 1)) {
            len = add_bytes(
                ret_text, cap, len, paragraph->utf8, (int32_t)run->start, (int32_t)run->end, false);
        } else {
            run_spell(paragraph, run, &spelled);
            for (size_t k = spelled.count; k-- > 0;)
                len = add_bytes(ret_text, cap, len, paragraph->utf8, (int32_t)spelled.at[k],
                    (int32_t)spelled.at[k + 1], true);
        }
    }
    ret_text[len] = 0;
    return len;
}
