#include "demo/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int log_open(const struct processes *processes, const char *name)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s.log", processes->logs, name);
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* In the child. Never returns. */
static void become(const char *const argv[], const char *const env[], int in, int out, int err, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(127); /* it died before we asked */
    setpgid(0, 0);  /* Ctrl-C reaches the demo alone, which ends its children in order */
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(127);
    for (size_t i = 0; env && env[i]; i++)
        putenv((char *)(uintptr_t)env[i]);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    dprintf(2, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static pid_t spawn(const struct processes *processes, const char *name, const char *const argv[],
    const char *const env[], int in, int out)
{
    int log = log_open(processes, name), null = open("/dev/null", O_RDWR | O_CLOEXEC);
    pid_t parent = getpid(), pid = log < 0 || null < 0 ? -1 : fork();
    if (pid == 0)
        become(argv, env, in < 0 ? null : in, out < 0 ? log : out, log, parent);
    if (log >= 0)
        close(log);
    if (null >= 0)
        close(null);
    return pid;
}

struct process *process_start(struct processes *processes, const char *name, const char *const argv[],
    const char *const env[], bool want_out)
{
    int pipe_ends[2] = {-1, -1};
    struct process *process = processes->in;
    while (process < processes->in + processes->count && process->pid != 0)
        process++;
    if (process == processes->in + PROCESSES_MAX || (want_out && pipe2(pipe_ends, O_CLOEXEC) < 0))
        return NULL;
    pid_t pid = spawn(processes, name, argv, env, -1, pipe_ends[1]);
    if (pipe_ends[1] >= 0)
        close(pipe_ends[1]);
    if (pid < 0)
        return NULL;
    if (process == processes->in + processes->count)
        processes->count++;
    *process = (struct process){.pid = pid, .out = pipe_ends[0]};
    snprintf(process->name, sizeof process->name, "%s", name);
    return process;
}

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

bool process_line(struct process *process, int seconds, char *ret_line, size_t cap)
{
    long long end = now_ms() + seconds * 1000LL;
    size_t len = 0;
    while (len + 1 < cap) {
        struct pollfd ready = {.fd = process->out, .events = POLLIN};
        long long left = end - now_ms();
        if (left <= 0 || poll(&ready, 1, (int)left) <= 0 || read(process->out, ret_line + len, 1) != 1)
            return false;
        if (ret_line[len] == '\n')
            break;
        len++;
    }
    ret_line[len] = 0;
    return true;
}

bool process_alive(struct process *process)
{
    if (process->pid > 0 && waitpid(process->pid, NULL, WNOHANG) == process->pid)
        process->pid = -1;
    return process->pid > 0;
}

void process_end(struct process *process)
{
    if (process->out >= 0)
        close(process->out);
    process->out = -1;
    if (!process_alive(process))
        return;
    kill(process->pid, SIGTERM);
    for (int i = 0; i < 300 && process_alive(process); i++)
        usleep(10000);
    if (process_alive(process)) {
        kill(-process->pid, SIGKILL); /* its own group: what it started goes too */
        kill(process->pid, SIGKILL);
        waitpid(process->pid, NULL, 0);
        process->pid = -1;
    }
}

void process_forget(struct processes *processes, struct process *process)
{
    if (process >= processes->in && process < processes->in + processes->count)
        *process = (struct process){.out = -1};
}

void processes_end(struct processes *processes)
{
    while (processes->count)
        process_end(&processes->in[--processes->count]);
}

static void feed(int in, const char *input)
{
    for (size_t len = input ? strlen(input) : 0; len;) {
        ssize_t done = write(in, input, len);
        if (done <= 0)
            break;
        input += done;
        len -= (size_t)done;
    }
    close(in);
}

int process_run(const struct processes *processes, const char *name, const char *const argv[],
    const char *input, char *ret_out, size_t cap)
{
    int in[2], out[2], status = -1;
    if (pipe2(in, O_CLOEXEC) < 0)
        return -1;
    if (pipe2(out, O_CLOEXEC) < 0) {
        close(in[0]);
        close(in[1]);
        return -1;
    }
    pid_t pid = spawn(processes, name, argv, NULL, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    feed(in[1], input);
    size_t len = 0;
    char spare[4096];
    for (ssize_t got = 1; pid > 0 && got > 0;) {
        bool full = len + 1 >= cap;
        got = read(out[0], full ? spare : ret_out + len, full ? sizeof spare : cap - 1 - len);
        if (got > 0 && !full)
            len += (size_t)got;
    }
    if (cap)
        ret_out[len] = 0;
    close(out[0]);
    if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status))
        return WEXITSTATUS(status);
    return -1;
}
