#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client_parts.h"
#include "wire/problem.h"

/* A file on its way. What to do with the bytes is decided when the first of them comes. */
struct arrival {
    struct transfer transfer;
    size_t offset; /* asked for from here */
    bool begun, elsewhere;
};

static const char *header_of(CURL *curl, const char *name)
{
    struct curl_header *header = NULL;
    return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

/* RFC 9110, 14.4: "bytes 100-199/200", and from where we asked. */
static bool begins_at(const char *range, size_t offset)
{
    char *end;
    if (!range || strncmp(range, "bytes ", 6) != 0 || range[6] < '0' || range[6] > '9')
        return false;
    return strtoull(range + 6, &end, 10) == offset && *end == '-';
}

static bool begin(struct arrival *arrival, long status)
{
    struct transfer *transfer = &arrival->transfer;
    arrival->begun = true;
    if (status == 206)
        arrival->elsewhere = !begins_at(header_of(transfer->curl, "Content-Range"), arrival->offset);
    else if (status == 200)
        buffer_clear(transfer->body);
    return !arrival->elsewhere;
}

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    struct arrival *arrival = context;
    struct transfer *transfer = &arrival->transfer;
    size_t len = size * count;
    long status = 0;
    curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    if (!arrival->begun && !begin(arrival, status))
        return CURL_WRITEFUNC_ERROR;
    return wire_take(transfer, status != 200 && status != 206, bytes, len) ? len : CURL_WRITEFUNC_ERROR;
}

static enum wire_error finish(struct wire_client *client, struct arrival *arrival, CURLcode code,
    int *ret_status, char ret_problem[static 256])
{
    long status = 0;
    struct transfer *transfer = &arrival->transfer;
    curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    if (arrival->elsewhere)
        return wire_fail(client, WIRE_BROKEN, "the answer is another part of the file than was asked for");
    if (code)
        return wire_explain(client, transfer, code);
    if (status < 200 || status > 599 || (status == 206 && !arrival->offset))
        return wire_fail(client, WIRE_BROKEN, "the answer is not one to this question");
    if (!arrival->begun && (status == 200 || status == 206))
        if (!begin(arrival, status))
            return wire_fail(
                client, WIRE_BROKEN, "the answer is another part of the file than was asked for");
    if (arrival->begun && !wire_has_length(client->curl))
        return wire_fail(client, WIRE_BROKEN, "the answer does not say how long it is");
    if (status == 416)
        buffer_clear(transfer->body);
    if (status >= 400)
        problem_read(transfer->problem.bytes, transfer->problem.len, ret_problem);
    *ret_status = (int)status;
    client->why[0] = 0;
    return WIRE_OK;
}

static void set_fetch(struct wire_client *client, struct arrival *arrival, bool on)
{
    char from[32];
    CURL *curl = client->curl;
    snprintf(from, sizeof from, "%zu-", arrival->offset);
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
    curl_easy_setopt(curl, CURLOPT_RANGE, on && arrival->offset ? from : NULL);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, arrival);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, on ? (long)WIRE_SLOW_BYTES : 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, on ? (long)WIRE_SLOW_S : client->quiet_s);
}

enum wire_error wire_fetch(struct wire_client *client, const char *path, struct buffer *bytes,
    int *ret_status, char ret_problem[static 256])
{
    struct arrival arrival = {.transfer = {.curl = client->curl, .body = bytes}, .offset = bytes->len};
    if (!wire_set_path(client, path))
        return wire_fail(client, WIRE_BROKEN, "this request has no proper path");
    ret_problem[0] = client->detail[0] = 0;
    buffer_init(&arrival.transfer.problem, PROBLEM_BYTES);
    set_fetch(client, &arrival, true);
    curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, take);
    CURLcode code = wire_perform(client);
    wire_take_as_usual(client);
    set_fetch(client, &arrival, false);
    enum wire_error error = finish(client, &arrival, code, ret_status, ret_problem);
    if (error == WIRE_TOO_LARGE)
        buffer_clear(bytes);
    buffer_clear(&arrival.transfer.problem);
    return error;
}
