/* The operator's CA: P-256 keys and X.509 certificates by mbedTLS. Only this file signs anything. */
#ifndef WAYSIDE_HUB_CA_H
#define WAYSIDE_HUB_CA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include "base/buffer.h"
#include "hub/hub.h"
#include "identity.h"

#define CERTIFICATE_DAYS 90
#define HOSTS_MAX 16

struct ca {
    mbedtls_pk_context key;
    mbedtls_x509_crt certificate;
    uint8_t hash[32]; /* SHA-256 of its DER */
};

/* Makes ca.pem, ca.key, hub.pem, hub.key in folder (made when missing), each 0600; refuses when one is
 * there. False: ret_message has one sentence. */
MUST_CHECK bool ca_create(const char *folder, const char *const *hosts, size_t host_count, int64_t now_s,
    char ret_message[static HUB_MESSAGE]);
/* ca.pem and ca.key, checked to belong together. The caller clears what it got. */
MUST_CHECK bool ca_load(const char *folder, struct ca *ret_ca, char ret_message[static HUB_MESSAGE]);
void ca_clear(struct ca *ca);

/* True for one PEM PKCS #10 request for a P-256 key, signed with ECDSA and SHA-256 by that key. csr: a
 * text of less than ENROL_CSR_BYTES. */
MUST_CHECK bool csr_valid(const char *csr);
/* A client certificate for a csr that is valid: O=wayside, OU=role, CN=name, 90 days from now. */
MUST_CHECK bool ca_issue(struct ca *ca, const char *csr, enum hub_role role, const char *name, int64_t now_s,
    char ret_certificate[static CERTIFICATE_BYTES]);

/* ---- x509.c: what both use ---- */
struct certificate_plan {
    const char *subject, *issuer;
    mbedtls_pk_context *subject_key, *issuer_key;
    int64_t from_s, until_s;
    bool is_ca, for_server; /* neither: for a client */
    const char *const *hosts;
    size_t host_count;
};
MUST_CHECK bool certificate_write(
    const struct certificate_plan *plan, char ret_pem[static CERTIFICATE_BYTES]);
MUST_CHECK bool p256_key_new(mbedtls_pk_context *ret_key);
int ca_random(void *ctx, unsigned char *out, size_t len);

#endif
