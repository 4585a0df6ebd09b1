/* The colours and millimetres are what the standards ask: VVSG 2.0 7.1 and 7.2. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "draw/theme.h"

struct pair {
    const char *name;
    colour_t a, b;
    bool quiet;
};

static void pairs_lie_between(enum contrast contrast, double least, double quiet_least, double most)
{
    const struct theme *theme = theme_of(contrast);
    const struct pair pairs[] = {
        {"ink on page", theme->ink, theme->page, false},
        {"quiet on page", theme->quiet, theme->page, true},
        {"quiet on panel", theme->quiet, theme->panel, true},
        {"ink on panel", theme->panel_ink, theme->panel, false},
        {"ink on accent", theme->accent_ink, theme->accent, false},
        {"ink on warning", theme->warn_ink, theme->warn, false},
        {"accent on page", theme->accent, theme->page, false},
        {"accent on panel", theme->accent, theme->panel, false},
        {"warning on page", theme->warn, theme->page, false},
        {"line on page", theme->line, theme->page, false},
        {"line on panel", theme->line, theme->panel, false},
        {"focus on page", theme->focus, theme->page, false},
        {"focus on panel", theme->focus, theme->panel, false},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        double ratio = contrast_ratio(pairs[i].a, pairs[i].b);
        if (ratio < (pairs[i].quiet ? quiet_least : least) || ratio > most)
            fail_msg("%s: %.2f to 1", pairs[i].name, ratio);
    }
}

static void the_ratio_is_that_of_wcag(void **state)
{
    (void)state;
    assert_true(fabs(contrast_ratio(0xff000000, 0xffffffff) - 21) < 1e-9);
    assert_true(fabs(contrast_ratio(0xffffffff, 0xff777777) - 4.48) < 0.01);
    assert_true(contrast_ratio(0xff123456, 0xff123456) == 1);
}

static void the_normal_theme_has_ten_to_one(void **state)
{
    (void)state;
    pairs_lie_between(CONTRAST_NORMAL, 10, 7, 21);
}

static void the_high_theme_has_twenty_to_one(void **state)
{
    (void)state;
    pairs_lie_between(CONTRAST_HIGH, 20, 20, 21);
}

static void the_low_theme_stays_between_four_and_a_half_and_eight(void **state)
{
    (void)state;
    pairs_lie_between(CONTRAST_LOW, 4.5, 4.5, 8);
}

static void text_has_the_sizes_asked_for(void **state)
{
    (void)state;
    const double sizes[TEXT_SIZES] = {3.5, 4.8, 7.3, 9.0};
    for (int i = 0; i < TEXT_SIZES; i++)
        assert_true(text_size_mm((enum text_size)i) == sizes[i]);
}

static void millimetres_become_pixels_by_the_pitch_of_each_direction(void **state)
{
    (void)state;
    const struct panel seven_inch = {800, 480, 5.19, 5.59}, portrait = {1080, 1920, 4.03, 4.03};
    assert_int_equal(px_x(&seven_inch, 10), 52);
    assert_int_equal(px_y(&seven_inch, 10), 56);
    assert_int_equal(px_x(&portrait, TOUCH_W_MM), 72);
    assert_true(panel_small(&seven_inch));
    assert_false(panel_small(&portrait));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ratio_is_that_of_wcag),
        cmocka_unit_test(the_normal_theme_has_ten_to_one),
        cmocka_unit_test(the_high_theme_has_twenty_to_one),
        cmocka_unit_test(the_low_theme_stays_between_four_and_a_half_and_eight),
        cmocka_unit_test(text_has_the_sizes_asked_for),
        cmocka_unit_test(millimetres_become_pixels_by_the_pitch_of_each_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
