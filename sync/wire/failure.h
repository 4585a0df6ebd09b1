/* What libcurl says when a request fails, as one of our errors and one plain sentence. Pure. */
#ifndef WAYSIDE_WIRE_FAILURE_H
#define WAYSIDE_WIRE_FAILURE_H

#include <curl/curl.h>
#include <stddef.h>

#include "wire/client.h"

struct wire_failure {
    CURLcode code;
    const char *detail; /* libcurl's and OpenSSL's own words */
    long verified;      /* OpenSSL's result for the server's certificate; 0 is good */
    long refused;       /* errno of the connection, 0 when there is none */
    const char *ca_file, *certificate, *key;
};
enum wire_error wire_failure_explain(const struct wire_failure *failure, char *ret_what, size_t cap);

#endif
