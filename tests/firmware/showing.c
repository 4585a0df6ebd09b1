/* Which release is shown: what is believed of content/, what of shown/, and what a crash or a cut leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/watcher.h"

static void nothing_there_is_no_fault_and_no_release(void **state)
{
    struct watcher *s = *state;
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_false(s->showing.refusal.any);
}

static void what_was_signed_is_taken_once(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_string_equal(s->showing.release->place->code, "demo-1");
    assert_int_equal(watcher_look(s), SHOWING_SAME);
    assert_false(s->showing.refusal.any);
}

static void a_file_with_one_byte_changed_is_refused(void **state)
{
    struct watcher *s = *state;
    static const char *const files[] = {"timestamp.json", "snapshot.json", "targets.json", "recipients.json",
        "places.json", "hotlines.json", "packs-harbour.json", "recipients/network.json", "places/places.json",
        "hotlines/harbour.json"};
    station_pack(&s->station, "a picture", 9);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        station_empty(s->station.content);
        station_release(&s->station, "current");
        station_spoil(&s->station, files[i]);
        watcher_restart(s, true);
        if (watcher_look(s) != SHOWING_NONE || !s->showing.refusal.any)
            fail_msg("%s", files[i]);
    }
}

static void a_bad_one_falls_back_to_the_previous(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "previous");
    release_maker_role(s->station.release, "recipients")->changed = true;
    station_release(&s->station, "current");
    station_spoil(&s->station, "recipients.json");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_true(s->showing.refusal.any);
    assert_non_null(strstr(s->showing.refusal.why, "current: "));
}

static void a_pack_that_cannot_be_read_takes_no_number_away_when_there_is_nothing_else(void **state)
{
    struct watcher *s = *state;
    struct release *release = NULL;
    station_pack(&s->station, "a picture", 9);
    station_release(&s->station, "current");
    station_spoil(&s->station, "packs/harbour/port/lang/en.json");
    assert_int_equal(showing_look(&s->showing, &release), SHOWING_NEW);
    assert_int_equal(showing_took(&s->showing, release), BASE_OK);
    assert_true(s->showing.refusal.any);
    assert_true(release->hotlines->count > 0);
    assert_int_equal(release->pack_count, 0);
    watcher_restart(s, false);
    assert_true(s->showing.release->hotlines->count > 0);
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_true(release_maker_content(s->station.release, s->station.content, "current"));
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_int_equal(s->showing.release->pack_count, 1);
    station_empty(s->station.content);
    watcher_restart(s, false);
    assert_int_equal(s->showing.release->pack_count, 1);
}

static void a_missing_file_is_refused_by_its_name(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "current");
    station_remove(&s->station, "recipients/network.json");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_non_null(strstr(s->showing.refusal.why, "recipients/network.json"));
}

static void two_bad_ones_leave_nothing_and_say_the_first_reason(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "previous");
    station_spoil(&s->station, "places/places.json");
    station_release(&s->station, "current");
    station_spoil(&s->station, "recipients.json");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_non_null(strstr(s->showing.refusal.why, "current: "));
}

static void the_one_in_use_stays_when_a_bad_one_arrives(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    station_release(&s->station, "previous");
    s->station.maker.name = "another";
    station_release(&s->station, "current");
    station_spoil(&s->station, "recipients/network.json");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_non_null(s->showing.release);
    assert_true(s->showing.refusal.any);
}

static void an_older_release_brings_no_old_keys_back(void **state)
{
    struct watcher *s = *state;
    station_release(&s->station, "previous");
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    station_point(&s->station, "previous", "current");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_true(s->showing.refusal.any);
    watcher_restart(s, false); /* shown/ remembers it too */
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_true(s->showing.refusal.any);
}

static void one_that_nobody_of_ours_signed_is_refused(void **state)
{
    struct watcher *s = *state;
    static const char *const roles[] = {"targets", "snapshot", "timestamp", "recipients", "hotlines"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        struct maker_role *role = release_maker_role(s->station.release, roles[i]);
        role->stranger = role->changed = true;
        station_release(&s->station, "current");
        assert_int_equal(watcher_look(s), SHOWING_NONE);
        role->stranger = false;
        role->changed = true;
    }
    struct maker_role *two = release_maker_role(s->station.release, "recipients");
    two->signatures = 1;
    two->changed = true;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    two->signatures = -1;
    two->changed = true;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
}

static void a_release_without_this_place_is_refused_by_name(void **state)
{
    struct watcher *s = *state;
    s->station.maker.places[0].code = "elsewhere";
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_non_null(strstr(s->showing.refusal.why, "places/places.json"));
}

static void a_place_whose_languages_this_machine_does_not_have_is_refused(void **state)
{
    struct watcher *s = *state;
    s->station.maker.places[0].languages[0] = "tlh";
    s->station.maker.places[0].languages[1] = NULL;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_non_null(strstr(s->showing.refusal.why, "languages"));
}

static void what_is_drawn_and_refused_is_noted(void **state)
{
    struct watcher *s = *state;
    char text[512], name[66];
    station_release(&s->station, "previous");
    release_maker_name(s->station.release, name);
    release_maker_role(s->station.release, "recipients")->changed = true;
    station_release(&s->station, "current");
    station_spoil(&s->station, "recipients.json");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_int_equal(showing_note_refusal(&s->showing), BASE_OK);
    station_read(s->station.shown, "drawn", text, sizeof text);
    assert_string_equal(text, strcat(name, "\n"));
    station_read(s->station.shown, "refused", text, sizeof text);
    assert_int_equal(text[64], ' ');
    station_read(s->station.shown, "trying", text, sizeof text);
    assert_string_equal(text, "");
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_int_equal(showing_note_refusal(&s->showing), BASE_OK);
    station_read(s->station.shown, "refused", text, sizeof text);
    assert_string_equal(text, "");
}

static void what_was_drawn_needs_no_agent_any_more(void **state)
{
    struct watcher *s = *state;
    station_pack(&s->station, "a picture", 9);
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_true(watcher_picture(s));
    station_empty(s->station.content);
    watcher_restart(s, false);
    assert_non_null(s->showing.release);
    assert_int_equal(s->showing.release->hotlines->count, 2);
    assert_int_equal(s->showing.release->pack_count, 1);
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_false(watcher_picture(s)); /* media stay with the agent, and a page goes on without */
    station_release(&s->station, "current");
    assert_true(watcher_picture(s));
}

static void a_picture_with_other_bytes_is_not_given(void **state)
{
    struct watcher *s = *state;
    station_pack(&s->station, "a picture", 9);
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    assert_true(watcher_picture(s));
    station_spoil(&s->station, STATION_PICTURE);
    assert_false(watcher_picture(s));
    station_remove(&s->station, STATION_PICTURE);
    assert_false(watcher_picture(s));
}

static void one_that_ended_the_program_is_refused_at_the_next_start(void **state)
{
    struct watcher *s = *state;
    char text[512];
    struct release *release = NULL;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    uint8_t before[TRUST_HASH];
    memcpy(before, s->showing.release->id, sizeof before);
    station_release(&s->station, "current");
    assert_int_equal(showing_look(&s->showing, &release), SHOWING_NEW);
    station_read(s->station.shown, "trying", text, sizeof text);
    assert_int_equal(strlen(text), 65);
    release_free(release); /* the program ends here */
    for (int starts = 0; starts < 2; starts++) {
        watcher_restart(s, false);
        assert_memory_equal(s->showing.release->id, before, sizeof before);
        assert_int_equal(watcher_look(s), SHOWING_NONE);
        assert_string_equal(s->showing.refusal.why, SHOWING_UNDRAWABLE);
        assert_int_equal(showing_note_refusal(&s->showing), BASE_OK);
        station_read(s->station.shown, "refused", text, sizeof text);
        assert_non_null(strstr(text, SHOWING_UNDRAWABLE));
        station_read(s->station.shown, "trying", text, sizeof text);
        assert_string_equal(text, "");
    }
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
}

static void one_that_could_not_be_drawn_is_not_tried_again(void **state)
{
    struct watcher *s = *state;
    struct release *release = NULL;
    station_release(&s->station, "current");
    assert_int_equal(showing_look(&s->showing, &release), SHOWING_NEW);
    assert_int_equal(showing_could_not(&s->showing, release), BASE_OK);
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    watcher_restart(s, false);
    assert_null(s->showing.release);
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_string_equal(s->showing.refusal.why, SHOWING_UNDRAWABLE);
}

static void power_that_fails_while_it_starts_costs_no_numbers(void **state)
{
    struct watcher *s = *state;
    struct release *release = NULL;
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    station_empty(s->station.content);
    for (int starts = 0; starts < SHOWING_TRIES; starts++) {
        watcher_end(s);
        showing_begin(&s->showing, &s->ground);
        assert_true(showing_recall(&s->showing, &release));
        release_free(release);
    }
    watcher_end(s);
    showing_begin(&s->showing, &s->ground);
    assert_false(showing_recall(&s->showing, &release));
    assert_int_equal(watcher_look(s), SHOWING_NONE);
    assert_string_equal(s->showing.refusal.why, SHOWING_UNDRAWABLE);
}

static void a_note_that_is_not_ours_is_no_note(void **state)
{
    struct watcher *s = *state;
    static const char *const bad[] = {"", "\n", "x\n", "0123\n", "-5\n", "12 13\n", "99999999999999999999\n",
        "0000000000000000000000000000000000000000000000000000000000000000"};
    static const char *const names[] = {"trying", "refused", "clock-floor", "drawn", "held"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            station_write(s->station.shown, names[k], bad[i], strlen(bad[i]));
        watcher_restart(s, false);
        assert_null(s->showing.release);
        assert_false(s->showing.undrawable.any);
        assert_int_equal(s->showing.floor_s, s->ground.image_s);
    }
}

#define T(test) cmocka_unit_test_setup_teardown(test, watcher_begin, watcher_stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(nothing_there_is_no_fault_and_no_release),
        T(what_was_signed_is_taken_once),
        T(a_file_with_one_byte_changed_is_refused),
        T(a_bad_one_falls_back_to_the_previous),
        T(a_pack_that_cannot_be_read_takes_no_number_away_when_there_is_nothing_else),
        T(a_missing_file_is_refused_by_its_name),
        T(two_bad_ones_leave_nothing_and_say_the_first_reason),
        T(the_one_in_use_stays_when_a_bad_one_arrives),
        T(an_older_release_brings_no_old_keys_back),
        T(one_that_nobody_of_ours_signed_is_refused),
        T(a_release_without_this_place_is_refused_by_name),
        T(a_place_whose_languages_this_machine_does_not_have_is_refused),
        T(what_is_drawn_and_refused_is_noted),
        T(what_was_drawn_needs_no_agent_any_more),
        T(a_picture_with_other_bytes_is_not_given),
        T(one_that_ended_the_program_is_refused_at_the_next_start),
        T(one_that_could_not_be_drawn_is_not_tried_again),
        T(power_that_fails_while_it_starts_costs_no_numbers),
        T(a_note_that_is_not_ours_is_no_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
