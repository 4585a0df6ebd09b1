#include <string.h>

#include "base/settings.h"
#include "mix_parts.h"

struct field {
    const char *section, *key;
    char *to;
};

/* The key of the first value that is too long, or NULL. */
static const char *copy_fields(struct settings *settings, const struct field *fields, size_t count)
{
    const char *too_long = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *text = settings_need(settings, fields[i].section, fields[i].key);
        if (strlen(text) >= MIX_TEXT)
            too_long = fields[i].key;
        else
            memcpy(fields[i].to, text, strlen(text) + 1);
    }
    return too_long;
}

static bool check(const char *path, const char *token, const char *too_long, struct mix_settings *out,
    char ret_message[static 256])
{
    if (token && strlen(token) >= MIX_TEXT)
        too_long = "token";
    if (too_long)
        return mix_refuse(
            ret_message, "%s: %s is longer than %d characters; shorten it", path, too_long, MIX_TEXT - 1);
    if (strncmp(out->url, "https://", 8) != 0)
        return mix_refuse(ret_message, "%s: [hub] url must begin with https://", path);
    if (token)
        memcpy(out->token, token, strlen(token) + 1);
    return true;
}

bool mix_settings_read(const char *path, struct mix_settings *ret_settings, char ret_message[static 256])
{
    struct settings *settings;
    struct mix_settings out;
    memset(&out, 0, sizeof out);
    if (!settings_read(path, &settings, ret_message))
        return false;
    const struct field fields[] = {{"hub", "url", out.url}, {"hub", "ca", out.ca},
        {"mix", "store", out.store}, {"mix", "identity", out.identity}, {"network", "root", out.root},
        {"network", "content", out.content}, {"enrol", "folder", out.folder}};
    const char *token = settings_text(settings, "enrol", "token");
    const char *too_long = copy_fields(settings, fields, sizeof fields / sizeof *fields);
    bool ok = settings_check(settings, ret_message) && check(path, token, too_long, &out, ret_message);
    settings_free(settings);
    if (ok)
        *ret_settings = out;
    return ok;
}
