#include "sync/wire/pki.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(call)                                                                                           \
    do {                                                                                                     \
        int must_result = (call);                                                                            \
        if (must_result < 0) {                                                                               \
            fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, gnutls_strerror(must_result));     \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static void write_file(const char *folder, const char *name, const char *suffix, const gnutls_datum_t *data)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, suffix);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data->data, 1, data->size, file) != data->size || fclose(file) != 0) {
        perror(path);
        abort();
    }
}

static void new_key(gnutls_x509_privkey_t *ret_key)
{
    MUST(gnutls_x509_privkey_init(ret_key));
    MUST(gnutls_x509_privkey_generate(
        *ret_key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
}

static void new_crt(
    struct pki *pki, const char *role, const char *cn, time_t from, time_t until, gnutls_x509_crt_t *ret_crt)
{
    uint8_t serial[4] = {1, 0, 0, (uint8_t)++pki->serial};
    MUST(gnutls_x509_crt_init(ret_crt));
    MUST(gnutls_x509_crt_set_version(*ret_crt, 3));
    MUST(gnutls_x509_crt_set_serial(*ret_crt, serial, sizeof serial));
    MUST(gnutls_x509_crt_set_activation_time(*ret_crt, from));
    MUST(gnutls_x509_crt_set_expiration_time(*ret_crt, until));
    MUST(gnutls_x509_crt_set_dn_by_oid(*ret_crt, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, "wayside", 7));
    MUST(gnutls_x509_crt_set_dn_by_oid(
        *ret_crt, GNUTLS_OID_X520_ORGANIZATIONAL_UNIT_NAME, 0, role, (unsigned)strlen(role)));
    MUST(gnutls_x509_crt_set_dn_by_oid(*ret_crt, GNUTLS_OID_X520_COMMON_NAME, 0, cn, (unsigned)strlen(cn)));
}

void pki_init(struct pki *pki, const char *folder)
{
    memset(pki, 0, sizeof *pki);
    snprintf(pki->folder, sizeof pki->folder, "%s", folder);
    new_key(&pki->key);
    new_crt(pki, "ca", "test CA", time(NULL) - 400 * 86400L, time(NULL) + 3650 * 86400L, &pki->ca);
    MUST(gnutls_x509_crt_set_basic_constraints(pki->ca, 1, 0));
    MUST(gnutls_x509_crt_set_key_usage(pki->ca, GNUTLS_KEY_KEY_CERT_SIGN));
    MUST(gnutls_x509_crt_set_key(pki->ca, pki->key));
    MUST(gnutls_x509_crt_sign2(pki->ca, pki->ca, pki->key, GNUTLS_DIG_SHA256, 0));
    gnutls_datum_t pem;
    MUST(gnutls_x509_crt_export2(pki->ca, GNUTLS_X509_FMT_PEM, &pem));
    write_file(folder, "ca", "pem", &pem);
    gnutls_free(pem.data);
}

void pki_clear(struct pki *pki)
{
    gnutls_x509_crt_deinit(pki->ca);
    gnutls_x509_privkey_deinit(pki->key);
}

static void set_server(gnutls_x509_crt_t crt, const char *host)
{
    uint8_t loopback[4] = {127, 0, 0, 1};
    MUST(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
    MUST(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
    if (!strcmp(host, "127.0.0.1"))
        MUST(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, loopback, 4, GNUTLS_FSAN_SET));
    else
        MUST(gnutls_x509_crt_set_subject_alt_name(
            crt, GNUTLS_SAN_DNSNAME, host, (unsigned)strlen(host), GNUTLS_FSAN_SET));
}

static void set_client(gnutls_x509_crt_t crt)
{
    MUST(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_CLIENT, 0));
    MUST(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
}

void pki_issue(struct pki *pki, const char *name, const char *role, const char *cn, const char *host,
    time_t from, time_t until)
{
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t crt;
    gnutls_datum_t pem;
    new_key(&key);
    new_crt(pki, role, cn, from, until, &crt);
    if (host)
        set_server(crt, host);
    else
        set_client(crt);
    MUST(gnutls_x509_crt_set_key(crt, key));
    MUST(gnutls_x509_crt_sign2(crt, pki->ca, pki->key, GNUTLS_DIG_SHA256, 0));
    MUST(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem));
    write_file(pki->folder, name, "pem", &pem);
    gnutls_free(pem.data);
    MUST(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem));
    write_file(pki->folder, name, "key", &pem);
    gnutls_free(pem.data);
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(key);
}
