/* An answer is two files. Whatever the disk does with them when the power goes, what was acknowledged
 * leaves, nothing leaves twice under one number, and nothing leaves that the case does not show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/disk.h"
#include "desk/store.h"
#include "fault/cut_trial.h"
#include "sync/desk/room.h"

static struct room room;
static struct person person;
static bool acknowledged;

static void copy_file(struct disk *from, struct disk *to, const char *name)
{
    struct buffer bytes;
    buffer_init(&bytes, 1 << 16);
    assert_int_equal(disk_get(from, name, &bytes), BASE_OK);
    assert_int_equal(disk_put(to, name, bytes.bytes, bytes.len), BASE_OK);
    buffer_clear(&bytes);
}

static struct desk *open_on(const struct disk *disk)
{
    char message[256] = "";
    struct desk *desk = NULL;
    room.settings.disk = disk;
    if (!desk_new(&room.settings, room_clock(&room), &desk, message)) {
        return NULL;
    }
    if (desk_unlock(desk, ROOM_PASSPHRASE)) {
        desk_free(desk);
        return NULL;
    }
    return desk;
}

/* Keys and one case on a disk in memory; everything durable. */
static struct cut_disk *case_on_disk(void)
{
    struct cut_disk *cut = cut_disk_new();
    struct disk memory = cut_disk_disk(cut), real;
    assert_int_equal(disk_open(room.path[0], &real), BASE_OK);
    copy_file(&real, &memory, "identity.age");
    copy_file(&real, &memory, "laptop.json");
    disk_close(&real);
    struct desk *desk = open_on(&memory);
    assert_non_null(desk);
    person_new(&person);
    room.inbox_count = 0;
    person_help(&room, &person, "\"urgency\":2,\"answers\":{}");
    assert_true(desk_fetch(desk, &room.line));
    desk_free(desk);
    return cut;
}

static enum desk_error answer(struct desk *desk, const char *text)
{
    size_t over;
    struct desk_order order = {.what = "answer", .text = text, .state = "answered", .lang = "en"};
    return desk_do(desk, person.thread, &order, &over);
}

static void begin_act(void *ctx)
{
    (void)ctx;
    acknowledged = false;
}

static void act(struct disk *disk, void *ctx)
{
    (void)ctx;
    struct desk *desk = open_on(disk);
    if (desk) {
        acknowledged = answer(desk, "answer-one") == DESK_OK;
        desk_free(desk);
    }
}

static bool case_says(struct desk *desk, const char *text)
{
    json_t *view = NULL;
    assert_int_equal(desk_case(desk, person.thread, &view), DESK_OK);
    char *dump = json_dumps(view, 0);
    bool says = strstr(dump, text) != NULL;
    free(dump);
    json_decref(view);
    return says;
}

static bool check(struct disk *disk, void *ctx)
{
    (void)ctx;
    struct desk *desk = open_on(disk);
    if (!desk) {
        return false;
    }
    room.sent_count = 0;
    bool kept = case_says(desk, "answer-one");
    bool ok = answer(desk, "answer-two") == DESK_OK;
    for (int i = 0; i < 4; i++) {
        ok = desk_send(desk, &room.line) && ok;
    }
    size_t answers = 0;
    for (size_t i = 0; i < room.sent_count; i++) {
        answers += room.sent[i].type == OUTER_ANSWER;
    }
    ok = ok && (kept || !acknowledged) && answers == (kept ? 2u : 1u) &&
         person_finds(&room, &person, 0) == 1 && person_finds(&room, &person, 1) == (kept ? 1u : 0u);
    desk_free(desk);
    return ok;
}

static void a_cut_at_any_write_loses_no_answer_and_uses_no_number_twice(void **state)
{
    (void)state;
    unsigned outcomes = 0;
    struct cut_disk *start = case_on_disk();
    struct cut_disk_trial trial = {.begin = begin_act, .act = act, .check = check};
    assert_int_equal(cut_disk_every(start, &trial, &outcomes), 0);
    assert_true(outcomes > 40);
    cut_disk_free(start);
}

static void a_full_disk_refuses_the_answer_and_changes_nothing(void **state)
{
    (void)state;
    struct cut_disk *start = case_on_disk();
    for (unsigned step = 1; step <= 2; step++) { /* the outer file, then the action */
        struct cut_disk *cut = cut_disk_copy(start);
        struct disk disk = cut_disk_disk(cut);
        struct desk *desk = open_on(&disk);
        assert_non_null(desk);
        cut_disk_full_at(cut, step);
        assert_int_equal(answer(desk, "answer-one"), DESK_NO_SPACE);
        assert_false(case_says(desk, "answer-one"));
        json_t *about = desk_state(desk);
        assert_int_equal(json_integer_value(json_object_get(about, "waiting")), 0);
        assert_non_null(strstr(json_string_value(json_object_get(about, "disk")), "full"));
        json_decref(about);
        cut_disk_full_at(cut, 0);
        assert_int_equal(answer(desk, "answer-one"), DESK_OK);
        desk_free(desk);
        assert_true((begin_act(NULL), check(&disk, NULL)));
        cut_disk_free(cut);
    }
    cut_disk_free(start);
}

static void a_full_disk_takes_nothing_from_the_hub_that_it_cannot_keep(void **state)
{
    (void)state;
    struct cut_disk *start = case_on_disk();
    struct disk disk = cut_disk_disk(start);
    struct desk *desk = open_on(&disk);
    assert_non_null(desk);
    struct person other;
    person_new(&other);
    person_help(&room, &other, "\"urgency\":2,\"answers\":{}");
    room.done[0] = '\0';
    cut_disk_full_at(start, 1);
    assert_false(desk_fetch(desk, &room.line));
    assert_string_equal(room.done, "");
    cut_disk_full_at(start, 0);
    assert_true(desk_fetch(desk, &room.line));
    assert_string_equal(room.done, "2");
    desk_free(desk);
    cut_disk_free(start);
}

/* ---- deleting ---- */
static void act_delete(struct disk *disk, void *ctx)
{
    (void)ctx;
    struct desk *desk = open_on(disk);
    if (desk) {
        acknowledged = desk_fetch(desk, &room.line);
        desk_free(desk);
    }
}

static bool count_name(void *ctx, const char *name)
{
    (void)name;
    ++*(size_t *)ctx;
    return true;
}

static size_t files(struct disk *disk, const char *folder)
{
    size_t count = 0;
    (void)!disk->ops->list(disk->self, folder, count_name, &count);
    return count;
}

/* However far it came: after the next start and fetch it is as if it had never been interrupted. */
static bool check_deleted(struct disk *disk, void *ctx)
{
    (void)ctx;
    struct desk *desk = open_on(disk);
    if (!desk || !desk_fetch(desk, &room.line)) {
        desk_free(desk);
        return false;
    }
    room.sent_count = 0;
    bool ok = !case_says(desk, "typed-words") && !case_says(desk, "note-words") &&
              case_says(desk, "\"deleted\": true");
    for (int i = 0; i < 6; i++) {
        ok = desk_send(desk, &room.line) && ok;
    }
    ok = ok && person_finds(&room, &person, ANSWER_DELETED_N) == 1 && files(disk, "inbox") == 0 &&
         files(disk, "actions") == 1;
    desk_free(desk);
    return ok;
}

static void a_cut_at_any_write_of_a_deletion_leaves_nothing_behind_and_tells_the_person_once(void **state)
{
    (void)state;
    unsigned outcomes = 0;
    size_t over;
    struct cut_disk *start = case_on_disk();
    struct disk disk = cut_disk_disk(start);
    person_later(&room, &person, &person.signer, "message", "\"answers\":{\"text\":\"typed-words\"}");
    struct desk *desk = open_on(&disk);
    assert_non_null(desk);
    struct desk_order note = {.what = "note", .text = "note-words"};
    assert_true(desk_fetch(desk, &room.line));
    assert_int_equal(desk_do(desk, person.thread, &note, &over), DESK_OK);
    assert_true(case_says(desk, "typed-words"));
    desk_free(desk);
    person_later(&room, &person, &person.signer, "withdraw", "\"delete\":true");
    struct cut_disk_trial trial = {.begin = begin_act, .act = act_delete, .check = check_deleted};
    assert_int_equal(cut_disk_every(start, &trial, &outcomes), 0);
    assert_true(outcomes > 80);
    cut_disk_free(start);
}

static int begin(void **state)
{
    *state = &room;
    room_begin(&room);
    desk_free(room.desk);
    room.desk = NULL;
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_at_any_write_loses_no_answer_and_uses_no_number_twice),
        cmocka_unit_test(a_cut_at_any_write_of_a_deletion_leaves_nothing_behind_and_tells_the_person_once),
        cmocka_unit_test(a_full_disk_refuses_the_answer_and_changes_nothing),
        cmocka_unit_test(a_full_disk_takes_nothing_from_the_hub_that_it_cannot_keep),
    };
    return cmocka_run_group_tests(tests, begin, room_tear_down);
}
