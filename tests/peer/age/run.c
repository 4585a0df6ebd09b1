#include "peer/age/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>

#define OUTPUT_MAX (8u << 20)

enum end {
    END_TERMINAL,
    END_IN,
    END_OUT,
    END_ERR,
    ENDS,
};

struct pipes {
    int in[2], out[2], err[2];
};

static void child_run(const struct run *run, const struct pipes *pipes, int terminal)
{
    if (login_tty(terminal))
        _exit(126);
    dup2(pipes->in[0], STDIN_FILENO);
    dup2(pipes->out[1], STDOUT_FILENO);
    dup2(pipes->err[1], STDERR_FILENO);
    union {
        const char *const *given;
        char *const *wanted;
    } argv = {run->argv}; /* execvp changes none of them */
    execvp(run->argv[0], argv.wanted);
    _exit(127);
}

static bool read_some(int fd, struct buffer *into)
{
    uint8_t bytes[65536];
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got <= 0)
        return got < 0 && (errno == EAGAIN || errno == EINTR);
    assert_int_equal(buffer_add(into, bytes, (size_t)got), BASE_OK);
    return true;
}

static size_t questions(const struct buffer *terminal)
{
    size_t count = 0;
    for (size_t i = 1; i < terminal->len; i++)
        count += terminal->bytes[i - 1] == ':' && terminal->bytes[i] == ' ';
    return count;
}

static void answer(const struct run *run, int terminal, size_t *answered)
{
    while (*answered < questions(&run->terminal) && *answered < RUN_ANSWERS && run->answers[*answered]) {
        const char *text = run->answers[(*answered)++];
        assert_int_equal(write(terminal, text, strlen(text)), strlen(text));
        assert_int_equal(write(terminal, "\n", 1), 1);
    }
}

static void end_close(struct pollfd *end)
{
    close(end->fd);
    end->fd = -1;
}

/* Until the program has closed both its outputs. */
static bool talk(struct run *run, struct pollfd *ends)
{
    size_t sent = 0, answered = 0;
    time_t until = time(NULL) + RUN_SECONDS;
    while (ends[END_OUT].fd >= 0 || ends[END_ERR].fd >= 0) {
        if (time(NULL) > until)
            return false;
        if (sent == run->in_len && ends[END_IN].fd >= 0)
            end_close(&ends[END_IN]);
        if (poll(ends, ENDS, 1000) < 0 && errno != EINTR)
            return false;
        if (ends[END_IN].fd >= 0 && ends[END_IN].revents) {
            ssize_t wrote = write(ends[END_IN].fd, (const uint8_t *)run->in + sent, run->in_len - sent);
            if (wrote >= 0)
                sent += (size_t)wrote;
            else if (errno != EAGAIN && errno != EINTR)
                end_close(&ends[END_IN]);
        }
        if (ends[END_OUT].fd >= 0 && ends[END_OUT].revents && !read_some(ends[END_OUT].fd, &run->out))
            end_close(&ends[END_OUT]);
        if (ends[END_ERR].fd >= 0 && ends[END_ERR].revents && !read_some(ends[END_ERR].fd, &run->err))
            end_close(&ends[END_ERR]);
        if (ends[END_TERMINAL].revents & POLLIN && read_some(ends[END_TERMINAL].fd, &run->terminal))
            answer(run, ends[END_TERMINAL].fd, &answered);
    }
    return true;
}

void run_program(struct run *run)
{
    struct pipes pipes;
    int terminal, slave, status;
    buffer_init(&run->out, OUTPUT_MAX);
    buffer_init(&run->err, OUTPUT_MAX);
    buffer_init(&run->terminal, OUTPUT_MAX);
    assert_int_equal(pipe2(pipes.in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(pipes.out, O_CLOEXEC), 0);
    assert_int_equal(pipe2(pipes.err, O_CLOEXEC), 0);
    signal(SIGPIPE, SIG_IGN);
    /* the slave stays open here, else the terminal hangs up before the program has looked for it */
    assert_int_equal(openpty(&terminal, &slave, NULL, NULL, NULL), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        child_run(run, &pipes, slave);
    close(pipes.in[0]);
    close(pipes.out[1]);
    close(pipes.err[1]);
    fcntl(pipes.in[1], F_SETFL, O_NONBLOCK);
    struct pollfd ends[ENDS] = {
        [END_TERMINAL] = {terminal, POLLIN, 0},
        [END_IN] = {pipes.in[1], POLLOUT, 0},
        [END_OUT] = {pipes.out[0], POLLIN, 0},
        [END_ERR] = {pipes.err[0], POLLIN, 0},
    };
    bool ended = talk(run, ends);
    if (!ended)
        kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    for (int end = END_IN; end < ENDS; end++)
        if (ends[end].fd >= 0)
            end_close(&ends[end]);
    close(slave);
    close(terminal);
    run->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (!ended)
        fail_msg("%s did not end within %d seconds", run->argv[0], RUN_SECONDS);
    if (run->code == 127)
        fail_msg("%s could not be run; run ./wayside setup", run->argv[0]);
}

struct run run_of(const char *const *argv, const void *in, size_t len, const char *one, const char *two)
{
    struct run run = {.argv = argv, .in = in, .in_len = len, .answers = {one, two}};
    run_program(&run);
    return run;
}

void run_clear(struct run *run)
{
    buffer_clear(&run->out);
    buffer_clear(&run->err);
    buffer_clear(&run->terminal);
}
