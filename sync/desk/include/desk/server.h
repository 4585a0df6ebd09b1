/* The desk's page: HTTP on 127.0.0.1 alone (libmicrohttpd), for one browser on this laptop.
 *
 * The address printed at the start holds a token that works once; it is exchanged for a cookie (HttpOnly,
 * SameSite=Strict). Every request must name this host and port (against DNS rebinding); whatever changes
 * something must come from this origin with a JSON body (against forged requests). Nothing is cached, and
 * the policy sent with every answer lets the page load and reach nothing but this server. */
#ifndef WAYSIDE_DESK_SERVER_H
#define WAYSIDE_DESK_SERVER_H

#include "desk/desk.h"

#define SERVER_BODY_BYTES (1u << 16)
#define SERVER_URL_TEXT 128

struct server;
/* port 0: any that is free. False with one sentence. desk is borrowed. */
MUST_CHECK bool server_start(
    struct desk *desk, int port, struct server **ret_server, char ret_message[static 256]);
void server_stop(struct server *server); /* takes NULL */
/* "http://127.0.0.1:<port>/open?token=<64 hex>" */
void server_url(const struct server *server, char ret_url[static SERVER_URL_TEXT]);
int server_port(const struct server *server);

#endif
