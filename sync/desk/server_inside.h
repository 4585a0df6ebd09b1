/* Shared by server.c, guard.c, api.c only. */
#ifndef WAYSIDE_DESK_SERVER_INSIDE_H
#define WAYSIDE_DESK_SERVER_INSIDE_H

#include <microhttpd.h>

#include "desk/server.h"

#define SECRET_BYTES 32
#define SECRET_HEX (2 * SECRET_BYTES)

struct server {
    struct desk *desk;
    struct MHD_Daemon *daemon;
    int port;
    char origin[48];             /* "http://127.0.0.1:<port>" */
    char cookie_name[32];        /* cookies know no ports, so the name does */
    char token[SECRET_HEX + 1];  /* "" once it was used */
    char cookie[SECRET_HEX + 1]; /* "" until then */
};

/* What a page file is, embedded at build. The table ends with a NULL path. */
struct page_file {
    const char *path, *type;
    const unsigned char *bytes;
    size_t len;
};
extern const struct page_file page_files[];

/* guard.c: may this request be answered at all? 0, or the HTTP status to refuse it with. */
unsigned guard_request(const struct server *server, struct MHD_Connection *connection, const char *method);
bool guard_cookie(const struct server *server, struct MHD_Connection *connection);
/* Trades the token for the cookie, once. */
bool guard_exchange(struct server *server, const char *token);

/* api.c: the answer to /api/...; body is NUL-terminated. Takes nothing. */
struct api_answer {
    unsigned status;
    json_t *json; /* owned by the caller */
};
struct api_answer api_answer(struct desk *desk, struct MHD_Connection *connection, const char *method,
    const char *path, const char *body, size_t len);

#endif
