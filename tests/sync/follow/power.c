/* A power cut at every write of a check: after it the folder opens as the old release or as the new one,
 * whole, and the next check ends where this one should have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "fault/cut_trial.h"
#include "sync/follow/lane.h"

#define PICTURE "packs/harbour/basics/media/00112233445566778899aabbccddeeff.png"
#define BYTES "a picture"

struct trial {
    struct lane lane;
    uint8_t old_id[TRUST_HASH], new_id[TRUST_HASH];
};

static void act(struct disk *disk, void *ctx)
{
    struct trial *trial = ctx;
    struct release *next = NULL;
    struct follow_cost cost;
    char message[256];
    trial->lane.disk = *disk;
    follow_check(&trial->lane.follow, trial->lane.release, trial->lane.now_s, &next, &cost, message);
    release_free(next);
}

static bool check(struct disk *disk, void *ctx)
{
    struct trial *trial = ctx;
    struct lane *lane = &trial->lane;
    struct release *next = NULL;
    struct follow_cost cost;
    char message[256];
    lane->disk = *disk;
    struct release *opened = lane_open(lane);
    if (!opened)
        return false;
    bool old = !memcmp(opened->id, trial->old_id, TRUST_HASH);
    bool good = old || !memcmp(opened->id, trial->new_id, TRUST_HASH);
    enum follow_result result = follow_check(&lane->follow, opened, lane->now_s, &next, &cost, message);
    good = good && result == (old ? FOLLOW_NEW : FOLLOW_SAME);
    struct release *kept = lane->release;
    lane->release = next ? next : opened;
    good = good && lane_has(lane, PICTURE, BYTES) && !memcmp(lane->release->id, trial->new_id, TRUST_HASH);
    lane->release = kept;
    release_free(opened);
    release_free(next);
    return good;
}

static void a_cut_at_any_write_leaves_one_whole_release(void **state)
{
    struct trial *trial = calloc(1, sizeof *trial);
    unsigned outcomes = 0;
    (void)state;
    lane_begin(&trial->lane);
    trial->lane.follow.content = &trial->lane.disk;
    assert_int_equal(lane_check(&trial->lane), FOLLOW_NEW);
    memcpy(trial->old_id, trial->lane.release->id, TRUST_HASH);
    lane_put(&trial->lane, PICTURE, BYTES);
    lane_publish(&trial->lane);
    char hex[65], *end;
    release_maker_name(trial->lane.maker, hex);
    for (size_t i = 0; i < TRUST_HASH; i++) {
        char byte[3] = {hex[2 * i], hex[2 * i + 1], 0};
        trial->new_id[i] = (uint8_t)strtoul(byte, &end, 16);
    }
    struct cut_disk *start = cut_disk_copy(trial->lane.cut);
    const struct cut_disk_trial every = {.act = act, .check = check, .ctx = trial};
    assert_int_equal(cut_disk_every(start, &every, &outcomes), 0);
    assert_true(outcomes > 20);
    print_message("%u outcomes\n", outcomes);
    cut_disk_free(start);
    trial->lane.disk = cut_disk_disk(trial->lane.cut);
    lane_end(&trial->lane);
    free(trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_cut_at_any_write_leaves_one_whole_release)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
