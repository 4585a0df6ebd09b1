/* Identity files, as age-keygen writes them. */
#include "seal/keys.h"

#include <string.h>

#include <sodium.h>

static enum seal_error line_read(
    const char *line, size_t len, struct seal_identity *identities, size_t most, size_t *count)
{
    if (len && line[len - 1] == '\r')
        len--;
    if (!len || line[0] == '#')
        return SEAL_OK;
    if (*count == most)
        return SEAL_SIZE;
    enum seal_error error = seal_identity_read(line, len, &identities[*count]);
    if (!error)
        ++*count;
    return error;
}

enum seal_error seal_identities_read(const char *text, size_t len, struct seal_identity *ret_identities,
    size_t most, size_t *ret_count, size_t *ret_line)
{
    size_t count = 0, number = 0;
    enum seal_error error = SEAL_OK;
    while (len && !error) {
        const char *end = memchr(text, '\n', len);
        size_t columns = end ? (size_t)(end - text) : len;
        number++;
        error = line_read(text, columns, ret_identities, most, &count);
        columns += end != NULL;
        text += columns;
        len -= columns;
    }
    if (!error && !count)
        error = SEAL_KEY;
    if (error) {
        sodium_memzero(ret_identities, most * sizeof *ret_identities);
        *ret_line = number;
        return error;
    }
    *ret_count = count;
    return SEAL_OK;
}
