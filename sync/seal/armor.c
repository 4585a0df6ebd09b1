/* The armour: strict PEM (RFC 7468, figure 3) with one label and canonical base 64. */
#include "seal/age.h"

#include <string.h>

#include <sodium.h>

#include "base64.h"
#include "give.h"

static bool white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool all_white(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!white(text[i]))
            return false;
    return true;
}

static bool is(const char *line, size_t len, const char *text)
{
    return len == strlen(text) && !memcmp(line, text, len);
}

bool age_armored(const void *bytes, size_t len)
{
    static const char begin[] = "-----BEGIN";
    const char *text = bytes;
    size_t at = 0;
    while (at < len && white(text[at]))
        at++;
    return len - at >= sizeof begin - 1 && !memcmp(text + at, begin, sizeof begin - 1);
}

static enum seal_error body_line(enum age_armor_state *state, const char *line, size_t len,
    uint8_t ret_bytes[static AGE_ARMOR_BYTES], size_t *ret_len)
{
    uint8_t bytes[AGE_ARMOR_BYTES];
    size_t got = 0;
    if (*state != AGE_ARMOR_BODY || !len || len > AGE_ARMOR_COLUMNS || len % 4 ||
        !base64_padded_read(line, len, bytes, &got))
        return SEAL_ARMOR;
    if (got < AGE_ARMOR_BYTES)
        *state = AGE_ARMOR_SHORT;
    memcpy(ret_bytes, bytes, got);
    *ret_len = got;
    return SEAL_OK;
}

enum seal_error age_armor_line(enum age_armor_state *state, const char *line, size_t len,
    uint8_t ret_bytes[static AGE_ARMOR_BYTES], size_t *ret_len)
{
    if (len > AGE_ARMOR_LINE_MAX)
        return SEAL_ARMOR;
    bool outside = *state == AGE_ARMOR_BEFORE || *state == AGE_ARMOR_AFTER;
    if (outside && all_white(line, len)) {
        *ret_len = 0;
        return SEAL_OK;
    }
    if (len && line[len - 1] == '\r')
        len--;
    if (*state == AGE_ARMOR_BEFORE && is(line, len, AGE_ARMOR_BEGIN))
        *state = AGE_ARMOR_BODY;
    else if (!outside && is(line, len, AGE_ARMOR_END))
        *state = AGE_ARMOR_AFTER;
    else
        return body_line(state, line, len, ret_bytes, ret_len);
    *ret_len = 0;
    return SEAL_OK;
}

size_t age_armor_text(const uint8_t *bytes, size_t len, char ret_line[static AGE_ARMOR_COLUMNS + 2])
{
    sodium_bin2base64(ret_line, AGE_ARMOR_COLUMNS + 2, bytes, len, sodium_base64_VARIANT_ORIGINAL);
    size_t columns = strlen(ret_line);
    ret_line[columns] = '\n';
    ret_line[columns + 1] = 0;
    return columns + 1;
}

enum seal_error age_armor(const void *file, size_t len, struct buffer *ret_text)
{
    const uint8_t *bytes = file;
    struct buffer text;
    buffer_init(&text, ret_text->max);
    enum base_error error = buffer_text(&text, AGE_ARMOR_BEGIN "\n");
    while (len && !error) {
        char line[AGE_ARMOR_COLUMNS + 2];
        size_t part = len < AGE_ARMOR_BYTES ? len : AGE_ARMOR_BYTES;
        error = buffer_add(&text, line, age_armor_text(bytes, part, line));
        bytes += part;
        len -= part;
    }
    if (!error)
        error = buffer_text(&text, AGE_ARMOR_END "\n");
    return buffer_give(error_of(error), &text, ret_text);
}

enum seal_error age_unarmor(const void *text, size_t len, struct buffer *ret_file)
{
    const char *line = text;
    enum age_armor_state state = AGE_ARMOR_BEFORE;
    enum base_error failed = BASE_OK;
    struct buffer file;
    buffer_init(&file, ret_file->max);
    while (len && !failed) {
        uint8_t bytes[AGE_ARMOR_BYTES];
        const char *end = memchr(line, '\n', len);
        size_t columns = end ? (size_t)(end - line) : len, got = 0;
        if (age_armor_line(&state, line, columns, bytes, &got))
            break;
        failed = buffer_add(&file, bytes, got);
        columns += end != NULL;
        line += columns;
        len -= columns;
    }
    if (!failed && (len || state != AGE_ARMOR_AFTER)) {
        buffer_clear(&file);
        return SEAL_ARMOR;
    }
    return buffer_give(error_of(failed), &file, ret_file);
}
