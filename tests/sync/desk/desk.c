/* The desk whole: what it fetches and keeps, what is left on its disk, when it locks. */
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
    assert_int_equal(room_found(&room, ""), 1);
    assert_int_equal(room_count(&room, "inbox"), 1); /* the cover is gone */
    assert_int_equal(room_found(&room, "kanari"), 1);
    assert_int_equal(room_found(&room, "other"), 0);
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
    assert_string_equal(room_item(view, "note"), "ask about the bed");
    assert_string_equal(room_item(view, "answer"), "We are here.");
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
    assert_int_equal(room_found(&room, CANARY), 1);
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
    assert_int_equal(room_found(&room, ""), 0);
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
    assert_int_equal(room_found(&room, ""), 1);
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
    assert_int_equal(room_found(&room, ""), sizeof shown / sizeof *shown);
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
    assert_int_equal(room_found(&room, ""), 1);
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
        ROOM_TEST(what_comes_is_stored_before_it_is_acknowledged_and_shown_after_unlocking, &room),
        ROOM_TEST(everything_comes_back_after_the_desk_was_closed, &room),
        ROOM_TEST(on_disk_there_is_nothing_that_anyone_wrote, &room),
        ROOM_TEST(wrong_words_open_nothing, &room),
        ROOM_TEST(it_locks_by_itself_and_by_hand, &room),
        ROOM_TEST(a_changed_or_cut_file_is_counted_and_kept, &room),
        ROOM_TEST(more_than_a_page_is_fetched_whole, &room),
        ROOM_TEST(a_desk_that_nobody_unlocked_for_months_can_be_unlocked, &room),
        ROOM_TEST(what_no_kiosk_writes_is_shown_calmly_or_counted, &room),
        ROOM_TEST(two_desks_do_not_share_a_folder, &room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
