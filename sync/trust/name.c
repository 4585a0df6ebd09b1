#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "inside.h"

static bool unreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool trust_escape(const char *name, bool slashes, char *ret_text, size_t cap)
{
    size_t len = 0;
    for (const char *p = name; *p; p++) {
        bool plain = unreserved(*p) || (slashes && *p == '/');
        if (cap - len <= (plain ? 1u : 3u))
            return false;
        if (plain)
            ret_text[len++] = *p;
        else
            len += (size_t)snprintf(ret_text + len, 4, "%%%02X", (unsigned char)*p);
    }
    if (len >= cap)
        return false;
    ret_text[len] = 0;
    return true;
}

void role_file(const char *role, char ret_file[static TRUST_NAME])
{
    char escaped[TRUST_NAME - 32];
    if (!trust_escape(role, false, escaped, sizeof escaped))
        escaped[0] = 0;
    snprintf(ret_file, TRUST_NAME, "%s.json", escaped);
}

enum trust_error role_promise(const struct trust *trust, const char *role, struct promise *ret_promise)
{
    char file[TRUST_NAME];
    int len = snprintf(file, sizeof file, "%s.json", role);
    if (!trust->snapshot || len >= (int)sizeof file)
        return TRUST_ABSENT;
    return listing_find(trust->snapshot, file, ret_promise);
}

void role_repository_name(
    const struct trust *trust, const char *role, int64_t version, char ret_name[static TRUST_NAME])
{
    char file[TRUST_NAME];
    role_file(role, file);
    bool numbered = !strcmp(role, "root") ||
                    (trust_root(trust)->consistent && strcmp(role, "timestamp") != 0);
    if (numbered)
        snprintf(ret_name, TRUST_NAME, "%lld.%.230s", (long long)version, file);
    else
        snprintf(ret_name, TRUST_NAME, "%s", file);
}

void trust_target_name(const struct trust *trust, const struct trust_target *target,
    char ret_name[static TRUST_PATH + 2 * TRUST_HASH_LONG + 2])
{
    char hash[2 * TRUST_HASH_LONG + 2] = "";
    const char *slash = strrchr(target->path, '/');
    int folder = slash ? (int)(slash - target->path) + 1 : 0;
    if (trust_root(trust)->consistent) {
        if (target->has_sha256)
            hex_write(target->sha256, TRUST_HASH, hash);
        else
            hex_write(target->sha512, TRUST_HASH_LONG, hash);
        strcat(hash, ".");
    }
    snprintf(ret_name, TRUST_PATH + 2 * TRUST_HASH_LONG + 2, "%.*s%s%s", folder, target->path, hash,
        target->path + folder);
}
