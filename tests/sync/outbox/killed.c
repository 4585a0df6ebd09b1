/* outbox: kiosk and agent work on one real folder at once and are killed again and again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sync/outbox/scene.h"

#define ROUNDS 42       /* the last one ends with the agent dead */
#define OF_A_ROUND 1000 /* numbers that one life of the kiosk may use */
#define NUMBERS (ROUNDS * OF_A_ROUND)

enum news {
    PUT,      /* the kiosk got OUTBOX_OK for a real file */
    RECEIVED, /* the hub has it durably; the agent is about to delete it */
    DELETED,  /* the agent got OUTBOX_OK for that */
};
struct word { /* shorter than PIPE_BUF, so whole even from a process that is killed */
    enum news news;
    unsigned n;
};
struct knowledge {
    bool put[NUMBERS], received[NUMBERS], deleted[NUMBERS];
    unsigned puts, faults;
};

static void say(int pipe, enum news news, unsigned n)
{
    struct word word = {news, n};
    if (write(pipe, &word, sizeof word) != sizeof word)
        _exit(3);
}

static void be_the_kiosk(const char *folder, int pipe, unsigned first)
{
    struct disk disk;
    struct outbox *outbox;
    int64_t now = 0;
    if (disk_open(folder, &disk) != BASE_OK || outbox_new(&disk, scene_clock(&now), &outbox) != OUTBOX_OK)
        _exit(4);
    for (unsigned n = first; n < first + OF_A_ROUND; n++) {
        now += 200000;
        bool dummy = outbox_dummies_missing(outbox) > 0 && n % 3 != 0;
        enum outbox_kind kind = dummy ? OUTBOX_DUMMY : (enum outbox_kind)(n % 4);
        enum outbox_error error = scene_put(outbox, kind, n);
        if (error == OUTBOX_OK && kind != OUTBOX_DUMMY)
            say(pipe, PUT, n);
        else if (error != OUTBOX_OK && error != OUTBOX_FULL)
            _exit(5);
    }
    pause();
}

static void be_the_agent(const char *folder, int pipe)
{
    struct disk disk;
    struct outbox_file file;
    if (disk_open(folder, &disk) != BASE_OK)
        _exit(4);
    for (unsigned turn = 0;; turn++) {
        enum outbox_error error = outbox_first(&disk, &file);
        if (error == OUTBOX_EMPTY) {
            sched_yield();
            continue;
        }
        if (error != OUTBOX_OK || !scene_file_is(file.id, file.bytes))
            _exit(5);
        if (turn % 7 == 3) {
            if (outbox_refused(&disk, &file) != OUTBOX_OK)
                _exit(6);
            continue;
        }
        say(pipe, RECEIVED, scene_number(file.id));
        if (outbox_sent(&disk, &file) != OUTBOX_OK)
            _exit(7);
        say(pipe, DELETED, scene_number(file.id));
    }
}

static void learn(struct knowledge *knowledge, struct word word)
{
    if (word.n >= NUMBERS) {
        knowledge->faults++;
        return;
    }
    if (word.news == PUT)
        knowledge->put[word.n] = true, knowledge->puts++;
    else if (word.news == DELETED)
        knowledge->deleted[word.n] = true;
    else if (knowledge->deleted[word.n])
        knowledge->faults++; /* it came back */
    else
        knowledge->received[word.n] = true;
}

/* One id in two files at once would be sent twice. */
static void no_id_stands_twice(struct disk *disk, struct knowledge *knowledge)
{
    struct disk_names names;
    assert_int_equal(disk_names(disk, "", 10000, &names), BASE_OK);
    for (size_t i = 0; i < names.count; i++)
        for (size_t j = 0; j < i; j++)
            if (strlen(names.names[i]) == 57 && strlen(names.names[j]) == 57)
                knowledge->faults += strcmp(names.names[i] + 20, names.names[j] + 20) == 0;
    disk_names_free(&names);
}

static pid_t start(const char *folder, int pipe, bool kiosk, unsigned round)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* nothing is left when the test fails */
        if (kiosk)
            be_the_kiosk(folder, pipe, round * OF_A_ROUND);
        else
            be_the_agent(folder, pipe);
        _exit(1);
    }
    return child;
}

static void stop(pid_t child)
{
    int status;
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* not before, of itself */
}

static void hear(int pipe, struct knowledge *knowledge, unsigned puts)
{
    struct word word;
    struct pollfd poll_pipe = {.fd = pipe, .events = POLLIN};
    unsigned until = knowledge->puts + puts;
    while (poll(&poll_pipe, 1, puts && knowledge->puts < until ? 20000 : 0) > 0) {
        assert_int_equal(read(pipe, &word, sizeof word), sizeof word);
        learn(knowledge, word);
        if (puts && knowledge->puts >= until)
            return;
    }
    assert_true(knowledge->puts >= until);
}

static void what_was_acknowledged_was_sent_or_is_there(void **state)
{
    (void)state;
    struct knowledge *knowledge = calloc(1, sizeof *knowledge);
    char folder[] = "/tmp/wayside-killed-XXXXXX", command[64];
    struct disk disk;
    int pipe_ends[2];
    assert_non_null(knowledge);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(disk_open(folder, &disk), BASE_OK);
    assert_int_equal(pipe(pipe_ends), 0);
    srandom(20260101);
    pid_t agent = -1;
    for (unsigned round = 0; round < ROUNDS; round++) {
        pid_t kiosk = start(folder, pipe_ends[1], true, round);
        hear(pipe_ends[0], knowledge, 1 + (unsigned)random() % 25);
        stop(kiosk);
        if (round % 3 == 0) /* every third round the kiosk is alone, so that files wait */
            agent = start(folder, pipe_ends[1], false, 0);
        if (round % 3 == 2)
            stop(agent);
        hear(pipe_ends[0], knowledge, 0);
    }
    no_id_stands_twice(&disk, knowledge);

    struct outbox_file file;
    unsigned waiting = 0, lost = 0;
    while (outbox_first(&disk, &file) == OUTBOX_OK) {
        learn(knowledge, (struct word){RECEIVED, scene_number(file.id)});
        assert_true(scene_file_is(file.id, file.bytes));
        assert_int_equal(outbox_sent(&disk, &file), OUTBOX_OK);
        waiting++;
    }
    for (unsigned n = 0; n < NUMBERS; n++)
        lost += knowledge->put[n] && !knowledge->received[n];
    printf("           %u acknowledged, %u still there at the end, %u lost, %u other faults\n",
        knowledge->puts, waiting, lost, knowledge->faults);
    assert_int_equal(lost, 0);
    assert_int_equal(knowledge->faults, 0);
    disk_close(&disk);
    free(knowledge);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_acknowledged_was_sent_or_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
