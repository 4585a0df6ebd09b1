/* The worker and what comes back: which answers the digits find, which are not shown, and writing back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "firmware/workbench.h"
#include "rules/damm.h"

static const uint8_t the_thread[ID_BYTES] = {0x51, 0x02, 0x03};
static const char the_digits17[] = "12345678901234567";

static void digits_of(struct workbench *bench, struct receipt_keys *ret_keys)
{
    memcpy(bench->visit->digits, the_digits17, 17);
    bench->visit->digits[17] = damm_digit(the_digits17, 17);
    station_receipt(&bench->station, bench->visit->digits, ret_keys);
}

static void look(struct workbench *bench, uint64_t visit)
{
    bench->visit->reading = WORK_RUNNING;
    workbench_give(bench, WORKER_READ_ANSWER, visit);
    workbench_wait(bench, visit);
}

/* An answer to those digits, which are typed in; *ret_keys must live as long as it. */
static struct station_answer answer_of(struct workbench *bench, struct receipt_keys *ret_keys)
{
    digits_of(bench, ret_keys);
    return station_answer(&bench->station, ret_keys, the_thread);
}

static void yours_is_there(struct workbench *bench)
{
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.text = "Yours.";
    station_drop(&bench->station, &answer, 0);
}

static void answers_are_read_newest_first_with_team_and_state(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.state = "received";
    station_drop(&bench->station, &answer, 0);
    answer.n = 1, answer.state = "answered", answer.text = "We wait for you.";
    station_drop(&bench->station, &answer, 0);
    answer.n = 3, answer.state = "working", answer.text = "Come to the \"blue\" door.";
    station_drop(&bench->station, &answer, 0);
    look(bench, 1);
    assert_int_equal(bench->visit->reading, WORK_DONE);
    assert_int_equal(bench->visit->found_count, 2);
    assert_string_equal(bench->visit->found[0].text, "Come to the \"blue\" door.");
    assert_string_equal(bench->visit->found[0].day, "2026-11-24");
    assert_int_equal(bench->visit->found[1].n, 1);
    assert_string_equal(bench->visit->found_state, "working");
    assert_string_equal(bench->visit->found_team, bench->station.maker.teams[0].name.en);
}

static void of_many_answers_the_newest_eight_are_kept(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    for (uint32_t n = 0; n < 64; n += 7) {
        char text[16];
        snprintf(text, sizeof text, "answer %u", n);
        answer.n = n, answer.text = text;
        station_drop(&bench->station, &answer, 0);
    }
    look(bench, 1);
    assert_int_equal(bench->visit->found_count, 8);
    assert_string_equal(bench->visit->found[0].text, "answer 63");
    assert_string_equal(bench->visit->found[7].text, "answer 14");
}

static void nothing(struct workbench *bench)
{
    look(bench, 1);
    assert_int_equal(bench->visit->reading, WORK_NOTHING);
    assert_int_equal(bench->visit->found_count, 0);
    assert_string_equal(bench->visit->found_team, "");
    assert_string_equal(bench->visit->found_state, "");
}

static void an_answer_that_no_desk_signed_is_not_shown(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct seal_signer stranger;
    digits_of(bench, &keys);
    seal_signer_new(&stranger);
    struct station_answer answer = station_answer(&bench->station, &keys, the_thread);
    answer.text = "Come alone.", answer.signer = &stranger;
    station_drop(&bench->station, &answer, 0);
    nothing(bench);
}

static void an_answer_signed_by_a_desk_of_another_team_is_not_shown(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.text = "Come alone.", answer.signer = &bench->station.other_laptop;
    station_drop(&bench->station, &answer, 0);
    nothing(bench);
}

static void an_answer_of_a_team_that_the_network_does_not_have_is_not_shown(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.text = "Come alone.", answer.team[0] ^= 1;
    station_drop(&bench->station, &answer, 0);
    nothing(bench);
}

static void an_answer_moved_under_another_number_is_not_shown(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.text = "An old one.", answer.n = 2, answer.tag_n = 9;
    station_drop(&bench->station, &answer, 0);
    nothing(bench);
}

static void an_answer_of_another_thread_is_not_shown_beside_the_first(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.text = "Yours.";
    station_drop(&bench->station, &answer, 0);
    answer.n = 1, answer.text = "Somebody else's.", answer.thread[0] ^= 1;
    station_drop(&bench->station, &answer, 0);
    look(bench, 1);
    assert_int_equal(bench->visit->found_count, 1);
    assert_string_equal(bench->visit->found[0].text, "Yours.");
}

static void rubbish_under_a_public_tag_does_not_hide_the_answer(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct seal_signer stranger;
    digits_of(bench, &keys);
    seal_signer_new(&stranger);
    struct station_answer answer = station_answer(&bench->station, &keys, the_thread);
    answer.text = "Forged.", answer.signer = &stranger;
    station_drop(&bench->station, &answer, 1);
    answer.text = "Real.", answer.signer = &bench->station.keys.laptop;
    station_drop(&bench->station, &answer, 0);
    station_write(bench->station.drops, "not-an-answer", "x", 1);
    look(bench, 1);
    assert_int_equal(bench->visit->found_count, 1);
    assert_string_equal(bench->visit->found[0].text, "Real.");
}

static void digits_with_a_wrong_check_digit_find_nothing_even_beside_an_answer(void **state)
{
    struct workbench *bench = *state;
    yours_is_there(bench);
    bench->visit->digits[17] = bench->visit->digits[17] == '0' ? '1' : '0';
    nothing(bench);
    memset(bench->visit->digits, 'x', RECEIPT_DIGITS);
    nothing(bench);
}

static void reading_is_dropped_when_its_person_has_left(void **state)
{
    struct workbench *bench = *state;
    yours_is_there(bench);
    workbench_give(bench, WORKER_READ_ANSWER, 1);
    worker_visit_over(bench->worker, 1);
    workbench_idle(bench, 2);
    assert_int_equal(bench->visit->found_count, 0);
}

static void an_answer_that_all_was_deleted_is_the_only_one_shown(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_answer answer = answer_of(bench, &keys);
    answer.state = "answered", answer.text = "We wait for you.";
    station_drop(&bench->station, &answer, 0);
    answer.n = ANSWER_DELETED_N, answer.state = "closed", answer.text = "", answer.deleted = true;
    station_drop(&bench->station, &answer, 0);
    look(bench, 1);
    assert_int_equal(bench->visit->reading, WORK_DONE);
    assert_true(bench->visit->found_deleted);
    assert_int_equal(bench->visit->found_count, 1);
    assert_string_equal(bench->visit->found[0].text, "");
    assert_string_equal(bench->visit->found[0].day, "2026-11-24");
    assert_string_equal(bench->visit->found_state, "closed");
}

/* ---- taking back, deleting ---- */
static void later(struct workbench *bench, enum worker_kind kind, struct station_document *ret_document)
{
    struct receipt_keys keys;
    char thread[ID_HEX + 1];
    struct station_answer answer = answer_of(bench, &keys);
    answer.text = "Yours.";
    station_drop(&bench->station, &answer, 0);
    look(bench, 1);
    workbench_give(bench, kind, 1);
    workbench_wait(bench, 1);
    assert_int_equal(bench->visit->writing, WORK_DONE);
    assert_int_equal(station_outbox(&bench->station, ret_document, 1, NULL), 1);
    hex_write(the_thread, ID_BYTES, thread);
    assert_string_equal(document_text(ret_document->json, "kind", NULL), "withdraw");
    assert_string_equal(document_text(ret_document->json, "thread", NULL), thread);
    assert_null(json_object_get(ret_document->json, "answers"));
    assert_null(json_object_get(ret_document->json, "hour"));
    assert_int_equal(
        seal_verify(SEAL_DOCUMENT, keys.signer.public_key, ret_document->text, ret_document->len), SEAL_OK);
}

static void permissions_taken_back_leave_as_a_signed_no_each_and_nothing_else(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    strcpy(bench->visit->taken_back[0].name, "police");
    strcpy(bench->visit->taken_back[7].name, "lawyer");
    later(bench, WORKER_TAKE_BACK, &document);
    const json_t *consent = json_object_get(document.json, "consent");
    assert_int_equal(json_object_size(consent), 2);
    assert_true(json_is_false(json_object_get(consent, "police")));
    assert_true(json_is_false(json_object_get(consent, "lawyer")));
    assert_null(json_object_get(document.json, "delete"));
    station_document_clear(&document);
}

static void a_wish_to_delete_leaves_signed(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    later(bench, WORKER_DELETE, &document);
    assert_true(json_is_true(json_object_get(document.json, "delete")));
    assert_null(json_object_get(document.json, "consent"));
    station_document_clear(&document);
}

static void nothing_is_deleted_without_a_reading_of_the_same_visit(void **state)
{
    struct workbench *bench = *state;
    yours_is_there(bench);
    look(bench, 1);
    worker_visit_over(bench->worker, 1);
    workbench_give(bench, WORKER_DELETE, 2);
    workbench_wait(bench, 2);
    assert_int_equal(bench->visit->writing, WORK_FAILED);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), 0);
}

/* ---- writing back ---- */
static void writing_back_is_signed_by_the_receipts_key_for_the_same_thread(void **state)
{
    struct workbench *bench = *state;
    struct receipt_keys keys;
    struct station_document document = {0};
    char thread[ID_HEX + 1];
    digits_of(bench, &keys);
    struct station_answer answer = station_answer(&bench->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&bench->station, &answer, 0);
    look(bench, 1);
    strcpy(bench->visit->write_back, "Thank you.");
    workbench_give(bench, WORKER_WRITE_BACK, 1);
    workbench_wait(bench, 1);
    assert_int_equal(bench->visit->writing, WORK_DONE);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    hex_write(the_thread, ID_BYTES, thread);
    assert_string_equal(document_text(document.json, "kind", NULL), "message");
    assert_string_equal(document_text(document.json, "thread", NULL), thread);
    assert_string_equal(document_text(document.json, "answers", "text"), "Thank you.");
    assert_null(json_object_get(document.json, "reply"));
    assert_int_equal(
        seal_verify(SEAL_DOCUMENT, keys.signer.public_key, document.text, document.len), SEAL_OK);
    station_document_clear(&document);
}

static void writing_back_needs_a_reading_of_the_same_visit(void **state)
{
    struct workbench *bench = *state;
    yours_is_there(bench);
    look(bench, 1);
    worker_visit_over(bench->worker, 1);
    strcpy(bench->visit->write_back, "I am someone else.");
    workbench_give(bench, WORKER_WRITE_BACK, 2);
    workbench_wait(bench, 2);
    assert_int_equal(bench->visit->writing, WORK_FAILED);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), 0);
}

static void a_message_handed_over_before_leaving_is_still_sent(void **state)
{
    struct workbench *bench = *state;
    yours_is_there(bench);
    look(bench, 1);
    strcpy(bench->visit->write_back, "Help.");
    workbench_give(bench, WORKER_WRITE_BACK, 1);
    worker_visit_over(bench->worker, 1);
    workbench_idle(bench, 2);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORKBENCH_TEST(answers_are_read_newest_first_with_team_and_state),
        WORKBENCH_TEST(of_many_answers_the_newest_eight_are_kept),
        WORKBENCH_TEST(an_answer_that_no_desk_signed_is_not_shown),
        WORKBENCH_TEST(an_answer_signed_by_a_desk_of_another_team_is_not_shown),
        WORKBENCH_TEST(an_answer_of_a_team_that_the_network_does_not_have_is_not_shown),
        WORKBENCH_TEST(an_answer_moved_under_another_number_is_not_shown),
        WORKBENCH_TEST(an_answer_of_another_thread_is_not_shown_beside_the_first),
        WORKBENCH_TEST(rubbish_under_a_public_tag_does_not_hide_the_answer),
        WORKBENCH_TEST(digits_with_a_wrong_check_digit_find_nothing_even_beside_an_answer),
        WORKBENCH_TEST(reading_is_dropped_when_its_person_has_left),
        WORKBENCH_TEST(an_answer_that_all_was_deleted_is_the_only_one_shown),
        WORKBENCH_TEST(permissions_taken_back_leave_as_a_signed_no_each_and_nothing_else),
        WORKBENCH_TEST(a_wish_to_delete_leaves_signed),
        WORKBENCH_TEST(nothing_is_deleted_without_a_reading_of_the_same_visit),
        WORKBENCH_TEST(writing_back_is_signed_by_the_receipts_key_for_the_same_thread),
        WORKBENCH_TEST(writing_back_needs_a_reading_of_the_same_visit),
        WORKBENCH_TEST(a_message_handed_over_before_leaving_is_still_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
