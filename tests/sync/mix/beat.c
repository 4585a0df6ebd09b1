/* Exactly so many files each beat, with and without reports: the mix against the real hub, with its
 * clock in our hands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "sync/mix/scene.h"

#define FILES 2 /* for each team on each beat */

static int set_up(void **state)
{
    *state = scene_new(FILES);
    return 0;
}

static void pass_beats(struct scene *scene, int beats)
{
    scene_beats(scene, beats, 500);
}

static void look(struct scene *scene)
{
    for (int i = 0; i < OFFICE_TEAMS; i++)
        office_inbox(&scene->office, i, &scene->inbox[i]);
}

static void every_inbox_gets_the_same_each_beat_with_and_without_reports(void **state)
{
    struct scene *scene = *state;
    scene_mix(scene);
    pass_beats(scene, 3);
    look(scene);
    assert_int_equal(scene->inbox[0].all, 3 * FILES);
    assert_int_equal(scene->inbox[0].covers, 3 * FILES);
    assert_int_equal(scene->inbox[1].all, 3 * FILES);
    for (int i = 0; i < 5; i++) {
        char text[20];
        snprintf(text, sizeof text, "report %d", i);
        office_report(&scene->office, scene->office.teams[0], text, NULL);
        office_dummy(&scene->office);
    }
    for (int beat = 1; beat <= 6; beat++) {
        pass_beats(scene, 1);
        look(scene);
        assert_int_equal(scene->inbox[0].all, (3 + beat) * FILES);
        assert_int_equal(scene->inbox[1].all, (3 + beat) * FILES);
    }
    assert_int_equal(scene->inbox[1].real, 0);
    assert_int_equal(scene->inbox[0].real, 5);
    for (int i = 0; i < 5; i++) { /* in order of arrival */
        char text[20];
        snprintf(text, sizeof text, "report %d", i);
        assert_string_equal(scene->inbox[0].texts[i], text);
    }
    assert_int_equal(office_waiting(&scene->office), 0);
}

static void every_zone_gets_one_answer_each_beat_with_and_without_answers(void **state)
{
    struct scene *scene = *state;
    uint8_t tags[3][ID_BYTES];
    size_t all;
    scene_mix(scene);
    pass_beats(scene, 2);
    office_zone(&scene->office, tags[0], &all);
    assert_int_equal(all, 2);
    for (int i = 0; i < 3; i++) {
        randombytes_buf(tags[i], ID_BYTES);
        office_answer(&scene->office, tags[i]);
    }
    for (int beat = 1; beat <= 5; beat++) {
        pass_beats(scene, 1);
        office_zone(&scene->office, tags[0], &all);
        assert_int_equal(all, 2 + beat);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(office_zone(&scene->office, tags[i], &all), 1);
}

/* Method, kind of path and size of each request since from, in order. */
static void describe(const struct relay *relay, unsigned from, char *text, size_t cap)
{
    size_t used = 0;
    for (unsigned i = from; i < relay->count && used < cap; i++) {
        const struct relay_request *one = &relay->requests[i];
        used += (size_t)snprintf(text + used, cap - used, "%lld %s %.14s %zu %d\n",
            (long long)(one->at_ms - relay->requests[from].at_ms), one->method, one->path, one->len,
            one->status);
    }
}

static void the_hub_sees_the_same_for_dummies_and_for_reports(void **state)
{
    struct scene *scene = *state;
    static char seen[2][20000];
    scene_mix(scene);
    pass_beats(scene, 2);
    for (int turn = 0; turn < 2; turn++) {
        unsigned from = scene->relay.count;
        for (int i = 0; i < 9; i++)
            if (turn)
                office_report(&scene->office, scene->office.teams[i % 2], "x", NULL);
            else
                office_dummy(&scene->office);
        pass_beats(scene, 6);
        describe(&scene->relay, from, seen[turn], sizeof seen[turn]);
    }
    assert_string_equal(seen[0], seen[1]);
    assert_int_equal(relay_counted(&scene->relay, "DELETE", "/v1/mix/envelopes/"), 18);
}

/* A hub knows a file by its name as long as it has it; the mix must know it for ever. */
static void expect_no_name_twice(const struct relay *relay)
{
    for (unsigned i = 0; i < relay->count; i++)
        for (unsigned j = i + 1; j < relay->count; j++)
            assert_false(!strcmp(relay->requests[i].method, "PUT") &&
                         !strcmp(relay->requests[j].method, "PUT") &&
                         !strcmp(relay->requests[i].path, relay->requests[j].path));
}

static void a_replayed_outer_file_is_delivered_once(void **state)
{
    struct scene *scene = *state;
    uint8_t file[ENVELOPE_BYTES];
    scene_mix(scene);
    office_report(&scene->office, scene->office.teams[0], "once", file);
    pass_beats(scene, 3);
    office_send(&scene->office, scene->office.device, file);
    pass_beats(scene, 2);
    scene_mix(scene); /* also not after a restart */
    office_send(&scene->office, scene->office.device, file);
    office_send(&scene->office, scene->office.device, file);
    pass_beats(scene, 3);
    look(scene);
    assert_int_equal(scene->inbox[0].real, 1);
    assert_int_equal(office_waiting(&scene->office), 0);
    expect_no_name_twice(&scene->relay);
}

static void a_missed_beat_is_not_made_up(void **state)
{
    struct scene *scene = *state;
    scene_mix(scene);
    scene->world.clock.mono_ms += 100 * BEAT;
    for (int i = 0; i < 5; i++)
        mix_step(scene->mix);
    look(scene);
    assert_int_equal(scene->inbox[0].all, FILES);
}

static void what_nobody_can_open_or_is_for_nobody_is_kept_aside_until_it_can(void **state)
{
    struct scene *scene = *state;
    struct maker_team *third;
    struct outer *outer = calloc(1, sizeof *outer);
    struct seal_identity other;
    uint8_t file[ENVELOPE_BYTES];
    scene_mix(scene);
    assert_int_equal(seal_identity_new(&other), SEAL_OK);
    outer->type = OUTER_REPORT; /* to a key that this mix does not have */
    assert_int_equal(outer_seal(outer, other.recipient, file), SEAL_OK);
    office_send(&scene->office, scene->office.device, file);
    uint8_t unknown[ID_BYTES];
    randombytes_buf(unknown, sizeof unknown);
    office_report(&scene->office, unknown, "to a team that comes later", NULL);
    pass_beats(scene, 3);
    assert_int_equal(office_waiting(&scene->office), 0);
    third = network_maker_team(&scene->world.maker, "third");
    *third = scene->world.maker.teams[0]; /* same people, another id */
    memcpy(third->id, unknown, ID_BYTES);
    world_publish(&scene->world);
    pass_beats(scene, 2); /* it is asked for on one beat, and there on the next */
    char before[80] = "/v1/teams/";
    hex_write(unknown, ID_BYTES, before + strlen(before));
    unsigned first = relay_counted(&scene->relay, "PUT", before);
    pass_beats(scene, 2);
    char path[80] = "/v1/teams/";
    hex_write(unknown, ID_BYTES, path + strlen(path));
    assert_int_equal(relay_counted(&scene->relay, "PUT", path) - first, 2 * FILES);
    look(scene);
    assert_int_equal(scene->inbox[0].real + scene->inbox[1].real, 0);
    free(outer);
}

static void content_is_asked_for_on_each_beat_of_the_zones(void **state)
{
    struct scene *scene = *state;
    scene_mix(scene);
    pass_beats(scene, 2);
    unsigned checks = scene->relay.checks, content = scene->relay.content;
    pass_beats(scene, 10);
    for (int i = 0; i < 10; i++)
        office_report(&scene->office, scene->office.teams[0], "help", NULL);
    pass_beats(scene, 10);
    assert_int_equal(scene->relay.checks - checks, 20);
    assert_int_equal(scene->relay.content - content, 20);
}

static void a_network_for_another_mix_is_not_used_until_its_key_is_ours(void **state)
{
    struct scene *scene = *state;
    struct seal_identity other;
    char path[80] = "/v1/teams/";
    uint8_t ours[32];
    memcpy(ours, scene->world.maker.mix, 32);
    assert_int_equal(seal_identity_new(&other), SEAL_OK);
    scene_mix(scene);
    pass_beats(scene, 2);
    struct maker_team *third = network_maker_team(&scene->world.maker, "third");
    uint8_t id[ID_BYTES];
    memcpy(id, third->id, ID_BYTES);
    *third = scene->world.maker.teams[0];
    memcpy(third->id, id, ID_BYTES);
    hex_write(id, ID_BYTES, path + strlen(path));
    memcpy(scene->world.maker.mix, other.recipient, 32);
    world_publish(&scene->world);
    pass_beats(scene, 4);
    world_publish(&scene->world);
    pass_beats(scene, 4);
    assert_int_equal(relay_counted(&scene->relay, "PUT", path), 0);
    memcpy(scene->world.maker.mix, ours, 32);
    world_publish(&scene->world);
    pass_beats(scene, 4);
    assert_true(relay_counted(&scene->relay, "PUT", path) > 0);
}

static void a_mix_without_content_fetches_it_and_then_gives_out(void **state)
{
    struct scene *scene = *state;
    char command[300];
    snprintf(command, sizeof command, "rm -r %s", scene->office.settings.content);
    assert_int_equal(system(command), 0);
    scene->relay.no_content = true;
    scene_mix(scene);
    pass_beats(scene, 10);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/teams/"), 0);
    scene->relay.no_content = false;
    pass_beats(scene, 10);
    assert_true(relay_counted(&scene->relay, "PUT", "/v1/teams/") > 0);
}

static void a_busy_sender_is_served_last(void **state)
{
    struct scene *scene = *state;
    struct wire_client *device = scene->office.device;
    char text[20];
    scene_mix(scene);
    for (int i = 0; i < 105; i++) {
        snprintf(text, sizeof text, "busy %d", i);
        office_report(&scene->office, scene->office.teams[0], text, NULL);
    }
    scene->office.device = scene->office.desks[1];
    office_report(&scene->office, scene->office.teams[0], "quiet", NULL);
    scene->office.device = device;
    pass_beats(scene, 106 / FILES + 2);
    look(scene);
    assert_int_equal(scene->inbox[0].real, 106);
    assert_string_equal(scene->inbox[0].texts[99], "busy 99");
    assert_string_equal(scene->inbox[0].texts[100], "quiet");
    assert_string_equal(scene->inbox[0].texts[101], "busy 100");
}

static void nothing_is_lost_or_doubled(struct scene *scene, enum relay_fault fault)
{
    uint8_t tag[ID_BYTES];
    size_t all;
    scene->relay.fault = fault;
    scene_mix(scene);
    for (int i = 0; i < 6; i++) {
        char text[20];
        snprintf(text, sizeof text, "report %d", i);
        office_report(&scene->office, scene->office.teams[i % 2], text, NULL);
    }
    randombytes_buf(tag, sizeof tag);
    office_answer(&scene->office, tag);
    pass_beats(scene, 24);
    scene->relay.fault = RELAY_FAITHFUL;
    pass_beats(scene, 4);
    look(scene);
    for (int team = 0; team < OFFICE_TEAMS; team++) {
        assert_int_equal(scene->inbox[team].real, 3);
        assert_true(scene->inbox[team].all <= 28 * FILES);
        for (int i = 0; i < 3; i++) { /* a file that failed may come after the next one */
            char text[20];
            int found = 0;
            snprintf(text, sizeof text, "report %d", 2 * i + team);
            for (int at = 0; at < 3; at++)
                found += !strcmp(scene->inbox[team].texts[at], text);
            assert_int_equal(found, 1);
        }
    }
    assert_int_equal(office_zone(&scene->office, tag, &all), 1);
    assert_int_equal(office_waiting(&scene->office), 0);
}

static void failures_every_second_time_lose_nothing(void **state)
{
    nothing_is_lost_or_doubled(*state, RELAY_500);
}

static void answers_lost_every_second_time_double_nothing(void **state)
{
    nothing_is_lost_or_doubled(*state, RELAY_LOST);
}

static void requests_that_arrive_twice_double_nothing(void **state)
{
    nothing_is_lost_or_doubled(*state, RELAY_DOUBLE);
}

static void lists_that_are_cut_lose_nothing(void **state)
{
    nothing_is_lost_or_doubled(*state, RELAY_CUT);
}

static void lists_that_lie_about_their_length_lose_nothing(void **state)
{
    nothing_is_lost_or_doubled(*state, RELAY_LIE);
}

static void a_hub_that_was_restored_gets_all_again_one_more_each_beat(void **state)
{
    struct scene *scene = *state;
    char path[80] = "/v1/teams/";
    hex_write(scene->office.teams[0], ID_BYTES, path + strlen(path));
    scene_mix(scene);
    office_report(&scene->office, scene->office.teams[0], "again", NULL);
    pass_beats(scene, 3);
    assert_int_equal(relay_counted(&scene->relay, "PUT", path), 3 * FILES);
    strcpy(scene->relay.epoch, "00ff");
    pass_beats(scene, 1);
    scene_mix(scene);
    pass_beats(scene, 9);
    unsigned again = relay_counted(&scene->relay, "PUT", path) - 13 * FILES;
    assert_true(again >= 3 * FILES && again <= 4 * FILES + 1);
    pass_beats(scene, 3);
    assert_int_equal(relay_counted(&scene->relay, "PUT", path), 16 * FILES + again);
    look(scene);
    assert_int_equal(scene->inbox[0].real, 1);
    assert_int_equal(scene->inbox[0].all, 16 * FILES);
}

static void the_store_is_for_nobody_else(void **state)
{
    struct scene *scene = *state;
    struct stat info;
    char message[256];
    struct mix *second = NULL;
    scene_mix(scene);
    pass_beats(scene, 1);
    assert_int_equal(stat(scene->office.settings.store, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_false(mix_new(
        &scene->office.settings, world_clock_source(&scene->world), &scene->world.log, &second, message));
    assert_non_null(strstr(message, "another mix"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, scene_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_inbox_gets_the_same_each_beat_with_and_without_reports),
        TEST(every_zone_gets_one_answer_each_beat_with_and_without_answers),
        TEST(the_hub_sees_the_same_for_dummies_and_for_reports),
        TEST(a_replayed_outer_file_is_delivered_once),
        TEST(a_missed_beat_is_not_made_up),
        TEST(what_nobody_can_open_or_is_for_nobody_is_kept_aside_until_it_can),
        TEST(content_is_asked_for_on_each_beat_of_the_zones),
        TEST(a_network_for_another_mix_is_not_used_until_its_key_is_ours),
        TEST(a_mix_without_content_fetches_it_and_then_gives_out),
        TEST(a_busy_sender_is_served_last),
        TEST(failures_every_second_time_lose_nothing),
        TEST(answers_lost_every_second_time_double_nothing),
        TEST(requests_that_arrive_twice_double_nothing),
        TEST(lists_that_are_cut_lose_nothing),
        TEST(lists_that_lie_about_their_length_lose_nothing),
        TEST(a_hub_that_was_restored_gets_all_again_one_more_each_beat),
        TEST(the_store_is_for_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
