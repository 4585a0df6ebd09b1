/* A whole kiosk and its release: what it shows without one, with a spoilt one, and when a new one comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/hand.h"

#define DAY_S INT64_C(86400)

static void a_moment(struct hand *hand)
{
    assert_true(kiosk_turn(hand->kiosk, 5000));
    hand_later(hand, 2000);
    hand_settle(hand);
}

static void without_a_release_there_is_a_calm_screen_until_one_arrives(void **state)
{
    struct hand *hand = *state;
    hand_start(hand);
    hand_press(hand, "attract.en");
    assert_true(hand_sees(hand, "attract.en"));
    assert_false(hand_sees(hand, "language.en"));
    station_release(&hand->station, "current");
    a_moment(hand);
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
}

static void a_spoilt_release_falls_back_to_the_previous_one_and_says_so(void **state)
{
    struct hand *hand = *state;
    char text[512];
    station_release(&hand->station, "previous");
    release_maker_role(hand->station.release, "recipients")->changed = true;
    station_release(&hand->station, "current");
    station_spoil(&hand->station, "recipients.json");
    hand_start(hand);
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
    station_read(hand->station.shown, "drawn", text, sizeof text);
    assert_int_equal(strlen(text), 65);
    station_read(hand->station.shown, "refused", text, sizeof text);
    assert_non_null(strstr(text, " current: "));
}

static void a_new_release_waits_for_the_end_of_the_visit(void **state)
{
    struct hand *hand = *state;
    char before[80], during[80], after[80];
    station_read(hand->station.shown, "drawn", before, sizeof before);
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    station_release(&hand->station, "current");
    hand_later(hand, 3000);
    station_read(hand->station.shown, "drawn", during, sizeof during);
    assert_string_equal(before, during);
    hand_press(hand, "leave");
    hand_settle(hand);
    hand_later(hand, 100);
    station_read(hand->station.shown, "drawn", after, sizeof after);
    assert_string_not_equal(before, after);
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
}

static void what_comes_without_pause_is_looked_at_one_by_one(void **state)
{
    struct hand *hand = *state;
    char before[80], after[80];
    for (int round = 0; round < 3; round++) {
        station_read(hand->station.shown, "drawn", before, sizeof before);
        for (int i = 0; i < 4; i++)
            station_release(&hand->station, "current");
        assert_true(kiosk_turn(hand->kiosk, 5000));
        hand_later(hand, 2000);
        station_read(hand->station.shown, "drawn", after, sizeof after);
        assert_string_not_equal(before, after);
    }
}

static void the_new_release_is_sealed_with(void **state)
{
    struct hand *hand = *state;
    struct station_document document = {0};
    struct maker_team *team = &hand->station.maker.teams[0];
    team->keys_version++;
    station_release(&hand->station, "current");
    a_moment(hand);
    hand_fill_form(hand, NULL);
    hand_hold(hand, "check.send", 2300);
    hand_wait(hand, "receipt.show");
    assert_int_equal(station_outbox(&hand->station, &document, 1, NULL), 1);
    assert_int_equal(json_integer_value(json_object_get(document.json, "keys")), team->keys_version);
    station_document_clear(&document);
}

static void a_form_of_the_pack_is_asked_instead_of_the_images(void **state)
{
    struct hand *hand = *state;
    struct station_document document = {0};
    static const char pack[] =
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/port\",\"version\":1,\"owner\":\"harbour\",\"title\":"
        "\"Port\",\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],\"forms\":[\"help\"]}";
    static const char form[] =
        "{\"id\":\"help\",\"version\":9,\"title\":\"Help\",\"questions\":[{\"name\":\"ship\",\"type\":"
        "\"one\","
        "\"label\":\"Are you on a "
        "ship?\",\"why\":\"Why\",\"choices\":[{\"name\":\"yes\",\"label\":\"Yes\"}]}]}";
    station_pack(&hand->station, "x", 1);
    struct release_maker *maker = hand->station.release;
    assert_true(release_maker_put(maker, "packs/harbour/port/pack.json", pack, strlen(pack)));
    assert_true(release_maker_remove(maker, "packs/harbour/port/lang/en.json"));
    assert_true(release_maker_put(maker, "packs/harbour/port/form/help.json", form, strlen(form)));
    station_release(&hand->station, "current");
    a_moment(hand);
    hand_fill_form(hand, NULL);
    hand_hold(hand, "check.send", 2300);
    hand_wait(hand, "receipt.show");
    assert_int_equal(station_outbox(&hand->station, &document, 1, NULL), 1);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(document.json, "form"), "version")), 9);
    assert_string_equal(document_text(document.json, "answers", "ship"), "yes");
    station_document_clear(&document);
}

static void a_start_after_one_that_failed_shows_the_one_before(void **state)
{
    struct hand *hand = *state;
    char drawn[80], name[80], text[512];
    station_read(hand->station.shown, "drawn", drawn, sizeof drawn);
    hand_stop(hand);
    station_release(&hand->station, "current");
    release_maker_name(hand->station.release, name);
    station_write(hand->station.shown, "trying", strcat(name, "\n"), 65);
    hand_start(hand);
    station_read(hand->station.shown, "drawn", text, sizeof text);
    assert_string_equal(text, drawn);
    station_read(hand->station.shown, "refused", text, sizeof text);
    assert_memory_equal(text, name, 64);
    assert_non_null(strstr(text, "could not be drawn"));
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
}

static void a_place_in_languages_of_nobody_here_changes_nothing(void **state)
{
    struct hand *hand = *state;
    hand->station.maker.places[0].languages[0] = "tlh";
    hand->station.maker.places[0].languages[1] = NULL;
    station_release(&hand->station, "current");
    a_moment(hand);
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
}

static void months_offline_it_goes_on_showing_and_takes_no_message(void **state)
{
    struct hand *hand = *state;
    hand->wall_s += 76 * DAY_S;
    hand_stop(hand);
    station_empty(hand->station.content);
    hand_start(hand);
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    assert_true(hand_sees(hand, "home.title"));
    hand_press(hand, "home.tell");
    assert_true(hand_sees(hand, "closed.text"));
    assert_false(hand_sees(hand, "form.begin"));
}

static void a_clock_that_stands_anywhere_takes_neither_numbers_nor_the_way_to_tell(void **state)
{
    struct hand *hand = *state;
    static const int64_t clocks[] = {0, 600, 4070908800, 1795564200 - 40 * DAY_S};
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        hand_stop(hand);
        hand->wall_s = clocks[i];
        station_release(&hand->station, "current");
        hand_start(hand);
        hand_press(hand, "attract");
        hand_press(hand, "language.en");
        assert_true(hand_sees(hand, "number.emergency"));
        hand_press(hand, "home.tell");
        assert_true(hand_sees(hand, "form.begin"));
        hand_press(hand, "leave");
        hand_settle(hand);
    }
}

static void a_clock_of_the_agent_is_not_believed(void **state)
{
    struct hand *hand = *state;
    hand_stop(hand);
    station_write(hand->station.device, "clock-floor", "4070908800\n", 11);
    hand_start(hand);
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.tell");
    assert_true(hand_sees(hand, "form.begin"));
}

#define T(test) cmocka_unit_test_setup_teardown(test, hand_begin, hand_end)
#define P(test) cmocka_unit_test_setup_teardown(test, hand_prepare, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        P(without_a_release_there_is_a_calm_screen_until_one_arrives),
        P(a_spoilt_release_falls_back_to_the_previous_one_and_says_so),
        T(a_new_release_waits_for_the_end_of_the_visit),
        T(what_comes_without_pause_is_looked_at_one_by_one),
        T(the_new_release_is_sealed_with),
        T(a_form_of_the_pack_is_asked_instead_of_the_images),
        T(a_start_after_one_that_failed_shows_the_one_before),
        T(a_place_in_languages_of_nobody_here_changes_nothing),
        T(months_offline_it_goes_on_showing_and_takes_no_message),
        T(a_clock_that_stands_anywhere_takes_neither_numbers_nor_the_way_to_tell),
        T(a_clock_of_the_agent_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
