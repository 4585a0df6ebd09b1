#include "guard.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { STATES = CONNECTION_IDLE + 1 };

struct guard {
    pthread_mutex_t lock;
    struct connection heads[STATES]; /* of rings */
    unsigned counts[STATES], most[STATES];
};

static void ring_init(struct connection *head)
{
    head->prev = head->next = head;
}

static void leave(struct guard *guard, struct connection *connection)
{
    connection->prev->next = connection->next;
    connection->next->prev = connection->prev;
    guard->counts[connection->state]--;
}

static void join(struct guard *guard, struct connection *connection, enum connection_state state)
{
    struct connection *head = &guard->heads[state];
    connection->state = state;
    connection->prev = head->prev;
    connection->next = head;
    head->prev->next = connection;
    head->prev = connection;
    guard->counts[state]++;
}

/* The daemon sees the end of the stream and closes the descriptor itself, so it is never reused here. */
static void cut(struct connection *connection)
{
    shutdown(connection->fd, SHUT_RDWR);
    connection->deadline_ms = 0;
}

/* Makes room for one more of this state. */
static void oldest_cut(struct guard *guard, enum connection_state state)
{
    struct connection *oldest = guard->heads[state].next;
    if (!guard->most[state] || guard->counts[state] < guard->most[state])
        return;
    leave(guard, oldest);
    join(guard, oldest, CONNECTION_BUSY);
    cut(oldest);
}

struct guard *guard_new(unsigned newcomers, unsigned idlers)
{
    struct guard *guard = calloc(1, sizeof *guard);
    if (!guard)
        return NULL;
    pthread_mutex_init(&guard->lock, NULL);
    for (int i = 0; i < STATES; i++)
        ring_init(&guard->heads[i]);
    guard->most[CONNECTION_NEW] = newcomers;
    guard->most[CONNECTION_IDLE] = idlers;
    return guard;
}

void guard_free(struct guard *guard)
{
    if (!guard)
        return;
    pthread_mutex_destroy(&guard->lock);
    free(guard);
}

struct connection *guard_add(struct guard *guard, int fd, int64_t deadline_ms)
{
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection)
        return NULL;
    connection->fd = fd;
    connection->deadline_ms = deadline_ms;
    pthread_mutex_lock(&guard->lock);
    oldest_cut(guard, CONNECTION_NEW);
    join(guard, connection, CONNECTION_NEW);
    pthread_mutex_unlock(&guard->lock);
    return connection;
}

void guard_remove(struct guard *guard, struct connection *connection)
{
    pthread_mutex_lock(&guard->lock);
    leave(guard, connection);
    pthread_mutex_unlock(&guard->lock);
    free(connection);
}

void guard_move(
    struct guard *guard, struct connection *connection, enum connection_state state, int64_t deadline_ms)
{
    pthread_mutex_lock(&guard->lock);
    leave(guard, connection);
    oldest_cut(guard, state);
    join(guard, connection, state);
    connection->deadline_ms = deadline_ms;
    pthread_mutex_unlock(&guard->lock);
}

void guard_expire(struct guard *guard, int64_t now_ms)
{
    pthread_mutex_lock(&guard->lock);
    for (int i = 0; i < STATES; i++)
        for (struct connection *at = guard->heads[i].next; at != &guard->heads[i]; at = at->next)
            if (at->deadline_ms && now_ms >= at->deadline_ms)
                cut(at);
    pthread_mutex_unlock(&guard->lock);
}

unsigned guard_count(struct guard *guard)
{
    pthread_mutex_lock(&guard->lock);
    unsigned count = 0;
    for (int i = 0; i < STATES; i++)
        count += guard->counts[i];
    pthread_mutex_unlock(&guard->lock);
    return count;
}
