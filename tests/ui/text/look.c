/* Paragraphs as they look: heights, baselines and edges measured in ink; a sheet for people to look at. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"
#include "ui/text/world.h"

/* Not what we say we drew, but what was drawn. */
static void the_pixels_of_a_number_in_arabic_are_those_in_english(void **state)
{
    struct world *world = *state;
    static const char *const numbers[] = {"0800 123 456", "+44 20 7946 0018", "٠٨٠٠ ١٢٣ ٤٥٦"};
    for (size_t i = 0; i < 3; i++) {
        char text[200];
        snprintf(text, sizeof text, "اتصل على الرقم %s في أي وقت", numbers[i]);
        sheet_paragraph(&world->other, laid(world, "en", numbers[i], 1000), 20, 20);
        struct box ink = sheet_ink(&world->other);
        assert_true(ink.w > 100);
        sheet_paragraph(&world->sheet, laid(world, "ar", text, 1000), 20, 20);
        assert_true(sheet_finds(&world->sheet, &world->other, ink));
        sheet_paragraph(&world->sheet, laid(world, "ar", "اتصل على الرقم 456 123 0800 في", 1000), 20, 20);
        assert_false(sheet_finds(&world->sheet, &world->other, ink));
    }
}

static int height_of(
    struct text *text, const char *language, const char *letter, double cap_mm, struct box *ret_ink)
{
    struct text_style style = {.language = language, .cap_mm = cap_mm};
    struct sheet sheet;
    sheet_init(&sheet, 300, 300);
    const struct paragraph *paragraph = text_layout(text, &style, letter, strlen(letter), 0);
    sheet_paragraph(&sheet, paragraph, 20, 20);
    *ret_ink = sheet_ink(&sheet);
    int below = ret_ink->y + ret_ink->h - 20 - paragraph_baseline(paragraph, 0);
    assert_in_range(below + 1, 0, 2); /* stands on the baseline */
    sheet_clear(&sheet);
    return ret_ink->h;
}

static void capitals_are_as_high_as_asked_in_millimetres_on_every_panel(void **state)
{
    (void)state;
    const struct panel panels[] = {{1080, 1920, 4.03, 4.03}, {800, 480, 5.19, 5.59}, {1920, 1080, 3.2, 3.2}};
    for (size_t p = 0; p < 3; p++) {
        char message[256];
        struct text *text = text_new(FONTS, &panels[p], message);
        struct box ink;
        for (int size = 0; size < TEXT_SIZES; size++) {
            double mm = text_size_mm((enum text_size)size), px = mm * panels[p].px_per_mm_y;
            assert_true(fabs(height_of(text, "en", "H", mm, &ink) - px) <= 1);
            double shape = (643.0 - 97) / 714 * panels[p].px_per_mm_x / panels[p].px_per_mm_y;
            assert_true(fabs(ink.w - shape * px) <= 1.5);
            assert_true(fabs(height_of(text, "ar", "ا", mm, &ink) - 1.1 * px) <= 1.5);
        }
        text_free(text);
    }
}

static void scripts_in_one_line_stand_on_one_baseline(void **state)
{
    struct world *world = *state;
    sheet_paragraph(&world->other, laid(world, "en", "H", 0), 20, 20);
    struct box ink = sheet_ink(&world->other);
    const struct paragraph *paragraph = laid(world, "ar", "ا", 0);
    const struct paragraph *mixed = laid(world, "en", "H ا", 0);
    assert_int_equal(paragraph_baseline(mixed, 0), paragraph_baseline(paragraph, 0));
    sheet_paragraph(&world->sheet, mixed, 20, 20);
    struct box both = sheet_ink(&world->sheet);
    assert_in_range(
        both.y + both.h, 20 + paragraph_baseline(mixed, 0) - 1, 20 + paragraph_baseline(mixed, 0) + 1);
    assert_true(sheet_finds(&world->sheet, &world->other, ink));
}

static void a_heap_of_marks_does_not_lift_its_letter_from_the_baseline(void **state)
{
    struct world *world = *state;
    const struct paragraph *paragraph = laid(
        world, "en", "H\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 0);
    sheet_paragraph(&world->sheet, paragraph, 20, 60);
    struct box ink = sheet_ink(&world->sheet);
    assert_in_range(
        ink.y + ink.h, 60 + paragraph_baseline(paragraph, 0) - 1, 60 + paragraph_baseline(paragraph, 0) + 1);
    assert_true(ink.h > 30);
}

static void start_is_left_in_english_and_right_in_arabic(void **state)
{
    struct world *world = *state;
    const struct {
        const char *language, *text;
        enum text_align align;
        int left, right; /* px of paper left beside the ink; -1 any */
    } cases[] = {{"en", "Help", TEXT_START, 0, -1}, {"en", "Help", TEXT_END, -1, 0},
        {"ar", "مساعدة", TEXT_START, -1, 0}, {"ar", "مساعدة", TEXT_END, 0, -1}};
    for (size_t i = 0; i < 4; i++) {
        struct text_style style = {.language = cases[i].language, .cap_mm = 4.8, .align = cases[i].align};
        sheet_paragraph(&world->sheet,
            text_layout(world->text, &style, cases[i].text, strlen(cases[i].text), 800), 0, 20);
        struct box ink = sheet_ink(&world->sheet);
        if (cases[i].left >= 0)
            assert_in_range(ink.x, 0, 6);
        if (cases[i].right >= 0)
            assert_in_range(ink.x + ink.w, 794, 801);
    }
    struct text_style style = {.language = "en", .cap_mm = 4.8, .align = TEXT_CENTRE};
    sheet_paragraph(&world->sheet, text_layout(world->text, &style, "Help", 4, 800), 0, 20);
    struct box ink = sheet_ink(&world->sheet);
    assert_in_range(abs(ink.x + ink.w / 2 - 400), 0, 4);
}

static void a_sheet_to_look_at(void **state)
{
    static const struct {
        const char *language;
        enum text_weight weight;
        const char *text;
    } samples[] = {
        {"en", TEXT_REGULAR, "You can ask for help here. Call 0800 123 456 or +44 20 7946 0018."},
        {"ar", TEXT_REGULAR, "يمكنك طلب المساعدة هنا. اتصل على 0800 123 456 أو +44 20 7946 0018."},
        {"ar", TEXT_BOLD, "اتصل على ٠٨٠٠ ١٢٣ ٤٥٦ في أي وقت."},
        {"en", TEXT_BOLD, "Leave now: مساعدة (help@example.org)"},
    };
    struct world *world = *state;
    struct sheet sheet;
    int y = 20;
    sheet_init(&sheet, 1080, 1700);
    for (int size = 0; size < TEXT_SIZES; size++)
        for (size_t i = 0; i < 4; i++) {
            struct text_style style = {.language = samples[i].language,
                .cap_mm = text_size_mm((enum text_size)size),
                .weight = samples[i].weight};
            const struct paragraph *paragraph = text_layout(
                world->text, &style, samples[i].text, strlen(samples[i].text), 1020);
            paragraph_draw(paragraph, sheet.list, 30, y, 0xff000000);
            y += paragraph_height(paragraph) + 8;
        }
    struct damage damage;
    draw_paint(NULL, sheet.list, 0xffffffff, &sheet.surface, &damage);
    sheet_write(&sheet, "text");
    assert_int_equal(text_missing(world->text), 0);
    sheet_clear(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_pixels_of_a_number_in_arabic_are_those_in_english),
        TEST(capitals_are_as_high_as_asked_in_millimetres_on_every_panel),
        TEST(scripts_in_one_line_stand_on_one_baseline),
        TEST(a_heap_of_marks_does_not_lift_its_letter_from_the_baseline),
        TEST(start_is_left_in_english_and_right_in_arabic),
        TEST(a_sheet_to_look_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
