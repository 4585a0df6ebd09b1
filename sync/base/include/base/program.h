/* The main of a program that has one option, steps on a clock and runs until a signal ends it. */
#ifndef WAYSIDE_BASE_PROGRAM_H
#define WAYSIDE_BASE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/log.h"

/* "--settings FILE" and nothing else; then process_harden. Begins log in the program's name. Returns
 * FILE; or NULL with the exit code: 0 after --help, 2 after the usage, 1 when the machine lacks what
 * process_harden needs (said in the log). argv is reordered by getopt. */
MUST_CHECK const char *program_begin(
    struct log *log, const char *name, const char *usage, int argc, char **argv, int *ret_code);

/* A descriptor that can be read once SIGTERM or SIGINT has come; they do nothing else from now on. Call
 * before any thread is made. -1 when there is none to be had. The caller closes it. */
MUST_CHECK int program_stop_fd(void);

/* Sleeps wait_ms (not at all below 0, a minute at most) or until a signal has come: then true. */
MUST_CHECK bool program_stopped(int stop_fd, int64_t wait_ms);

#endif
