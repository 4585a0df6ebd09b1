/* What counts as one number, and what does not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>

#include "number.h"

/* All numbers of the text, each between <>; with = before, where its isolate is longer. */
static void numbers_are(const char *text, const char *wanted)
{
    UChar units[256];
    char found[512] = "";
    int32_t len = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(units, 256, &len, text, -1, &error);
    struct number number;
    for (int32_t from = 0; number_find(units, len, from, &number); from = number.isolate_end) {
        char part[256];
        assert_true(number.isolate_start >= from && number.isolate_start <= number.start);
        assert_true(
            number.start < number.end && number.end <= number.isolate_end && number.isolate_end <= len);
        u_strToUTF8(part, sizeof part, NULL, units + number.isolate_start,
            number.isolate_end - number.isolate_start, &error);
        strcat(strcat(strcat(found, "<"), part), ">");
    }
    assert_string_equal(found, wanted);
}

static void telephone_numbers_are_one_with_their_signs(void **state)
{
    (void)state;
    numbers_are("call 0800 123 456.", "<0800 123 456>");
    numbers_are("+44 20 7946 0018", "<+44 20 7946 0018>");
    numbers_are("+44 (0)20 7946-0018, free", "<+44 (0)20 7946-0018>");
    numbers_are("(020) 7946 0018", "<(020) 7946 0018>");
    numbers_are("*100# or #31#", "<*100#><#31#>");
    numbers_are("0800\xc2\xa0"
                "123\xe2\x80\xaf"
                "456",
        "<0800\xc2\xa0"
        "123\xe2\x80\xaf"
        "456>");
    numbers_are("٠٨٠٠ ١٢٣ ٤٥٦", "<٠٨٠٠ ١٢٣ ٤٥٦>");
}

static void dates_times_and_amounts_are_one(void **state)
{
    (void)state;
    numbers_are("12.05.2026 at 09:00, 24/7", "<12.05.2026><09:00><24/7>");
    numbers_are("1,250.50 or 50% or $30", "<1,250.50><50%><$30>");
}

static void a_dash_or_a_comma_and_a_space_part_two_numbers(void **state)
{
    (void)state;
    numbers_are("0800 123, 0900 456", "<0800 123><0900 456>");
    numbers_are("9\xe2\x80\x93"
                "17",
        "<9><17>");
    numbers_are("12. 13", "<12><13>");
    numbers_are("1  2", "<1><2>");
}

static void a_bracket_of_the_sentence_is_not_of_the_number(void **state)
{
    (void)state;
    numbers_are("free (0800 123)", "<(0800 123)>");
    numbers_are("(call 999)", "<999>");
    numbers_are("(999 is free)", "<999>");
}

static void letters_written_together_with_digits_stay_with_them(void **state)
{
    (void)state;
    numbers_are("COVID-19, A4", "<COVID-19><A4>");
    numbers_are("see www.example.org/12/a.", "<www.example.org/12/a>");
    numbers_are("open 24h", "<24h>");
    numbers_are("رقم5 ب", "<5>");
}

static void text_without_digits_has_none(void **state)
{
    (void)state;
    numbers_are("", "");
    numbers_are("+ ( ) no. -", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telephone_numbers_are_one_with_their_signs),
        cmocka_unit_test(dates_times_and_amounts_are_one),
        cmocka_unit_test(a_dash_or_a_comma_and_a_space_part_two_numbers),
        cmocka_unit_test(a_bracket_of_the_sentence_is_not_of_the_number),
        cmocka_unit_test(letters_written_together_with_digits_stay_with_them),
        cmocka_unit_test(text_without_digits_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
