#include "waiters.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct waiters {
    pthread_mutex_t lock;
    struct waiter head; /* ring */
    uint64_t seen;
    bool stopping;
};

struct waiters *waiters_new(void)
{
    struct waiters *waiters = calloc(1, sizeof *waiters);
    if (!waiters)
        return NULL;
    pthread_mutex_init(&waiters->lock, NULL);
    waiters->head.prev = waiters->head.next = &waiters->head;
    return waiters;
}

void waiters_free(struct waiters *waiters)
{
    if (!waiters)
        return;
    pthread_mutex_destroy(&waiters->lock);
    free(waiters);
}

uint64_t waiters_seen(struct waiters *waiters)
{
    pthread_mutex_lock(&waiters->lock);
    uint64_t seen = waiters->seen;
    pthread_mutex_unlock(&waiters->lock);
    return seen;
}

bool waiters_wait(
    struct waiters *waiters, struct waiter *waiter, uint64_t seen, void (*suspend)(struct waiter *waiter))
{
    pthread_mutex_lock(&waiters->lock);
    bool wait = seen == waiters->seen && !waiters->stopping;
    if (wait) {
        suspend(waiter);
        waiter->prev = waiters->head.prev;
        waiter->next = &waiters->head;
        waiter->prev->next = waiter->next->prev = waiter;
    }
    pthread_mutex_unlock(&waiters->lock);
    return wait;
}

static void wake(struct waiter *waiter)
{
    waiter->prev->next = waiter->next;
    waiter->next->prev = waiter->prev;
    waiter->wake(waiter);
}

void waiters_wake(struct waiters *waiters, const uint8_t team[static ID_BYTES])
{
    pthread_mutex_lock(&waiters->lock);
    waiters->seen++;
    for (struct waiter *at = waiters->head.next, *next; at != &waiters->head; at = next) {
        next = at->next;
        if (!memcmp(at->team, team, ID_BYTES))
            wake(at);
    }
    pthread_mutex_unlock(&waiters->lock);
}

void waiters_expire(struct waiters *waiters, int64_t now_ms)
{
    pthread_mutex_lock(&waiters->lock);
    for (struct waiter *at = waiters->head.next, *next; at != &waiters->head; at = next) {
        next = at->next;
        if (now_ms >= at->until_ms)
            wake(at);
    }
    pthread_mutex_unlock(&waiters->lock);
}

void waiters_stop(struct waiters *waiters)
{
    pthread_mutex_lock(&waiters->lock);
    waiters->stopping = true;
    for (struct waiter *at = waiters->head.next, *next; at != &waiters->head; at = next) {
        next = at->next;
        wake(at);
    }
    pthread_mutex_unlock(&waiters->lock);
}

bool waiters_stopping(struct waiters *waiters)
{
    pthread_mutex_lock(&waiters->lock);
    bool stopping = waiters->stopping;
    pthread_mutex_unlock(&waiters->lock);
    return stopping;
}
