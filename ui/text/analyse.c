#include <string.h>

#include "number.h"
#include "parts.h"

#define LEFT_TO_RIGHT_ISOLATE 0x2066
#define POP_ISOLATE 0x2069

static bool newline(UChar32 c)
{
    return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* UTF-8 up to the newline as UTF-16, with the way back; bad bytes become U+FFFD. */
static size_t decode(struct analysis *line, const char *utf8, size_t from, size_t len)
{
    const uint8_t *bytes = (const uint8_t *)utf8;
    int32_t i = (int32_t)from, count = 0;
    while (i < (int32_t)len) {
        UChar32 c;
        int32_t start = i;
        U8_NEXT_OR_FFFD(bytes, i, (int32_t)len, c);
        if (newline(c)) {
            line->byte[count] = (uint32_t)start;
            if (c == '\r' && i < (int32_t)len && bytes[i] == '\n')
                i++;
            line->len = count;
            line->units[count] = 0;
            return (size_t)i;
        }
        if (c > 0xffff)
            line->byte[count + 1] = (uint32_t)start;
        line->byte[count] = (uint32_t)start;
        U16_APPEND_UNSAFE(line->units, count, c);
    }
    line->byte[count] = (uint32_t)len;
    line->len = count;
    line->units[count] = 0;
    return len;
}

static void mark_boundaries(struct analysis *line, UBreakIterator *iterator, enum mark mark)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!iterator)
        return;
    ubrk_setText(iterator, line->units, line->len, &error);
    if (U_SUCCESS(error))
        for (int32_t at = ubrk_first(iterator); at != UBRK_DONE && at < line->len; at = ubrk_next(iterator))
            line->marks[at] |= (uint8_t)mark;
    ubrk_setText(iterator, u"", 0, &error);
}

/* A number is one strong left-to-right thing of its own to the bidi algorithm: in an isolate, with every
 * character replaced by a Latin letter. Otherwise groups of digits are put in the order of the text
 * around them, and groups of Arabic-Indic digits from right to left even in an isolate. */
static void isolate(struct analysis *line)
{
    struct number number;
    int32_t from = 0, out = 0;
    while (number_find(line->units, line->len, from, &number)) {
        for (; from < number.isolate_start; from++) {
            line->isolated_at[from] = out;
            line->isolated[out++] = line->units[from];
        }
        line->isolated[out++] = LEFT_TO_RIGHT_ISOLATE;
        for (; from < number.isolate_end; from++) {
            line->isolated_at[from] = out;
            line->isolated[out++] = 'a';
        }
        line->isolated[out++] = POP_ISOLATE;
        line->marks[number.start] |= MARK_NUMBER_START;
        if (number.end - number.start <= NUMBER_UNITS)
            for (int32_t i = number.start; i < number.end; i++) {
                line->marks[i] |= MARK_NUMBER;
                if (i > number.start)
                    line->marks[i] &= (uint8_t)~MARK_BREAK;
            }
    }
    for (; from < line->len; from++) {
        line->isolated_at[from] = out;
        line->isolated[out++] = line->units[from];
    }
    line->isolated_len = out;
}

static void level(struct analysis *line, UBiDi *bidi, bool right_to_left)
{
    UErrorCode error = U_ZERO_ERROR;
    line->base = right_to_left ? 1 : 0;
    ubidi_setPara(bidi, line->isolated, line->isolated_len, line->base, NULL, &error);
    const UBiDiLevel *levels = line->isolated_len ? ubidi_getLevels(bidi, &error) : NULL;
    for (int32_t i = 0; i < line->len; i++)
        line->level[i] = U_SUCCESS(error) && levels ? levels[line->isolated_at[i]] : line->base;
    error = U_ZERO_ERROR;
    ubidi_setPara(bidi, u"", 0, line->base, NULL, &error);
}

static UScriptCode own_script(UChar32 c)
{
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &error);
    if (U_FAILURE(error) || script == USCRIPT_COMMON || script == USCRIPT_INHERITED ||
        script == USCRIPT_UNKNOWN)
        return USCRIPT_COMMON;
    return script;
}

/* Digits belong to no script, but are drawn by the face whose digits they are. */
static UScriptCode digit_script(UChar32 c)
{
    if (c >= '0' && c <= '9')
        return USCRIPT_LATIN;
    if ((c >= 0x660 && c <= 0x669) || (c >= 0x6f0 && c <= 0x6f9))
        return USCRIPT_ARABIC;
    return own_script(c);
}

static UScriptCode number_script(const struct analysis *line, int32_t start)
{
    for (int32_t i = start; i < line->len;) {
        UChar32 c;
        U16_NEXT(line->units, i, line->len, c);
        UScriptCode script = digit_script(c);
        if (script != USCRIPT_COMMON)
            return script;
    }
    return USCRIPT_LATIN;
}

/* What belongs to no script takes that of the text before it, at the start that of what follows. */
static void script(struct analysis *line, const char *language_script)
{
    UScriptCode language = (UScriptCode)u_getPropertyValueEnum(UCHAR_SCRIPT, language_script);
    UScriptCode now = USCRIPT_COMMON, number = USCRIPT_COMMON;
    for (int32_t i = 0, next = 0; i < line->len; i = next) {
        UChar32 c;
        U16_NEXT(line->units, next, line->len, c);
        if (line->marks[i] & MARK_NUMBER_START)
            number = number_script(line, i);
        UScriptCode own = own_script(c);
        if (own != USCRIPT_COMMON)
            now = own;
        UScriptCode here = line->marks[i] & MARK_NUMBER ? number : now;
        for (int32_t k = i; k < next; k++)
            line->script[k] = (int16_t)here;
    }
    UScriptCode after = language > USCRIPT_INHERITED ? language : USCRIPT_LATIN;
    for (int32_t i = line->len; i-- > 0;) {
        if (line->script[i] == USCRIPT_COMMON)
            line->script[i] = (int16_t)after;
        after = (UScriptCode)line->script[i];
    }
}

size_t analyse(struct text *text, const struct tongue *tongue, const char *utf8, size_t from, size_t len)
{
    struct analysis *line = text->analysis;
    size_t next = decode(line, utf8, from, len);
    memset(line->marks, 0, (size_t)line->len + 1);
    mark_boundaries(line, text->clusters, MARK_CLUSTER);
    mark_boundaries(line, tongue->lines, MARK_BREAK);
    isolate(line);
    level(line, text->bidi, tongue->right_to_left);
    script(line, tongue->script);
    return next;
}
