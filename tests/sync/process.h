/* A program of Wayside as a process of its own, as its operator meets it. program: "wayside-hub". */
#ifndef TESTS_SYNC_PROCESS_H
#define TESTS_SYNC_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

/* A port that was free a moment ago. */
uint16_t free_port(void);
/* Starts it with these arguments (ends with NULL); what it says goes to log. It ends with this process. */
pid_t program_start(const char *program, const char *log, const char *const *arguments);
/* Runs it to its end: its exit code; what it said on both outputs, at most cap - 1 bytes. */
int program_run(const char *program, const char *log, const char *const *arguments, char *ret_said, int cap);
/* Run on these settings it ends with that code and one line, "PROGRAM: ...", that has these words. */
void program_refuses(const char *program, const char *log, const char *settings, int code, const char *words);
int program_end(pid_t pid, int signal); /* sends it; the exit code, or -signal */

#endif
