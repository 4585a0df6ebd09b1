/* Which route a request line names (docs/formats.md, Hub API). Pure: outside bytes in, a route or a
 * reason out. The table in route.c is the only place that says who may use a route and what it takes. */
#ifndef WAYSIDE_HUB_ROUTE_H
#define WAYSIDE_HUB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "after.h"
#include "base/limits.h"
#include "hub/hub.h"
#include "verdict.h"

#define URI_BYTES 1152 /* a target's path, each of its bytes as %XX, its hash, and /v1/targets/ */
#define NAME_BYTES 256 /* what a path names, without escapes, and a NUL */
#define LIST_MOST 64   /* records of an answer, where the reader does not say */
#define LIST_LIMIT 256
#define WAIT_MOST_S 60

enum route_kind {
    ROUTE_ENVELOPE_PUT,
    ROUTE_MIX_LIST,
    ROUTE_MIX_DELETE,
    ROUTE_INBOX_PUT,
    ROUTE_INBOX_LIST,
    ROUTE_INBOX_DONE,
    ROUTE_DROP_PUT,
    ROUTE_DROP_LIST,
    ROUTE_ENROL,
    ROUTE_RENEW,
    ROUTE_HEARTBEAT,
    ROUTE_HEALTHZ,
    ROUTE_METADATA,
    ROUTE_TARGET,
    ROUTE_PUBLISH_TARGET_PUT,
    ROUTE_PUBLISH_TARGET_GET,
    ROUTE_PUBLISH_METADATA,
    ROUTE_PUBLISH_WAITING,
    ROUTE_PUBLISH_WAITING_ROLE,
    ROUTE_PUBLISH_STATUS,
};

#define ROLE_BIT(role) (1u << (role))

struct route_entry {
    /* in path, '#' stands for the team or zone, '*' for the id, '@' for a SHA-256, '$' for a name and, last,
     * '~' for a path of names */
    const char *method, *path;
    enum route_kind kind;
    unsigned roles;              /* ROLE_BIT of those who may; 0: anyone, also without a certificate */
    bool scoped;                 /* '#' must be the caller's own team or zone */
    size_t body_exact, body_max; /* body_exact where not 0; both 0: no body */
    bool sealed;                 /* the body begins as every age file does */
    const char *query;           /* the keys it takes, separated by spaces */
};

struct route {
    const struct route_entry *entry;
    uint8_t scope[ID_BYTES], id[ID_BYTES]; /* zero where the path has none */
    uint8_t sha256[32];
    char name[NAME_BYTES]; /* "" where the path has none; a relative path without ".." in any case */
    bool has_after;
    struct after after;
    unsigned wait_s, most;
};

/* method and uri as they came ("/v1/teams/...?after=..."), NUL-terminated. VERDICT_OK, or why not. */
enum verdict route_read(const char *method, const char *uri, struct route *ret_route);
/* The range that a Range header (NULL: none) asks of size bytes: VERDICT_OK for all of them, also when it is
 * not one plain range (RFC 9110, 14.2), VERDICT_PART, or VERDICT_RANGE when it begins behind the end. */
enum verdict range_read(const char *header, uint64_t size, uint64_t *ret_from, uint64_t *ret_len);
/* The methods that this path has, for the Allow header: "GET, PUT"; "" when the path is unknown. */
void route_allowed(const char *uri, char ret_methods[static 48]);

#endif
