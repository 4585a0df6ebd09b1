/* Stands between a machine and the real hub: writes down every request, and passes it on as well or as
 * badly as the test asks. Content (metadata, targets) comes from world->www, always well, and is counted
 * apart. Link: SOURCES sync/relay.c sync/wire/fake_server.c NEEDS gnutls threads. */
#ifndef TESTS_SYNC_RELAY_H
#define TESTS_SYNC_RELAY_H

#include "sync/wire/fake_server.h"
#include "sync/world.h"

enum relay_fault {
    RELAY_FAITHFUL,
    RELAY_500,    /* every second request fails before the hub sees it */
    RELAY_LOST,   /* every second answer is lost after the hub has done it */
    RELAY_DOUBLE, /* each request reaches the hub twice */
    RELAY_CUT,    /* every second body is cut in the middle */
    RELAY_LIE,    /* every second body is longer than it says */
};
struct relay_request {
    char method[8], path[200];
    size_t len;
    int64_t at_ms; /* of the world's clock */
    int status;
};
enum { RELAY_REQUESTS = 8192 };
struct relay {
    struct world *world;
    struct wire_client *hub; /* as the machine itself */
    struct fake_server *server;
    char url[64];
    enum relay_fault fault;
    unsigned turns[3]; /* PUT, GET, others: every second of each */
    char refuse[64];   /* a path that holds this is answered refuse_status here */
    int refuse_status; /* 409 when 0 */
    char epoch[40];    /* when not "", what the machine reads as Wayside-Epoch */
    struct relay_request requests[RELAY_REQUESTS];
    unsigned count;
    unsigned checks, content; /* requests for timestamp.json, for any content */
    bool no_content;          /* 500 for all of it */
    struct buffer body;
};

/* folder: the machine's certificate, to speak to the hub in its place. */
void relay_init(struct relay *relay, struct world *world, const char *folder);
void relay_clear(struct relay *relay);
/* How many requests of that method have a path that begins so. */
unsigned relay_counted(const struct relay *relay, const char *method, const char *begin);

#endif
