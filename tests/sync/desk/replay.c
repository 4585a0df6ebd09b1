/* Actions of two laptops: their order does not depend on arrival, only a laptop of the team counts, and
 * what is missing or exists twice shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "desk/action.h"
#include "sync/desk/room.h"

static struct room room;
static struct seal_signer colleague, stranger;
static struct person person;

static int begin(void **state)
{
    *state = &room;
    room_begin(&room);
    seal_signer_new(&colleague);
    seal_signer_new(&stranger);
    memcpy(room.maker.teams[0].signers[room.maker.teams[0].signer_count++], colleague.public_key, 32);
    struct network *before = room_network(&room);
    room_again(&room);
    network_free(before);
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    assert_true(desk_fetch(room.desk, &room.line));
    return 0;
}

/* An action of another laptop, put where sharing would put it. */
static void put_action(const struct seal_signer *signer, struct action *action, uint8_t ret_head[HEAD_BYTES])
{
    uint8_t file[INNER_BYTES];
    char path[256], laptop[LAPTOP_HEX + 1], id[ID_HEX + 1];
    memcpy(action->thread, person.thread, ID_BYTES);
    laptop_of(signer->public_key, action->laptop);
    randombytes_buf(action->id, ID_BYTES);
    action->time_s = room.wall_s;
    action->text = action->text ? action->text : "";
    assert_int_equal(action_seal(action, signer, &room.network->teams[0], file, ret_head), DESK_OK);
    hex_write(action->laptop, LAPTOP_BYTES, laptop);
    hex_write(action->id, ID_BYTES, id);
    snprintf(path, sizeof path, "%s/actions/%016llx-%s-%s.age", room.path[0],
        (unsigned long long)action->lamport, laptop, id);
    assert_int_equal(file_put(path, file, sizeof file, 0600), BASE_OK);
}

static json_t *unlocked_case(void)
{
    json_t *view = NULL;
    desk_lock(room.desk);
    room_unlock(&room);
    assert_int_equal(desk_case(room.desk, person.thread, &view), DESK_OK);
    return view;
}

static int64_t state_number(const char *key)
{
    json_t *state = desk_state(room.desk);
    int64_t value = json_integer_value(json_object_get(state, key));
    json_decref(state);
    return value;
}

static void the_later_lamport_number_wins_whatever_came_first(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    struct action release = {.lamport = 9, .what = "release", .n = -1},
                  take = {.lamport = 5, .what = "take", .n = -1},
                  again = {.lamport = 12, .what = "take", .n = -1};
    put_action(&colleague, &release, head);
    put_action(&colleague, &take, head);
    json_t *view = unlocked_case();
    assert_true(json_is_null(json_object_get(view, "taken")));
    json_decref(view);
    put_action(&colleague, &again, head);
    view = unlocked_case();
    assert_true(json_is_false(json_object_get(json_object_get(view, "taken"), "mine")));
    json_decref(view);
}

static void of_equal_numbers_the_laptop_decides_on_every_laptop_alike(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES], mine[LAPTOP_BYTES], theirs[LAPTOP_BYTES];
    struct action own = {.lamport = 3, .what = "take", .n = -1},
                  other = {.lamport = 3, .what = "take", .n = -1};
    put_action(&room.keys.laptop, &own, head);
    put_action(&colleague, &other, head);
    laptop_of(room.keys.laptop.public_key, mine);
    laptop_of(colleague.public_key, theirs);
    bool mine_last = memcmp(mine, theirs, LAPTOP_BYTES) > 0;
    json_t *view = unlocked_case();
    assert_int_equal(json_is_true(json_object_get(json_object_get(view, "taken"), "mine")), mine_last);
    json_decref(view);
}

static void a_colleagues_answer_uses_its_number_for_all(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    size_t over;
    struct action answer = {
        .lamport = 4, .what = "answer", .n = 6, .state = "answered", .lang = "en", .text = "hello"};
    put_action(&colleague, &answer, head);
    json_t *view = unlocked_case();
    assert_int_equal(json_integer_value(json_object_get(view, "next_n")), 7);
    json_decref(view);
    struct desk_order order = {.what = "status", .state = "working"};
    assert_int_equal(desk_do(room.desk, person.thread, &order, &over), DESK_OK);
    assert_true(desk_send(room.desk, &room.line));
    assert_int_equal(person_finds(&room, &person, 7), 1);
}

static void an_action_of_a_laptop_outside_the_team_counts_for_nothing(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    struct action take = {.lamport = 5, .what = "take", .n = -1};
    put_action(&stranger, &take, head);
    json_t *view = unlocked_case();
    assert_true(json_is_null(json_object_get(view, "taken")));
    assert_int_equal(state_number("damaged"), 1); /* named and kept */
    json_decref(view);
}

static void what_others_have_seen_and_we_lack_shows_and_its_numbers_are_left_out(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    size_t over;
    struct action note = {.lamport = 5, .what = "note", .n = -1, .text = "later", .has_prev = true};
    memset(note.prev, 7, HEAD_BYTES);
    put_action(&colleague, &note, head);
    json_decref(unlocked_case());
    assert_int_equal(state_number("missing"), 1);
    struct desk_order order = {.what = "status", .state = "working"};
    assert_int_equal(desk_do(room.desk, person.thread, &order, &over), DESK_OK);
    assert_true(desk_send(room.desk, &room.line));
    assert_int_equal(person_finds(&room, &person, 0), 0); /* may have been used by the one we lack */
    assert_int_equal(person_finds(&room, &person, 1), 1);
}

static void two_different_next_actions_of_one_laptop_show(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES], unused[HEAD_BYTES];
    struct action first = {.lamport = 5, .what = "take", .n = -1};
    put_action(&colleague, &first, head);
    for (unsigned i = 0; i < 2; i++) {
        struct action next = {.lamport = 6 + i, .what = "note", .n = -1, .text = "x", .has_prev = true};
        memcpy(next.prev, head, HEAD_BYTES);
        put_action(&colleague, &next, unused);
    }
    json_decref(unlocked_case());
    assert_int_equal(state_number("forks"), 1);
    assert_int_equal(state_number("missing"), 0);
}

static void an_action_of_a_later_version_is_kept_and_shown_by_its_name(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    struct action refer = {.lamport = 5, .what = "refer", .n = -1};
    put_action(&colleague, &refer, head);
    json_t *view = unlocked_case();
    char *text = json_dumps(view, 0);
    assert_non_null(strstr(text, "\"type\": \"refer\""));
    assert_int_equal(state_number("damaged"), 0);
    free(text);
    json_decref(view);
}

static void a_colleague_who_is_signed_in_later_counts_from_then_on(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    struct action take = {.lamport = 5, .what = "take", .n = -1};
    put_action(&stranger, &take, head);
    json_t *view = unlocked_case();
    assert_true(json_is_null(json_object_get(view, "taken")));
    json_decref(view);
    struct maker_team *team = &room.maker.teams[0];
    memcpy(team->signers[team->signer_count++], stranger.public_key, 32);
    struct network *before = room_network(&room);
    assert_true(desk_network(room.desk, room.network, room.wall_s));
    network_free(before);
    assert_int_equal(desk_case(room.desk, person.thread, &view), DESK_OK); /* still unlocked */
    assert_true(json_is_false(json_object_get(json_object_get(view, "taken"), "mine")));
    json_decref(view);
}

static void a_network_without_this_laptop_is_not_taken(void **state)
{
    (void)state;
    struct seal_identity other;
    assert_int_equal(seal_identity_new(&other), SEAL_OK);
    room_unlock(&room);
    memcpy(room.maker.teams[0].recipients[0], other.recipient, 32);
    struct network *before = room_network(&room);
    assert_false(desk_network(room.desk, room.network, room.wall_s));
    json_t *state_now = desk_state(room.desk);
    assert_true(json_is_false(json_object_get(state_now, "locked")));
    json_decref(state_now);
    desk_free(room.desk);
    room.desk = NULL;
    network_free(before);
}

/* Whoever took a colleague's laptop, or is a colleague: what a person told stays until the person says so. */
static void nobody_elses_laptop_erases_a_case_here(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    struct action gone = {.lamport = 5, .what = "delete", .n = 63, .state = "closed", .lang = "en"};
    put_action(&colleague, &gone, head);
    json_t *view = unlocked_case();
    assert_true(json_is_false(json_object_get(view, "withdrawn")));
    assert_true(json_is_true(json_object_get(view, "can_answer")));
    assert_string_equal(json_string_value(json_object_get(view, "state")), "");
    assert_int_equal(room_count(&room, "inbox"), 1);
    json_decref(view);
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"more\"}");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_count(&room, "inbox"), 2);
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_count(&room, "inbox"), 0);
    assert_int_equal(desk_case(room.desk, person.thread, &view), DESK_OK);
    assert_true(json_is_true(json_object_get(view, "deleted")));
    json_decref(view);
}

static void only_who_deletes_says_that_actions_are_gone(void **state)
{
    (void)state;
    uint8_t head[HEAD_BYTES];
    char hex[2 * HEAD_BYTES + 1];
    struct action note = {.lamport = 5, .what = "note", .n = -1, .text = "later", .has_prev = true};
    memset(note.prev, 7, HEAD_BYTES);
    put_action(&colleague, &note, head);
    hex_write(note.prev, HEAD_BYTES, hex);
    json_t *erased = json_pack("[s]", hex), *wrong = json_pack("[s]", "no head");
    struct action hides = {.lamport = 6, .what = "note", .n = -1, .text = "x", .erased = erased};
    struct action other = {.lamport = 7, .what = "delete", .n = -1, .erased = wrong};
    put_action(&colleague, &hides, head);
    put_action(&colleague, &other, head);
    json_decref(unlocked_case());
    assert_int_equal(state_number("missing"), 1);
    assert_int_equal(state_number("damaged"), 2);
    json_decref(erased);
    json_decref(wrong);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define REPLAY_TEST(name) cmocka_unit_test_setup_teardown(name, begin, room_tear_down)
        REPLAY_TEST(the_later_lamport_number_wins_whatever_came_first),
        REPLAY_TEST(of_equal_numbers_the_laptop_decides_on_every_laptop_alike),
        REPLAY_TEST(a_colleagues_answer_uses_its_number_for_all),
        REPLAY_TEST(an_action_of_a_laptop_outside_the_team_counts_for_nothing),
        REPLAY_TEST(what_others_have_seen_and_we_lack_shows_and_its_numbers_are_left_out),
        REPLAY_TEST(two_different_next_actions_of_one_laptop_show),
        REPLAY_TEST(an_action_of_a_later_version_is_kept_and_shown_by_its_name),
        REPLAY_TEST(nobody_elses_laptop_erases_a_case_here),
        REPLAY_TEST(only_who_deletes_says_that_actions_are_gone),
        cmocka_unit_test_setup_teardown(
            a_colleague_who_is_signed_in_later_counts_from_then_on, begin, room_tear_down),
        cmocka_unit_test_setup_teardown(a_network_without_this_laptop_is_not_taken, begin, room_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
