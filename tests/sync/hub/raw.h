/* A TLS client that says exactly what the test wants, however rude. */
#ifndef TESTS_HUB_RAW_H
#define TESTS_HUB_RAW_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sync/hub/net.h"

struct raw {
    int fd;
    gnutls_session_t session;
    gnutls_certificate_credentials_t credentials;
};

int raw_connect(const struct net *net); /* TCP only */
/* label: as net_enrol; NULL for no certificate. priority: GnuTLS's, NULL for TLS 1.3. resume: session
 * data of an earlier one, or NULL. 0, or what GnuTLS says. */
int raw_open_with(struct raw *raw, const struct net *net, const char *label, const char *priority,
    const gnutls_datum_t *resume);
void raw_open(struct raw *raw, const struct net *net, const char *label); /* must work */
bool raw_send(struct raw *raw, const void *bytes, size_t len);
bool raw_say(struct raw *raw, const char *text);
/* The status of the next answer (read up to its head's end), or 0 when the connection ended first. */
int raw_status(struct raw *raw);
/* True when the hub has ended the connection; waits for it at most 30 s. */
bool raw_ended(struct raw *raw);
bool fd_ended(int fd);
void raw_close(struct raw *raw);

#endif
