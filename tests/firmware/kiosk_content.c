/* A whole kiosk and the network file: what it shows without one, with a spoilt one, and when a new one comes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "firmware/hand.h"

static void without_a_network_there_is_a_calm_screen_until_one_arrives(void **state)
{
    struct hand *hand = *state;
    hand_start(hand);
    hand_press(hand, "attract.en");
    assert_true(hand_sees(hand, "attract.en"));
    assert_false(hand_sees(hand, "language.en"));
    station_network(&hand->station, "current");
    assert_true(kiosk_turn(hand->kiosk, 5000));
    hand_settle(hand);
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
}

static void spoil_current(struct hand *hand)
{
    char folder[128];
    snprintf(folder, sizeof folder, "%s/current", hand->station.content);
    mkdir(folder, 0750);
    station_write(folder, "network.json", "{\"v\":1}", 7);
}

static void a_spoilt_network_falls_back_to_the_previous_one_and_says_so(void **state)
{
    struct hand *hand = *state;
    char text[512];
    station_network(&hand->station, "previous");
    spoil_current(hand);
    hand_start(hand);
    hand_press(hand, "attract");
    assert_true(hand_sees(hand, "language.en"));
    station_read(hand->station.shown, "drawn", text, sizeof text);
    assert_int_equal(strlen(text), 65);
    station_read(hand->station.shown, "refused", text, sizeof text);
    assert_non_null(strstr(text, "current/network.json"));
}

static void a_new_network_waits_for_the_end_of_the_visit(void **state)
{
    struct hand *hand = *state;
    char before[80], during[80], after[80];
    station_read(hand->station.shown, "drawn", before, sizeof before);
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand->station.maker.signed_at++;
    station_network(&hand->station, "current");
    hand_later(hand, 500);
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

static void content_is_taken_from_a_folder_that_was_replaced_whole(void **state)
{
    struct hand *hand = *state;
    char before[80], after[80], from[160], to[160];
    for (int round = 0; round < 3; round++) {
        station_read(hand->station.shown, "drawn", before, sizeof before);
        hand->station.maker.signed_at++;
        station_network(&hand->station, "next");
        snprintf(from, sizeof from, "%s/current", hand->station.content);
        snprintf(to, sizeof to, "%s/previous-%d", hand->station.content, round);
        assert_int_equal(rename(from, to), 0);
        snprintf(to, sizeof to, "%s/next", hand->station.content);
        assert_int_equal(rename(to, from), 0);
        assert_true(kiosk_turn(hand->kiosk, 5000));
        hand_settle(hand);
        station_read(hand->station.shown, "drawn", after, sizeof after);
        assert_string_not_equal(before, after);
    }
}

#define T(test) cmocka_unit_test_setup_teardown(test, hand_begin, hand_end)
#define P(test) cmocka_unit_test_setup_teardown(test, hand_prepare, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        P(without_a_network_there_is_a_calm_screen_until_one_arrives),
        P(a_spoilt_network_falls_back_to_the_previous_one_and_says_so),
        T(a_new_network_waits_for_the_end_of_the_visit),
        T(content_is_taken_from_a_folder_that_was_replaced_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
