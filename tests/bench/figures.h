/* Figures of a measurement: a clock, a series of milliseconds, medians and percentiles. */
#ifndef WAYSIDE_TESTS_FIGURES_H
#define WAYSIDE_TESTS_FIGURES_H

#include <stddef.h>
#include <sys/types.h>

#define FIGURES_MOST 8192

double wall_ms(void);
double cpu_ms(void); /* of this process */

struct figures {
    double of[FIGURES_MOST]; /* what comes after the last is not kept */
    size_t count;
};
void figures_add(struct figures *figures, double value);
/* part: 0.5 is the median, 1 the longest. 0 when there are none. Sorts. */
double figures_at(struct figures *figures, double part);

/* Of a process and all that descend from it. */
struct costs {
    double pss_kib, cpu_ms; /* proportional set size; CPU time since their start */
    int processes;
};
struct costs costs_of(pid_t pid);

#endif
