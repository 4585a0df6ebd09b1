/* base/log.h: one line, said once. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

/* What talk writes to standard error. */
static void heard(void (*talk)(struct log *log), char *ret_text, size_t size)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    int saved = dup(STDERR_FILENO);
    assert_true(saved >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    struct log log;
    log_init(&log, "wayside-test");
    talk(&log);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    size_t len = fread(ret_text, 1, size - 1, file);
    ret_text[len] = 0;
    fclose(file);
}

static void talk_once(struct log *log)
{
    log_line(log, "%s: %s", "hub.example", "connection refused");
}

static void a_line_names_the_program(void **state)
{
    (void)state;
    char text[1000];
    heard(talk_once, text, sizeof text);
    assert_string_equal(text, "wayside-test: hub.example: connection refused\n");
}

static void talk_much(struct log *log)
{
    for (int i = 0; i < 100; i++)
        log_line(log, "the disk is full");
    log_line(log, "the disk has room again");
}

static void a_repeated_line_is_counted(void **state)
{
    (void)state;
    char text[1000];
    heard(talk_much, text, sizeof text);
    assert_string_equal(text, "wayside-test: the disk is full\n"
                              "wayside-test: (the line before: 99 times more)\n"
                              "wayside-test: the disk has room again\n");
}

static void talk_minutes(struct log *log)
{
    log_line(log, "again");
    log_line(log, "again");
    log->last_ms -= 60000; /* a minute passes */
    log_line(log, "again");
}

static void after_a_minute_it_is_said_again(void **state)
{
    (void)state;
    char text[1000];
    heard(talk_minutes, text, sizeof text);
    assert_string_equal(
        text, "wayside-test: again\nwayside-test: (the line before: 1 times more)\nwayside-test: again\n");
}

static void talk_lines(struct log *log)
{
    log_line(log, "a%sb", "\n\x1b[31m\r\t\x7f");
}

static void a_name_cannot_make_a_second_line_or_colour_it(void **state)
{
    (void)state;
    char text[1000];
    heard(talk_lines, text, sizeof text);
    assert_string_equal(text, "wayside-test: a??[31m???b\n");
}

static void talk_long(struct log *log)
{
    char word[1000];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = 0;
    log_line(log, "%s", word);
}

static void a_long_line_is_cut(void **state)
{
    (void)state;
    char text[2000];
    heard(talk_long, text, sizeof text);
    assert_int_equal(strlen(text), strlen("wayside-test: ") + 255 + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_names_the_program),
        cmocka_unit_test(a_repeated_line_is_counted),
        cmocka_unit_test(after_a_minute_it_is_said_again),
        cmocka_unit_test(a_name_cannot_make_a_second_line_or_colour_it),
        cmocka_unit_test(a_long_line_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
