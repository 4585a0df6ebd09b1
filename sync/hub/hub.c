/* Puts the parts of a hub together and takes them apart. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/disk.h"
#include "parts.h"

enum { ROOT_MOST = 1 << 20 };

int64_t hub_now_s(const struct hub *hub)
{
    return hub->clock.wall_s(hub->clock.self);
}

int64_t hub_now_ms(const struct hub *hub)
{
    return hub->clock.mono_ms(hub->clock.self);
}

void hub_log(struct hub *hub, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    pthread_mutex_lock(&hub->log_lock);
    log_line(&hub->log, "%s", line);
    pthread_mutex_unlock(&hub->log_lock);
}

static void store_trouble(void *ctx, enum store_error error)
{
    if (error)
        hub_log(ctx, "the store: %s. Nothing is acknowledged meanwhile.", store_error_text(error));
    else
        hub_log(ctx, "the store can be written again.");
}

/* Two hubs over one store would each number on its own; commands of the operator are welcome. */
static bool store_lock(struct hub *hub, const char *path, char ret_message[static HUB_MESSAGE])
{
    char lock[4096];
    int len = snprintf(lock, sizeof lock, "%s.lock", path);
    hub->lock_fd = len < (int)sizeof lock ? open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0600) : -1;
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (hub->lock_fd >= 0 && fcntl(hub->lock_fd, F_OFD_SETLK, &whole) == 0)
        return true;
    if (hub->lock_fd >= 0 && (errno == EAGAIN || errno == EACCES))
        snprintf(ret_message, HUB_MESSAGE, "%.200s: another hub serves this store; end it first.", path);
    else
        snprintf(ret_message, HUB_MESSAGE, "%.200s.lock: %s.", path, strerror(errno));
    return false;
}

static enum hub_error store_start(
    struct hub *hub, const struct hub_settings *settings, char ret_message[static HUB_MESSAGE])
{
    struct store *store = NULL;
    enum store_error error = store_open(settings->store_file, &hub->reader);
    if (!error && !store_lock(hub, settings->store_file, ret_message))
        return HUB_STORE;
    if (!error)
        error = store_open(settings->store_file, &store);
    if (!error && settings->store_max_bytes)
        error = store_limit(store, settings->store_max_bytes);
    if (error) {
        store_close(store);
        snprintf(ret_message, HUB_MESSAGE, "%.200s: %s.", settings->store_file, store_error_text(error));
        return HUB_STORE;
    }
    hub->writer = writer_new(store, hub->clock, store_trouble, hub);
    hub->waiters = waiters_new();
    if (hub->writer && hub->waiters)
        return HUB_OK;
    snprintf(ret_message, HUB_MESSAGE, "There is not enough memory to start.");
    return HUB_NO_MEMORY;
}

static void locks_init(struct hub *hub)
{
    pthread_condattr_t attributes;
    pthread_mutex_init(&hub->ca_lock, NULL);
    pthread_mutex_init(&hub->reader_lock, NULL);
    pthread_mutex_init(&hub->watch_lock, NULL);
    pthread_mutex_init(&hub->log_lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&hub->watch_end, &attributes);
    pthread_condattr_destroy(&attributes);
}

static void keeper_trouble(void *ctx, const char *sentence)
{
    if (sentence)
        hub_log(ctx, "content: %s", sentence);
    else
        hub_log(ctx, "content: the timestamp can be renewed again.");
}

bool hub_root_read(
    const struct hub_settings *settings, struct buffer *ret_root, char ret_message[static HUB_MESSAGE])
{
    buffer_init(ret_root, ROOT_MOST);
    enum base_error error = file_read(settings->root, ROOT_MOST, ret_root);
    if (!error && !ret_root->len)
        error = BASE_FORMAT;
    if (error)
        snprintf(ret_message, HUB_MESSAGE,
            "[network] root: %.150s: %s; the ceremony of wayside-publish makes it.", settings->root,
            base_error_text(error));
    return !error;
}

/* Reports matter more than content: a hub whose content folder cannot be used serves all else. */
static enum hub_error content_start(
    struct hub *hub, const struct hub_settings *settings, char ret_message[static HUB_MESSAGE])
{
    struct buffer root;
    char message[HUB_MESSAGE];
    if (!hub_root_read(settings, &root, ret_message))
        return HUB_SETTINGS;
    crypto_hash_sha256(hub->root_hash, root.bytes, root.len);
    struct keeper_settings keeper = {.folder = settings->content_folder,
        .keys = settings->content_keys,
        .root = root.bytes,
        .root_len = root.len,
        .clock = settings->clock,
        .trouble = keeper_trouble,
        .ctx = hub};
    if (settings->content_folder && !(hub->keeper = keeper_new(&keeper, message)))
        hub_log(hub, "no content is served: %s", message);
    buffer_clear(&root);
    return HUB_OK;
}

static enum hub_error parts_start(
    struct hub *hub, const struct hub_settings *settings, char ret_message[static HUB_MESSAGE])
{
    if (!ca_load(settings->tls_folder, &hub->ca, ret_message))
        return HUB_KEYS;
    enum hub_error error = store_start(hub, settings, ret_message);
    if (!error)
        error = content_start(hub, settings, ret_message);
    if (error)
        return error;
    snprintf(ret_message, HUB_MESSAGE, "There is not enough memory to start.");
    if (!daemon_start(hub, settings, ret_message))
        return hub->listen_fd < 0 ? HUB_LISTEN : HUB_KEYS;
    return metrics_start(hub, settings->metrics_port, ret_message) ? HUB_OK : HUB_LISTEN;
}

enum hub_error hub_start(
    const struct hub_settings *settings, struct hub **ret_hub, char ret_message[static HUB_MESSAGE])
{
    struct hub *hub = sodium_init() < 0 ? NULL : calloc(1, sizeof *hub);
    if (!hub) {
        snprintf(ret_message, HUB_MESSAGE, "There is not enough memory to start.");
        return HUB_NO_MEMORY;
    }
    hub->clock = settings->clock;
    hub->handshake_ms = settings->handshake_ms ? settings->handshake_ms : 10000;
    hub->request_ms = settings->request_ms ? settings->request_ms : 60000;
    hub->idle_ms = settings->idle_ms ? settings->idle_ms : 120000;
    hub->lock_fd = -1;
    mbedtls_pk_init(&hub->ca.key);
    mbedtls_x509_crt_init(&hub->ca.certificate);
    locks_init(hub);
    log_init(&hub->log, "wayside-hub");
    enum hub_error error = parts_start(hub, settings, ret_message);
    if (error) {
        hub_stop(hub);
        return error;
    }
    *ret_hub = hub;
    return HUB_OK;
}

void hub_stop(struct hub *hub)
{
    if (!hub)
        return;
    metrics_stop(hub);
    daemon_stop(hub);
    writer_free(hub->writer);
    keeper_free(hub->keeper);
    waiters_free(hub->waiters);
    store_close(hub->reader);
    ca_clear(&hub->ca);
    if (hub->lock_fd >= 0)
        close(hub->lock_fd);
    pthread_cond_destroy(&hub->watch_end);
    pthread_mutex_destroy(&hub->watch_lock);
    pthread_mutex_destroy(&hub->log_lock);
    pthread_mutex_destroy(&hub->reader_lock);
    pthread_mutex_destroy(&hub->ca_lock);
    free(hub);
}

uint16_t hub_port(const struct hub *hub)
{
    return hub->port;
}

uint16_t hub_metrics_port(const struct hub *hub)
{
    return hub->metrics_port;
}

void hub_store_limit(struct hub *hub, int64_t bytes)
{
    writer_limit(hub->writer, bytes);
}

struct hub_counts hub_counts(const struct hub *hub)
{
    struct hub_counts counts = {.requests = atomic_load(&hub->requests),
        .refused = atomic_load(&hub->refused),
        .connections = atomic_load(&hub->connections),
        .open = guard_count(hub->guard)};
    writer_counts(hub->writer, &counts.puts, &counts.commits, &counts.waiting);
    return counts;
}
