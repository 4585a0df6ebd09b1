#include "sync/wire/fake_server.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 512
#define REQUEST_BYTES (1 << 20)

struct connection {
    struct fake_server *server;
    int fd;
    unsigned number;
    pthread_t thread;
    gnutls_session_t tls;
    char role[32], cn[80];
    char *in;
    size_t in_len;
};
struct fake_server {
    struct fake_settings settings;
    gnutls_certificate_credentials_t credentials;
    int fd, stop_fd, port;
    pthread_t thread;
    pthread_mutex_t lock;
    struct connection *connections[CONNECTIONS];
    unsigned count, closed;
};

static void must(bool ok, const char *what)
{
    if (!ok) {
        perror(what);
        abort();
    }
}

/* False when the server is to end. */
static bool readable(struct connection *connection)
{
    struct pollfd polls[2] = {
        {.fd = connection->server->stop_fd, .events = POLLIN}, {.fd = connection->fd, .events = POLLIN}};
    if (connection->tls && gnutls_record_check_pending(connection->tls))
        return true;
    return poll(polls, 2, -1) > 0 && !(polls[0].revents);
}

static ssize_t record_recv(struct connection *connection, void *bytes, size_t len)
{
    return connection->tls ? gnutls_record_recv(connection->tls, bytes, len)
                           : recv(connection->fd, bytes, len, 0);
}

static ssize_t record_send(struct connection *connection, const void *bytes, size_t len)
{
    return connection->tls ? gnutls_record_send(connection->tls, bytes, len)
                           : send(connection->fd, bytes, len, MSG_NOSIGNAL);
}

static bool read_more(struct connection *connection)
{
    if (connection->in_len >= REQUEST_BYTES || !readable(connection))
        return false;
    ssize_t got;
    do
        got = record_recv(
            connection, connection->in + connection->in_len, REQUEST_BYTES - connection->in_len);
    while (got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_AGAIN);
    if (got <= 0)
        return false;
    connection->in_len += (size_t)got;
    connection->in[connection->in_len] = 0;
    return true;
}

static bool send_all(struct connection *connection, const void *bytes, size_t len)
{
    const uint8_t *p = bytes;
    while (len) {
        ssize_t sent = record_send(connection, p, len);
        if (sent == GNUTLS_E_INTERRUPTED || sent == GNUTLS_E_AGAIN)
            continue;
        if (sent <= 0)
            return false;
        p += sent;
        len -= (size_t)sent;
    }
    return true;
}

static bool send_body(struct connection *connection, const struct fake_reply *reply)
{
    size_t len = reply->cut >= 0 && (size_t)reply->cut < reply->len ? (size_t)reply->cut : reply->len;
    if (!reply->trickle)
        return send_all(connection, reply->body, len) && reply->cut < 0;
    struct pollfd stop = {.fd = connection->server->stop_fd, .events = POLLIN};
    for (size_t i = 0; i < len; i++)
        if (!send_all(connection, (const uint8_t *)reply->body + i, 1) || poll(&stop, 1, 200) > 0)
            return false;
    return true;
}

static bool send_reply(struct connection *connection, const struct fake_reply *reply)
{
    char head[700], length[60] = "";
    long claim = reply->claim == -1 ? (long)reply->len : reply->claim;
    if (reply->hang_up)
        return false;
    if (reply->stall) {
        struct pollfd stop = {.fd = connection->server->stop_fd, .events = POLLIN};
        poll(&stop, 1, -1);
        return false;
    }
    if (claim >= 0)
        snprintf(length, sizeof length, "Content-Length: %ld\r\n", claim);
    int len = snprintf(
        head, sizeof head, "HTTP/1.1 %d Something\r\n%s%s\r\n", reply->status, length, reply->headers);
    return send_all(connection, head, (size_t)len) && send_body(connection, reply) &&
           claim == (long)reply->len;
}

static bool answer(struct connection *connection, const char *head_end, size_t body_len)
{
    struct fake_request request = {.connection = connection->number, .len = body_len};
    struct fake_reply reply = {.status = 200, .claim = -1, .cut = -1};
    struct fake_server *server = connection->server;
    sscanf(connection->in, "%7s %599s", request.method, request.path);
    memcpy(request.role, connection->role, sizeof request.role);
    memcpy(request.cn, connection->cn, sizeof request.cn);
    request.body = (const uint8_t *)head_end;
    const char *range = strcasestr(connection->in, "\r\nRange: ");
    if (range && range < head_end)
        sscanf(range + 9, "%39[^\r]", request.range);
    pthread_mutex_lock(&server->lock);
    server->settings.handler(server->settings.ctx, &request, &reply);
    void *copy = malloc(reply.len ? reply.len : 1);
    if (reply.len)
        memcpy(copy, reply.body, reply.len);
    reply.body = copy;
    pthread_mutex_unlock(&server->lock);
    bool on = send_reply(connection, &reply);
    free(copy);
    return on;
}

static bool serve_one(struct connection *connection)
{
    char *end;
    while (!(end = strstr(connection->in, "\r\n\r\n")))
        if (!read_more(connection))
            return false;
    end += 4;
    const char *length = strcasestr(connection->in, "\r\nContent-Length:");
    size_t body_len = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
    size_t head_len = (size_t)(end - connection->in);
    while (connection->in_len - head_len < body_len)
        if (!read_more(connection))
            return false;
    if (!answer(connection, end, body_len))
        return false;
    connection->in_len -= head_len + body_len;
    memmove(connection->in, end + body_len, connection->in_len + 1);
    return true;
}

static void read_peer(struct connection *connection)
{
    unsigned count = 0;
    const gnutls_datum_t *list = gnutls_certificate_get_peers(connection->tls, &count);
    gnutls_x509_crt_t crt;
    if (!list || !count || gnutls_x509_crt_init(&crt) < 0)
        return;
    size_t role = sizeof connection->role, cn = sizeof connection->cn;
    if (gnutls_x509_crt_import(crt, list, GNUTLS_X509_FMT_DER) >= 0) {
        gnutls_x509_crt_get_dn_by_oid(
            crt, GNUTLS_OID_X520_ORGANIZATIONAL_UNIT_NAME, 0, 0, connection->role, &role);
        gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, connection->cn, &cn);
    }
    gnutls_x509_crt_deinit(crt);
}

static bool handshake(struct connection *connection)
{
    struct fake_server *server = connection->server;
    const char *priority = server->settings.priority ? server->settings.priority : "NORMAL";
    unsigned status = 0;
    must(gnutls_init(&connection->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL) >= 0 &&
             gnutls_priority_set_direct(connection->tls, priority, NULL) >= 0 &&
             gnutls_credentials_set(connection->tls, GNUTLS_CRD_CERTIFICATE, server->credentials) >= 0,
        "gnutls_init");
    gnutls_certificate_server_set_request(
        connection->tls, server->settings.need_client ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST);
    gnutls_transport_set_int(connection->tls, connection->fd);
    gnutls_handshake_set_timeout(connection->tls, 5000);
    int result;
    do
        result = gnutls_handshake(connection->tls);
    while (result < 0 && !gnutls_error_is_fatal(result));
    if (result < 0) {
        gnutls_alert_send_appropriate(connection->tls, result);
        return false;
    }
    read_peer(connection);
    if (server->settings.need_client &&
        (gnutls_certificate_verify_peers2(connection->tls, &status) < 0 || status)) {
        gnutls_alert_send(connection->tls, GNUTLS_AL_FATAL, GNUTLS_A_BAD_CERTIFICATE);
        return false;
    }
    return true;
}

/* To close with bytes unread would reset the connection, and the last alert with it. */
static void drain(struct connection *connection)
{
    char rest[4096];
    struct pollfd polls[2] = {
        {.fd = connection->server->stop_fd, .events = POLLIN}, {.fd = connection->fd, .events = POLLIN}};
    shutdown(connection->fd, SHUT_WR);
    pthread_mutex_lock(&connection->server->lock);
    connection->server->closed++;
    pthread_mutex_unlock(&connection->server->lock);
    while (poll(polls, 2, 2000) > 0 && !polls[0].revents && recv(connection->fd, rest, sizeof rest, 0) > 0)
        ;
}

static void *serve(void *argument)
{
    struct connection *connection = argument;
    if (connection->server->settings.plain || handshake(connection)) {
        while (serve_one(connection))
            ;
    }
    if (connection->tls)
        gnutls_deinit(connection->tls);
    drain(connection);
    close(connection->fd);
    free(connection->in);
    return NULL;
}

static void *accept_all(void *argument)
{
    struct fake_server *server = argument;
    for (;;) {
        struct pollfd polls[2] = {
            {.fd = server->stop_fd, .events = POLLIN}, {.fd = server->fd, .events = POLLIN}};
        if (poll(polls, 2, -1) < 0 || polls[0].revents)
            return NULL;
        int fd = accept4(server->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        must(server->count < CONNECTIONS, "too many connections for this server");
        struct connection *connection = calloc(1, sizeof *connection);
        must(connection != NULL, "calloc");
        connection->in = calloc(1, REQUEST_BYTES + 1);
        must(connection->in != NULL, "calloc");
        connection->server = server;
        connection->fd = fd;
        pthread_mutex_lock(&server->lock);
        connection->number = server->count + 1;
        server->connections[server->count++] = connection;
        pthread_mutex_unlock(&server->lock);
        must(pthread_create(&connection->thread, NULL, serve, connection) == 0, "pthread_create");
    }
}

static void load_credentials(struct fake_server *server)
{
    const struct fake_settings *settings = &server->settings;
    char certificate[400], key[400], ca[400];
    snprintf(certificate, sizeof certificate, "%s/%s.pem", settings->folder, settings->certificate);
    snprintf(key, sizeof key, "%s/%s.key", settings->folder, settings->certificate);
    snprintf(ca, sizeof ca, "%s/ca.pem", settings->folder);
    must(gnutls_certificate_allocate_credentials(&server->credentials) >= 0 &&
             gnutls_certificate_set_x509_key_file(
                 server->credentials, certificate, key, GNUTLS_X509_FMT_PEM) >= 0 &&
             gnutls_certificate_set_x509_trust_file(server->credentials, ca, GNUTLS_X509_FMT_PEM) >= 0,
        certificate);
}

struct fake_server *fake_server_new(const struct fake_settings *settings)
{
    struct fake_server *server = calloc(1, sizeof *server);
    must(server != NULL, "calloc");
    server->settings = *settings;
    if (!settings->plain)
        load_credentials(server);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    server->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    server->stop_fd = eventfd(0, EFD_CLOEXEC);
    must(server->fd >= 0 && server->stop_fd >= 0 && bind(server->fd, (struct sockaddr *)&address, len) == 0 &&
             listen(server->fd, 64) == 0 && getsockname(server->fd, (struct sockaddr *)&address, &len) == 0,
        "listen");
    server->port = ntohs(address.sin_port);
    pthread_mutex_init(&server->lock, NULL);
    must(pthread_create(&server->thread, NULL, accept_all, server) == 0, "pthread_create");
    return server;
}

void fake_server_free(struct fake_server *server)
{
    uint64_t one = 1;
    must(write(server->stop_fd, &one, sizeof one) == sizeof one, "eventfd");
    pthread_join(server->thread, NULL);
    for (unsigned i = 0; i < server->count; i++) {
        pthread_join(server->connections[i]->thread, NULL);
        free(server->connections[i]);
    }
    close(server->fd);
    close(server->stop_fd);
    if (server->credentials)
        gnutls_certificate_free_credentials(server->credentials);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

int fake_server_port(const struct fake_server *server)
{
    return server->port;
}

unsigned fake_server_connections(struct fake_server *server)
{
    pthread_mutex_lock(&server->lock);
    unsigned count = server->count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

unsigned fake_server_closed(struct fake_server *server)
{
    pthread_mutex_lock(&server->lock);
    unsigned closed = server->closed;
    pthread_mutex_unlock(&server->lock);
    return closed;
}
