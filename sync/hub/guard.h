/* Connections and their deadlines. A client that stops half-way through its handshake, its head or its
 * body, or does not read its answer, is cut at its deadline; when too many have not sent a whole request
 * yet, the one that came first is cut, so that a new one always gets in. Not by address: all devices of
 * a station may stand behind one. */
#ifndef WAYSIDE_HUB_GUARD_H
#define WAYSIDE_HUB_GUARD_H

#include <stdbool.h>
#include <stdint.h>

#include "peer.h"

struct guard;

struct connection { /* one for each TLS connection; the peer belongs to the thread that serves it */
    struct connection *prev, *next; /* ring of the guard: newcomers or served */
    int fd;
    bool newcomer;       /* has not sent a whole request yet */
    int64_t deadline_ms; /* 0: none */
    bool peer_known;
    struct peer peer;
};

struct guard *guard_new(unsigned newcomers);
void guard_free(struct guard *guard); /* takes NULL; all connections are gone by then */
/* NULL when there is no memory. */
struct connection *guard_add(struct guard *guard, int fd, int64_t deadline_ms);
void guard_remove(struct guard *guard, struct connection *connection);
/* A whole request head has come; or the deadline moves (0: none). */
void guard_served(struct guard *guard, struct connection *connection, int64_t deadline_ms);
/* Cuts those whose deadline is over. */
void guard_expire(struct guard *guard, int64_t now_ms);
unsigned guard_count(struct guard *guard);

#endif
