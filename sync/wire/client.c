#include <curl/curl.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client_parts.h"
#include "failure.h"
#include "wire/client.h"
#include "wire/problem.h"

#define CONNECT_S 10
#define PATH_MAX_BYTES 1280

const char *wire_error_text(enum wire_error error)
{
    switch (error) {
    case WIRE_OK:
        return "an answer came";
    case WIRE_NO_MEMORY:
        return "out of memory";
    case WIRE_UNREACHABLE:
        return "no connection";
    case WIRE_PEER:
        return "the server's certificate is not the one that is trusted here";
    case WIRE_OURS:
        return "this machine's own certificate cannot be used";
    case WIRE_BROKEN:
        return "the answer was cut short or is not what the protocol says";
    case WIRE_TOO_LARGE:
        return "the answer is larger than it may be";
    }
    return "an unknown error";
}

bool wire_take(struct transfer *transfer, bool refusal, const void *bytes, size_t len)
{
    struct buffer *to = refusal ? &transfer->problem : transfer->body;
    if (refusal && len > to->max - to->len)
        len = to->max - to->len;
    enum base_error error = buffer_add(to, bytes, len);
    transfer->too_large = error == BASE_TOO_LARGE;
    transfer->no_memory = error == BASE_NO_MEMORY;
    return error == BASE_OK;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t len = size * count;
    long status = 0;
    curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    return wire_take(transfer, status >= 400, bytes, len) ? len : CURL_WRITEFUNC_ERROR;
}

/* libcurl would send again by itself when a kept connection ends before the answer. It cannot, without a
 * way to rewind: one call is one request, and what did not arrive waits for the caller's next beat. */
static size_t give_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t left = transfer->upload_len - transfer->upload_at;
    size_t len = size * count < left ? size * count : left;
    if (len)
        memcpy(bytes, transfer->upload + transfer->upload_at, len);
    transfer->upload_at += len;
    return len;
}

static int not_yet_valid_is_fine(int ok, X509_STORE_CTX *store)
{
    if (ok || X509_STORE_CTX_get_error(store) != X509_V_ERR_CERT_NOT_YET_VALID)
        return ok;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

static CURLcode set_tls_time(CURL *curl, void *context, void *self)
{
    (void)curl;
    const struct wire_client *client = self;
    if (client->utc_s)
        X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context), client->utc_s);
    if (client->lower_bound)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, not_yet_valid_is_fine);
    return CURLE_OK;
}

void wire_client_time(struct wire_client *client, int64_t utc_s, bool lower_bound)
{
    client->utc_s = utc_s;
    client->lower_bound = lower_bound;
}

/* OpenSSL writes to a connection that the server may have closed; that must not end the program. */
static void pipe_signal_hold(sigset_t *ret_before)
{
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, ret_before);
}

static void pipe_signal_release(const sigset_t *before)
{
    sigset_t pipe, pending;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (!sigismember(before, SIGPIPE) && sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE))
        sigtimedwait(&pipe, NULL, &(struct timespec){.tv_sec = 0});
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

void wire_take_as_usual(struct wire_client *client)
{
    curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, take_body);
}

CURLcode wire_perform(struct wire_client *client)
{
    sigset_t before;
    pipe_signal_hold(&before);
    CURLcode code = curl_easy_perform(client->curl);
    pipe_signal_release(&before);
    return code;
}

static bool copy_text(const char *from, char **ret_to)
{
    *ret_to = from ? strdup(from) : NULL;
    return !from || *ret_to;
}

static void set_options(struct wire_client *client, const struct wire_client_settings *settings)
{
    CURL *curl = client->curl;
    client->quiet_s = settings->quiet_s > 0 ? settings->quiet_s : 0;
    long timeout = settings->timeout_s > 0 ? settings->timeout_s : 30;
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, client->detail);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, settings->any_server ? "https,http" : "https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(curl, CURLOPT_MAXCONNECTS, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout < CONNECT_S ? timeout : CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, client->quiet_s);
    long tls = settings->any_server ? (long)CURL_SSLVERSION_TLSv1_2 : (long)CURL_SSLVERSION_TLSv1_3;
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, tls | (long)CURL_SSLVERSION_MAX_TLSv1_3);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!settings->any_server || client->ca_file) {
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
        curl_easy_setopt(curl, CURLOPT_CAINFO, client->ca_file);
    }
    if (client->certificate) {
        curl_easy_setopt(curl, CURLOPT_SSLCERT, client->certificate);
        curl_easy_setopt(curl, CURLOPT_SSLKEY, client->key);
    }
    curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, set_tls_time);
    curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, client);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_body);
}

enum wire_error wire_client_new(const struct wire_client_settings *settings, struct wire_client **ret_client)
{
    struct wire_client *client = calloc(1, sizeof *client);
    if (!client)
        return WIRE_NO_MEMORY;
    client->curl = curl_easy_init();
    if (!client->curl || !settings->url || !copy_text(settings->url, &client->url) ||
        !copy_text(settings->ca_file, &client->ca_file) ||
        !copy_text(settings->certificate, &client->certificate) || !copy_text(settings->key, &client->key)) {
        wire_client_free(client);
        return WIRE_NO_MEMORY;
    }
    size_t len = strlen(client->url);
    while (len && client->url[len - 1] == '/')
        client->url[--len] = 0;
    set_options(client, settings);
    *ret_client = client;
    return WIRE_OK;
}

void wire_client_free(struct wire_client *client)
{
    if (!client)
        return;
    sigset_t before;
    pipe_signal_hold(&before);
    curl_easy_cleanup(client->curl);
    pipe_signal_release(&before);
    free(client->url);
    free(client->ca_file);
    free(client->certificate);
    free(client->key);
    free(client);
}

const char *wire_client_why(const struct wire_client *client)
{
    return client->why;
}

enum wire_error wire_fail(struct wire_client *client, enum wire_error error, const char *format, ...)
{
    int len = snprintf(client->why, sizeof client->why, "%s: ", client->url);
    va_list list;
    va_start(list, format);
    if (len > 0 && (size_t)len < sizeof client->why)
        vsnprintf(client->why + len, sizeof client->why - (size_t)len, format, list);
    va_end(list);
    return error;
}

enum wire_error wire_explain(struct wire_client *client, const struct transfer *transfer, CURLcode code)
{
    if (transfer->no_memory)
        return wire_fail(client, WIRE_NO_MEMORY, "out of memory");
    if (transfer->too_large)
        return wire_fail(client, WIRE_TOO_LARGE, "the answer is larger than this request may have");
    struct wire_failure failure = {.code = code,
        .detail = client->detail[0] ? client->detail : curl_easy_strerror(code),
        .ca_file = client->ca_file,
        .certificate = client->certificate,
        .key = client->key};
    curl_easy_getinfo(client->curl, CURLINFO_SSL_VERIFYRESULT, &failure.verified);
    curl_easy_getinfo(client->curl, CURLINFO_OS_ERRNO, &failure.refused);
    char what[400];
    enum wire_error error = wire_failure_explain(&failure, what, sizeof what);
    return wire_fail(client, error, "%s", what);
}

/* A character of a URL that never needs escaping (RFC 3986, unreserved). */
static bool unreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static bool read_header(CURL *curl, const char *name, char *ret_text, size_t cap)
{
    struct curl_header *header = NULL;
    if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return true;
    size_t len = strlen(header->value);
    for (size_t i = 0; i < len; i++)
        if (!unreserved(header->value[i]))
            return false;
    if (header->amount != 1 || len >= cap)
        return false;
    memcpy(ret_text, header->value, len + 1);
    return true;
}

/* Without a length, a body that was cut looks like one that is whole. */
bool wire_has_length(CURL *curl)
{
    struct curl_header *header = NULL;
    return curl_easy_header(curl, "Content-Length", 0, CURLH_HEADER, -1, &header) == CURLHE_OK ||
           curl_easy_header(curl, "Transfer-Encoding", 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
}

static enum wire_error take_answer(
    struct wire_client *client, const struct transfer *transfer, struct wire_answer *answer)
{
    long status = 0;
    curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    if (!read_header(client->curl, "Wayside-After", answer->after, sizeof answer->after) ||
        !read_header(client->curl, "Wayside-Epoch", answer->epoch, sizeof answer->epoch))
        return wire_fail(client, WIRE_BROKEN, "the answer has a Wayside header that cannot be right");
    if ((transfer->body->len || transfer->problem.len) && !wire_has_length(client->curl))
        return wire_fail(client, WIRE_BROKEN, "the answer does not say how long it is");
    if (status < 100 || status > 599)
        return wire_fail(client, WIRE_BROKEN, "the answer has no HTTP status");
    if (status >= 400)
        problem_read(transfer->problem.bytes, transfer->problem.len, answer->problem);
    answer->status = (int)status;
    client->why[0] = 0;
    return WIRE_OK;
}

static void clear_answer(struct wire_answer *answer)
{
    answer->status = 0;
    buffer_clear(&answer->body);
    answer->problem[0] = answer->after[0] = answer->epoch[0] = 0;
}

bool wire_set_path(struct wire_client *client, const char *path)
{
    char url[PATH_MAX_BYTES + 512];
    if (path[0] != '/' || strlen(path) > PATH_MAX_BYTES)
        return false;
    for (const char *p = path; *p; p++)
        if (!unreserved(*p) && !strchr("/?&=%", *p))
            return false;
    int len = snprintf(url, sizeof url, "%s%s", client->url, path);
    return len > 0 && (size_t)len < sizeof url &&
           curl_easy_setopt(client->curl, CURLOPT_URL, url) == CURLE_OK;
}

static void set_method(CURL *curl, const char *method, const struct transfer *transfer)
{
    bool put = !strcmp(method, "PUT"), post = !strcmp(method, "POST");
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L); /* first, since it forgets the others */
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
    if (put) {
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)transfer->upload_len);
    } else if (post) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, NULL);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->upload_len);
    } else if (strcmp(method, "GET") != 0) {
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    }
}

enum wire_error wire_request(struct wire_client *client, const char *method, const char *path,
    const void *body, size_t len, struct wire_answer *answer)
{
    struct transfer transfer = {
        .curl = client->curl, .body = &answer->body, .upload = body, .upload_len = body ? len : 0};
    buffer_init(&transfer.problem, PROBLEM_BYTES);
    clear_answer(answer);
    if (!wire_set_path(client, path))
        return wire_fail(client, WIRE_BROKEN, "this request has no proper path");
    /* Expect: 100-continue would cost a round trip; curl's own type for a POST would be untrue. */
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    struct curl_slist *more = curl_slist_append(
        headers, body ? "Content-Type: application/octet-stream" : "Content-Type:");
    if (!more) {
        curl_slist_free_all(headers);
        return wire_fail(client, WIRE_NO_MEMORY, "out of memory");
    }
    client->detail[0] = 0;
    set_method(client->curl, method, &transfer);
    curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, more);
    curl_easy_setopt(client->curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(client->curl, CURLOPT_READDATA, &transfer);
    CURLcode code = wire_perform(client);
    curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(more);
    enum wire_error error = code ? wire_explain(client, &transfer, code)
                                 : take_answer(client, &transfer, answer);
    if (error)
        clear_answer(answer);
    buffer_clear(&transfer.problem);
    return error;
}
