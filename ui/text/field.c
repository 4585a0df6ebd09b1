#include "text/field.h"

#include <stdint.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/cursor.h"

/* Clusters are looked for in so much text around a place. The longest cluster of a living language has
 * some ten characters; of a heap of marks only the part in the window is taken for one. */
#define WINDOW_UNITS 128

/* Part of the text as UTF-16 with its way back; on the stack and wiped, so that nothing typed is copied
 * to the heap: the iterator reads it in place. */
struct window {
    UChar units[WINDOW_UNITS + 2];
    size_t byte[WINDOW_UNITS + 3];
    int32_t len;
};

static void window_fill(struct window *window, const struct text_field *field, size_t from)
{
    const uint8_t *bytes = (const uint8_t *)field->bytes;
    int32_t i = (int32_t)from, len = (int32_t)field->len;
    window->len = 0;
    while (i < len && window->len < WINDOW_UNITS) {
        UChar32 c;
        window->byte[window->len] = window->byte[window->len + 1] = (size_t)i;
        U8_NEXT_OR_FFFD(bytes, i, len, c);
        U16_APPEND_UNSAFE(window->units, window->len, c);
    }
    window->byte[window->len] = (size_t)i;
}

/* The first boundary after `at`, or the last one before it, in bytes. */
static size_t boundary(const struct text_field *field, size_t at, bool forward)
{
    struct window window;
    UErrorCode error = U_ZERO_ERROR;
    int32_t start = (int32_t)at;
    for (int i = 0; i < WINDOW_UNITS / 2 - 8 && start > 0; i++)
        U8_BACK_1((const uint8_t *)field->bytes, 0, start);
    window_fill(&window, field, (size_t)start);
    UBreakIterator *clusters = ubrk_open(UBRK_CHARACTER, "en", window.units, window.len, &error);
    size_t found = forward ? window.byte[window.len] : (size_t)start;
    if (U_SUCCESS(error))
        for (int32_t i = ubrk_first(clusters); i != UBRK_DONE; i = ubrk_next(clusters)) {
            if (forward && window.byte[i] > at) {
                found = window.byte[i];
                break;
            }
            if (!forward && window.byte[i] < at)
                found = window.byte[i];
        }
    if (clusters)
        ubrk_close(clusters);
    explicit_bzero(&window, sizeof window);
    return found;
}

static size_t next_boundary(const struct text_field *field, size_t at)
{
    return at < field->len ? boundary(field, at, true) : field->len;
}

static size_t boundary_before(const struct text_field *field, size_t at)
{
    return at > 0 ? boundary(field, at, false) : 0;
}

void field_init(struct text_field *field, char *bytes, size_t cap)
{
    size_t len = cap ? strnlen(bytes, cap - 1) : 0;
    *field = (struct text_field){.bytes = bytes, .len = len, .cap = cap, .caret = len};
    if (cap)
        bytes[len] = 0;
}

static void forget_cleared(struct text_field *field)
{
    if (field->cleared)
        explicit_bzero(field->bytes, field->cleared + 1);
    field->cleared = 0;
}

static size_t sealed_bytes(const char *bytes, size_t len)
{
    size_t sealed = len;
    for (size_t i = 0; i < len; i++)
        sealed += bytes[i] == '"' || bytes[i] == '\\' || bytes[i] == '\n' || bytes[i] == '\t';
    return sealed;
}

size_t field_room(const struct text_field *field)
{
    size_t taken = sealed_bytes(field->bytes, field->len);
    return field->cap && taken < field->cap - 1 ? field->cap - 1 - taken : 0;
}

bool field_insert(struct text_field *field, const char *utf8)
{
    size_t len = strlen(utf8);
    if (sealed_bytes(utf8, len) > field_room(field) || !utf8_valid(utf8, len))
        return false;
    if (!len)
        return true;
    forget_cleared(field);
    memmove(field->bytes + field->caret + len, field->bytes + field->caret, field->len - field->caret + 1);
    memcpy(field->bytes + field->caret, utf8, len);
    field->len += len;
    field->caret += len;
    if (field->caret < field->len) /* what was typed may have become one cluster with what follows */
        field->caret = next_boundary(field, field->caret - 1);
    return true;
}

static void erase(struct text_field *field, size_t from, size_t to)
{
    memmove(field->bytes + from, field->bytes + to, field->len - to + 1);
    explicit_bzero(field->bytes + field->len - (to - from) + 1, to - from);
    field->len -= to - from;
    field->caret = from;
    if (from > 0 && from < field->len && next_boundary(field, boundary_before(field, from)) != from)
        field->caret = next_boundary(field, from);
}

/* Letters on which a writer builds a syllable sign by sign: those of Indic and South-East Asian
 * scripts, and Semitic letters with vowel signs. */
static bool built_sign_by_sign(const struct text_field *field, size_t from, size_t to)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar32 base;
    int32_t i = (int32_t)from;
    U8_NEXT_OR_FFFD((const uint8_t *)field->bytes, i, (int32_t)to, base);
    if ((size_t)i == to)
        return false;
    if (u_isUAlphabetic(base) && u_getIntPropertyValue(base, UCHAR_INDIC_SYLLABIC_CATEGORY) != U_INSC_OTHER)
        return true;
    UScriptCode script = uscript_getScript(base, &error);
    return script == USCRIPT_ARABIC || script == USCRIPT_HEBREW || script == USCRIPT_SYRIAC;
}

static bool joiner(UChar32 c)
{
    return c == 0x200c || c == 0x200d;
}

void field_backspace(struct text_field *field)
{
    size_t from = boundary_before(field, field->caret), to = field->caret;
    if (from == to)
        return;
    if (built_sign_by_sign(field, from, to)) {
        int32_t i = (int32_t)to;
        UChar32 c;
        do /* a joiner has no picture: taking it alone would look as if nothing happened */
            U8_PREV_OR_FFFD((const uint8_t *)field->bytes, (int32_t)from, i, c);
        while (joiner(c) && (size_t)i > from);
        from = (size_t)i;
    }
    erase(field, from, to);
}

static bool inside_character(const struct text_field *field, size_t at)
{
    return at < field->len && U8_IS_TRAIL(field->bytes[at]);
}

bool field_replace(struct text_field *field, size_t back, size_t taken, const char *utf8)
{
    size_t len = strlen(utf8);
    if (back > field->caret || taken > back || !utf8_valid(utf8, len))
        return false;
    size_t from = field->caret - back, rest = back - taken;
    if (inside_character(field, from) || inside_character(field, from + taken))
        return false;
    if (sealed_bytes(utf8, len) > field_room(field) + sealed_bytes(field->bytes + from, taken))
        return false;
    erase(field, from, from + taken);
    field->caret = from;
    if (!field_insert(field, utf8))
        return false;
    field->caret = from + len + rest;
    return true;
}

void field_move(struct text_field *field, int clusters)
{
    for (; clusters > 0 && field->caret < field->len; clusters--)
        field->caret = next_boundary(field, field->caret);
    for (; clusters < 0 && field->caret > 0; clusters++)
        field->caret = boundary_before(field, field->caret);
}

void field_clear(struct text_field *field)
{
    if (!field->len)
        return;
    memmove(field->bytes + 1, field->bytes, field->len);
    field->bytes[0] = 0;
    field->cleared = field->len;
    field->len = field->caret = 0;
}

bool field_undo(struct text_field *field)
{
    if (!field->cleared)
        return false;
    field->len = field->caret = field->cleared;
    field->cleared = 0;
    memmove(field->bytes, field->bytes + 1, field->len);
    field->bytes[field->len] = 0;
    return true;
}
