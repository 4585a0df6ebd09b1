#include "pattern.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

static const char *next_character(const char *text)
{
    do
        text++;
    while ((*text & 0xc0) == 0x80);
    return text;
}

/* Goes back to the last '*' only: what an earlier one took can stay, so this never takes more than
 * pattern times path steps. */
bool pattern_fits(const char *pattern, const char *path)
{
    const char *star = NULL, *again = NULL;
    while (*path) {
        if (*pattern == '*') {
            star = ++pattern;
            again = path;
        } else if (*pattern == '?' && *path != '/') {
            pattern++;
            path = next_character(path);
        } else if (*pattern && *pattern != '?' && *pattern == *path) {
            if (*path == '/')
                star = NULL; /* no '*' before this can take more: it would cross the '/' */
            pattern++;
            path++;
        } else if (star && *again != '/') {
            pattern = star;
            path = ++again;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

bool prefix_fits(const char *prefix, const uint8_t hash[static TRUST_HASH])
{
    char hex[2 * TRUST_HASH + 1];
    hex_write(hash, TRUST_HASH, hex);
    size_t len = strlen(prefix);
    return len && len <= 2 * TRUST_HASH && !memcmp(prefix, hex, len);
}

uint32_t succinct_bin(unsigned bits, const uint8_t hash[static TRUST_HASH])
{
    uint32_t first = (uint32_t)hash[0] << 24 | (uint32_t)hash[1] << 16 | (uint32_t)hash[2] << 8 |
                     (uint32_t)hash[3];
    return bits ? first >> (32 - bits) : 0;
}

bool succinct_name(const char *prefix, unsigned bits, uint32_t bin, char ret_name[static TRUST_NAME])
{
    char last[16];
    int width = snprintf(last, sizeof last, "%x", bits ? 0xffffffffu >> (32 - bits) : 0);
    int len = snprintf(ret_name, TRUST_NAME, "%s-%0*x", prefix, width, (unsigned)bin);
    return len > 0 && len < TRUST_NAME;
}
