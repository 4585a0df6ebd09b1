/* Numbers that help now: which stand first, and what is said of each. */
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

static struct hotline *hotline(const char *id)
{
    for (size_t i = 0; i < stage.hotlines.count; i++)
        if (strcmp(stage.hotlines.in[i].id, id) == 0)
            return &stage.hotlines.in[i];
    fail_msg("no %s", id);
    return NULL;
}

static void hours(const char *id, const char *text)
{
    struct hotline *of = hotline(id);
    free(of->opening_hours);
    of->opening_hours = strdup(text);
    ui_content(stage.ui, &stage.content);
}

static void the_emergency_number_stands_first_then_what_answers_now(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    assert_string_equal(stage_node(&stage, "number.emergency")->label, "112");
    assert_string_equal(stage_order(&stage, "help.number."), "light child far evening old");
}

static void who_speaks_the_visitors_language_comes_before_others_that_are_open(void **state)
{
    (void)state;
    hours("light", "24/7");
    static char fr[] = "fr";
    char *before = hotline("light")->languages[0];
    hotline("light")->languages[0] = fr; /* Arabic, Romanian and Ukrainian stay */
    stage_help(&stage, "ar");
    assert_string_equal(stage_order(&stage, "help.number."), "light child far evening old");
    stage_help(&stage, "en");
    assert_string_equal(stage_order(&stage, "help.number."), "child far light evening old");
    hotline("light")->languages[0] = before;
}

static void numbers_of_other_places_and_those_withdrawn_are_not_there(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    assert_null(strstr(stage_order(&stage, "help.number."), "elsewhere"));
    hotlines_withdraw(&stage.hotlines, "harbour", "light");
    ui_content(stage.ui, &stage.content);
    stage_help(&stage, "en");
    assert_string_equal(stage_order(&stage, "help.number."), "child far evening old");
}

static void what_was_not_checked_for_ninety_days_comes_last_and_says_so(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.checked.old"), "Not checked since 1 June");
    assert_string_equal(stage_label(&stage, "help.checked.light"), "Checked on 20 November");
    snprintf(stage.facts.today, sizeof(stage.facts.today), "2027-02-18"); /* ninety days later, and one */
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.checked.light"), "Checked on 20 November");
    snprintf(stage.facts.today, sizeof(stage.facts.today), "2027-02-19");
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.checked.light"), "Not checked since 20 November");
}

static void hours_are_said_as_one_needs_them(void **state)
{
    (void)state;
    stage_help(&stage, "en"); /* Tuesday 24 November, 14:32 */
    assert_string_equal(stage_label(&stage, "help.state.light"), "Open now, closes in 28 minutes");
    assert_string_equal(stage_label(&stage, "help.state.child"), "Open now, day and night");
    assert_string_equal(stage_label(&stage, "help.state.evening"), "Closed now, opens at 18:00");
    static const char *const cases[][2] = {{"Mo-Fr 08:00-20:00", "Open now, until 20:00"},
        {"Tu 08:00-14:33", "Open now, closes in 1 minute"},
        {"Mo-Fr 08:00-12:00", "Closed now, opens tomorrow at 08:00"},
        {"Mo 09:30-12:00", "Closed now, opens on Monday at 09:30"},
        {"Dec 05 10:00-12:00", "Closed now, opens on 5 December at 10:00"},
        {"Jan 05 10:00-12:00", "Closed now"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        hours("light", cases[i][0]);
        stage_help(&stage, "en");
        assert_string_equal(stage_label(&stage, "help.state.light"), cases[i][1]);
    }
}

static void hours_of_another_country_are_told_by_the_clock_of_this_one(void **state)
{
    (void)state;
    stage_help(&stage, "en"); /* 14:32 here is 9:32 in New York, which closes at 17 there */
    assert_string_equal(stage_label(&stage, "help.state.far"), "Open now, until 22:00");
    stage.facts.minute_of_day = 13 * 60;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.state.far"), "Closed now, opens at 14:00");
}

static void on_a_holiday_of_the_place_its_hours_hold(void **state)
{
    static char day[] = "2026-11-24";
    char *days[] = {day};
    (void)state;
    hours("light", "Mo-Fr 08:00-15:00; PH off");
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.state.light"), "Open now, closes in 28 minutes");
    stage.place.holidays = days;
    stage.place.holiday_count = 1;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.state.light"), "Closed now, opens tomorrow at 08:00");
    stage.place.holidays = NULL;
    stage.place.holiday_count = 0;
}

static void without_a_believed_clock_no_hours_are_claimed(void **state)
{
    (void)state;
    stage.facts.minute_of_day = -1;
    stage.facts.today[0] = 0;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.state.light"), "Opening hours are not known right now");
    assert_string_equal(stage_label(&stage, "help.state.child"), "Open now, day and night");
    assert_string_equal(
        stage_label(&stage, "help.checked.old"), "Checked on 1 June"); /* how long ago is not known */
    assert_string_equal(stage_order(&stage, "help.number."), "old child evening light far");
}

static void only_what_is_known_is_said(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.free.light"), "Free, with a foreign SIM card too");
    assert_string_equal(stage_label(&stage, "help.recorded.light"), "Calls are not recorded");
    assert_string_equal(stage_label(&stage, "help.bill.light"), "The call is not on the phone bill");
    assert_string_equal(
        stage_label(&stage, "help.speaks.light"), "They speak English, العربية, română, Українська");
    assert_string_equal(stage_label(&stage, "help.recorded.evening"), "Calls are recorded");
    assert_string_equal(stage_label(&stage, "help.bill.evening"), "The call can be seen on the phone bill");
    stage_page_to(&stage, "help.number.far");
    assert_false(stage_has(&stage, "help.free.far"));
    assert_false(stage_has(&stage, "help.recorded.far"));
    assert_false(stage_has(&stage, "help.bill.far"));
    assert_false(stage_has(&stage, "help.children.far"));
}

static void a_number_is_drawn_from_left_to_right_and_whole_in_arabic_too(void **state)
{
    char message[256] = "", visual[512];
    (void)state;
    for (int size = 0; size < TEXT_SIZES; size++) {
        stage_help(&stage, "ar");
        stage.visit->text_size = size;
        stage_wait(&stage, 100);
        assert_string_equal(stage_label(&stage, "help.number.light"), "+44 207 946 0018");
        struct box box = stage_node(&stage, "help.number.light")->box;
        assert_true(
            box.h < px_y(&stage.panel, text_size_mm((enum text_size)size) * 2.1 * 2.2)); /* one line */
    }
    struct text *text = text_new(STAGE_SHARE "fonts.list", &stage.panel, message);
    assert_non_null(text);
    const char *words = stage_label(&stage, "help.text.light");
    struct text_style style = {.language = "ar", .cap_mm = 4.8};
    const struct paragraph *paragraph = text_layout(text, &style, words, strlen(words), 600);
    paragraph_visual(paragraph, paragraph_lines(paragraph) - 1, visual, sizeof(visual));
    assert_non_null(strstr(visual, "+44 207 946 0019"));
    text_free(text);
}

static void short_numbers_stay_as_they_are_dialled(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "help.number.child"), "116 111");
    static const char *const cases[][2] = {{"0800", "0800"}, {"+15550100123", "+1 555 010 0123"},
        {"+35312345678", "+353 1234 5678"}, {"0800 111 333", "0800 111 333"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        free(hotline("light")->number);
        hotline("light")->number = strdup(cases[i][0]);
        stage_help(&stage, "en");
        assert_string_equal(stage_label(&stage, "help.number.light"), cases[i][1]);
    }
}

static void where_no_number_is_known_the_emergency_number_still_stands(void **state)
{
    (void)state;
    stage.content.hotlines = NULL;
    ui_content(stage.ui, &stage.content);
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "number.emergency"), "112");
    assert_non_null(stage_node(&stage, "help.none"));
}

static void the_emergency_number_of_the_hotlines_stands_where_the_place_names_none(void **state)
{
    static char none[] = "", other[] = "911";
    (void)state;
    stage.place.emergency_number = none;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "number.emergency"), "112");
    assert_null(strstr(stage_order(&stage, "help.number."), "emergency"));
    /* another one than the place's has a card of its own, before all others */
    stage.place.emergency_number = other;
    stage_help(&stage, "en");
    assert_string_equal(stage_label(&stage, "number.emergency"), "911");
    assert_string_equal(stage_order(&stage, "help.number."), "emergency light child far evening old");
}

static void it_says_when_the_machine_last_looked_for_new_numbers(void **state)
{
    (void)state;
    stage.facts.checked_ago_s = 3 * 86400;
    stage_help(&stage, "en");
    assert_string_equal(
        stage_label(&stage, "help.checked"), "This machine last looked for new numbers 3 days ago.");
    stage.facts.checked_ago_s = -1;
    stage_help(&stage, "en");
    (void)stage_order(&stage, "help.number.");
    assert_false(stage_has(&stage, "help.checked"));
}

static void from_the_numbers_one_can_go_on_to_tell_someone(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    stage_press(&stage, "help.tell");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_HELP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(the_emergency_number_stands_first_then_what_answers_now, &stage),
        STAGE_TEST(who_speaks_the_visitors_language_comes_before_others_that_are_open, &stage),
        STAGE_TEST(numbers_of_other_places_and_those_withdrawn_are_not_there, &stage),
        STAGE_TEST(what_was_not_checked_for_ninety_days_comes_last_and_says_so, &stage),
        STAGE_TEST(hours_are_said_as_one_needs_them, &stage),
        STAGE_TEST(hours_of_another_country_are_told_by_the_clock_of_this_one, &stage),
        STAGE_TEST(on_a_holiday_of_the_place_its_hours_hold, &stage),
        STAGE_TEST(without_a_believed_clock_no_hours_are_claimed, &stage),
        STAGE_TEST(only_what_is_known_is_said, &stage),
        STAGE_TEST(a_number_is_drawn_from_left_to_right_and_whole_in_arabic_too, &stage),
        STAGE_TEST(short_numbers_stay_as_they_are_dialled, &stage),
        STAGE_TEST(where_no_number_is_known_the_emergency_number_still_stands, &stage),
        STAGE_TEST(the_emergency_number_of_the_hotlines_stands_where_the_place_names_none, &stage),
        STAGE_TEST(it_says_when_the_machine_last_looked_for_new_numbers, &stage),
        STAGE_TEST(from_the_numbers_one_can_go_on_to_tell_someone, &stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
