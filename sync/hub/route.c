#include "route.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

enum { ENROL_BODY = 4096, AFTER_BODY = 64, HEARTBEAT_BODY = 1024 };

#define DEVICE ROLE_BIT(HUB_ROLE_DEVICE)
#define MIX ROLE_BIT(HUB_ROLE_MIX)
#define DESK ROLE_BIT(HUB_ROLE_DESK)

static const struct route_entry table[] = {
    {"PUT", "/v1/envelopes/*", ROUTE_ENVELOPE_PUT, DEVICE | DESK, false, ENVELOPE_BYTES, 0, true, ""},
    {"GET", "/v1/mix/envelopes", ROUTE_MIX_LIST, MIX, false, 0, 0, false, "after most"},
    {"DELETE", "/v1/mix/envelopes/*", ROUTE_MIX_DELETE, MIX, false, 0, 0, false, ""},
    {"PUT", "/v1/teams/#/*", ROUTE_INBOX_PUT, MIX, false, INNER_BYTES, 0, true, ""},
    {"PUT", "/v1/drops/#/*", ROUTE_DROP_PUT, MIX, false, ANSWER_BYTES, 0, true, ""},
    {"GET", "/v1/teams/#", ROUTE_INBOX_LIST, DESK, true, 0, 0, false, "after wait"},
    {"POST", "/v1/teams/#/done", ROUTE_INBOX_DONE, DESK, true, 0, AFTER_BODY, false, ""},
    {"GET", "/v1/drops/#", ROUTE_DROP_LIST, DEVICE, true, 0, 0, false, "after"},
    {"POST", "/v1/enrol", ROUTE_ENROL, 0, false, 0, ENROL_BODY, false, ""},
    {"POST", "/v1/renew", ROUTE_RENEW, DEVICE | MIX | DESK, false, 0, ENROL_BODY, false, ""},
    {"POST", "/v1/heartbeat", ROUTE_HEARTBEAT, DEVICE, false, 0, HEARTBEAT_BODY, false, ""},
    {"GET", "/v1/healthz", ROUTE_HEALTHZ, 0, false, 0, 0, false, ""},
};
enum { TABLE = sizeof table / sizeof table[0] };

/* path fits pattern when each segment does; '#' and '*' take exactly 32 digits, checked for form later. */
static bool pattern_fits(const char *pattern, const char *path, size_t len, const char **ret_scope,
    const char **ret_id, bool *ret_badly)
{
    const char *end = path + len;
    *ret_scope = *ret_id = NULL;
    for (; *pattern; pattern++) {
        if (*pattern != '#' && *pattern != '*') {
            if (path == end || *path++ != *pattern)
                return false;
            continue;
        }
        const char *slash = memchr(path, '/', (size_t)(end - path));
        size_t n = (size_t)((slash ? slash : end) - path);
        uint8_t id[ID_BYTES];
        if (n != ID_HEX || !hex_read(path, n, id, sizeof id))
            *ret_badly = true;
        *(*pattern == '#' ? ret_scope : ret_id) = path;
        path += n;
    }
    return path == end;
}

/* number = 1*4DIGIT without leading zeros */
static bool number_read(const char *text, size_t len, unsigned min, unsigned max, unsigned *ret_value)
{
    unsigned value = 0;
    if (!len || len > 4 || (len > 1 && text[0] == '0'))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (unsigned)(text[i] - '0');
    }
    if (value < min || value > max)
        return false;
    *ret_value = value;
    return true;
}

static bool key_known(const char *keys, const char *key, size_t len)
{
    for (const char *at = keys; *at;) {
        size_t n = strcspn(at, " ");
        if (n == len && !memcmp(at, key, len))
            return true;
        at += n + (at[n] == ' ');
    }
    return false;
}

static bool pair_read(const char *key, size_t key_len, const char *value, size_t len, struct route *route)
{
    switch (key[0]) {
    case 'a':
        return !route->has_after && (route->has_after = after_read(value, len, &route->after));
    case 'm':
        return !route->most && number_read(value, len, 1, LIST_LIMIT, &route->most);
    default:
        return key_len == 4 && !route->wait_s && number_read(value, len, 0, WAIT_MOST_S, &route->wait_s);
    }
}

/* query = pair *( "&" pair ), pair = key "=" value; each key at most once, none that is not the route's */
static bool query_read(const char *query, struct route *route)
{
    while (true) {
        size_t n = strcspn(query, "&"), key = strcspn(query, "=&");
        if (key == n || !key_known(route->entry->query, query, key) ||
            !pair_read(query, key, query + key + 1, n - key - 1, route))
            return false;
        if (!query[n])
            return true;
        query += n + 1;
    }
}

enum verdict route_read(const char *method, const char *uri, struct route *ret_route)
{
    size_t len = strcspn(uri, "?");
    bool path_known = false, badly = false;
    const char *scope, *id;
    struct route route = {0};
    for (size_t i = 0; i < TABLE && !route.entry; i++) {
        bool entry_badly = false;
        if (!pattern_fits(table[i].path, uri, len, &scope, &id, &entry_badly))
            continue;
        if (!strcmp(table[i].method, method)) {
            route.entry = &table[i];
            badly = entry_badly;
        }
        path_known = true;
    }
    if (!route.entry)
        return path_known ? VERDICT_METHOD : VERDICT_NOT_FOUND;
    if (badly || (scope && !hex_read(scope, ID_HEX, route.scope, ID_BYTES)) ||
        (id && !hex_read(id, ID_HEX, route.id, ID_BYTES)))
        return VERDICT_ID;
    if (uri[len] == '?' && !query_read(uri + len + 1, &route))
        return VERDICT_QUERY;
    if (!route.most)
        route.most = LIST_MOST;
    *ret_route = route;
    return VERDICT_OK;
}

void route_allowed(const char *uri, char ret_methods[static 48])
{
    size_t used = 0;
    const char *scope, *id;
    bool badly;
    ret_methods[0] = 0;
    for (size_t i = 0; i < TABLE; i++)
        if (pattern_fits(table[i].path, uri, strcspn(uri, "?"), &scope, &id, &badly) &&
            !strstr(ret_methods, table[i].method))
            used += (size_t)snprintf(
                ret_methods + used, 48 - used, "%s%s", used ? ", " : "", table[i].method);
}
