/* POST /v1/enrol and POST /v1/renew. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "request.h"

static bool finish(struct request *request, enum verdict verdict)
{
    request->verdict = verdict;
    return true;
}

static bool room_make(struct request *request)
{
    request->csr = malloc(ENROL_CSR_BYTES);
    request->certificate = malloc(CERTIFICATE_BYTES);
    return request->csr && request->certificate;
}

/* The certificate goes out as it stands in request->certificate. */
static void certificate_answer(struct request *request)
{
    buffer_init(&request->answer, CERTIFICATE_BYTES);
    request->answer_type = "application/pem-certificate-chain";
    if (buffer_text(&request->answer, request->certificate))
        request->verdict = VERDICT_BUSY;
}

static enum store_error ask_run(struct store *store, struct job *job, int64_t now_s)
{
    struct request *request = (struct request *)job;
    enum store_error error = enrol_ask(
        store, request->secret_hash, request->csr, request->code, now_s, request->certificate, &job->verdict);
    if (!error && job->verdict == VERDICT_OK)
        certificate_answer(request);
    return error;
}

static enum verdict enrol_read(struct request *request)
{
    struct enrol_token token;
    enum verdict verdict = enrol_body_read(request->body, request->body_len, &token, request->csr);
    if (verdict)
        return verdict;
    const struct hub *hub = request->hub;
    if (memcmp(token.root_hash, hub->root_hash, 32) != 0 || memcmp(token.ca_hash, hub->ca.hash, 32) != 0)
        verdict = VERDICT_TOKEN_NETWORK;
    else if (!enrol_code(&token, request->csr, strlen(request->csr), request->code))
        verdict = VERDICT_BODY_CSR;
    crypto_hash_sha256(request->secret_hash, token.secret, sizeof token.secret);
    sodium_memzero(&token, sizeof token);
    return verdict;
}

/* The store is only read until a good token asks for the first time. */
bool enrol_run(struct request *request)
{
    struct hub *hub = request->hub;
    if (!room_make(request))
        return finish(request, VERDICT_BUSY);
    enum verdict verdict = enrol_read(request);
    if (request->body)
        sodium_memzero(request->body, request->body_size);
    if (verdict)
        return finish(request, verdict);
    pthread_mutex_lock(&hub->reader_lock);
    enum store_error error = enrol_look(
        hub->reader, request->secret_hash, request->csr, hub_now_s(hub), request->certificate, &verdict);
    pthread_mutex_unlock(&hub->reader_lock);
    if (error)
        return finish(request, store_error_verdict(error));
    if (verdict != VERDICT_CREATED) {
        request->verdict = verdict;
        if (verdict == VERDICT_OK)
            certificate_answer(request);
        return true;
    }
    if (!csr_valid(request->csr))
        return finish(request, VERDICT_BODY_CSR);
    hub_log(hub,
        "a machine asks to be enrolled with code %s; compare it with its screen, then: wayside-hub approve "
        "%s",
        request->code, request->code);
    return request_write(request, ask_run);
}

static enum store_error renewed_run(struct store *store, struct job *job, int64_t now_s)
{
    struct request *request = (struct request *)job;
    const struct peer *peer = &request->connection->peer;
    (void)now_s;
    job->verdict = VERDICT_OK;
    return identity_put(store, peer->role, peer->name, request->valid_until);
}

bool renew_run(struct request *request)
{
    struct hub *hub = request->hub;
    const struct peer *peer = &request->connection->peer;
    if (!room_make(request))
        return finish(request, VERDICT_BUSY);
    enum verdict verdict = renew_body_read(request->body, request->body_len, request->csr);
    if (verdict)
        return finish(request, verdict);
    int64_t now_s = hub_now_s(hub);
    request->valid_until = now_s + CERTIFICATE_DAYS * DAY_S;
    pthread_mutex_lock(&hub->ca_lock);
    bool ok = ca_issue(&hub->ca, request->csr, peer->role, peer->name, now_s, request->certificate);
    pthread_mutex_unlock(&hub->ca_lock);
    if (!ok)
        return finish(request, VERDICT_BODY_CSR);
    certificate_answer(request);
    return request->verdict ? true : request_write(request, renewed_run);
}
