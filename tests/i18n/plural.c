/* Plural-Forms of real languages (as in the GNU gettext manual) and faulty ones. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "plural.h"

#define ARABIC                                                                                               \
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
#define RUSSIAN                                                                                              \
    "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;"
#define SLOVENIAN "nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3;"

static struct plural read_forms(const char *text)
{
    struct plural plural;
    if (!plural_read(text, strlen(text), &plural))
        fail_msg("refused: %s", text);
    return plural;
}

static void arabic_has_six_forms(void **state)
{
    (void)state;
    struct plural plural = read_forms(ARABIC);
    const unsigned long n[] = {0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 110, 111, 1000};
    const unsigned form[] = {0, 1, 2, 3, 3, 4, 4, 5, 5, 5, 3, 3, 4, 5};
    for (size_t i = 0; i < sizeof n / sizeof n[0]; i++)
        assert_int_equal(plural_form(&plural, n[i]), form[i]);
}

static unsigned russian(unsigned long n)
{
    if (n % 10 == 1 && n % 100 != 11)
        return 0;
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
}

static unsigned slovenian(unsigned long n)
{
    return n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 == 3 || n % 100 == 4 ? 2 : 3;
}

static void the_expression_means_what_it_means_in_c(void **state)
{
    (void)state;
    struct plural ru = read_forms(RUSSIAN), sl = read_forms(SLOVENIAN),
                  one = read_forms("nplurals=1; plural=0;");
    struct plural odd = read_forms("nplurals=8;plural=(n*3+1-n/2)%8"),
                  not = read_forms("nplurals=2; plural=!(n>1)");
    for (unsigned long n = 0; n < 1000; n++) {
        assert_int_equal(plural_form(&ru, n), russian(n));
        assert_int_equal(plural_form(&sl, n), slovenian(n));
        assert_int_equal(plural_form(&one, n), 0);
        assert_int_equal(plural_form(&odd, n), (n * 3 + 1 - n / 2) % 8);
        assert_int_equal(plural_form(&not, n), !(n > 1));
    }
}

static void an_answer_that_is_no_form_and_a_division_by_zero_give_the_first(void **state)
{
    (void)state;
    struct plural far = read_forms("nplurals=2; plural=n+5;"),
                  zero = read_forms("nplurals=2; plural=1%(n-n)/0;");
    assert_int_equal(plural_form(&far, 3), 0);
    assert_int_equal(plural_form(&zero, 3), 0);
}

static void faulty_expressions_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "nplurals=2", "nplurals=0; plural=0;", "nplurals=9; plural=0;",
        "nplurals=2; plural=;", "nplurals=2; plural=n n;", "nplurals=2; plural=(n;", "nplurals=2; plural=n);",
        "nplurals=2; plural=n ? 1;", "nplurals=2; plural=m;", "nplurals=2; plural=n=1;",
        "nplurals=2; plural=-n;", "nplurals=2; plural=n!;", "nplurals=2; plural=n;;",
        "nplurals=2; plural=9999999999;", "nplurals=2; plural=n; system(1)"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct plural plural = {.forms = 77};
        if (plural_read(wrong[i], strlen(wrong[i]), &plural))
            fail_msg("taken: %s", wrong[i]);
        assert_int_equal(plural.forms, 77);
    }
}

static void depth_and_length_are_bounded(void **state)
{
    (void)state;
    char text[4096] = "nplurals=2; plural=";
    struct plural plural;
    size_t start = strlen(text);
    memset(text + start, '(', 1000);
    memcpy(text + start + 1000, "n", 1);
    memset(text + start + 1001, ')', 1000);
    assert_false(plural_read(text, start + 2001, &plural));
    memset(text + start, '!', 1000);
    assert_false(plural_read(text, start + 1001, &plural));
    for (size_t i = 0; i < 500; i++)
        memcpy(text + start + 2 * i, "n+", 2);
    text[start + 1000] = 'n';
    assert_false(plural_read(text, start + 1001, &plural));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arabic_has_six_forms),
        cmocka_unit_test(the_expression_means_what_it_means_in_c),
        cmocka_unit_test(an_answer_that_is_no_form_and_a_division_by_zero_give_the_first),
        cmocka_unit_test(faulty_expressions_are_refused),
        cmocka_unit_test(depth_and_length_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
