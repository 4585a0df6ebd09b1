/* A trouble is said when it begins and when it is over; one that comes and goes is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/trouble.h"

#define HOUR 3600000

struct scene {
    struct trouble trouble;
    struct log log;
};

/* What f writes to standard error. */
static void said(struct scene *scene, void (*act)(struct scene *), char *ret_text, size_t cap)
{
    FILE *file = tmpfile();
    int before = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    log_init(&scene->log, "test");
    memset(&scene->trouble, 0, sizeof scene->trouble);
    act(scene);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(file);
    ret_text[fread(ret_text, 1, cap - 1, file)] = 0;
    fclose(file);
}

static void it_lasts(struct scene *scene)
{
    for (int i = 0; i < 100; i++)
        trouble_met(&scene->trouble, &scene->log, i * (int64_t)HOUR, "no %s", "hub");
    trouble_over(&scene->trouble, &scene->log, "a hub");
    trouble_over(&scene->trouble, &scene->log, "a hub");
}

static void a_trouble_that_lasts_is_said_once_and_once_when_it_is_over(void **state)
{
    (void)state;
    struct scene scene;
    char text[2000];
    said(&scene, it_lasts, text, sizeof text);
    assert_string_equal(text, "test: no hub\ntest: a hub\n");
}

static void it_comes_and_goes(struct scene *scene)
{
    for (int i = 0; i < 5; i++) {
        trouble_met(&scene->trouble, &scene->log, i, "no hub");
        trouble_over(&scene->trouble, &scene->log, "a hub");
    }
    trouble_met(&scene->trouble, &scene->log, HOUR, "no hub");
}

static void one_that_comes_and_goes_is_counted(void **state)
{
    (void)state;
    struct scene scene;
    char text[2000];
    said(&scene, it_comes_and_goes, text, sizeof text);
    assert_string_equal(text, "test: no hub\ntest: a hub\ntest: no hub (and 4 times before)\n");
}

static void it_changes(struct scene *scene)
{
    trouble_met(&scene->trouble, &scene->log, 0, "no hub");
    trouble_met(&scene->trouble, &scene->log, 0, "another hub");
    trouble_over(&scene->trouble, &scene->log, "a hub");
}

static void another_sentence_is_another_trouble(void **state)
{
    (void)state;
    struct scene scene;
    char text[2000];
    said(&scene, it_changes, text, sizeof text);
    assert_string_equal(text, "test: no hub\ntest: another hub\ntest: a hub\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trouble_that_lasts_is_said_once_and_once_when_it_is_over),
        cmocka_unit_test(one_that_comes_and_goes_is_counted),
        cmocka_unit_test(another_sentence_is_another_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
