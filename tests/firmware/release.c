#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/release.h"
#include "firmware/station.h"

struct setup {
    struct station station;
    struct disk content, shown;
    struct release release;
    struct release_refusal refusal;
};

static int start(void **state)
{
    struct setup *s = calloc(1, sizeof *s);
    station_init(&s->station);
    assert_int_equal(disk_open(s->station.content, &s->content), BASE_OK);
    assert_int_equal(disk_open(s->station.shown, &s->shown), BASE_OK);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    release_clear(&s->release);
    disk_close(&s->content);
    disk_close(&s->shown);
    station_clear(&s->station);
    free(s);
    return 0;
}

static enum release_found find(struct setup *s, const char *place)
{
    struct release release = {0};
    enum release_found found = release_find(
        &s->content, s->station.keys.root.public_key, place, &s->release, &release, &s->refusal);
    if (found == RELEASE_TAKEN) {
        release_clear(&s->release);
        s->release = release;
    }
    return found;
}

static void spoil(struct setup *s, const char *which)
{
    char folder[128], text[NETWORK_BYTES / 64];
    snprintf(folder, sizeof folder, "%s/%s", s->station.content, which);
    station_read(folder, "network.json", text, sizeof text);
    char *at = strstr(text, "\"tick_s\":");
    assert_non_null(at);
    at[9] = at[9] == '9' ? '8' : '9';
    station_write(folder, "network.json", text, strlen(text));
}

static void nothing_there_is_no_fault_and_no_release(void **state)
{
    struct setup *s = *state;
    assert_int_equal(find(s, "demo-1"), RELEASE_NONE);
    assert_false(s->refusal.any);
}

static void what_the_root_signed_is_taken_once(void **state)
{
    struct setup *s = *state;
    station_network(&s->station, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_TAKEN);
    assert_string_equal(s->release.place->code, "demo-1");
    assert_int_equal(find(s, "demo-1"), RELEASE_SAME);
    assert_false(s->refusal.any);
}

static void one_changed_byte_is_refused_and_the_previous_one_is_taken(void **state)
{
    struct setup *s = *state;
    station_network(&s->station, "previous");
    station_network(&s->station, "current");
    spoil(s, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_TAKEN);
    assert_true(s->refusal.any);
    assert_non_null(strstr(s->refusal.why, "current/network.json"));
}

static void two_bad_ones_leave_nothing_and_say_the_first_reason(void **state)
{
    struct setup *s = *state;
    station_network(&s->station, "previous");
    station_network(&s->station, "current");
    spoil(s, "current");
    spoil(s, "previous");
    assert_int_equal(find(s, "demo-1"), RELEASE_NONE);
    assert_non_null(strstr(s->refusal.why, "current/network.json"));
}

static void the_one_in_use_stays_when_a_bad_one_arrives(void **state)
{
    struct setup *s = *state;
    station_network(&s->station, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_TAKEN);
    station_network(&s->station, "previous");
    spoil(s, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_NONE);
    assert_non_null(s->release.network);
    assert_true(s->refusal.any);
}

static void one_signed_earlier_does_not_bring_old_keys_back(void **state)
{
    struct setup *s = *state;
    station_network(&s->station, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_TAKEN);
    s->station.maker.signed_at -= 60;
    station_network(&s->station, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_NONE);
    assert_non_null(strstr(s->refusal.why, "before"));
    s->station.maker.signed_at += 120;
    station_network(&s->station, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_TAKEN);
}

static void a_network_without_this_place_is_refused_by_name(void **state)
{
    struct setup *s = *state;
    station_network(&s->station, "current");
    assert_int_equal(find(s, "elsewhere"), RELEASE_NONE);
    assert_non_null(strstr(s->refusal.why, "elsewhere"));
}

static void what_is_drawn_and_refused_is_noted(void **state)
{
    struct setup *s = *state;
    char text[512];
    station_network(&s->station, "previous");
    station_network(&s->station, "current");
    spoil(s, "current");
    assert_int_equal(find(s, "demo-1"), RELEASE_TAKEN);
    assert_int_equal(release_note(&s->shown, &s->release, &s->refusal), BASE_OK);
    station_read(s->station.shown, "drawn", text, sizeof text);
    assert_int_equal(strlen(text), 65);
    station_read(s->station.shown, "refused", text, sizeof text);
    assert_int_equal(text[64], ' ');
    station_network(&s->station, "current");
    find(s, "demo-1");
    assert_int_equal(release_note(&s->shown, &s->release, &s->refusal), BASE_OK);
    station_read(s->station.shown, "refused", text, sizeof text);
    assert_string_equal(text, "");
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(nothing_there_is_no_fault_and_no_release),
        T(what_the_root_signed_is_taken_once),
        T(one_changed_byte_is_refused_and_the_previous_one_is_taken),
        T(two_bad_ones_leave_nothing_and_say_the_first_reason),
        T(the_one_in_use_stays_when_a_bad_one_arrives),
        T(one_signed_earlier_does_not_bring_old_keys_back),
        T(a_network_without_this_place_is_refused_by_name),
        T(what_is_drawn_and_refused_is_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
