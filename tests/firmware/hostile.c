/* A whole kiosk among people and neighbours who mean harm: notes and drops of any kind, an answer made to
 * confuse, hands that press anything at any time. What an agent can do to content: hostile_agent.c. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "firmware/hand.h"
#include "rules/damm.h"

#define HOLD_MS 2300
#define STEP_MOST_MS 4000 /* of one turn, with sanitizers and a busy machine */

static int64_t real_ms(void)
{
    struct clock_source clock = clock_system();
    return clock.mono_ms(clock.self);
}

static int start(void **state)
{
    hand_prepare(state);
    struct hand *hand = *state;
    hand->station.maker.places[0].tick_s = 60;
    station_release(&hand->station, "current");
    hand_start(hand);
    return 0;
}

static void send_and_read_the_wait(struct hand *hand, char ret_wait[static 128])
{
    hand_fill_form(hand, "help");
    hand_hold(hand, "check.send", HOLD_MS);
    hand_wait(hand, "receipt.show");
    snprintf(ret_wait, 128, "%s", hand_reads(hand, "truth.longest"));
    hand_press(hand, "leave");
    hand_settle(hand);
}

static void how_long_it_can_take_does_not_say_whether_others_wrote(void **state)
{
    struct hand *hand = *state;
    char first[128], later[128];
    send_and_read_the_wait(hand, first);
    for (int i = 0; i < 4; i++) {
        send_and_read_the_wait(hand, later);
        assert_string_equal(later, first);
    }
}

static void show_answer(struct hand *hand, const char *text)
{
    struct receipt_keys keys;
    static const uint8_t thread[ID_BYTES] = {7};
    char digits[] = "908172635445362710";
    digits[17] = damm_digit(digits, 17);
    station_receipt(&hand->station, digits, &keys);
    struct station_answer answer = station_answer(&hand->station, &keys, thread);
    answer.text = text;
    station_drop(&hand->station, &answer, 0);
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.answer");
    hand_digits(hand, digits);
    hand_press(hand, "digits.look");
    int64_t before = real_ms();
    hand_wait(hand, "answer.done");
    print_message("%d ms\n", (int)(real_ms() - before));
}

static void repeat(char *text, size_t cap, const char *first, const char *again)
{
    size_t len = (size_t)snprintf(text, cap, "%s", first);
    while (len + strlen(again) < cap)
        len += (size_t)snprintf(text + len, cap - len, "%s", again);
}

static void an_answer_of_anything_is_drawn_in_time_and_can_be_left(void **state)
{
    struct hand *hand = *state;
    static const struct {
        const char *first, *again;
        size_t bytes; /* as JSON it must fit an answer */
    } pieces[] = {
        {"e", "\u0301", ANSWER_TEXT_BYTES},                   /* combining marks alone */
        {"", "\u202e", ANSWER_TEXT_BYTES},                    /* overrides */
        {"a", "\u2067\u202b\u2066\u202d", ANSWER_TEXT_BYTES}, /* ever deeper */
        {"", "\x01\x02\x1b[2J\x7f", 600},                     /* controls */
        {"", "\n", 1600},                                     /* 2,400 lines */
        {"", "\U0001F469\u200d", ANSWER_TEXT_BYTES},          /* joined without an end */
        {"\u0e01", "\u0e33", ANSWER_TEXT_BYTES},              /* Thai vowels that decompose */
        {"\u0915", "\u094d\u0915", ANSWER_TEXT_BYTES},        /* one cluster of Devanagari */
        {"", "W", ANSWER_TEXT_BYTES},                         /* a word wider than any line */
        {"1", "1", ANSWER_TEXT_BYTES},                        /* a number wider than any line */
        {"\u1100", "\u1161", ANSWER_TEXT_BYTES},              /* jamo */
        {"", "\ufffe\uffff\U0010fffe", ANSWER_TEXT_BYTES},    /* no characters */
        {"", "\u2028\u2029\xc2\x85\v\f", 900},                /* line ends of all kinds */
        {"", "\ufdfa", ANSWER_TEXT_BYTES},                    /* one letter, eighteen wide */
    };
    char text[ANSWER_TEXT_BYTES + 1];
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        repeat(text, pieces[i].bytes, pieces[i].first, pieces[i].again);
        print_message("piece %zu: ", i);
        show_answer(hand, text);
        for (int page = 0; page < 3 && hand_sees(hand, "page.next"); page++) {
            int64_t before = real_ms();
            hand_press(hand, "page.next");
            assert_true(real_ms() - before < STEP_MOST_MS);
        }
        hand_press(hand, "leave");
        assert_true(hand_sees(hand, "attract"));
        hand_settle(hand);
    }
}

static void in_folder(const char *folder, const char *name, char ret_path[static 512])
{
    snprintf(ret_path, 512, "%s/%s", folder, name);
    unlink(ret_path);
}

static void fifos_links_and_floods_stop_nobody(void **state)
{
    struct hand *hand = *state;
    char path[512], name[64];
    const struct station *station = &hand->station;
    static const char *const notes[] = {"enrolment-code", "last-connection", "last-check"};
    for (size_t i = 0; i < 3; i++) {
        in_folder(station->device, notes[i], path);
        assert_int_equal(mkfifo(path, 0666), 0);
    }
    in_folder(station->content, "current", path);
    assert_int_equal(mkfifo(path, 0666), 0);
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "%020d-\xff%d\n.age", i, i);
        in_folder(station->drops, name, path);
        close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        if (i < 40) {
            in_folder(station->outbox, name, path);
            close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        }
    }
    int64_t before = real_ms();
    hand_fill_form(hand, "help");
    hand_hold(hand, "check.send", HOLD_MS);
    hand_wait(hand, "receipt.show");
    hand_press(hand, "leave");
    hand_settle(hand);
    in_folder(station->content, "current", path);
    assert_int_equal(symlink("/dev/zero", path), 0);
    for (size_t i = 0; i < 3; i++) {
        in_folder(station->device, notes[i], path);
        assert_int_equal(symlink("/dev/zero", path), 0);
    }
    assert_true(kiosk_turn(hand->kiosk, 0));
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    assert_true(hand_sees(hand, "home.tell"));
    print_message("%d ms\n", (int)(real_ms() - before));
}

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

/* Somewhere, mostly on something that can be pressed. */
static void point(struct hand *hand, uint32_t *seed, struct ui_input *input)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(kiosk_ui(hand->kiosk), &count);
    input->x = (int)dice(seed, 1200) - 60;
    input->y = (int)dice(seed, 2040) - 60;
    if (count && dice(seed, 4)) {
        const struct box *box = &nodes[dice(seed, (uint32_t)count)].box;
        input->x = box->x + (int)dice(seed, (uint32_t)(box->w > 0 ? box->w : 1));
        input->y = box->y + (int)dice(seed, (uint32_t)(box->h > 0 ? box->h : 1));
    }
}

static void any_hands_at_any_time_leave_a_kiosk_that_works(void **state)
{
    struct hand *hand = *state;
    uint32_t seed = 20100607;
    static const int passes[] = {5, 30, 120, 350, 2400, 30000, 70000};
    for (int i = 0; i < 6000; i++) {
        struct ui_input input = {.kind = (enum ui_input_kind)dice(&seed, 4),
            .key = (enum ui_key)dice(&seed, KEY_HELP + 1),
            .finger = (int)dice(&seed, 3),
            .at_ms = hand->mono_ms};
        point(hand, &seed, &input);
        (void)!memory_port_play(hand->port, &input);
        if (dice(&seed, 3))
            continue; /* several in one batch */
        assert_true(kiosk_turn(hand->kiosk, 0));
        hand->mono_ms += passes[dice(&seed, i % 50 ? 5 : 7)];
        if (dice(&seed, 400) == 0)
            memory_port_expose(hand->port);
    }
    while (kiosk_turn(hand->kiosk, 0) && !hand_sees(hand, "attract"))
        hand_later(hand, 1000);
    hand_settle(hand);
    hand_fill_form(hand, "help");
    hand_press(hand, "leave");
}

static void what_lies_on_the_screen_keeps_no_visit_open(void **state)
{
    struct hand *hand = *state;
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_later(hand, 400);
    struct box box = ui_node(kiosk_ui(hand->kiosk), "home.tell")->box;
    for (int i = 0; i < 700 && !hand_sees(hand, "attract"); i++) {
        struct ui_input input = {.kind = i ? UI_MOVE : UI_PRESS,
            .x = box.x + box.w / 2 + i % 3,
            .y = box.y + box.h / 2 - i % 2,
            .at_ms = hand->mono_ms};
        assert_true(memory_port_play(hand->port, &input));
        hand_later(hand, 100);
    }
    assert_true(hand_sees(hand, "attract"));
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(how_long_it_can_take_does_not_say_whether_others_wrote),
        T(an_answer_of_anything_is_drawn_in_time_and_can_be_left),
        T(fifos_links_and_floods_stop_nobody),
        T(what_lies_on_the_screen_keeps_no_visit_open),
        T(any_hands_at_any_time_leave_a_kiosk_that_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
