/* What the files of the HTTP client share. */
#ifndef WAYSIDE_WIRE_CLIENT_PARTS_H
#define WAYSIDE_WIRE_CLIENT_PARTS_H

#include <curl/curl.h>

#include "wire/client.h"

struct wire_client {
    CURL *curl;
    char *url, *ca_file, *certificate, *key;
    int64_t utc_s; /* 0: the machine's clock */
    bool lower_bound;
    long quiet_s;
    char detail[CURL_ERROR_SIZE];
    char why[512];
};

/* One request on its way: where its bytes go. */
struct transfer {
    CURL *curl;
    struct buffer *body;
    struct buffer problem;
    const uint8_t *upload;
    size_t upload_len, upload_at;
    bool too_large, no_memory;
};

enum wire_error wire_fail(struct wire_client *client, enum wire_error error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum wire_error wire_explain(struct wire_client *client, const struct transfer *transfer, CURLcode code);
/* Bytes that came: of the body, or of a refusal, which counts as one however long its page is. */
bool wire_take(struct transfer *transfer, bool refusal, const void *bytes, size_t len);
/* Without a length, a body that was cut looks like one that is whole. */
bool wire_has_length(CURL *curl);
bool wire_set_path(struct wire_client *client, const char *path);
/* Answers go where wire_request puts them. */
void wire_take_as_usual(struct wire_client *client);
CURLcode wire_perform(struct wire_client *client);

#endif
