/* Where the caret stands, and where a touch puts it. */
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

static int caret_x(const struct paragraph *paragraph, size_t offset)
{
    struct box caret = paragraph_caret(paragraph, offset);
    return caret.x + caret.w / 2;
}

static void the_caret_goes_right_in_english_and_left_in_arabic(void **state)
{
    const struct paragraph *english = laid(*state, "en", "What now", 900),
                           *arabic = laid(*state, "ar", "ماذا الآن", 900);
    for (size_t i = 0; i < 8; i++)
        assert_true(caret_x(english, i + 1) > caret_x(english, i));
    for (size_t i = 0; i < 17; i += i == 8 ? 1 : 2)
        assert_true(caret_x(arabic, i + (i == 8 ? 1 : 2)) <= caret_x(arabic, i));
    assert_in_range(caret_x(english, 0), 0, 2);
    assert_in_range(caret_x(arabic, 0), 896, 900);
    assert_int_equal(paragraph_caret(english, 0).h, paragraph_height(english));
}

static void a_touch_on_the_caret_gives_its_place_back(void **state)
{
    static const struct {
        const char *language, *text;
    } cases[] = {
        {"en", "Where are you now? I am at gate 12"}, {"ar", "أين أنت الآن"}, {"en", "one two\nthree"}};
    for (size_t i = 0; i < 3; i++)
        for (int width = 240; width <= 900; width += 330) {
            const struct paragraph *paragraph = laid(*state, cases[i].language, cases[i].text, width);
            const char *text = cases[i].text;
            for (size_t at = 0; at <= strlen(text); at++) {
                if ((text[at] & 0xc0) == 0x80 || (at && text[at - 1] == ' '))
                    continue;
                struct box caret = paragraph_caret(paragraph, at);
                size_t back = paragraph_offset_at(paragraph, caret.x + caret.w / 2, caret.y + caret.h / 2);
                assert_int_equal(caret_x(paragraph, back), caret_x(paragraph, at));
                assert_int_equal(paragraph_caret(paragraph, back).y, caret.y);
            }
        }
}

static void in_mixed_text_every_caret_is_in_the_box_and_every_touch_is_a_boundary(void **state)
{
    static const char text[] = "Call مساعدة on 0800 123 or ask بَيت now, 5 times";
    static const char *const languages[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        const struct paragraph *paragraph = laid(*state, languages[i], text, 420);
        for (size_t at = 0; at <= strlen(text); at++) {
            struct box caret = paragraph_caret(paragraph, at);
            assert_true(caret.x >= 0 && caret.x + caret.w <= 420);
            assert_true(caret.y >= 0 && caret.y + caret.h <= paragraph_height(paragraph));
        }
        for (int y = -10; y < paragraph_height(paragraph) + 10; y += 9)
            for (int x = -20; x < 460; x += 3) {
                size_t at = paragraph_offset_at(paragraph, x, y);
                assert_true(at <= strlen(text));
                assert_int_not_equal(text[at] & 0xc0, 0x80);
                assert_memory_not_equal(text + at, "\xd9\x8e", 2); /* between a letter and its mark */
            }
    }
}

static void the_caret_behind_a_newline_stands_on_the_next_line(void **state)
{
    const struct paragraph *paragraph = laid(*state, "en", "one\n", 500);
    assert_int_equal(paragraph_caret(paragraph, 3).y, 0);
    assert_true(paragraph_caret(paragraph, 4).y > 0);
    assert_int_equal(paragraph_caret(paragraph, 4).x, 0);
    const struct paragraph *empty = laid(*state, "ar", "", 500);
    assert_in_range(caret_x(empty, 0), 497, 500);
    assert_int_equal(paragraph_offset_at(empty, 3, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_caret_goes_right_in_english_and_left_in_arabic),
        TEST(a_touch_on_the_caret_gives_its_place_back),
        TEST(in_mixed_text_every_caret_is_in_the_box_and_every_touch_is_a_boundary),
        TEST(the_caret_behind_a_newline_stands_on_the_next_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
