#include "base/program.h"

#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>

#include "base/arena.h"

#define NAP_MS 60000 /* the machine may have slept meanwhile, or its clock be set */

static const char *read_options(const char *usage, int argc, char **argv, int *ret_code)
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
    if (file && optind == argc)
        return file;
    *ret_code = 2;
    fputs(usage, stderr);
    return NULL;
}

const char *program_begin(
    struct log *log, const char *name, const char *usage, int argc, char **argv, int *ret_code)
{
    const char *file = read_options(usage, argc, argv, ret_code);
    log_init(log, name);
    if (file && process_harden() != 0) {
        log_line(log,
            "this machine gives no random numbers or no locked memory; raise the limit of locked memory");
        *ret_code = 1;
        return NULL;
    }
    return file;
}

int program_stop_fd(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

bool program_stopped(int stop_fd, int64_t wait_ms)
{
    struct pollfd stop = {.fd = stop_fd, .events = POLLIN};
    return poll(&stop, 1, wait_ms < 0 ? 0 : wait_ms > NAP_MS ? NAP_MS : (int)wait_ms) > 0;
}
