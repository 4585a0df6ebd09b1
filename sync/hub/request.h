/* One request: its head is judged before its body is read, its body is taken, then its route runs: at
 * once for what only reads, over the writer for what changes the store.
 *
 *   HEAD --refused, small body--> BODY (thrown away) --> answer
 *   HEAD --refused, large body--> answer, and the connection ends
 *   HEAD --> BODY --> run --> answer
 *                      |  \--> suspended until the commit (writer) or a new file (waiters) --> run, answer
 */
#ifndef WAYSIDE_HUB_REQUEST_H
#define WAYSIDE_HUB_REQUEST_H

#include "body.h"
#include "parts.h"
#include "route.h"
#include "upload.h"

enum request_stage { REQUEST_HEAD, REQUEST_BODY, REQUEST_WAITING, REQUEST_ANSWERED };

struct request {
    struct job job; /* first: the writer hands it back */
    struct waiter waiter;
    struct hub *hub;
    struct MHD_Connection *mhd;
    struct connection *connection;
    enum request_stage stage;
    enum verdict verdict;
    struct route route;
    char uri[URI_BYTES];
    uint8_t *body;
    size_t body_len, body_size;
    int64_t wait_until_ms; /* long poll; 0: not yet begun */

    struct buffer answer; /* body of a 200 */
    bool has_after;
    int64_t after_n;
    const char *answer_type;

    uint8_t secret_hash[32]; /* enrol */
    char *csr, *certificate; /* enrol, renew; ENROL_CSR_BYTES and CERTIFICATE_BYTES */
    char code[ENROL_CODE_TEXT];
    struct heartbeat heartbeat;
    int64_t done_n, valid_until;

    /* content and publish */
    struct keeper_job keep; /* what the keeper does for it */
    struct said said;
    struct upload upload;
    int file; /* what a GET answers with; closed by the response */
    bool has_file, serving;
    uint64_t file_from, file_len, file_size;
    size_t since_hold, reserved; /* reserved: of the hub's large_bodies */
};

/* Runs the route. True: request->verdict is final. False: the connection is suspended, or was and is
 * being resumed; the daemon calls again. */
bool route_run(struct request *request);
/* Suspends and hands the job to the writer; always false, for route_run. */
bool request_write(
    struct request *request, enum store_error (*run)(struct store *store, struct job *job, int64_t now_s));

/* Its connection may take so long from now on (0: any time). One that has shown no certificate of ours
 * stays among those that make room for others. */
void request_hold(struct request *request, int64_t ms);

/* content_route.c: a file of the content folder, or a part of it. */
bool content_run(struct request *request);
/* The answer that file_from and file_len say. NULL when there is no memory. */
struct MHD_Response *content_answer(struct request *request);

/* publish_route.c */
/* Before the body of a PUT is read: opens the upload, or counts the memory that it will take. */
enum verdict publish_head(struct request *request, size_t length);
bool publish_run(struct request *request);
void publish_over(struct request *request);

/* enrol_route.c */
bool enrol_run(struct request *request);
bool renew_run(struct request *request);

#endif
