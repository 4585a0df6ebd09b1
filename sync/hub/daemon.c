/* The TLS listener: libmicrohttpd with GnuTLS, TLS 1.3 only, poll mode (its epoll mode spins on half a
 * ClientHello), suspended connections while the writer commits. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/disk.h"
#include "parts.h"

/* Client certificates are asked for, not demanded: /enrol and /healthz have none. */
#define TLS_PRIORITY                                                                                         \
    "NONE:+VERS-TLS1.3:+AES-128-GCM:+CHACHA20-POLY1305:+AES-256-GCM:+AEAD:+ECDHE-ECDSA:"                     \
    "+SIGN-ECDSA-SECP256R1-SHA256:+GROUP-X25519:+GROUP-SECP256R1:+CTYPE-X509"

enum {
    CONNECTIONS = 8192,
    NEWCOMERS = 1024,
    IDLERS = 512,
    THREADS = 2,
    POOL_BYTES = 16384, /* for a connection: head and a piece of the body */
    SPARE_FILES = 64,   /* descriptors for the store, the log and the other listener */
    GRACE_MS = 2000,
};

static void connection_change(
    void *cls, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode code)
{
    struct hub *hub = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context)
            guard_remove(hub->guard, *context);
        *context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (fd)
        *context = guard_add(hub->guard, fd->connect_fd, hub_now_ms(hub) + hub->handshake_ms);
    const union MHD_ConnectionInfo *tls = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (tls && tls->tls_session)
        gnutls_session_ticket_enable_server(tls->tls_session, &hub->ticket_key);
    atomic_fetch_add(&hub->connections, 1);
}

static bool pem_read(
    const char *folder, const char *name, struct buffer *ret_pem, char ret_message[static HUB_MESSAGE])
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    buffer_init(ret_pem, 1 << 14);
    enum base_error error = len > 0 && len < (int)sizeof path ? file_read(path, 1 << 14, ret_pem)
                                                              : BASE_TOO_LARGE;
    if (!error && !ret_pem->len)
        error = BASE_FORMAT;
    if (error)
        snprintf(ret_message, HUB_MESSAGE, "%.200s/%s: %s; wayside-hub init makes it.", folder, name,
            base_error_text(error));
    return !error;
}

/* As many as asked for, or as the system allows after trying for more. */
static unsigned connections_allowed(unsigned wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit))
        return 256;
    if (limit.rlim_cur < wanted + SPARE_FILES) {
        limit.rlim_cur = limit.rlim_max < wanted + SPARE_FILES ? limit.rlim_max : wanted + SPARE_FILES;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
        (void)getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted + SPARE_FILES)
        return wanted;
    return limit.rlim_cur > 2 * SPARE_FILES ? (unsigned)limit.rlim_cur - SPARE_FILES : SPARE_FILES;
}

static void *watch_main(void *ctx)
{
    struct hub *hub = ctx;
    pthread_mutex_lock(&hub->watch_lock);
    while (!hub->watch_stop) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += 250 * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&hub->watch_end, &hub->watch_lock, &until);
        pthread_mutex_unlock(&hub->watch_lock);
        int64_t now_ms = hub_now_ms(hub);
        guard_expire(hub->guard, now_ms);
        waiters_expire(hub->waiters, now_ms);
        pthread_mutex_lock(&hub->watch_lock);
    }
    pthread_mutex_unlock(&hub->watch_lock);
    return NULL;
}

static bool keys_read(struct hub *hub, const char *folder, char ret_message[static HUB_MESSAGE])
{
    if (!pem_read(folder, "hub.pem", &hub->server_certificate, ret_message) ||
        !pem_read(folder, "hub.key", &hub->server_key, ret_message) ||
        !pem_read(folder, "ca.pem", &hub->ca_pem, ret_message))
        return false;
    if (gnutls_session_ticket_key_generate(&hub->ticket_key) == 0)
        return true;
    snprintf(ret_message, HUB_MESSAGE, "No key for session tickets could be made: too little memory.");
    return false;
}

bool daemon_start(struct hub *hub, const struct hub_settings *settings, char ret_message[static HUB_MESSAGE])
{
    unsigned connections = connections_allowed(settings->connections ? settings->connections : CONNECTIONS);
    unsigned newcomers = settings->newcomers ? settings->newcomers : NEWCOMERS;
    if (!keys_read(hub, settings->tls_folder, ret_message))
        return false;
    hub->guard = guard_new(newcomers < connections / 2 ? newcomers : connections / 2,
        settings->idlers ? settings->idlers : IDLERS);
    hub->peers = peers_new();
    hub->listen_fd = hub->guard && hub->peers
                         ? listen_on(settings->address, settings->port, &hub->port, ret_message)
                         : -1;
    if (hub->listen_fd < 0)
        return false;
    hub->daemon = MHD_start_daemon(MHD_USE_TLS | MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0,
        NULL, NULL, request_handle, hub, MHD_OPTION_LISTEN_SOCKET, hub->listen_fd, MHD_OPTION_HTTPS_MEM_CERT,
        (const char *)hub->server_certificate.bytes, MHD_OPTION_HTTPS_MEM_KEY,
        (const char *)hub->server_key.bytes, MHD_OPTION_HTTPS_MEM_TRUST, (const char *)hub->ca_pem.bytes,
        MHD_OPTION_HTTPS_PRIORITIES, TLS_PRIORITY, MHD_OPTION_THREAD_POOL_SIZE,
        settings->threads ? settings->threads : THREADS, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES, MHD_OPTION_NOTIFY_CONNECTION,
        connection_change, hub, MHD_OPTION_URI_LOG_CALLBACK, request_new, hub, MHD_OPTION_NOTIFY_COMPLETED,
        request_over, hub, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!hub->daemon) {
        close(hub->listen_fd);
        hub->listen_fd = -1;
        snprintf(ret_message, HUB_MESSAGE,
            "%.200s: hub.pem and hub.key are not a certificate and its key; restore both from your copy.",
            settings->tls_folder);
        return false;
    }
    hub->watching = pthread_create(&hub->watch, NULL, watch_main, hub) == 0;
    if (!hub->watching)
        snprintf(ret_message, HUB_MESSAGE, "A thread could not be started: too little memory.");
    return hub->watching;
}

/* What is under way gets its answer, for at most GRACE_MS. */
static void requests_wait(struct hub *hub)
{
    for (int waited = 0; waited < GRACE_MS && atomic_load(&hub->active); waited += 10)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000L}, NULL);
}

void daemon_stop(struct hub *hub)
{
    MHD_socket fd = hub->daemon ? MHD_quiesce_daemon(hub->daemon) : MHD_INVALID_SOCKET;
    if (hub->waiters)
        waiters_stop(hub->waiters);
    if (hub->daemon)
        requests_wait(hub);
    writer_stop(hub->writer);
    keeper_stop(hub->keeper);
    if (hub->watching) {
        pthread_mutex_lock(&hub->watch_lock);
        hub->watch_stop = true;
        pthread_cond_signal(&hub->watch_end);
        pthread_mutex_unlock(&hub->watch_lock);
        pthread_join(hub->watch, NULL);
    }
    if (hub->daemon)
        MHD_stop_daemon(hub->daemon);
    if (fd != MHD_INVALID_SOCKET)
        close(fd);
    guard_free(hub->guard);
    peers_free(hub->peers);
    if (hub->ticket_key.data) {
        gnutls_memset(hub->ticket_key.data, 0, hub->ticket_key.size);
        gnutls_free(hub->ticket_key.data);
    }
    buffer_clear(&hub->server_certificate);
    buffer_clear(&hub->server_key);
    buffer_clear(&hub->ca_pem);
}
