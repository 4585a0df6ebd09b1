/* Prometheus text on a plain listener of the loopback interface. Counts of files, never of visits: what
 * arrives is a clock's beat, real or dummy. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "parts.h"

enum { METRICS_BYTES = 4096 };

static void add(struct buffer *text, const char *name, const char *type, const char *help, long long value)
{
    (void)!buffer_printf(text, "# HELP wayside_hub_%s %s\n# TYPE wayside_hub_%s %s\nwayside_hub_%s %lld\n",
        name, help, name, type, name, value);
}

static bool metrics_text(struct hub *hub, struct buffer *text)
{
    struct store_totals totals;
    struct hub_counts counts = hub_counts(hub);
    pthread_mutex_lock(&hub->reader_lock);
    enum store_error error = store_totals(hub->reader, hub_now_s(hub), &totals);
    pthread_mutex_unlock(&hub->reader_lock);
    add(text, "up", "gauge", "1 when the store can be read", !error);
    add(text, "requests_total", "counter", "requests", (long long)counts.requests);
    add(text, "refused_total", "counter", "requests answered with a problem", (long long)counts.refused);
    add(text, "server_errors_total", "counter", "requests answered 5xx",
        (long long)atomic_load(&hub->answers[5]));
    add(text, "changes_total", "counter", "changes asked of the store", (long long)counts.puts);
    add(text, "changes_waiting", "gauge", "changes that the writer has not taken yet",
        (long long)counts.waiting);
    add(text, "commits_total", "counter", "durable transactions", (long long)counts.commits);
    add(text, "connections_total", "counter", "connections accepted", (long long)counts.connections);
    add(text, "connections", "gauge", "connections open", counts.open);
    add(text, "content_ends", "gauge",
        "UTC seconds when the timestamp ends (0: no content); renewed each hour",
        hub->keeper ? (long long)keeper_ends(hub->keeper) : 0);
    if (error)
        return text->len < text->max;
    add(text, "envelopes", "gauge", "outer files that wait for the mix", totals.envelopes);
    add(text, "inbox_files", "gauge", "inner files no desk is done with", totals.inbox);
    add(text, "drop_files", "gauge", "answer files kept for devices", totals.drops);
    add(text, "devices", "gauge", "devices enrolled and not revoked", totals.devices);
    add(text, "devices_silent", "gauge", "of them, without a heartbeat for two hours", totals.silent);
    add(text, "devices_disk_low", "gauge", "of them, with little disk left", totals.disk_low);
    add(text, "devices_hot", "gauge", "of them, too hot", totals.hot);
    add(text, "enrolments_waiting", "gauge", "requests that wait for approval", totals.enrolments);
    return true;
}

static enum MHD_Result metrics_handle(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *data_len, void **ctx)
{
    struct hub *hub = cls;
    (void)version;
    (void)data;
    (void)ctx;
    if (*data_len)
        return MHD_NO;
    bool ours = !strcmp(method, "GET") && (!strcmp(url, "/v1/metrics") || !strcmp(url, "/metrics"));
    struct buffer text;
    buffer_init(&text, METRICS_BYTES);
    if (ours && !metrics_text(hub, &text)) {
        buffer_clear(&text);
        return MHD_NO;
    }
    if (!ours)
        (void)!buffer_text(&text, "This listener has GET /metrics and nothing else.\n");
    struct MHD_Response *response = MHD_create_response_from_buffer(
        text.len, text.bytes, MHD_RESPMEM_MUST_COPY);
    buffer_clear(&text);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", "text/plain; version=0.0.4");
    enum MHD_Result result = MHD_queue_response(connection, ours ? 200 : 404, response);
    MHD_destroy_response(response);
    return result;
}

bool metrics_start(struct hub *hub, int port, char ret_message[static HUB_MESSAGE])
{
    if (port < 0)
        return true;
    hub->metrics_fd = listen_on("127.0.0.1", (uint16_t)port, &hub->metrics_port, ret_message);
    if (hub->metrics_fd < 0)
        return false;
    hub->metrics = MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD, 0, NULL, NULL, metrics_handle, hub,
        MHD_OPTION_LISTEN_SOCKET, hub->metrics_fd, MHD_OPTION_CONNECTION_LIMIT, 16u,
        MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)8192, MHD_OPTION_END);
    if (hub->metrics)
        return true;
    close(hub->metrics_fd);
    hub->metrics_port = 0;
    snprintf(ret_message, HUB_MESSAGE, "The metrics listener could not be started: too little memory.");
    return false;
}

void metrics_stop(struct hub *hub)
{
    if (hub->metrics)
        MHD_stop_daemon(hub->metrics);
}
