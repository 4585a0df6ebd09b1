#include <stdio.h>
#include <string.h>

#include "agent_parts.h"
#include "base/settings.h"

struct field {
    const char *section, *key;
    char *to;
};

static bool copy_fields(
    struct settings *settings, const struct field *fields, size_t count, const char **ret_long)
{
    *ret_long = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *text = settings_need(settings, fields[i].section, fields[i].key);
        if (strlen(text) >= AGENT_TEXT)
            *ret_long = fields[i].key;
        else
            memcpy(fields[i].to, text, strlen(text) + 1);
    }
    return !*ret_long;
}

bool agent_settings_read(const char *path, struct agent_settings *ret_settings, char ret_message[static 256])
{
    struct settings *settings;
    struct agent_settings out;
    memset(&out, 0, sizeof out);
    if (!settings_read(path, &settings, ret_message))
        return false;
    const struct field fields[] = {{"hub", "url", out.url}, {"hub", "ca", out.ca},
        {"device", "place", out.place}, {"device", "root", out.root}, {"device", "outbox", out.outbox},
        {"device", "content", out.content}, {"device", "drops", out.drops}, {"device", "device", out.device},
        {"device", "shown", out.shown}};
    const char *too_long, *token = settings_text(settings, "enrol", "token");
    copy_fields(settings, fields, sizeof fields / sizeof *fields, &too_long);
    bool ok = settings_check(settings, ret_message);
    if (ok && (too_long || (token && strlen(token) >= AGENT_TEXT))) {
        agent_refuse(ret_message, "%s: %s is longer than %d characters; shorten it", path,
            too_long ? too_long : "token", AGENT_TEXT - 1);
        ok = false;
    }
    if (ok && strncmp(out.url, "https://", 8) != 0) {
        agent_refuse(ret_message, "%s: [hub] url must begin with https://", path);
        ok = false;
    }
    if (ok && token)
        memcpy(out.token, token, strlen(token) + 1);
    settings_free(settings);
    if (ok)
        *ret_settings = out;
    return ok;
}
