/* One file a tick, whatever waits: the agent against the real hub, with its clock in our hands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "sync/agent/device.h"
#include "sync/relay.h"

#define TICK 2000
#define DAY 86400

struct scene {
    struct world world;
    struct device device;
    struct relay relay;
    struct agent *agent;
    char mix[128];
};

static void start_agent(struct scene *scene)
{
    char message[256] = "";
    agent_free(scene->agent);
    scene->agent = NULL;
    if (!agent_new(&scene->device.settings, world_clock_source(&scene->world), &scene->world.log,
            &scene->agent, message))
        fail_msg("%s", message);
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    char offset[200];
    world_init(&scene->world, false);
    device_init(&scene->device, &scene->world, 1);
    relay_init(&scene->relay, &scene->world, scene->device.state);
    strcpy(scene->device.settings.url, scene->relay.url);
    snprintf(offset, sizeof offset, "%s/offset", scene->device.state);
    world_write(offset, "0102030405060708", 16);
    world_folder(&scene->world, "mix", scene->mix);
    world_enrol(&scene->world, HUB_ROLE_MIX, "mix", scene->mix);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    agent_free(scene->agent);
    relay_clear(&scene->relay);
    device_clear(&scene->device);
    world_clear(&scene->world);
    free(scene);
    return 0;
}

/* Moves the clock in small steps; the kiosk fills its outbox meanwhile. */
static void pass(struct scene *scene, int64_t ms)
{
    for (int64_t end = scene->world.clock.mono_ms + ms; scene->world.clock.mono_ms < end;) {
        scene->world.clock.mono_ms += 100;
        if (scene->world.clock.mono_ms % 1000 == 0)
            scene->world.clock.wall_s++;
        device_fill(&scene->device);
        agent_step(scene->agent);
        while (agent_is_checking(scene->agent)) {
            usleep(500);
            agent_step(scene->agent);
        }
    }
}

/* What the hub has, as the mix sees it. */
static size_t at_hub(struct scene *scene, const uint8_t (*ids)[ID_BYTES], size_t count, size_t *ret_all)
{
    struct wire_client *mix = world_client(&scene->world, scene->mix);
    struct buffer records;
    size_t record = 2 * ID_BYTES + ENVELOPE_BYTES, found = 0;
    buffer_init(&records, 64 << 20);
    world_list(mix, "/v1/mix/envelopes", record, &records);
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; at < records.len; at += record)
            found += !memcmp(records.bytes + at, ids[i], ID_BYTES);
    if (ret_all)
        *ret_all = records.len / record;
    buffer_clear(&records);
    wire_client_free(mix);
    return found;
}

/* Everything about a request that the network could see. */
static void describe(const struct relay *relay, unsigned from, char *text, size_t cap)
{
    size_t used = 0;
    for (unsigned i = from; i < relay->count && used < cap; i++) {
        const struct relay_request *one = &relay->requests[i];
        used += (size_t)snprintf(text + used, cap - used, "%lld %s %.14s %zu %zu %d\n",
            (long long)(one->at_ms - relay->requests[from].at_ms), one->method, one->path, strlen(one->path),
            one->len, one->status);
    }
}

static void the_network_sees_the_same_with_0_1_and_10_real_files(void **state)
{
    struct scene *scene = *state;
    static const unsigned real[] = {0, 1, 10};
    char seen[3][8192];
    uint8_t ids[11][ID_BYTES];
    size_t n = 0;
    scene->world.clock.mono_ms = 40000000; /* one turn ends at a multiple of a tick */
    start_agent(scene);
    pass(scene, 5 * TICK);
    for (int turn = 0; turn < 3; turn++) {
        unsigned from = scene->relay.count;
        for (unsigned i = 0; i < real[turn]; i++)
            device_put(&scene->device, OUTBOX_HELP, ids[n++]);
        pass(scene, 12 * TICK);
        describe(&scene->relay, from, seen[turn], sizeof seen[turn]);
        assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 5 + 12 * (turn + 1));
    }
    assert_string_equal(seen[0], seen[1]);
    assert_string_equal(seen[0], seen[2]);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES])ids, n, NULL), 11);
}

static void a_missed_tick_is_not_made_up(void **state)
{
    struct scene *scene = *state;
    start_agent(scene);
    device_fill(&scene->device);
    scene->world.clock.mono_ms += 50 * TICK;
    for (int i = 0; i < 5; i++)
        agent_step(scene->agent);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/"), 1);
}

static void a_restart_within_a_tick_sends_no_second_file(void **state)
{
    struct scene *scene = *state;
    start_agent(scene);
    pass(scene, 3 * TICK);
    unsigned before = relay_counted(&scene->relay, "PUT", "/v1/");
    assert_int_equal(before, 3);
    for (int i = 0; i < 5; i++) {
        start_agent(scene);
        agent_step(scene->agent);
    }
    pass(scene, 3 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/"), before + 3);
}

static void nothing_is_lost_or_doubled(struct scene *scene, enum relay_fault fault)
{
    uint8_t ids[8][ID_BYTES];
    size_t all;
    scene->relay.fault = fault;
    start_agent(scene);
    for (int i = 0; i < 8; i++)
        device_put(&scene->device, OUTBOX_HELP, ids[i]);
    pass(scene, 20 * TICK);
    scene->relay.fault = RELAY_FAITHFUL;
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 20);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES])ids, 8, &all), 8);
    assert_true(all <= 20);
    device_fill(&scene->device);
    assert_int_equal(world_count(scene->device.outbox), 2); /* the dummies that wait */
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

static void a_refused_file_lets_others_pass_and_is_kept(void **state)
{
    struct scene *scene = *state;
    uint8_t ids[2][ID_BYTES];
    start_agent(scene);
    device_put(&scene->device, OUTBOX_HELP, ids[0]);
    device_put(&scene->device, OUTBOX_HELP, ids[1]);
    hex_write(ids[0], ID_BYTES, scene->relay.refuse);
    pass(scene, 10 * TICK);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES])ids, 1, NULL), 0);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES])ids + 1, 1, NULL), 1);
    scene->relay.refuse[0] = 0;
    pass(scene, 10 * TICK);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES])ids, 2, NULL), 2);
}

static void it_goes_on_by_itself_when_the_hub_was_away(void **state)
{
    struct scene *scene = *state;
    uint8_t ids[3][ID_BYTES];
    strcpy(scene->device.settings.url, scene->world.url);
    start_agent(scene);
    pass(scene, 2 * TICK);
    world_hub_stop(&scene->world);
    for (int i = 0; i < 3; i++)
        device_put(&scene->device, OUTBOX_HELP, ids[i]);
    pass(scene, 4 * TICK);
    assert_int_equal(world_count(scene->device.outbox), 3 + 0);
    world_hub_start(&scene->world, false);
    pass(scene, 4 * TICK);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES])ids, 3, NULL), 3);
}

static void a_hub_that_was_restored_gets_the_last_days_again_one_more_each_tick(void **state)
{
    struct scene *scene = *state;
    uint8_t ids[3][ID_BYTES];
    start_agent(scene);
    for (int i = 0; i < 3; i++)
        device_put(&scene->device, OUTBOX_HELP, ids[i]);
    pass(scene, 5 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 5);
    strcpy(scene->relay.epoch, "00ff");
    pass(scene, TICK); /* its answer shows the epoch; the first extra one follows at once */
    pass(scene, TICK);
    start_agent(scene); /* a restart does not end it */
    pass(scene, 8 * TICK);
    /* 10 ticks; again: the 5 of before, and the one whose answer brought the news */
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 5 + 10 + 6);
    for (int i = 0; i < 3; i++) {
        char path[64] = "/v1/envelopes/";
        hex_write(ids[i], ID_BYTES, path + strlen(path));
        assert_int_equal(relay_counted(&scene->relay, "PUT", path), 2);
    }
    pass(scene, 3 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 5 + 13 + 6);
}

/* A restored hub whose clock is wrong refuses every certificate: that says nothing about a file. */
static void what_is_sent_again_waits_until_the_hub_takes_this_machine(void **state)
{
    struct scene *scene = *state;
    uint8_t id[ID_BYTES];
    char path[64] = "/v1/envelopes/";
    start_agent(scene);
    device_put(&scene->device, OUTBOX_HELP, id);
    hex_write(id, ID_BYTES, path + strlen(path));
    pass(scene, 3 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", path), 1);
    strcpy(scene->relay.epoch, "00ff");
    strcpy(scene->relay.refuse, "/v1/envelopes/");
    scene->relay.refuse_status = 403;
    pass(scene, 10 * TICK);
    unsigned refused = relay_counted(&scene->relay, "PUT", path);
    scene->relay.refuse[0] = 0;
    pass(scene, 10 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", path), refused + 1);
}

static void what_was_sent_is_kept_seven_days(void **state)
{
    struct scene *scene = *state;
    char sent[160];
    snprintf(sent, sizeof sent, "%s/sent", scene->device.state);
    start_agent(scene);
    pass(scene, 3 * TICK);
    assert_int_equal(world_count(sent), 3);
    scene->world.clock.wall_s += 6 * DAY;
    scene->world.clock.mono_ms += 3600000;
    pass(scene, TICK);
    assert_true(world_count(sent) >= 4);
    scene->world.clock.wall_s += 2 * DAY;
    scene->world.clock.mono_ms += 3600000;
    pass(scene, TICK);
    assert_int_equal(world_count(sent), relay_counted(&scene->relay, "PUT", "/v1/envelopes/") - 3);
}

static void a_machine_that_wakes_in_1970_sends_all_the_same(void **state)
{
    struct scene *scene = *state;
    char path[160];
    struct buffer text;
    scene->world.clock.wall_s = 5;
    start_agent(scene);
    pass(scene, 3 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 3);
    snprintf(path, sizeof path, "%s/last-connection", scene->device.state);
    buffer_init(&text, 64);
    assert_int_equal(file_read(path, 64, &text), BASE_OK);
    assert_true(strtoll((const char *)text.bytes, NULL, 10) >= scene->world.maker.signed_at);
    buffer_clear(&text);
    snprintf(path, sizeof path, "%s/clock-floor", scene->device.state);
    assert_int_equal(file_read(path, 64, &text), BASE_OK);
    assert_true(strtoll((const char *)text.bytes, NULL, 10) >= scene->world.maker.signed_at);
    buffer_clear(&text);
}

static void the_heartbeat_comes_once_an_hour(void **state)
{
    struct scene *scene = *state;
    start_agent(scene);
    for (int i = 0; i < 3 * 3600; i++) { /* the outbox stays empty, so nothing else is asked much */
        scene->world.clock.mono_ms += 1000;
        scene->world.clock.wall_s++;
        if (i % 900 == 0)
            agent_step(scene->agent);
    }
    agent_step(scene->agent);
    assert_in_range(relay_counted(&scene->relay, "POST", "/v1/heartbeat"), 2, 3);
    for (unsigned i = 0; i < scene->relay.count; i++)
        if (!strcmp(scene->relay.requests[i].path, "/v1/heartbeat"))
            assert_int_equal(scene->relay.requests[i].status, 204);
}

static void the_certificate_is_renewed_after_thirty_days(void **state)
{
    struct scene *scene = *state;
    char path[160];
    struct buffer before, after;
    buffer_init(&before, 8192);
    buffer_init(&after, 8192);
    snprintf(path, sizeof path, "%s/client.pem", scene->device.state);
    assert_int_equal(file_read(path, 8192, &before), BASE_OK);
    strcpy(scene->device.settings.url, scene->world.url); /* so that the hub sees the certificate itself */
    start_agent(scene);
    scene->world.clock.wall_s += 29 * DAY;
    scene->world.clock.mono_ms += 3600000;
    agent_step(scene->agent);
    assert_int_equal(file_read(path, 8192, &after), BASE_OK);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.bytes, before.bytes, before.len);
    scene->world.clock.wall_s += 2 * DAY;
    scene->world.clock.mono_ms += 3600000;
    agent_step(scene->agent);
    buffer_clear(&after);
    assert_int_equal(file_read(path, 8192, &after), BASE_OK);
    assert_true(after.len != before.len || memcmp(after.bytes, before.bytes, before.len) != 0);
    uint8_t id[ID_BYTES];
    device_put(&scene->device, OUTBOX_HELP, id);
    pass(scene, 2 * TICK);
    assert_int_equal(at_hub(scene, (const uint8_t(*)[ID_BYTES]) & id, 1, NULL), 1);
    buffer_clear(&before);
    buffer_clear(&after);
}

static void new_content_is_taken_while_it_runs(void **state)
{
    struct scene *scene = *state;
    char name[65], path[200];
    struct buffer pointer;
    start_agent(scene);
    pass(scene, 4 * TICK);
    scene->world.maker.places[0].tick_s = 4;
    world_publish(&scene->world);
    pass(scene, 2 * TICK);
    unsigned before = relay_counted(&scene->relay, "PUT", "/v1/envelopes/");
    pass(scene, 10 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), before + 5);
    snprintf(path, sizeof path, "%s/last-check", scene->device.state);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/current", scene->device.content);
    buffer_init(&pointer, 65536);
    assert_int_equal(file_read(path, 65536, &pointer), BASE_OK);
    assert_non_null(strstr((char *)pointer.bytes, ".snapshot.json"));
    release_maker_name(scene->world.release, name);
    assert_non_null(strstr((char *)pointer.bytes, name));
    buffer_clear(&pointer);
}

static void content_is_asked_for_on_each_beat_of_the_zone_and_says_nothing(void **state)
{
    struct scene *scene = *state;
    uint8_t id[ID_BYTES];
    start_agent(scene);
    pass(scene, TICK);
    unsigned checks = scene->relay.checks, content = scene->relay.content;
    pass(scene, 10 * TICK);
    assert_int_equal(scene->relay.checks - checks, 10);
    assert_int_equal(scene->relay.content - content, 10); /* nothing is new: one request each */
    for (int i = 0; i < 10; i++)
        device_put(&scene->device, OUTBOX_HELP, id);
    pass(scene, 10 * TICK);
    assert_int_equal(scene->relay.checks - checks, 20);
    assert_int_equal(scene->relay.content - content, 20);
}

static void a_hub_without_content_stops_no_file(void **state)
{
    struct scene *scene = *state;
    start_agent(scene);
    pass(scene, TICK);
    scene->relay.no_content = true;
    unsigned before = relay_counted(&scene->relay, "PUT", "/v1/envelopes/");
    pass(scene, 10 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), before + 10);
}

static void content_that_nobody_signed_is_not_taken(void **state)
{
    struct scene *scene = *state;
    struct maker_role *recipients = release_maker_role(scene->world.release, "recipients");
    start_agent(scene);
    pass(scene, 2 * TICK);
    scene->world.maker.zone_beat_s = 900;
    recipients->stranger = true;
    world_publish(&scene->world);
    unsigned checks = scene->relay.checks;
    pass(scene, 10 * TICK);
    assert_int_equal(scene->relay.checks - checks, 10);
}

static void a_device_without_content_fetches_it_and_then_sends(void **state)
{
    struct scene *scene = *state;
    char command[300];
    snprintf(command, sizeof command, "rm -r %s", scene->device.content);
    assert_int_equal(system(command), 0);
    scene->relay.no_content = true;
    start_agent(scene);
    pass(scene, 10 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), 0);
    scene->relay.no_content = false;
    pass(scene, 3 * TICK);
    unsigned before = relay_counted(&scene->relay, "PUT", "/v1/envelopes/");
    pass(scene, 10 * TICK);
    assert_int_equal(relay_counted(&scene->relay, "PUT", "/v1/envelopes/"), before + 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_network_sees_the_same_with_0_1_and_10_real_files),
        TEST(a_missed_tick_is_not_made_up),
        TEST(a_restart_within_a_tick_sends_no_second_file),
        TEST(failures_every_second_time_lose_nothing),
        TEST(answers_lost_every_second_time_double_nothing),
        TEST(requests_that_arrive_twice_double_nothing),
        TEST(a_refused_file_lets_others_pass_and_is_kept),
        TEST(it_goes_on_by_itself_when_the_hub_was_away),
        TEST(a_hub_that_was_restored_gets_the_last_days_again_one_more_each_tick),
        TEST(what_is_sent_again_waits_until_the_hub_takes_this_machine),
        TEST(what_was_sent_is_kept_seven_days),
        TEST(a_machine_that_wakes_in_1970_sends_all_the_same),
        TEST(the_heartbeat_comes_once_an_hour),
        TEST(the_certificate_is_renewed_after_thirty_days),
        TEST(new_content_is_taken_while_it_runs),
        TEST(content_is_asked_for_on_each_beat_of_the_zone_and_says_nothing),
        TEST(a_hub_without_content_stops_no_file),
        TEST(content_that_nobody_signed_is_not_taken),
        TEST(a_device_without_content_fetches_it_and_then_sends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
