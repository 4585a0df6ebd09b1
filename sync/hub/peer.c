#include "peer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <mbedtls/oid.h>

#include "base/cursor.h"
#include "identity.h"

static int64_t time_s(const mbedtls_x509_time *time)
{
    struct tm tm = {.tm_year = time->year - 1900,
        .tm_mon = time->mon - 1,
        .tm_mday = time->day,
        .tm_hour = time->hour,
        .tm_min = time->min,
        .tm_sec = time->sec};
    return (int64_t)timegm(&tm);
}

/* The value of one attribute, when its type is oid and it is plain text that fits. */
static bool attribute(
    const mbedtls_x509_name *name, const char *oid, size_t oid_len, char *ret_text, size_t cap)
{
    if (!name || name->oid.len != oid_len || memcmp(name->oid.p, oid, oid_len) != 0 || name->val.len >= cap ||
        memchr(name->val.p, 0, name->val.len))
        return false;
    memcpy(ret_text, name->val.p, name->val.len);
    ret_text[name->val.len] = 0;
    return true;
}

/* subject = O=wayside, OU=<role>, CN=<name>, in this order and nothing else */
static bool subject_read(const mbedtls_x509_name *subject, struct peer *peer)
{
    char text[16];
    if (!attribute(subject, MBEDTLS_OID_AT_ORGANIZATION, MBEDTLS_OID_SIZE(MBEDTLS_OID_AT_ORGANIZATION), text,
            sizeof text) ||
        strcmp(text, "wayside") != 0)
        return false;
    subject = subject->next;
    if (!attribute(
            subject, MBEDTLS_OID_AT_ORG_UNIT, MBEDTLS_OID_SIZE(MBEDTLS_OID_AT_ORG_UNIT), text, sizeof text))
        return false;
    peer->role = hub_role_read(text);
    subject = subject->next;
    if (!attribute(
            subject, MBEDTLS_OID_AT_CN, MBEDTLS_OID_SIZE(MBEDTLS_OID_AT_CN), peer->name, sizeof peer->name) ||
        subject->next || !peer->role || !name_fits(peer->role, peer->name))
        return false;
    return peer->role == HUB_ROLE_MIX || peer->role == HUB_ROLE_PUBLISHER ||
           hex_read(peer->name, ID_HEX, peer->scope, ID_BYTES);
}

/* Dates are ours to judge, by the hub's clock: a certificate that ended may still be renewed. */
static bool chain_good(mbedtls_x509_crt *certificate, const mbedtls_x509_crt *ca)
{
    uint32_t flags = 0;
    mbedtls_x509_crt trust = *ca; /* the call wants it writable and does not write */
    mbedtls_x509_crt_verify(certificate, &trust, NULL, NULL, &flags, NULL, NULL);
    flags &= ~(uint32_t)(MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE);
    return flags == 0 && !certificate->ca_istrue &&
           (certificate->ext_types & MBEDTLS_X509_EXT_EXTENDED_KEY_USAGE) &&
           mbedtls_x509_crt_check_extended_key_usage(
               certificate, MBEDTLS_OID_CLIENT_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH)) == 0;
}

void peer_read(const mbedtls_x509_crt *ca, const uint8_t *der, size_t len, struct peer *ret_peer)
{
    struct peer peer = {.present = len > 0};
    mbedtls_x509_crt certificate;
    mbedtls_x509_crt_init(&certificate);
    if (len && mbedtls_x509_crt_parse_der_nocopy(&certificate, der, len) == 0 &&
        chain_good(&certificate, ca) && subject_read(&certificate.subject, &peer)) {
        peer.trusted = true;
        peer.from_s = time_s(&certificate.valid_from);
        peer.until_s = time_s(&certificate.valid_to);
    }
    mbedtls_x509_crt_free(&certificate);
    *ret_peer = peer;
}

enum verdict peer_may(
    const struct peer *peer, unsigned roles, const uint8_t *scope, int64_t now_s, int64_t late_s)
{
    if (!peer->present)
        return VERDICT_NO_CERTIFICATE;
    if (!peer->trusted)
        return VERDICT_CERTIFICATE;
    if (now_s < peer->from_s || now_s - late_s > peer->until_s)
        return VERDICT_EXPIRED;
    if (!(roles & 1u << peer->role))
        return VERDICT_ROLE;
    if (scope && memcmp(scope, peer->scope, ID_BYTES) != 0)
        return VERDICT_SCOPE;
    return VERDICT_OK;
}
