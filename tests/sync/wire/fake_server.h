/* A server, of TLS or plain, that does what a real hub never would: cuts answers, lies about lengths, fails
 * every second time. One thread for each connection; the handler is called under one lock. */
#ifndef TESTS_FAKE_SERVER_H
#define TESTS_FAKE_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fake_request {
    char method[8], path[600];
    char role[32], cn[80]; /* of the client's certificate; "" without one */
    const uint8_t *body;
    size_t len;
    unsigned connection; /* counts from 1 */
    char range[40];      /* value of the Range header, "" none */
};
struct fake_reply {
    int status;
    char headers[400]; /* whole lines, each ended by CR LF */
    const void *body;  /* copied before the lock is left */
    size_t len;
    long claim;   /* Content-Length to claim; -1 the true one, -2 none at all */
    long cut;     /* closes after so many bytes of body; -1 does not */
    bool hang_up; /* closes without any answer */
    bool stall;   /* answers nothing until the server ends */
    bool trickle; /* one byte at a time, slowly */
};
typedef void fake_handler(void *ctx, const struct fake_request *request, struct fake_reply *reply);

struct fake_settings {
    const char *folder;      /* of the pki */
    const char *certificate; /* name of the server's pair there */
    bool need_client;        /* ends the handshake of whoever has no certificate of this CA */
    const char *priority;    /* GnuTLS, "NORMAL" when NULL */
    bool plain;              /* http: no TLS, the three above do not matter */
    fake_handler *handler;
    void *ctx;
};
struct fake_server;
/* On a free port of 127.0.0.1, asked from the kernel. Ends the test on any fault. */
struct fake_server *fake_server_new(const struct fake_settings *settings);
void fake_server_free(struct fake_server *server);
int fake_server_port(const struct fake_server *server);
unsigned fake_server_connections(struct fake_server *server);
/* How many of them the server has closed. */
unsigned fake_server_closed(struct fake_server *server);

#endif
