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

#define URI_BYTES 256 /* the longest request target that any route needs is about 120 */
#define LIST_MOST 64  /* records of an answer, where the reader does not say */
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
};

#define ROLE_BIT(role) (1u << (role))

struct route_entry {
    const char *method, *path; /* in path, '#' stands for the team or zone and '*' for the id */
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
    bool has_after;
    struct after after;
    unsigned wait_s, most;
};

/* method and uri as they came ("/v1/teams/...?after=..."), NUL-terminated. VERDICT_OK, or why not. */
enum verdict route_read(const char *method, const char *uri, struct route *ret_route);
/* The methods that this path has, for the Allow header: "GET, PUT"; "" when the path is unknown. */
void route_allowed(const char *uri, char ret_methods[static 48]);

#endif
