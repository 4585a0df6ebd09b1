/* After a visit its text is nowhere in the process: not as typed, not in the forms in which ICU, HarfBuzz
 * and SDL_ttf hold it. Meaningless under a sanitizer, which keeps freed memory; then it is skipped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_search.h"
#include "text/field.h"
#include "text/text.h"

/* Glyph numbers of Noto Sans run with the alphabet: a = 68. */
#define GLYPH_SHIFT (68 - 'a')
/* "wkajmqtzvhpy": no word, so that nothing else in the process says it; each letter shifted by one. */
#define WORD "xlbknruawiqz"
#define LOOKED_FOR 8 /* of its letters; the shaper sees it grow letter by letter */

/* One letter shifted: what is in the program is not what is typed. */
static void type(char *ret_typed, const char *shifted)
{
    size_t i = 0;
    for (; shifted[i]; i++)
        ret_typed[i] = (char)(shifted[i] == ' ' ? ' ' : shifted[i] - 1);
    ret_typed[i] = 0;
}

static struct masked_row row_of(
    const char *name, unsigned stride, unsigned size, const char *shifted, int shift)
{
    struct masked_row row = {.name = name, .stride = stride, .size = size};
    while (row.count < LOOKED_FOR)
        masked_add(&row, (uint32_t)((unsigned char)shifted[row.count] - 1 + shift));
    return row;
}

/* Types letter by letter, as a person does, with the page drawn after each. */
static void visit(struct text *text, const char *shifted, struct surface *surface)
{
    char bytes[256] = "", typed[256];
    struct text_style style = {.language = "en", .cap_mm = 4.8, .keep = TEXT_VISIT};
    struct draw_list *list = draw_list_new();
    struct text_field field;
    struct damage damage;
    type(typed, shifted);
    field_init(&field, bytes, sizeof bytes);
    for (size_t i = 0; typed[i]; i++) {
        char letter[2] = {typed[i], 0};
        assert_true(field_insert(&field, letter));
        const struct paragraph *paragraph = text_layout(text, &style, bytes, field.len, 300);
        draw_list_reset(list);
        paragraph_draw(paragraph, list, 0, 0, 0xff000000);
        struct box caret = paragraph_caret(paragraph, field.caret);
        (void)paragraph_offset_at(paragraph, caret.x, caret.y);
        draw_paint(NULL, list, 0xffffffff, surface, &damage);
    }
    draw_list_free(list);
    explicit_bzero(bytes, sizeof bytes);
    explicit_bzero(typed, sizeof typed);
}

static void nothing_typed_is_left_in_memory_after_the_visit(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    const struct panel panel = {1080, 1920, 4.03, 4.03};
    const struct masked_row rows[] = {
        row_of("UTF-8", 1, 1, WORD, 0),
        row_of("UTF-16", 2, 2, WORD, 0),
        row_of("UTF-32", 4, 4, WORD, 0),
        row_of("characters in HarfBuzz", 20, 4, WORD, 0),
        row_of("glyphs in HarfBuzz", 20, 4, WORD, GLYPH_SHIFT),
        row_of("glyphs in SDL_ttf", 12, 4, WORD, GLYPH_SHIFT),
    };
    char message[256];
    struct surface surface = {calloc(300 * 200, 4), 300, 200, 300};
    struct text *text = text_new(WAYSIDE_SOURCE "/assets/fonts.list", &panel, message);
    assert_true(text && surface.pixels);
    visit(text, WORD, &surface);
    size_t before = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        before += masked_search(&rows[i]);
    assert_true(before > 2); /* or the search would prove nothing */
    text_wipe_visit(text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t count = masked_search(&rows[i]);
        if (count)
            fail_msg("%zu times left as %s", count, rows[i].name);
    }
    text_free(text);
    free(surface.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_typed_is_left_in_memory_after_the_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
