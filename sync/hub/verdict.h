/* How a request ends: its status and, for a refusal, what an operator reads about it (RFC 9457). */
#ifndef WAYSIDE_HUB_VERDICT_H
#define WAYSIDE_HUB_VERDICT_H

#include <stddef.h>

enum verdict {
    VERDICT_OK,      /* 200 */
    VERDICT_CREATED, /* 201 */
    VERDICT_WAITING, /* 202 */
    VERDICT_NOTHING, /* 204 */
    VERDICT_PART,    /* 206 */
    VERDICT_SAID,    /* the request's said has status and words, also of a refusal */
    VERDICT_ID,      /* the first refusal; all after it are refusals too */
    VERDICT_NAME,
    VERDICT_QUERY,
    VERDICT_RANGE,
    VERDICT_BODY_SHORT,
    VERDICT_BODY_LARGE,
    VERDICT_BODY_LENGTH,
    VERDICT_BODY_UNSEALED,
    VERDICT_BODY_JSON,
    VERDICT_BODY_CSR,
    VERDICT_BODY_AFTER,
    VERDICT_NO_CERTIFICATE,
    VERDICT_CERTIFICATE,
    VERDICT_EXPIRED,
    VERDICT_REVOKED,
    VERDICT_ROLE,
    VERDICT_SCOPE,
    VERDICT_TOKEN_FORM,
    VERDICT_TOKEN_NETWORK,
    VERDICT_TOKEN_UNKNOWN,
    VERDICT_TOKEN_EXPIRED,
    VERDICT_TOKEN_USED,
    VERDICT_NOT_FOUND,
    VERDICT_METHOD,
    VERDICT_OTHER_BYTES,
    VERDICT_OTHER_EPOCH,
    VERDICT_FAULT,
    VERDICT_BUSY,
    VERDICT_STOPPING,
    VERDICT_CROWDED,
    VERDICT_NO_CONTENT,
    VERDICT_FULL,
    VERDICT_COUNT
};

unsigned verdict_status(enum verdict verdict);
/* The RFC 9457 document of a refusal. Returns its length. */
size_t verdict_problem(enum verdict verdict, char *ret_json, size_t cap);

#endif
