/* Fingers, time and leaving: what a screen does besides what it shows. */
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

static int set_up(void **state)
{
    (void)state;
    stage_set_up(&stage, &panel_portrait);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    assert_string_equal(stage.findings, "");
    stage_tear_down(&stage);
    return 0;
}

static void home_in(const char *language)
{
    char id[48];
    stage_press(&stage, "attract");
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(&stage, id);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static struct ui_input input_at(enum ui_input_kind kind, const char *id, int finger)
{
    struct box box = stage_node(&stage, id)->box;
    return (struct ui_input){.kind = kind,
        .finger = finger,
        .x = box.x + box.w / 2,
        .y = box.y + box.h / 2,
        .at_ms = stage.facts.now_ms};
}

static void a_press_is_seen_in_the_same_step_and_acts_when_let_go(void **state)
{
    (void)state;
    home_in("en");
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
    home_in("en");
    stage.facts.now_ms += 500;
    stage_down(&stage, "home.tell", 0);
    struct ui_input away = input_at(UI_MOVE, "number.emergency", 0);
    stage_step(&stage, &away, 1);
    assert_true(stage.result.damage.count > 0); /* it is seen to be let go */
    struct ui_input up = input_at(UI_RELEASE, "number.emergency", 0);
    stage_step(&stage, &up, 1);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
    /* nor does letting go on another button press that one */
    stage_down(&stage, "home.tell", 0);
    up = input_at(UI_RELEASE, "home.answer", 0);
    stage_step(&stage, &up, 1);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static void a_second_finger_is_ignored_while_the_first_is_down(void **state)
{
    (void)state;
    home_in("en");
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
    home_in("en");
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
    home_in("en");
    stage.facts.now_ms += 500;
    struct ui_input both[2] = {input_at(UI_PRESS, "home.tell", 0), input_at(UI_RELEASE, "home.tell", 0)};
    stage_step(&stage, both, 2);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void to_check(void)
{
    stage_begin_form(&stage, "en");
    stage_answer_all(&stage);
}

static void sending_needs_two_seconds_without_letting_go(void **state)
{
    (void)state;
    to_check();
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
    to_check();
    stage.facts.now_ms += 500;
    stage_down(&stage, "check.send", 0);
    assert_true(stage.result.due_ms - stage.facts.now_ms <= 50);
    stage_wait(&stage, 50);
    assert_true(stage.result.damage.count > 0);
    stage_up(&stage, "check.send", 0);
    assert_true(stage.result.due_ms - stage.facts.now_ms > 1000);
}

static void nothing_answered_cannot_be_sent(void **state)
{
    (void)state;
    stage_begin_form(&stage, "en");
    for (int i = 0; i < 20 && stage.visit->screen == SCREEN_FORM; i++)
        stage_press(&stage, "form.next");
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
    assert_false(stage_has(&stage, "check.send"));
    stage_press(&stage, "check.back");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void what_could_not_be_kept_says_what_to_do_and_can_be_tried_again(void **state)
{
    static const enum visit_work faults[] = {WORK_FULL, WORK_RATE, WORK_FAILED};
    (void)state;
    to_check();
    for (size_t i = 0; i < 3; i++) {
        stage.visit->sending = faults[i];
        stage_wait(&stage, 100);
        assert_non_null(stage_node(&stage, "number.emergency"));
        assert_non_null(stage_node(&stage, "work.text"));
        stage.wanted = UI_NOTHING;
        stage_press(&stage, "work.again");
        assert_int_equal(stage.wanted, UI_SEND_FORM);
        assert_int_equal(stage.visit->sending, WORK_RUNNING);
    }
    stage.visit->sending = WORK_RATE;
    stage_wait(&stage, 100);
    stage_press(&stage, "work.stop");
    assert_non_null(stage_node(&stage, "check.send"));
}

static void nothing_is_asked_when_nothing_can_be_kept(void **state)
{
    (void)state;
    home_in("en");
    for (int tell = UI_TELL_FULL; tell <= UI_TELL_CLOSED; tell++) {
        stage.facts.tell = tell == UI_TELL_FULL ? UI_TELL_FULL : UI_TELL_CLOSED;
        stage_press(&stage, "home.tell");
        assert_non_null(stage_node(&stage, "closed.title"));
        assert_non_null(stage_node(&stage, "number.emergency"));
        assert_false(stage_has(&stage, "form.begin"));
        stage_press(&stage, "closed.back");
        assert_int_equal(stage.visit->screen, SCREEN_HOME);
    }
}

static void the_digits_are_covered_until_held_and_again_after(void **state)
{
    (void)state;
    to_check();
    stage_hold(&stage, "check.send", 2100);
    stage_sealed(&stage);
    assert_string_equal(stage_node(&stage, "receipt.digits")->label, "Covered");
    stage.facts.now_ms += 500;
    stage_down(&stage, "receipt.show", 0);
    assert_string_equal(stage_node(&stage, "receipt.digits")->label, "472913508826104739");
    assert_true(stage_node(&stage, "receipt.digits")->secret);
    stage_up(&stage, "receipt.show", 0);
    assert_string_equal(stage_node(&stage, "receipt.digits")->label, "Covered");
    /* there is no way back into what was sealed */
    assert_false(stage_has(&stage, "bar.back"));
    stage_key(&stage, KEY_BACK);
    assert_int_equal(stage.visit->screen, SCREEN_RECEIPT);
}

static void the_wrong_last_four_are_said_and_the_right_ones_lead_on(void **state)
{
    (void)state;
    to_check();
    stage_hold(&stage, "check.send", 2100);
    stage_sealed(&stage);
    stage_press(&stage, "receipt.leave");
    static const char *const wrong[] = {"digits.1", "digits.2", "digits.3", "digits.4"};
    for (size_t i = 0; i < 4; i++)
        stage_press(&stage, wrong[i]);
    assert_int_equal(stage.visit->screen, SCREEN_RECEIPT);
    assert_string_equal(
        stage_node(&stage, "type_back.text")->label, "These are not the last four. Look at them again.");
    for (int i = 0; i < 4; i++)
        stage_press(&stage, "digits.backspace");
    static const char *const right[] = {"digits.4", "digits.7", "digits.3", "digits.9"};
    for (size_t i = 0; i < 4; i++)
        stage_press(&stage, right[i]);
    assert_int_equal(stage.visit->screen, SCREEN_GOODBYE);
}

static void type_digits(const char *digits)
{
    for (; *digits; digits++) {
        char id[16];
        snprintf(id, sizeof(id), "digits.%c", *digits);
        stage_press(&stage, id);
    }
}

static void a_mistyped_digit_is_said_at_once_and_can_be_put_right(void **state)
{
    (void)state;
    home_in("en");
    stage_press(&stage, "home.answer");
    type_digits("472913508836104739"); /* the eleventh digit is another one */
    assert_non_null(stage_node(&stage, "digits.mistyped"));
    assert_false(stage_node(&stage, "digits.look")->enabled);
    stage_press(&stage, "digits.second");
    type_digits("508826");
    assert_false(stage_has(&stage, "digits.mistyped"));
    assert_true(stage_node(&stage, "digits.look")->enabled);
    assert_string_equal(stage.visit->digits, "472913508826104739");
    stage_press(&stage, "digits.look");
    assert_int_equal(stage.wanted, UI_READ_ANSWER);
    assert_int_equal(stage.visit->reading, WORK_RUNNING);
}

static void swapped_digits_are_noticed(void **state)
{
    (void)state;
    home_in("en");
    stage_press(&stage, "home.answer");
    type_digits("742913508826104739");
    assert_non_null(stage_node(&stage, "digits.mistyped"));
}

static void nothing_found_and_wrong_digits_look_the_same_and_name_a_day(void **state)
{
    (void)state;
    home_in("en");
    stage_press(&stage, "home.answer");
    type_digits("472913508826104739");
    stage_press(&stage, "digits.look");
    snprintf(stage.facts.today, sizeof(stage.facts.today), "2026-12-31");
    stage.visit->reading = WORK_NOTHING;
    stage_wait(&stage, 100);
    assert_string_equal(stage_node(&stage, "answer.again")->label, "Please look again on 1 January.");
    stage.facts.today[0] = 0;
    stage_wait(&stage, 100);
    assert_string_equal(stage_node(&stage, "answer.again")->label, "Please look again tomorrow.");
}

static void an_answer_that_only_says_how_it_stands_is_shown(void **state)
{
    (void)state;
    home_in("en");
    stage_press(&stage, "home.answer");
    type_digits("472913508826104739");
    stage_press(&stage, "digits.look");
    stage.visit->reading = WORK_DONE;
    snprintf(stage.visit->found_state, sizeof(stage.visit->found_state), "working");
    stage_wait(&stage, 100);
    assert_string_equal(stage_node(&stage, "answer.state")->label, "They are working on it.");
    assert_non_null(stage_node(&stage, "answer.write_back"));
}

static void after_forty_five_seconds_it_asks_and_after_twenty_more_it_ends(void **state)
{
    (void)state;
    home_in("ar");
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
    home_in("en");
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
    home_in("en");
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

static uint32_t *copy_surface(void)
{
    size_t bytes = (size_t)stage.panel.width * (size_t)stage.panel.height * 4;
    uint32_t *copy = malloc(bytes);
    assert_non_null(copy);
    memcpy(copy, stage.surface.pixels, bytes);
    return copy;
}

/* Leaves from wherever the stage stands; everything must be as before anyone came. */
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
    home_in("ar");
    if (screen == SCREEN_HOME)
        return;
    stage_press(&stage, "home.answer");
    type_digits("4729");
    if (screen == SCREEN_DIGITS)
        return;
    type_digits("13508826104739");
    stage_press(&stage, "digits.look");
    stage_found(&stage);
    if (screen == SCREEN_ANSWER)
        return;
    stage_press(&stage, "answer.write_back");
    stage_type(&stage, "شكرا");
}

static void leave_now_from_every_screen_shows_attract_and_resets_everything(void **state)
{
    (void)state;
    int64_t then = stage.facts.now_ms;
    uint32_t *before = copy_surface();
    for (int screen = SCREEN_LANGUAGE; screen < SCREEN_COUNT; screen++) {
        go_to((enum screen_id)screen);
        assert_int_equal(stage.visit->screen, screen);
        leave_and_compare(before, then);
    }
    free(before);
}

static void leave_now_works_while_words_are_being_sealed(void **state)
{
    (void)state;
    to_check();
    stage_hold(&stage, "check.send", 2100);
    assert_non_null(stage_node(&stage, "work.running"));
    stage_press(&stage, "leave");
    assert_int_equal(stage.wanted, UI_END);
}

static void inputs_after_leaving_in_the_same_step_are_ignored(void **state)
{
    (void)state;
    home_in("en");
    stage.facts.now_ms += 500;
    struct ui_input inputs[4] = {input_at(UI_PRESS, "leave", 0), input_at(UI_RELEASE, "leave", 0),
        input_at(UI_PRESS, "home.tell", 0), input_at(UI_RELEASE, "home.tell", 0)};
    stage_step(&stage, inputs, 4);
    assert_int_equal(stage.visit->screen, SCREEN_ATTRACT);
}

static void back_leads_through_the_questions_that_were_asked(void **state)
{
    (void)state;
    stage_begin_form(&stage, "en");
    stage_press(&stage, "form.choice.no");
    stage_press(&stage, "form.next");
    stage_press(&stage, "form.choice.under15");
    stage_press(&stage, "form.next");
    assert_non_null(stage_node(&stage, "form.choice.bed"));
    stage_press(&stage, "bar.back");
    assert_true(stage_node(&stage, "form.choice.under15")->chosen);
    stage_press(&stage, "bar.back");
    assert_true(stage_node(&stage, "form.choice.no")->chosen);
    stage_press(&stage, "bar.back");
    assert_non_null(stage_node(&stage, "form.begin"));
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.wanted, UI_END);
}

static void no_more_than_three_needs_can_be_chosen(void **state)
{
    (void)state;
    stage_begin_form(&stage, "en");
    stage_press(&stage, "form.next");
    stage_press(&stage, "form.next");
    stage_press(&stage, "form.choice.bed");
    stage_press(&stage, "form.choice.pay");
    stage_press(&stage, "form.choice.talk");
    assert_false(stage_node(&stage, "form.choice.police")->enabled);
    stage_press(&stage, "form.choice.pay");
    assert_true(stage_node(&stage, "form.choice.police")->enabled);
}

static void one_who_fears_company_can_send_what_is_there(void **state)
{
    (void)state;
    stage_begin_form(&stage, "en");
    stage_press(&stage, "form.choice.no");
    stage_press(&stage, "form.next");
    stage_press(&stage, "form.choice.18plus");
    stage_press(&stage, "form.next");
    assert_false(stage_has(&stage, "form.send_now"));
    stage_press(&stage, "form.choice.fear");
    stage_press(&stage, "form.send_now");
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
    assert_non_null(stage_node(&stage, "check.line.company"));
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void the_language_can_be_changed_anywhere_without_losing_a_word(void **state)
{
    (void)state;
    to_check();
    stage_press(&stage, "bar.language");
    stage_press(&stage, "language.ar");
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
    assert_string_equal(stage_node(&stage, "check.line.age")->label, "١٨ أو أكثر");
    assert_non_null(stage_node(&stage, "unreviewed"));
}

static void arabic_stands_mirrored_and_its_digits_do_not(void **state)
{
    (void)state;
    home_in("en");
    struct box tell = stage_node(&stage, "home.tell")->box, leave = stage_node(&stage, "leave")->box;
    stage_press(&stage, "bar.language");
    stage_press(&stage, "language.ar");
    struct box mirrored = stage_node(&stage, "home.tell")->box;
    assert_int_equal(mirrored.x, stage.panel.width - tell.x - tell.w);
    assert_int_equal(stage_node(&stage, "leave")->box.y, leave.y);
    stage_press(&stage, "home.answer");
    assert_true(stage_node(&stage, "digits.1")->box.x < stage_node(&stage, "digits.3")->box.x);
    assert_string_equal(stage_node(&stage, "digits.1")->label, "١");
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
    stage_key(&stage, KEY_SELECT);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    stage_key(&stage, KEY_BACK);
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static void select_on_the_keypad_holds_until_it_is_full_or_another_key_comes(void **state)
{
    (void)state;
    to_check();
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

static void without_a_network_file_there_is_one_calm_screen(void **state)
{
    (void)state;
    stage.content.network = NULL;
    stage.content.place = NULL;
    ui_content(stage.ui, &stage.content);
    stage_wait(&stage, 100);
    assert_false(stage_has(&stage, "attract"));
    struct ui_input down = {.kind = UI_PRESS, .x = 500, .y = 900, .at_ms = stage.facts.now_ms};
    stage_step(&stage, &down, 1);
    stage_key(&stage, KEY_SELECT);
    assert_int_equal(stage.visit->screen, SCREEN_ATTRACT);
}

static void the_enrolment_code_stands_small_on_attract_only(void **state)
{
    (void)state;
    uint32_t *before = copy_surface();
    snprintf(stage.facts.enrol_code, sizeof(stage.facts.enrol_code), "7K2M9-QXW4T");
    stage_step(&stage, NULL, 0);
    size_t bytes = (size_t)stage.panel.width * (size_t)stage.panel.height * 4;
    assert_int_not_equal(memcmp(before, stage.surface.pixels, bytes), 0);
    free(before);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(a_press_is_seen_in_the_same_step_and_acts_when_let_go),
        EACH(a_finger_that_is_dragged_off_does_nothing),
        EACH(a_second_finger_is_ignored_while_the_first_is_down),
        EACH(a_hand_resting_beside_the_buttons_does_not_lock_them),
        EACH(a_double_press_turns_one_page_only),
        EACH(press_and_release_in_one_step_are_a_press),
        EACH(sending_needs_two_seconds_without_letting_go),
        EACH(while_held_it_fills_and_says_when_it_looks_different),
        EACH(nothing_answered_cannot_be_sent),
        EACH(what_could_not_be_kept_says_what_to_do_and_can_be_tried_again),
        EACH(nothing_is_asked_when_nothing_can_be_kept),
        EACH(the_digits_are_covered_until_held_and_again_after),
        EACH(the_wrong_last_four_are_said_and_the_right_ones_lead_on),
        EACH(a_mistyped_digit_is_said_at_once_and_can_be_put_right),
        EACH(swapped_digits_are_noticed),
        EACH(nothing_found_and_wrong_digits_look_the_same_and_name_a_day),
        EACH(an_answer_that_only_says_how_it_stands_is_shown),
        EACH(after_forty_five_seconds_it_asks_and_after_twenty_more_it_ends),
        EACH(any_touch_says_i_am_here_and_presses_nothing_else),
        EACH(while_typing_it_asks_after_two_minutes),
        EACH(attract_wakes_only_to_change_its_picture),
        EACH(leave_now_from_every_screen_shows_attract_and_resets_everything),
        EACH(leave_now_works_while_words_are_being_sealed),
        EACH(inputs_after_leaving_in_the_same_step_are_ignored),
        EACH(back_leads_through_the_questions_that_were_asked),
        EACH(no_more_than_three_needs_can_be_chosen),
        EACH(one_who_fears_company_can_send_what_is_there),
        EACH(the_language_can_be_changed_anywhere_without_losing_a_word),
        EACH(arabic_stands_mirrored_and_its_digits_do_not),
        EACH(with_the_keypad_alone_one_can_tell),
        EACH(select_on_the_keypad_holds_until_it_is_full_or_another_key_comes),
        EACH(without_a_network_file_there_is_one_calm_screen),
        EACH(the_enrolment_code_stands_small_on_attract_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
