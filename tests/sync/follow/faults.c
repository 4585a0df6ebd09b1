/* follow and a hub that lies, truncates, repeats, fails, never ends; clocks in 1970 and 2099; a disk that is
 * full; publishers whose signatures are wrong. Each ends with one sentence and the old release in place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/follow/lane.h"

#define PICTURE "packs/harbour/basics/media/00112233445566778899aabbccddeeff.png"
#define BYTES "a picture of some bytes"

static int begin(void **state)
{
    struct lane *lane = malloc(sizeof *lane);
    lane_begin(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    *state = lane;
    return 0;
}

static int end(void **state)
{
    lane_end(*state);
    free(*state);
    return 0;
}

static void publish_picture(struct lane *lane)
{
    lane_put(lane, PICTURE, BYTES);
    lane_publish(lane);
}

/* The check fails with these words, and what was current is so still, for who starts now too. */
static void fails(struct lane *lane, const char *words)
{
    uint8_t before[TRUST_HASH];
    memcpy(before, lane->release->id, sizeof before);
    enum follow_result result = lane_check(lane);
    if (result != FOLLOW_FAILED || !strstr(lane->message, words) || strchr(lane->message, '\n'))
        fail_msg("%d: %s", (int)result, lane->message);
    struct release *opened = lane_open(lane);
    assert_non_null(opened);
    assert_memory_equal(opened->id, before, sizeof before);
    release_free(opened);
}

static void recovers(struct lane *lane)
{
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_true(lane_has(lane, PICTURE, BYTES));
}

static void a_hub_that_is_gone_is_asked_once(void **state)
{
    struct lane *lane = *state;
    lane->gone = true;
    fails(lane, "did not answer");
    assert_int_equal(lane->cost.requests, 1);
}

static void a_hub_that_fails_every_second_time_is_followed_all_the_same(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    lane->every_second_fails = true;
    enum follow_result result = FOLLOW_FAILED;
    for (int i = 0; i < 4 && result == FOLLOW_FAILED; i++) {
        result = lane_check(lane);
        lane->every_second_fails = i != 0; /* the first request of a check is not made twice */
    }
    assert_int_equal(result, FOLLOW_NEW);
    assert_true(lane_has(lane, PICTURE, BYTES));
}

static void a_file_that_is_cut_goes_on_from_there(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    lane->only = "media/";
    lane->cut_after = 4;
    for (int i = 0; i < 2; i++)
        fails(lane, "did not answer"); /* twice four bytes each */
    assert_non_null(strstr(lane->asked, ".png@8 "));
    assert_non_null(strstr(lane->asked, ".png@12 "));
    lane->cut_after = -1;
    recovers(lane);
    assert_non_null(strstr(lane->asked, ".png@16 "));
}

static void a_hub_without_ranges_gives_a_cut_file_anew(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    lane->only = "media/";
    lane->cut_after = 4;
    fails(lane, "did not answer");
    lane->cut_after = -1;
    lane->no_ranges = true;
    recovers(lane);
}

static void a_part_that_was_spoilt_is_fetched_anew(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    lane->only = "media/";
    lane->cut_after = 4;
    fails(lane, "did not answer");
    struct disk_names names;
    assert_int_equal(disk_names(&lane->disk, "", 1000, &names), BASE_OK);
    for (size_t i = 0; i < names.count; i++)
        if (strstr(names.names[i], ".part"))
            assert_int_equal(disk_put(&lane->disk, names.names[i], "spoilt..", 8), BASE_OK);
    disk_names_free(&names);
    lane->cut_after = -1;
    recovers(lane);
}

static void a_hub_without_an_end_is_cut_off(void **state)
{
    static const char *const files[] = {"timestamp.json", "snapshot.json", "packs-harbour.json", "media/"};
    struct lane *lane = *state;
    publish_picture(lane);
    lane->endless = true;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        lane->only = files[i];
        fails(lane, "longer than it may be");
    }
    lane->endless = false;
    recovers(lane);
}

static void a_hub_that_gives_other_bytes_is_not_believed(void **state)
{
    static const struct {
        const char *file, *words;
    } cases[] = {{"timestamp.json", "timestamp.json"}, {"snapshot.json", "snapshot.json is not the file"},
        {"packs-harbour.json", "packs-harbour.json is not the file"},
        {"media/", ".png is not the file that was signed"}, {"root.json", "root.json"}};
    struct lane *lane = *state;
    publish_picture(lane);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lane->only = cases[i].file;
        lane->other_bytes = strcmp(cases[i].file, "media/") ? "{\"signed\":{}}" : "a picture of some byteZ";
        fails(lane, cases[i].words);
    }
    lane->only = "timestamp.json";
    lane->other_bytes = "";
    fails(lane, "timestamp.json");
    lane->other_bytes = NULL;
    recovers(lane);
}

static void a_hub_that_repeats_an_old_timestamp_is_refused(void **state)
{
    struct lane *lane = *state;
    struct buffer old;
    buffer_init(&old, 1 << 16);
    char path[128];
    snprintf(path, sizeof path, "%s/metadata/timestamp.json", lane->www);
    assert_int_equal(file_read(path, old.max, &old), BASE_OK);
    publish_picture(lane);
    recovers(lane);
    lane->only = "timestamp.json";
    lane->other_bytes = (const char *)old.bytes;
    fails(lane, "older than");
    buffer_clear(&old);
}

static void a_hub_that_repeats_itself_until_it_expires_is_refused(void **state)
{
    struct lane *lane = *state;
    lane->now_s += 2 * 86400;
    assert_int_equal(lane_check(lane), FOLLOW_SAME);
    lane->now_s += 2 * 86400;
    fails(lane, "timestamp.json expired on");
}

static void clocks_in_1970_and_2099_change_nothing(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    int64_t now_s = lane->now_s;
    lane->now_s = INT64_C(4070908800); /* 2099-01-01 */
    fails(lane, "expired on");
    lane->now_s = 0;
    assert_int_equal(lane_check(lane), FOLLOW_NEW); /* nothing has expired in 1970 */
    lane->now_s = now_s;
    assert_int_equal(lane_check(lane), FOLLOW_SAME);
}

static void a_disk_that_is_full_half_way_keeps_the_old_release(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    for (unsigned at = 1; at < 40; at++) {
        cut_disk_full_at(lane->cut, at);
        uint8_t before[TRUST_HASH];
        memcpy(before, lane->release->id, sizeof before);
        enum follow_result result = lane_check(lane);
        cut_disk_full_at(lane->cut, 0);
        struct release *opened = lane_open(lane);
        assert_non_null(opened);
        assert_memory_equal(opened->id, lane->release->id, TRUST_HASH);
        release_free(opened);
        if (result == FOLLOW_NEW)
            return;
        assert_memory_equal(lane->release->id, before, sizeof before);
        assert_non_null(strstr(lane->message, "content folder"));
    }
    fail_msg("it never came to an end");
}

static void room_is_left_for_others(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    cut_disk_capacity(lane->cut, 1 << 20);
    lane->follow.room_bytes = 1 << 21;
    fails(lane, "no room for new content");
    lane->follow.room_bytes = 0;
    recovers(lane);
}

static bool never(void *ctx)
{
    (void)ctx;
    return false;
}

/* A hub that promises other files each time, and gives half of each. */
static void what_checks_left_behind_does_not_keep_out_what_is_new(void **state)
{
    struct lane *lane = *state;
    for (int i = 0; i < 8; i++) {
        char name[65], junk[4096];
        uint8_t hash[TRUST_HASH];
        memset(junk, 'a' + i, sizeof junk);
        crypto_hash_sha256(hash, (const uint8_t *)junk, sizeof junk);
        sodium_bin2hex(name, sizeof name, hash, sizeof hash);
        assert_int_equal(disk_put(&lane->disk, name, junk, sizeof junk), BASE_OK);
        strcpy(junk, name);
        strcat(junk, ".part");
        assert_int_equal(disk_put(&lane->disk, junk, name, 64), BASE_OK);
    }
    uint64_t room;
    cut_disk_capacity(lane->cut, 1 << 20);
    assert_int_equal(lane->disk.ops->room(lane->disk.self, &room), BASE_OK);
    cut_disk_capacity(lane->cut, (size_t)((1 << 20) - room) + 512);
    publish_picture(lane);
    recovers(lane);
}

static void a_check_can_be_put_off(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    lane->follow.may_go_on = never;
    fails(lane, "put off");
    assert_int_equal(lane->cost.requests, 0);
    lane->follow.may_go_on = NULL;
    recovers(lane);
}

static bool not_yet(void *ctx, const struct trust *next, const struct release *now)
{
    (void)ctx;
    assert_true(trust_version(next, "packs-harbour") > trust_version(now->trust, "packs-harbour"));
    return false;
}

static void a_release_that_may_not_be_taken_waits(void **state)
{
    struct lane *lane = *state;
    publish_picture(lane);
    lane->follow.may_take = not_yet;
    assert_int_equal(lane_check(lane), FOLLOW_WAITS);
    assert_int_equal(lane_check(lane), FOLLOW_WAITS);
    assert_int_equal(lane->cost.requests, 2);
    lane->follow.may_take = NULL;
    recovers(lane);
}

static void a_publisher_whose_key_was_taken_away_holds_nobody_up(void **state)
{
    struct lane *lane = *state;
    size_t numbers = lane->release->hotlines->count;
    assert_non_null(network_maker_hotline(&lane->maker->network, "new", "+442079460018"));
    assert_true(release_maker_replace_key(lane->maker, "packs-harbour", 0));
    release_maker_role(lane->maker, "packs-harbour")->stranger = true;
    lane_publish(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_int_equal(lane->release->pack_count, 0);
    assert_int_equal(trust_role_state(lane->release->trust, "packs-harbour"), TRUST_THRESHOLD);
    assert_int_equal(lane->release->hotlines->count, numbers + 1);
    struct release *opened = lane_open(lane);
    assert_non_null(opened);
    assert_int_equal(opened->pack_count, 0);
    release_free(opened);
    release_maker_role(lane->maker, "packs-harbour")->stranger = false;
    release_maker_role(lane->maker, "packs-harbour")->changed = true;
    lane_publish(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_int_equal(lane->release->pack_count, 1);
}

static void a_hub_cannot_choose_whom_to_leave_out(void **state)
{
    struct lane *lane = *state;
    struct maker_role *packs = release_maker_role(lane->maker, "packs-harbour");
    packs->stranger = packs->changed = true;
    lane_publish(lane);
    fails(lane, "packs-harbour.json is signed by 0");
    packs->stranger = false;
    publish_picture(lane);
    recovers(lane);
}

static void what_is_held_goes_on_when_it_expires_and_nothing_new_is_taken(void **state)
{
    struct lane *lane = *state;
    struct maker_role *pack = release_maker_role(lane->maker, "packs-harbour");
    pack->expires_s = lane->now_s + 3600;
    pack->changed = true;
    lane_publish(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    lane->now_s += 2 * 86400;
    pack->frozen = true;
    lane_publish(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW); /* the hub has signed anew */
    assert_int_equal(lane->release->pack_count, 1);
    pack->frozen = false;
    publish_picture(lane);
    assert_int_equal(lane_check(lane), FOLLOW_NEW);
    assert_int_equal(lane->release->pack_count, 0); /* new, and from expired metadata */
    struct release *opened = lane_open(lane);
    assert_non_null(opened);
    assert_int_equal(opened->pack_count, 0);
    release_free(opened);
}

#define FAULT(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULT(a_hub_that_is_gone_is_asked_once),
        FAULT(a_hub_that_fails_every_second_time_is_followed_all_the_same),
        FAULT(a_file_that_is_cut_goes_on_from_there),
        FAULT(a_hub_without_ranges_gives_a_cut_file_anew),
        FAULT(a_part_that_was_spoilt_is_fetched_anew),
        FAULT(a_hub_without_an_end_is_cut_off),
        FAULT(a_hub_that_gives_other_bytes_is_not_believed),
        FAULT(a_hub_that_repeats_an_old_timestamp_is_refused),
        FAULT(a_hub_that_repeats_itself_until_it_expires_is_refused),
        FAULT(clocks_in_1970_and_2099_change_nothing),
        FAULT(a_disk_that_is_full_half_way_keeps_the_old_release),
        FAULT(room_is_left_for_others),
        FAULT(what_checks_left_behind_does_not_keep_out_what_is_new),
        FAULT(a_hub_cannot_choose_whom_to_leave_out),
        FAULT(a_check_can_be_put_off),
        FAULT(a_release_that_may_not_be_taken_waits),
        FAULT(a_publisher_whose_key_was_taken_away_holds_nobody_up),
        FAULT(what_is_held_goes_on_when_it_expires_and_nothing_new_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
