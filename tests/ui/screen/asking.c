/* A form that comes from a pack: its words, whole numbers, days, and what it would rather have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "screen/answers.h"
#include "ui/screen/stage.h"

static struct stage stage;

static int set_up(void **state)
{
    *state = &stage;
    stage_set_up(&stage, &panel_portrait);
    stage_form_of_pack(&stage);
    return 0;
}

static void begin(const char *language)
{
    if (stage.visit->screen != SCREEN_ATTRACT)
        stage_press(&stage, "leave");
    stage_begin_form(&stage, language);
}

static void go_on(int pages)
{
    for (int i = 0; i < pages; i++)
        stage_press(&stage, "form.next");
}

static void words_come_from_the_pack_then_from_the_image(void **state)
{
    (void)state;
    begin("en");
    assert_string_equal(stage_node(&stage, "form.question")->label, "Where do you work now?");
    assert_string_equal(stage_node(&stage, "form.choice.sea")->label, "At sea");
    begin("ar");
    assert_string_equal(stage_node(&stage, "form.question")->label, "أين تعمل؟");
    go_on(3); /* "Would you like to say more?" is not in the pack, but in the image's Arabic */
    assert_string_equal(stage_node(&stage, "form.question")->label, "هل لديك المزيد لإخبارنا به؟");
    assert_false(stage_has(&stage, "elsewhere"));
}

static void a_word_that_is_in_no_language_of_the_visitor_is_said_to_be_in_another(void **state)
{
    (void)state;
    begin("ar");
    assert_string_equal(stage_node(&stage, "form.choice.house")->label, "In a house");
    assert_non_null(stage_node(&stage, "elsewhere"));
    begin("en");
    assert_false(stage_has(&stage, "elsewhere"));
}

static void a_number_is_typed_and_what_is_odd_about_it_is_told_and_never_in_the_way(void **state)
{
    (void)state;
    begin("en");
    go_on(1);
    assert_string_equal(stage_node(&stage, "form.next")->label, "Skip");
    stage_digits(&stage, "012");
    assert_string_equal(stage.visit->answers[1].value, "12");
    assert_string_equal(stage_node(&stage, "form.next")->label, "Next");
    assert_false(stage_has(&stage, "form.message"));
    stage_digits(&stage, "0");
    assert_string_equal(stage_node(&stage, "form.message")->label, "That is a large number. Is it right?");
    assert_true(stage_node(&stage, "form.number")->secret);
    stage_press(&stage, "form.next");
    assert_non_null(stage_node(&stage, "form.day"));
    stage_press(&stage, "bar.back");
    for (int i = 0; i < 4; i++)
        stage_press(&stage, "digits.backspace");
    assert_string_equal(stage.visit->answers[1].value, "");
    stage_digits(&stage, "1234567890");
    assert_string_equal(stage.visit->answers[1].value, "123456789"); /* no more than a number may have */
}

static void a_day_is_typed_part_by_part(void **state)
{
    (void)state;
    begin("en");
    go_on(2);
    stage_digits(&stage, "5"); /* no day begins with a five */
    assert_string_equal(stage_node(&stage, "form.day")->label, "05");
    stage_digits(&stage, "3");
    assert_string_equal(stage_node(&stage, "form.month")->label, "03");
    assert_string_equal(stage_node(&stage, "form.next")->label, "Skip"); /* not yet a day */
    stage_digits(&stage, "2026");
    assert_string_equal(stage.visit->answers[2].value, "2026-03-05");
    assert_string_equal(stage_node(&stage, "form.next")->label, "Next");
    stage_press(&stage, "digits.backspace");
    assert_string_equal(stage_node(&stage, "form.year")->label, "202");
    stage_digits(&stage, "7");
    assert_string_equal(stage_node(&stage, "form.message")->label, "That day is still to come.");
}

static void a_day_that_does_not_exist_is_told_and_does_not_leave(void **state)
{
    struct answer_leaving answer;
    (void)state;
    begin("en");
    go_on(2);
    stage_digits(&stage, "31022026");
    assert_non_null(stage_node(&stage, "form.no_day"));
    assert_false(answer_given(stage.content.forms[FORM_HELP], stage.visit, 2, &answer));
    stage_press(&stage, "form.next");
    assert_non_null(stage_node(&stage, "form.field"));
}

static void the_check_screen_says_number_and_day_as_one_reads_them(void **state)
{
    (void)state;
    begin("ar");
    go_on(1);
    stage_digits(&stage, "42");
    go_on(1);
    stage_digits(&stage, "24122026");
    go_on(3);
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
    assert_string_equal(stage_node(&stage, "check.line.people")->label, "٤٢");
    assert_string_equal(stage_node(&stage, "check.line.since")->label, "٢٤ ديسمبر ٢٠٢٦");
    stage_press(&stage, "check.take_out.people");
    assert_string_equal(stage_node(&stage, "check.line.since")->label, "٢٤ ديسمبر ٢٠٢٦");
}

static void a_choice_shows_the_packs_own_picture(void **state)
{
    (void)state;
    begin("en");
    assert_true(stage.media_asked > 0);
    stage.no_media = true;
    ui_content(stage.ui, &stage.content);
    begin("en");
    stage_press(&stage, "form.choice.sea"); /* kept, or without it: it can be chosen */
    assert_true(stage_node(&stage, "form.choice.sea")->chosen);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, stage_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(words_come_from_the_pack_then_from_the_image),
        EACH(a_word_that_is_in_no_language_of_the_visitor_is_said_to_be_in_another),
        EACH(a_number_is_typed_and_what_is_odd_about_it_is_told_and_never_in_the_way),
        EACH(a_day_is_typed_part_by_part),
        EACH(a_day_that_does_not_exist_is_told_and_does_not_leave),
        EACH(the_check_screen_says_number_and_day_as_one_reads_them),
        EACH(a_choice_shows_the_packs_own_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
