/* After a visit nothing of it is in the kiosk's memory. A child is the kiosk, built with the program's
 * allocator; this process presses by id through a pipe, one letter at a time, so that the child never holds
 * what is typed but as a visit does, and reads the child's whole memory from outside.
 *
 * memory_unwiped is the same test with the C library's allocator, where something must be found: so the
 * search can find what it looks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "firmware/hand.h"
#include "firmware/look.h"
#include "rules/damm.h"

#define COMMAND 40

struct command { /* fixed size, overwritten by the next */
    char verb;
    char id[COMMAND];
};
struct setup {
    struct hand hand; /* keys and folders; the kiosk in it is the child's */
    pid_t child;
    int pipe;
    struct process_memory memory;
};

static void obey(struct hand *hand, const struct command *command)
{
    switch (command->verb) {
    case 'p':
        hand_press(hand, command->id);
        break;
    case 'h':
        hand_hold(hand, command->id, 2300);
        break;
    case 'w':
        hand_wait(hand, command->id);
        break;
    case 'f':
        hand_fill_form(hand, NULL);
        break;
    case 's':
        hand_settle(hand);
        break;
    default:
        _exit(3);
    }
}

static void be_the_kiosk(struct setup *s, int pipe)
{
    struct command command;
    char done = 'd';
    hand_start(&s->hand);
    /* The visit starts from what the hand does; the keys of the other side are not the kiosk's. */
    sodium_memzero(&s->hand.station.keys, sizeof s->hand.station.keys);
    while (read(pipe, &command, sizeof command) == (ssize_t)sizeof command) {
        obey(&s->hand, &command);
        if (write(pipe, &done, 1) != 1)
            _exit(4);
    }
    _exit(0);
}

static void tell(struct setup *s, char verb, const char *id)
{
    struct command command = {.verb = verb};
    char done = 0;
    snprintf(command.id, sizeof command.id, "%s", id);
    assert_int_equal(write(s->pipe, &command, sizeof command), sizeof command);
    assert_int_equal(read(s->pipe, &done, 1), 1);
    assert_int_equal(done, 'd');
}

static int start(void **state)
{
    struct setup *s = calloc(1, sizeof *s);
    int ends[2];
    hand_init(&s->hand);
    station_release(&s->hand.station, "current");
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    s->child = fork();
    if (s->child == 0) {
        close(ends[0]);
        be_the_kiosk(s, ends[1]);
    }
    close(ends[1]);
    s->pipe = ends[0];
    assert_true(process_memory_open(&s->memory, s->child));
    *state = s;
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    int status = 0;
    close(s->pipe);
    process_memory_close(&s->memory);
    waitpid(s->child, &status, 0);
    hand_clear(&s->hand);
    free(s);
    return 0;
}

/* An answer with the canary in it, read by its digits on the screen. */
static void read_answer(struct setup *s, char canary[static LOOK_TEXT + 1])
{
    struct receipt_keys keys;
    static const uint8_t thread[ID_BYTES] = {3};
    char digits[] = "902817263544536271", text[1200];
    look_make_text(canary);
    digits[17] = damm_digit(digits, 17);
    station_receipt(&s->hand.station, digits, &keys);
    struct station_answer answer = station_answer(&s->hand.station, &keys, thread);
    /* Long, so that no small block of it is soon used again by chance. */
    size_t len = (size_t)snprintf(text, sizeof text, "Come to %s", canary);
    while (len + 6 < sizeof text)
        len += (size_t)snprintf(text + len, sizeof text - len, " door.");
    answer.text = text;
    station_drop(&s->hand.station, &answer, 0);
    tell(s, 'p', "attract");
    tell(s, 'p', "language.en");
    tell(s, 'p', "home.answer");
    for (size_t i = 0; i < 18; i++) {
        char key[16];
        snprintf(key, sizeof key, "digits.%c", digits[i]);
        tell(s, 'p', key);
    }
    tell(s, 'p', "digits.look");
    tell(s, 'w', "answer.text.0");
    print_message("the answer is there\n");
    assert_true(look_for_text(&s->memory, canary) > 0);
    tell(s, 'p', "leave");
    tell(s, 's', "");
    print_message("the visit is over\n");
}

#ifdef UNWIPED
static void without_the_wiping_allocator_something_is_found(void **state)
{
    struct setup *s = *state;
    char canary[LOOK_TEXT + 1];
    read_answer(s, canary);
    assert_true(look_for_text(&s->memory, canary) > 0);
}
#else
static void type_canary(struct setup *s, char canary[static LOOK_TEXT + 1])
{
    look_make_text(canary);
    for (size_t i = 0; i < LOOK_TEXT; i++) {
        char key[8];
        snprintf(key, sizeof key, "key.%c", canary[i]);
        tell(s, 'p', key);
    }
}

/* To the page where one types. */
static void begin(struct setup *s)
{
    tell(s, 'p', "attract");
    tell(s, 'p', "language.en");
    tell(s, 'p', "home.tell");
    tell(s, 'p', "form.begin");
    tell(s, 'p', "form.choice.yes");
    tell(s, 'p', "form.next");
    tell(s, 'p', "form.next");
}

static void nothing_typed_is_found_after_leave_now(void **state)
{
    struct setup *s = *state;
    char canary[LOOK_TEXT + 1];
    begin(s);
    type_canary(s, canary);
    assert_true(look_for_text(&s->memory, canary) > 0);
    tell(s, 'p', "leave");
    tell(s, 's', "");
    print_message("the visit is over\n");
    assert_int_equal(look_for_text(&s->memory, canary), 0);
}

static void nothing_read_is_found_after_leave_now(void **state)
{
    struct setup *s = *state;
    char canary[LOOK_TEXT + 1];
    read_answer(s, canary);
    assert_int_equal(look_for_text(&s->memory, canary), 0);
}

static void nothing_sent_is_found_after_the_visit(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    char canary[LOOK_TEXT + 1];
    uint8_t drop[32], thread[ID_BYTES];
    begin(s);
    type_canary(s, canary);
    tell(s, 'p', "form.next");
    tell(s, 'p', "form.next");
    tell(s, 'h', "check.send");
    tell(s, 'w', "receipt.show");
    tell(s, 'h', "receipt.show");
    tell(s, 'p', "leave");
    tell(s, 's', "");
    print_message("the visit is over\n");
    assert_int_equal(station_outbox(&s->hand.station, &document, 1, NULL), 1);
    assert_non_null(strstr(document.text, canary));
    const char *hex = json_string_value(json_object_get(json_object_get(document.json, "reply"), "drop"));
    const char *thread_hex = json_string_value(json_object_get(document.json, "thread"));
    assert_true(hex_read(hex, 64, drop, 32));
    assert_true(hex_read(thread_hex, ID_HEX, thread, ID_BYTES));
    struct wanted wanted = {0};
    want_text(&wanted, canary);
    want(&wanted, "drop key", drop, sizeof drop);
    want(&wanted, "drop key in hexadecimal", hex, 64);
    want(&wanted, "thread", thread, sizeof thread);
    want(&wanted, "thread in hexadecimal", thread_hex, ID_HEX);
    assert_int_equal(look_for(&s->memory, &wanted), 0);
    station_document_clear(&document);
}
#endif

#define T(test) cmocka_unit_test_setup_teardown(test, start, stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
#ifdef UNWIPED
        T(without_the_wiping_allocator_something_is_found),
#else
        T(nothing_typed_is_found_after_leave_now),
        T(nothing_read_is_found_after_leave_now),
        T(nothing_sent_is_found_after_the_visit),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
