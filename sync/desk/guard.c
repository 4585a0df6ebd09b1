#include <sodium.h>
#include <string.h>

#include "server_inside.h"

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static bool same_secret(const char *given, const char *secret)
{
    return given && secret[0] && strlen(given) == SECRET_HEX && sodium_memcmp(given, secret, SECRET_HEX) == 0;
}

unsigned guard_request(const struct server *server, struct MHD_Connection *connection, const char *method)
{
    const char *host = header(connection, "Host");
    if (!host || strcmp(host, server->origin + strlen("http://")) != 0) {
        return MHD_HTTP_MISDIRECTED_REQUEST;
    }
    const char *origin = header(connection, "Origin");
    if (origin && strcmp(origin, server->origin) != 0) {
        return MHD_HTTP_FORBIDDEN;
    }
    /* set by the browser, not by a page: who caused this request */
    const char *site = header(connection, "Sec-Fetch-Site");
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) {
        return MHD_HTTP_FORBIDDEN;
    }
    if (strcmp(method, "GET") == 0) {
        return 0;
    }
    if (strcmp(method, "POST") != 0) {
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    const char *type = header(connection, "Content-Type");
    if (!type || strcmp(type, "application/json") != 0) {
        return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
    }
    return origin ? 0 : MHD_HTTP_FORBIDDEN;
}

bool guard_cookie(const struct server *server, struct MHD_Connection *connection)
{
    return same_secret(
        MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, server->cookie_name), server->cookie);
}

bool guard_exchange(struct server *server, const char *token)
{
    if (!same_secret(token, server->token)) {
        return false;
    }
    uint8_t secret[SECRET_BYTES];
    randombytes_buf(secret, sizeof secret);
    sodium_bin2hex(server->cookie, sizeof server->cookie, secret, sizeof secret);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(server->token, sizeof server->token);
    return true;
}
