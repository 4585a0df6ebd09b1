/* wayside-mix --settings FILE */
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "mix/mix.h"
#include "base/arena.h"

static const char usage[] = "usage: wayside-mix --settings FILE\n"
                            "Opens the outer layer of what devices send, drops dummies, and gives each team "
                            "and zone its files on a clock.\n"
                            "See wayside-mix(1).\n";

/* The settings file, or NULL after the exit code is in *ret_code. */
static const char *read_options(int argc, char **argv, int *ret_code)
{
    static const struct option options[] = {
        {"settings", required_argument, NULL, 's'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    const char *file = NULL;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == 's') {
            file = optarg;
        } else {
            *ret_code = option == 'h' ? 0 : 2;
            fputs(usage, option == 'h' ? stdout : stderr);
            return NULL;
        }
    }
    *ret_code = 2;
    if (!file || optind != argc) {
        fputs(usage, stderr);
        return NULL;
    }
    return file;
}

static void run(struct mix *mix, struct clock_source clock, int signals)
{
    struct pollfd stop = {.fd = signals, .events = POLLIN};
    for (;;) {
        int64_t wait_ms = mix_step(mix) - clock.mono_ms(clock.self);
        if (poll(&stop, 1, wait_ms < 0 ? 0 : wait_ms > 60000 ? 60000 : (int)wait_ms) > 0)
            return;
    }
}

int main(int argc, char **argv)
{
    int code;
    char message[256];
    struct mix_settings settings;
    struct mix *mix;
    struct log log;
    const char *file = read_options(argc, argv, &code);
    if (!file)
        return code;
    log_init(&log, "wayside-mix");
    if (process_harden() != 0) {
        log_line(&log,
            "this machine gives no random numbers or no locked memory; raise the limit of locked memory");
        return 1;
    }
    if (!mix_settings_read(file, &settings, message)) {
        log_line(&log, "%s", message);
        return 2;
    }
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int signals = signalfd(-1, &set, SFD_CLOEXEC);
    struct clock_source clock = clock_system();
    if (signals < 0 || !mix_new(&settings, clock, &log, &mix, message)) {
        log_line(&log, "%s", signals < 0 ? "no signals can be read here" : message);
        return 1;
    }
    run(mix, clock, signals);
    mix_free(mix);
    close(signals);
    return 0;
}
