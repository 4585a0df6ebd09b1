/* wire: the words of the protocol and the HTTP client (libcurl, mutual TLS 1.3). It moves bytes and says
 * how it went; it decides nothing about when, and never logs a body. */
#ifndef WAYSIDE_WIRE_CLIENT_H
#define WAYSIDE_WIRE_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum wire_error {
    WIRE_OK = 0, /* an HTTP answer came; look at status */
    WIRE_NO_MEMORY,
    WIRE_UNREACHABLE, /* no connection: address, refused, timed out */
    WIRE_PEER,        /* the server's certificate is not the one we trust */
    WIRE_OURS,        /* our certificate or key cannot be read, or the server refused it */
    WIRE_BROKEN,      /* cut half-way, or not HTTP as it should be */
    WIRE_TOO_LARGE,   /* more than the caller's maximum */
};
const char *wire_error_text(enum wire_error error);

struct wire_client;
struct wire_client_settings {
    const char *url;         /* "https://hub.example:8443", no path */
    const char *ca_file;     /* the hub's CA, PEM; nothing else is trusted */
    const char *certificate; /* PEM files of ours; NULL before enrolment */
    const char *key;
    long timeout_s; /* for the whole request, 30 when 0 */
    long quiet_s;   /* gives up when nothing moved for so long; 0: only timeout_s counts (long polls) */
    /* For wayside-trust alone: plain http too, TLS 1.2 too, and without ca_file whatever authorities this
     * machine trusts, since there signatures say what is believed and no certificate. */
    bool any_server;
};
/* Files are read when a request connects, so one that is missing shows there, as WIRE_OURS. */
MUST_CHECK enum wire_error wire_client_new(
    const struct wire_client_settings *settings, struct wire_client **ret_client);
void wire_client_free(struct wire_client *client); /* takes NULL */
/* Certificates are checked against this time instead of the machine's (a kiosk may wake up in 1970).
 * lower_bound: the time is no more than that, so one that begins later is not refused for it. */
void wire_client_time(struct wire_client *client, int64_t utc_s, bool lower_bound);

struct wire_answer {
    int status;
    struct buffer body; /* caller inits with its maximum; wire fills; empty when status is 400 or more */
    char problem[256];  /* "title: detail" of an RFC 9457 problem document, printable ASCII; else "" */
    char after[80];     /* the Wayside-After header: where to go on, opaque; else "" */
    char epoch[40];     /* the Wayside-Epoch header: changes when the hub's store was restored; else "" */
};
/* method: GET, PUT, POST, DELETE. path: "/v1/...", query included, only characters that a URL may hold
 * as they are. body may be NULL. Reuses the connection, and sends
 * a body once: what got no answer is the caller's to send again. No redirect is followed, no proxy asked.
 * Wipes what answer held; on failure its status is 0 and its body empty. WIRE_BROKEN also when a header of
 * ours holds anything but A-Z a-z 0-9 - . _ ~, or a body comes without its length. */
MUST_CHECK enum wire_error wire_request(struct wire_client *client, const char *method, const char *path,
    const void *body, size_t len, struct wire_answer *answer);
/* A GET that can go on where an earlier one was cut. bytes holds what is there already (nothing at first) and
 * has as its maximum what the file may have, of which not one byte more is read. What comes is added; when
 * the server gives all of it again (200), what was there is dropped first. *ret_status: 200 or 206, then
 * bytes is the whole file; 416 when it has no such part, bytes is empty then; else the refusal, bytes as
 * it was, and ret_problem as wire_answer's. When an error is given what has come is kept in bytes, but for
 * WIRE_TOO_LARGE, where it is emptied. Below WIRE_SLOW_BYTES a second for WIRE_SLOW_S it is given up;
 * timeout_s counts for all of it. */
MUST_CHECK enum wire_error wire_fetch(struct wire_client *client, const char *path, struct buffer *bytes,
    int *ret_status, char ret_problem[static 256]);
#define WIRE_SLOW_BYTES 64
#define WIRE_SLOW_S 15
/* After a failure, for the operator: "https://hub.example:8443: connection refused". Never a body. */
const char *wire_client_why(const struct wire_client *client);

#endif
