/* Programs that the demo starts and ends, by process id and nothing else. Whatever happens to the
 * demo, its children end with it: each asks the kernel for SIGTERM when its parent dies. */
#ifndef WAYSIDE_DEMO_PROCESS_H
#define WAYSIDE_DEMO_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PROCESSES_MAX 16

struct process {
    pid_t pid;
    char name[32];
    int out;      /* its standard output, or -1 */
    bool may_end; /* people may close it */
};
struct processes {
    struct process in[PROCESSES_MAX];
    size_t count;   /* those started; an ended and forgotten one has pid 0 */
    char logs[500]; /* folder: <name>.log gets each program's standard error */
};

/* Starts argv[0] with "NAME=value" additions to the environment (NULL-terminated, may be NULL). With
 * want_out its standard output can be read with process_line, else it goes to the log too. NULL: could not be
 * started. */
struct process *process_start(struct processes *processes, const char *name, const char *const argv[],
    const char *const env[], bool want_out);
/* One line of standard output within seconds, without LF; false on time-out or end. */
bool process_line(struct process *process, int seconds, char *ret_line, size_t cap);
bool process_alive(struct process *process);
/* SIGTERM, then after three seconds SIGKILL; waits. */
void process_end(struct process *process);
/* An ended one leaves the list. */
void process_forget(struct processes *processes, struct process *process);
void processes_end(struct processes *processes); /* all, last started first */

/* Runs to its end; its whole standard output in ret_out (NUL-terminated, cut at cap). Exit status, or -1. */
int process_run(const struct processes *processes, const char *name, const char *const argv[],
    const char *input, char *ret_out, size_t cap);

#endif
