/* After a visit nothing of it is in the kiosk's memory. A child is the kiosk, built with the program's
 * allocator; this process presses by id through a pipe, one letter at a time, so that the child never holds
 * what is typed but as a visit does, and reads the child's whole memory from outside.
 *
 * memory_unwiped is the same test with the C library's allocator, where something must be found: so the
 * search can find what it looks for. */
#include <fcntl.h>
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
#include "rules/damm.h"

#define CANARY 14
#define PIECE 8 /* any piece as long as this is a find: allocators overwrite the first bytes of a block */
#define COMMAND 40

struct command { /* fixed size, overwritten by the next */
    char verb;
    char id[COMMAND];
};
struct setup {
    struct hand hand; /* keys and folders; the kiosk in it is the child's */
    pid_t child;
    int pipe;
    int memory;
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
    char path[64];
    hand_init(&s->hand);
    station_network(&s->hand.station, "current");
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    s->child = fork();
    if (s->child == 0) {
        close(ends[0]);
        be_the_kiosk(s, ends[1]);
    }
    close(ends[1]);
    s->pipe = ends[0];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)s->child);
    s->memory = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(s->memory >= 0);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    int status = 0;
    close(s->pipe);
    close(s->memory);
    waitpid(s->child, &status, 0);
    hand_clear(&s->hand);
    free(s);
    return 0;
}

/* ---- looking ---- */
static size_t count_in(const uint8_t *bytes, size_t len, const void *what, size_t what_len)
{
    size_t count = 0;
    const uint8_t *at = bytes, *end = bytes + len;
    while ((at = memmem(at, (size_t)(end - at), what, what_len))) {
        count++;
        at++;
    }
    return count;
}

#define PATTERNS 64
struct wanted {
    const char *name[PATTERNS];
    uint8_t bytes[PATTERNS][64];
    size_t len[PATTERNS], count;
};

static void want(struct wanted *wanted, const char *name, const void *bytes, size_t len)
{
    assert_true(wanted->count < PATTERNS && len <= sizeof wanted->bytes[0]);
    wanted->name[wanted->count] = name;
    memcpy(wanted->bytes[wanted->count], bytes, len);
    wanted->len[wanted->count++] = len;
}

static size_t look_in(
    struct setup *s, uintptr_t from, uintptr_t to, const struct wanted *wanted, const char *line)
{
    size_t len = to - from, count = 0;
    uint8_t *copy = malloc(len);
    assert_non_null(copy);
    ssize_t got = pread(s->memory, copy, len, (off_t)from);
    for (size_t i = 0; got > 0 && i < wanted->count; i++) {
        size_t here = count_in(copy, (size_t)got, wanted->bytes[i], wanted->len[i]);
        if (here)
            print_message("%s: %zu in %s", wanted->name[i], here, line);
        count += here;
    }
    free(copy);
    return count;
}

/* Every mapping of the child, its stacks, heaps, locked arenas and picture among them. */
static size_t look(struct setup *s, const struct wanted *wanted)
{
    char path[64], line[512];
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/%d/maps", (int)s->child);
    FILE *maps = fopen(path, "re");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        assert_int_equal(sscanf(line, "%lx-%lx", &from, &to), 2);
        if (!strstr(line, "[vvar") && !strstr(line, "[vsyscall"))
            count += look_in(s, from, to, wanted, line);
    }
    fclose(maps);
    return count;
}

static void want_text(struct wanted *wanted, const char *ascii)
{
    for (size_t from = 0; from + PIECE <= CANARY; from += 2) {
        uint16_t wide[PIECE];
        uint32_t wider[PIECE];
        for (size_t i = 0; i < PIECE; i++)
            wide[i] = wider[i] = (unsigned char)ascii[from + i];
        want(wanted, "UTF-8", ascii + from, PIECE);
        want(wanted, "UTF-16", wide, sizeof wide);
        want(wanted, "UTF-32", wider, sizeof wider);
    }
}

static size_t look_for_text(struct setup *s, const char *ascii)
{
    struct wanted wanted = {0};
    want_text(&wanted, ascii);
    return look(s, &wanted);
}

static void make_canary(char canary[static CANARY + 1])
{
    for (size_t i = 0; i < CANARY; i++)
        canary[i] = (char)('a' + randombytes_uniform(26));
    canary[CANARY] = 0;
}

/* An answer with the canary in it, read by its digits on the screen. */
static void read_answer(struct setup *s, char canary[static CANARY + 1])
{
    struct receipt_keys keys;
    static const uint8_t thread[ID_BYTES] = {3};
    char digits[] = "902817263544536271", text[1200];
    make_canary(canary);
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
    assert_true(look_for_text(s, canary) > 0);
    tell(s, 'p', "leave");
    tell(s, 's', "");
    print_message("the visit is over\n");
}

#ifdef UNWIPED
static void without_the_wiping_allocator_something_is_found(void **state)
{
    struct setup *s = *state;
    char canary[CANARY + 1];
    read_answer(s, canary);
    assert_true(look_for_text(s, canary) > 0);
}
#else
static void type_canary(struct setup *s, char canary[static CANARY + 1])
{
    make_canary(canary);
    for (size_t i = 0; i < CANARY; i++) {
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
    char canary[CANARY + 1];
    begin(s);
    type_canary(s, canary);
    assert_true(look_for_text(s, canary) > 0);
    tell(s, 'p', "leave");
    tell(s, 's', "");
    print_message("the visit is over\n");
    assert_int_equal(look_for_text(s, canary), 0);
}

static void nothing_read_is_found_after_leave_now(void **state)
{
    struct setup *s = *state;
    char canary[CANARY + 1];
    read_answer(s, canary);
    assert_int_equal(look_for_text(s, canary), 0);
}

static void nothing_sent_is_found_after_the_visit(void **state)
{
    struct setup *s = *state;
    struct station_document document = {0};
    char canary[CANARY + 1];
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
    assert_int_equal(look(s, &wanted), 0);
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
