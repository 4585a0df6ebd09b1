#include "desk/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/memory.h"
#include "server_inside.h"

#define CONNECTIONS_MOST 32
#define IDLE_S 30

static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'";

static const char *const standing[][2] = {
    {"Content-Security-Policy", policy},
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
};

/* Takes response. */
static enum MHD_Result send_response(
    struct MHD_Connection *connection, unsigned status, struct MHD_Response *response, const char *type)
{
    if (!response) {
        return MHD_NO;
    }
    bool ok = MHD_add_response_header(response, "Content-Type", type) == MHD_YES;
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++) {
        ok = ok && MHD_add_response_header(response, standing[i][0], standing[i][1]) == MHD_YES;
    }
    enum MHD_Result result = ok ? MHD_queue_response(connection, status, response) : MHD_NO;
    MHD_destroy_response(response);
    return result;
}

static const struct page_file *page_find(const char *path)
{
    for (const struct page_file *file = page_files; file->path; file++) {
        if (strcmp(file->path, path) == 0) {
            return file;
        }
    }
    return NULL;
}

static struct MHD_Response *page_response(const struct page_file *file)
{
    /* the library takes a pointer to memory that it will not change */
    return MHD_create_response_from_buffer(file->len, (void *)(uintptr_t)file->bytes, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status)
{
    const struct page_file *file = page_find("/closed.html");
    return file ? send_response(connection, status, page_response(file), file->type) : MHD_NO;
}

static enum MHD_Result send_json(struct MHD_Connection *connection, struct api_answer answer)
{
    char *text = answer.json ? json_dumps(answer.json, JSON_COMPACT) : NULL;
    json_decref(answer.json);
    if (!text) {
        return MHD_NO;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback(
        strlen(text), text, wiping_free);
    if (!response) {
        wiping_free(text);
    }
    return send_response(connection, answer.status, response, "application/json");
}

static enum MHD_Result exchange(struct server *server, struct MHD_Connection *connection)
{
    char cookie[192];
    if (!guard_exchange(server, MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token"))) {
        return refuse(connection, MHD_HTTP_FORBIDDEN);
    }
    snprintf(cookie, sizeof cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict", server->cookie_name,
        server->cookie);
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (response && (MHD_add_response_header(response, "Set-Cookie", cookie) != MHD_YES ||
                        MHD_add_response_header(response, "Location", "/") != MHD_YES)) {
        MHD_destroy_response(response);
        return MHD_NO;
    }
    return send_response(connection, MHD_HTTP_SEE_OTHER, response, "text/plain");
}

static enum MHD_Result answer_page(struct MHD_Connection *connection, const char *path)
{
    const struct page_file *file = page_find(strcmp(path, "/") == 0 ? "/index.html" : path);
    return file ? send_response(connection, MHD_HTTP_OK, page_response(file), file->type)
                : refuse(connection, MHD_HTTP_NOT_FOUND);
}

static enum MHD_Result answer_whole(struct server *server, struct MHD_Connection *connection,
    const char *method, const char *path, const struct buffer *body)
{
    unsigned refused = guard_request(server, connection, method);
    if (refused) {
        return refuse(connection, refused);
    }
    if (strcmp(method, "GET") == 0 && strcmp(path, "/open") == 0) {
        return exchange(server, connection);
    }
    if (!guard_cookie(server, connection)) {
        return refuse(connection, MHD_HTTP_FORBIDDEN);
    }
    if (strncmp(path, "/api/", 5) == 0) {
        return send_json(connection,
            api_answer(server->desk, connection, method, path, (const char *)body->bytes, body->len));
    }
    return strcmp(method, "GET") == 0 ? answer_page(connection, path)
                                      : refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED);
}

/* One request: body gathered up to its maximum, then answered whole. */
struct request {
    struct buffer body;
    bool over;
};

static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *upload, size_t *upload_len, void **state)
{
    (void)version;
    struct request *request = *state;
    if (!request) {
        request = calloc(1, sizeof *request);
        if (!request) {
            return MHD_NO;
        }
        buffer_init(&request->body, SERVER_BODY_BYTES);
        *state = request;
        return MHD_YES;
    }
    if (*upload_len > 0) {
        request->over |= buffer_add(&request->body, upload, *upload_len) != BASE_OK;
        *upload_len = 0;
        return MHD_YES;
    }
    if (request->over) {
        return refuse(connection, MHD_HTTP_CONTENT_TOO_LARGE);
    }
    return answer_whole(ctx, connection, method, path, &request->body);
}

static void finish(
    void *ctx, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why)
{
    (void)ctx, (void)connection, (void)why;
    struct request *request = *state;
    if (request) {
        buffer_clear(&request->body);
        free(request);
        *state = NULL;
    }
}

/* The library's own complaints are about connections of strangers; nobody needs them. */
static void silent(void *ctx, const char *format, va_list args)
{
    (void)ctx, (void)format, (void)args;
}

static void secrets_new(struct server *server)
{
    uint8_t secret[SECRET_BYTES];
    randombytes_buf(secret, sizeof secret);
    sodium_bin2hex(server->token, sizeof server->token, secret, sizeof secret);
    sodium_memzero(secret, sizeof secret);
    snprintf(server->origin, sizeof server->origin, "http://127.0.0.1:%d", server->port);
    snprintf(server->cookie_name, sizeof server->cookie_name, "wayside-desk-%d", server->port);
}

bool server_start(struct desk *desk, int port, struct server **ret_server, char ret_message[static 256])
{
    struct server *server = calloc(1, sizeof *server);
    if (!server) {
        snprintf(ret_message, 256, "out of memory");
        return false;
    }
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->desk = desk;
    server->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ERROR_LOG,
        (uint16_t)port, NULL, NULL, handle, server, MHD_OPTION_EXTERNAL_LOGGER, silent, NULL,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
        MHD_OPTION_NOTIFY_COMPLETED, finish, NULL, MHD_OPTION_END);
    if (!server->daemon) {
        snprintf(ret_message, 256,
            "127.0.0.1 port %d cannot be opened (%s); choose another [desk] listen_port", port,
            strerror(errno));
        free(server);
        return false;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : port;
    secrets_new(server);
    *ret_server = server;
    return true;
}

void server_stop(struct server *server)
{
    if (server) {
        MHD_stop_daemon(server->daemon);
        sodium_memzero(server, sizeof *server);
        free(server);
    }
}

void server_url(const struct server *server, char ret_url[static SERVER_URL_TEXT])
{
    snprintf(ret_url, SERVER_URL_TEXT, "%s/open?token=%s", server->origin, server->token);
}

int server_port(const struct server *server)
{
    return server->port;
}
