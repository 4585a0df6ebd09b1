/* base/buffer.h: grows to its maximum and not a byte further. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "base/buffer.h"

static void it_takes_exactly_its_maximum(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(buffer_add(&buffer, "x", 1), BASE_OK);
    assert_int_equal(buffer_add(&buffer, "x", 1), BASE_TOO_LARGE);
    assert_int_equal(buffer.len, 1000);
    assert_int_equal(buffer.bytes[1000], 0);
    assert_true(buffer.cap <= 1001);
    buffer_clear(&buffer);
}

static void what_does_not_fit_adds_nothing(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 8);
    assert_int_equal(buffer_text(&buffer, "1234"), BASE_OK);
    assert_int_equal(buffer_text(&buffer, "56789"), BASE_TOO_LARGE);
    assert_int_equal(buffer_printf(&buffer, "%d", 56789), BASE_TOO_LARGE);
    volatile size_t most = SIZE_MAX; /* volatile: a compiler that knows it warns */
    assert_int_equal(buffer_add(&buffer, "x", most), BASE_TOO_LARGE);
    assert_string_equal((char *)buffer.bytes, "1234");
    assert_int_equal(buffer_printf(&buffer, "-%03d", 7), BASE_OK);
    assert_string_equal((char *)buffer.bytes, "1234-007");
    buffer_clear(&buffer);
}

static void nothing_added_gives_an_empty_text(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 0);
    assert_null(buffer.bytes);
    assert_int_equal(buffer_add(&buffer, NULL, 0), BASE_OK);
    assert_string_equal((char *)buffer.bytes, "");
    buffer_clear(&buffer);
    buffer_clear(&buffer);
}

static void after_clearing_it_serves_again(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, SIZE_MAX);
    assert_int_equal(buffer_text(&buffer, "secret"), BASE_OK);
    buffer_clear(&buffer);
    assert_int_equal(buffer.len, 0);
    assert_int_equal(buffer_text(&buffer, "next"), BASE_OK);
    assert_string_equal((char *)buffer.bytes, "next");
    buffer_clear(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_takes_exactly_its_maximum),
        cmocka_unit_test(what_does_not_fit_adds_nothing),
        cmocka_unit_test(nothing_added_gives_an_empty_text),
        cmocka_unit_test(after_clearing_it_serves_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
