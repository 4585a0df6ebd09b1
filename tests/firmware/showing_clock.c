/* Trusted time on a machine whose clock may stand in 1970 or 2099, and what is too old. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "firmware/watcher.h"
#include "rules/clock_floor.h"

#define DAY_S INT64_C(86400)
#define YEAR_2099_S 4070908800

static int64_t noted_floor(const struct watcher *s)
{
    char text[64];
    station_read(s->station.shown, "clock-floor", text, sizeof text);
    return strtoll(text, NULL, 10);
}

static void what_several_people_signed_moves_the_floor_as_far_as_it_says(void **state)
{
    struct watcher *s = *state;
    assert_int_equal(s->showing.floor_s, s->ground.image_s);
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_true(s->showing.floor_s >= STATION_NOW_S);
    assert_int_equal(noted_floor(s), s->showing.floor_s);
}

static void a_servers_word_moves_it_seven_days_and_only_once(void **state)
{
    struct watcher *s = *state;
    for (size_t i = 0; i < MAKER_ROLES; i++)
        s->station.release->roles[i].signed_at_s = STATION_NOW_S;
    s->station.release->now_s = STATION_NOW_S + 30 * DAY_S;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    int64_t floor_s = STATION_NOW_S + CLOCK_STEP_DAYS * DAY_S;
    for (int starts = 0; starts < 3; starts++) {
        assert_int_equal(s->showing.floor_s, floor_s);
        watcher_restart(s, false);
        assert_int_equal(watcher_look(s), SHOWING_SAME);
    }
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_int_equal(s->showing.floor_s, floor_s + CLOCK_STEP_DAYS * DAY_S);
}

static void a_clock_in_1970_takes_what_is_signed_and_learns_the_day(void **state)
{
    struct watcher *s = *state;
    s->wall_s = 600;
    s->mono_ms = 600000;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_true(showing_now(&s->showing) >= STATION_NOW_S + 600);
    s->wall_s = 30;
    s->mono_ms = 30000;
    watcher_restart(s, false);
    assert_true(showing_now(&s->showing) >= STATION_NOW_S + 30);
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
}

static void a_clock_in_2099_is_not_believed_and_nothing_expires_by_it(void **state)
{
    struct watcher *s = *state;
    s->wall_s = YEAR_2099_S;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_true(showing_now(&s->showing) < STATION_NOW_S + 8 * DAY_S);
    assert_false(showing_too_old_to_tell(&s->showing));
    watcher_restart(s, false);
    assert_non_null(s->showing.release);
    assert_int_equal(watcher_look(s), SHOWING_SAME);
}

static void offline_for_weeks_it_goes_on_showing_and_takes_nothing_stale(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    station_release(&s->station, "current"); /* came, and was never looked at */
    s->wall_s += 40 * DAY_S;
    watcher_restart(s, false);
    assert_non_null(s->showing.release);
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_non_null(strstr(s->showing.refusal.why, "expired"));
    assert_non_null(s->showing.release);
    s->station.release->now_s = s->wall_s - 60;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
}

static void keys_that_are_long_out_of_date_close_the_way_to_tell(void **state)
{
    struct watcher *s = *state;
    release_maker_role(s->station.release, "recipients")->expires_s = STATION_NOW_S + 45 * DAY_S;
    release_maker_role(s->station.release, "recipients")->changed = true;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    s->wall_s = STATION_NOW_S + (45 + SHOWING_TELL_DAYS) * DAY_S;
    assert_false(showing_too_old_to_tell(&s->showing));
    s->wall_s += 1;
    assert_true(showing_too_old_to_tell(&s->showing));
    watcher_restart(s, false);
    assert_true(showing_too_old_to_tell(&s->showing));
}

#define T(test) cmocka_unit_test_setup_teardown(test, watcher_begin, watcher_stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(what_several_people_signed_moves_the_floor_as_far_as_it_says),
        T(a_servers_word_moves_it_seven_days_and_only_once),
        T(a_clock_in_1970_takes_what_is_signed_and_learns_the_day),
        T(a_clock_in_2099_is_not_believed_and_nothing_expires_by_it),
        T(offline_for_weeks_it_goes_on_showing_and_takes_nothing_stale),
        T(keys_that_are_long_out_of_date_close_the_way_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
