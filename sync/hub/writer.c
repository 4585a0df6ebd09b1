#include "writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { SWEEP_EVERY_S = 60, GATHER_FROM = 8, GATHER_MOST_US = 2000 };

struct writer {
    pthread_t thread;
    pthread_mutex_t lock; /* all below, but for store, swept_at and last_*: the thread has those to itself */
    pthread_cond_t work;
    struct job *first, **last;
    bool stopping, stopped;
    bool limit_new;
    int64_t limit;
    unsigned long jobs, commits, waiting;
    enum store_error trouble_now;
    struct store *store;
    struct clock_source clock;
    int64_t swept_at;
    unsigned long last_jobs; /* the last batch, and how long it took */
    int64_t last_us;
    void (*trouble)(void *ctx, enum store_error error);
    void *ctx;
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

/* Those whom the last commit answered come back at once: who comes first waits a little for the others,
 * else every second commit would carry one job alone. */
static void others_wait(const struct writer *writer)
{
    int64_t us = writer->last_us / 4;
    if (writer->last_jobs >= GATHER_FROM)
        nanosleep(&(struct timespec){.tv_nsec = (us < GATHER_MOST_US ? us : GATHER_MOST_US) * 1000L}, NULL);
}

/* Up to BATCH_MOST jobs; NULL when a second passed without one, or when it is time to stop. */
static struct job *batch_take(struct writer *writer, bool *ret_stop)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    pthread_mutex_lock(&writer->lock);
    while (!writer->first && !writer->stopping && !writer->limit_new)
        if (pthread_cond_timedwait(&writer->work, &writer->lock, &until))
            break;
    if (writer->first && !writer->stopping) {
        pthread_mutex_unlock(&writer->lock);
        others_wait(writer);
        pthread_mutex_lock(&writer->lock);
    }
    struct job *batch = writer->first, *job = batch;
    for (int i = 1; job && i < BATCH_MOST && job->next; i++)
        job = job->next, writer->waiting--;
    if (job) {
        writer->waiting--;
        writer->first = job->next;
        job->next = NULL;
        if (!writer->first)
            writer->last = &writer->first;
    }
    if (writer->limit_new)
        (void)!store_limit(writer->store, writer->limit);
    writer->limit_new = false;
    *ret_stop = writer->stopping && !batch;
    pthread_mutex_unlock(&writer->lock);
    return batch;
}

/* One transaction for the jobs from batch up to, not including, end. */
static enum store_error batch_run(struct writer *writer, struct job *batch, struct job *end)
{
    int64_t now_s = writer->clock.wall_s(writer->clock.self);
    enum store_error error = store_begin(writer->store);
    for (struct job *job = batch; !error && job != end; job = job->next)
        error = job->run(writer->store, job, now_s);
    if (!error)
        error = store_commit(writer->store);
    if (error)
        store_rollback(writer->store);
    return error;
}

static void count(struct writer *writer, unsigned long jobs, unsigned long commits)
{
    pthread_mutex_lock(&writer->lock);
    writer->jobs += jobs;
    writer->commits += commits;
    pthread_mutex_unlock(&writer->lock);
}

static void trouble_say(struct writer *writer, enum store_error error)
{
    if (error != writer->trouble_now && writer->trouble)
        writer->trouble(writer->ctx, error);
    writer->trouble_now = error;
}

/* Alone, so that one that cannot be done does not take others with it; a deletion makes room. */
static void one_by_one(struct writer *writer, struct job *batch)
{
    enum store_error worst = STORE_OK;
    for (struct job *job = batch; job; job = job->next) {
        enum store_error error = batch_run(writer, job, job->next);
        count(writer, 1, !error);
        if (error) {
            job->verdict = store_error_verdict(error);
            worst = error;
        }
    }
    trouble_say(writer, worst);
}

static void batch_do(struct writer *writer, struct job *batch)
{
    unsigned long jobs = 0;
    for (struct job *job = batch; job; job = job->next)
        jobs++;
    int64_t began_us = now_us();
    enum store_error error = batch_run(writer, batch, NULL);
    writer->last_us = now_us() - began_us;
    writer->last_jobs = jobs;
    if (error && error != STORE_BUSY && batch->next) {
        one_by_one(writer, batch);
    } else {
        count(writer, jobs, !error);
        trouble_say(writer, error);
        for (struct job *job = batch; error && job; job = job->next)
            job->verdict = store_error_verdict(error);
    }
    for (struct job *job = batch, *next; job; job = next) {
        next = job->next;
        job->done(job);
    }
}

static void sweep_when_due(struct writer *writer)
{
    int64_t now_s = writer->clock.wall_s(writer->clock.self);
    if (now_s >= writer->swept_at && now_s < writer->swept_at + SWEEP_EVERY_S)
        return;
    bool more = false;
    enum store_error error = store_sweep(writer->store, now_s, &more);
    if (error)
        trouble_say(writer, error);
    writer->swept_at = more && !error ? 0 : now_s;
}

static void *writer_main(void *ctx)
{
    struct writer *writer = ctx;
    for (bool stop = false; !stop;) {
        struct job *batch = batch_take(writer, &stop);
        if (batch)
            batch_do(writer, batch);
        else if (!stop)
            sweep_when_due(writer);
        if (batch)
            sweep_when_due(writer);
    }
    return NULL;
}

struct writer *writer_new(struct store *store, struct clock_source clock,
    void (*trouble)(void *ctx, enum store_error error), void *ctx)
{
    struct writer *writer = calloc(1, sizeof *writer);
    pthread_condattr_t attributes;
    if (!writer) {
        store_close(store);
        return NULL;
    }
    *writer = (struct writer){.store = store, .clock = clock, .trouble = trouble, .ctx = ctx};
    writer->last = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->work, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&writer->thread, NULL, writer_main, writer)) {
        writer->stopped = true;
        writer_free(writer);
        return NULL;
    }
    return writer;
}

void writer_stop(struct writer *writer)
{
    if (!writer || writer->stopped)
        return;
    pthread_mutex_lock(&writer->lock);
    writer->stopping = true;
    pthread_cond_signal(&writer->work);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    writer->stopped = true;
}

void writer_free(struct writer *writer)
{
    if (!writer)
        return;
    writer_stop(writer);
    store_close(writer->store);
    pthread_cond_destroy(&writer->work);
    pthread_mutex_destroy(&writer->lock);
    free(writer);
}

bool writer_push(struct writer *writer, struct job *job)
{
    pthread_mutex_lock(&writer->lock);
    bool ok = !writer->stopping;
    if (ok) {
        job->next = NULL;
        writer->waiting++;
        *writer->last = job;
        writer->last = &job->next;
        pthread_cond_signal(&writer->work);
    }
    pthread_mutex_unlock(&writer->lock);
    return ok;
}

void writer_limit(struct writer *writer, int64_t bytes)
{
    pthread_mutex_lock(&writer->lock);
    writer->limit = bytes;
    writer->limit_new = true;
    pthread_cond_signal(&writer->work);
    pthread_mutex_unlock(&writer->lock);
}

void writer_counts(
    struct writer *writer, unsigned long *ret_jobs, unsigned long *ret_commits, unsigned long *ret_waiting)
{
    pthread_mutex_lock(&writer->lock);
    *ret_jobs = writer->jobs;
    *ret_commits = writer->commits;
    *ret_waiting = writer->waiting;
    pthread_mutex_unlock(&writer->lock);
}
