/* outbox: how much, how often, and a full disk. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/outbox/scene.h"

static void five_reports_at_once_then_one_each_three_minutes(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, i), OUTBOX_OK);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_REPORT), OUTBOX_RATE);
    assert_int_equal(outbox_wait_s(scene->outbox, OUTBOX_REPORT), 180);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 5), OUTBOX_RATE);
    scene->now_ms += 179999;
    assert_int_equal(outbox_wait_s(scene->outbox, OUTBOX_REPORT), 1);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 5), OUTBOX_RATE);
    scene->now_ms += 1;
    assert_int_equal(outbox_wait_s(scene->outbox, OUTBOX_REPORT), 0);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_REPORT), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 5), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 6), OUTBOX_RATE);
}

static void more_than_five_are_never_saved_up(void **state)
{
    struct scene *scene = *state;
    scene->now_ms += INT64_C(1000) * 365 * 86400 * 1000;
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, i), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 5), OUTBOX_RATE);
}

static void help_messages_and_usage_are_exempt(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 6; i++)
        (void)!scene_put(scene->outbox, OUTBOX_REPORT, i);
    for (unsigned i = 0; i < 50; i++) {
        assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 100 + i), OUTBOX_OK);
        assert_int_equal(scene_put(scene->outbox, OUTBOX_MESSAGE, 200 + i), OUTBOX_OK);
    }
    assert_int_equal(scene_put(scene->outbox, OUTBOX_USAGE, 300), OUTBOX_OK);
    assert_int_equal(outbox_wait_s(scene->outbox, OUTBOX_HELP), 0);
}

static void a_report_that_was_not_kept_costs_nothing(void **state)
{
    struct scene *scene = *state;
    cut_disk_capacity(scene->cut, 0);
    for (unsigned i = 0; i < 20; i++)
        assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, i), OUTBOX_NO_SPACE);
    cut_disk_capacity(scene->cut, SIZE_MAX);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, i), OUTBOX_OK);
}

static void a_clock_that_stands_or_jumps_back_only_makes_one_wait(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, i), OUTBOX_OK);
    scene->now_ms -= 1000000;
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 5), OUTBOX_RATE);
    scene->now_ms += 180000;
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 5), OUTBOX_OK);
}

static void a_thousand_and_twenty_four_real_files_are_the_most(void **state)
{
    struct scene *scene = *state;
    struct outbox_file file;
    assert_int_equal(scene_put(scene->outbox, OUTBOX_DUMMY, 5000), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_DUMMY, 5001), OUTBOX_OK);
    for (unsigned i = 0; i < OUTBOX_FILES; i++)
        assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, i), OUTBOX_OK);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_HELP), OUTBOX_FULL);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 2000), OUTBOX_FULL);
    assert_int_equal(outbox_dummies_missing(scene->outbox), 0);
    scene_restart(scene);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 2000), OUTBOX_FULL);
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(scene_number(file.id), 0);
    assert_int_equal(outbox_sent(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_HELP), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 2000), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 2001), OUTBOX_FULL);
}

static void a_full_disk_is_said_before_anything_is_asked(void **state)
{
    struct scene *scene = *state;
    cut_disk_capacity(scene->cut, ENVELOPE_BYTES);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_HELP), OUTBOX_NO_SPACE);
    cut_disk_capacity(scene->cut, 10 * ENVELOPE_BYTES);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_HELP), OUTBOX_OK);
}

static void a_full_disk_loses_nothing_and_keeps_no_half_file(void **state)
{
    struct scene *scene = *state;
    char text[200];
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 1), OUTBOX_OK);
    cut_disk_capacity(scene->cut, ENVELOPE_BYTES + 5000);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 2), OUTBOX_NO_SPACE);
    uint64_t room = 0;
    assert_int_equal(scene->disk.ops->room(scene->disk.self, &room), BASE_OK);
    assert_int_equal(room, 5000);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "1");
}

static void on_a_full_disk_a_dummy_gives_its_space(void **state)
{
    struct scene *scene = *state;
    char text[200];
    assert_int_equal(scene_put(scene->outbox, OUTBOX_DUMMY, 1), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_DUMMY, 2), OUTBOX_OK);
    cut_disk_capacity(scene->cut, 2 * ENVELOPE_BYTES + 100);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_HELP), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 3), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 4), OUTBOX_OK);
    assert_int_equal(outbox_would_take(scene->outbox, OUTBOX_HELP), OUTBOX_NO_SPACE);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 5), OUTBOX_NO_SPACE);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "4 3");
}

static void a_disk_full_of_files_at_any_moment_acknowledges_only_what_it_kept(void **state)
{
    (void)state;
    for (unsigned at = 1; at < 12; at++) {
        void *fresh = NULL;
        char text[200], expected[200] = "";
        assert_int_equal(scene_begin(&fresh), 0);
        struct scene *scene = fresh;
        cut_disk_full_at(scene->cut, at);
        for (unsigned i = 1; i <= 8; i++)
            if (scene_put(scene->outbox, OUTBOX_HELP, i) == OUTBOX_OK)
                snprintf(expected + strlen(expected), 20, "%s%u", expected[0] ? " " : "", i);
        assert_string_equal(scene_drain(&scene->disk, text, sizeof text), expected);
        scene_end(&fresh);
    }
}

static void every_error_has_a_phrase_of_its_own(void **state)
{
    (void)state;
    for (int i = OUTBOX_OK; i <= OUTBOX_SIZE; i++)
        for (int j = OUTBOX_OK; j < i; j++)
            assert_string_not_equal(
                outbox_error_text((enum outbox_error)i), outbox_error_text((enum outbox_error)j));
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCENE(five_reports_at_once_then_one_each_three_minutes),
        WITH_SCENE(more_than_five_are_never_saved_up),
        WITH_SCENE(help_messages_and_usage_are_exempt),
        WITH_SCENE(a_report_that_was_not_kept_costs_nothing),
        WITH_SCENE(a_clock_that_stands_or_jumps_back_only_makes_one_wait),
        WITH_SCENE(a_thousand_and_twenty_four_real_files_are_the_most),
        WITH_SCENE(a_full_disk_is_said_before_anything_is_asked),
        WITH_SCENE(a_full_disk_loses_nothing_and_keeps_no_half_file),
        WITH_SCENE(on_a_full_disk_a_dummy_gives_its_space),
        cmocka_unit_test(a_disk_full_of_files_at_any_moment_acknowledges_only_what_it_kept),
        cmocka_unit_test(every_error_has_a_phrase_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
