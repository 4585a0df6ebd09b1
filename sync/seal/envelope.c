/* The envelopes are age files built straight into the caller's memory: their sizes are fixed, so nothing
 * is allocated, and the plaintext stands nowhere but where it is sealed or opened. */
#include "seal/envelope.h"

#include <string.h>

#include <sodium.h>

#include "header.h"

#define BODY_OF(file_bytes, stanzas) ((file_bytes)-HEADER_BYTES(stanzas) - NONCE_BYTES - TAG_BYTES)
_Static_assert(BODY_OF(ENVELOPE_BYTES, 1) == ENVELOPE_PLAIN, "an outer file has one size");
_Static_assert(BODY_OF(INNER_BYTES, INNER_STANZAS) == DOCUMENT_BYTES, "an inner file has one size");
_Static_assert(BODY_OF(ANSWER_BYTES, 1) == ANSWER_PLAIN, "an answer has one size");
_Static_assert(ENVELOPE_PLAIN == 1 + ID_BYTES + ID_BYTES + INNER_BYTES, "an outer file holds an inner one");

/* Every payload here is one STREAM chunk: number 0, and the last. */
static const uint8_t only_chunk[crypto_aead_chacha20poly1305_IETF_NPUBBYTES] = {[11] = 1};

/* The first count of the stanzas are for recipients, the others for nobody; they stand in random order. */
static enum seal_error header_write(const uint8_t (*recipients)[32], size_t count, size_t stanzas,
    const uint8_t file_key[static FILE_KEY_BYTES], uint8_t *ret_header)
{
    struct {
        uint8_t ephemeral[INNER_STANZAS][32], decoy[INNER_STANZAS][WRAPPED_BYTES];
        uint32_t order[INNER_STANZAS];
    } fresh;
    size_t place[INNER_STANZAS];
    enum seal_error error = SEAL_OK;
    randombytes_buf(&fresh, sizeof fresh);
    for (size_t i = 0; i < stanzas;
         i++) { /* Fisher and Yates; what 2^32 leaves over 16 is no bias to speak of */
        size_t other = fresh.order[i] % (i + 1);
        if (other != i)
            place[i] = place[other];
        place[other] = i;
    }
    memcpy(ret_header, VERSION_LINE, VERSION_BYTES);
    for (size_t i = 0; i < stanzas && !error; i++) {
        uint8_t *stanza = ret_header + VERSION_BYTES + place[i] * STANZA_X25519_BYTES;
        error = i < count ? x25519_write(fresh.ephemeral[i], recipients[i], file_key, stanza)
                          : x25519_decoy(fresh.ephemeral[i], fresh.decoy[i], stanza);
    }
    if (!error)
        header_end(file_key, ret_header, VERSION_BYTES + stanzas * STANZA_X25519_BYTES);
    sodium_memzero(&fresh, sizeof fresh);
    return error;
}

struct envelope_key {
    uint8_t file_key[FILE_KEY_BYTES];
    uint8_t key[32]; /* of the payload */
};

/* Writes the header and the nonce; the caller then puts the plaintext behind them and closes it. */
static enum seal_error envelope_begin(const uint8_t (*recipients)[32], size_t count, size_t stanzas,
    uint8_t *ret_file, struct envelope_key *ret_key)
{
    uint8_t header[HEADER_BYTES(INNER_STANZAS)];
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    randombytes_buf(ret_key->file_key, sizeof ret_key->file_key);
    enum seal_error error = header_write(recipients, count, stanzas, ret_key->file_key, header);
    if (error)
        return error;
    size_t len = HEADER_BYTES(stanzas);
    memcpy(ret_file, header, len);
    randombytes_buf(ret_file + len, NONCE_BYTES);
    payload_key(ret_key->file_key, ret_file + len, ret_key->key);
    return SEAL_OK;
}

/* Encrypts in place, so that no second copy of the plaintext exists. */
static void envelope_close(uint8_t *body, size_t len, struct envelope_key *key)
{
    crypto_aead_chacha20poly1305_ietf_encrypt_detached(
        body, body + len, NULL, body, len, NULL, 0, NULL, only_chunk, key->key);
    sodium_memzero(key, sizeof *key);
}

/* file has the size that is right for the stanzas. */
static enum seal_error envelope_open(const struct seal_identity *identities, size_t count,
    const uint8_t *file, size_t len, size_t stanzas, uint8_t *ret_plain)
{
    struct header header;
    struct envelope_key key;
    enum seal_error error = header_read(file, len, &header);
    if (!error && (header.stanzas != stanzas || header.x25519 != stanzas))
        error = SEAL_HEADER;
    if (!error)
        error = header_open(&header, identities, count, key.file_key);
    if (error)
        return error;
    const uint8_t *nonce = file + HEADER_BYTES(stanzas), *body = nonce + NONCE_BYTES;
    size_t body_len = BODY_OF(len, stanzas);
    payload_key(key.file_key, nonce, key.key);
    if (crypto_aead_chacha20poly1305_ietf_decrypt_detached(
            ret_plain, NULL, body, body_len, body + body_len, NULL, 0, only_chunk, key.key))
        error = SEAL_PAYLOAD;
    sodium_memzero(&key, sizeof key);
    return error;
}

static bool outer_valid(const struct outer *outer)
{
    switch (outer->type) {
    case OUTER_DUMMY:
        return sodium_is_zero(outer->to, ID_BYTES) && sodium_is_zero(outer->tag, ID_BYTES);
    case OUTER_REPORT:
        return sodium_is_zero(outer->tag, ID_BYTES);
    case OUTER_ANSWER:
        return sodium_is_zero(outer->inner + ANSWER_BYTES, INNER_BYTES - ANSWER_BYTES);
    }
    return false;
}

enum seal_error outer_seal(const struct outer *outer, const uint8_t mix_recipient[static 32],
    uint8_t ret_file[static ENVELOPE_BYTES])
{
    struct envelope_key key;
    uint8_t recipient[1][32];
    if (!outer_valid(outer))
        return SEAL_FORM;
    memcpy(recipient[0], mix_recipient, 32);
    enum seal_error error = envelope_begin((const uint8_t(*)[32])recipient, 1, 1, ret_file, &key);
    if (error)
        return error;
    uint8_t *body = ret_file + HEADER_BYTES(1) + NONCE_BYTES;
    body[0] = (uint8_t)outer->type;
    memcpy(body + 1, outer->to, ID_BYTES);
    memcpy(body + 1 + ID_BYTES, outer->tag, ID_BYTES);
    memcpy(body + 1 + 2 * ID_BYTES, outer->inner, INNER_BYTES);
    envelope_close(body, ENVELOPE_PLAIN, &key);
    return SEAL_OK;
}

enum seal_error outer_dummy(const uint8_t mix_recipient[static 32], uint8_t ret_file[static ENVELOPE_BYTES])
{
    struct outer outer = {.type = OUTER_DUMMY};
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    randombytes_buf(outer.inner, sizeof outer.inner);
    return outer_seal(&outer, mix_recipient, ret_file);
}

enum seal_error outer_open(const struct seal_identity *identities, size_t count, const uint8_t *file,
    size_t len, struct outer *ret_outer)
{
    uint8_t plain[ENVELOPE_PLAIN];
    enum seal_error error = SEAL_SIZE;
    if (len == ENVELOPE_BYTES)
        error = envelope_open(identities, count, file, len, 1, plain);
    if (!error) {
        ret_outer->type = (enum outer_type)plain[0];
        memcpy(ret_outer->to, plain + 1, ID_BYTES);
        memcpy(ret_outer->tag, plain + 1 + ID_BYTES, ID_BYTES);
        memcpy(ret_outer->inner, plain + 1 + 2 * ID_BYTES, INNER_BYTES);
        error = plain[0] <= OUTER_ANSWER && outer_valid(ret_outer) ? SEAL_OK : SEAL_FORM;
    }
    sodium_memzero(plain, sizeof plain);
    if (error)
        sodium_memzero(ret_outer, sizeof *ret_outer);
    return error;
}

static enum seal_error text_seal(const char *json, size_t len, size_t most, const uint8_t (*recipients)[32],
    size_t count, size_t stanzas, uint8_t *ret_file)
{
    struct envelope_key key;
    if (len > most || count < 1 || count > stanzas)
        return SEAL_SIZE;
    if (memchr(json, 0, len))
        return SEAL_FORM;
    enum seal_error error = envelope_begin(recipients, count, stanzas, ret_file, &key);
    if (error)
        return error;
    uint8_t *body = ret_file + HEADER_BYTES(stanzas) + NONCE_BYTES;
    memcpy(body, json, len);
    memset(body + len, ' ', most - len);
    envelope_close(body, most, &key);
    return SEAL_OK;
}

/* ret_json holds most + 1. A NUL in it would hide what comes behind from whoever reads it as a string. */
static enum seal_error text_open(const struct seal_identity *identities, size_t count, const uint8_t *file,
    size_t len, size_t stanzas, char *ret_json, size_t *ret_len)
{
    size_t most = BODY_OF(len, stanzas), end = most;
    enum seal_error error = envelope_open(identities, count, file, len, stanzas, (uint8_t *)ret_json);
    if (!error && memchr(ret_json, 0, most))
        error = SEAL_FORM;
    if (error) {
        sodium_memzero(ret_json, most + 1);
        return error;
    }
    ret_json[most] = 0;
    while (end && ret_json[end - 1] == ' ')
        end--;
    *ret_len = end;
    return SEAL_OK;
}

enum seal_error inner_seal(const char *json, size_t len, const uint8_t (*recipients)[32], size_t count,
    uint8_t ret_file[static INNER_BYTES])
{
    return text_seal(json, len, DOCUMENT_BYTES, recipients, count, INNER_STANZAS, ret_file);
}

enum seal_error inner_open(const struct seal_identity *identities, size_t count, const uint8_t *file,
    size_t len, char ret_json[static DOCUMENT_BYTES + 1], size_t *ret_len)
{
    if (len != INNER_BYTES)
        return SEAL_SIZE;
    return text_open(identities, count, file, len, INNER_STANZAS, ret_json, ret_len);
}

enum seal_error answer_seal(
    const char *json, size_t len, const uint8_t recipient[static 32], uint8_t ret_file[static ANSWER_BYTES])
{
    uint8_t recipients[1][32];
    memcpy(recipients[0], recipient, 32);
    return text_seal(json, len, ANSWER_PLAIN, (const uint8_t(*)[32])recipients, 1, 1, ret_file);
}

enum seal_error answer_open(const struct seal_identity *identity, const uint8_t *file, size_t len,
    char ret_json[static ANSWER_PLAIN + 1], size_t *ret_len)
{
    if (len != ANSWER_BYTES)
        return SEAL_SIZE;
    return text_open(identity, 1, file, len, 1, ret_json, ret_len);
}
