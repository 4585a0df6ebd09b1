/* Enrolment over the network: what a machine does until it has a certificate, and to keep one. */
#include <stdarg.h>

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/disk.h"
#include "base/json_write.h"
#include "wire/client.h"
#include "wire/enrol.h"

#define KEY_BYTES 1024
#define CERTIFICATE_BYTES 8192
#define CA_BYTES 65536
#define REQUEST_JSON 4096
#define RENEW_AFTER_S (30LL * 86400)

/* One step on its way; cleared as a whole. */
struct enrolment {
    const char *url, *ca_file, *folder;
    int64_t now_s;
    struct disk disk;
    struct buffer key, csr, certificate;
    struct wire_client *client;
    char *message;
};

static int failed(struct enrolment *enrolment, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int failed(struct enrolment *enrolment, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(enrolment->message, 256, format, list);
    va_end(list);
    return -1;
}

static int failed_file(struct enrolment *enrolment, const char *name, enum base_error error)
{
    return failed(enrolment, "%s/%s: %s; put it right and this goes on by itself", enrolment->folder, name,
        base_error_text(error));
}

static int enrolment_open(struct enrolment *enrolment)
{
    buffer_init(&enrolment->key, KEY_BYTES);
    buffer_init(&enrolment->csr, ENROL_CSR_BYTES);
    buffer_init(&enrolment->certificate, CERTIFICATE_BYTES);
    enum base_error error = disk_open(enrolment->folder, &enrolment->disk);
    if (error)
        return failed(enrolment, "%s: %s; make this folder for the certificate", enrolment->folder,
            base_error_text(error));
    return 0;
}

static void enrolment_close(struct enrolment *enrolment)
{
    buffer_clear(&enrolment->key);
    buffer_clear(&enrolment->csr);
    buffer_clear(&enrolment->certificate);
    wire_client_free(enrolment->client);
    disk_close(&enrolment->disk);
}

static bool is_there(struct enrolment *enrolment, const char *name)
{
    struct buffer bytes;
    buffer_init(&bytes, CERTIFICATE_BYTES);
    bool there = disk_get(&enrolment->disk, name, &bytes) == BASE_OK;
    buffer_clear(&bytes);
    return there;
}

static int remove_file(struct enrolment *enrolment, const char *name)
{
    enum base_error error = disk_remove(&enrolment->disk, name);
    return error && error != BASE_NOT_FOUND ? failed_file(enrolment, name, error) : 0;
}

/* next.pem is the last file that a renewal writes, so where it is the new pair is whole. */
static int finish_renewal(struct enrolment *enrolment)
{
    if (!is_there(enrolment, "next.pem"))
        return 0;
    struct disk *disk = &enrolment->disk;
    enum base_error error = BASE_OK;
    if (is_there(enrolment, "next.key"))
        error = disk->ops->rename(disk->self, "next.key", "client.key");
    if (!error)
        error = disk->ops->sync_folder(disk->self, "");
    if (!error)
        error = disk->ops->rename(disk->self, "next.pem", "client.pem");
    if (!error)
        error = disk->ops->sync_folder(disk->self, "");
    if (error)
        return failed_file(enrolment, "next.pem", error);
    return remove_file(enrolment, "next.csr");
}

/* Key and request, made once: the request is written last, so where it is the key is there too. */
static int need_request(struct enrolment *enrolment, const char *key_name, const char *csr_name)
{
    if (disk_get(&enrolment->disk, csr_name, &enrolment->csr) == BASE_OK &&
        disk_get(&enrolment->disk, key_name, &enrolment->key) == BASE_OK)
        return 0;
    buffer_clear(&enrolment->csr);
    buffer_clear(&enrolment->key);
    if (!enrol_request_new(&enrolment->key, &enrolment->csr))
        return failed(enrolment, "no key could be made for %s; the random source or memory is missing",
            enrolment->folder);
    enum base_error error = disk_put_mode(
        &enrolment->disk, key_name, enrolment->key.bytes, enrolment->key.len, 0600);
    if (error)
        return failed_file(enrolment, key_name, error);
    error = disk_put(&enrolment->disk, csr_name, enrolment->csr.bytes, enrolment->csr.len);
    return error ? failed_file(enrolment, csr_name, error) : 0;
}

static bool read_crt(const struct buffer *pem, mbedtls_x509_crt *crt)
{
    return pem->len && mbedtls_x509_crt_parse(crt, pem->bytes, pem->len + 1) == 0;
}

static int read_ca(struct enrolment *enrolment, mbedtls_x509_crt *ca)
{
    struct buffer pem;
    buffer_init(&pem, CA_BYTES);
    enum base_error error = file_read(enrolment->ca_file, CA_BYTES, &pem);
    int result = 0;
    if (error)
        result = failed(enrolment, "%s: %s; put the operator's CA there as PEM", enrolment->ca_file,
            base_error_text(error));
    else if (!read_crt(&pem, ca))
        result = failed(
            enrolment, "%s is not a certificate; put the operator's CA there as PEM", enrolment->ca_file);
    buffer_clear(&pem);
    return result;
}

static int check_ca(struct enrolment *enrolment, const struct enrol_token *token)
{
    mbedtls_x509_crt ca;
    mbedtls_x509_crt_init(&ca);
    int result = read_ca(enrolment, &ca);
    if (!result) {
        uint8_t hash[32];
        crypto_hash_sha256(hash, ca.raw.p, ca.raw.len);
        if (sodium_memcmp(hash, token->ca_hash, sizeof hash) != 0)
            result = failed(enrolment,
                "the token is for a hub with another CA than %s; ask the operator for both",
                enrolment->ca_file);
    }
    mbedtls_x509_crt_free(&ca);
    return result;
}

/* Dates are not looked at: the clock of a machine that enrols may be wrong, and the hub's counts. */
static bool ours_and_signed(struct enrolment *enrolment, mbedtls_x509_crt *crt, mbedtls_x509_crt *ca)
{
    uint32_t flags = 0;
    mbedtls_pk_context key;
    mbedtls_pk_init(&key);
    bool ok = mbedtls_pk_parse_key(&key, enrolment->key.bytes, enrolment->key.len + 1, NULL, 0) == 0 &&
              mbedtls_pk_check_pair(&crt->pk, &key) == 0;
    mbedtls_pk_free(&key);
    if (ok && mbedtls_x509_crt_verify(crt, ca, NULL, NULL, &flags, NULL, NULL) != 0)
        ok = !(flags & ~(uint32_t)(MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE));
    return ok;
}

static int check_certificate(struct enrolment *enrolment)
{
    mbedtls_x509_crt crt, ca;
    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_init(&ca);
    int result = read_ca(enrolment, &ca);
    if (!result && (!read_crt(&enrolment->certificate, &crt) || !ours_and_signed(enrolment, &crt, &ca)))
        result = failed(enrolment, "%s: the certificate it gave is not for our key or not from the CA in %s",
            enrolment->url, enrolment->ca_file);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&ca);
    return result;
}

/* Returns 0 with the certificate in enrolment->certificate, 1 when the hub says wait. */
static int ask_hub(struct enrolment *enrolment, const char *path, const char *token, bool as_client)
{
    char certificate[4096], key[4096], text[REQUEST_JSON];
    snprintf(certificate, sizeof certificate, "%s/client.pem", enrolment->folder);
    snprintf(key, sizeof key, "%s/client.key", enrolment->folder);
    struct wire_client_settings settings = {
        .url = enrolment->url, .ca_file = enrolment->ca_file, .quiet_s = 20};
    if (as_client) {
        settings.certificate = certificate;
        settings.key = key;
    }
    if (wire_client_new(&settings, &enrolment->client))
        return failed(enrolment, "out of memory");
    wire_client_time(enrolment->client, enrolment->now_s, enrolment->now_s != 0);
    struct json_write json;
    json_write_init(&json, text, sizeof text);
    json_open(&json, '{');
    if (token)
        json_member_text(&json, "token", token);
    json_key(&json, "csr");
    json_text_n(&json, (const char *)enrolment->csr.bytes, enrolment->csr.len);
    json_close(&json, '}');
    struct wire_answer answer = {.status = 0};
    buffer_init(&answer.body, CERTIFICATE_BYTES);
    enum wire_error error = json.failed
                                ? WIRE_TOO_LARGE
                                : wire_request(enrolment->client, "POST", path, text, json.len, &answer);
    sodium_memzero(text, sizeof text);
    int result = 1;
    if (error)
        result = failed(
            enrolment, "%s", json.failed ? "the request is too large" : wire_client_why(enrolment->client));
    else if (answer.status == 200 && !buffer_add(&enrolment->certificate, answer.body.bytes, answer.body.len))
        result = 0;
    else if (answer.status != 202)
        result = failed(enrolment, "%s refused %s (%d%s%s)", enrolment->url,
            token ? "to enrol this machine" : "a new certificate", answer.status,
            answer.problem[0] ? ", " : "", answer.problem);
    buffer_clear(&answer.body);
    return result;
}

static int show_code(struct enrolment *enrolment, const struct enrol_token *token)
{
    char code[ENROL_CODE_TEXT];
    struct buffer old;
    if (!enrol_code(token, (const char *)enrolment->csr.bytes, enrolment->csr.len, code))
        return failed(enrolment, "%s/client.csr is damaged; remove it and client.key", enrolment->folder);
    buffer_init(&old, 64);
    bool same = disk_get(&enrolment->disk, "enrolment-code", &old) == BASE_OK && old.len == strlen(code) &&
                !memcmp(old.bytes, code, old.len);
    buffer_clear(&old);
    enum base_error error = same ? BASE_OK : disk_put(&enrolment->disk, "enrolment-code", code, strlen(code));
    return error ? failed_file(enrolment, "enrolment-code", error) : 0;
}

static int enrol(struct enrolment *enrolment, const char *token_text)
{
    struct enrol_token token;
    int result = finish_renewal(enrolment);
    if (result)
        return result;
    if (is_there(enrolment, "client.pem"))
        return remove_file(enrolment, "enrolment-code");
    if (!token_text)
        return failed(enrolment,
            "this machine is not enrolled; write the operator's token into the settings, "
            "[enrol] token");
    if (!enrol_token_read(token_text, &token))
        return failed(enrolment, "[enrol] token is not a token; copy the whole line that the operator gave");
    result = check_ca(enrolment, &token);
    if (!result)
        result = need_request(enrolment, "client.key", "client.csr");
    if (!result)
        result = show_code(enrolment, &token);
    sodium_memzero(&token, sizeof token);
    if (!result)
        result = ask_hub(enrolment, "/v1/enrol", token_text, false);
    if (!result)
        result = check_certificate(enrolment);
    if (result)
        return result;
    enum base_error error = disk_put(
        &enrolment->disk, "client.pem", enrolment->certificate.bytes, enrolment->certificate.len);
    if (error)
        return failed_file(enrolment, "client.pem", error);
    result = remove_file(enrolment, "client.csr");
    return result ? result : remove_file(enrolment, "enrolment-code");
}

int enrol_step_at(const char *url, const char *ca_file, const char *token, const char *folder, int64_t now_s,
    char ret_message[static 256])
{
    struct enrolment enrolment = {
        .url = url, .ca_file = ca_file, .folder = folder, .now_s = now_s, .message = ret_message};
    int result = enrolment_open(&enrolment);
    if (!result)
        result = enrol(&enrolment, token);
    enrolment_close(&enrolment);
    return result;
}

int enrol_step(
    const char *url, const char *ca_file, const char *token, const char *folder, char ret_message[static 256])
{
    return enrol_step_at(url, ca_file, token, folder, 0, ret_message);
}

static int64_t valid_from_s(const mbedtls_x509_crt *crt)
{
    struct tm tm = {.tm_year = crt->valid_from.year - 1900,
        .tm_mon = crt->valid_from.mon - 1,
        .tm_mday = crt->valid_from.day,
        .tm_hour = crt->valid_from.hour,
        .tm_min = crt->valid_from.min,
        .tm_sec = crt->valid_from.sec};
    return timegm(&tm);
}

/* Returns 0 when a new certificate is due, 1 when not. */
static int renewal_due(struct enrolment *enrolment)
{
    mbedtls_x509_crt crt;
    mbedtls_x509_crt_init(&crt);
    int result;
    enum base_error error = disk_get(&enrolment->disk, "client.pem", &enrolment->certificate);
    if (error)
        result = failed_file(enrolment, "client.pem", error);
    else if (!read_crt(&enrolment->certificate, &crt))
        result = failed(
            enrolment, "%s/client.pem is not a certificate; enrol this machine again", enrolment->folder);
    else
        result = enrolment->now_s - valid_from_s(&crt) >= RENEW_AFTER_S ? 0 : 1;
    mbedtls_x509_crt_free(&crt);
    buffer_clear(&enrolment->certificate);
    return result;
}

static int renew(struct enrolment *enrolment)
{
    int result = finish_renewal(enrolment);
    if (!result)
        result = renewal_due(enrolment);
    if (!result)
        result = need_request(enrolment, "next.key", "next.csr");
    if (!result)
        result = ask_hub(enrolment, "/v1/renew", NULL, true);
    if (!result)
        result = check_certificate(enrolment);
    if (result)
        return result;
    enum base_error error = disk_put(
        &enrolment->disk, "next.pem", enrolment->certificate.bytes, enrolment->certificate.len);
    return error ? failed_file(enrolment, "next.pem", error) : finish_renewal(enrolment);
}

int enrol_renew_step(
    const char *url, const char *ca_file, const char *folder, int64_t now_s, char ret_message[static 256])
{
    struct enrolment enrolment = {
        .url = url, .ca_file = ca_file, .folder = folder, .now_s = now_s, .message = ret_message};
    int result = enrolment_open(&enrolment);
    if (!result)
        result = renew(&enrolment);
    enrolment_close(&enrolment);
    return result;
}
