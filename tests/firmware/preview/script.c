#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "preview/script.h"

static void each_line_is_one_step(void **state)
{
    (void)state;
    static const char text[] = "# a comment\n\n  press home.tell\nhold check.send 2000\n"
                               "type \"a \\\"b\\\" \\\\ \\n\"\nshot home-1\nset today 2026-11-24\nwait 0";
    struct script script;
    char message[256] = "";
    assert_true(script_read(text, strlen(text), &script, message));
    assert_int_equal(script.count, 6);
    assert_int_equal(script.steps[0].verb, SCRIPT_PRESS);
    assert_int_equal(script.steps[0].line, 3);
    assert_string_equal(script.steps[0].word[0], "home.tell");
    assert_int_equal(script.steps[1].number, 2000);
    assert_string_equal(script.steps[2].word[0], "a \"b\" \\ \n");
    assert_int_equal(script.steps[4].words, 2);
    script_clear(&script);
}

static void a_wrong_line_is_named_with_its_number(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part;
    } wrong[] = {
        {"press a\npush b\n", "line 2: there is no such verb"},
        {"press\n", "line 1: the verb has too few"},
        {"press a b\n", "too many words"},
        {"hold a 2s\n", "milliseconds"},
        {"hold a 9999999\n", "milliseconds"},
        {"wait -1\n", "milliseconds"},
        {"shot ../x\n", "a name has"},
        {"shot Home\n", "a name has"},
        {"type \"abc\n", "closing quote"},
        {"type \"a\\x\"\n", "after \\"},
        {"press a\"b\n", "a quote inside"},
        {"set a b c d e\n", "too many words"},
        {"press \xff\n", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct script script = {0};
        char message[256] = "";
        assert_false(script_read(wrong[i].text, strlen(wrong[i].text), &script, message));
        if (!strstr(message, wrong[i].part))
            fail_msg("%s: %s", wrong[i].text, message);
        assert_null(script.steps);
    }
}

static void an_empty_script_has_no_steps(void **state)
{
    (void)state;
    struct script script;
    char message[256] = "";
    assert_true(script_read("", 0, &script, message));
    assert_int_equal(script.count, 0);
    script_clear(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_one_step),
        cmocka_unit_test(a_wrong_line_is_named_with_its_number),
        cmocka_unit_test(an_empty_script_has_no_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
