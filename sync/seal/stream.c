/* An age file one chunk at a time: STREAM over ChaCha20-Poly1305 (C2SP age.md, "Payload"). */
#include "seal/age.h"

#include <string.h>

#include <sodium.h>

#include "give.h"
#include "header.h"

_Static_assert(AGE_CHUNK_SEALED == AGE_CHUNK + TAG_BYTES, "a chunk has one tag");

/* The end line and the nonce behind the stanzas that head has; the payload's key. */
static enum seal_error head_finish(
    struct buffer *head, const uint8_t file_key[static FILE_KEY_BYTES], struct age_stream *ret_stream)
{
    uint8_t end[END_BYTES + NONCE_BYTES] = {0};
    size_t stanzas = head->len;
    enum seal_error error = error_of(buffer_add(head, end, sizeof end));
    if (error)
        return error;
    header_end(file_key, head->bytes, stanzas);
    uint8_t *nonce = head->bytes + stanzas + END_BYTES;
    randombytes_buf(nonce, NONCE_BYTES);
    *ret_stream = (struct age_stream){.chunk = 0};
    payload_key(file_key, nonce, ret_stream->key);
    return SEAL_OK;
}

static enum seal_error stanzas_add(struct buffer *head, const uint8_t (*recipients)[32], size_t count,
    const uint8_t file_key[static FILE_KEY_BYTES])
{
    enum seal_error error = error_of(buffer_add(head, VERSION_LINE, VERSION_BYTES));
    for (size_t i = 0; i < count && !error; i++) {
        uint8_t ephemeral[32], stanza[STANZA_X25519_BYTES];
        randombytes_buf(ephemeral, sizeof ephemeral);
        error = x25519_write(ephemeral, recipients[i], file_key, stanza);
        sodium_memzero(ephemeral, sizeof ephemeral);
        if (!error)
            error = error_of(buffer_add(head, stanza, sizeof stanza));
    }
    return error;
}

enum seal_error age_stream_seal(
    const uint8_t (*recipients)[32], size_t count, struct buffer *ret_head, struct age_stream *ret_stream)
{
    uint8_t file_key[FILE_KEY_BYTES];
    struct buffer head;
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    if (count < 1 || count > (AGE_HEADER_MAX - HEADER_BYTES(0)) / STANZA_X25519_BYTES)
        return SEAL_SIZE;
    buffer_init(&head, ret_head->max);
    randombytes_buf(file_key, sizeof file_key);
    enum seal_error error = stanzas_add(&head, recipients, count, file_key);
    if (!error)
        error = head_finish(&head, file_key, ret_stream);
    sodium_memzero(file_key, sizeof file_key);
    return buffer_give(error, &head, ret_head);
}

enum seal_error age_stream_seal_passphrase(
    const char *passphrase, unsigned work, struct buffer *ret_head, struct age_stream *ret_stream)
{
    uint8_t file_key[FILE_KEY_BYTES];
    char stanza[STANZA_SCRYPT_MOST];
    size_t stanza_len;
    struct buffer head;
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    buffer_init(&head, ret_head->max);
    randombytes_buf(file_key, sizeof file_key);
    enum seal_error error = scrypt_write(passphrase, work, file_key, stanza, &stanza_len);
    if (!error)
        error = error_of(buffer_add(&head, VERSION_LINE, VERSION_BYTES));
    if (!error)
        error = error_of(buffer_add(&head, stanza, stanza_len));
    if (!error)
        error = head_finish(&head, file_key, ret_stream);
    sodium_memzero(file_key, sizeof file_key);
    return buffer_give(error, &head, ret_head);
}

/* 11 bytes of big-endian number, then 1 for the final chunk. */
static void nonce_of(const struct age_stream *stream, bool final, uint8_t ret_nonce[static 12])
{
    memset(ret_nonce, 0, 12);
    for (int i = 0; i < 8; i++)
        ret_nonce[10 - i] = (uint8_t)(stream->chunk >> 8 * i);
    ret_nonce[11] = final;
}

enum seal_error age_stream_push(
    struct age_stream *stream, const void *plain, size_t len, bool final, uint8_t *ret_sealed)
{
    uint8_t nonce[12];
    bool fits = final ? len <= AGE_CHUNK && (len || stream->chunk == 0) : len == AGE_CHUNK;
    if (stream->ended || !fits)
        return SEAL_SIZE;
    nonce_of(stream, final, nonce);
    crypto_aead_chacha20poly1305_ietf_encrypt(
        ret_sealed, NULL, plain, len, NULL, 0, NULL, nonce, stream->key);
    stream->chunk++;
    stream->ended = final;
    return SEAL_OK;
}

static enum seal_error stream_begin(const struct header *header,
    const uint8_t file_key[static FILE_KEY_BYTES], size_t len, size_t *ret_used,
    struct age_stream *ret_stream)
{
    if (len - header->len < NONCE_BYTES)
        return SEAL_HEADER;
    *ret_stream = (struct age_stream){.chunk = 0};
    payload_key(file_key, header->bytes + header->len, ret_stream->key);
    *ret_used = header->len + NONCE_BYTES;
    return SEAL_OK;
}

enum seal_error age_stream_open(const struct seal_identity *identities, size_t count, const void *bytes,
    size_t len, size_t *ret_used, struct age_stream *ret_stream)
{
    struct header header;
    uint8_t file_key[FILE_KEY_BYTES];
    enum seal_error error = header_read(bytes, len, &header);
    if (!error)
        error = header_open(&header, identities, count, file_key);
    if (!error)
        error = stream_begin(&header, file_key, len, ret_used, ret_stream);
    sodium_memzero(file_key, sizeof file_key);
    return error;
}

enum seal_error age_stream_open_passphrase(
    const char *passphrase, const void *bytes, size_t len, size_t *ret_used, struct age_stream *ret_stream)
{
    struct header header;
    uint8_t file_key[FILE_KEY_BYTES];
    enum seal_error error = header_read(bytes, len, &header);
    if (!error)
        error = header_open_passphrase(&header, passphrase, file_key);
    if (!error)
        error = stream_begin(&header, file_key, len, ret_used, ret_stream);
    sodium_memzero(file_key, sizeof file_key);
    return error;
}

static bool chunk_opens(
    const struct age_stream *stream, const void *sealed, size_t len, bool final, uint8_t *ret_plain)
{
    uint8_t nonce[12];
    nonce_of(stream, final, nonce);
    return crypto_aead_chacha20poly1305_ietf_decrypt(
               ret_plain, NULL, NULL, sealed, len, NULL, 0, nonce, stream->key) == 0;
}

enum seal_error age_stream_pull(
    struct age_stream *stream, const void *sealed, size_t len, uint8_t *ret_plain, size_t *ret_len)
{
    if (stream->ended || len < TAG_BYTES || len > AGE_CHUNK_SEALED || (len == TAG_BYTES && stream->chunk))
        return SEAL_PAYLOAD;
    /* libsodium writes nothing before the tag is found right */
    if (len == AGE_CHUNK_SEALED && chunk_opens(stream, sealed, len, false, ret_plain))
        stream->ended = false;
    else if (chunk_opens(stream, sealed, len, true, ret_plain))
        stream->ended = true;
    else
        return SEAL_PAYLOAD;
    stream->chunk++;
    *ret_len = len - TAG_BYTES;
    return SEAL_OK;
}

enum seal_error age_stream_end(const struct age_stream *stream)
{
    return stream->ended ? SEAL_OK : SEAL_PAYLOAD;
}

void age_stream_clear(struct age_stream *stream)
{
    sodium_memzero(stream, sizeof *stream);
}

enum seal_error age_inspect(const void *bytes, size_t len, struct age_facts *ret_facts)
{
    struct header header;
    enum seal_error error = header_read(bytes, len, &header);
    if (error)
        return error;
    *ret_facts = (struct age_facts){.header_bytes = header.len,
        .stanzas = header.stanzas,
        .x25519 = header.x25519,
        .scrypt = header.scrypt,
        .work = header.work};
    return SEAL_OK;
}
