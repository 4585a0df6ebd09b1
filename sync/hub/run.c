/* What each route does, once its request was found good. */
#include <stdlib.h>
#include <string.h>

#include "request.h"

static bool finish(struct request *request, enum verdict verdict)
{
    request->verdict = verdict;
    return true;
}

/* ---- what changes the store: on the writer's thread ---- */

static void write_done(struct job *job)
{
    struct request *request = (struct request *)job;
    request->verdict = job->verdict;
    if (request->route.entry->kind == ROUTE_INBOX_PUT && job->verdict == VERDICT_CREATED)
        waiters_wake(request->hub->waiters, request->route.scope);
    MHD_resume_connection(request->mhd); /* from here on the request is the daemon's again */
}

bool request_write(
    struct request *request, enum store_error (*run)(struct store *store, struct job *job, int64_t now_s))
{
    request->job.run = run;
    request->job.done = write_done;
    request->stage = REQUEST_WAITING;
    request_hold(request, 0);
    MHD_suspend_connection(request->mhd); /* before the writer can see it */
    if (!writer_push(request->hub->writer, &request->job)) {
        request->verdict = VERDICT_STOPPING;
        MHD_resume_connection(request->mhd);
    }
    return false;
}

static enum store_error put_run(struct store *store, struct job *job, int64_t now_s)
{
    struct request *request = (struct request *)job;
    const struct route *route = &request->route;
    switch (route->entry->kind) {
    case ROUTE_ENVELOPE_PUT:
        return envelope_put(
            store, route->id, request->body, request->connection->peer.name, now_s, &job->verdict);
    case ROUTE_INBOX_PUT:
        return inbox_put(store, route->scope, route->id, request->body, &job->verdict);
    default:
        return drop_put(store, route->scope, route->id, request->body, now_s, &job->verdict);
    }
}

static enum store_error change_run(struct store *store, struct job *job, int64_t now_s)
{
    struct request *request = (struct request *)job;
    const struct route *route = &request->route;
    job->verdict = VERDICT_NOTHING;
    switch (route->entry->kind) {
    case ROUTE_MIX_DELETE:
        return envelope_delete(store, route->id, now_s);
    case ROUTE_INBOX_DONE:
        return inbox_done(store, route->scope, request->done_n, now_s);
    default:
        return heartbeat_put(store, request->connection->peer.name, &request->heartbeat, now_s);
    }
}

static bool done_run(struct request *request)
{
    struct after after;
    if (!after_read((const char *)request->body, request->body_len, &after))
        return finish(request, VERDICT_BODY_AFTER);
    if (memcmp(after.epoch, store_epoch(request->hub->reader), EPOCH_BYTES) != 0)
        return finish(request, VERDICT_OTHER_EPOCH);
    request->done_n = after.n;
    return request_write(request, change_run);
}

static bool heartbeat_run(struct request *request)
{
    enum verdict verdict = heartbeat_body_read(request->body, request->body_len, &request->heartbeat);
    return verdict ? finish(request, verdict) : request_write(request, change_run);
}

/* ---- what only reads ---- */

static enum store_error list_read(struct request *request, int64_t n)
{
    struct store *store = request->hub->reader;
    const struct route *route = &request->route;
    struct buffer *answer = &request->answer;
    buffer_init(answer, route->most * (size_t)ENVELOPE_RECORD);
    switch (route->entry->kind) {
    case ROUTE_MIX_LIST:
        return envelope_list(store, n, route->most, answer, &request->after_n);
    case ROUTE_INBOX_LIST:
        return inbox_list(store, route->scope, n, route->most, answer, &request->after_n);
    default:
        return drop_list(store, route->scope, n, route->most, answer, &request->after_n);
    }
}

/* A position of another epoch is none: whoever has one reads from the beginning. */
static bool list_run(struct request *request)
{
    struct hub *hub = request->hub;
    const struct route *route = &request->route;
    bool ours = route->has_after && !memcmp(route->after.epoch, store_epoch(hub->reader), EPOCH_BYTES);
    request->after_n = ours ? route->after.n : 0;
    pthread_mutex_lock(&hub->reader_lock);
    enum store_error error = list_read(request, request->after_n);
    pthread_mutex_unlock(&hub->reader_lock);
    if (error) {
        buffer_clear(&request->answer);
        return finish(request, store_error_verdict(error));
    }
    request->has_after = true;
    request->answer_type = "application/octet-stream";
    return finish(request, VERDICT_OK);
}

static void inbox_suspend(struct waiter *waiter)
{
    struct request *request = (struct request *)((char *)waiter - offsetof(struct request, waiter));
    request_hold(request, 0);
    MHD_suspend_connection(request->mhd);
}

static void inbox_wake(struct waiter *waiter)
{
    struct request *request = (struct request *)((char *)waiter - offsetof(struct request, waiter));
    MHD_resume_connection(request->mhd);
}

/* Looks; waits when there is none and the desk would wait; looks again when woken. */
static bool inbox_run(struct request *request)
{
    struct hub *hub = request->hub;
    while (true) {
        uint64_t seen = waiters_seen(hub->waiters);
        int64_t now_ms = hub_now_ms(hub);
        if (!request->wait_until_ms)
            request->wait_until_ms = now_ms + 1000LL * request->route.wait_s;
        (void)list_run(request);
        if (request->verdict || request->answer.len || now_ms >= request->wait_until_ms ||
            waiters_stopping(hub->waiters))
            return true;
        memcpy(request->waiter.team, request->route.scope, ID_BYTES);
        request->waiter.until_ms = request->wait_until_ms;
        request->waiter.wake = inbox_wake;
        if (waiters_wait(hub->waiters, &request->waiter, seen, inbox_suspend))
            return false;
    }
}

static bool health_run(struct request *request)
{
    buffer_init(&request->answer, 8);
    request->answer_type = "text/plain";
    return finish(request, buffer_text(&request->answer, "ok\n") ? VERDICT_BUSY : VERDICT_OK);
}

bool route_run(struct request *request)
{
    if (request->stage == REQUEST_WAITING && request->route.entry->kind != ROUTE_INBOX_LIST)
        return true; /* the writer has said */
    switch (request->route.entry->kind) {
    case ROUTE_ENVELOPE_PUT:
    case ROUTE_INBOX_PUT:
    case ROUTE_DROP_PUT:
        return request_write(request, put_run);
    case ROUTE_MIX_DELETE:
        return request_write(request, change_run);
    case ROUTE_INBOX_DONE:
        return done_run(request);
    case ROUTE_HEARTBEAT:
        return heartbeat_run(request);
    case ROUTE_INBOX_LIST:
        return inbox_run(request);
    case ROUTE_MIX_LIST:
    case ROUTE_DROP_LIST:
        return list_run(request);
    case ROUTE_ENROL:
        return enrol_run(request);
    case ROUTE_RENEW:
        return renew_run(request);
    case ROUTE_HEALTHZ:
        return health_run(request);
    case ROUTE_METADATA:
    case ROUTE_TARGET:
    case ROUTE_PUBLISH_TARGET_GET:
        return content_run(request);
    case ROUTE_PUBLISH_TARGET_PUT:
    case ROUTE_PUBLISH_METADATA:
    case ROUTE_PUBLISH_WAITING:
    case ROUTE_PUBLISH_WAITING_ROLE:
    case ROUTE_PUBLISH_STATUS:
        return publish_run(request);
    }
    return finish(request, VERDICT_NOT_FOUND);
}
