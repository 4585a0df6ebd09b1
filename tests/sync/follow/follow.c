/* follow/follow.h: what is new comes once and becomes current whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "sync/follow/lane.h"

#define PICTURE "packs/harbour/basics/media/00112233445566778899aabbccddeeff.png"

static int begin(void **state)
{
    struct lane *lane = malloc(sizeof *lane);
    lane_begin(lane);
    *state = lane;
    return 0;
}

static int end(void **state)
{
    lane_end(*state);
    free(*state);
    return 0;
}

static unsigned times(const char *text, const char *word)
{
    unsigned count = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        count++;
    return count;
}

static void an_empty_folder_gets_everything_that_the_place_needs(void **state)
{
    struct lane *lane = *state;
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_non_null(lane->release->network);
    assert_int_equal(lane->release->pack_count, 1);
    assert_int_equal(lane->cost.requests, times(lane->asked, " "));
    struct release *opened = lane_open(lane);
    assert_non_null(opened);
    assert_memory_equal(opened->id, lane->release->id, TRUST_HASH);
    release_free(opened);
}

static void nothing_new_is_one_request_of_some_hundred_bytes(void **state)
{
    struct lane *lane = *state;
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_int_equal(lane_check(lane), FOLLOW_SAME);
    assert_string_equal(lane->asked, "metadata/timestamp.json ");
    assert_int_equal(lane->cost.requests, 1);
    assert_true(lane->cost.bytes < 1000);
    assert_int_equal(lane->cost.signed_online_s, LANE_NOW);
}

static void only_what_is_new_is_fetched(void **state)
{
    struct lane *lane = *state;
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    lane_put(lane, PICTURE, "a picture");
    lane_publish(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_true(lane_has(lane, PICTURE, "a picture"));
    assert_int_equal(times(lane->asked, "targets/"), 1);
    assert_int_equal(lane->cost.requests, 5); /* timestamp, root, snapshot, the role, the picture */
    assert_int_equal(lane_check(lane), FOLLOW_SAME);
}

static void the_release_before_stays_as_previous(void **state)
{
    struct lane *lane = *state;
    char message[256];
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    uint8_t before[TRUST_HASH];
    memcpy(before, lane->release->id, sizeof before);
    lane_put(lane, PICTURE, "a picture");
    lane_publish(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    struct release_ground ground = {
        lane->root.bytes, lane->root.len, .place = "demo-1", .now_s = lane->now_s, .held = true};
    struct release *previous = release_open(&lane->disk, "previous", &ground, message);
    assert_non_null(previous);
    assert_memory_equal(previous->id, before, sizeof before);
    release_free(previous);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_folder_gets_everything_that_the_place_needs, begin, end),
        cmocka_unit_test_setup_teardown(nothing_new_is_one_request_of_some_hundred_bytes, begin, end),
        cmocka_unit_test_setup_teardown(only_what_is_new_is_fetched, begin, end),
        cmocka_unit_test_setup_teardown(the_release_before_stays_as_previous, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
