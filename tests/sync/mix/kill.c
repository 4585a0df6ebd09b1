/* The mix is killed at any moment, hundreds of times: nothing is lost, nothing doubled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "sync/mix/office.h"

#define REPORTS 40 /* for each team */
#define ANSWERS 12
#define RUNS 1000

static const int64_t faster = 400; /* a beat of 2 s takes 5 ms */

/* The process that will be killed. */
static void run_mix(struct office *office)
{
    struct mix *mix;
    struct clock_source clock = world_fast_clock(&faster);
    struct log log;
    char message[256];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    log_init(&log, "mix");
    if (!mix_new(&office->settings, clock, &log, &mix, message)) {
        fprintf(stderr, "%s\n", message);
        _exit(1);
    }
    for (;;) {
        int64_t wait_ms = (mix_step(mix) - clock.mono_ms(clock.self)) / faster;
        if (wait_ms > 0)
            usleep((useconds_t)wait_ms * 1000);
    }
}

/* Later ones live longer, so that it ends also on a machine that is busy. */
static void run_and_kill(struct office *office, unsigned runs, unsigned *seed)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        run_mix(office);
    usleep((useconds_t)rand_r(seed) % (80000 + 200 * runs));
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status)); /* it had not ended by itself */
}

static void send_everything(struct office *office, uint8_t (*tags)[ID_BYTES])
{
    char text[40];
    for (int i = 0; i < REPORTS; i++) {
        for (int team = 0; team < OFFICE_TEAMS; team++) {
            snprintf(text, sizeof text, "%d of %d", i, team);
            office_report(office, office->teams[team], text, NULL);
        }
        if (i < ANSWERS) {
            randombytes_buf(tags[i], ID_BYTES);
            office_answer(office, tags[i]);
        }
        office_dummy(office);
    }
}

static bool is_all_there(struct office *office, const uint8_t (*tags)[ID_BYTES], struct office_inbox *inbox)
{
    size_t all, answers = 0;
    for (int team = 0; team < OFFICE_TEAMS; team++) {
        office_inbox(office, team, inbox);
        if (inbox->real < REPORTS)
            return false;
    }
    for (int i = 0; i < ANSWERS; i++)
        answers += office_zone(office, tags[i], &all);
    return answers >= ANSWERS && office_waiting(office) == 0;
}

static void expect_each_once(struct office *office, struct office_inbox *inbox)
{
    for (int team = 0; team < OFFICE_TEAMS; team++) {
        office_inbox(office, team, inbox);
        assert_int_equal(inbox->real, REPORTS);
        for (int i = 0; i < REPORTS; i++) {
            char text[40];
            int found = 0;
            snprintf(text, sizeof text, "%d of %d", i, team);
            for (int at = 0; at < REPORTS; at++)
                found += !strcmp(inbox->texts[at], text);
            assert_int_equal(found, 1);
        }
    }
}

static void nothing_is_lost_or_doubled_however_often_it_is_killed(void **state)
{
    (void)state;
    static struct world world;
    static struct office office;
    struct office_inbox *inbox = malloc(sizeof *inbox);
    uint8_t tags[ANSWERS][ID_BYTES];
    unsigned seed = (unsigned)time(NULL), runs = 0;
    printf("seed %u\n", seed);
    office_init(&office, &world, 1, true);
    send_everything(&office, tags);
    while (runs++ < RUNS) {
        run_and_kill(&office, runs, &seed);
        if (runs % 20 == 0 && is_all_there(&office, (const uint8_t(*)[ID_BYTES])tags, inbox))
            break;
    }
    printf("killed %u times\n", runs);
    assert_true(runs < RUNS);
    for (int i = 0; i < 20; i++) /* and whatever is left over comes to nothing more */
        run_and_kill(&office, runs, &seed);
    expect_each_once(&office, inbox);
    for (int i = 0; i < ANSWERS; i++) {
        size_t all;
        assert_int_equal(office_zone(&office, tags[i], &all), 1);
    }
    office_clear(&office);
    free(inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_or_doubled_however_often_it_is_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
