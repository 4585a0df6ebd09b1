/* wayside-hub as a process of its own. */
#ifndef TESTS_HUB_PROCESS_H
#define TESTS_HUB_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

/* A port that was free a moment ago. */
uint16_t free_port(void);
/* Starts bin/wayside-hub with these arguments (ends with NULL); its standard error goes to log. */
pid_t program_start(const char *log, const char *const *arguments);
/* Runs it to its end: its exit code; what it said on both outputs, at most cap - 1 bytes. */
int program_run(const char *log, const char *const *arguments, char *ret_said, int cap);
int program_end(pid_t pid, int signal); /* sends it; the exit code, or -signal */

#endif
