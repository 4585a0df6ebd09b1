/* wayside-kiosk: the program on the device in the station. See docs/man/wayside-kiosk.1. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "firmware/confine.h"
#include "firmware/kiosk.h"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

struct program {
    struct log log;
    struct kiosk_settings settings;
    struct sdl_port *port;
    struct kiosk *kiosk;
};

static int stop_signals(void)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGHUP);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &stop, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void screen_lost(void *ctx)
{
    struct program *program = ctx;
    if (program->kiosk)
        kiosk_finish(program->kiosk);
    log_line(
        &program->log, "the connection to the X server is lost; ending, so that the service starts anew");
}

static int run(struct program *program)
{
    char message[256] = "";
    struct clock_source clock = clock_system();
    struct kiosk_outside outside = {
        .clock = clock, .log = &program->log, .stop_fd = stop_signals(), .image_s = WAYSIDE_IMAGE_S};
    program->port = sdl_port_new(clock, screen_lost, program);
    if (!program->port || outside.stop_fd < 0) {
        log_line(&program->log, "not enough memory or descriptors to start");
        return FAILED;
    }
    outside.port = sdl_port_of(program->port);
    program->kiosk = kiosk_new(&program->settings, &outside, message);
    if (!program->kiosk) {
        log_line(&program->log, "%s", message);
        return FAILED;
    }
    if (!confine()) {
        log_line(
            &program->log, "the kernel does not take the seccomp filter; it must have CONFIG_SECCOMP_FILTER");
        return FAILED;
    }
    kiosk_run(program->kiosk);
    return DONE;
}

static int usage(FILE *to, int code)
{
    fputs("usage: wayside-kiosk --settings FILE\n"
          "Shows the screens, seals what a person sends, finds answers; it talks to no network.\n"
          "See wayside-kiosk(1).\n",
        to);
    return code;
}

int main(int argc, char **argv)
{
    struct program program = {0};
    char message[256] = "";
    log_init(&program.log, "wayside-kiosk");
    if (argc == 2 && !strcmp(argv[1], "--help"))
        return usage(stdout, DONE);
    if (argc != 3 || strcmp(argv[1], "--settings"))
        return usage(stderr, USAGE);
    confine_environment();
    if (process_harden() != 0) {
        log_line(
            &program.log, "no random numbers or no locked memory; raise the limit of locked memory to 2 MiB");
        return FAILED;
    }
    if (!kiosk_settings_read(argv[2], &program.settings, message)) {
        log_line(&program.log, "%s", message);
        return USAGE;
    }
    int code = run(&program);
    struct kiosk *kiosk = program.kiosk;
    program.kiosk = NULL; /* closing may lose the screen too */
    kiosk_free(kiosk);
    sdl_port_free(program.port);
    kiosk_settings_clear(&program.settings);
    return code;
}
