/* The desk whole: what it fetches, keeps, shows, answers, and what is left on its disk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "desk/store.h"
#include "sync/desk/room.h"

#define CANARY "kanari-im-freitext"

static struct room room;

static int begin(void **state)
{
    (void)state;
    room_begin(&room);
    return 0;
}

static int end(void **state)
{
    (void)state;
    room_end(&room);
    return 0;
}

static json_t *rows_of(const char *query)
{
    json_t *rows = NULL;
    assert_int_equal(desk_list(room.desk, query, &rows), DESK_OK);
    return rows;
}

static size_t count_of(const char *query)
{
    json_t *rows = rows_of(query);
    size_t count = json_array_size(rows);
    json_decref(rows);
    return count;
}

static int64_t number_of(const struct person *person, const char *key)
{
    json_t *view = room_case(&room, person);
    int64_t value = json_integer_value(json_object_get(view, key));
    json_decref(view);
    return value;
}

static const char *item_text(const json_t *view, const char *type)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(view, "items"), i, item)
    {
        if (strcmp(json_string_value(json_object_get(item, "type")), type) == 0) {
            const char *text = json_string_value(json_object_get(item, "text"));
            return text ? text : "(none)";
        }
    }
    return NULL;
}

static void what_comes_is_stored_before_it_is_acknowledged_and_shown_after_unlocking(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    room_cover(&room);
    person_help(&room, &person, "\"urgency\":1,\"answers\":{\"danger\":\"yes\",\"more\":\"" CANARY "\"}");
    assert_true(desk_fetch(room.desk, &room.line));
    assert_string_equal(room.done, "2");
    assert_int_equal(room_count(&room, "inbox"), 2);
    json_t *rows = NULL;
    assert_int_equal(desk_list(room.desk, "", &rows), DESK_LOCKED);
    room_unlock(&room);
    assert_int_equal(count_of(""), 1);
    assert_int_equal(room_count(&room, "inbox"), 1); /* the cover is gone */
    assert_int_equal(count_of("kanari"), 1);
    assert_int_equal(count_of("other"), 0);
}

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
    json_t *rows = rows_of("");
    json_t *first = json_array_get(rows, 0);
    assert_int_equal(json_integer_value(json_object_get(first, "urgency")), 1);
    assert_true(json_is_true(json_object_get(first, "late")));
    assert_true(json_is_false(json_object_get(json_array_get(rows, 1), "late")));
    json_decref(rows);
    assert_int_equal(room_order(&room, &urgent, "read", NULL, NULL), DESK_OK);
    assert_int_equal(room_order(&room, &urgent, "status", NULL, "received"), DESK_OK);
    assert_int_not_equal(number_of(&urgent, "due"), 0);
    assert_int_equal(room_order(&room, &urgent, "take", NULL, NULL), DESK_OK);
    assert_int_not_equal(number_of(&urgent, "due"), 0); /* somebody has it, nobody has told them anything */
    assert_int_equal(room_order(&room, &urgent, "status", NULL, "working"), DESK_OK);
    assert_int_equal(number_of(&urgent, "due"), 0);
    assert_int_equal(room_order(&room, &calm, "answer", "We are here.", "working"), DESK_OK);
    assert_int_equal(number_of(&calm, "due"), 0);
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
    assert_int_equal(number_of(&person, "unread"), 2);
    assert_int_equal(desk_do(room.desk, person.thread, &opened, &over), DESK_OK);
    assert_int_equal(room_order(&room, &person, "take", NULL, NULL), DESK_OK);
    assert_int_equal(number_of(&person, "unread"), 1);
    assert_int_not_equal(number_of(&person, "due"), 0); /* whoever wrote back waits for us */
    assert_int_equal(room_order(&room, &person, "read", NULL, NULL), DESK_OK);
    assert_int_equal(number_of(&person, "unread"), 0);
    assert_int_not_equal(number_of(&person, "due"), 0);
    assert_int_equal(room_order(&room, &person, "answer", "We read it.", "answered"), DESK_OK);
    assert_int_equal(number_of(&person, "due"), 0);
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
    assert_string_equal(item_text(view, "message"), "true words");
    assert_string_equal(item_text(view, "refused"), "(none)");
    assert_int_equal(json_integer_value(json_object_get(view, "refused")), 1);
    char *text = json_dumps(view, 0);
    assert_null(strstr(text, "forged"));
    assert_true(json_is_false(json_object_get(json_array_get(json_object_get(view, "consent"), 1), "yes")));
    free(text);
    json_decref(view);
    assert_int_equal(count_of("forged"), 0);
}

static void taking_everything_back_makes_every_permission_a_no(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{},\"consent\":{\"lawyer\":true,\"police\":true}");
    person_later(&room, &person, &person.signer, "withdraw", "\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    json_t *view = room_case(&room, &person), *one;
    size_t i;
    assert_true(json_is_true(json_object_get(view, "withdrawn")));
    json_array_foreach(json_object_get(view, "consent"), i, one)
    {
        assert_true(json_is_false(json_object_get(one, "yes")));
    }
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
    assert_string_equal(item_text(view, "early"), "(none)");
    json_decref(view);
    assert_int_equal(room_order(&room, &person, "answer", "hello", "answered"), DESK_NO_RECEIPT);
    person_help(&room, &person, "\"urgency\":3,\"answers\":{}");
    assert_true(desk_fetch(room.desk, &room.line));
    view = room_case(&room, &person);
    assert_string_equal(item_text(view, "message"), "early words");
    json_decref(view);
}

static void everything_comes_back_after_the_desk_was_closed(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, &person, "take", NULL, NULL), DESK_OK);
    assert_int_equal(room_order(&room, &person, "note", "ask about the bed", NULL), DESK_OK);
    assert_int_equal(room_order(&room, &person, "answer", "We are here.", "working"), DESK_OK);
    room_again(&room);
    room_unlock(&room);
    json_t *view = room_case(&room, &person);
    assert_string_equal(item_text(view, "note"), "ask about the bed");
    assert_string_equal(item_text(view, "answer"), "We are here.");
    assert_true(json_is_true(json_object_get(json_object_get(view, "taken"), "mine")));
    assert_int_equal(json_integer_value(json_object_get(view, "next_n")), 1);
    json_decref(view);
    json_t *about = desk_state(room.desk);
    assert_int_equal(json_integer_value(json_object_get(about, "waiting")), 1);
    assert_int_equal(json_integer_value(json_object_get(about, "damaged")), 0);
    assert_int_equal(json_integer_value(json_object_get(about, "missing")), 0);
    assert_int_equal(json_integer_value(json_object_get(about, "forks")), 0);
    json_decref(about);
}

static void on_disk_there_is_nothing_that_anyone_wrote(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{\"more\":\"" CANARY "\"}");
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"" CANARY "\"}");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_order(&room, &person, "note", CANARY, NULL), DESK_OK);
    assert_int_equal(room_order(&room, &person, "answer", CANARY, "answered"), DESK_OK);
    assert_int_equal(room_order(&room, &person, "read", NULL, NULL), DESK_OK);
    assert_int_equal(count_of(CANARY), 1);
    static const char *const never[] = {CANARY, "kanari", "demo-1", "answered", "calm-river", "\"kind\""};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        assert_false(room_disk_holds(&room, never[i]));
    }
    assert_true(room_disk_holds(&room, "age-encryption.org/v1")); /* the search itself finds things */
}

static void wrong_words_open_nothing(void **state)
{
    (void)state;
    assert_int_equal(desk_unlock(room.desk, "calm-river-stone-lamp-field-clouds"), DESK_PASSPHRASE);
    assert_int_equal(desk_unlock(room.desk, ""), DESK_PASSPHRASE);
    assert_int_equal(desk_unlock(room.desk, "  Calm river stone\tlamp - field cloud\n"), DESK_OK);
}

static void it_locks_by_itself_and_by_hand(void **state)
{
    (void)state;
    json_t *rows = NULL;
    room_unlock(&room);
    room.mono_ms += 299 * 1000;
    desk_idle(room.desk);
    assert_int_equal(count_of(""), 0);
    desk_active(room.desk);
    room.mono_ms += 300 * 1000;
    desk_idle(room.desk);
    assert_int_equal(desk_list(room.desk, "", &rows), DESK_LOCKED);
    room_unlock(&room);
    desk_lock(room.desk);
    assert_int_equal(desk_list(room.desk, "", &rows), DESK_LOCKED);
}

static void a_changed_or_cut_file_is_counted_and_kept(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    room.inbox[1][INNER_BYTES - 1] ^= 1;
    assert_true(desk_fetch(room.desk, &room.line));
    room_unlock(&room);
    json_t *about = desk_state(room.desk);
    assert_int_equal(json_integer_value(json_object_get(about, "damaged")), 1);
    json_decref(about);
    assert_int_equal(count_of(""), 1);
    assert_int_equal(room_count(&room, "inbox"), 2);
}

static void more_than_a_page_is_fetched_whole(void **state)
{
    (void)state;
    for (int i = 0; i < 70; i++) {
        room_cover(&room);
    }
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_string_equal(room.done, "70");
    assert_int_equal(room_count(&room, "inbox"), 0);
}

static void what_no_kiosk_writes_is_shown_calmly_or_counted(void **state)
{
    (void)state;
    static const char *const whole[] = {"{}", "[]", "null", "\"help\"", "{\"v\":1,\"kind\":7}",
        "{\"v\":\"1\"}", "{\"v\":1,\"kind\":\"help\",\"id\":null}", "{\"v\":1,\"v\":1,\"kind\":\"cover\"}",
        "{\"v\":1,\"kind\":\"action\",\"id\":\"00000000000000000000000000000000\",\"do\":\"take\"}"};
    static const char *const refused[] = {"\"answers\":null", "\"answers\":[]",
        "\"answers\":{\"danger\":null}", "\"answers\":{\"danger\":1}", "\"answers\":{\"danger\":{\"a\":1}}",
        "\"answers\":{\"danger\":[[\"yes\"]]}", "\"consent\":{\"police\":\"yes\"}", "\"consent\":[true]",
        "\"urgency\":0", "\"urgency\":5", "\"urgency\":1.5", "\"hour\":24", "\"hour\":-1",
        "\"urgency\":\"1\""};
    static const char *const shown[] = {"\"answers\":{}", "\"answers\":{\"danger\":[],\"needs\":[\"\",\"\"]}",
        "\"answers\":{\"danger\":\"\u202e<b>\",\"\":\"\",\"<img src=x>\":\"\\u0001\"}",
        "\"answers\":{\"needs\":\"bed\",\"age\":[\"18plus\"],\"company\":[\"fear\"]}",
        "\"consent\":{\"<script>\":true,\"\":false}", "\"more\":[[[[[[]]]]]]", "\"hour\":23,\"urgency\":4"};
    room_unlock(&room);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        room_inner(&room, whole[i]);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct person person;
        person_new(&person);
        person_help(&room, &person, refused[i]);
    }
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct person person;
        person_new(&person);
        person_help(&room, &person, shown[i]);
        assert_true(desk_fetch(room.desk, &room.line));
        json_decref(room_case(&room, &person));
        assert_int_equal(room_order(&room, &person, "answer", "Hello", "answered"), DESK_OK);
        assert_int_equal(room_order(&room, &person, "read", NULL, NULL), DESK_OK);
    }
    assert_int_equal(count_of(""), sizeof shown / sizeof *shown);
    json_t *about = desk_state(room.desk);
    /* the last of whole is an action that came by post: nobody's word, and no damage either */
    assert_int_equal(json_integer_value(json_object_get(about, "damaged")),
        sizeof whole / sizeof *whole - 1 + sizeof refused / sizeof *refused);
    json_decref(about);
}

/* Months of covers: what the laptop cannot read at once waits at the hub, and unlocking never fails. */
static void a_desk_that_nobody_unlocked_for_months_can_be_unlocked(void **state)
{
    (void)state;
    struct person person;
    char path[256];
    room_cover(&room);
    person_new(&person);
    person_help(&room, &person, "\"answers\":{\"danger\":\"yes\"}");
    for (int i = 0; i < STORE_LOCKED_MOST - 10; i++) {
        snprintf(path, sizeof path, "%s/inbox/%032x.age", room.settings.store, i);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fclose(file);
    }
    assert_false(desk_fetch(room.desk, &room.line));
    assert_int_equal(room_count(&room, "inbox"), STORE_LOCKED_MOST - 10);
    assert_string_equal(room.done, "");
    room_unlock(&room);
    assert_true(desk_fetch(room.desk, &room.line));
    assert_int_equal(count_of(""), 1);
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
    assert_int_equal(count_of("word001 word003"), 1);
    assert_int_equal(count_of("word001 word004"), 0);
    assert_int_equal(count_of("\"\" OR * NEAR("), 0); /* what is typed is never a query */
}

static void two_desks_do_not_share_a_folder(void **state)
{
    (void)state;
    struct desk *second = NULL;
    char message[256];
    assert_false(desk_new(&room.settings, room_clock(&room), &second, message));
    assert_non_null(strstr(message, "Another desk"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define ROOM_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        ROOM_TEST(what_comes_is_stored_before_it_is_acknowledged_and_shown_after_unlocking),
        ROOM_TEST(a_case_says_first_what_matters_first),
        ROOM_TEST(a_late_case_comes_first_and_taking_or_answering_it_ends_the_clock),
        ROOM_TEST(a_message_is_new_until_its_text_was_looked_at),
        ROOM_TEST(only_the_person_speaks_as_the_person),
        ROOM_TEST(taking_everything_back_makes_every_permission_a_no),
        ROOM_TEST(a_later_document_waits_for_its_beginning),
        ROOM_TEST(everything_comes_back_after_the_desk_was_closed),
        ROOM_TEST(on_disk_there_is_nothing_that_anyone_wrote),
        ROOM_TEST(wrong_words_open_nothing),
        ROOM_TEST(it_locks_by_itself_and_by_hand),
        ROOM_TEST(a_changed_or_cut_file_is_counted_and_kept),
        ROOM_TEST(more_than_a_page_is_fetched_whole),
        ROOM_TEST(a_desk_that_nobody_unlocked_for_months_can_be_unlocked),
        ROOM_TEST(what_no_kiosk_writes_is_shown_calmly_or_counted),
        ROOM_TEST(two_words_find_a_case),
        ROOM_TEST(two_desks_do_not_share_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
