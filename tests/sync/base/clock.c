/* base/clock.h: days, there and back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

#define LAST INT64_C(13569465599) /* 2399-12-31 23:59:59 */

static void every_day_agrees_with_the_c_library_and_comes_back(void **state)
{
    (void)state;
    for (int64_t at = 0; at <= LAST; at += 86400) {
        char ours[11], theirs[32];
        int64_t back = -1;
        time_t seconds = (time_t)(at + 86399);
        struct tm tm;
        strftime(theirs, sizeof theirs, "%Y-%m-%d", gmtime_r(&seconds, &tm));
        day_format(at + 86399, ours);
        assert_string_equal(ours, theirs);
        assert_true(day_read(ours, &back));
        assert_int_equal(back, at);
    }
}

static void seconds_outside_give_the_nearest_day(void **state)
{
    (void)state;
    char text[11];
    day_format(-1, text);
    assert_string_equal(text, "1970-01-01");
    day_format(INT64_MIN, text);
    assert_string_equal(text, "1970-01-01");
    day_format(LAST + 1, text);
    assert_string_equal(text, "2399-12-31");
    day_format(INT64_MAX, text);
    assert_string_equal(text, "2399-12-31");
}

static void what_is_no_day_is_refused_untouched(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "2024", "2024-02-30", "2023-02-29", "2100-02-29", "2024-13-01",
        "2024-00-10", "2024-01-00", "1969-12-31", "2400-01-01", "2024-1-01", "2024-01-011", "2024/01/01",
        " 2024-01-1", "2024-01-1 ", "+024-01-01", "unknown"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t at = 7;
        assert_false(day_read(bad[i], &at));
        assert_int_equal(at, 7);
    }
    int64_t at;
    assert_true(day_read("2024-02-29", &at));
    assert_true(day_read("2000-02-29", &at));
}

static void the_system_clock_runs_forward(void **state)
{
    (void)state;
    struct clock_source clock = clock_system();
    int64_t first = clock.mono_ms(clock.self), second = clock.mono_ms(clock.self);
    assert_true(first > 0);
    assert_true(second >= first);
    int64_t wall = clock.wall_s(clock.self);
    assert_true(wall >= (int64_t)time(NULL) - 5 && wall <= (int64_t)time(NULL) + 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_agrees_with_the_c_library_and_comes_back),
        cmocka_unit_test(seconds_outside_give_the_nearest_day),
        cmocka_unit_test(what_is_no_day_is_refused_untouched),
        cmocka_unit_test(the_system_clock_runs_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
