/* The worker, real thread and real sealing, on folders of its own; the other side is played by station. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "firmware/release.h"
#include "firmware/station.h"
#include "firmware/worker.h"
#include "rules/damm.h"

static const char form_json[] =
    "{\"id\":\"help\",\"version\":3,\"title\":\"Help\",\"questions\":["
    "{\"name\":\"danger\",\"type\":\"one\",\"label\":\"In danger now?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"yes\",\"label\":\"Yes\",\"urgency\":1},{\"name\":\"no\",\"label\":\"No\"}]},"
    "{\"name\":\"needs\",\"type\":\"several\",\"label\":\"Needs?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"bed\",\"label\":\"Bed\"},{\"name\":\"doctor\",\"label\":\"Doctor\",\"urgency\":2},"
    "{\"name\":\"papers\",\"label\":\"Papers\"}]},"
    "{\"name\":\"more\",\"type\":\"text\",\"label\":\"More?\",\"why\":\"w\"},"
    "{\"name\":\"pass\",\"type\":\"consent\",\"label\":\"Pass on?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"shelter\",\"label\":\"Shelter\"},{\"name\":\"police\",\"label\":\"Police\"}]}]}";

struct setup {
    struct station station;
    struct disk outbox, drops, content;
    struct release release;
    struct image image;
    struct language english;
    struct words words;
    struct worker_ground ground;
    struct worker *worker;
    struct visit *visit;
};

static void words_make(struct words *words)
{
    struct buffer text;
    buffer_init(&text, WORDS_BYTES);
    for (int i = 0; i < WORDS_COUNT; i++)
        assert_int_equal(buffer_printf(&text, "word%d\n", i), BASE_OK);
    assert_int_equal(words_read(text.bytes, text.len, words), BASE_OK);
    buffer_clear(&text);
}

static int start(void **state)
{
    struct setup *s = calloc(1, sizeof *s);
    char message[256] = "";
    struct release_refusal refusal;
    station_init(&s->station);
    station_network(&s->station, "current");
    assert_int_equal(disk_open(s->station.outbox, &s->outbox), BASE_OK);
    assert_int_equal(disk_open(s->station.drops, &s->drops), BASE_OK);
    assert_int_equal(disk_open(s->station.content, &s->content), BASE_OK);
    assert_int_equal(
        release_find(&s->content, s->station.keys.root.public_key, "demo-1", NULL, &s->release, &refusal),
        RELEASE_TAKEN);
    strcpy(s->english.tag, "en");
    words_make(&s->words);
    s->image = (struct image){.languages = {&s->english, 1}, .words = &s->words};
    s->image.form = form_read(form_json, strlen(form_json), message);
    assert_string_equal(message, "");
    s->ground = (struct worker_ground){s->release.network, s->release.place, &s->image};
    s->worker = worker_new(&s->outbox, &s->drops, clock_system(), message);
    assert_non_null(s->worker);
    s->visit = calloc(1, sizeof *s->visit);
    strcpy(s->visit->language, "en");
    *state = s;
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    worker_free(s->worker);
    form_free(s->image.form);
    words_clear(&s->words);
    release_clear(&s->release);
    disk_close(&s->outbox);
    disk_close(&s->drops);
    disk_close(&s->content);
    station_clear(&s->station);
    free(s->visit);
    free(s);
    return 0;
}

static void give(struct setup *s, enum worker_kind kind, uint64_t visit)
{
    struct worker_order order = {
        .kind = kind, .visit = visit, .ground = &s->ground, .day = "2026-11-24", .hour = 14};
    assert_true(worker_give(s->worker, &order, s->visit));
}

/* Waits for the worker's word, not for time. */
static void wait_for_result(struct setup *s, uint64_t visit)
{
    struct pollfd fd = {.fd = worker_fd(s->worker), .events = POLLIN};
    while (!worker_collect(s->worker, visit, s->visit))
        assert_true(poll(&fd, 1, 30000) > 0);
}

static void wait_idle(struct setup *s, uint64_t visit)
{
    struct pollfd fd = {.fd = worker_fd(s->worker), .events = POLLIN};
    while (!worker_idle(s->worker)) {
        poll(&fd, 1, 30000);
        worker_collect(s->worker, visit, s->visit);
    }
}

static void fill_form(struct setup *s)
{
    s->visit->answers[0].chosen = 1;
    s->visit->answers[1].chosen = 5;
    s->visit->answers[3].chosen = 1;
    strcpy(s->visit->typed, "They \"keep\"\nmy papers \xd8\xa3\xd9\x86\xd8\xa7");
}

static const char *text_at(const json_t *root, const char *a, const char *b)
{
    const json_t *at = json_object_get(root, a);
    return json_string_value(b ? json_object_get(at, b) : at);
}

static void send(struct setup *s, uint64_t visit)
{
    fill_form(s);
    give(s, WORKER_SEND_FORM, visit);
    wait_for_result(s, visit);
    assert_int_equal(s->visit->sending, WORK_DONE);
}

static void check_reply(const struct setup *s, const json_t *root)
{
    struct receipt_keys keys;
    char to[SEAL_RECIPIENT_TEXT], drop[65], sign[65];
    station_receipt(&s->station, s->visit->receipt, &keys);
    seal_recipient_text(keys.identity.recipient, to);
    hex_write(keys.drop, 32, drop);
    hex_write(keys.signer.public_key, 32, sign);
    assert_string_equal(text_at(root, "reply", "to"), to);
    assert_string_equal(text_at(root, "reply", "drop"), drop);
    assert_string_equal(text_at(root, "reply", "sign"), sign);
}

static void a_form_opens_at_the_team_as_it_was_filled_in(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    send(s, 1);
    assert_int_equal(station_outbox(&s->station, &document, 1, NULL), 1);
    const json_t *root = document.json;
    assert_memory_equal(document.team, s->station.keys.team, ID_BYTES);
    assert_int_equal(json_integer_value(json_object_get(root, "v")), 1);
    assert_string_equal(text_at(root, "kind", NULL), "help");
    assert_string_equal(text_at(root, "place", NULL), "demo-1");
    assert_string_equal(text_at(root, "day", NULL), "2026-11-24");
    assert_string_equal(text_at(root, "lang", NULL), "en");
    assert_int_equal(json_integer_value(json_object_get(root, "urgency")), 1);
    assert_int_equal(json_integer_value(json_object_get(root, "hour")), 14);
    assert_int_equal(
        json_integer_value(json_object_get(root, "keys")), s->station.maker.teams[0].keys_version);
    assert_string_equal(text_at(root, "form", "id"), "help");
    assert_string_equal(text_at(root, "answers", "danger"), "yes");
    assert_string_equal(text_at(root, "answers", "more"), s->visit->typed);
    const json_t *needs = json_object_get(json_object_get(root, "answers"), "needs");
    assert_int_equal(json_array_size(needs), 2);
    assert_string_equal(json_string_value(json_array_get(needs, 1)), "papers");
    assert_null(json_object_get(json_object_get(root, "answers"), "pass"));
    assert_true(json_is_true(json_object_get(json_object_get(root, "consent"), "shelter")));
    assert_true(json_is_false(json_object_get(json_object_get(root, "consent"), "police")));
    check_reply(s, root);
    station_document_clear(&document);
}

static void the_receipt_checks_and_the_case_word_comes_from_the_thread(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    uint8_t thread[ID_BYTES];
    char words[64];
    send(s, 1);
    assert_true(damm_valid(s->visit->receipt, RECEIPT_DIGITS));
    assert_int_equal(station_outbox(&s->station, &document, 1, NULL), 1);
    assert_true(hex_read(text_at(document.json, "thread", NULL), ID_HEX, thread, ID_BYTES));
    unsigned first = (unsigned)thread[0] << 3 | thread[1] >> 5;
    unsigned second = (unsigned)(thread[1] & 31) << 6 | thread[2] >> 2;
    snprintf(words, sizeof words, "word%u word%u", first, second);
    assert_string_equal(s->visit->case_word, words);
    station_document_clear(&document);
}

static void no_hour_leaves_when_it_is_not_pressing(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    fill_form(s);
    s->visit->answers[0].chosen = 2;
    give(s, WORKER_SEND_FORM, 1);
    wait_for_result(s, 1);
    assert_int_equal(station_outbox(&s->station, &document, 1, NULL), 1);
    assert_int_equal(json_integer_value(json_object_get(document.json, "urgency")), 3);
    assert_null(json_object_get(document.json, "hour"));
    station_document_clear(&document);
}

static void what_was_taken_out_on_the_check_screen_does_not_leave(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    fill_form(s);
    s->visit->removed[0] = s->visit->removed[2] = s->visit->removed[3] = true;
    give(s, WORKER_SEND_FORM, 1);
    wait_for_result(s, 1);
    assert_int_equal(station_outbox(&s->station, &document, 1, NULL), 1);
    assert_null(json_object_get(json_object_get(document.json, "answers"), "danger"));
    assert_null(strstr(document.text, "papers \xd8"));
    assert_int_equal(json_integer_value(json_object_get(document.json, "urgency")), 3);
    assert_true(json_is_false(json_object_get(json_object_get(document.json, "consent"), "shelter")));
    station_document_clear(&document);
}

static void a_form_goes_on_when_its_person_has_left_and_its_receipt_is_nobodys(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    fill_form(s);
    give(s, WORKER_SEND_FORM, 1);
    worker_visit_over(s->worker, 1);
    memset(s->visit, 0, sizeof *s->visit);
    wait_idle(s, 2);
    assert_int_equal(s->visit->receipt[0], 0);
    assert_int_equal(s->visit->sending, WORK_NONE);
    assert_int_equal(station_outbox(&s->station, &document, 1, NULL), 1);
    assert_string_equal(text_at(document.json, "answers", "danger"), "yes");
    station_document_clear(&document);
}

static void a_form_is_kept_when_the_program_ends_just_then(void **state)
{
    struct setup *s = *state;
    fill_form(s);
    give(s, WORKER_SEND_FORM, 1);
    worker_free(s->worker);
    s->worker = NULL;
    assert_int_equal(station_outbox(&s->station, NULL, 0, NULL), 1);
}

/* ---- answers ---- */
static const uint8_t the_thread[ID_BYTES] = {0x51, 0x02, 0x03};
static const char the_digits17[] = "12345678901234567";

static void digits_of(struct setup *s, struct receipt_keys *ret_keys)
{
    memcpy(s->visit->digits, the_digits17, 17);
    s->visit->digits[17] = damm_digit(the_digits17, 17);
    station_receipt(&s->station, s->visit->digits, ret_keys);
}

static void look(struct setup *s, uint64_t visit)
{
    s->visit->reading = WORK_RUNNING;
    give(s, WORKER_READ_ANSWER, visit);
    wait_for_result(s, visit);
}

static void answers_are_read_newest_first_with_team_and_state(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.state = "received";
    station_drop(&s->station, &answer, 0);
    answer.n = 1, answer.state = "answered", answer.text = "We wait for you.";
    station_drop(&s->station, &answer, 0);
    answer.n = 3, answer.state = "working", answer.text = "Come to the \"blue\" door.";
    station_drop(&s->station, &answer, 0);
    look(s, 1);
    assert_int_equal(s->visit->reading, WORK_DONE);
    assert_int_equal(s->visit->found_count, 2);
    assert_string_equal(s->visit->found[0].text, "Come to the \"blue\" door.");
    assert_string_equal(s->visit->found[0].day, "2026-11-24");
    assert_int_equal(s->visit->found[1].n, 1);
    assert_string_equal(s->visit->found_state, "working");
    assert_string_equal(s->visit->found_team, s->station.maker.teams[0].name.en);
}

static void of_many_answers_the_newest_eight_are_kept(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    for (uint32_t n = 0; n < 64; n += 7) {
        char text[16];
        snprintf(text, sizeof text, "answer %u", n);
        answer.n = n, answer.text = text;
        station_drop(&s->station, &answer, 0);
    }
    look(s, 1);
    assert_int_equal(s->visit->found_count, 8);
    assert_string_equal(s->visit->found[0].text, "answer 63");
    assert_string_equal(s->visit->found[7].text, "answer 14");
}

static void nothing(struct setup *s)
{
    look(s, 1);
    assert_int_equal(s->visit->reading, WORK_NOTHING);
    assert_int_equal(s->visit->found_count, 0);
    assert_string_equal(s->visit->found_team, "");
    assert_string_equal(s->visit->found_state, "");
}

static void an_answer_that_no_desk_signed_is_not_shown(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    struct seal_signer stranger;
    digits_of(s, &keys);
    seal_signer_new(&stranger);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Come alone.", answer.signer = &stranger;
    station_drop(&s->station, &answer, 0);
    nothing(s);
}

static void an_answer_signed_by_a_desk_of_another_team_is_not_shown(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Come alone.", answer.signer = &s->station.other_laptop;
    station_drop(&s->station, &answer, 0);
    nothing(s);
}

static void an_answer_of_a_team_that_the_network_does_not_have_is_not_shown(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Come alone.", answer.team[0] ^= 1;
    station_drop(&s->station, &answer, 0);
    nothing(s);
}

static void an_answer_moved_under_another_number_is_not_shown(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "An old one.", answer.n = 2, answer.tag_n = 9;
    station_drop(&s->station, &answer, 0);
    nothing(s);
}

static void an_answer_of_another_thread_is_not_shown_beside_the_first(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&s->station, &answer, 0);
    answer.n = 1, answer.text = "Somebody else's.", answer.thread[0] ^= 1;
    station_drop(&s->station, &answer, 0);
    look(s, 1);
    assert_int_equal(s->visit->found_count, 1);
    assert_string_equal(s->visit->found[0].text, "Yours.");
}

static void rubbish_under_a_public_tag_does_not_hide_the_answer(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    struct seal_signer stranger;
    digits_of(s, &keys);
    seal_signer_new(&stranger);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Forged.", answer.signer = &stranger;
    station_drop(&s->station, &answer, 1);
    answer.text = "Real.", answer.signer = &s->station.keys.laptop;
    station_drop(&s->station, &answer, 0);
    station_write(s->station.drops, "not-an-answer", "x", 1);
    look(s, 1);
    assert_int_equal(s->visit->found_count, 1);
    assert_string_equal(s->visit->found[0].text, "Real.");
}

static void digits_with_a_wrong_check_digit_find_nothing_even_beside_an_answer(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&s->station, &answer, 0);
    s->visit->digits[17] = s->visit->digits[17] == '0' ? '1' : '0';
    nothing(s);
    memset(s->visit->digits, 'x', RECEIPT_DIGITS);
    nothing(s);
}

static void reading_is_dropped_when_its_person_has_left(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&s->station, &answer, 0);
    give(s, WORKER_READ_ANSWER, 1);
    worker_visit_over(s->worker, 1);
    wait_idle(s, 2);
    assert_int_equal(s->visit->found_count, 0);
}

/* ---- writing back ---- */
static void writing_back_is_signed_by_the_receipts_key_for_the_same_thread(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    struct station_document document = {0};
    char thread[ID_HEX + 1];
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&s->station, &answer, 0);
    look(s, 1);
    strcpy(s->visit->write_back, "Thank you.");
    give(s, WORKER_WRITE_BACK, 1);
    wait_for_result(s, 1);
    assert_int_equal(s->visit->writing, WORK_DONE);
    assert_int_equal(station_outbox(&s->station, &document, 1, NULL), 1);
    hex_write(the_thread, ID_BYTES, thread);
    assert_string_equal(text_at(document.json, "kind", NULL), "message");
    assert_string_equal(text_at(document.json, "thread", NULL), thread);
    assert_string_equal(text_at(document.json, "answers", "text"), "Thank you.");
    assert_null(json_object_get(document.json, "reply"));
    assert_int_equal(
        seal_verify(SEAL_DOCUMENT, keys.signer.public_key, document.text, document.len), SEAL_OK);
    station_document_clear(&document);
}

static void writing_back_needs_a_reading_of_the_same_visit(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&s->station, &answer, 0);
    look(s, 1);
    worker_visit_over(s->worker, 1);
    strcpy(s->visit->write_back, "I am someone else.");
    give(s, WORKER_WRITE_BACK, 2);
    wait_for_result(s, 2);
    assert_int_equal(s->visit->writing, WORK_FAILED);
    assert_int_equal(station_outbox(&s->station, NULL, 0, NULL), 0);
}

static void a_message_handed_over_before_leaving_is_still_sent(void **state)
{
    struct setup *s = *state;
    struct receipt_keys keys;
    digits_of(s, &keys);
    struct station_answer answer = station_answer(&s->station, &keys, the_thread);
    answer.text = "Yours.";
    station_drop(&s->station, &answer, 0);
    look(s, 1);
    strcpy(s->visit->write_back, "Help.");
    give(s, WORKER_WRITE_BACK, 1);
    worker_visit_over(s->worker, 1);
    wait_idle(s, 2);
    assert_int_equal(station_outbox(&s->station, NULL, 0, NULL), 1);
}

/* ---- the outbox ---- */
static void two_dummies_wait_and_a_form_takes_the_place_of_one(void **state)
{
    struct setup *s = *state;
    size_t dummies = 0;
    worker_fill(s->worker, s->release.network->mix);
    wait_idle(s, 1);
    assert_int_equal(station_outbox(&s->station, NULL, 0, &dummies), 0);
    assert_int_equal(dummies, 2);
    send(s, 1);
    assert_int_equal(station_outbox(&s->station, NULL, 0, &dummies), 1);
    assert_int_equal(dummies, 1);
    struct worker_outbox outbox = worker_outbox(s->worker);
    assert_int_equal(outbox.take, OUTBOX_OK);
    assert_int_equal(outbox.fault, OUTBOX_OK);
}

static void too_much_at_once_is_refused_and_nothing_of_it_taken(void **state)
{
    struct setup *s = *state;
    for (int i = 0; i < WORKER_ORDERS; i++)
        give(s, WORKER_SEND_FORM, 1);
    struct worker_order order = {.kind = WORKER_SEND_FORM, .visit = 1, .ground = &s->ground};
    assert_false(worker_give(s->worker, &order, s->visit));
    wait_idle(s, 1);
    assert_int_equal(station_outbox(&s->station, NULL, 0, NULL), WORKER_ORDERS);
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_form_opens_at_the_team_as_it_was_filled_in),
        T(the_receipt_checks_and_the_case_word_comes_from_the_thread),
        T(no_hour_leaves_when_it_is_not_pressing),
        T(what_was_taken_out_on_the_check_screen_does_not_leave),
        T(a_form_goes_on_when_its_person_has_left_and_its_receipt_is_nobodys),
        T(a_form_is_kept_when_the_program_ends_just_then),
        T(answers_are_read_newest_first_with_team_and_state),
        T(of_many_answers_the_newest_eight_are_kept),
        T(an_answer_that_no_desk_signed_is_not_shown),
        T(an_answer_signed_by_a_desk_of_another_team_is_not_shown),
        T(an_answer_of_a_team_that_the_network_does_not_have_is_not_shown),
        T(an_answer_moved_under_another_number_is_not_shown),
        T(an_answer_of_another_thread_is_not_shown_beside_the_first),
        T(rubbish_under_a_public_tag_does_not_hide_the_answer),
        T(digits_with_a_wrong_check_digit_find_nothing_even_beside_an_answer),
        T(reading_is_dropped_when_its_person_has_left),
        T(writing_back_is_signed_by_the_receipts_key_for_the_same_thread),
        T(writing_back_needs_a_reading_of_the_same_visit),
        T(a_message_handed_over_before_leaving_is_still_sent),
        T(two_dummies_wait_and_a_form_takes_the_place_of_one),
        T(too_much_at_once_is_refused_and_nothing_of_it_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
