/* Names of languages, and clocks of other places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "draw/theme.h"
#include "text/locale.h"
#include "text/text.h"

static void a_language_has_a_name_in_each_language(void **state)
{
    static const char *const cases[][3] = {{"ro", "en", "Romanian"}, {"ar", "ar", "العربية"},
        {"uk", "uk", "Українська"}, {"ar", "en", "Arabic"}, {"en", "ar", "الإنجليزية"}, {"!", "en", "!"}};
    char name[LANGUAGE_NAME];
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        language_name(cases[i][0], cases[i][1], name);
        assert_string_equal(name, cases[i][2]);
    }
}

static void clocks_differ_by_the_season_too(void **state)
{
    int ahead = 0;
    (void)state;
    assert_true(zone_ahead("America/New_York", "Europe/London", "2026-11-24", 872, &ahead));
    assert_int_equal(ahead, -300);
    assert_true(zone_ahead("America/New_York", "Europe/London", "2026-03-20", 872, &ahead));
    assert_int_equal(ahead, -240); /* America has summer time already */
    assert_true(zone_ahead("Asia/Kathmandu", "Europe/Lisbon", "2026-07-01", 0, &ahead));
    assert_int_equal(ahead, 285);
    assert_true(zone_ahead("Europe/London", "Europe/London", "2026-07-01", 0, &ahead));
    assert_int_equal(ahead, 0);
}

static void what_is_no_zone_or_no_day_has_no_clock(void **state)
{
    int ahead = 7;
    (void)state;
    assert_false(zone_ahead("Nowhere/Else", "Europe/London", "2026-11-24", 0, &ahead));
    assert_false(zone_ahead("Europe/London", "", "2026-11-24", 0, &ahead));
    assert_false(zone_ahead("Europe/London", "Europe/London", "unknown", 0, &ahead));
    assert_int_equal(ahead, 7);
}

static void letters_that_no_face_has_cannot_be_drawn(void **state)
{
    struct panel panel = {1080, 1920, 4.03, 4.03};
    char message[256] = "";
    struct text *text = text_new(WAYSIDE_SOURCE "/assets/fonts.list", &panel, message);
    (void)state;
    assert_non_null(text);
    assert_true(text_can_draw(text, "uk", "Українська"));
    assert_true(text_can_draw(text, "ar", "العربية"));
    assert_false(text_can_draw(text, "en", "\xf3\xb0\x80\x80")); /* a private one */
    assert_false(text_can_draw(text, "en", "\xff"));
    assert_int_equal(text_missing(text), 0);
    text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_has_a_name_in_each_language),
        cmocka_unit_test(clocks_differ_by_the_season_too),
        cmocka_unit_test(what_is_no_zone_or_no_day_has_no_clock),
        cmocka_unit_test(letters_that_no_face_has_cannot_be_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
