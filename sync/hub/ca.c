#include "ca.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/x509_csr.h>
#include <sodium.h>

#include "base/disk.h"

#define CA_SUBJECT "O=wayside,OU=ca,CN=wayside hub CA"

enum { CA_YEARS = 10, KEY_PEM = 512, PATH = 4096, SKEW_S = 3600 };

static bool path_join(char ret_path[static PATH], const char *folder, const char *name)
{
    int len = snprintf(ret_path, PATH, "%s/%s", folder, name);
    return len > 0 && len < PATH;
}

static bool pem_put(
    const char *folder, const char *name, const char *pem, char ret_message[static HUB_MESSAGE])
{
    char path[PATH];
    if (!path_join(path, folder, name)) {
        snprintf(ret_message, HUB_MESSAGE, "[tls] folder: the name is too long.");
        return false;
    }
    enum base_error error = file_put(path, pem, strlen(pem), 0600);
    if (error)
        snprintf(ret_message, HUB_MESSAGE, "%.200s: %s; check the folder and its owner.", path,
            base_error_text(error));
    return !error;
}

static bool folder_empty(const char *folder, char ret_message[static HUB_MESSAGE])
{
    static const char *const names[] = {"ca.pem", "ca.key", "hub.pem", "hub.key"};
    if (mkdir(folder, 0700) && errno != EEXIST) {
        snprintf(ret_message, HUB_MESSAGE, "%.200s: the folder cannot be made: %s.", folder, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[PATH];
        if (path_join(path, folder, names[i]) && access(path, F_OK) == 0) {
            snprintf(ret_message, HUB_MESSAGE,
                "%.200s is there already; a new CA would shut out every enrolled machine, so nothing was "
                "made.",
                path);
            return false;
        }
    }
    return true;
}

static bool pair_put(const char *folder, const char *pem_name, const char *key_name, const char *pem,
    mbedtls_pk_context *key, char ret_message[static HUB_MESSAGE])
{
    char key_pem[KEY_PEM];
    bool ok = mbedtls_pk_write_key_pem(key, (unsigned char *)key_pem, sizeof key_pem) == 0;
    if (!ok)
        snprintf(ret_message, HUB_MESSAGE, "A key could not be written as PEM: too little memory.");
    ok = ok && pem_put(folder, key_name, key_pem, ret_message) && pem_put(folder, pem_name, pem, ret_message);
    sodium_memzero(key_pem, sizeof key_pem);
    return ok;
}

bool ca_create(const char *folder, const char *const *hosts, size_t host_count, int64_t now_s,
    char ret_message[static HUB_MESSAGE])
{
    char ca_pem[CERTIFICATE_BYTES], hub_pem[CERTIFICATE_BYTES];
    mbedtls_pk_context ca_key, hub_key;
    mbedtls_pk_init(&ca_key);
    mbedtls_pk_init(&hub_key);
    struct certificate_plan plan = {.subject = CA_SUBJECT,
        .issuer = CA_SUBJECT,
        .subject_key = &ca_key,
        .issuer_key = &ca_key,
        .from_s = now_s - DAY_S,
        .until_s = now_s + CA_YEARS * 365LL * DAY_S,
        .is_ca = true};
    bool ok = folder_empty(folder, ret_message);
    if (!ok)
        return false;
    ok = p256_key_new(&ca_key) && p256_key_new(&hub_key) && certificate_write(&plan, ca_pem);
    plan.subject = "O=wayside,OU=hub,CN=hub";
    plan.subject_key = &hub_key;
    plan.is_ca = false;
    plan.for_server = true;
    plan.hosts = hosts;
    plan.host_count = host_count;
    ok = ok && certificate_write(&plan, hub_pem);
    if (!ok)
        snprintf(ret_message, HUB_MESSAGE, "The certificates could not be made; check the names of the hub.");
    ok = ok && pair_put(folder, "hub.pem", "hub.key", hub_pem, &hub_key, ret_message) &&
         pair_put(folder, "ca.pem", "ca.key", ca_pem, &ca_key, ret_message);
    mbedtls_pk_free(&ca_key);
    mbedtls_pk_free(&hub_key);
    return ok;
}

static bool pem_get(
    const char *folder, const char *name, struct buffer *ret_pem, char ret_message[static HUB_MESSAGE])
{
    char path[PATH];
    enum base_error error = path_join(path, folder, name) ? file_read(path, 1 << 14, ret_pem)
                                                          : BASE_TOO_LARGE;
    if (error)
        snprintf(ret_message, HUB_MESSAGE, "%.200s/%s: %s; wayside-hub init makes it.", folder, name,
            base_error_text(error));
    return !error;
}

bool ca_load(const char *folder, struct ca *ret_ca, char ret_message[static HUB_MESSAGE])
{
    struct buffer pem, key;
    struct ca ca;
    buffer_init(&pem, 1 << 14);
    buffer_init(&key, 1 << 14);
    mbedtls_pk_init(&ca.key);
    mbedtls_x509_crt_init(&ca.certificate);
    bool ok = pem_get(folder, "ca.pem", &pem, ret_message) && pem_get(folder, "ca.key", &key, ret_message);
    if (ok) {
        ok = pem.len && key.len && mbedtls_x509_crt_parse(&ca.certificate, pem.bytes, pem.len + 1) == 0 &&
             mbedtls_pk_parse_key(&ca.key, key.bytes, key.len + 1, NULL, 0) == 0 &&
             mbedtls_pk_check_pair(&ca.certificate.pk, &ca.key) == 0;
        if (!ok)
            snprintf(ret_message, HUB_MESSAGE,
                "%.200s: ca.pem and ca.key are not a certificate and its key; restore both from your copy.",
                folder);
    }
    buffer_clear(&pem);
    buffer_clear(&key);
    if (!ok) {
        ca_clear(&ca);
        return false;
    }
    crypto_hash_sha256(ca.hash, ca.certificate.raw.p, ca.certificate.raw.len);
    *ret_ca = ca;
    return true;
}

void ca_clear(struct ca *ca)
{
    mbedtls_pk_free(&ca->key);
    mbedtls_x509_crt_free(&ca->certificate);
}

static bool csr_parse(const char *csr, mbedtls_x509_csr *ret_csr)
{
    static const char begin[] = "-----BEGIN CERTIFICATE REQUEST-----";
    mbedtls_x509_csr_init(ret_csr);
    if (strncmp(csr, begin, sizeof begin - 1) == 0 &&
        mbedtls_x509_csr_parse(ret_csr, (const unsigned char *)csr, strlen(csr) + 1) == 0)
        return true;
    mbedtls_x509_csr_free(ret_csr);
    return false;
}

bool csr_valid(const char *csr)
{
    mbedtls_x509_csr request;
    if (!csr_parse(csr, &request))
        return false;
    uint8_t hash[32];
    crypto_hash_sha256(hash, request.cri.p, request.cri.len);
    bool ok = mbedtls_pk_get_type(&request.pk) == MBEDTLS_PK_ECKEY &&
              mbedtls_pk_ec(request.pk)->grp.id == MBEDTLS_ECP_DP_SECP256R1 &&
              mbedtls_ecp_check_pubkey(&mbedtls_pk_ec(request.pk)->grp, &mbedtls_pk_ec(request.pk)->Q) == 0 &&
              request.sig_md == MBEDTLS_MD_SHA256 &&
              mbedtls_pk_verify(
                  &request.pk, MBEDTLS_MD_SHA256, hash, sizeof hash, request.sig.p, request.sig.len) == 0;
    mbedtls_x509_csr_free(&request);
    return ok;
}

bool ca_issue(struct ca *ca, const char *csr, enum hub_role role, const char *name, int64_t now_s,
    char ret_certificate[static CERTIFICATE_BYTES])
{
    mbedtls_x509_csr request;
    char subject[160];
    if (!csr_valid(csr) || !csr_parse(csr, &request))
        return false;
    snprintf(subject, sizeof subject, "O=wayside,OU=%s,CN=%s", hub_role_text(role), name);
    struct certificate_plan plan = {.subject = subject,
        .issuer = CA_SUBJECT,
        .subject_key = &request.pk,
        .issuer_key = &ca->key,
        .from_s = now_s - SKEW_S,
        .until_s = now_s + CERTIFICATE_DAYS * DAY_S};
    bool ok = certificate_write(&plan, ret_certificate);
    mbedtls_x509_csr_free(&request);
    return ok;
}
