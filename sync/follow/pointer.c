#include <string.h>

#include "base/cursor.h"
#include "check.h"

bool pointer_text(struct disk *content, struct buffer *ret_text)
{
    enum base_error error = disk_get(content, "current", ret_text);
    if (error == BASE_NOT_FOUND || error == BASE_TOO_LARGE)
        buffer_clear(ret_text);
    return !error || error == BASE_NOT_FOUND || error == BASE_TOO_LARGE;
}

bool pointer_hash(const struct buffer *text, const char *ending, uint8_t ret_hash[static TRUST_HASH])
{
    struct cursor cursor;
    const uint8_t *line;
    size_t len, end = strlen(ending);
    cursor_init(&cursor, text->bytes, text->len);
    while (cursor_line(&cursor, text->len, &line, &len))
        if (len > 2 * TRUST_HASH && len >= end && !memcmp(line + len - end, ending, end) &&
            line[2 * TRUST_HASH] == ' ' && hex_read((const char *)line, 2 * TRUST_HASH, ret_hash, TRUST_HASH))
            return true;
    return false;
}
