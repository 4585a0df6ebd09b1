#include "stanza.h"

#include <string.h>

#include "base64.h"
#include "seal/age.h"

/* argument = 1*VCHAR; arg-line = "-> " argument *(SP argument) LF */
static enum seal_error arguments_read(struct cursor *cursor, struct stanza *stanza)
{
    const uint8_t *line;
    size_t len;
    if (!cursor_literal(cursor, "-> ") || !cursor_line(cursor, AGE_HEADER_MAX, &line, &len))
        return SEAL_HEADER;
    size_t start = 0;
    for (size_t i = 0; i <= len; i++) {
        if (i < len && line[i] > 0x20 && line[i] < 0x7f)
            continue;
        if ((i < len && line[i] != ' ') || i == start)
            return SEAL_HEADER;
        if (stanza->count < STANZA_ARGUMENTS)
            stanza->arguments[stanza->count] = (struct span){line + start, i - start};
        stanza->count++;
        start = i + 1;
    }
    return SEAL_OK;
}

/* full-line = 64base64char LF; final-line = *63base64char LF */
static enum seal_error body_read(struct cursor *cursor, struct span *ret_body)
{
    const uint8_t *begin = cursor->p, *line;
    size_t len;
    do {
        if (!cursor_line(cursor, BASE64_COLUMNS, &line, &len) || !base64_line_valid(line, len))
            return SEAL_HEADER;
    } while (len == BASE64_COLUMNS);
    *ret_body = (struct span){begin, (size_t)(line + len - begin)};
    return SEAL_OK;
}

enum seal_error stanza_read(struct cursor *cursor, struct stanza *ret_stanza)
{
    struct stanza stanza = {.count = 0};
    enum seal_error error = arguments_read(cursor, &stanza);
    if (!error)
        error = body_read(cursor, &stanza.body);
    if (!error)
        *ret_stanza = stanza;
    return error;
}

bool stanza_is(const struct stanza *stanza, const char *type)
{
    size_t len = strlen(type);
    return stanza->arguments[0].len == len && !memcmp(stanza->arguments[0].p, type, len);
}
