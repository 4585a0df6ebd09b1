#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "mix_parts.h"

#define IDENTITY_FILE 8192

/* A line of an age identity file: blank, a comment, or one key. */
static bool take_line(struct mix *mix, const char *line, size_t len)
{
    while (len && (line[len - 1] == '\r' || line[len - 1] == ' '))
        len--;
    if (!len || line[0] == '#')
        return true;
    return mix->identity_count < MIX_IDENTITIES &&
           seal_identity_read(line, len, &mix->identities[mix->identity_count]) == SEAL_OK &&
           ++mix->identity_count;
}

static bool read_file(struct mix *mix, const char *path, char ret_message[static 256])
{
    struct buffer text;
    buffer_init(&text, IDENTITY_FILE);
    enum base_error error = file_read(path, IDENTITY_FILE, &text);
    size_t before = mix->identity_count;
    unsigned line = 0;
    bool ok = !error || mix_refuse(ret_message, "%s: %s; put the mix's age identity there", path,
                            base_error_text(error));
    const char *p = (const char *)text.bytes, *end = p ? p + text.len : p;
    while (ok && p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t len = stop ? (size_t)(stop - p) : (size_t)(end - p);
        line++;
        ok = take_line(mix, p, len) ||
             mix_refuse(ret_message, "%s:%u: not an age identity, or more than %d of them; remove this line",
                 path, line, MIX_IDENTITIES);
        p += len + (stop != NULL);
    }
    buffer_clear(&text);
    if (ok && mix->identity_count == before)
        ok = mix_refuse(
            ret_message, "%s: there is no identity in it; put the mix's age identity there", path);
    return ok;
}

bool mix_identities_read(struct mix *mix, char ret_message[static 256])
{
    char path[MIX_TEXT];
    for (const char *p = mix->settings->identity; *p;) {
        p += strspn(p, ", ");
        size_t len = strcspn(p, ",");
        if (len) {
            memcpy(path, p, len);
            path[len] = 0;
            while (len && path[len - 1] == ' ')
                path[--len] = 0;
            if (!read_file(mix, path, ret_message))
                return false;
            p += strcspn(p, ",");
        }
    }
    return mix->identity_count > 0 || mix_refuse(ret_message, "[mix] identity names no file");
}
