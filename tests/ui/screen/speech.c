/* What a page says: its own words in their order, numbers digit by digit, nothing that a person typed,
 * nothing without a clip; and when it stops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/screen/stage.h"

#define TYPED "they took it"

static struct stage stage;

/* Every text has a clip, but those put together of words and digits. */
static bool has_words(void *self, const char *language, const char *text)
{
    (void)self, (void)language;
    size_t digits = 0;
    for (const char *p = text; *p; p++)
        digits += isdigit((unsigned char)*p) != 0;
    return digits == 0 || (digits == strlen(text) && digits <= 2);
}

static bool has_all(void *self, const char *language, const char *text)
{
    (void)self, (void)language, (void)text;
    return true;
}

static bool has_none(void *self, const char *language, const char *text)
{
    (void)self, (void)language, (void)text;
    return false;
}

static int set_up(void **state)
{
    *state = &stage;
    stage_set_up(&stage, &panel_portrait);
    stage.content.voice.has = has_words;
    return 0;
}

static bool said(const char *text)
{
    for (size_t i = 0; i < stage.result.say_count; i++)
        if (strcmp(stage.result.say[i].text, text) == 0)
            return true;
    return false;
}

/* Presses and lets go at one moment: the result of the release stays to be looked at. */
static void touch(const char *id)
{
    stage_wait(&stage, 500);
    stage_down(&stage, id, 1);
    stage_up(&stage, id, 1);
}

static void the_page_is_read_from_its_heading_on(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    touch("bar.listen");
    assert_int_equal(stage.result.sound, SOUND_SAY);
    assert_true(stage.result.say_count > 3);
    assert_true(stage.result.say[0].begins);
    assert_string_equal(stage.result.say[0].language, "en");
    assert_true(said(stage_node(&stage, "home.help")->label));
    assert_false(said(stage_node(&stage, "leave")->label));
    assert_false(said(stage_node(&stage, "bar.back")->label));
}

static void where_nothing_can_be_said_nothing_is_offered(void **state)
{
    (void)state;
    stage.content.voice.has = has_none;
    stage_home(&stage, "en");
    assert_false(stage_has(&stage, "bar.listen"));
    stage.content.voice.has = NULL;
    stage_wait(&stage, 100);
    assert_false(stage_has(&stage, "bar.listen"));
}

static void any_press_stops_it(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.facts.speaking = true;
    stage_wait(&stage, 100);
    stage_down(&stage, "home.help", 1);
    assert_int_equal(stage.result.sound, SOUND_STOP);
    stage.facts.speaking = true;
    stage_key(&stage, KEY_DOWN);
    stage.facts.speaking = false;
    stage_up(&stage, "home.help", 1);
    assert_int_not_equal(stage.result.sound, SOUND_SAY);
}

static void listen_stops_and_goes_on_and_then_repeats(void **state)
{
    (void)state;
    char first[200], third[200];
    stage_home(&stage, "en");
    touch("bar.listen");
    size_t count = stage.result.say_count, third_at = 0;
    for (size_t begins = 0; third_at < count && begins < 3; third_at++)
        begins += stage.result.say[third_at].begins;
    third_at--;
    snprintf(first, sizeof first, "%s", stage.result.say[0].text);
    snprintf(third, sizeof third, "%s", stage.result.say[third_at].text);
    stage.facts.speaking = true;
    stage.facts.said = third_at;
    stage_wait(&stage, 500);
    assert_string_equal(stage_node(&stage, "bar.listen")->label, "Pause");
    stage_down(&stage, "bar.listen", 1);
    assert_int_equal(stage.result.sound, SOUND_STOP);
    stage.facts.speaking = false;
    stage_up(&stage, "bar.listen", 1);
    assert_int_not_equal(stage.result.sound, SOUND_SAY);
    touch("bar.listen"); /* goes on */
    assert_int_equal(stage.result.sound, SOUND_SAY);
    assert_string_equal(stage.result.say[0].text, third);
    assert_int_equal(stage.result.say_count, count - third_at);
    touch("bar.listen"); /* it was read to its end: once more, all of it */
    assert_string_equal(stage.result.say[0].text, first);
    assert_int_equal(stage.result.say_count, count);
}

static void a_telephone_number_is_said_digit_by_digit(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.help");
    touch("bar.listen");
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < stage.result.say_count; i++) {
        const char *text = stage.result.say[i].text;
        bool digit = strlen(text) == 1 && isdigit((unsigned char)text[0]);
        run = digit ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    assert_true(longest >= 3);
}

/* "\1harbour/port/..." too: it has been read out as a whole. */
static void a_topic_that_somebody_read_out_is_heard_from_that_recording(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage.visit->topic_pack = stage.visit->topic = 0;
    stage.visit->screen = SCREEN_TOPIC;
    touch("bar.listen");
    assert_int_equal(stage.result.sound, SOUND_SAY);
    assert_int_equal(stage.result.say_count, 1);
    assert_int_equal(stage.result.say[0].text[0], 1);
    assert_non_null(strstr(stage.result.say[0].text, stage.pack->topics[0].slug));
}

static void what_was_typed_is_never_said(void **state)
{
    (void)state;
    stage.content.voice.has = has_all;
    stage_check(&stage);
    snprintf(stage.visit->typed, sizeof stage.visit->typed, "%s", TYPED);
    touch("bar.listen");
    assert_true(stage.result.say_count > 0);
    for (size_t i = 0; i < stage.result.say_count; i++)
        assert_null(strstr(stage.result.say[i].text, TYPED));
    stage.visit->screen = SCREEN_FORM;
    touch("bar.listen");
    for (size_t i = 0; i < stage.result.say_count; i++)
        assert_null(strstr(stage.result.say[i].text, TYPED));
}

static void the_digits_of_a_receipt_are_never_said(void **state)
{
    (void)state;
    stage.content.voice.has = has_all;
    stage_check(&stage);
    stage_sealed(&stage);
    stage.visit->screen = SCREEN_RECEIPT;
    touch("bar.listen");
    for (size_t i = 0; i < stage.result.say_count; i++)
        assert_true(strspn(stage.result.say[i].text, "0123456789 ") < 4);
}

static void listening_counts_as_being_there_but_not_for_ever(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    touch("bar.listen");
    stage.facts.speaking = true;
    stage_run(&stage, 120000);
    assert_false(stage_has(&stage, "still.here"));
    stage_run(&stage, 650000); /* a device that never plays to the end */
    assert_int_equal(stage.visit->screen, SCREEN_ATTRACT);
}

static void leaving_stops_it(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    touch("bar.listen");
    stage.facts.speaking = true;
    stage_down(&stage, "leave", 1);
    assert_int_equal(stage.result.sound, SOUND_STOP);
}

static void a_language_says_its_own_name(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "bar.language");
    stage_wait(&stage, 500);
    stage_down(&stage, "language.ar", 1);
    assert_int_equal(stage.result.sound, SOUND_SAY);
    assert_int_equal(stage.result.say_count, 1);
    assert_string_equal(stage.result.say[0].language, "ar");
    assert_string_equal(stage.result.say[0].text, "العربية");
    stage_up(&stage, "language.ar", 1);
    assert_int_equal(stage.result.sound, SOUND_KEEP);
}

static void speed_and_loudness_are_set_and_reset(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "bar.language");
    stage_page_to(&stage, "language.voice");
    stage_press(&stage, "language.voice");
    assert_int_equal(stage.visit->screen, SCREEN_VOICE);
    for (int i = 0; i < 5 && stage_node(&stage, "voice.faster")->enabled; i++)
        stage_press(&stage, "voice.faster");
    stage_press(&stage, "voice.quieter");
    assert_int_equal(stage.visit->voice_rate, 3);
    assert_int_equal(stage.visit->voice_gain, -1);
    assert_string_equal(stage_node(&stage, "voice.rate")->label, "Speed 7 of 7");
    touch("voice.hear");
    assert_int_equal(stage.result.sound, SOUND_SAY);
    assert_true(said("Speed"));
    stage_press(&stage, "voice.back");
    assert_int_equal(stage.visit->screen, SCREEN_LANGUAGE);
    stage_press(&stage, "leave");
    assert_int_equal(stage.visit->voice_rate, 0);
    assert_int_equal(stage.visit->voice_gain, 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, stage_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(the_page_is_read_from_its_heading_on),
        EACH(where_nothing_can_be_said_nothing_is_offered),
        EACH(any_press_stops_it),
        EACH(listen_stops_and_goes_on_and_then_repeats),
        EACH(a_telephone_number_is_said_digit_by_digit),
        EACH(a_topic_that_somebody_read_out_is_heard_from_that_recording),
        EACH(what_was_typed_is_never_said),
        EACH(the_digits_of_a_receipt_are_never_said),
        EACH(listening_counts_as_being_there_but_not_for_ever),
        EACH(leaving_stops_it),
        EACH(a_language_says_its_own_name),
        EACH(speed_and_loudness_are_set_and_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
