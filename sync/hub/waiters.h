/* Desks that wait for their inbox. A waiting request is suspended; a commit for its team, its time-out
 * or the hub's end resumes it. */
#ifndef WAYSIDE_HUB_WAITERS_H
#define WAYSIDE_HUB_WAITERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"

struct waiter {
    struct waiter *prev, *next;
    uint8_t team[ID_BYTES];
    int64_t until_ms;
    /* Called once, under the lock of the waiters; the waiter is out of the list then. */
    void (*wake)(struct waiter *waiter);
};

struct waiters;
struct waiters *waiters_new(void);
void waiters_free(struct waiters *waiters); /* takes NULL; none waits by then */
/* Grows with every commit that concerns an inbox: read it before looking into the store. */
uint64_t waiters_seen(struct waiters *waiters);
/* False, and not waiting, when something was committed since seen, or the hub is stopping. suspend is
 * called under the lock, before anything can wake it. */
bool waiters_wait(
    struct waiters *waiters, struct waiter *waiter, uint64_t seen, void (*suspend)(struct waiter *waiter));
void waiters_wake(struct waiters *waiters, const uint8_t team[static ID_BYTES]);
void waiters_expire(struct waiters *waiters, int64_t now_ms);
void waiters_stop(struct waiters *waiters); /* wakes all; none waits from now on */
bool waiters_stopping(struct waiters *waiters);

#endif
