/* Fingers and the keypad: what a press does, and what it does not. */
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

static void a_press_is_seen_in_the_same_step_and_acts_when_let_go(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.now_ms += 500;
    stage_down(&stage, "home.tell", 0);
    assert_true(stage.result.damage.count > 0);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
    stage_up(&stage, "home.tell", 0);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void a_finger_that_is_dragged_off_does_nothing(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.now_ms += 500;
    stage_down(&stage, "home.tell", 0);
    struct ui_input away = stage_input(&stage, UI_MOVE, "number.emergency", 0);
    stage_step(&stage, &away, 1);
    assert_true(stage.result.damage.count > 0); /* it is seen to be let go */
    struct ui_input up = stage_input(&stage, UI_RELEASE, "number.emergency", 0);
    stage_step(&stage, &up, 1);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
    /* nor does letting go on another button press that one */
    stage_down(&stage, "home.tell", 0);
    up = stage_input(&stage, UI_RELEASE, "home.answer", 0);
    stage_step(&stage, &up, 1);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static void a_second_finger_is_ignored_while_the_first_is_down(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.now_ms += 500;
    stage_down(&stage, "home.tell", 0);
    stage_down(&stage, "home.answer", 1);
    stage_up(&stage, "home.answer", 1);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
    stage_up(&stage, "home.tell", 0);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void a_hand_resting_beside_the_buttons_does_not_lock_them(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.now_ms += 500;
    stage_down(&stage, "home.title", 3);
    stage.facts.now_ms += 500;
    stage_down(&stage, "home.tell", 0);
    stage_up(&stage, "home.tell", 0);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void a_double_press_turns_one_page_only(void **state)
{
    (void)state;
    stage_begin_form(&stage, "en");
    stage.facts.now_ms += 1000;
    size_t before = stage.visit->question;
    for (int i = 0; i < 2; i++) {
        stage_down(&stage, "form.next", 0);
        stage.facts.now_ms += 60;
        stage_up(&stage, "form.next", 0);
        stage.facts.now_ms += 90;
    }
    assert_int_equal(stage.visit->question, before + 2); /* danger, then age: the number page is not asked */
    stage_press(&stage, "form.next");
    assert_int_not_equal(stage.visit->question, before + 2);
}

static void press_and_release_in_one_step_are_a_press(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.now_ms += 500;
    struct ui_input both[2] = {
        stage_input(&stage, UI_PRESS, "home.tell", 0), stage_input(&stage, UI_RELEASE, "home.tell", 0)};
    stage_step(&stage, both, 2);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void sending_needs_two_seconds_without_letting_go(void **state)
{
    (void)state;
    stage_check(&stage);
    stage_hold(&stage, "check.send", 1900);
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_press(&stage, "check.send");
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_hold(&stage, "check.send", 2100);
    assert_int_equal(stage.wanted, UI_SEND_FORM);
    assert_int_equal(stage.visit->sending, WORK_RUNNING);
}

static void while_held_it_fills_and_says_when_it_looks_different(void **state)
{
    (void)state;
    stage_check(&stage);
    stage.facts.now_ms += 500;
    stage_down(&stage, "check.send", 0);
    assert_true(stage.result.due_ms - stage.facts.now_ms <= 50);
    stage_wait(&stage, 50);
    assert_true(stage.result.damage.count > 0);
    stage_up(&stage, "check.send", 0);
    assert_true(stage.result.due_ms - stage.facts.now_ms > 1000);
}

static void with_the_keypad_alone_one_can_tell(void **state)
{
    (void)state;
    stage_key(&stage, KEY_SELECT);
    assert_int_equal(stage.visit->screen, SCREEN_LANGUAGE);
    stage_key(&stage, KEY_DOWN);
    assert_true(stage_node(&stage, "language.en")->focused);
    stage_key(&stage, KEY_SELECT);
    stage_key(&stage, KEY_DOWN);
    stage_key(&stage, KEY_DOWN);
    assert_true(stage_node(&stage, "home.tell")->focused);
    stage_key(&stage, KEY_SELECT);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    stage_key(&stage, KEY_BACK);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static void select_on_the_keypad_holds_until_it_is_full_or_another_key_comes(void **state)
{
    (void)state;
    stage_check(&stage);
    for (int i = 0; i < 40 && !stage_node(&stage, "check.send")->focused; i++)
        stage_key(&stage, KEY_DOWN);
    stage_key(&stage, KEY_SELECT);
    stage_run(&stage, 1000);
    stage_key(&stage, KEY_UP);
    stage_run(&stage, 2000);
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_key(&stage, KEY_DOWN);
    stage_key(&stage, KEY_SELECT);
    stage_run(&stage, 2100);
    assert_int_equal(stage.wanted, UI_SEND_FORM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(a_press_is_seen_in_the_same_step_and_acts_when_let_go, &stage),
        STAGE_TEST(a_finger_that_is_dragged_off_does_nothing, &stage),
        STAGE_TEST(a_second_finger_is_ignored_while_the_first_is_down, &stage),
        STAGE_TEST(a_hand_resting_beside_the_buttons_does_not_lock_them, &stage),
        STAGE_TEST(a_double_press_turns_one_page_only, &stage),
        STAGE_TEST(press_and_release_in_one_step_are_a_press, &stage),
        STAGE_TEST(sending_needs_two_seconds_without_letting_go, &stage),
        STAGE_TEST(while_held_it_fills_and_says_when_it_looks_different, &stage),
        STAGE_TEST(with_the_keypad_alone_one_can_tell, &stage),
        STAGE_TEST(select_on_the_keypad_holds_until_it_is_full_or_another_key_comes, &stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
