/* The parts of a running hub, shared by its files. */
#ifndef WAYSIDE_HUB_PARTS_H
#define WAYSIDE_HUB_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include <gnutls/gnutls.h>
#include <microhttpd.h>

#include "base/log.h"
#include "ca.h"
#include "guard.h"
#include "hub/hub.h"
#include "keeper.h"
#include "store.h"
#include "waiters.h"
#include "writer.h"

struct hub {
    struct clock_source clock;
    int64_t handshake_ms, request_ms, idle_ms;
    uint8_t root_hash[32];
    int lock_fd; /* held as long as this hub serves its store */

    struct ca ca;
    pthread_mutex_t ca_lock; /* signing */

    struct store *reader;
    pthread_mutex_t reader_lock;
    struct writer *writer;
    struct guard *guard;
    struct peers *peers;
    struct waiters *waiters;
    struct keeper *keeper;      /* NULL: this hub serves no content */
    atomic_size_t large_bodies; /* bytes of metadata that publishers are sending */

    struct buffer server_certificate, server_key, ca_pem; /* PEM, as the daemon wants them */
    gnutls_datum_t ticket_key;
    int listen_fd, metrics_fd;
    struct MHD_Daemon *daemon, *metrics;
    uint16_t port, metrics_port;

    pthread_t watch; /* looks after deadlines */
    pthread_mutex_t watch_lock;
    pthread_cond_t watch_end;
    bool watching, watch_stop;
    atomic_uint active; /* requests between their first and their last byte */

    atomic_ulong requests, refused, connections, answers[6]; /* answers: by the first digit of the status */
    pthread_mutex_t log_lock;
    struct log log;
};

int64_t hub_now_s(const struct hub *hub);
int64_t hub_now_ms(const struct hub *hub);
void hub_log(struct hub *hub, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* daemon.c */
MUST_CHECK bool daemon_start(
    struct hub *hub, const struct hub_settings *settings, char ret_message[static HUB_MESSAGE]);
void daemon_stop(struct hub *hub);

/* The network's root.json, whole. False with one sentence. */
MUST_CHECK bool hub_root_read(
    const struct hub_settings *settings, struct buffer *ret_root, char ret_message[static HUB_MESSAGE]);

/* metrics.c */
MUST_CHECK bool metrics_start(struct hub *hub, int port, char ret_message[static HUB_MESSAGE]);
void metrics_stop(struct hub *hub);

/* listen.c: a bound, listening socket, or -1 and one sentence. */
int listen_on(const char *address, uint16_t port, uint16_t *ret_port, char ret_message[static HUB_MESSAGE]);

/* request.c: the callbacks of the daemon; cls is the hub. */
void *request_new(void *cls, const char *uri, struct MHD_Connection *connection);
enum MHD_Result request_handle(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *data_len, void **request);
void request_over(
    void *cls, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode how);

#endif
