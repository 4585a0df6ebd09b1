#include "route.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

enum { ENROL_BODY = 4096, AFTER_BODY = 64, HEARTBEAT_BODY = 1024, CONTENT_BODY = 16 << 20 };

#define DEVICE ROLE_BIT(HUB_ROLE_DEVICE)
#define MIX ROLE_BIT(HUB_ROLE_MIX)
#define DESK ROLE_BIT(HUB_ROLE_DESK)
#define PUBLISHER ROLE_BIT(HUB_ROLE_PUBLISHER)

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
    {"POST", "/v1/renew", ROUTE_RENEW, DEVICE | MIX | DESK | PUBLISHER, false, 0, ENROL_BODY, false, ""},
    {"POST", "/v1/heartbeat", ROUTE_HEARTBEAT, DEVICE, false, 0, HEARTBEAT_BODY, false, ""},
    {"GET", "/v1/healthz", ROUTE_HEALTHZ, 0, false, 0, 0, false, ""},
    {"GET", "/v1/metadata/$", ROUTE_METADATA, 0, false, 0, 0, false, ""},
    {"GET", "/v1/targets/~", ROUTE_TARGET, 0, false, 0, 0, false, ""},
    {"PUT", "/v1/publish/targets/@", ROUTE_PUBLISH_TARGET_PUT, PUBLISHER, false, 0, CONTENT_BODY, false, ""},
    {"GET", "/v1/publish/targets/@", ROUTE_PUBLISH_TARGET_GET, PUBLISHER, false, 0, 0, false, ""},
    {"PUT", "/v1/publish/metadata/$", ROUTE_PUBLISH_METADATA, PUBLISHER, false, 0, CONTENT_BODY, false, ""},
    {"GET", "/v1/publish/waiting", ROUTE_PUBLISH_WAITING, PUBLISHER, false, 0, 0, false, ""},
    {"GET", "/v1/publish/waiting/$", ROUTE_PUBLISH_WAITING_ROLE, PUBLISHER, false, 0, 0, false, ""},
    {"GET", "/v1/publish/status", ROUTE_PUBLISH_STATUS, PUBLISHER, false, 0, 0, false, ""},
};
enum { TABLE = sizeof table / sizeof table[0] };

/* What the signs of a pattern stand for, found and not yet read. */
struct found {
    const char *scope, *id, *sha256, *name;
    size_t name_len;
    bool badly; /* not the 32 or 64 digits that they have to be */
};

static void sign_take(char sign, const char *text, size_t len, struct found *found)
{
    uint8_t bytes[32];
    size_t digits = sign == '@' ? 64 : ID_HEX;
    if (sign == '$' || sign == '~') {
        found->name = text;
        found->name_len = len;
        return;
    }
    *(sign == '#' ? &found->scope : sign == '*' ? &found->id : &found->sha256) = text;
    if (len != digits || !hex_read(text, len, bytes, digits / 2))
        found->badly = true;
}

/* path fits pattern when each segment does; the form of what its signs stand for is checked later. */
static bool pattern_fits(const char *pattern, const char *path, size_t len, struct found *ret_found)
{
    const char *end = path + len;
    *ret_found = (struct found){.badly = false};
    for (; *pattern; pattern++) {
        if (!strchr("#*@$~", *pattern)) {
            if (path == end || *path++ != *pattern)
                return false;
            continue;
        }
        const char *slash = *pattern == '~' ? NULL : memchr(path, '/', (size_t)(end - path));
        size_t n = (size_t)((slash ? slash : end) - path);
        sign_take(*pattern, path, n, ret_found);
        path += n;
    }
    return path == end;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* One byte of a name, as it is or as %XX; -1 when it is none that a name may have. */
static int name_byte(const char **at, const char *end)
{
    int byte = (unsigned char)*(*at)++;
    if (byte == '%') {
        int high = end - *at < 2 ? -1 : hex_digit((*at)[0]), low = high < 0 ? -1 : hex_digit((*at)[1]);
        if (low < 0)
            return -1;
        byte = high * 16 + low;
        *at += 2;
        if (byte == '/')
            return -1;
    }
    return byte < 0x20 || byte == 0x7f || byte == '\\' ? -1 : byte;
}

/* name = part *( "/" part ); a part is not empty and does not begin with a dot: no "..", nothing hidden. */
static bool name_read(const char *text, size_t len, char ret_name[static NAME_BYTES])
{
    const char *at = text, *end = text + len;
    size_t used = 0;
    bool first = true; /* of its part */
    while (at < end) {
        int byte = name_byte(&at, end);
        if (byte < 0 || used == NAME_BYTES - 1 || (first && (byte == '.' || byte == '/')))
            return false;
        first = byte == '/';
        ret_name[used++] = (char)byte;
    }
    ret_name[used] = 0;
    return !first && utf8_valid(ret_name, used);
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

static enum verdict found_read(const struct found *found, struct route *route)
{
    if (found->badly || (found->scope && !hex_read(found->scope, ID_HEX, route->scope, ID_BYTES)) ||
        (found->id && !hex_read(found->id, ID_HEX, route->id, ID_BYTES)) ||
        (found->sha256 && !hex_read(found->sha256, 64, route->sha256, sizeof route->sha256)))
        return VERDICT_ID;
    if (found->name && !name_read(found->name, found->name_len, route->name))
        return VERDICT_NAME;
    return VERDICT_OK;
}

enum verdict route_read(const char *method, const char *uri, struct route *ret_route)
{
    size_t len = strcspn(uri, "?");
    bool path_known = false;
    struct found found, fits;
    struct route route = {0};
    for (size_t i = 0; i < TABLE && !route.entry; i++) {
        if (!pattern_fits(table[i].path, uri, len, &found))
            continue;
        if (!strcmp(table[i].method, method)) {
            route.entry = &table[i];
            fits = found;
        }
        path_known = true;
    }
    if (!route.entry)
        return path_known ? VERDICT_METHOD : VERDICT_NOT_FOUND;
    enum verdict verdict = found_read(&fits, &route);
    if (verdict)
        return verdict;
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
    struct found found;
    ret_methods[0] = 0;
    for (size_t i = 0; i < TABLE; i++)
        if (pattern_fits(table[i].path, uri, strcspn(uri, "?"), &found) &&
            !strstr(ret_methods, table[i].method))
            used += (size_t)snprintf(
                ret_methods + used, 48 - used, "%s%s", used ? ", " : "", table[i].method);
}

/* digits = 1*18DIGIT */
static bool digits_read(const char **at, uint64_t *ret_value)
{
    size_t n = strspn(*at, "0123456789");
    uint64_t value = 0;
    if (!n || n > 18)
        return false;
    for (; n; n--)
        value = value * 10 + (uint64_t)(*(*at)++ - '0');
    *ret_value = value;
    return true;
}

/* "bytes=" ( first "-" [ last ] / "-" suffix ) */
enum verdict range_read(const char *header, uint64_t size, uint64_t *ret_from, uint64_t *ret_len)
{
    uint64_t first = 0, last = UINT64_MAX;
    *ret_from = 0;
    *ret_len = size;
    if (!header || strncmp(header, "bytes=", 6) != 0)
        return VERDICT_OK;
    const char *at = header + 6;
    bool from_start = digits_read(&at, &first);
    if (*at++ != '-')
        return VERDICT_OK;
    bool ended = digits_read(&at, &last);
    if (*at || (!from_start && !ended) || (from_start && ended && last < first))
        return VERDICT_OK;
    if (!from_start) { /* the last so many bytes */
        first = last < size ? size - last : 0;
        last = last ? UINT64_MAX : 0;
        if (!last)
            return VERDICT_RANGE;
    }
    if (first >= size)
        return VERDICT_RANGE;
    *ret_from = first;
    *ret_len = last < size ? last - first + 1 : size - first;
    return VERDICT_PART;
}
