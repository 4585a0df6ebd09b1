/* A case as the coordinator sees it: what is first, what is new, who speaks, what is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sync/desk/room.h"

static struct room room;

static void a_case_says_first_what_matters_first(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person,
        "\"urgency\":1,\"hour\":14,\"answers\":{\"danger\":\"yes\",\"company\":\"fear\",\"needs\":[\"bed\","
        "\"child\"],"
        "\"happening\":[\"threats\"],\"unknown\":\"coded\",\"more\":\"words\"},\"consent\":{\"lawyer\":"
        "true}");
    assert_true(desk_fetch(room.desk, &room.line));
    room_unlock(&room);
    json_t *view = room_case(&room, &person), *consent = json_object_get(view, "consent");
    char *text = json_dumps(view, JSON_SORT_KEYS);
    assert_non_null(
        strstr(text, "\"why\": [{\"answer\": \"Yes, now\", \"question\": \"Are you in danger now?\"}]"));
    assert_non_null(strstr(text, "\"needs\": [\"A place to sleep\", \"Help for my child\"]"));
    assert_non_null(
        strstr(text, "\"texts\": [{\"question\": \"Would you like to say more?\", \"text\": \"words\"}]"));
    assert_non_null(strstr(text, "\"other\": [{\"answers\": [\"coded\"], \"question\": \"unknown\"}]"));
    assert_string_equal(json_string_value(json_object_get(view, "age")), "unknown");
    assert_true(json_is_true(json_object_get(view, "fear")));
    assert_true(json_is_true(json_object_get(view, "threats")));
    assert_true(json_is_true(json_object_get(view, "child_near")));
    assert_int_equal(json_array_size(consent), 6);
    assert_true(json_is_true(json_object_get(json_array_get(consent, 0), "yes")));
    assert_true(json_is_false(json_object_get(json_array_get(consent, 1), "yes"))); /* never asked is a no */
    free(text);
    json_decref(view);
}

static void a_late_case_comes_first_and_taking_or_answering_it_ends_the_clock(void **state)
{
    (void)state;
    struct person calm, urgent;
    person_new(&calm);
    person_new(&urgent);
    person_help(&room, &calm, "\"urgency\":4,\"answers\":{}");
    person_help(&room, &urgent, "\"urgency\":1,\"answers\":{\"danger\":\"yes\"}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    room.wall_s += room.maker.teams[0].act_by_hours[0] * 3600 + 1;
    json_t *rows = room_rows(&room, "");
    json_t *first = json_array_get(rows, 0);
    assert_int_equal(json_integer_value(json_object_get(first, "urgency")), 1);
    assert_true(json_is_true(json_object_get(first, "late")));
    assert_true(json_is_false(json_object_get(json_array_get(rows, 1), "late")));
    json_decref(rows);
    assert_int_equal(room_order(&room, &urgent, "read", NULL, NULL), DESK_OK);
    assert_int_equal(room_order(&room, &urgent, "status", NULL, "received"), DESK_OK);
    assert_int_not_equal(room_number(&room, &urgent, "due"), 0);
    assert_int_equal(room_order(&room, &urgent, "take", NULL, NULL), DESK_OK);
    assert_int_not_equal(
        room_number(&room, &urgent, "due"), 0); /* somebody has it, nobody has told them anything */
    assert_int_equal(room_order(&room, &urgent, "status", NULL, "working"), DESK_OK);
    assert_int_equal(room_number(&room, &urgent, "due"), 0);
    assert_int_equal(room_order(&room, &calm, "answer", "We are here.", "working"), DESK_OK);
    assert_int_equal(room_number(&room, &calm, "due"), 0);
}

static void a_message_is_new_until_its_text_was_looked_at(void **state)
{
    (void)state;
    struct person person;
    size_t over = 0;
    struct desk_order opened = {.what = "read", .first_only = true};
    person_new(&person);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{}");
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"new words\"}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_number(&room, &person, "unread"), 2);
    assert_int_equal(desk_do(room.desk, person.thread, &opened, &over), DESK_OK);
    assert_int_equal(room_order(&room, &person, "take", NULL, NULL), DESK_OK);
    assert_int_equal(room_number(&room, &person, "unread"), 1);
    assert_int_not_equal(room_number(&room, &person, "due"), 0); /* whoever wrote back waits for us */
    assert_int_equal(room_order(&room, &person, "read", NULL, NULL), DESK_OK);
    assert_int_equal(room_number(&room, &person, "unread"), 0);
    assert_int_not_equal(room_number(&room, &person, "due"), 0);
    assert_int_equal(room_order(&room, &person, "answer", "We read it.", "answered"), DESK_OK);
    assert_int_equal(room_number(&room, &person, "due"), 0);
}

static void only_the_person_speaks_as_the_person(void **state)
{
    (void)state;
    struct person person, other;
    person_new(&person);
    person_new(&other);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{},\"consent\":{\"police\":false}");
    person_later(&room, &person, &other.signer, "message",
        "\"answers\":{\"text\":\"forged words\"},\"consent\":{\"police\":true}");
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"true words\"}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    json_t *view = room_case(&room, &person);
    assert_string_equal(room_item(view, "message"), "true words");
    assert_string_equal(room_item(view, "refused"), "(none)");
    assert_int_equal(json_integer_value(json_object_get(view, "refused")), 1);
    char *text = json_dumps(view, 0);
    assert_null(strstr(text, "forged"));
    assert_true(json_is_false(json_object_get(json_array_get(json_object_get(view, "consent"), 1), "yes")));
    free(text);
    json_decref(view);
    assert_int_equal(room_found(&room, "forged"), 0);
}

static void deleting_makes_every_permission_a_no_and_shows_nothing(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{},\"consent\":{\"lawyer\":true,\"police\":true}");
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    json_t *view = room_case(&room, &person);
    assert_true(json_is_true(json_object_get(view, "withdrawn")));
    assert_int_equal(json_array_size(json_object_get(view, "consent")), 0); /* no yes is left to read */
    json_decref(view);
}

static void a_later_document_waits_for_its_beginning(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"early words\"}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    json_t *view = room_case(&room, &person);
    assert_true(json_is_false(json_object_get(view, "began")));
    assert_string_equal(room_item(view, "early"), "(none)");
    json_decref(view);
    assert_int_equal(room_order(&room, &person, "answer", "hello", "answered"), DESK_NO_RECEIPT);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{}");
    assert_true(desk_fetch(room.desk, &room.line));
    view = room_case(&room, &person);
    assert_string_equal(room_item(view, "message"), "early words");
    json_decref(view);
}

static void two_words_find_a_case(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    memcpy(person.thread, "\x00\x20\x0c", 3); /* 11 bits: 1, 11 bits: 3 */
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_found(&room, "word001 word003"), 1);
    assert_int_equal(room_found(&room, "word001 word004"), 0);
    assert_int_equal(room_found(&room, "\"\" OR * NEAR("), 0); /* what is typed is never a query */
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ROOM_TEST(a_case_says_first_what_matters_first, &room),
        ROOM_TEST(a_late_case_comes_first_and_taking_or_answering_it_ends_the_clock, &room),
        ROOM_TEST(a_message_is_new_until_its_text_was_looked_at, &room),
        ROOM_TEST(only_the_person_speaks_as_the_person, &room),
        ROOM_TEST(deleting_makes_every_permission_a_no_and_shows_nothing, &room),
        ROOM_TEST(a_later_document_waits_for_its_beginning, &room),
        ROOM_TEST(two_words_find_a_case, &room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
