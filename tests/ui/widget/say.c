/* Strings as they are said: placeholders, digits, plurals, days, and what is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "widget/pass.h"

static struct pass_made *made;
static struct findings findings;
static struct pass pass;

static int a_pass_in_arabic_without_catalogue(void **state)
{
    (void)state;
    made = calloc(1, sizeof(*made));
    findings = (struct findings){.len = 0};
    pass = (struct pass){.made = made, .findings = &findings, .language = "ar"};
    return made ? 0 : -1;
}

static int its_end(void **state)
{
    (void)state;
    free(made);
    return 0;
}

static void placeholders_are_filled_in_any_order_and_others_stay(void **state)
{
    (void)state;
    assert_string_equal(
        say_with(&pass, "{b} then {a}, not {c}", "a", "one", "b", "two", NULL), "two then one, not {c}");
    assert_string_equal(say_with(&pass, "{open", "open", "x", NULL), "{open");
    assert_string_equal(say_with(&pass, "{a}", "a", "{a}", NULL), "{a}");
}

static void digits_are_those_of_the_language(void **state)
{
    (void)state;
    assert_string_equal(say_digits(&pass, "0123456789"), "٠١٢٣٤٥٦٧٨٩");
    assert_string_equal(say_digits(&pass, "14:32"), "١٤:٣٢");
    pass.language = "fa";
    assert_string_equal(say_digits(&pass, "19"), "۱۹");
    pass.language = "en";
    assert_string_equal(say_digits(&pass, "19"), "19");
}

static void a_day_is_said_and_anything_else_is_not(void **state)
{
    (void)state;
    pass.language = "en";
    assert_string_equal(say_day(&pass, "2026-11-24"), "24 November");
    assert_string_equal(say_day(&pass, "2026-02-01"), "1 February");
    assert_string_equal(say_day(&pass, "2026-13-01"), "");
    assert_string_equal(say_day(&pass, "tomorrow"), "");
    assert_string_equal(say_day(&pass, ""), "");
}

static void one_and_many_are_told_apart(void **state)
{
    (void)state;
    pass.language = "en";
    assert_string_equal(say_count(&pass, "{n} minute", "{n} minutes", 1), "1 minute");
    assert_string_equal(say_count(&pass, "{n} minute", "{n} minutes", 0), "0 minutes");
    assert_string_equal(say_count(&pass, "{n} minute", "{n} minutes", 21), "21 minutes");
}

static void a_value_longer_than_its_room_is_cut_and_harms_nothing(void **state)
{
    char long_value[6000];
    (void)state;
    memset(long_value, 'x', sizeof(long_value) - 1);
    long_value[sizeof(long_value) - 1] = 0;
    assert_string_equal(say_with(&pass, "a{v}b", "v", long_value, NULL), "a");
}

static void when_a_pass_has_no_room_left_it_is_a_finding_and_an_empty_string(void **state)
{
    char kilobyte[1025];
    (void)state;
    memset(kilobyte, 'x', 1024);
    kilobyte[1024] = 0;
    const char *last = "x";
    for (int i = 0; i < 70; i++)
        last = scratch_text(&pass, kilobyte, 1024);
    assert_string_equal(last, "");
    assert_non_null(strstr(findings.text, "no room"));
}

static void ids_have_distinct_hashes_that_are_never_nothing(void **state)
{
    (void)state;
    assert_true(id_hash("") != 0);
    assert_true(id_hash("home.tell") != id_hash("home.answer"));
    assert_true(id_hash("form.choice.no") != id_hash("form.choice.on"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, a_pass_in_arabic_without_catalogue, its_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(placeholders_are_filled_in_any_order_and_others_stay),
        EACH(digits_are_those_of_the_language),
        EACH(a_day_is_said_and_anything_else_is_not),
        EACH(one_and_many_are_told_apart),
        EACH(a_value_longer_than_its_room_is_cut_and_harms_nothing),
        EACH(when_a_pass_has_no_room_left_it_is_a_finding_and_an_empty_string),
        EACH(ids_have_distinct_hashes_that_are_never_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
