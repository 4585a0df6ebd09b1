#include "guard.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

struct guard {
    pthread_mutex_t lock;
    struct connection newcomers, served; /* heads of two rings, oldest first */
    unsigned newcomer_count, newcomer_most, count;
};

static void ring_init(struct connection *head)
{
    head->prev = head->next = head;
}

static void ring_leave(struct connection *connection)
{
    connection->prev->next = connection->next;
    connection->next->prev = connection->prev;
}

static void ring_join(struct connection *head, struct connection *connection)
{
    connection->prev = head->prev;
    connection->next = head;
    head->prev->next = connection;
    head->prev = connection;
}

/* The daemon sees the end of the stream and closes the descriptor itself, so it is never reused here. */
static void cut(struct connection *connection)
{
    shutdown(connection->fd, SHUT_RDWR);
    connection->deadline_ms = 0;
}

struct guard *guard_new(unsigned newcomers)
{
    struct guard *guard = calloc(1, sizeof *guard);
    if (!guard)
        return NULL;
    pthread_mutex_init(&guard->lock, NULL);
    ring_init(&guard->newcomers);
    ring_init(&guard->served);
    guard->newcomer_most = newcomers;
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
    connection->newcomer = true;
    connection->deadline_ms = deadline_ms;
    pthread_mutex_lock(&guard->lock);
    struct connection *oldest = guard->newcomers.next;
    if (guard->newcomer_count >= guard->newcomer_most && oldest != &guard->newcomers) {
        ring_leave(oldest);
        ring_join(&guard->served, oldest);
        oldest->newcomer = false;
        guard->newcomer_count--;
        cut(oldest);
    }
    ring_join(&guard->newcomers, connection);
    guard->newcomer_count++;
    guard->count++;
    pthread_mutex_unlock(&guard->lock);
    return connection;
}

void guard_remove(struct guard *guard, struct connection *connection)
{
    pthread_mutex_lock(&guard->lock);
    ring_leave(connection);
    guard->newcomer_count -= connection->newcomer;
    guard->count--;
    pthread_mutex_unlock(&guard->lock);
    free(connection);
}

void guard_served(struct guard *guard, struct connection *connection, int64_t deadline_ms)
{
    pthread_mutex_lock(&guard->lock);
    if (connection->newcomer) {
        ring_leave(connection);
        ring_join(&guard->served, connection);
        guard->newcomer_count--;
        connection->newcomer = false;
    }
    connection->deadline_ms = deadline_ms;
    pthread_mutex_unlock(&guard->lock);
}

void guard_expire(struct guard *guard, int64_t now_ms)
{
    pthread_mutex_lock(&guard->lock);
    struct connection *heads[] = {&guard->newcomers, &guard->served};
    for (int i = 0; i < 2; i++)
        for (struct connection *at = heads[i]->next; at != heads[i]; at = at->next)
            if (at->deadline_ms && now_ms >= at->deadline_ms)
                cut(at);
    pthread_mutex_unlock(&guard->lock);
}

unsigned guard_count(struct guard *guard)
{
    pthread_mutex_lock(&guard->lock);
    unsigned count = guard->count;
    pthread_mutex_unlock(&guard->lock);
    return count;
}
