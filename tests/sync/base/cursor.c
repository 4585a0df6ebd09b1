/* base/cursor.h: outside bytes are read to their end and never past it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

static void a_read_with_too_little_left_changes_nothing(void **state)
{
    (void)state;
    for (size_t len = 0; len < 4; len++) {
        uint8_t *bytes = malloc(len ? len : 1); /* exact, so that the sanitizer sees one too far */
        memset(bytes, 'a', len);
        struct cursor cursor;
        const uint8_t *at = NULL;
        cursor_init(&cursor, bytes, len);
        assert_false(cursor_bytes(&cursor, len + 1, &at));
        assert_false(cursor_bytes(&cursor, SIZE_MAX, &at));
        assert_false(cursor_literal(&cursor, "aaaa"));
        assert_null(at);
        assert_int_equal(cursor_left(&cursor), len);
        free(bytes);
    }
}

static void no_bytes_at_all_are_read_as_nothing(void **state)
{
    (void)state;
    struct cursor cursor;
    const uint8_t *at;
    size_t len;
    cursor_init(&cursor, NULL, 0);
    assert_int_equal(cursor_left(&cursor), 0);
    assert_false(cursor_line(&cursor, 10, &at, &len));
    assert_true(cursor_bytes(&cursor, 0, &at));
    assert_true(cursor_literal(&cursor, ""));
}

static void a_line_ends_with_one_lf_within_its_maximum(void **state)
{
    (void)state;
    struct cursor cursor;
    const uint8_t *line;
    size_t len;
    cursor_init(&cursor, "abc\n\nlast", 9);
    assert_false(cursor_line(&cursor, 2, &line, &len));
    assert_true(cursor_line(&cursor, 3, &line, &len));
    assert_int_equal(len, 3);
    assert_memory_equal(line, "abc", 3);
    assert_true(cursor_line(&cursor, SIZE_MAX, &line, &len));
    assert_int_equal(len, 0);
    assert_false(cursor_line(&cursor, SIZE_MAX, &line, &len));
    assert_int_equal(cursor_left(&cursor), 4);
}

static void hexadecimal_goes_there_and_back(void **state)
{
    (void)state;
    uint8_t bytes[256], back[256];
    char hex[513];
    for (size_t i = 0; i < 256; i++)
        bytes[i] = (uint8_t)i;
    hex_write(bytes, 256, hex);
    assert_int_equal(strlen(hex), 512);
    assert_true(hex_read(hex, 512, back, 256));
    assert_memory_equal(bytes, back, 256);
}

static void hexadecimal_of_another_length_or_alphabet_is_refused_untouched(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "0", "00a", "0000", "0A", "0g", "0 ", " 0", "0x", "\xc3\xa9"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint8_t byte = 0x5a;
        assert_false(hex_read(bad[i], strlen(bad[i]), &byte, 1));
        assert_int_equal(byte, 0x5a);
    }
}

static void every_code_point_is_valid_and_no_surrogate(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        unsigned char text[4];
        size_t len;
        if (c < 0x80) {
            text[0] = (unsigned char)c, len = 1;
        } else if (c < 0x800) {
            text[0] = (unsigned char)(0xc0 | c >> 6), text[1] = (unsigned char)(0x80 | (c & 63)), len = 2;
        } else if (c < 0x10000) {
            text[0] = (unsigned char)(0xe0 | c >> 12), text[1] = (unsigned char)(0x80 | (c >> 6 & 63));
            text[2] = (unsigned char)(0x80 | (c & 63)), len = 3;
        } else {
            text[0] = (unsigned char)(0xf0 | c >> 18), text[1] = (unsigned char)(0x80 | (c >> 12 & 63));
            text[2] = (unsigned char)(0x80 | (c >> 6 & 63)), text[3] = (unsigned char)(0x80 | (c & 63)),
            len = 4;
        }
        assert_int_equal(utf8_valid(text, len), c < 0xd800 || c > 0xdfff);
        if (len > 1)
            assert_false(utf8_valid(text, len - 1));
    }
}

static void malformed_text_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf",
        "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe",
        "\xed\xa0\x80", "\xc3(", "\xe2\x82(", "ok\xe2\x82", "\xf0\x9f\x98"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(utf8_valid(bad[i], strlen(bad[i])));
    assert_true(utf8_valid("", 0));
    assert_true(utf8_valid("a\0b", 3));
    assert_true(utf8_valid("مساعدة 😀", strlen("مساعدة 😀")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_read_with_too_little_left_changes_nothing),
        cmocka_unit_test(no_bytes_at_all_are_read_as_nothing),
        cmocka_unit_test(a_line_ends_with_one_lf_within_its_maximum),
        cmocka_unit_test(hexadecimal_goes_there_and_back),
        cmocka_unit_test(hexadecimal_of_another_length_or_alphabet_is_refused_untouched),
        cmocka_unit_test(every_code_point_is_valid_and_no_surrogate),
        cmocka_unit_test(malformed_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
