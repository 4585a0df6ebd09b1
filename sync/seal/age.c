/* Whole age files in memory, over the stream of chunks. */
#include "seal/age.h"

#include <string.h>

#include <sodium.h>

#include "give.h"
#include "header.h"

static enum seal_error seal_chunks(
    struct age_stream *stream, const uint8_t *plain, size_t len, struct buffer *file)
{
    uint8_t sealed[AGE_CHUNK_SEALED];
    enum seal_error error = SEAL_OK;
    while (!error && !stream->ended) {
        size_t part = len < AGE_CHUNK ? len : AGE_CHUNK;
        error = age_stream_push(stream, plain, part, part == len, sealed);
        if (!error)
            error = error_of(buffer_add(file, sealed, part + TAG_BYTES));
        plain += part;
        len -= part;
    }
    return error;
}

enum seal_error age_seal(
    const uint8_t (*recipients)[32], size_t count, const void *plain, size_t len, struct buffer *ret_file)
{
    struct age_stream stream;
    struct buffer file;
    buffer_init(&file, ret_file->max);
    enum seal_error error = age_stream_seal(recipients, count, &file, &stream);
    if (!error) {
        error = seal_chunks(&stream, plain ? plain : "", len, &file);
        age_stream_clear(&stream);
    }
    return buffer_give(error, &file, ret_file);
}

enum seal_error age_seal_passphrase(
    const char *passphrase, unsigned work, const void *plain, size_t len, struct buffer *ret_file)
{
    struct age_stream stream;
    struct buffer file;
    buffer_init(&file, ret_file->max);
    enum seal_error error = age_stream_seal_passphrase(passphrase, work, &file, &stream);
    if (!error) {
        error = seal_chunks(&stream, plain ? plain : "", len, &file);
        age_stream_clear(&stream);
    }
    return buffer_give(error, &file, ret_file);
}

static enum seal_error open_chunks(
    struct age_stream *stream, const uint8_t *sealed, size_t len, struct buffer *ret_plain)
{
    uint8_t chunk[AGE_CHUNK];
    struct buffer plain;
    enum seal_error error = SEAL_OK;
    buffer_init(&plain, ret_plain->max);
    while (!error && len) {
        size_t part = len < AGE_CHUNK_SEALED ? len : AGE_CHUNK_SEALED, got = 0;
        error = age_stream_pull(stream, sealed, part, chunk, &got);
        if (!error)
            error = error_of(buffer_add(&plain, chunk, got));
        sodium_memzero(chunk, got);
        sealed += part;
        len -= part;
    }
    if (!error)
        error = age_stream_end(stream);
    return buffer_give(error, &plain, ret_plain);
}

/* passphrase: NULL to open with the identities. */
static enum seal_error open_binary(const struct seal_identity *identities, size_t count,
    const char *passphrase, const uint8_t *file, size_t len, struct buffer *ret_plain)
{
    struct age_stream stream;
    size_t used;
    enum seal_error error = passphrase ? age_stream_open_passphrase(passphrase, file, len, &used, &stream)
                                       : age_stream_open(identities, count, file, len, &used, &stream);
    if (error)
        return error;
    error = open_chunks(&stream, file + used, len - used, ret_plain);
    age_stream_clear(&stream);
    return error;
}

static enum seal_error open_any(const struct seal_identity *identities, size_t count, const char *passphrase,
    const void *file, size_t len, struct buffer *ret_plain)
{
    if (!age_armored(file, len))
        return open_binary(identities, count, passphrase, file, len, ret_plain);
    struct buffer binary;
    buffer_init(&binary, len);
    enum seal_error error = age_unarmor(file, len, &binary);
    if (!error)
        error = open_binary(identities, count, passphrase, binary.bytes, binary.len, ret_plain);
    buffer_clear(&binary);
    return error;
}

enum seal_error age_open(const struct seal_identity *identities, size_t count, const void *file, size_t len,
    struct buffer *ret_plain)
{
    return open_any(identities, count, NULL, file, len, ret_plain);
}

enum seal_error age_open_passphrase(
    const char *passphrase, const void *file, size_t len, struct buffer *ret_plain)
{
    return open_any(NULL, 0, passphrase, file, len, ret_plain);
}
