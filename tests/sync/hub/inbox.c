/* Waiting for an inbox, being done with it, and what time does to the store. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "sync/hub/net.h"

enum { DESKS = 8, DAY = 86400 };

struct waiting {
    struct wire_client *client;
    const char *path;
    struct wire_answer *answer;
    pthread_t thread;
    int64_t took_ms;
};

static void *wait_main(void *ctx)
{
    struct waiting *waiting = ctx;
    struct clock_source clock = clock_system();
    int64_t began = clock.mono_ms(clock.self);
    if (wire_request(waiting->client, "GET", waiting->path, NULL, 0, waiting->answer))
        waiting->answer->status = -1;
    waiting->took_ms = clock.mono_ms(clock.self) - began;
    return NULL;
}

static void wait_begin(struct scene *scene, struct waiting *waiting, const char *path)
{
    waiting->client = net_client(&scene->net, "desk");
    waiting->path = path;
    waiting->answer = answer_new();
    assert_int_equal(pthread_create(&waiting->thread, NULL, wait_main, waiting), 0);
}

static void wait_end(struct waiting *waiting)
{
    answer_free(waiting->answer);
    wire_client_free(waiting->client);
}

static void all_desks_that_wait_are_woken_by_one_file(void **state)
{
    struct scene *scene = *state;
    struct waiting waiting[DESKS];
    char path[128];
    unsigned long before = hub_counts(scene->net.hub).requests;
    for (int i = 0; i < DESKS; i++)
        wait_begin(scene, &waiting[i], "/v1/teams/" TEAM "?wait=60");
    WAIT_UNTIL(hub_counts(scene->net.hub).requests == before + DESKS);
    path_n(path, "/v1/teams/" OTHER_TEAM "/", 1);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 201);
    path_n(path, "/v1/teams/" TEAM "/", 1);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 201);
    for (int i = 0; i < DESKS; i++) {
        pthread_join(waiting[i].thread, NULL);
        assert_int_equal(waiting[i].answer->status, 200);
        assert_int_equal(waiting[i].answer->body.len, 16 + INNER_BYTES);
        assert_true(waiting[i].took_ms < 30000);
        wait_end(&waiting[i]);
    }
}

static void a_desk_that_waits_in_vain_gets_an_empty_answer_when_its_time_is_over(void **state)
{
    struct scene *scene = *state;
    struct waiting waiting;
    wait_begin(scene, &waiting, "/v1/teams/" TEAM "?wait=1");
    pthread_join(waiting.thread, NULL);
    assert_int_equal(waiting.answer->status, 200);
    assert_int_equal(waiting.answer->body.len, 0);
    assert_string_not_equal(waiting.answer->after, "");
    assert_true(waiting.took_ms >= 1000);
    wait_end(&waiting);
}

static void a_hub_that_stops_answers_those_that_wait(void **state)
{
    struct scene *scene = *state;
    struct waiting waiting;
    unsigned long before = hub_counts(scene->net.hub).requests;
    wait_begin(scene, &waiting, "/v1/teams/" TEAM "?wait=60");
    WAIT_UNTIL(hub_counts(scene->net.hub).requests == before + 1);
    net_stop(&scene->net);
    pthread_join(waiting.thread, NULL);
    assert_int_equal(waiting.answer->status, 200);
    assert_true(waiting.took_ms < 30000);
    wait_end(&waiting);
}

static size_t length(struct wire_client *client, const char *path)
{
    struct wire_answer *answer = net_get(client, path);
    assert_int_equal(answer->status, 200);
    size_t len = answer->body.len;
    answer_free(answer);
    return len;
}

static void what_a_desk_is_done_with_stays_seven_days_and_does_not_come_back(void **state)
{
    struct scene *scene = *state;
    char path[128];
    struct wire_answer *answer = NULL;
    for (unsigned n = 1; n <= 3; n++) {
        path_n(path, "/v1/teams/" TEAM "/", n);
        assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 201);
        if (n == 2)
            answer = net_get(scene->desk, "/v1/teams/" TEAM);
    }
    assert_int_equal(
        net_status(scene->desk, "POST", "/v1/teams/" TEAM "/done", answer->after, strlen(answer->after)),
        204);
    assert_int_equal(
        net_status(scene->mix, "POST", "/v1/teams/" TEAM "/done", answer->after, strlen(answer->after)), 403);
    assert_int_equal(net_status(scene->desk, "POST", "/v1/teams/" OTHER_TEAM "/done", answer->after,
                         strlen(answer->after)),
        403);
    answer_free(answer);
    atomic_fetch_add(&scene->net.clock_add_s, 7 * DAY - 3600);
    path_n(path, "/v1/envelopes/", 1); /* after this commit comes a sweep, and before the next its end */
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 200);
    assert_int_equal(length(scene->desk, "/v1/teams/" TEAM), 3 * (16 + INNER_BYTES));
    atomic_fetch_add(&scene->net.clock_add_s, 7200);
    WAIT_UNTIL(length(scene->desk, "/v1/teams/" TEAM) == 16 + INNER_BYTES);
    path_n(path, "/v1/teams/" TEAM "/", 2);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 200);
    assert_int_equal(length(scene->desk, "/v1/teams/" TEAM), 16 + INNER_BYTES);
}

static void an_answer_stays_180_days(void **state)
{
    struct scene *scene = *state;
    char path[128];
    path_n(path, "/v1/drops/" ZONE "/", 1);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->answer, ANSWER_BYTES), 201);
    /* certificates end after 90 days: new ones, as a renewal would give */
    atomic_fetch_add(&scene->net.clock_add_s, 180 * DAY);
    net_enrol(&scene->net, HUB_ROLE_DEVICE, ZONE ".0000000000000002", "later");
    struct wire_client *later = net_client(&scene->net, "later");
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(later, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(later, "PUT", path, scene->envelope, ENVELOPE_BYTES), 200);
    assert_int_equal(length(later, "/v1/drops/" ZONE), 24 + ANSWER_BYTES);
    atomic_fetch_add(&scene->net.clock_add_s, DAY);
    WAIT_UNTIL(length(later, "/v1/drops/" ZONE) == 0);
    wire_client_free(later);
}

static void the_id_of_a_deleted_envelope_is_remembered_seven_days(void **state)
{
    struct scene *scene = *state;
    char put[128], cut[128];
    path_n(put, "/v1/envelopes/", 1);
    path_n(cut, "/v1/mix/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(scene->mix, "DELETE", cut, NULL, 0), 204);
    atomic_fetch_add(&scene->net.clock_add_s, 7 * DAY - 3600);
    assert_int_equal(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES), 200);
    assert_int_equal(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES), 200);
    atomic_fetch_add(&scene->net.clock_add_s, 7200);
    WAIT_UNTIL(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES) == 201);
}

static void everything_is_there_after_a_restart_under_the_same_positions(void **state)
{
    struct scene *scene = *state;
    char path[192];
    for (unsigned n = 1; n <= 2; n++) {
        path_n(path, "/v1/envelopes/", n);
        assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    }
    struct wire_answer *first = net_get(scene->mix, "/v1/mix/envelopes?most=1");
    net_stop(&scene->net);
    net_start(&scene->net);
    struct wire_client *mix = net_client(&scene->net, "mix");
    snprintf(path, sizeof path, "/v1/mix/envelopes?after=%s", first->after);
    struct wire_answer *rest = net_get(mix, path);
    assert_int_equal(rest->body.len, 32 + ENVELOPE_BYTES);
    assert_int_equal(rest->body.bytes[15], 2);
    assert_string_equal(rest->epoch, first->epoch);
    assert_memory_equal(rest->body.bytes + 16, first->body.bytes + 16, 16); /* the same day's secret */
    answer_free(first);
    answer_free(rest);
    wire_client_free(mix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(all_desks_that_wait_are_woken_by_one_file),
        SCENE_TEST(a_desk_that_waits_in_vain_gets_an_empty_answer_when_its_time_is_over),
        SCENE_TEST(a_hub_that_stops_answers_those_that_wait),
        SCENE_TEST(what_a_desk_is_done_with_stays_seven_days_and_does_not_come_back),
        SCENE_TEST(an_answer_stays_180_days),
        SCENE_TEST(the_id_of_a_deleted_envelope_is_remembered_seven_days),
        SCENE_TEST(everything_is_there_after_a_restart_under_the_same_positions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
