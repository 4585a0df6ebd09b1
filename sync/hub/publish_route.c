/* The routes of publishers. What touches the content folder is done by the keeper; the request sleeps. */
#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "request.h"

enum { LARGE_BODIES = 48 << 20, STATUS_BYTES = 8 << 20 };

static bool finish(struct request *request, enum verdict verdict)
{
    request->verdict = verdict;
    return true;
}

enum verdict publish_head(struct request *request, size_t length)
{
    struct hub *hub = request->hub;
    enum route_kind kind = request->route.entry->kind;
    if (kind != ROUTE_PUBLISH_TARGET_PUT && kind != ROUTE_PUBLISH_METADATA)
        return VERDICT_OK;
    if (!hub->keeper)
        return VERDICT_NO_CONTENT;
    if (kind == ROUTE_PUBLISH_TARGET_PUT)
        return upload_begin(hub->keeper, request->route.sha256, length, &request->upload, &request->said)
                   ? VERDICT_OK
                   : VERDICT_SAID;
    if (atomic_fetch_add(&hub->large_bodies, length) + length > LARGE_BODIES) {
        atomic_fetch_sub(&hub->large_bodies, length);
        return VERDICT_CROWDED;
    }
    request->reserved = length;
    return VERDICT_OK;
}

void publish_over(struct request *request)
{
    upload_end(&request->upload);
    atomic_fetch_sub(&request->hub->large_bodies, request->reserved);
    request->reserved = 0;
    if (request->has_file)
        close(request->file);
    request->has_file = false;
}

static struct request *of(struct keeper_job *job)
{
    return (struct request *)((char *)job - offsetof(struct request, keep));
}

static void kept(struct keeper_job *job)
{
    MHD_resume_connection(of(job)->mhd); /* from here on the request is the daemon's again */
}

static bool ask(
    struct request *request, void (*run)(struct content *content, struct keeper_job *job, int64_t now_s))
{
    request->keep.run = run;
    request->keep.done = kept;
    request->stage = REQUEST_WAITING;
    request_hold(request, 0);
    MHD_suspend_connection(request->mhd); /* before the keeper can see it */
    if (!keeper_push(request->hub->keeper, &request->keep)) {
        request->verdict = VERDICT_STOPPING;
        MHD_resume_connection(request->mhd);
    }
    return false;
}

static void upload_run(struct content *content, struct keeper_job *job, int64_t now_s)
{
    struct request *request = of(job);
    (void)content;
    (void)now_s;
    upload_keep(&request->upload, &request->said);
    request->verdict = VERDICT_SAID;
}

static void metadata_run(struct content *content, struct keeper_job *job, int64_t now_s)
{
    struct request *request = of(job);
    char ngo[HUB_NGO];
    publisher_ngo(request->connection->peer.name, ngo);
    content_put(content, ngo, request->route.name, request->body, request->body_len, now_s, &request->said);
    request->verdict = VERDICT_SAID;
    if (request->said.status == 201)
        hub_log(
            request->hub, "content: %s (sent by %s)", request->said.detail, request->connection->peer.name);
}

static void waiting_run(struct content *content, struct keeper_job *job, int64_t now_s)
{
    struct request *request = of(job);
    bool all = request->route.entry->kind == ROUTE_PUBLISH_WAITING;
    buffer_init(&request->answer, SIGNER_METADATA_BYTES);
    bool done = all ? content_waiting(content, now_s, &request->answer, &request->said)
                    : content_waiting_role(content, request->route.name, &request->answer, &request->said);
    request->answer_type = "application/json";
    request->verdict = done ? VERDICT_OK : VERDICT_SAID;
}

static int status_add(void *ctx, const struct hub_identity *identity)
{
    if (identity->role != HUB_ROLE_DEVICE || identity->revoked_at || !identity->heard_at)
        return 0;
    json_t *place = json_pack("{s:s, s:s, s:I, s:s, s:s, s:s}", "place", identity->place, "device",
        identity->name, "heard_at", (json_int_t)identity->heard_at, "release", identity->release, "shown",
        identity->shown, "refused", identity->refused);
    return !place || json_array_append_new(ctx, place) != 0;
}

static void status_run(struct content *content, struct keeper_job *job, int64_t now_s)
{
    struct request *request = of(job);
    struct hub *hub = request->hub;
    char current[65], *text = NULL;
    (void)now_s;
    content_release(content, current);
    json_t *places = json_array();
    pthread_mutex_lock(&hub->reader_lock);
    enum store_error error = identities_each(hub->reader, status_add, places);
    pthread_mutex_unlock(&hub->reader_lock);
    json_t *status = json_pack("{s:s, s:o}", "current", current, "places", places);
    if (status)
        text = json_dumps(status, JSON_COMPACT);
    buffer_init(&request->answer, STATUS_BYTES);
    request->answer_type = "application/json";
    request->verdict = error                                                     ? store_error_verdict(error)
                       : !text || buffer_text(&request->answer, text) != BASE_OK ? VERDICT_BUSY
                                                                                 : VERDICT_OK;
    free(text);
    json_decref(status);
}

bool publish_run(struct request *request)
{
    if (!request->hub->keeper)
        return finish(request, VERDICT_NO_CONTENT);
    switch (request->route.entry->kind) {
    case ROUTE_PUBLISH_TARGET_PUT:
        return ask(request, upload_run);
    case ROUTE_PUBLISH_METADATA:
        return ask(request, metadata_run);
    case ROUTE_PUBLISH_STATUS:
        return ask(request, status_run);
    default:
        return ask(request, waiting_run);
    }
}
