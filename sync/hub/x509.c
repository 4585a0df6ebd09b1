/* Writes X.509 certificates. mbedTLS 2.28 has no helper for subjectAltName and extendedKeyUsage: they
 * are put together here (RFC 5280, 4.2.1.6 and 4.2.1.12). mbedTLS writes ASN.1 from the end backwards. */
#include <arpa/inet.h>
#include <string.h>
#include <time.h>

#include <mbedtls/asn1write.h>
#include <mbedtls/ecp.h>
#include <mbedtls/oid.h>
#include <mbedtls/x509_crt.h>
#include <sodium.h>

#include "ca.h"

enum { SERIAL_BYTES = 16, SAN_BYTES = 1024, EKU_BYTES = 32 };

int ca_random(void *ctx, unsigned char *out, size_t len)
{
    (void)ctx;
    randombytes_buf(out, len);
    return 0;
}

bool p256_key_new(mbedtls_pk_context *ret_key)
{
    mbedtls_pk_init(ret_key);
    if (mbedtls_pk_setup(ret_key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)) == 0 &&
        mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(*ret_key), ca_random, NULL) == 0)
        return true;
    mbedtls_pk_free(ret_key);
    return false;
}

/* GeneralName: an IP address as [7], anything else as dNSName [2] */
static int host_write(unsigned char **p, unsigned char *start, const char *host)
{
    unsigned char address[16];
    int ret, len;
    bool four = inet_pton(AF_INET, host, address) == 1,
         six = !four && inet_pton(AF_INET6, host, address) == 1;
    if (four || six)
        len = mbedtls_asn1_write_raw_buffer(p, start, address, four ? 4 : 16);
    else
        len = mbedtls_asn1_write_raw_buffer(p, start, (const unsigned char *)host, strlen(host));
    if (len < 0 || (ret = mbedtls_asn1_write_len(p, start, (size_t)len)) < 0)
        return -1;
    len += ret;
    ret = mbedtls_asn1_write_tag(
        p, start, (unsigned char)(MBEDTLS_ASN1_CONTEXT_SPECIFIC | (four || six ? 7 : 2)));
    return ret < 0 ? -1 : len + ret;
}

static bool names_add(mbedtls_x509write_cert *cert, const char *const *hosts, size_t count)
{
    unsigned char out[SAN_BYTES], *p = out + sizeof out;
    int ret, len = 0;
    while (count--) {
        if ((ret = host_write(&p, out, hosts[count])) < 0)
            return false;
        len += ret;
    }
    if ((ret = mbedtls_asn1_write_len(&p, out, (size_t)len)) < 0)
        return false;
    len += ret;
    ret = mbedtls_asn1_write_tag(&p, out, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE);
    return ret >= 0 &&
           mbedtls_x509write_crt_set_extension(cert, MBEDTLS_OID_SUBJECT_ALT_NAME,
               MBEDTLS_OID_SIZE(MBEDTLS_OID_SUBJECT_ALT_NAME), 0, p, (size_t)len + (size_t)ret) == 0;
}

static bool usage_add(mbedtls_x509write_cert *cert, bool server)
{
    unsigned char out[EKU_BYTES], *p = out + sizeof out;
    const char *oid = server ? MBEDTLS_OID_SERVER_AUTH : MBEDTLS_OID_CLIENT_AUTH;
    int len = mbedtls_asn1_write_oid(&p, out, oid, MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH)), ret;
    if (len < 0 || (ret = mbedtls_asn1_write_len(&p, out, (size_t)len)) < 0)
        return false;
    len += ret;
    ret = mbedtls_asn1_write_tag(&p, out, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE);
    return ret >= 0 &&
           mbedtls_x509write_crt_set_extension(cert, MBEDTLS_OID_EXTENDED_KEY_USAGE,
               MBEDTLS_OID_SIZE(MBEDTLS_OID_EXTENDED_KEY_USAGE), 1, p, (size_t)len + (size_t)ret) == 0;
}

static bool time_text(int64_t utc_s, char ret_text[static 16])
{
    time_t seconds = (time_t)utc_s;
    struct tm tm;
    return gmtime_r(&seconds, &tm) && strftime(ret_text, 16, "%Y%m%d%H%M%S", &tm) == 14;
}

static bool extensions_add(mbedtls_x509write_cert *cert, const struct certificate_plan *plan)
{
    unsigned usage = plan->is_ca ? MBEDTLS_X509_KU_KEY_CERT_SIGN | MBEDTLS_X509_KU_CRL_SIGN
                                 : MBEDTLS_X509_KU_DIGITAL_SIGNATURE;
    return mbedtls_x509write_crt_set_basic_constraints(cert, plan->is_ca, plan->is_ca ? 0 : -1) == 0 &&
           mbedtls_x509write_crt_set_key_usage(cert, usage) == 0 &&
           mbedtls_x509write_crt_set_subject_key_identifier(cert) == 0 &&
           mbedtls_x509write_crt_set_authority_key_identifier(cert) == 0 &&
           (plan->is_ca || usage_add(cert, plan->for_server)) &&
           (!plan->host_count || names_add(cert, plan->hosts, plan->host_count));
}

bool certificate_write(const struct certificate_plan *plan, char ret_pem[static CERTIFICATE_BYTES])
{
    char from[16], until[16];
    uint8_t serial_bytes[SERIAL_BYTES];
    unsigned char pem[CERTIFICATE_BYTES];
    mbedtls_x509write_cert cert;
    mbedtls_mpi serial;
    mbedtls_x509write_crt_init(&cert);
    mbedtls_mpi_init(&serial);
    randombytes_buf(serial_bytes, sizeof serial_bytes);
    serial_bytes[0] = (uint8_t)((serial_bytes[0] & 0x7f) | 0x40); /* positive, always of one length */
    mbedtls_x509write_crt_set_version(&cert, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(&cert, MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(&cert, plan->subject_key);
    mbedtls_x509write_crt_set_issuer_key(&cert, plan->issuer_key);
    bool ok = time_text(plan->from_s, from) && time_text(plan->until_s, until) &&
              mbedtls_mpi_read_binary(&serial, serial_bytes, sizeof serial_bytes) == 0 &&
              mbedtls_x509write_crt_set_serial(&cert, &serial) == 0 &&
              mbedtls_x509write_crt_set_validity(&cert, from, until) == 0 &&
              mbedtls_x509write_crt_set_subject_name(&cert, plan->subject) == 0 &&
              mbedtls_x509write_crt_set_issuer_name(&cert, plan->issuer) == 0 &&
              extensions_add(&cert, plan) &&
              mbedtls_x509write_crt_pem(&cert, pem, sizeof pem, ca_random, NULL) == 0;
    if (ok)
        memcpy(ret_pem, pem, sizeof pem);
    mbedtls_mpi_free(&serial);
    mbedtls_x509write_crt_free(&cert);
    return ok;
}
