/* Draws an SVG by a program of its own: what is in a drawing is looked at by a process that has neither files
 * nor much time. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "picture.h"

#define CANNOT_RUN 127

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void limit(int what, rlim_t most)
{
    setrlimit(what, &(struct rlimit){most, most});
}

/* In the child: the drawing is standard input, so that it has no folder to refer to. */
static void become(const char *program, int seconds, int input, int output, int width)
{
    char wide[16];
    char locale[] = "LC_ALL=C", home[] = "HOME=/nonexistent";
    char *const environment[] = {locale, home, NULL};
    snprintf(wide, sizeof wide, "%d", width);
    char name[] = "rsvg-convert", format[] = "--format=png", keep[] = "--keep-aspect-ratio", by[] = "--width";
    char *const arguments[] = {name, format, keep, by, wide, NULL};
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0)
        _exit(CANNOT_RUN);
    limit(RLIMIT_CPU, (rlim_t)seconds + 1);
    limit(RLIMIT_AS, PICTURE_DRAW_MEMORY);
    limit(RLIMIT_FSIZE, 0); /* pipes are no files */
    limit(RLIMIT_CORE, 0);
    signal(SIGPIPE, SIG_DFL);
    execvpe(program, arguments, environment);
    _exit(CANNOT_RUN);
}

/* The bytes as a file that has no name. */
static int nameless(const void *bytes, size_t len)
{
    int fd = memfd_create("drawing", MFD_CLOEXEC);
    const char *from = bytes;
    for (size_t done = 0; fd >= 0 && done < len;) {
        ssize_t some = write(fd, from + done, len - done);
        if (some < 0 && errno != EINTR) {
            close(fd);
            return -1;
        }
        done += some > 0 ? (size_t)some : 0;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

enum drawn { DRAWN, DRAWN_NOT, DRAWN_TOO_LATE, DRAWN_TOO_LARGE };

static enum drawn collect(int from, int seconds, struct buffer *ret_png)
{
    int64_t until = now_ms() + (int64_t)seconds * 1000;
    char chunk[65536];
    for (;;) {
        int64_t left = until - now_ms();
        struct pollfd wait = {.fd = from, .events = POLLIN};
        if (left <= 0)
            return DRAWN_TOO_LATE;
        int ready = poll(&wait, 1, (int)left);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        ssize_t some = ready < 0 ? -1 : read(from, chunk, sizeof chunk);
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return some == 0 ? DRAWN : DRAWN_NOT;
        if (buffer_add(ret_png, chunk, (size_t)some) != BASE_OK)
            return DRAWN_TOO_LARGE;
    }
}

/* exit status, or -1 after a signal. */
static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void say(const char *program, const char *file, enum drawn drawn, int status, struct report *report)
{
    if (drawn == DRAWN_TOO_LATE)
        report_mistake(report, file, "", "The drawing takes too long to draw. Make it simpler.");
    else if (drawn == DRAWN_TOO_LARGE)
        report_mistake(report, file, "", "The drawing becomes too large a picture. Make it simpler.");
    else if (status == CANNOT_RUN)
        report_mistake(report, file, "",
            "The program %s, which draws SVG, cannot be run. Install it (package librsvg2-bin).", program);
    else
        report_mistake(report, file, "",
            "The drawing could not be drawn. Open it in a drawing program and save it as plain SVG.");
}

bool svg_draw(const char *program, int seconds, const char *file, const void *bytes, size_t len, int width,
    struct report *report, struct buffer *ret_png)
{
    int ends[2] = {-1, -1}, input = nameless(bytes, len), status = -1;
    enum drawn drawn = DRAWN_NOT;
    pid_t child = input < 0 || pipe2(ends, O_CLOEXEC) ? -1 : fork();
    if (child == 0)
        become(program, seconds, input, ends[1], width);
    if (ends[1] >= 0)
        close(ends[1]);
    if (child > 0) {
        drawn = collect(ends[0], seconds, ret_png);
        if (drawn != DRAWN)
            kill(child, SIGKILL);
        status = wait_for(child);
    }
    if (ends[0] >= 0)
        close(ends[0]);
    if (input >= 0)
        close(input);
    if (drawn == DRAWN && status == 0 && ret_png->len > 0)
        return true;
    say(program, file, drawn, status, report);
    return false;
}
