#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "base/json_write.h"

enum { BODY_STEP = 1 << 15 };  /* so much has to come in request_ms */
enum { DRAIN_MOST = 1 << 16 }; /* a refused body up to this size is read and thrown away */

static const char age_magic[] = "age-encryption.org/v1\n";

/* The daemon has just read the request line. NULL ends the connection. */
void *request_new(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    struct hub *hub = cls;
    struct request *request = calloc(1, sizeof *request);
    if (!request)
        return NULL;
    request->hub = hub;
    request->mhd = mhd;
    snprintf(request->uri, sizeof request->uri, "%s", uri);
    if (strlen(uri) >= sizeof request->uri)
        request->uri[0] = 0; /* no route is that long */
    atomic_fetch_add(&hub->requests, 1);
    atomic_fetch_add(&hub->active, 1);
    return request;
}

static bool known(const struct request *request)
{
    return request->connection->peer_known && request->connection->peer.trusted;
}

void request_hold(struct request *request, int64_t ms)
{
    struct hub *hub = request->hub;
    guard_move(hub->guard, request->connection, known(request) ? CONNECTION_BUSY : CONNECTION_NEW,
        ms ? hub_now_ms(hub) + ms : 0);
}

void request_over(void *cls, struct MHD_Connection *mhd, void **ctx, enum MHD_RequestTerminationCode how)
{
    struct hub *hub = cls;
    struct request *request = *ctx;
    (void)mhd;
    (void)how;
    if (!request)
        return;
    if (request->connection && known(request))
        guard_move(hub->guard, request->connection, CONNECTION_IDLE, hub_now_ms(hub) + hub->idle_ms);
    else if (request->connection)
        request_hold(request, hub->handshake_ms);
    buffer_clear(&request->answer);
    publish_over(request);
    free(request->body);
    free(request->csr);
    free(request->certificate);
    free(request);
    *ctx = NULL;
    atomic_fetch_sub(&hub->active, 1);
}

/* Who is at the other end; read once for each connection. */
static const struct peer *peer_of(struct request *request)
{
    struct connection *connection = request->connection;
    if (!connection->peer_known) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(
            request->mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION);
        unsigned count = 0;
        const gnutls_datum_t *chain = info && info->tls_session
                                          ? gnutls_certificate_get_peers(info->tls_session, &count)
                                          : NULL;
        peer_look(request->hub->peers, &request->hub->ca.certificate, count ? chain[0].data : NULL,
            count ? chain[0].size : 0, &connection->peer);
        connection->peer_known = true;
    }
    return &connection->peer;
}

/* The operator may revoke whom it likes; a device also those who sign recipients. */
static enum verdict revoked(struct hub *hub, const struct peer *peer)
{
    bool known = false, gone = false;
    const char *name = peer->name;
    if (peer->role == HUB_ROLE_DEVICE && hub->keeper && keeper_revoked(hub->keeper, name))
        return VERDICT_REVOKED;
    pthread_mutex_lock(&hub->reader_lock);
    enum store_error error = identity_look(hub->reader, name, &known, &gone);
    pthread_mutex_unlock(&hub->reader_lock);
    return error ? store_error_verdict(error) : gone ? VERDICT_REVOKED : VERDICT_OK;
}

static enum verdict access_check(struct request *request)
{
    const struct route_entry *entry = request->route.entry;
    const struct peer *peer = peer_of(
        request); /* also where anyone may: who is known is not cut for others */
    if (!entry->roles)
        return VERDICT_OK;
    int64_t late_s = entry->kind == ROUTE_RENEW ? RENEW_DAYS * DAY_S : 0;
    enum verdict verdict = peer_may(
        peer, entry->roles, entry->scoped ? request->route.scope : NULL, hub_now_s(request->hub), late_s);
    return verdict ? verdict : revoked(request->hub, peer);
}

/* What the head says of the body, before any of it is read. */
static enum verdict length_check(struct request *request, size_t *ret_length)
{
    const struct route_entry *entry = request->route.entry;
    const char *text = MHD_lookup_connection_value(request->mhd, MHD_HEADER_KIND, "Content-Length");
    bool chunked = MHD_lookup_connection_value(request->mhd, MHD_HEADER_KIND, "Transfer-Encoding") != NULL;
    unsigned long long length = text ? strtoull(text, NULL, 10) : 0; /* the daemon has checked its form */
    *ret_length = chunked || length >= SIZE_MAX ? SIZE_MAX : (size_t)length;
    if (!entry)
        return VERDICT_OK;
    size_t most = entry->body_exact ? entry->body_exact : entry->body_max;
    if (chunked || (most && !text))
        return VERDICT_BODY_LENGTH;
    if (length > most)
        return VERDICT_BODY_LARGE;
    if (length < entry->body_exact || (most && !length))
        return VERDICT_BODY_SHORT;
    return VERDICT_OK;
}

/* What said has to say, as RFC 9457 has it, also when it is no problem. */
static struct MHD_Response *said_answer(const struct said *said)
{
    char json[1024];
    struct json_write out;
    json_write_init(&out, json, sizeof json);
    json_open(&out, '{');
    json_member_text(&out, "type", "about:blank");
    json_member_text(&out, "title", said->title);
    json_member_int(&out, "status", said->status);
    json_member_text(&out, "detail", said->detail);
    json_close(&out, '}');
    if (!json_done(&out)) /* a name was not UTF-8, or too long: the title is enough */
        out.len = (size_t)snprintf(json, sizeof json,
            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"detail\":\"\"}", said->title,
            said->status);
    struct MHD_Response *response = MHD_create_response_from_buffer(out.len, json, MHD_RESPMEM_MUST_COPY);
    if (response)
        MHD_add_response_header(
            response, "Content-Type", said->status < 400 ? "application/json" : "application/problem+json");
    return response;
}

static struct MHD_Response *answer_new(struct request *request)
{
    enum verdict verdict = request->verdict;
    if (request->has_file)
        return content_answer(request);
    if (verdict == VERDICT_SAID)
        return said_answer(&request->said);
    if (verdict >= VERDICT_ID) {
        char json[512];
        size_t len = verdict_problem(verdict, json, sizeof json);
        struct MHD_Response *response = MHD_create_response_from_buffer(len, json, MHD_RESPMEM_MUST_COPY);
        if (response)
            MHD_add_response_header(response, "Content-Type", "application/problem+json");
        return response;
    }
    struct buffer *answer = &request->answer;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->len, answer->bytes, answer->bytes ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response) {
        buffer_init(answer, answer->max); /* the response has the bytes now */
        if (request->answer_type)
            MHD_add_response_header(response, "Content-Type", request->answer_type);
    }
    return response;
}

static enum MHD_Result answer(struct request *request)
{
    struct hub *hub = request->hub;
    bool said = request->verdict == VERDICT_SAID;
    unsigned status = said ? request->said.status : verdict_status(request->verdict);
    struct MHD_Response *response = answer_new(request);
    if (!response)
        return MHD_NO;
    if (request->has_after && request->verdict == VERDICT_OK) {
        char after[AFTER_HEX + 1];
        after_text(store_epoch(hub->reader), request->after_n, after);
        MHD_add_response_header(response, "Wayside-After", after);
    }
    if (request->verdict == VERDICT_PART || request->verdict == VERDICT_RANGE) {
        char range[80];
        if (request->verdict == VERDICT_PART)
            snprintf(range, sizeof range, "bytes %llu-%llu/%llu", (unsigned long long)request->file_from,
                (unsigned long long)(request->file_from + request->file_len - 1),
                (unsigned long long)request->file_size);
        else
            snprintf(range, sizeof range, "bytes */%llu", (unsigned long long)request->file_size);
        MHD_add_response_header(response, "Content-Range", range);
    }
    if (request->verdict == VERDICT_METHOD) {
        char methods[48];
        route_allowed(request->uri, methods);
        MHD_add_response_header(response, "Allow", methods);
    }
    char epoch[2 * EPOCH_BYTES + 1];
    hex_write(store_epoch(hub->reader), EPOCH_BYTES, epoch);
    MHD_add_response_header(response, "Wayside-Epoch", epoch);
    if (!request->serving)
        MHD_add_response_header(response, "Cache-Control", "no-store");
    if (waiters_stopping(hub->waiters))
        MHD_add_response_header(response, "Connection", "close");
    atomic_fetch_add(&hub->answers[status / 100], 1);
    atomic_fetch_add(&hub->refused, status >= 400);
    request_hold(request, hub->request_ms);
    enum MHD_Result result = MHD_queue_response(request->mhd, status, response);
    MHD_destroy_response(response);
    request->stage = REQUEST_ANSWERED;
    return result;
}

/* Room for a body that is wanted: a file for an upload, memory for all others. */
static enum verdict body_begin(struct request *request, size_t length)
{
    enum verdict verdict = publish_head(request, length);
    if (verdict || request->upload.keeper)
        return verdict;
    request->body = malloc(length);
    request->body_size = request->body ? length : 0;
    return request->body ? VERDICT_OK : VERDICT_BUSY;
}

static enum MHD_Result head(struct request *request, const char *method)
{
    struct hub *hub = request->hub;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        request->mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    size_t length;
    if (!info || !info->socket_context)
        return MHD_NO;
    request->connection = info->socket_context;
    request->stage = REQUEST_BODY;
    request->verdict = route_read(method, request->uri, &request->route);
    if (!request->verdict)
        request->verdict = access_check(request);
    request_hold(request, hub->request_ms);
    enum verdict size = length_check(request, &length);
    if (!request->verdict)
        request->verdict = size;
    if (!request->verdict && length)
        request->verdict = body_begin(request, length);
    if (request->verdict && length > DRAIN_MOST)
        return answer(request);
    return MHD_YES;
}

static void body(struct request *request, const char *data, size_t len)
{
    /* A large one over a slow line takes its time, as long as it comes on. */
    request->since_hold += len;
    if (request->since_hold >= BODY_STEP) {
        request_hold(request, request->hub->request_ms);
        request->since_hold = 0;
    }
    if (request->upload.keeper) {
        if (!request->verdict && !upload_add(&request->upload, data, len, &request->said))
            request->verdict = VERDICT_SAID;
        return;
    }
    if (len <= request->body_size - request->body_len) {
        memcpy(request->body + request->body_len, data, len);
        request->body_len += len;
    } else if (!request->verdict) {
        request->verdict = VERDICT_BODY_LARGE;
    }
}

enum MHD_Result request_handle(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
    const char *version, const char *data, size_t *data_len, void **ctx)
{
    struct request *request = *ctx;
    (void)cls;
    (void)mhd;
    (void)url;
    (void)version;
    if (!request)
        return MHD_NO;
    if (request->stage == REQUEST_HEAD)
        return head(request, method);
    if (*data_len) {
        if (request->body || request->upload.keeper)
            body(request, data, *data_len);
        *data_len = 0;
        return MHD_YES;
    }
    if (!request->verdict && (request->body_len != request->body_size ||
                                 (request->upload.keeper && request->upload.len != request->upload.length)))
        request->verdict = VERDICT_BODY_SHORT;
    if (!request->verdict && request->stage == REQUEST_BODY && request->route.entry->sealed &&
        memcmp(request->body, age_magic, sizeof age_magic - 1) != 0)
        request->verdict = VERDICT_BODY_UNSEALED;
    if (!request->verdict && !route_run(request))
        return MHD_YES;
    return answer(request);
}
