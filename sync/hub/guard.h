/* Connections and their deadlines. A client that stops half-way through its handshake, its head or its
 * body, or does not read its answer, is cut at its deadline. When too many have not shown a certificate of
 * ours yet, the one that came first is cut, so that a new one always gets in. When too many are idle
 * between two requests, the longest idle is cut: its client resumes its session with the next one, which
 * costs less than looking at thousands of descriptors each time. Nobody is judged by address: all devices
 * of a station may stand behind one. */
#ifndef WAYSIDE_HUB_GUARD_H
#define WAYSIDE_HUB_GUARD_H

#include <stdbool.h>
#include <stdint.h>

#include "peer.h"

struct guard;

enum connection_state {
    CONNECTION_NEW,  /* no request with a certificate of ours yet */
    CONNECTION_BUSY, /* in a request, or cut */
    CONNECTION_IDLE, /* between two requests */
};
struct connection { /* one for each TLS connection; the peer belongs to the thread that serves it */
    struct connection *prev, *next; /* ring of its state in the guard, oldest first */
    enum connection_state state;
    int fd;
    int64_t deadline_ms; /* 0: none */
    bool peer_known;
    struct peer peer;
};

/* At most so many of each; the oldest of its kind is cut for one more. */
struct guard *guard_new(unsigned newcomers, unsigned idlers);
void guard_free(struct guard *guard); /* takes NULL; all connections are gone by then */
/* A new one. NULL when there is no memory. */
struct connection *guard_add(struct guard *guard, int fd, int64_t deadline_ms);
void guard_remove(struct guard *guard, struct connection *connection);
/* Its state and deadline (0: none) from now on. */
void guard_move(
    struct guard *guard, struct connection *connection, enum connection_state state, int64_t deadline_ms);
/* Cuts those whose deadline is over. */
void guard_expire(struct guard *guard, int64_t now_ms);
unsigned guard_count(struct guard *guard);

#endif
