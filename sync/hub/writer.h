/* The one thread that writes. It takes all jobs that wait, runs them in one transaction, commits, and
 * only then calls each job's done: so one fsync carries as many as came during the last one. */
#ifndef WAYSIDE_HUB_WRITER_H
#define WAYSIDE_HUB_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "store.h"

#define BATCH_MOST 512 /* jobs of one transaction: 8 MiB of envelopes */

struct job {
    /* Inside the transaction; sets verdict when it returns STORE_OK. May run twice: when a batch fails,
     * each of its jobs is tried alone. */
    enum store_error (*run)(struct store *store, struct job *job, int64_t now_s);
    /* After the commit, or with a verdict that says why there is none. The job may be gone after it. */
    void (*done)(struct job *job);
    enum verdict verdict;
    struct job *next; /* queue of the writer */
};

struct writer;
/* store: the writer's own connection, taken over also on failure. trouble: called from the writer's
 * thread when its state changes: an error, or STORE_OK when it is over. */
struct writer *writer_new(struct store *store, struct clock_source clock,
    void (*trouble)(void *ctx, enum store_error error), void *ctx);
/* Finishes what is queued, refuses what comes later. Takes NULL. */
void writer_stop(struct writer *writer);
void writer_free(struct writer *writer);
/* False when the writer is stopping: done will not be called. */
bool writer_push(struct writer *writer, struct job *job);
void writer_limit(struct writer *writer, int64_t bytes);
/* *ret_waiting: pushed and not yet taken by the writer. */
void writer_counts(
    struct writer *writer, unsigned long *ret_jobs, unsigned long *ret_commits, unsigned long *ret_waiting);

#endif
