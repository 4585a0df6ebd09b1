/* base/program.h: one option, one exit code, and the signal that ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/program.h"

/* program_begin on this command line, its usage going to where; NULL ends the words. */
static const char *begun(FILE *where, int stream, int *ret_code, char *word, char *other)
{
    struct log log;
    char name[] = "wayside-test";
    char *argv[] = {name, word, other, NULL};
    int argc = word ? other ? 3 : 2 : 1;
    int saved = dup(stream);
    assert_true(saved >= 0 && dup2(fileno(where), stream) >= 0);
    optind = 1;
    const char *file = program_begin(&log, name, "usage: so\n", argc, argv, ret_code);
    fflush(NULL);
    dup2(saved, stream);
    close(saved);
    return file;
}

static void without_the_one_option_it_says_the_usage(void **state)
{
    (void)state;
    char settings[] = "--settings", more[] = "--settings=a", help[] = "--help", stray[] = "stray";
    struct {
        char *word, *other;
        int stream, code;
    } lines[] = {
        {NULL, NULL, STDERR_FILENO, 2},
        {stray, NULL, STDERR_FILENO, 2},
        {settings, NULL, STDERR_FILENO, 2},
        {more, stray, STDERR_FILENO, 2},
        {help, NULL, STDOUT_FILENO, 0},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        FILE *where = tmpfile();
        int code = -1;
        char text[200] = "";
        assert_null(begun(where, lines[i].stream, &code, lines[i].word, lines[i].other));
        assert_int_equal(code, lines[i].code);
        rewind(where);
        text[fread(text, 1, sizeof text - 1, where)] = 0;
        fclose(where);
        assert_non_null(strstr(text, "usage: so\n"));
    }
}

static void the_settings_file_is_given_back(void **state)
{
    (void)state;
    char settings[] = "--settings", path[] = "a.ini";
    FILE *where = tmpfile();
    int code = -1;
    const char *file = begun(where, STDERR_FILENO, &code, settings, path);
    assert_string_equal(file, "a.ini");
    assert_int_equal(ftell(where), 0);
    fclose(where);
}

static void a_signal_ends_the_wait_and_nothing_else(void **state)
{
    (void)state;
    int signals[] = {SIGTERM, SIGINT};
    for (int i = 0; i < 2; i++) {
        int fd = program_stop_fd();
        assert_true(fd >= 0);
        assert_false(program_stopped(fd, 0));
        assert_false(program_stopped(fd, -5));
        assert_int_equal(raise(signals[i]), 0);
        assert_true(program_stopped(fd, INT64_MAX));
        assert_true(program_stopped(fd, 0)); /* it has ended for good */
        sigset_t set;
        int number;
        sigemptyset(&set);
        sigaddset(&set, signals[i]);
        assert_int_equal(sigwait(&set, &number), 0);
        close(fd);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_one_option_it_says_the_usage),
        cmocka_unit_test(the_settings_file_is_given_back),
        cmocka_unit_test(a_signal_ends_the_wait_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
