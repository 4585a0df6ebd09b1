/* Every cut of the power and every reboot after it, tried on one piece of work.
 * Link: SOURCES fault/cut_disk.c fault/cut_trial.c. */
#ifndef WAYSIDE_TESTS_CUT_TRIAL_H
#define WAYSIDE_TESTS_CUT_TRIAL_H

#include "fault/cut_disk.h"

/* Runs act on a copy of start with the power cut at each of its steps, both ways, and once without a
 * cut; then, for each reboot, check on what is found. begin, if any, resets ctx before each act.
 * Returns the number of outcomes for which check was false; ret_outcomes, if any, how many there were. */
struct cut_disk_trial {
    void (*begin)(void *ctx);
    void (*act)(struct disk *disk, void *ctx);
    bool (*check)(struct disk *disk, void *ctx);
    void *ctx;
};
unsigned cut_disk_every(
    const struct cut_disk *start, const struct cut_disk_trial *trial, unsigned *ret_outcomes);

#endif
