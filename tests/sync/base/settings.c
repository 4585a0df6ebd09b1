/* base/settings.h: what is wrong is said with file and line, what is unknown is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/limits.h"
#include "base/settings.h"

#define PATH "s.ini"

static int in_a_new_folder(void **state)
{
    char *folder = strdup("/tmp/wayside-settings-XXXXXX");
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    *state = folder;
    return 0;
}

static int out_of_it(void **state)
{
    unlink(PATH);
    int gone = chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
    free(*state);
    return gone;
}

static struct settings *read_text(const char *text, char message[static 256])
{
    struct settings *settings = NULL;
    message[0] = 0;
    assert_int_equal(file_put(PATH, text, strlen(text), 0600), BASE_OK);
    return settings_read(PATH, &settings, message) ? settings : NULL;
}

static void values_are_found_by_section_and_key(void **state)
{
    (void)state;
    char message[256];
    struct settings *settings = read_text(
        "# a comment\n[hub]\nurl = https://hub.example:8443 ; where\nca=ca.pem\n"
        "\n  [panel]\n  width = 1080\npx_per_mm_x=3.78\nurl=other\nempty=\n",
        message);
    assert_non_null(settings);
    assert_string_equal(settings_text(settings, "hub", "url"), "https://hub.example:8443");
    assert_string_equal(settings_need(settings, "hub", "ca"), "ca.pem");
    assert_string_equal(settings_text(settings, "panel", "url"), "other");
    assert_string_equal(settings_text(settings, "panel", "empty"), "");
    assert_null(settings_text(settings, "panel", "ca"));
    assert_int_equal(settings_number(settings, "panel", "width", 1, 1, 10000), 1080);
    assert_int_equal(settings_number(settings, "panel", "height", 1920, 1, 10000), 1920);
    assert_true(settings_decimal(settings, "panel", "px_per_mm_x", 1, 0.1, 100) == 3.78);
    assert_true(settings_check(settings, message));
    settings_free(settings);
    settings_free(NULL);
}

static void an_unknown_key_is_refused_with_its_line(void **state)
{
    (void)state;
    char message[256];
    struct settings *settings = read_text("[hub]\nurl = a\nulr = b\n", message);
    assert_non_null(settings);
    assert_non_null(settings_text(settings, "hub", "url"));
    assert_false(settings_check(settings, message));
    assert_string_equal(
        message, "s.ini:3: ulr in [hub] is not a setting of this program; correct or remove it.");
    settings_free(settings);
}

static void what_is_missing_and_what_is_wrong_are_both_said(void **state)
{
    (void)state;
    char message[256];
    struct settings *settings = read_text("[listen]\nport = 70000\nca =\n", message);
    assert_non_null(settings);
    assert_int_equal(settings_number(settings, "listen", "port", 8443, 1, 65535), 8443);
    assert_string_equal(settings_need(settings, "listen", "ca"), "");
    assert_false(settings_check(settings, message));
    assert_string_equal(message, "s.ini:2: port in [listen] must be a whole number from 1 to 65535. "
                                 "s.ini: ca is missing in [listen]; give it.");
    settings_free(settings);
}

static void a_wrong_value_is_never_repeated(void **state)
{
    (void)state;
    char message[256];
    struct settings *settings = read_text("[a]\nn = hunter2\nd = hunter2\n", message);
    assert_non_null(settings);
    settings_number(settings, "a", "n", 0, 0, 9);
    settings_decimal(settings, "a", "d", 0, 0, 9);
    assert_false(settings_check(settings, message));
    assert_null(strstr(message, "hunter2"));
    settings_free(settings);
}

static void numbers_must_be_numbers_from_end_to_end(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "1x", "x", "0x10", "1.5", "+5", "-", "--1", "99999999999999999999", "1 2"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[64], message[256];
        snprintf(text, sizeof text, "[a]\nn = %s\n", bad[i]);
        struct settings *settings = read_text(text, message);
        assert_non_null(settings);
        assert_int_equal(settings_number(settings, "a", "n", 3, -10, 1000), 3);
        assert_false(settings_check(settings, message));
        settings_free(settings);
    }
}

static void decimals_must_be_decimals_from_end_to_end(void **state)
{
    (void)state;
    static const char *const bad[] = {"1,5", "1e3", ".5", "5.", "1.2.3", "nan", "inf", "-", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[64], message[256];
        snprintf(text, sizeof text, "[a]\nd = %s\n", bad[i]);
        struct settings *settings = read_text(text, message);
        assert_non_null(settings);
        assert_true(settings_decimal(settings, "a", "d", 3, -10, 10000) == 3);
        assert_false(settings_check(settings, message));
        settings_free(settings);
    }
}

static void refused(const char *text, const char *expected)
{
    char message[256];
    assert_null(read_text(text, message));
    assert_string_equal(message, expected);
}

static void a_key_given_twice_is_refused(void **state)
{
    (void)state;
    refused("[a]\nx = 1\n[b]\nx = 1\n[a]\ny = 2\nx = 2\n",
        "s.ini:7: x in [a] is given twice, first in line 2; take one out.");
    refused("[a]\nx = 1\n  x = 2\n", "s.ini:3: x in [a] is given twice, first in line 2; take one out.");
}

static void what_is_no_setting_is_refused_with_its_line(void **state)
{
    (void)state;
    refused("[a]\nx = 1\nnonsense\n",
        "s.ini:3: this is neither a [section] nor a line of the form name = value.");
    refused("[a\nx = 1\n", "s.ini:1: this is neither a [section] nor a line of the form name = value.");
    refused("x = 1\n", "s.ini:1: a setting needs a [section] above it and a name.");
    refused("[a]\n = 1\n", "s.ini:2: a setting needs a [section] above it and a name.");
    refused("[a]\nx = \xff\n", "s.ini: it is not UTF-8 text.");
}

static void a_line_too_long_is_refused_not_cut(void **state)
{
    (void)state;
    char text[600] = "[a]\nx = ", message[256];
    memset(text + strlen(text), 'y', 500);
    assert_null(read_text(text, message));
    assert_non_null(strstr(message, "s.ini:2: the line is too long"));
}

static void a_longest_token_fits(void **state)
{
    (void)state;
    char text[200] = "[enrol]\ntoken = ", message[256];
    memset(text + strlen(text), 'a', 162);
    struct settings *settings = read_text(text, message);
    assert_non_null(settings);
    assert_int_equal(strlen(settings_text(settings, "enrol", "token")), 162);
    settings_free(settings);
}

static void a_file_that_is_not_there_is_named(void **state)
{
    (void)state;
    struct settings *settings = NULL;
    char message[256];
    assert_false(settings_read("none.ini", &settings, message));
    assert_string_equal(message, "none.ini: no such file or folder; name a settings file that can be read.");
    assert_null(settings);
    assert_false(settings_read("/", &settings, message));
}

static void a_file_too_large_is_refused(void **state)
{
    (void)state;
    char message[256], *text = malloc(SETTINGS_BYTES + 2);
    memset(text, '\n', SETTINGS_BYTES + 1);
    text[SETTINGS_BYTES + 1] = 0;
    assert_null(read_text(text, message));
    assert_non_null(strstr(message, "larger than it may be"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_found_by_section_and_key),
        cmocka_unit_test(an_unknown_key_is_refused_with_its_line),
        cmocka_unit_test(what_is_missing_and_what_is_wrong_are_both_said),
        cmocka_unit_test(a_wrong_value_is_never_repeated),
        cmocka_unit_test(numbers_must_be_numbers_from_end_to_end),
        cmocka_unit_test(decimals_must_be_decimals_from_end_to_end),
        cmocka_unit_test(a_key_given_twice_is_refused),
        cmocka_unit_test(what_is_no_setting_is_refused_with_its_line),
        cmocka_unit_test(a_line_too_long_is_refused_not_cut),
        cmocka_unit_test(a_longest_token_fits),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
        cmocka_unit_test(a_file_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, in_a_new_folder, out_of_it);
}
