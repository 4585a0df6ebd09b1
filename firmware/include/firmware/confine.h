/* confine: what the process gives up for good once its window is open. */
#ifndef WAYSIDE_FIRMWARE_CONFINE_H
#define WAYSIDE_FIRMWARE_CONFINE_H

#include "base/error.h"
#include <stdbool.h>

/* A seccomp filter on all threads: no socket but AF_UNIX, no io_uring, no exec, no ptrace nor reading of
 * other processes, no new namespace, no kernel modules, mounts or clock setting, no memory that is
 * writable and executable. Refused calls answer EACCES (clone3: ENOSYS, so that the C library takes
 * clone). False when the kernel does not take the filter. */
MUST_CHECK bool confine(void);

/* The environment as the libraries should see it, before any of them starts: no session bus (SDL would
 * start one), no input method, no preloading of modules. */
void confine_environment(void);

#endif
