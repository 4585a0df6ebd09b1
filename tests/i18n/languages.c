/* The list of languages is read as written, or refused with a sentence. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "i18n/catalogue.h"

#define ENGLISH                                                                                              \
    "{\"tag\":\"en\",\"autonym\":\"English\",\"english\":\"English\",\"right_to_left\":false,\"reviewed\":"  \
    "true}"
#define HEBREW                                                                                               \
    "{\"tag\":\"he\",\"autonym\":\"\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa\",\"english\":\"Hebrew\","       \
    "\"right_to_left\":true,\"reviewed\":false}"

static void languages_keep_their_order_and_facts(void **state)
{
    (void)state;
    static const char json[] = "{\"languages\":[" HEBREW "," ENGLISH "]}";
    struct languages languages;
    char message[256];
    assert_true(languages_read(json, strlen(json), &languages, message));
    assert_int_equal(languages.count, 2);
    assert_string_equal(languages.in[0].tag, "he");
    assert_true(languages.in[0].right_to_left);
    assert_false(languages.in[0].reviewed);
    assert_string_equal(languages.in[1].autonym, "English");
    assert_true(languages.in[1].reviewed);
    languages_clear(&languages);
    assert_null(languages.in);
}

static void faulty_lists_are_refused_and_leave_the_output_alone(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        "{\"languages\":[]}",
        "{\"languages\":{}}",
        "{\"languages\":[" ENGLISH "],\"more\":1}",
        "{\"languages\":[" ENGLISH "," ENGLISH "]}",
        "{\"languages\":[" ENGLISH "]} x",
        "{\"languages\":[1]}",
        "{\"languages\":[{\"tag\":\"en\"}]}",
        "{\"languages\":[{\"tag\":\"../"
        "en\",\"autonym\":\"E\",\"english\":\"E\",\"right_to_left\":false,\"reviewed\":true}]}",
        "{\"languages\":[{\"tag\":\"en-\",\"autonym\":\"E\",\"english\":\"E\",\"right_to_left\":false,"
        "\"reviewed\":true}]}",
        "{\"languages\":[{\"tag\":\"en\",\"autonym\":\"\",\"english\":\"E\",\"right_to_left\":false,"
        "\"reviewed\":true}]}",
        "{\"languages\":[{\"tag\":\"en\",\"autonym\":\"E\",\"english\":\"E\",\"right_to_left\":0,"
        "\"reviewed\":true}]}",
        "{\"languages\":[{\"tag\":\"en\",\"tag\":\"de\",\"autonym\":\"E\",\"english\":\"E\",\"right_to_"
        "left\":false,"
        "\"reviewed\":true}]}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct languages languages = {NULL, 99};
        char message[256] = "";
        if (languages_read(wrong[i], strlen(wrong[i]), &languages, message))
            fail_msg("taken: %s", wrong[i]);
        assert_int_equal(languages.count, 99);
        assert_true(strlen(message) > 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_keep_their_order_and_facts),
        cmocka_unit_test(faulty_lists_are_refused_and_leave_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
