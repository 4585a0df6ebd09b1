/* What a hub that does not keep to the rules finds out about what the mix gave it: nothing. It may make
 * machines of its own, offer anything again, and look at the clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "sync/mix/scene.h"

static int set_up(void **state)
{
    struct scene *scene = scene_new(1);
    scene_mix(scene);
    *state = scene;
    return 0;
}

static void pass_beats(struct scene *scene, int beats)
{
    scene_beats(scene, beats, 250);
}

static void offer(
    struct scene *scene, enum outer_type type, const uint8_t *to, const uint8_t *file, size_t len)
{
    uint8_t sealed[ENVELOPE_BYTES];
    struct outer *outer = calloc(1, sizeof *outer);
    outer->type = type;
    memcpy(outer->to, to, ID_BYTES);
    if (type == OUTER_ANSWER)
        randombytes_buf(outer->tag, ID_BYTES);
    memcpy(outer->inner, file, len);
    assert_int_equal(outer_seal(outer, scene->office.world->keys.mix.recipient, sealed), SEAL_OK);
    office_send(&scene->office, scene->office.device, sealed);
    free(outer);
}

static void list(struct scene *scene, bool zone, struct buffer *ret_records)
{
    char path[80] = "/v1/teams/";
    if (zone)
        strcpy(path, "/v1/drops/");
    hex_write(zone ? scene->world.keys.zone : scene->office.teams[0], ID_BYTES, path + strlen(path));
    buffer_init(ret_records, 64 << 20);
    world_list(zone ? scene->office.device : scene->office.desks[0], path,
        zone ? ID_BYTES + 8 + ANSWER_BYTES : ID_BYTES + INNER_BYTES, ret_records);
}

/* Every file of the list comes from a device once more; none may come out once more. */
static void offered_again_nothing_comes_out(struct scene *scene, bool zone)
{
    struct buffer before, after;
    size_t record = zone ? ID_BYTES + 8 + ANSWER_BYTES : ID_BYTES + INNER_BYTES;
    size_t len = zone ? ANSWER_BYTES : INNER_BYTES, twice = 0;
    list(scene, zone, &before);
    assert_true(before.len >= 4 * record);
    for (size_t at = 0; at < before.len; at += record)
        offer(scene, zone ? OUTER_ANSWER : OUTER_REPORT,
            zone ? scene->world.keys.zone : scene->office.teams[0], before.bytes + at + record - len, len);
    pass_beats(scene, 2 + (int)(before.len / record));
    list(scene, zone, &after);
    assert_true(after.len > before.len);
    for (size_t new = before.len; new < after.len; new += record)
        for (size_t old = 0; old < before.len; old += record)
            twice += !memcmp(after.bytes + new + record - len, before.bytes + old + record - len, len);
    assert_int_equal(twice, 0);
    buffer_clear(&before);
    buffer_clear(&after);
}

static void a_cover_offered_again_is_known_like_a_report(void **state)
{
    struct scene *scene = *state;
    office_report(&scene->office, scene->office.teams[0], "real", NULL);
    pass_beats(scene, 4);
    offered_again_nothing_comes_out(scene, false);
}

static void a_cover_answer_offered_again_is_known_like_a_real_one(void **state)
{
    struct scene *scene = *state;
    uint8_t tag[ID_BYTES];
    randombytes_buf(tag, sizeof tag);
    office_answer(&scene->office, tag);
    pass_beats(scene, 4);
    offered_again_nothing_comes_out(scene, true);
}

/* What takes longer for a report than for a dummy stands between an answer and a pause of fixed length,
 * never between an answer and the next request. */
static void no_request_follows_a_page_before_the_clock_says_so(void **state)
{
    struct scene *scene = *state;
    const struct relay *relay = &scene->relay;
    for (int i = 0; i < 130; i++)
        office_dummy(&scene->office);
    unsigned from = relay->count, pages = 0;
    pass_beats(scene, 4);
    for (unsigned i = from; i < relay->count; i++) {
        if (strcmp(relay->requests[i].method, "GET") != 0)
            continue;
        pages++;
        assert_true(i + 1 == relay->count || relay->requests[i + 1].at_ms > relay->requests[i].at_ms);
    }
    assert_true(pages >= 4);
    assert_int_equal(office_waiting(&scene->office), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, scene_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_cover_offered_again_is_known_like_a_report),
        TEST(a_cover_answer_offered_again_is_known_like_a_real_one),
        TEST(no_request_follows_a_page_before_the_clock_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
