/* A whole kiosk in this process, on a memory surface, pressed by id. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "fault/cut_disk.h"
#include "firmware/hand.h"
#include "rules/damm.h"

#define HOLD_MS 2300

static void a_visit_becomes_one_file_that_mix_and_team_open(void **state)
{
    struct hand *hand = *state;
    struct station_document document = {0};
    hand_fill_form(hand, "they keep my papers");
    hand_hold(hand, "check.send", HOLD_MS);
    hand_wait(hand, "receipt.show");
    assert_int_equal(station_outbox(&hand->station, &document, 1, NULL), 1);
    assert_memory_equal(document.team, hand->station.keys.team, ID_BYTES);
    assert_string_equal(document_text(document.json, "answers", "danger"), "yes");
    assert_string_equal(document_text(document.json, "answers", "more"), "they keep my papers");
    assert_true(json_is_true(json_object_get(json_object_get(document.json, "consent"), "shelter")));
    assert_string_equal(json_string_value(json_object_get(document.json, "place")), "demo-1");
    assert_string_equal(
        json_string_value(json_object_get(document.json, "day")), "2026-11-25"); /* 00:50 there */
    assert_string_equal(json_string_value(json_object_get(document.json, "lang")), "en");
    station_document_clear(&document);
}

static void digits_and_keys(char digits[static 19], const struct hand *hand, struct receipt_keys *keys)
{
    memcpy(digits, "90817263544536271", 17);
    digits[17] = damm_digit(digits, 17);
    digits[18] = 0;
    station_receipt(&hand->station, digits, keys);
}

static void open_answer(struct hand *hand, const char *digits)
{
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.answer");
    hand_digits(hand, digits);
    hand_press(hand, "digits.look");
}

static void an_answer_is_read_and_written_back_to(void **state)
{
    struct hand *hand = *state;
    struct receipt_keys keys;
    struct station_document document = {0};
    static const uint8_t thread[ID_BYTES] = {7};
    char digits[19], hex[ID_HEX + 1];
    digits_and_keys(digits, hand, &keys);
    struct station_answer answer = station_answer(&hand->station, &keys, thread);
    answer.text = "Come to the blue door.";
    station_drop(&hand->station, &answer, 0);
    open_answer(hand, digits);
    hand_wait(hand, "answer.write_back");
    assert_string_equal(hand_reads(hand, "answer.text.0"), "Come to the blue door.");
    hand_press(hand, "answer.write_back");
    hand_type(hand, "thank you");
    hand_hold(hand, "write_back.send", HOLD_MS);
    hand_settle(hand);
    assert_int_equal(station_outbox(&hand->station, &document, 1, NULL), 1);
    hex_write(thread, ID_BYTES, hex);
    assert_string_equal(json_string_value(json_object_get(document.json, "thread")), hex);
    assert_string_equal(document_text(document.json, "answers", "text"), "thank you");
    assert_int_equal(
        seal_verify(SEAL_DOCUMENT, keys.signer.public_key, document.text, document.len), SEAL_OK);
    station_document_clear(&document);
}

static void digits_that_nobody_has_find_nothing(void **state)
{
    struct hand *hand = *state;
    struct receipt_keys keys;
    char digits[19];
    digits_and_keys(digits, hand, &keys);
    open_answer(hand, digits);
    hand_wait(hand, "answer.nothing");
}

static void leaving_while_it_is_sealed_shows_attract_at_once_and_keeps_the_report(void **state)
{
    struct hand *hand = *state;
    struct station_document document = {0};
    hand_fill_form(hand, "quick");
    hand_hold(hand, "check.send", HOLD_MS);
    hand_press(hand, "leave");
    assert_true(hand_sees(hand, "attract"));
    assert_false(hand_sees(hand, "leave"));
    hand_settle(hand);
    assert_true(hand_sees(hand, "attract"));
    assert_int_equal(station_outbox(&hand->station, &document, 1, NULL), 1);
    assert_string_equal(document_text(document.json, "answers", "more"), "quick");
    station_document_clear(&document);
}

static void the_next_person_finds_nothing_of_the_one_before(void **state)
{
    struct hand *hand = *state;
    hand_fill_form(hand, "mine");
    hand_press(hand, "leave");
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.tell");
    hand_press(hand, "form.begin");
    const struct ui_node *yes = ui_node(kiosk_ui(hand->kiosk), "form.choice.yes");
    assert_non_null(yes);
    assert_false(yes->chosen);
    for (int page = 0; page < 8 && !hand_sees(hand, "form.field"); page++)
        hand_press(hand, "form.next");
    assert_null(strstr(hand_reads(hand, "form.field"), "mine"));
}

static void an_abandoned_visit_ends_by_itself(void **state)
{
    struct hand *hand = *state;
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    assert_true(hand_sees(hand, "home.tell"));
    hand_later(hand, 70000);
    assert_true(hand_sees(hand, "attract"));
}

static void touches_played_after_leave_now_do_not_begin_a_visit(void **state)
{
    struct hand *hand = *state;
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_later(hand, 600);
    struct box box = ui_node(kiosk_ui(hand->kiosk), "leave")->box;
    struct ui_input press = {.x = box.x + box.w / 2, .y = box.y + box.h / 2, .at_ms = hand->mono_ms};
    for (int i = 0; i < 4; i++) {
        press.kind = i % 2 ? UI_RELEASE : UI_PRESS;
        assert_true(memory_port_play(hand->port, &press));
    }
    assert_true(kiosk_turn(hand->kiosk, 0));
    hand_later(hand, 200);
    assert_true(hand_sees(hand, "attract"));
}

static void a_full_outbox_is_said_before_anything_is_asked(void **state)
{
    struct hand *hand = *state;
    static uint8_t file[ENVELOPE_BYTES];
    station_release(&hand->station, "current");
    for (int i = 0; i < OUTBOX_FILES; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%020d-%032x.age", hand->station.outbox, i + 1, i);
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(file, sizeof file, 1, out), 1);
        fclose(out);
    }
    hand_start(hand);
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.tell");
    assert_true(hand_sees(hand, "closed.text"));
    assert_false(hand_sees(hand, "form.begin"));
}

static void a_disk_that_fills_up_during_the_form_is_said_and_gives_no_receipt(void **state)
{
    struct hand *hand = *state;
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    hand->outbox = &disk;
    station_release(&hand->station, "current");
    hand_start(hand);
    hand_fill_form(hand, NULL);
    cut_disk_full_at(cut, 1);
    hand_hold(hand, "check.send", HOLD_MS);
    hand_wait(hand, "work.again");
    assert_false(hand_sees(hand, "receipt.show"));
    cut_disk_full_at(cut, 0);
    hand_press(hand, "work.again");
    hand_wait(hand, "receipt.show");
    hand_stop(hand);
    cut_disk_free(cut);
}

static void the_operators_code_is_on_attract_until_enrolled(void **state)
{
    struct hand *hand = *state;
    size_t before = memory_port_presented(hand->port);
    station_write(hand->station.device, "enrolment-code", "7K2M9ABCDE\n", 11);
    assert_true(kiosk_turn(hand->kiosk, 5000));
    assert_true(memory_port_presented(hand->port) > before);
}

static void an_uncovered_window_is_painted_whole(void **state)
{
    struct hand *hand = *state;
    struct screen_port port = memory_port_of(hand->port);
    struct surface *surface = port.ops->surface(port.self);
    size_t bytes = (size_t)surface->stride * (size_t)surface->height * 4;
    uint32_t *before = malloc(bytes);
    memcpy(before, surface->pixels, bytes);
    memset(surface->pixels, 0x7f, bytes);
    memory_port_expose(hand->port);
    assert_true(kiosk_turn(hand->kiosk, 0));
    assert_memory_equal(surface->pixels, before, bytes);
    free(before);
}

static void two_kiosks_live_in_one_process(void **state)
{
    struct hand *first = *state;
    struct hand *second = calloc(1, sizeof *second);
    hand_init(second);
    station_release(&second->station, "current");
    hand_start(second);
    hand_press(first, "attract");
    assert_true(hand_sees(first, "language.en"));
    assert_true(hand_sees(second, "attract"));
    hand_fill_form(second, NULL);
    hand_hold(second, "check.send", HOLD_MS);
    hand_wait(second, "receipt.show");
    assert_int_equal(station_outbox(&first->station, NULL, 0, NULL), 0);
    assert_int_equal(station_outbox(&second->station, NULL, 0, NULL), 1);
    hand_clear(second);
    free(second);
}

/* The test's clock stands, so nothing is due. The quietest of three looks, since the worker makes a dummy
 * of its own accord at random moments. */
static void nobody_there_means_no_waking(void **state)
{
    struct hand *hand = *state;
    long quietest = LONG_MAX;
    hand_settle(hand);
    for (int look = 0; look < 3; look++) {
        struct rusage before, after;
        getrusage(RUSAGE_SELF, &before);
        assert_true(kiosk_turn(hand->kiosk, 400));
        getrusage(RUSAGE_SELF, &after);
        if (after.ru_nvcsw - before.ru_nvcsw < quietest)
            quietest = after.ru_nvcsw - before.ru_nvcsw;
    }
    assert_in_range(quietest, 0, 1);
}

static void dummies_wait_in_the_outbox_and_come_back_when_one_left(void **state)
{
    struct hand *hand = *state;
    struct disk disk;
    struct disk_names names;
    size_t dummies = 0;
    station_outbox(&hand->station, NULL, 0, &dummies);
    assert_int_equal(dummies, 2);
    assert_int_equal(disk_open(hand->station.outbox, &disk), BASE_OK);
    assert_int_equal(disk_names(&disk, "", 100, &names), BASE_OK);
    assert_int_equal(disk_remove(&disk, names.names[0]), BASE_OK);
    assert_true(kiosk_turn(hand->kiosk, 5000));
    hand_settle(hand);
    station_outbox(&hand->station, NULL, 0, &dummies);
    assert_int_equal(dummies, 2);
    disk_names_free(&names);
    disk_close(&disk);
}

static void ending_in_the_middle_of_a_visit_keeps_what_was_handed_over(void **state)
{
    struct hand *hand = *state;
    hand_fill_form(hand, "now");
    hand_hold(hand, "check.send", HOLD_MS);
    hand_stop(hand);
    assert_int_equal(station_outbox(&hand->station, NULL, 0, NULL), 1);
    hand_start(hand);
    assert_true(hand_sees(hand, "attract"));
}

static void the_screens_have_no_findings_on_the_way(void **state)
{
    struct hand *hand = *state;
    hand_fill_form(hand, "one two");
    assert_string_equal(ui_findings(kiosk_ui(hand->kiosk)), "");
}

#define T(test) cmocka_unit_test_setup_teardown(test, hand_begin, hand_end)
#define P(test) cmocka_unit_test_setup_teardown(test, hand_prepare, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_visit_becomes_one_file_that_mix_and_team_open),
        T(an_answer_is_read_and_written_back_to),
        T(digits_that_nobody_has_find_nothing),
        T(leaving_while_it_is_sealed_shows_attract_at_once_and_keeps_the_report),
        T(the_next_person_finds_nothing_of_the_one_before),
        T(an_abandoned_visit_ends_by_itself),
        T(touches_played_after_leave_now_do_not_begin_a_visit),
        P(a_full_outbox_is_said_before_anything_is_asked),
        P(a_disk_that_fills_up_during_the_form_is_said_and_gives_no_receipt),
        T(the_operators_code_is_on_attract_until_enrolled),
        T(an_uncovered_window_is_painted_whole),
        T(two_kiosks_live_in_one_process),
        T(nobody_there_means_no_waking),
        T(dummies_wait_in_the_outbox_and_come_back_when_one_left),
        T(ending_in_the_middle_of_a_visit_keeps_what_was_handed_over),
        T(the_screens_have_no_findings_on_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
