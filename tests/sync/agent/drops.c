/* The answers of a zone: fetched whole, kept 180 days, whatever hub, disk and power do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <sodium.h>

#include "agent_parts.h"
#include "base/cursor.h"
#include "drop_record.h"
#include "fault/cut_trial.h"
#include "seal/envelope.h"
#include "sync/agent/device.h"
#include "sync/relay.h"

#define BEAT 2000
#define DAY 86400
#define ANSWERS 150 /* three pages */

struct scene {
    struct world world;
    struct device device;
    struct relay relay;
    struct agent *agent;
    struct wire_client *mix;
    uint8_t tags[ANSWERS][ID_BYTES];
    uint8_t *files; /* ANSWERS of ANSWER_BYTES */
    char day[16];   /* -YYYYMMDD.age */
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    char folder[128], offset[200];
    world_init(&scene->world, false);
    device_init(&scene->device, &scene->world, 1);
    relay_init(&scene->relay, &scene->world, scene->device.state);
    strcpy(scene->device.settings.url, scene->relay.url);
    snprintf(offset, sizeof offset, "%s/offset", scene->device.state);
    world_write(offset, "0102030405060708", 16);
    world_folder(&scene->world, "mix", folder);
    world_enrol(&scene->world, HUB_ROLE_MIX, "mix", folder);
    scene->mix = world_client(&scene->world, folder);
    scene->files = malloc((size_t)ANSWERS * ANSWER_BYTES);
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(scene->day, sizeof scene->day, "-%Y%m%d.age", &tm);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    agent_free(scene->agent);
    wire_client_free(scene->mix);
    relay_clear(&scene->relay);
    device_clear(&scene->device);
    world_clear(&scene->world);
    free(scene->files);
    free(scene);
    return 0;
}

static void start_agent(struct scene *scene)
{
    char message[256] = "";
    agent_free(scene->agent);
    scene->agent = NULL;
    if (!agent_new(&scene->device.settings, world_clock_source(&scene->world), &scene->world.log,
            &scene->agent, message))
        fail_msg("%s", message);
}

/* From the mix into the zone at the hub. */
static void answer(struct scene *scene, size_t from, size_t until)
{
    char zone[ID_HEX + 1], path[120], after[80];
    hex_write(scene->world.keys.zone, ID_BYTES, zone);
    for (size_t i = from; i < until; i++) {
        uint8_t *file = scene->files + i * ANSWER_BYTES;
        randombytes_buf(scene->tags[i], ID_BYTES);
        assert_int_equal(answer_seal("{}", 2, scene->world.keys.member.recipient, file), SEAL_OK);
        snprintf(path, sizeof path, "/v1/drops/%s/", zone);
        hex_write(scene->tags[i], ID_BYTES, path + strlen(path));
        assert_int_equal(world_request(scene->mix, "PUT", path, file, ANSWER_BYTES, NULL, after), 201);
    }
}

/* One beat of the zone: until nothing is due any more. */
static void pass_beat(struct scene *scene)
{
    scene->world.clock.mono_ms += BEAT;
    while (agent_step(scene->agent) <= scene->world.clock.mono_ms || agent_is_checking(scene->agent))
        ;
}

static size_t kept_whole(struct scene *scene, size_t count)
{
    size_t whole = 0;
    for (size_t i = 0; i < count; i++) {
        char path[300] = "", tag[ID_HEX + 1];
        struct buffer bytes;
        buffer_init(&bytes, ANSWER_BYTES);
        hex_write(scene->tags[i], ID_BYTES, tag);
        snprintf(path, sizeof path, "%s/%s%s", scene->device.drops, tag, scene->day);
        whole += file_read(path, ANSWER_BYTES, &bytes) == BASE_OK && bytes.len == ANSWER_BYTES &&
                 !memcmp(bytes.bytes, scene->files + i * ANSWER_BYTES, ANSWER_BYTES);
        buffer_clear(&bytes);
    }
    return whole;
}

static void every_answer_of_the_zone_comes_whole_and_once(void **state)
{
    struct scene *scene = *state;
    answer(scene, 0, ANSWERS - 10);
    start_agent(scene);
    pass_beat(scene);
    assert_int_equal(kept_whole(scene, ANSWERS - 10), ANSWERS - 10);
    answer(scene, ANSWERS - 10, ANSWERS);
    unsigned before = relay_counted(&scene->relay, "GET", "/v1/drops/");
    start_agent(scene); /* goes on where it was */
    pass_beat(scene);
    assert_int_equal(relay_counted(&scene->relay, "GET", "/v1/drops/"), before + 1);
    assert_int_equal(kept_whole(scene, ANSWERS), ANSWERS);
    assert_int_equal(world_count(scene->device.drops), ANSWERS);
}

static void fetching_shows_nothing_but_the_clock(void **state)
{
    struct scene *scene = *state;
    start_agent(scene);
    for (int i = 0; i < 6; i++)
        pass_beat(scene);
    unsigned quiet = relay_counted(&scene->relay, "GET", "/v1/drops/");
    answer(scene, 0, 5);
    for (int i = 0; i < 6; i++)
        pass_beat(scene);
    assert_int_equal(relay_counted(&scene->relay, "GET", "/v1/drops/"), 2 * quiet);
    assert_int_equal(quiet, 6);
}

static void another_zone_is_read_from_its_beginning(void **state)
{
    struct scene *scene = *state;
    answer(scene, 0, 3);
    start_agent(scene);
    pass_beat(scene);
    pass_beat(scene);
    assert_non_null(strstr(scene->relay.requests[scene->relay.count - 1].path, "?after="));
    struct maker_zone *zone = network_maker_zone(&scene->world.maker, "other");
    memcpy(scene->world.maker.places[0].zone, zone->id, ID_BYTES);
    world_publish(&scene->world);
    pass_beat(scene);
    pass_beat(scene);
    assert_null(strstr(scene->relay.requests[scene->relay.count - 1].path, "?after="));
}

static void a_bad_page_changes_nothing_and_is_asked_again(struct scene *scene, enum relay_fault fault)
{
    answer(scene, 0, 100);
    scene->relay.fault = fault;
    scene->relay.turns[1] = 1; /* the first list goes wrong */
    start_agent(scene);
    pass_beat(scene);
    assert_int_equal(world_count(scene->device.drops), 0);
    for (int i = 0; i < 4; i++)
        pass_beat(scene);
    assert_int_equal(kept_whole(scene, 100), 100);
    assert_int_equal(world_count(scene->device.drops), 100);
}

static void a_list_that_is_cut_changes_nothing_and_is_asked_again(void **state)
{
    a_bad_page_changes_nothing_and_is_asked_again(*state, RELAY_CUT);
}

static void a_list_that_lies_about_its_length_is_asked_again(void **state)
{
    a_bad_page_changes_nothing_and_is_asked_again(*state, RELAY_LIE);
}

static void a_hub_that_fails_every_second_time_loses_nothing(void **state)
{
    a_bad_page_changes_nothing_and_is_asked_again(*state, RELAY_500);
}

static void each_is_kept_exactly_180_days(void **state)
{
    struct scene *scene = *state;
    answer(scene, 0, 3);
    start_agent(scene);
    pass_beat(scene);
    scene->world.clock.wall_s = scene->world.clock.wall_s / DAY * DAY + 180 * DAY + DAY - 1;
    scene->world.clock.mono_ms += 3600000;
    agent_step(scene->agent);
    assert_int_equal(kept_whole(scene, 3), 3);
    scene->world.clock.wall_s += 1;
    scene->world.clock.mono_ms += 3600000;
    agent_step(scene->agent);
    assert_int_equal(world_count(scene->device.drops), 0);
    pass_beat(scene); /* and what is older is not taken again */
    assert_int_equal(world_count(scene->device.drops), 0);
}

static void a_clock_that_is_far_wrong_deletes_nothing(void **state)
{
    struct scene *scene = *state;
    answer(scene, 0, 3);
    start_agent(scene);
    pass_beat(scene);
    scene->world.clock.wall_s += 70 * 365 * (int64_t)DAY;
    scene->world.clock.mono_ms += 3600000;
    agent_step(scene->agent);
    assert_int_equal(kept_whole(scene, 3), 3);
}

static void a_full_disk_loses_nothing_and_stops_nothing(void **state)
{
    struct scene *scene = *state;
    struct cut_disk *cut = cut_disk_new();
    struct disk real, small = cut_disk_disk(cut);
    uint8_t id[ID_BYTES];
    answer(scene, 0, 100);
    start_agent(scene);
    real = scene->agent->drops;
    scene->agent->drops = small;
    cut_disk_capacity(cut, 10 * ANSWER_BYTES);
    device_put(&scene->device, OUTBOX_HELP, id);
    pass_beat(scene);
    device_put(&scene->device, OUTBOX_HELP, id);
    pass_beat(scene);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 2);
    assert_string_equal(scene->agent->after, "");
    scene->agent->drops = real; /* there is room again */
    pass_beat(scene);
    assert_int_equal(kept_whole(scene, 100), 100);
    cut_disk_free(cut);
}

/* ---- power cuts ---- */
#define CUT_ANSWERS 3

static void begin_cut(void *ctx)
{
    struct scene *scene = ctx;
    scene->agent->after[0] = 0;
    scene->agent->connection_s = 0;
}

static void fetch_on(struct disk *disk, void *ctx)
{
    struct scene *scene = ctx;
    struct disk drops = scene->agent->drops, device = scene->agent->device;
    scene->agent->drops = scene->agent->device = *disk;
    agent_drops_fetch(scene->agent);
    scene->agent->drops = drops;
    scene->agent->device = device;
}

/* Each answer that is there is whole, and all are there once the agent would go on after them. */
static bool is_whole_after_a_cut(struct disk *disk, void *ctx)
{
    struct scene *scene = ctx;
    struct buffer bytes;
    size_t whole = 0, broken = 0;
    for (size_t i = 0; i < CUT_ANSWERS; i++) {
        char name[80];
        hex_write(scene->tags[i], ID_BYTES, name);
        strcat(name, scene->day);
        buffer_init(&bytes, 2 * ANSWER_BYTES);
        if (disk_get(disk, name, &bytes) == BASE_OK) {
            bool same = bytes.len == ANSWER_BYTES &&
                        !memcmp(bytes.bytes, scene->files + i * ANSWER_BYTES, ANSWER_BYTES);
            whole += same;
            broken += !same;
        }
        buffer_clear(&bytes);
    }
    buffer_init(&bytes, 200);
    bool goes_on = disk_get(disk, "after", &bytes) == BASE_OK;
    buffer_clear(&bytes);
    return !broken && (!goes_on || whole == CUT_ANSWERS);
}

static void a_power_cut_at_any_write_loses_no_answer(void **state)
{
    struct scene *scene = *state;
    struct cut_disk *empty = cut_disk_new(), *lying;
    const struct cut_disk_trial trial = {begin_cut, fetch_on, is_whole_after_a_cut, scene};
    unsigned outcomes = 0;
    answer(scene, 0, CUT_ANSWERS);
    start_agent(scene);
    agent_step(scene->agent); /* makes its client; nothing is due */
    assert_int_equal(cut_disk_every(empty, &trial, &outcomes), 0);
    assert_true(outcomes > 50);
    lying = cut_disk_copy(empty); /* this test must fail without an fsync */
    cut_disk_ignore(lying, true, false);
    assert_true(cut_disk_every(lying, &trial, NULL) > 0);
    cut_disk_free(lying);
    lying = cut_disk_copy(empty);
    cut_disk_ignore(lying, false, true);
    assert_true(cut_disk_every(lying, &trial, NULL) > 0);
    cut_disk_free(lying);
    cut_disk_free(empty);
}

static void names_tell_tag_and_day_and_nothing_else_is_one(void **state)
{
    (void)state;
    int64_t day_s;
    struct drop_record record;
    struct cursor cursor;
    char name[DROP_NAME];
    uint8_t bytes[DROP_RECORD];
    size_t count;
    memset(bytes, 0xab, sizeof bytes);
    memcpy(bytes + ID_BYTES, "20240229", 8);
    cursor_init(&cursor, bytes, sizeof bytes);
    assert_true(drop_record_read(&cursor, &record));
    drop_name(&record, name);
    assert_string_equal(name, "abababababababababababababababab-20240229.age");
    assert_true(drop_name_day(name, &day_s));
    assert_int_equal(day_s, 1709164800);
    assert_false(drop_name_day("abababababababababababababababab-20240230.age", &day_s));
    assert_false(drop_name_day("abababababababababababababababab-20240229.age.tmp", &day_s));
    assert_true(drop_records_valid(bytes, sizeof bytes, &count));
    assert_int_equal(count, 1);
    assert_false(drop_records_valid(bytes, sizeof bytes - 1, &count));
    memcpy(bytes + ID_BYTES, "20230229", 8);
    assert_false(drop_records_valid(bytes, sizeof bytes, &count));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_tell_tag_and_day_and_nothing_else_is_one),
        TEST(every_answer_of_the_zone_comes_whole_and_once),
        TEST(fetching_shows_nothing_but_the_clock),
        TEST(another_zone_is_read_from_its_beginning),
        TEST(a_list_that_is_cut_changes_nothing_and_is_asked_again),
        TEST(a_list_that_lies_about_its_length_is_asked_again),
        TEST(a_hub_that_fails_every_second_time_loses_nothing),
        TEST(each_is_kept_exactly_180_days),
        TEST(a_clock_that_is_far_wrong_deletes_nothing),
        TEST(a_power_cut_at_any_write_loses_no_answer),
        TEST(a_full_disk_loses_nothing_and_stops_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
