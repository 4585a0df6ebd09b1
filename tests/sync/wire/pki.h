/* A CA and certificates for tests, made fresh in a folder each time; P-256, as the operator's are. */
#ifndef TESTS_PKI_H
#define TESTS_PKI_H

#include <time.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct pki {
    char folder[200];
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t ca;
    unsigned serial;
};

/* Writes folder/ca.pem. Ends the test on any fault. */
void pki_init(struct pki *pki, const char *folder);
void pki_clear(struct pki *pki);
/* Writes folder/NAME.pem and NAME.key. host: the address of a server ("127.0.0.1"), NULL for a client. */
void pki_issue(struct pki *pki, const char *name, const char *role, const char *cn, const char *host,
    time_t from, time_t until);

#endif
