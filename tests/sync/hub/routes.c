/* Each route of the hub, as each role sees it. */
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

static void an_envelope_is_taken_once_and_only_with_the_same_bytes_again(void **state)
{
    struct scene *scene = *state;
    char path[192];
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 200);
    scene->envelope[500] ^= 1;
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 409);
    path_n(path, "/v1/envelopes/", 2);
    assert_int_equal(net_status(scene->desk, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->envelope, ENVELOPE_BYTES), 403);
    assert_int_equal(net_status(scene->nobody, "PUT", path, scene->envelope, ENVELOPE_BYTES), 403);
}

static void an_envelope_of_another_size_or_kind_is_refused(void **state)
{
    struct scene *scene = *state;
    char path[192];
    uint8_t large[ENVELOPE_BYTES + 1];
    file_fill(large, sizeof large, 1);
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES - 1), 400);
    assert_int_equal(net_status(scene->device, "PUT", path, large, sizeof large), 413);
    assert_int_equal(net_status(scene->device, "PUT", path, "", 0), 400);
    scene->envelope[21] = ' ';
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 400);
    file_fill(scene->envelope, sizeof scene->envelope, 1);
    static const char *const wrong[] = {"/v1/envelopes/", "/v1/envelopes/abc",
        "/v1/envelopes/0000000000000000000000000000000G", "/v1/envelopes/0000000000000000000000000000000A",
        "/v1/envelopes/000000000000000000000000000000000"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(net_status(scene->device, "PUT", wrong[i], scene->envelope, ENVELOPE_BYTES), 400);
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
}

static void the_mix_reads_all_in_order_with_a_pseudonym_for_each_sender(void **state)
{
    struct scene *scene = *state;
    char path[192];
    net_enrol(&scene->net, HUB_ROLE_DEVICE, OTHER_ZONE ".0000000000000009", "second");
    struct wire_client *second = net_client(&scene->net, "second");
    for (unsigned n = 1; n <= 5; n++) {
        file_fill(scene->envelope, sizeof scene->envelope, n);
        path_n(path, "/v1/envelopes/", n);
        struct wire_client *from = n == 3 ? second : scene->device;
        assert_int_equal(net_status(from, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    }
    const size_t record = 32 + ENVELOPE_BYTES;
    struct wire_answer *first = net_get(scene->mix, "/v1/mix/envelopes?most=3");
    assert_int_equal(first->body.len, 3 * record);
    snprintf(path, sizeof path, "/v1/mix/envelopes?after=%s", first->after);
    struct wire_answer *rest = net_get(scene->mix, path);
    assert_int_equal(rest->body.len, 2 * record);
    assert_int_equal(first->body.bytes[15], 1);
    assert_int_equal(first->body.bytes[record + 15], 2);
    assert_int_equal(rest->body.bytes[15], 4);
    file_fill(scene->envelope, sizeof scene->envelope, 2);
    assert_memory_equal(first->body.bytes + record + 32, scene->envelope, ENVELOPE_BYTES);
    assert_memory_equal(first->body.bytes + 16, first->body.bytes + record + 16, 16);
    assert_memory_not_equal(first->body.bytes + 16, first->body.bytes + 2 * record + 16, 16);
    snprintf(path, sizeof path, "/v1/mix/envelopes?after=%s", rest->after);
    struct wire_answer *none = net_get(scene->mix, path);
    assert_int_equal(none->body.len, 0);
    assert_string_equal(none->after, rest->after);
    answer_free(first);
    answer_free(rest);
    answer_free(none);
    wire_client_free(second);
    assert_int_equal(net_status(scene->device, "GET", "/v1/mix/envelopes", NULL, 0), 403);
    assert_int_equal(net_status(scene->desk, "GET", "/v1/mix/envelopes", NULL, 0), 403);
    assert_int_equal(net_status(scene->nobody, "GET", "/v1/mix/envelopes", NULL, 0), 403);
}

static void a_sender_has_another_pseudonym_the_next_day(void **state)
{
    struct scene *scene = *state;
    char path[192];
    for (unsigned n = 1; n <= 2; n++) {
        path_n(path, "/v1/envelopes/", n);
        assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
        atomic_fetch_add(&scene->net.clock_add_s, 86400);
    }
    struct wire_answer *answer = net_get(scene->mix, "/v1/mix/envelopes");
    assert_int_equal(answer->body.len, 2 * (32 + ENVELOPE_BYTES));
    assert_memory_not_equal(answer->body.bytes + 16, answer->body.bytes + 48 + ENVELOPE_BYTES, 16);
    answer_free(answer);
}

static void what_the_mix_deleted_is_gone_and_does_not_come_back_with_its_id(void **state)
{
    struct scene *scene = *state;
    char put[128], cut[128];
    path_n(put, "/v1/envelopes/", 7);
    path_n(cut, "/v1/mix/envelopes/", 7);
    assert_int_equal(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(scene->device, "DELETE", cut, NULL, 0), 403);
    assert_int_equal(net_status(scene->mix, "DELETE", cut, NULL, 0), 204);
    assert_int_equal(net_status(scene->mix, "DELETE", cut, NULL, 0), 204);
    assert_int_equal(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES), 200);
    scene->envelope[400] ^= 1;
    assert_int_equal(net_status(scene->device, "PUT", put, scene->envelope, ENVELOPE_BYTES), 409);
    struct wire_answer *answer = net_get(scene->mix, "/v1/mix/envelopes");
    assert_int_equal(answer->body.len, 0);
    answer_free(answer);
}

static void an_inner_file_reaches_its_team_and_no_other(void **state)
{
    struct scene *scene = *state;
    char path[192];
    path_n(path, "/v1/teams/" TEAM "/", 5);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 201);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 200);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES - 1), 400);
    scene->inner[300] ^= 1;
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 409);
    scene->inner[300] ^= 1;
    assert_int_equal(net_status(scene->desk, "PUT", path, scene->inner, INNER_BYTES), 403);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->inner, INNER_BYTES), 403);
    path_n(path, "/v1/teams/" OTHER_TEAM "/", 5);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 201);
    struct wire_answer *answer = net_get(scene->desk, "/v1/teams/" TEAM);
    assert_int_equal(answer->status, 200);
    assert_int_equal(answer->body.len, 16 + INNER_BYTES);
    assert_int_equal(answer->body.bytes[15], 5);
    assert_memory_equal(answer->body.bytes + 16, scene->inner, INNER_BYTES);
    answer_free(answer);
    assert_int_equal(net_status(scene->desk, "GET", "/v1/teams/" OTHER_TEAM, NULL, 0), 403);
    assert_int_equal(net_status(scene->mix, "GET", "/v1/teams/" TEAM, NULL, 0), 403);
    assert_int_equal(net_status(scene->device, "GET", "/v1/teams/" TEAM, NULL, 0), 403);
}

static void an_inbox_comes_in_parts_of_64(void **state)
{
    struct scene *scene = *state;
    char path[192];
    for (unsigned n = 0; n < 70; n++) {
        path_n(path, "/v1/teams/" TEAM "/", n);
        assert_int_equal(net_status(scene->mix, "PUT", path, scene->inner, INNER_BYTES), 201);
    }
    struct wire_answer *first = net_get(scene->desk, "/v1/teams/" TEAM);
    assert_int_equal(first->body.len, 64 * (16 + INNER_BYTES));
    snprintf(path, sizeof path, "/v1/teams/" TEAM "?after=%s", first->after);
    struct wire_answer *rest = net_get(scene->desk, path);
    assert_int_equal(rest->body.len, 6 * (16 + INNER_BYTES));
    assert_int_equal(rest->body.bytes[15], 64);
    answer_free(first);
    answer_free(rest);
}

static void an_answer_reaches_the_devices_of_its_zone_with_its_day(void **state)
{
    struct scene *scene = *state;
    char path[192], day[11];
    path_n(path, "/v1/drops/" ZONE "/", 6);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->answer, ANSWER_BYTES), 201);
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->answer, ANSWER_BYTES), 200);
    scene->answer[300] ^= 1;
    assert_int_equal(net_status(scene->mix, "PUT", path, scene->answer, ANSWER_BYTES), 409);
    scene->answer[300] ^= 1;
    assert_int_equal(net_status(scene->device, "PUT", path, scene->answer, ANSWER_BYTES), 403);
    struct wire_answer *answer = net_get(scene->device, "/v1/drops/" ZONE);
    assert_int_equal(answer->body.len, 16 + 8 + ANSWER_BYTES);
    day_format(scene->net.settings.clock.wall_s(&scene->net), day);
    char digits[9];
    snprintf(digits, sizeof digits, "%.4s%.2s%.2s", day, day + 5, day + 8);
    assert_memory_equal(answer->body.bytes + 16, digits, 8);
    assert_memory_equal(answer->body.bytes + 24, scene->answer, ANSWER_BYTES);
    snprintf(path, sizeof path, "/v1/drops/" ZONE "?after=%s", answer->after);
    struct wire_answer *none = net_get(scene->device, path);
    assert_int_equal(none->body.len, 0);
    answer_free(answer);
    answer_free(none);
    assert_int_equal(net_status(scene->device, "GET", "/v1/drops/" OTHER_ZONE, NULL, 0), 403);
    assert_int_equal(net_status(scene->desk, "GET", "/v1/drops/" ZONE, NULL, 0), 403);
}

static void a_position_of_another_store_starts_from_the_beginning(void **state)
{
    struct scene *scene = *state;
    char path[192];
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    struct wire_answer *answer = net_get(scene->mix, "/v1/mix/envelopes");
    char after[80];
    strcpy(after, answer->after);
    answer_free(answer);
    after[0] = after[0] == '0' ? '1' : '0';
    snprintf(path, sizeof path, "/v1/mix/envelopes?after=%s", after);
    answer = net_get(scene->mix, path);
    assert_int_equal(answer->body.len, 32 + ENVELOPE_BYTES);
    assert_string_not_equal(answer->epoch, "");
    assert_memory_equal(answer->epoch, answer->after, strlen(answer->epoch));
    answer_free(answer);
    assert_int_equal(net_status(scene->desk, "POST", "/v1/teams/" TEAM "/done", after, strlen(after)), 409);
    assert_int_equal(net_status(scene->desk, "POST", "/v1/teams/" TEAM "/done", "later", 5), 400);
    assert_int_equal(net_status(scene->mix, "GET", "/v1/mix/envelopes?after=1", NULL, 0), 400);
}

static void a_query_that_the_route_does_not_take_is_refused(void **state)
{
    struct scene *scene = *state;
    static const char *const wrong[] = {"?", "?most", "?most=", "?most=0", "?most=257", "?most=1&most=1",
        "?wait=1", "?most=01", "?most=1&", "?&most=1", "?most=-1", "?most=1x", "?before=1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char path[192];
        snprintf(path, sizeof path, "/v1/mix/envelopes%s", wrong[i]);
        assert_int_equal(net_status(scene->mix, "GET", path, NULL, 0), 400);
    }
    assert_int_equal(net_status(scene->desk, "GET", "/v1/teams/" TEAM "?wait=61", NULL, 0), 400);
}

static void a_heartbeat_is_kept_for_the_operator(void **state)
{
    struct scene *scene = *state;
    static const char good[] =
        "{\"software\":\"0.1.0\",\"place\":\"demo-1\",\"release\":\"12\",\"shown\":\"ab\","
        "\"refused\":\"\",\"disk\":\"low\",\"temperature\":\"ok\"}";
    static const char bad[] =
        "{\"software\":\"0.1.0\",\"place\":\"demo-1\",\"release\":\"12\",\"shown\":\"ab\","
        "\"refused\":\"\",\"disk\":\"full\",\"temperature\":\"ok\"}";
    assert_int_equal(net_status(scene->device, "POST", "/v1/heartbeat", good, sizeof good - 1), 204);
    assert_int_equal(net_status(scene->device, "POST", "/v1/heartbeat", bad, sizeof bad - 1), 400);
    assert_int_equal(net_status(scene->device, "POST", "/v1/heartbeat", "{}", 2), 400);
    assert_int_equal(net_status(scene->device, "POST", "/v1/heartbeat", "[", 1), 400);
    assert_int_equal(net_status(scene->desk, "POST", "/v1/heartbeat", good, sizeof good - 1), 403);
}

static void anyone_may_ask_whether_it_is_well_and_nothing_else_is_there(void **state)
{
    struct scene *scene = *state;
    struct wire_answer *answer = net_get(scene->nobody, "/v1/healthz");
    assert_int_equal(answer->status, 200);
    assert_memory_equal(answer->body.bytes, "ok", 2);
    answer_free(answer);
    assert_int_equal(net_status(scene->nobody, "GET", "/", NULL, 0), 404);
    assert_int_equal(net_status(scene->nobody, "GET", "/v1/metrics", NULL, 0), 404);
    assert_int_equal(net_status(scene->nobody, "GET", "/v1/healthz/", NULL, 0), 404);
    assert_int_equal(net_status(scene->nobody, "GET", "//v1/healthz", NULL, 0), 404);
    assert_int_equal(net_status(scene->nobody, "DELETE", "/v1/healthz", NULL, 0), 405);
    answer = net_get(scene->device, "/v1/enrol");
    assert_int_equal(answer->status, 405);
    assert_string_equal(answer->problem, "Method not allowed: This path does not take this method.");
    answer_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(an_envelope_is_taken_once_and_only_with_the_same_bytes_again),
        SCENE_TEST(an_envelope_of_another_size_or_kind_is_refused),
        SCENE_TEST(the_mix_reads_all_in_order_with_a_pseudonym_for_each_sender),
        SCENE_TEST(a_sender_has_another_pseudonym_the_next_day),
        SCENE_TEST(what_the_mix_deleted_is_gone_and_does_not_come_back_with_its_id),
        SCENE_TEST(an_inner_file_reaches_its_team_and_no_other),
        SCENE_TEST(an_inbox_comes_in_parts_of_64),
        SCENE_TEST(an_answer_reaches_the_devices_of_its_zone_with_its_day),
        SCENE_TEST(a_position_of_another_store_starts_from_the_beginning),
        SCENE_TEST(a_query_that_the_route_does_not_take_is_refused),
        SCENE_TEST(a_heartbeat_is_kept_for_the_operator),
        SCENE_TEST(anyone_may_ask_whether_it_is_well_and_nothing_else_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
