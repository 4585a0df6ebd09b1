/* Time and leaving: nothing of a visit is left, whoever ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/screen/stage.h"

static struct stage stage;

static void leave_and_compare(const uint32_t *before, int64_t as_at_ms)
{
    static const struct visit nothing;
    stage.visit->text_size = 3;
    stage.visit->contrast = 1;
    stage_wait(&stage, 400);
    stage.wanted = UI_NOTHING;
    stage_press(&stage, "leave");
    assert_int_equal(stage.wanted, UI_END);
    assert_int_equal(stage.visit->screen, SCREEN_ATTRACT);
    struct visit wiped = *stage.visit;
    assert_int_equal(wiped.text_size, 1);
    assert_int_equal(wiped.contrast, 0);
    wiped.text_size = 0;
    assert_memory_equal(&wiped, &nothing, offsetof(struct visit, widget_state));
    stage.facts.now_ms = as_at_ms;
    stage_step(&stage, NULL, 0);
    size_t bytes = (size_t)stage.panel.width * (size_t)stage.panel.height * 4;
    assert_int_equal(memcmp(before, stage.surface.pixels, bytes), 0);
}

static void go_to(enum screen_id screen)
{
    if (screen == SCREEN_LANGUAGE) {
        stage_press(&stage, "attract");
        return;
    }
    if (screen == SCREEN_FORM || screen == SCREEN_CHECK || screen == SCREEN_RECEIPT ||
        screen == SCREEN_GOODBYE) {
        stage_begin_form(&stage, "en");
        if (screen == SCREEN_FORM)
            return;
        stage_answer_all(&stage);
        if (screen == SCREEN_CHECK)
            return;
        stage_hold(&stage, "check.send", 2100);
        stage_sealed(&stage);
        if (screen == SCREEN_RECEIPT)
            return;
        stage_press(&stage, "receipt.leave");
        stage_press(&stage, "receipt.unwanted");
        return;
    }
    stage_home(&stage, "ar");
    if (screen == SCREEN_HOME)
        return;
    if (screen != SCREEN_HELP && screen != SCREEN_TOPICS && screen != SCREEN_TOPIC &&
        screen != SCREEN_DIGITS && screen != SCREEN_ANSWER && screen != SCREEN_WRITE_BACK) {
        stage.visit->screen = screen; /* the way to it is walked where it is tested */
        stage_wait(&stage, 100);
        return;
    }
    if (screen == SCREEN_HELP || screen == SCREEN_TOPICS || screen == SCREEN_TOPIC) {
        stage_press(&stage, screen == SCREEN_HELP ? "home.help" : "home.rights");
        if (screen == SCREEN_TOPIC)
            stage_press(&stage, "topics.topic.papers");
        return;
    }
    stage_press(&stage, "home.answer");
    stage_digits(&stage, "4729");
    if (screen == SCREEN_DIGITS)
        return;
    stage_digits(&stage, "13508826104739");
    stage_press(&stage, "digits.look");
    stage_found(&stage);
    if (screen == SCREEN_ANSWER)
        return;
    stage_press(&stage, "answer.write_back");
    stage_type(&stage, "شكرا");
}

static void after_forty_five_seconds_it_asks_and_after_twenty_more_it_ends(void **state)
{
    (void)state;
    stage_home(&stage, "ar");
    stage_run(&stage, 44000);
    assert_false(stage_has(&stage, "still.ask"));
    stage_run(&stage, 2000);
    assert_non_null(stage_node(&stage, "still.ask"));
    assert_false(stage_has(&stage, "home.tell")); /* what lies below cannot be touched */
    assert_non_null(stage_node(&stage, "leave"));
    stage_run(&stage, 18000);
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_run(&stage, 2000);
    assert_int_equal(stage.wanted, UI_END);
    assert_int_equal(stage.visit->screen, SCREEN_ATTRACT);
    assert_string_equal(stage.visit->language, "");
}

static void any_touch_says_i_am_here_and_presses_nothing_else(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    struct box tell = stage_node(&stage, "home.tell")->box;
    stage_run(&stage, 46000);
    struct ui_input down = {.kind = UI_PRESS, .x = tell.x + 5, .y = tell.y + 5, .at_ms = stage.facts.now_ms};
    stage_step(&stage, &down, 1);
    down.kind = UI_RELEASE;
    stage_step(&stage, &down, 1);
    assert_false(stage_has(&stage, "still.ask"));
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
    stage_run(&stage, 44000);
    assert_false(stage_has(&stage, "still.ask"));
    stage_run(&stage, 2000);
    stage_press(&stage, "still.here");
    assert_false(stage_has(&stage, "still.ask"));
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static void while_typing_it_asks_after_two_minutes(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.answer");
    stage_run(&stage, 118000);
    assert_false(stage_has(&stage, "still.ask"));
    stage_run(&stage, 3000);
    assert_non_null(stage_node(&stage, "still.ask"));
    stage_run(&stage, 21000);
    assert_int_equal(stage.wanted, UI_END);
}

static void attract_wakes_only_to_change_its_picture(void **state)
{
    (void)state;
    assert_true(stage.result.due_ms - stage.facts.now_ms <= 8000);
    assert_true(stage.result.due_ms - stage.facts.now_ms > 0);
    stage_run(&stage, 8000);
    assert_true(stage.result.damage.count > 0);
    stage_run(&stage, 600000);
    assert_int_equal(stage.wanted, UI_NOTHING);
}

static void leave_now_from_every_screen_shows_attract_and_resets_everything(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) /* whatever picture of the loop is not there, is known not to be */
        stage_wait(&stage, 8000);
    stage_wait(&stage, 4000 - stage.facts.now_ms % 8000); /* no slide comes or goes */
    int64_t then = stage.facts.now_ms;
    uint32_t *before = stage_pixels(&stage);
    for (int screen = SCREEN_LANGUAGE; screen < SCREEN_COUNT; screen++) {
        go_to((enum screen_id)screen);
        leave_and_compare(before, then);
    }
    free(before);
}

static void leave_now_works_while_words_are_being_sealed(void **state)
{
    (void)state;
    stage_check(&stage);
    stage_hold(&stage, "check.send", 2100);
    assert_non_null(stage_node(&stage, "work.running"));
    stage_press(&stage, "leave");
    assert_int_equal(stage.wanted, UI_END);
}

static void inputs_after_leaving_in_the_same_step_are_ignored(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.now_ms += 500;
    struct ui_input inputs[4] = {stage_input(&stage, UI_PRESS, "leave", 0),
        stage_input(&stage, UI_RELEASE, "leave", 0), stage_input(&stage, UI_PRESS, "home.tell", 0),
        stage_input(&stage, UI_RELEASE, "home.tell", 0)};
    stage_step(&stage, inputs, 4);
    assert_int_equal(stage.visit->screen, SCREEN_ATTRACT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(after_forty_five_seconds_it_asks_and_after_twenty_more_it_ends, &stage),
        STAGE_TEST(any_touch_says_i_am_here_and_presses_nothing_else, &stage),
        STAGE_TEST(while_typing_it_asks_after_two_minutes, &stage),
        STAGE_TEST(attract_wakes_only_to_change_its_picture, &stage),
        STAGE_TEST(leave_now_from_every_screen_shows_attract_and_resets_everything, &stage),
        STAGE_TEST(leave_now_works_while_words_are_being_sealed, &stage),
        STAGE_TEST(inputs_after_leaving_in_the_same_step_are_ignored, &stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
