/* Who is at the other end: role, name and team or zone from the client certificate. The handshake has
 * proved that the peer holds its key; who signed it, for what and until when is checked here, on each
 * request anew where it can change. */
#ifndef WAYSIDE_HUB_PEER_H
#define WAYSIDE_HUB_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mbedtls/x509_crt.h>

#include "base/limits.h"
#include "hub/hub.h"
#include "verdict.h"

#define RENEW_DAYS 400 /* /renew takes a certificate so long after it ended */

struct peer {
    bool present, trusted; /* trusted: issued by our CA, for clients, with a subject of ours */
    enum hub_role role;
    char name[HUB_NAME];
    uint8_t scope[ID_BYTES]; /* team of a desk, zone of a device */
    int64_t from_s, until_s;
};

/* der: what the peer sent; len 0 when it sent none. */
void peer_read(const mbedtls_x509_crt *ca, const uint8_t *der, size_t len, struct peer *ret_peer);
/* The same over certificates that were seen before: checking a signature takes longer than all else in a
 * request, and a device comes back each minute. Any thread. */
struct peers;
struct peers *peers_new(void);
void peers_free(struct peers *peers); /* takes NULL */
void peer_look(
    struct peers *peers, const mbedtls_x509_crt *ca, const uint8_t *der, size_t len, struct peer *ret_peer);

/* May it use a route for these roles (bits) now? late_s: so long after its end it is still taken.
 * scope: NULL, or the team or zone that must be its own. */
enum verdict peer_may(
    const struct peer *peer, unsigned roles, const uint8_t *scope, int64_t now_s, int64_t late_s);

#endif
