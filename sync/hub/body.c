#include "body.h"

#include <string.h>

#include <jansson.h>

static json_t *object_read(const void *bytes, size_t len, size_t members)
{
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(json) && json_object_size(json) == members)
        return json;
    json_decref(json);
    return NULL;
}

/* A text member of at most cap - 1 bytes; jansson has refused NULs and bad UTF-8. */
static bool member_copy(const json_t *json, const char *key, char *ret_text, size_t cap)
{
    const json_t *value = json_object_get(json, key);
    size_t len = json_string_length(value);
    if (!json_is_string(value) || len >= cap)
        return false;
    memcpy(ret_text, json_string_value(value), len + 1);
    return true;
}

enum verdict enrol_body_read(
    const void *bytes, size_t len, struct enrol_token *ret_token, char ret_csr[static ENROL_CSR_BYTES])
{
    json_t *json = object_read(bytes, len, 2);
    const char *token = json_string_value(json_object_get(json, "token"));
    enum verdict verdict = VERDICT_OK;
    if (!token || !member_copy(json, "csr", ret_csr, ENROL_CSR_BYTES))
        verdict = VERDICT_BODY_JSON;
    else if (!enrol_token_read(token, ret_token))
        verdict = VERDICT_TOKEN_FORM;
    json_decref(json);
    return verdict;
}

enum verdict renew_body_read(const void *bytes, size_t len, char ret_csr[static ENROL_CSR_BYTES])
{
    json_t *json = object_read(bytes, len, 1);
    bool ok = member_copy(json, "csr", ret_csr, ENROL_CSR_BYTES);
    json_decref(json);
    return ok ? VERDICT_OK : VERDICT_BODY_JSON;
}

static bool printable(const char *text)
{
    for (; *text; text++)
        if (*text < 0x20 || *text > 0x7e)
            return false;
    return true;
}

/* printable ASCII of at most cap - 1 bytes */
static bool member_plain(const json_t *json, const char *key, char *ret_text, size_t cap)
{
    return member_copy(json, key, ret_text, cap) && printable(ret_text);
}

enum verdict heartbeat_body_read(const void *bytes, size_t len, struct heartbeat *ret_heartbeat)
{
    struct heartbeat beat = {.software = ""};
    json_t *json = object_read(bytes, len, 7);
    bool ok = member_plain(json, "software", beat.software, sizeof beat.software) &&
              member_plain(json, "place", beat.place, sizeof beat.place) &&
              member_plain(json, "release", beat.release, sizeof beat.release) &&
              member_plain(json, "shown", beat.shown, sizeof beat.shown) &&
              member_plain(json, "refused", beat.refused, sizeof beat.refused) &&
              member_copy(json, "disk", beat.disk, sizeof beat.disk) &&
              member_copy(json, "temperature", beat.temperature, sizeof beat.temperature);
    json_decref(json);
    ok = ok && (!strcmp(beat.disk, "ok") || !strcmp(beat.disk, "low")) &&
         (!strcmp(beat.temperature, "ok") || !strcmp(beat.temperature, "hot"));
    if (!ok)
        return VERDICT_BODY_JSON;
    *ret_heartbeat = beat;
    return VERDICT_OK;
}
