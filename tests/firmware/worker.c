/* The worker and what a person sends: a form becomes one sealed file in the outbox. Real thread, real
 * sealing; mix and team are played by station. */
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

static void fill_form(struct workbench *bench)
{
    bench->visit->answers[0].chosen = 1;
    bench->visit->answers[1].chosen = 5;
    bench->visit->answers[3].chosen = 1;
    strcpy(bench->visit->typed, "They \"keep\"\nmy papers \xd8\xa3\xd9\x86\xd8\xa7");
}

static void send(struct workbench *bench, uint64_t visit)
{
    fill_form(bench);
    workbench_give(bench, WORKER_SEND_FORM, visit);
    workbench_wait(bench, visit);
    assert_int_equal(bench->visit->sending, WORK_DONE);
}

static void check_reply(const struct workbench *bench, const json_t *root)
{
    struct receipt_keys keys;
    char to[SEAL_RECIPIENT_TEXT], drop[65], sign[65];
    station_receipt(&bench->station, bench->visit->receipt, &keys);
    seal_recipient_text(keys.identity.recipient, to);
    hex_write(keys.drop, 32, drop);
    hex_write(keys.signer.public_key, 32, sign);
    assert_string_equal(document_text(root, "reply", "to"), to);
    assert_string_equal(document_text(root, "reply", "drop"), drop);
    assert_string_equal(document_text(root, "reply", "sign"), sign);
}

static void a_form_opens_at_the_team_as_it_was_filled_in(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    send(bench, 1);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    const json_t *root = document.json;
    assert_memory_equal(document.team, bench->station.keys.team, ID_BYTES);
    assert_int_equal(json_integer_value(json_object_get(root, "v")), 1);
    assert_string_equal(document_text(root, "kind", NULL), "help");
    assert_string_equal(document_text(root, "place", NULL), "demo-1");
    assert_string_equal(document_text(root, "day", NULL), "2026-11-24");
    assert_string_equal(document_text(root, "lang", NULL), "en");
    assert_int_equal(json_integer_value(json_object_get(root, "urgency")), 1);
    assert_int_equal(json_integer_value(json_object_get(root, "hour")), 14);
    assert_int_equal(
        json_integer_value(json_object_get(root, "keys")), bench->station.maker.teams[0].keys_version);
    assert_string_equal(document_text(root, "form", "id"), "help");
    assert_string_equal(document_text(root, "answers", "danger"), "yes");
    assert_string_equal(document_text(root, "answers", "more"), bench->visit->typed);
    const json_t *needs = json_object_get(json_object_get(root, "answers"), "needs");
    assert_int_equal(json_array_size(needs), 2);
    assert_string_equal(json_string_value(json_array_get(needs, 1)), "papers");
    assert_null(json_object_get(json_object_get(root, "answers"), "pass"));
    assert_true(json_is_true(json_object_get(json_object_get(root, "consent"), "shelter")));
    assert_true(json_is_false(json_object_get(json_object_get(root, "consent"), "police")));
    check_reply(bench, root);
    station_document_clear(&document);
}

static void the_receipt_checks_and_the_case_word_comes_from_the_thread(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    uint8_t thread[ID_BYTES];
    char words[64];
    send(bench, 1);
    assert_true(damm_valid(bench->visit->receipt, RECEIPT_DIGITS));
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    assert_true(hex_read(document_text(document.json, "thread", NULL), ID_HEX, thread, ID_BYTES));
    unsigned first = (unsigned)thread[0] << 3 | thread[1] >> 5;
    unsigned second = (unsigned)(thread[1] & 31) << 6 | thread[2] >> 2;
    snprintf(words, sizeof words, "word%u word%u", first, second);
    assert_string_equal(bench->visit->case_word, words);
    station_document_clear(&document);
}

static void no_hour_leaves_when_it_is_not_pressing(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    fill_form(bench);
    bench->visit->answers[0].chosen = 2;
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    assert_int_equal(json_integer_value(json_object_get(document.json, "urgency")), 3);
    assert_null(json_object_get(document.json, "hour"));
    station_document_clear(&document);
}

static void a_report_says_that_it_is_one_and_whom_it_must_not_reach(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    fill_form(bench);
    bench->visit->form = FORM_REPORT;
    bench->visit->answers[4].chosen = 3; /* two that name three kinds, one of them twice */
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(bench->visit->sending, WORK_DONE);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    assert_string_equal(document_text(document.json, "kind", NULL), "report");
    const json_t *exclude = json_object_get(document.json, "exclude");
    assert_int_equal(json_array_size(exclude), 3);
    assert_string_equal(json_string_value(json_array_get(exclude, 0)), "police");
    assert_string_equal(json_string_value(json_array_get(exclude, 1)), "border");
    assert_string_equal(json_string_value(json_array_get(exclude, 2)), "staff");
    station_document_clear(&document);
}

static void what_nobody_may_read_is_not_sealed(void **state)
{
    struct workbench *bench = *state;
    assert_string_equal(bench->release->network->teams[bench->release->place->team].kind, "ngo");
    fill_form(bench);
    bench->visit->answers[4].chosen = 4; /* excludes ngo, which all teams of this network are */
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(bench->visit->sending, WORK_FAILED);
    assert_int_equal(bench->visit->receipt[0], 0);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), 0);
}

static void practice_and_answers_about_a_job_are_never_sealed(void **state)
{
    struct workbench *bench = *state;
    fill_form(bench);
    bench->visit->practice = true;
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(bench->visit->sending, WORK_FAILED);
    bench->visit->practice = false;
    bench->visit->form = FORM_JOB;
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(bench->visit->sending, WORK_FAILED);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), 0);
}

static void the_hour_leaves_when_a_call_is_asked_for(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    fill_form(bench);
    bench->visit->answers[0].chosen = 2;
    bench->visit->answers[1].chosen = 1;
    strcpy(bench->visit->answers[5].value, "+442079460018");
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    assert_int_equal(json_integer_value(json_object_get(document.json, "urgency")), 3);
    assert_int_equal(json_integer_value(json_object_get(document.json, "hour")), 14);
    assert_string_equal(document_text(document.json, "answers", "phone"), "+442079460018");
    station_document_clear(&document);
}

static void what_was_taken_out_on_the_check_screen_does_not_leave(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    fill_form(bench);
    bench->visit->removed[0] = bench->visit->removed[2] = bench->visit->removed[3] = true;
    workbench_give(bench, WORKER_SEND_FORM, 1);
    workbench_wait(bench, 1);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    assert_null(json_object_get(json_object_get(document.json, "answers"), "danger"));
    assert_null(strstr(document.text, "papers \xd8"));
    assert_int_equal(json_integer_value(json_object_get(document.json, "urgency")), 3);
    assert_true(json_is_false(json_object_get(json_object_get(document.json, "consent"), "shelter")));
    station_document_clear(&document);
}

static void a_form_goes_on_when_its_person_has_left_and_its_receipt_is_nobodys(void **state)
{
    struct workbench *bench = *state;
    struct station_document document = {0};
    fill_form(bench);
    workbench_give(bench, WORKER_SEND_FORM, 1);
    worker_visit_over(bench->worker, 1);
    memset(bench->visit, 0, sizeof *bench->visit);
    workbench_idle(bench, 2);
    assert_int_equal(bench->visit->receipt[0], 0);
    assert_int_equal(bench->visit->sending, WORK_NONE);
    assert_int_equal(station_outbox(&bench->station, &document, 1, NULL), 1);
    assert_string_equal(document_text(document.json, "answers", "danger"), "yes");
    station_document_clear(&document);
}

static void a_form_is_kept_when_the_program_ends_just_then(void **state)
{
    struct workbench *bench = *state;
    fill_form(bench);
    workbench_give(bench, WORKER_SEND_FORM, 1);
    worker_free(bench->worker);
    bench->worker = NULL;
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), 1);
}

/* ---- the outbox ---- */
static void two_dummies_wait_and_a_form_takes_the_place_of_one(void **state)
{
    struct workbench *bench = *state;
    size_t dummies = 0;
    worker_fill(bench->worker, bench->release->network->mix);
    workbench_idle(bench, 1);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, &dummies), 0);
    assert_int_equal(dummies, 2);
    send(bench, 1);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, &dummies), 1);
    assert_int_equal(dummies, 1);
    struct worker_outbox outbox = worker_outbox(bench->worker);
    assert_int_equal(outbox.take, OUTBOX_OK);
    assert_int_equal(outbox.fault, OUTBOX_OK);
}

static void too_much_at_once_is_refused_and_nothing_of_it_taken(void **state)
{
    struct workbench *bench = *state;
    for (int i = 0; i < WORKER_ORDERS; i++)
        workbench_give(bench, WORKER_SEND_FORM, 1);
    struct worker_order order = {.kind = WORKER_SEND_FORM, .visit = 1, .ground = &bench->ground};
    assert_false(worker_give(bench->worker, &order, bench->visit));
    workbench_idle(bench, 1);
    assert_int_equal(station_outbox(&bench->station, NULL, 0, NULL), WORKER_ORDERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORKBENCH_TEST(a_form_opens_at_the_team_as_it_was_filled_in),
        WORKBENCH_TEST(the_receipt_checks_and_the_case_word_comes_from_the_thread),
        WORKBENCH_TEST(no_hour_leaves_when_it_is_not_pressing),
        WORKBENCH_TEST(a_report_says_that_it_is_one_and_whom_it_must_not_reach),
        WORKBENCH_TEST(what_nobody_may_read_is_not_sealed),
        WORKBENCH_TEST(practice_and_answers_about_a_job_are_never_sealed),
        WORKBENCH_TEST(the_hour_leaves_when_a_call_is_asked_for),
        WORKBENCH_TEST(what_was_taken_out_on_the_check_screen_does_not_leave),
        WORKBENCH_TEST(a_form_goes_on_when_its_person_has_left_and_its_receipt_is_nobodys),
        WORKBENCH_TEST(a_form_is_kept_when_the_program_ends_just_then),
        WORKBENCH_TEST(two_dummies_wait_and_a_form_takes_the_place_of_one),
        WORKBENCH_TEST(too_much_at_once_is_refused_and_nothing_of_it_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
