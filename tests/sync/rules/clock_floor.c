/* rules/clock_floor.h: a clock that may stand anywhere. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rules/clock_floor.h"

#define DAY INT64_C(86400)
#define FLOOR INT64_C(1767225600) /* 2026-01-01 */

static void expect(int64_t wall, int64_t uptime, bool believed, int64_t utc)
{
    struct trusted_time time = trusted_time(FLOOR, wall, uptime);
    assert_int_equal(time.clock_believed, believed);
    assert_int_equal(time.utc_s, utc);
}

static void the_clock_is_believed_from_the_floor_to_400_days_on(void **state)
{
    (void)state;
    expect(FLOOR, 50, true, FLOOR);
    expect(FLOOR + 3 * DAY, 50, true, FLOOR + 3 * DAY);
    expect(FLOOR + 400 * DAY, 50, true, FLOOR + 400 * DAY);
}

static void outside_it_the_floor_and_the_time_since_start_count(void **state)
{
    (void)state;
    expect(FLOOR - 1, 50, false, FLOOR + 50);
    expect(0, 50, false, FLOOR + 50);
    expect(FLOOR + 400 * DAY + 1, 50, false, FLOOR + 50);
    expect(INT64_C(4070908800), 3600, false, FLOOR + 3600); /* 2099 */
    expect(-5, -7, false, FLOOR);
}

static void the_ends_of_the_numbers_do_not_overflow(void **state)
{
    (void)state;
    struct trusted_time time = trusted_time(INT64_MAX - 5, 0, INT64_MAX);
    assert_int_equal(time.utc_s, INT64_MAX);
    assert_false(time.clock_believed);
    assert_false(trusted_time(INT64_MIN, INT64_MAX, 1).clock_believed);
    assert_int_equal(clock_floor_step(INT64_MAX - 1, INT64_MAX), INT64_MAX);
    assert_int_equal(clock_floor_step(INT64_MIN, INT64_MAX), INT64_MIN + 7 * DAY);
}

static void one_timestamp_moves_the_floor_forward_by_a_week_at_most(void **state)
{
    (void)state;
    assert_int_equal(clock_floor_step(FLOOR, FLOOR - DAY), FLOOR);
    assert_int_equal(clock_floor_step(FLOOR, FLOOR + DAY), FLOOR + DAY);
    assert_int_equal(clock_floor_step(FLOOR, FLOOR + 7 * DAY), FLOOR + 7 * DAY);
    assert_int_equal(clock_floor_step(FLOOR, FLOOR + 100 * DAY), FLOOR + 7 * DAY);
    assert_int_equal(clock_floor_step(FLOOR, 0), FLOOR);
}

static void a_server_alone_moves_it_no_further_than_sixty_days(void **state)
{
    (void)state;
    int64_t floor = FLOOR;
    for (int i = 0; i < 1000; i++)
        floor = clock_floor_step(floor, clock_online_bounded(FLOOR + (i + 1) * 7 * DAY, FLOOR));
    assert_int_equal(floor, FLOOR + 60 * DAY);
    assert_int_equal(clock_online_bounded(INT64_C(1) << 62, FLOOR), FLOOR + 60 * DAY);
    assert_int_equal(clock_online_bounded(INT64_MAX, INT64_MAX), INT64_MAX);
    assert_int_equal(clock_online_bounded(FLOOR + DAY, FLOOR), FLOOR + DAY);
    assert_int_equal(clock_online_bounded(FLOOR - DAY, FLOOR), FLOOR - DAY);
    assert_int_equal(clock_online_bounded(FLOOR, 0), FLOOR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_is_believed_from_the_floor_to_400_days_on),
        cmocka_unit_test(outside_it_the_floor_and_the_time_since_start_count),
        cmocka_unit_test(the_ends_of_the_numbers_do_not_overflow),
        cmocka_unit_test(one_timestamp_moves_the_floor_forward_by_a_week_at_most),
        cmocka_unit_test(a_server_alone_moves_it_no_further_than_sixty_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
