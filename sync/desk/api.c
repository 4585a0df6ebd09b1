#include <string.h>

#include "base/cursor.h"
#include "server_inside.h"

static unsigned status_of(enum desk_error error)
{
    switch (error) {
    case DESK_OK:
        return MHD_HTTP_OK;
    case DESK_LOCKED:
    case DESK_PASSPHRASE:
        return MHD_HTTP_FORBIDDEN;
    case DESK_NO_CASE:
        return MHD_HTTP_NOT_FOUND;
    case DESK_TOO_LONG:
        return MHD_HTTP_CONTENT_TOO_LARGE;
    case DESK_FORMAT:
    case DESK_EMPTY:
        return MHD_HTTP_BAD_REQUEST;
    case DESK_NO_SPACE:
        return MHD_HTTP_INSUFFICIENT_STORAGE;
    case DESK_NO_RECEIPT:
    case DESK_NO_NUMBER:
    case DESK_NO_ROUTE:
    case DESK_FULL:
    case DESK_DELETED:
        return MHD_HTTP_CONFLICT;
    default:
        return MHD_HTTP_INTERNAL_SERVER_ERROR;
    }
}

static struct api_answer failure(enum desk_error error, size_t over)
{
    return (struct api_answer){status_of(error), json_pack("{s:i, s:s, s:I}", "error", (int)error, "text",
                                                     desk_error_text(error), "over", (json_int_t)over)};
}

static struct api_answer result(enum desk_error error, json_t *json)
{
    if (error) {
        return failure(error, 0);
    }
    return json ? (struct api_answer){MHD_HTTP_OK, json} : failure(DESK_NO_MEMORY, 0);
}

static struct api_answer unlock(struct desk *desk, const json_t *body)
{
    const char *passphrase = json_string_value(json_object_get(body, "passphrase"));
    enum desk_error error = passphrase ? desk_unlock(desk, passphrase) : DESK_FORMAT;
    return result(error, error ? NULL : desk_state(desk));
}

static struct api_answer list(struct desk *desk, struct MHD_Connection *connection)
{
    const char *query = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "q");
    json_t *rows = NULL;
    enum desk_error error = desk_list(desk, query ? query : "", &rows);
    return result(error, rows);
}

static struct api_answer show(struct desk *desk, const uint8_t thread[static ID_BYTES])
{
    json_t *view = NULL;
    enum desk_error error = desk_case(desk, thread, &view);
    return result(error, view);
}

static struct api_answer act(
    struct desk *desk, const uint8_t thread[static ID_BYTES], const char *what, const json_t *body)
{
    size_t over = 0;
    struct desk_order order = {.what = what,
        .text = json_string_value(json_object_get(body, "text")),
        .state = json_string_value(json_object_get(body, "state")),
        .lang = json_string_value(json_object_get(body, "lang")),
        .first_only = json_is_true(json_object_get(body, "first_only"))};
    enum desk_error error = desk_do(desk, thread, &order, &over);
    return error ? failure(error, over) : show(desk, thread);
}

/* "/api/case/<32 hex>" and "/api/case/<32 hex>/<what>" */
static struct api_answer answer_case(struct desk *desk, bool post, const char *rest, const json_t *body)
{
    uint8_t thread[ID_BYTES];
    if (strlen(rest) < ID_HEX || !hex_read(rest, ID_HEX, thread, ID_BYTES)) {
        return failure(DESK_NO_CASE, 0);
    }
    const char *what = rest + ID_HEX;
    if (!post && what[0] == '\0') {
        return show(desk, thread);
    }
    return post && what[0] == '/' ? act(desk, thread, what + 1, body) : failure(DESK_NO_CASE, 0);
}

static struct api_answer dispatch(
    struct desk *desk, struct MHD_Connection *connection, bool post, const char *path, const json_t *body)
{
    static const char cases[] = "/api/case/";
    if (strncmp(path, cases, sizeof cases - 1) == 0) {
        return answer_case(desk, post, path + sizeof cases - 1, body);
    }
    if (!post && strcmp(path, "/api/state") == 0) {
        desk_idle(desk); /* the clerk may be waiting for a slow hub */
        return result(DESK_OK, desk_state(desk));
    }
    if (!post && strcmp(path, "/api/cases") == 0) {
        return list(desk, connection);
    }
    if (post && strcmp(path, "/api/unlock") == 0) {
        return unlock(desk, body);
    }
    if (post && strcmp(path, "/api/lock") == 0) {
        desk_lock(desk);
        return result(DESK_OK, desk_state(desk));
    }
    if (post && strcmp(path, "/api/active") == 0) {
        desk_active(desk);
        return result(DESK_OK, json_object());
    }
    return failure(DESK_NO_CASE, 0);
}

struct api_answer api_answer(struct desk *desk, struct MHD_Connection *connection, const char *method,
    const char *path, const char *body, size_t len)
{
    bool post = strcmp(method, "POST") == 0;
    json_t *root = post ? json_loadb(body ? body : "", len, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (post && !json_is_object(root)) {
        json_decref(root);
        return failure(DESK_FORMAT, 0);
    }
    struct api_answer answer = dispatch(desk, connection, post, path, root);
    json_decref(root);
    return answer;
}
