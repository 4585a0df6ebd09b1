/* The clerk against a real hub: enrols with the code on both sides, fetches, sends on the beat, and says
 * what is wrong when there is no hub or not the right one. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "desk/clerk.h"
#include "sync/desk/room.h"
#include "sync/hub/net.h"

#define RECORD_BYTES (2 * ID_BYTES + ENVELOPE_BYTES)

static struct net net;
static struct room room;
static struct clerk *clerk;
static struct person person;
static char token[164], team[ID_HEX + 1];

static int begin(void **state)
{
    (void)state;
    char message[HUB_MESSAGE], laptop[LAPTOP_HEX + 1], name[64];
    uint8_t id[LAPTOP_BYTES];
    signal(SIGPIPE, SIG_IGN);
    net_init(&net);
    net_start(&net);
    room_begin(&room);
    desk_free(room.desk);
    laptop_of(room.keys.laptop.public_key, id);
    hex_write(id, LAPTOP_BYTES, laptop);
    hex_write(room.keys.team, ID_BYTES, team);
    snprintf(name, sizeof name, "%s.%s", team, laptop);
    assert_int_equal(hub_token(&net.settings, HUB_ROLE_DESK, name, token, message), HUB_OK);
    room.settings.hub_url = net.url;
    room.settings.hub_ca = net.ca;
    room.settings.token = token;
    assert_true(desk_new(&room.settings, clock_system(), &room.desk, message));
    return 0;
}

static int end(void **state)
{
    (void)state;
    clerk_stop(clerk);
    clerk = NULL;
    room_end(&room);
    net_clear(&net);
    return 0;
}

static void start_clerk(void)
{
    char message[256];
    assert_true(clerk_start(room.desk, &room.settings, clock_system(), NULL, NULL, &clerk, message));
}

static bool state_is(const char *key, const char *text)
{
    json_t *state = desk_state(room.desk);
    const char *value = json_string_value(json_object_get(state, key));
    bool is = value && strstr(value, text);
    json_decref(state);
    return is;
}

static bool connected(void)
{
    json_t *state = desk_state(room.desk);
    bool yes = json_is_true(json_object_get(state, "connected"));
    json_decref(state);
    return yes;
}

static int approve_one(void *ctx, const struct hub_enrolment *enrolment)
{
    memcpy(ctx, enrolment->code, sizeof enrolment->code);
    return 0;
}

static void enrol(void)
{
    char code[12] = "", message[HUB_MESSAGE];
    struct hub_enrolment approved;
    start_clerk();
    WAIT_UNTIL(hub_enrolments(&net.settings, approve_one, code, message) == HUB_OK && code[0]);
    WAIT_UNTIL(state_is("code", code)); /* both screens show the same */
    assert_int_equal(hub_approve(&net.settings, code, &approved, message), HUB_OK);
    WAIT_UNTIL(connected());
    assert_true(state_is("enrolment", "done"));
}

static void give_to_team(struct wire_client *mix)
{
    char path[160], id[ID_HEX + 1];
    person_new(&person);
    person_help(&room, &person, "\"urgency\":1,\"answers\":{\"danger\":\"yes\"}");
    hex_write(room.inbox_ids[0], ID_BYTES, id);
    snprintf(path, sizeof path, "/v1/teams/%s/%s", team, id);
    assert_int_equal(net_status(mix, "PUT", path, room.inbox[0], INNER_BYTES), 201);
}

static bool has_case(void)
{
    json_t *rows = NULL;
    assert_int_equal(desk_list(room.desk, "", &rows), DESK_OK);
    bool has = json_array_size(rows) == 1;
    json_decref(rows);
    return has;
}

/* Everything that waits at the hub for the mix, opened. */
static size_t answers_at_hub(struct wire_client *mix, size_t *ret_all)
{
    struct wire_answer *answer = net_get(mix, "/v1/mix/envelopes?most=64");
    assert_int_equal(answer->status, 200);
    assert_int_equal(answer->body.len % RECORD_BYTES, 0);
    room.sent_count = 0;
    for (size_t at = 0; at < answer->body.len && room.sent_count < ROOM_FILES; at += RECORD_BYTES) {
        assert_int_equal(outer_open(&room.keys.mix, 1, answer->body.bytes + at + 2 * ID_BYTES, ENVELOPE_BYTES,
                             &room.sent[room.sent_count++]),
            SEAL_OK);
    }
    *ret_all = room.sent_count;
    answer_free(answer);
    return person_finds(&room, &person, 0);
}

static void it_enrols_fetches_and_its_answer_arrives_among_dummies(void **state)
{
    (void)state;
    size_t over, all = 0;
    char json[4096];
    net_enrol(&net, HUB_ROLE_MIX, "mix-1", "mix");
    struct wire_client *mix = net_client(&net, "mix");
    give_to_team(mix);
    enrol();
    room_unlock(&room);
    WAIT_UNTIL(has_case());
    struct desk_order order = {.what = "answer", .text = "We are here.", .state = "answered", .lang = "en"};
    assert_int_equal(desk_do(room.desk, person.thread, &order, &over), DESK_OK);
    WAIT_UNTIL(answers_at_hub(mix, &all) == 1);
    person_reads(&room, &person, 0, json);
    assert_non_null(strstr(json, "We are here."));
    size_t before = all;
    WAIT_UNTIL((answers_at_hub(mix, &all), all > before)); /* and then dummies, as if nothing had been */
    assert_int_equal(person_finds(&room, &person, 0), 1);
    wire_client_free(mix);
}

static void without_a_hub_it_says_so_and_comes_back_by_itself(void **state)
{
    (void)state;
    enrol();
    uint16_t port = hub_port(net.hub);
    net_stop(&net);
    WAIT_UNTIL(!connected());
    assert_true(state_is("why", net.url));
    net.settings.port = port;
    net_start(&net);
    WAIT_UNTIL(connected());
}

static void another_hub_than_the_one_we_trust_is_named(void **state)
{
    (void)state;
    struct net *other = calloc(1, sizeof *other);
    assert_non_null(other);
    net_init(other);
    net_start(other);
    room.settings.hub_url = other->url;
    clerk_stop(clerk);
    clerk = NULL;
    start_clerk();
    WAIT_UNTIL(state_is("enrolment", "failed") && state_is("why", "certificate"));
    clerk_stop(clerk);
    clerk = NULL;
    net_clear(other);
    free(other);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_enrols_fetches_and_its_answer_arrives_among_dummies, begin, end),
        cmocka_unit_test_setup_teardown(without_a_hub_it_says_so_and_comes_back_by_itself, begin, end),
        cmocka_unit_test_setup_teardown(another_hub_than_the_one_we_trust_is_named, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
