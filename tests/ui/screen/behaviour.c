/* What a screen does besides what it shows. */
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
    stage_check(&stage);
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
    stage_home(&stage, "en");
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
    stage_check(&stage);
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
    stage_check(&stage);
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

static void a_mistyped_digit_is_said_at_once_and_can_be_put_right(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.answer");
    stage_digits(&stage, "472913508836104739"); /* the eleventh digit is another one */
    assert_non_null(stage_node(&stage, "digits.mistyped"));
    assert_false(stage_node(&stage, "digits.look")->enabled);
    stage_press(&stage, "digits.second");
    stage_digits(&stage, "508826");
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
    stage_home(&stage, "en");
    stage_press(&stage, "home.answer");
    stage_digits(&stage, "742913508826104739");
    assert_non_null(stage_node(&stage, "digits.mistyped"));
}

static void nothing_found_and_wrong_digits_look_the_same_and_name_a_day(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.answer");
    stage_digits(&stage, "472913508826104739");
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
    stage_home(&stage, "en");
    stage_press(&stage, "home.answer");
    stage_digits(&stage, "472913508826104739");
    stage_press(&stage, "digits.look");
    stage.visit->reading = WORK_DONE;
    snprintf(stage.visit->found_state, sizeof(stage.visit->found_state), "working");
    stage_wait(&stage, 100);
    assert_string_equal(stage_node(&stage, "answer.state")->label, "They are working on it.");
    assert_non_null(stage_node(&stage, "answer.write_back"));
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
    stage_check(&stage);
    stage_press(&stage, "bar.language");
    stage_press(&stage, "language.ar");
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
    assert_string_equal(stage_node(&stage, "check.line.age")->label, "١٨ أو أكثر");
    assert_non_null(stage_node(&stage, "unreviewed"));
}

static void arabic_stands_mirrored_and_its_digits_do_not(void **state)
{
    (void)state;
    stage_home(&stage, "en");
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

/* At the largest size on the page that shows it largest. */
static void a_long_emergency_number_stands_whole_on_one_line(void **state)
{
    static char number[] = "+44 20 7946 0123";
    (void)state;
    stage.place.emergency_number = number;
    for (int size = 0; size < TEXT_SIZES; size++) {
        stage.visit->text_size = size;
        stage_begin_form(&stage, size % 2 ? "ar" : "en");
        stage_page_to(&stage, "form.choice.yes");
        stage_press(&stage, "form.choice.yes");
        stage_press(&stage, "form.next");
        stage_page_to(&stage, "number.emergency");
        assert_string_equal(stage_node(&stage, "number.emergency")->label, number);
        assert_true(stage_node(&stage, "number.emergency")->box.h < px_y(&stage.panel, 80));
        stage_press(&stage, "leave");
    }
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
    uint32_t *before = stage_pixels(&stage);
    snprintf(stage.facts.enrol_code, sizeof(stage.facts.enrol_code), "7K2M9-QXW4T");
    stage_step(&stage, NULL, 0);
    size_t bytes = (size_t)stage.panel.width * (size_t)stage.panel.height * 4;
    assert_int_not_equal(memcmp(before, stage.surface.pixels, bytes), 0);
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(nothing_answered_cannot_be_sent, &stage),
        STAGE_TEST(what_could_not_be_kept_says_what_to_do_and_can_be_tried_again, &stage),
        STAGE_TEST(nothing_is_asked_when_nothing_can_be_kept, &stage),
        STAGE_TEST(the_digits_are_covered_until_held_and_again_after, &stage),
        STAGE_TEST(the_wrong_last_four_are_said_and_the_right_ones_lead_on, &stage),
        STAGE_TEST(a_mistyped_digit_is_said_at_once_and_can_be_put_right, &stage),
        STAGE_TEST(swapped_digits_are_noticed, &stage),
        STAGE_TEST(nothing_found_and_wrong_digits_look_the_same_and_name_a_day, &stage),
        STAGE_TEST(an_answer_that_only_says_how_it_stands_is_shown, &stage),
        STAGE_TEST(back_leads_through_the_questions_that_were_asked, &stage),
        STAGE_TEST(no_more_than_three_needs_can_be_chosen, &stage),
        STAGE_TEST(one_who_fears_company_can_send_what_is_there, &stage),
        STAGE_TEST(the_language_can_be_changed_anywhere_without_losing_a_word, &stage),
        STAGE_TEST(arabic_stands_mirrored_and_its_digits_do_not, &stage),
        STAGE_TEST(a_long_emergency_number_stands_whole_on_one_line, &stage),
        STAGE_TEST(without_a_network_file_there_is_one_calm_screen, &stage),
        STAGE_TEST(the_enrolment_code_stands_small_on_attract_only, &stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
