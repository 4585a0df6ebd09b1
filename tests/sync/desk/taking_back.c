/* What a person takes back: a no stays a no whatever comes in whatever order, and what was to be deleted is
 * gone from the disk, from memory and from the page, with nothing left but that and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "sync/desk/room.h"

static struct room room;

static json_t *consent_of(const json_t *view, const char *name)
{
    json_t *one;
    size_t i;
    json_array_foreach(json_object_get(view, "consent"), i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "name")), name) == 0) {
            return one;
        }
    }
    fail_msg("no permission %s", name);
    return NULL;
}

static bool allowed(const struct person *person, const char *name)
{
    json_t *view = room_case(&room, person);
    bool yes = json_is_true(json_object_get(consent_of(view, name), "yes"));
    json_decref(view);
    return yes;
}

static void a_permission_taken_back_is_a_no_from_then_on(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{},\"consent\":{\"lawyer\":true,\"police\":true}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_true(allowed(&person, "police"));
    room.wall_s += 600;
    person_later(&room, &person, &person.signer, "withdraw", "\"consent\":{\"police\":false}");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_false(allowed(&person, "police"));
    assert_true(allowed(&person, "lawyer"));
    json_t *view = room_case(&room, &person);
    assert_int_equal(
        json_integer_value(json_object_get(consent_of(view, "police"), "taken_back")), room.wall_s);
    assert_int_equal(json_integer_value(json_object_get(consent_of(view, "lawyer"), "taken_back")), 0);
    assert_true(json_is_false(json_object_get(view, "withdrawn")));
    char *text = json_dumps(view, 0);
    assert_non_null(strstr(text, "\"names\": [\"To the police\"]"));
    free(text);
    json_decref(view);
}

/* A mix that reorders, or keeps a file back for weeks, undoes no no. */
static void no_order_of_arrival_undoes_a_no(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_later(&room, &person, &person.signer, "withdraw", "\"consent\":{\"police\":false}");
    person_help(&room, &person, "\"urgency\":3,\"answers\":{},\"consent\":{\"police\":true}");
    person_later(&room, &person, &person.signer, "message",
        "\"answers\":{\"text\":\"words\"},\"consent\":{\"police\":true,\"lawyer\":true}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_false(allowed(&person, "police"));
    assert_false(allowed(&person, "lawyer"));
}

static void a_withdrawal_that_would_give_or_says_nothing_is_no_document(void **state)
{
    (void)state;
    static const char *const wrong[] = {"\"consent\":{\"police\":true}", "\"consent\":{}", "\"answers\":{}",
        "\"delete\":false", "\"delete\":true,\"consent\":{\"police\":false}"};
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{},\"consent\":{\"lawyer\":true}");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        person_later(&room, &person, &person.signer, "withdraw", wrong[i]);
    }
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_true(allowed(&person, "lawyer"));
    json_t *about = desk_state(room.desk);
    assert_int_equal(json_integer_value(json_object_get(about, "damaged")), 5);
    json_decref(about);
}

static void bodies_that_must_not_get_it_and_the_call_card_are_shown(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person,
        "\"urgency\":3,\"answers\":{\"phone\":\"+442079460018\",\"others\":\"hang_up\",\"word\":\"door\","
        "\"until\":"
        "\"2026-12-24\",\"days\":[\"mon\"]},\"consent\":{\"voicemail\":true},\"exclude\":[\"police\","
        "\"staff\"]");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    json_t *view = room_case(&room, &person), *call = json_object_get(view, "call");
    char *text = json_dumps(view, 0);
    assert_non_null(strstr(text, "\"exclude\": [\"police\", \"staff\"]"));
    assert_string_equal(json_string_value(json_object_get(call, "number")), "+442079460018");
    assert_string_equal(json_string_value(json_object_get(call, "others_name")), "hang_up");
    assert_true(json_is_true(json_object_get(call, "voicemail")));
    assert_true(json_is_false(json_object_get(call, "text_message")));
    free(text);
    json_decref(view);
}

/* "<name>01","<name>02", ... */
static void kinds_write(char *out, const char *name, int count)
{
    for (int i = 0; i < count; i++) {
        out += sprintf(out, "%s\"%s%02d\"", i ? "," : "", name, i);
    }
}

/* As many as a form can keep out are shown, and however many come later, those of the beginning stay. */
static void every_body_that_a_form_keeps_out_is_shown(void **state)
{
    (void)state;
    struct person person;
    char kinds[2000], fields[2200], text[32];
    person_new(&person);
    kinds_write(kinds, "later", EXCLUDED_MAX);
    snprintf(fields, sizeof fields, "\"answers\":{},\"exclude\":[%s]", kinds);
    person_later(&room, &person, &person.signer, "message", fields);
    kinds_write(kinds, "first", EXCLUDED_MAX);
    snprintf(fields, sizeof fields, "\"urgency\":3,\"answers\":{},\"exclude\":[%s]", kinds);
    person_help(&room, &person, fields);
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    json_t *view = room_case(&room, &person), *exclude = json_object_get(view, "exclude");
    assert_true(json_is_true(json_object_get(view, "began")));
    assert_int_equal(json_array_size(exclude), EXCLUDED_MAX);
    for (size_t i = 0; i < EXCLUDED_MAX; i++) {
        snprintf(text, sizeof text, "first%02zu", i);
        assert_string_equal(json_string_value(json_array_get(exclude, i)), text);
    }
    json_decref(view);
}

/* ---- deleting ---- */
static void told_and_answered(struct person *person)
{
    person_new(person);
    person_help(&room, person,
        "\"urgency\":3,\"answers\":{\"danger\":\"no\",\"more\":\"secretwords\"},\"consent\":{\"police\":"
        "true}");
    person_later(&room, person, &person->signer, "message", "\"answers\":{\"text\":\"laterwords\"}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, person, "take", NULL, NULL), DESK_OK);
    assert_int_equal(room_order(&room, person, "note", "notewords", NULL), DESK_OK);
    assert_int_equal(room_order(&room, person, "answer", "answerwords", "working"), DESK_OK);
    assert_int_equal(room_found(&room, "secretwords"), 1);
}

static void only_that_it_is_deleted_is_left(const struct person *person)
{
    static const char *const gone[] = {"secretwords", "laterwords", "notewords", "answerwords", "danger"};
    json_t *view = room_case(&room, person);
    char *text = json_dumps(view, 0);
    for (size_t i = 0; i < 4; i++) {
        assert_null(strstr(text, gone[i]));
        assert_int_equal(room_found(&room, gone[i]), 0);
    }
    assert_true(json_is_true(json_object_get(view, "deleted")));
    assert_string_equal(json_string_value(json_object_get(view, "kind")), "deleted");
    assert_int_equal(json_array_size(json_object_get(view, "items")), 1);
    assert_non_null(room_item(view, "delete"));
    free(text);
    json_decref(view);
    assert_int_equal(room_count(&room, "inbox"), 0);
    assert_int_equal(room_count(&room, "actions"), 1);
    json_t *about = desk_state(room.desk);
    assert_int_equal(json_integer_value(json_object_get(about, "missing")), 0);
    assert_int_equal(json_integer_value(json_object_get(about, "damaged")), 0);
    assert_string_equal(json_string_value(json_object_get(about, "disk")), "");
    json_decref(about);
}

static void what_was_sent_is_erased_at_once_and_the_person_is_told(void **state)
{
    (void)state;
    struct person person;
    char json[4096];
    told_and_answered(&person);
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(room.desk, &room.line));
    only_that_it_is_deleted_is_left(&person);
    for (int i = 0; i < 4; i++) {
        assert_true(desk_send(room.desk, &room.line));
    }
    person_reads(&room, &person, ANSWER_DELETED_N, json);
    assert_non_null(strstr(json, "\"state\":\"closed\""));
    assert_non_null(strstr(json, "\"text\":\"\""));
    assert_non_null(strstr(json, "\"deleted\":true"));
    assert_int_equal(person_finds(&room, &person, ANSWER_DELETED_N), 1);
    assert_int_equal(room_order(&room, &person, "answer", "again", "answered"), DESK_DELETED);
    assert_int_equal(room_order(&room, &person, "note", "again", NULL), DESK_DELETED);
    room_again(&room);
    room_unlock(&room);
    only_that_it_is_deleted_is_left(&person);
}

static void nothing_of_a_deleted_case_is_taken_any_more(void **state)
{
    (void)state;
    struct person person, other;
    told_and_answered(&person);
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(room.desk, &room.line));
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"laterwords\"}");
    assert_true(desk_fetch(room.desk, &room.line));
    only_that_it_is_deleted_is_left(&person);
    person_new(&other);
    person_help(&room, &other, "\"urgency\":3,\"answers\":{\"more\":\"otherwords\"}");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_found(&room, "otherwords"), 1);
    assert_int_equal(room_count(&room, "inbox"), 1);
}

static void a_laptop_that_was_locked_erases_when_it_is_unlocked(void **state)
{
    (void)state;
    struct person person;
    told_and_answered(&person);
    desk_lock(room.desk);
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_count(&room, "inbox"), 3);
    room_unlock(&room);
    only_that_it_is_deleted_is_left(&person);
}

static void a_wish_to_delete_that_came_first_waits_for_what_it_is_about(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_count(&room, "actions"), 0);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{\"more\":\"secretwords\"}");
    assert_true(desk_fetch(room.desk, &room.line));
    only_that_it_is_deleted_is_left(&person);
}

static void only_the_person_can_delete(void **state)
{
    (void)state;
    struct person person, other;
    told_and_answered(&person);
    person_new(&other);
    person_later(&room, &person, &other.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_found(&room, "secretwords"), 1);
    assert_int_equal(room_count(&room, "inbox"), 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ROOM_TEST(a_permission_taken_back_is_a_no_from_then_on, &room),
        ROOM_TEST(no_order_of_arrival_undoes_a_no, &room),
        ROOM_TEST(a_withdrawal_that_would_give_or_says_nothing_is_no_document, &room),
        ROOM_TEST(bodies_that_must_not_get_it_and_the_call_card_are_shown, &room),
        ROOM_TEST(every_body_that_a_form_keeps_out_is_shown, &room),
        ROOM_TEST(what_was_sent_is_erased_at_once_and_the_person_is_told, &room),
        ROOM_TEST(nothing_of_a_deleted_case_is_taken_any_more, &room),
        ROOM_TEST(a_laptop_that_was_locked_erases_when_it_is_unlocked, &room),
        ROOM_TEST(a_wish_to_delete_that_came_first_waits_for_what_it_is_about, &room),
        ROOM_TEST(only_the_person_can_delete, &room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
