/* rules/beat.h: moments that nothing moves. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rules/beat.h"

static bool is_moment(int64_t t, int64_t period, int64_t offset)
{
    int64_t since = (t - offset) % period;
    return since == 0;
}

static void every_moment_comes_once_when_it_is_looked_at_often(void **state)
{
    (void)state;
    for (int64_t period = 1; period < 12; period++)
        for (int64_t offset = 0; offset < 30; offset += 7)
            for (int64_t start = 0; start < 15; start++) {
                struct beat beat;
                beat_init(&beat, period, offset, start);
                for (int64_t t = start + 1; t < start + 60; t++)
                    assert_int_equal(beat_due(&beat, t), is_moment(t, period, offset));
            }
}

static void missed_moments_count_as_one_and_the_next_is_where_it_would_have_been(void **state)
{
    (void)state;
    struct beat beat;
    beat_init(&beat, 60000, 12345, 0);
    assert_false(beat_due(&beat, 12344));
    assert_true(beat_due(&beat, 12345 + 10 * 60000 + 999)); /* ten minutes in which nobody looked */
    assert_false(beat_due(&beat, 12345 + 10 * 60000 + 1000));
    assert_false(beat_due(&beat, 12345 + 11 * 60000 - 1));
    assert_true(beat_due(&beat, 12345 + 11 * 60000));
    assert_false(beat_due(&beat, 12345 + 11 * 60000));
}

static void the_moment_of_the_start_is_not_due(void **state)
{
    (void)state;
    struct beat beat;
    beat_init(&beat, 1000, 0, 5000);
    assert_false(beat_due(&beat, 5000));
    assert_true(beat_due(&beat, 6000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_moment_comes_once_when_it_is_looked_at_often),
        cmocka_unit_test(missed_moments_count_as_one_and_the_next_is_where_it_would_have_been),
        cmocka_unit_test(the_moment_of_the_start_is_not_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
