#include "sync/relay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"

static void write_down(struct relay *relay, const struct fake_request *request, int status)
{
    if (relay->count == RELAY_REQUESTS)
        abort();
    struct relay_request *one = &relay->requests[relay->count++];
    snprintf(one->method, sizeof one->method, "%s", request->method);
    snprintf(one->path, sizeof one->path, "%.199s", request->path);
    one->len = request->len;
    one->at_ms = relay->world->clock.mono_ms;
    one->status = status;
}

static int forward(struct relay *relay, const struct fake_request *request, struct fake_reply *reply)
{
    struct wire_answer answer = {.status = 0};
    buffer_init(&answer.body, 2 << 20);
    if (wire_request(relay->hub, request->method, request->path, request->len ? request->body : NULL,
            request->len, &answer) != WIRE_OK) {
        buffer_clear(&answer.body);
        reply->status = 502;
        return 502;
    }
    reply->status = answer.status;
    snprintf(reply->headers, sizeof reply->headers, "%s%s%sWayside-Epoch: %s\r\n",
        answer.after[0] ? "Wayside-After: " : "", answer.after, answer.after[0] ? "\r\n" : "",
        relay->epoch[0] ? relay->epoch : answer.epoch);
    buffer_clear(&relay->body);
    relay->body = answer.body;
    reply->body = relay->body.bytes;
    reply->len = relay->body.len;
    return answer.status;
}

/* A file of world->www, as any static server gives it. */
static void serve_content(struct relay *relay, const struct fake_request *request, struct fake_reply *reply)
{
    char path[400];
    snprintf(path, sizeof path, "%s%.200s", relay->world->www, request->path + strlen("/v1"));
    relay->content++;
    relay->checks += !strcmp(request->path, "/v1/metadata/timestamp.json");
    buffer_clear(&relay->body);
    buffer_init(&relay->body, 16 << 20);
    enum base_error error = file_read(path, 16 << 20, &relay->body);
    reply->status = relay->no_content ? 500 : error ? 404 : 200;
    reply->body = reply->status == 200 ? relay->body.bytes : NULL;
    reply->len = reply->status == 200 ? relay->body.len : 0;
}

static void handle(void *ctx, const struct fake_request *request, struct fake_reply *reply)
{
    struct relay *relay = ctx;
    if (!strncmp(request->path, "/v1/metadata/", 13) || !strncmp(request->path, "/v1/targets/", 12)) {
        serve_content(relay, request, reply);
        return;
    }
    int kind = !strcmp(request->method, "PUT") ? 0 : !strcmp(request->method, "GET") ? 1 : 2;
    bool second = ++relay->turns[kind] % 2 == 0;
    if (relay->refuse[0] && strstr(request->path, relay->refuse)) {
        reply->status = relay->refuse_status ? relay->refuse_status : 409;
    } else if (relay->fault == RELAY_500 && second) {
        reply->status = 500;
    } else {
        forward(relay, request, reply);
        if (relay->fault == RELAY_DOUBLE)
            forward(relay, request, reply);
    }
    if (relay->fault == RELAY_LOST && second)
        reply->hang_up = true;
    if (relay->fault == RELAY_CUT && second)
        reply->cut = (long)reply->len / 2;
    if (relay->fault == RELAY_LIE && second)
        reply->claim = (long)reply->len / 2 + 1;
    write_down(relay, request, reply->status);
}

void relay_init(struct relay *relay, struct world *world, const char *folder)
{
    memset(relay, 0, sizeof *relay);
    relay->world = world;
    relay->hub = world_client(world, folder);
    const struct fake_settings settings = {
        .folder = world->tls, .certificate = "hub", .need_client = false, .handler = handle, .ctx = relay};
    relay->server = fake_server_new(&settings);
    snprintf(relay->url, sizeof relay->url, "https://127.0.0.1:%d", fake_server_port(relay->server));
}

void relay_clear(struct relay *relay)
{
    fake_server_free(relay->server);
    wire_client_free(relay->hub);
    buffer_clear(&relay->body);
}

unsigned relay_counted(const struct relay *relay, const char *method, const char *begin)
{
    unsigned count = 0;
    for (unsigned i = 0; i < relay->count; i++)
        count += !strcmp(relay->requests[i].method, method) &&
                 !strncmp(relay->requests[i].path, begin, strlen(begin));
    return count;
}
