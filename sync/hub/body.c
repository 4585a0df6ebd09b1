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

enum verdict heartbeat_body_read(const void *bytes, size_t len, struct heartbeat *ret_heartbeat)
{
    struct heartbeat heartbeat;
    json_t *json = object_read(bytes, len, 5);
    bool ok = member_copy(json, "software", heartbeat.software, sizeof heartbeat.software) &&
              member_copy(json, "release", heartbeat.release, sizeof heartbeat.release) &&
              member_copy(json, "frame", heartbeat.frame, sizeof heartbeat.frame) &&
              member_copy(json, "disk", heartbeat.disk, sizeof heartbeat.disk) &&
              member_copy(json, "temperature", heartbeat.temperature, sizeof heartbeat.temperature);
    json_decref(json);
    ok = ok && printable(heartbeat.software) && printable(heartbeat.release) && printable(heartbeat.frame) &&
         (!strcmp(heartbeat.disk, "ok") || !strcmp(heartbeat.disk, "low")) &&
         (!strcmp(heartbeat.temperature, "ok") || !strcmp(heartbeat.temperature, "hot"));
    if (!ok)
        return VERDICT_BODY_JSON;
    *ret_heartbeat = heartbeat;
    return VERDICT_OK;
}
