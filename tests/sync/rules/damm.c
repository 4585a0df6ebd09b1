/* rules/damm.h: the check digit catches what fingers do wrong. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "rules/damm.h"

/* From the article that everyone implements it from: 572 has the check digit 4. */
static void the_published_example_is_right(void **state)
{
    (void)state;
    assert_int_equal(damm_digit("572", 3), '4');
    assert_true(damm_valid("5724", 4));
    assert_false(damm_valid("5274", 4));
}

static void every_single_wrong_digit_and_every_swap_of_neighbours_is_noticed(void **state)
{
    (void)state;
    char digits[19];
    for (unsigned long long seed = 1; seed < 200; seed++) {
        snprintf(digits, sizeof digits, "%017llu", seed * 314159265358979ull % 100000000000000000ull);
        digits[17] = damm_digit(digits, 17);
        assert_true(damm_valid(digits, 18));
        for (size_t i = 0; i < 18; i++) {
            char right = digits[i];
            for (char wrong = '0'; wrong <= '9'; wrong++) {
                digits[i] = wrong;
                assert_int_equal(damm_valid(digits, 18), wrong == right);
            }
            digits[i] = right;
        }
        for (size_t i = 0; i + 1 < 18; i++) {
            char first = digits[i], second = digits[i + 1];
            digits[i] = second;
            digits[i + 1] = first;
            assert_int_equal(damm_valid(digits, 18), first == second);
            digits[i] = first;
            digits[i + 1] = second;
        }
    }
}

static void anything_but_ascii_digits_is_refused(void **state)
{
    (void)state;
    assert_int_equal(damm_digit("12a", 3), 0);
    assert_int_equal(damm_digit("1 2", 3), 0);
    assert_int_equal(damm_digit("\xd9\xa1", 2), 0);
    assert_false(damm_valid("572 4", 5));
    assert_false(damm_valid("", 0));
    assert_false(damm_valid("0", 1));
    assert_true(damm_valid("00", 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_example_is_right),
        cmocka_unit_test(every_single_wrong_digit_and_every_swap_of_neighbours_is_noticed),
        cmocka_unit_test(anything_but_ascii_digits_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
