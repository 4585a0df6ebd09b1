/* Answers: numbered, sealed for one person, sent on the beat, refused with a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "sync/desk/room.h"

static struct room room;

static void an_answer_reaches_only_the_person_and_each_has_its_own_number(void **state)
{
    (void)state;
    struct person person;
    char json[4096];
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, &person, "status", NULL, "received"), DESK_OK);
    assert_int_equal(room_order(&room, &person, "answer", "A bed is ready.", "answered"), DESK_OK);
    assert_int_equal(room.sent_count, 0); /* only the beat sends */
    for (int i = 0; i < 3; i++) {
        assert_true(desk_send(room.desk, &room.line));
    }
    assert_int_equal(room.sent_count, 3);
    assert_int_equal(room.sent[2].type, OUTER_DUMMY);
    person_reads(&room, &person, 0, json);
    assert_non_null(strstr(json, "\"state\":\"received\",\"text\":\"\""));
    person_reads(&room, &person, 1, json);
    assert_non_null(strstr(json, "\"n\":1"));
    assert_non_null(strstr(json, "\"text\":\"A bed is ready.\""));
    json_t *view = room_case(&room, &person);
    assert_string_equal(json_string_value(json_object_get(view, "state")), "answered");
    json_decref(view);
}

static void an_answer_that_is_too_long_is_refused_with_how_much(void **state)
{
    (void)state;
    struct person person;
    char text[ANSWER_TEXT_BYTES + 8];
    size_t over = 0;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    memset(text, '"', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct desk_order one = {.what = "answer", .text = text, .state = "answered", .lang = "en"};
    assert_int_equal(desk_do(room.desk, person.thread, &one, &over), DESK_TOO_LONG);
    assert_int_equal(over, 7);
    assert_int_equal(room_count(&room, "actions"), 0);
    assert_int_equal(room_count(&room, "outbox"), 0);
    memset(text, 'a', ANSWER_TEXT_BYTES);
    text[ANSWER_TEXT_BYTES] = '\0';
    assert_int_equal(desk_do(room.desk, person.thread, &one, &over), DESK_OK);
}

static void sixty_three_answers_and_no_more_since_the_last_number_tells_of_a_deletion(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    for (int i = 0; i < ANSWER_DELETED_N; i++) {
        assert_int_equal(room_order(&room, &person, "status", NULL, "working"), DESK_OK);
    }
    assert_int_equal(room_order(&room, &person, "answer", "one more", "answered"), DESK_NO_NUMBER);
}

static void a_person_without_a_receipt_gets_no_answer_and_the_desk_says_why(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    char hex[ID_HEX + 1], json[512];
    hex_write(person.thread, ID_BYTES, hex);
    snprintf(json, sizeof json,
        "{\"v\":1,\"kind\":\"report\",\"id\":\"%s\",\"thread\":\"%s\",\"place\":\"demo-1\",\"day\":"
        "\"unknown\","
        "\"lang\":\"en\"}",
        hex, hex);
    room_inner(&room, json);
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, &person, "answer", "hello", "answered"), DESK_NO_RECEIPT);
    assert_int_equal(room_order(&room, &person, "note", "no way back", NULL), DESK_OK);
}

static void what_cannot_be_sent_waits_and_is_offered_again_unchanged(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, &person, "status", NULL, "working"), DESK_OK);
    room.down = true;
    assert_false(desk_send(room.desk, &room.line));
    assert_false(desk_fetch(room.desk, &room.line));
    json_t *about = desk_state(room.desk);
    assert_true(json_is_false(json_object_get(about, "connected")));
    assert_int_equal(json_integer_value(json_object_get(about, "waiting")), 1);
    assert_non_null(strstr(json_string_value(json_object_get(about, "why")), "refused"));
    json_decref(about);
    room.down = false;
    room.refuses = true;
    assert_false(desk_send(room.desk, &room.line));
    room.refuses = false;
    room.put_status = 422;
    assert_false(desk_send(room.desk, &room.line)); /* refused: to the tail, never dropped */
    room.put_status = 0;
    assert_true(desk_send(room.desk, &room.line));
    assert_int_equal(person_finds(&room, &person, 0), 1);
    assert_true(desk_send(room.desk, &room.line));
    assert_int_equal(room.sent[1].type, OUTER_DUMMY);
}

/* Else what comes a second time after a refusal, or after a new epoch, would be what is real. */
static void a_dummy_that_was_refused_is_offered_again_like_an_answer(void **state)
{
    (void)state;
    strcpy(room.epoch, "aa");
    for (int restart = 0; restart < 2; restart++) {
        room.refuses = restart;
        room.put_status = restart ? 0 : 422;
        assert_false(desk_send(room.desk, &room.line));
        uint8_t offered[ID_BYTES];
        memcpy(offered, room.offered_id, ID_BYTES);
        if (restart) {
            room_again(&room);
        }
        room.refuses = false;
        room.put_status = 0;
        assert_true(desk_send(room.desk, &room.line));
        assert_memory_equal(room.offered_id, offered, ID_BYTES);
        assert_int_equal(room.sent[room.sent_count - 1].type, OUTER_DUMMY);
    }
}

static void after_a_hub_was_restored_what_was_sent_is_sent_again_one_more_each_beat(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    strcpy(room.epoch, "aa");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, &person, "status", NULL, "working"), DESK_OK);
    for (int i = 0; i < 3; i++) {
        assert_true(desk_send(room.desk, &room.line));
    }
    assert_int_equal(person_finds(&room, &person, 0), 1);
    strcpy(room.epoch, "bb");
    room_again(&room);
    for (int i = 0; i < 5; i++) {
        assert_true(desk_send(room.desk, &room.line));
    }
    assert_int_equal(room.sent_count, 3 + 5 + 3);
    assert_int_equal(person_finds(&room, &person, 0), 2);
    for (int i = 0; i < 3; i++) { /* the answer and the dummies alike */
        assert_memory_equal(room.sent_ids[i], room.sent_ids[4 + 2 * i], ID_BYTES);
        assert_memory_equal(&room.sent[i], &room.sent[4 + 2 * i], sizeof room.sent[0]);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ROOM_TEST(an_answer_reaches_only_the_person_and_each_has_its_own_number, &room),
        ROOM_TEST(an_answer_that_is_too_long_is_refused_with_how_much, &room),
        ROOM_TEST(sixty_three_answers_and_no_more_since_the_last_number_tells_of_a_deletion, &room),
        ROOM_TEST(a_person_without_a_receipt_gets_no_answer_and_the_desk_says_why, &room),
        ROOM_TEST(what_cannot_be_sent_waits_and_is_offered_again_unchanged, &room),
        ROOM_TEST(a_dummy_that_was_refused_is_offered_again_like_an_answer, &room),
        ROOM_TEST(after_a_hub_was_restored_what_was_sent_is_sent_again_one_more_each_beat, &room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
