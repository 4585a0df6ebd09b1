#include "header.h"

#include <string.h>

#include <sodium.h>

#include "base64.h"
#include "kdf.h"
#include "seal/age.h"

/* A stanza that claims a type we know must have its form, whoever it is for. */
static enum seal_error stanza_check(struct header *header, const struct stanza *stanza)
{
    uint8_t share[32], salt[SCRYPT_SALT_BYTES], wrapped[WRAPPED_BYTES];
    header->stanzas++;
    if (stanza_is(stanza, "X25519")) {
        header->x25519++;
        return x25519_read(stanza, share, wrapped);
    }
    if (stanza_is(stanza, "scrypt")) {
        header->scrypt++;
        return scrypt_read(stanza, salt, &header->work, wrapped);
    }
    return SEAL_OK;
}

/* end = "--- " 43base64char LF */
static enum seal_error end_read(struct cursor *cursor, uint8_t ret_mac[static 32])
{
    const uint8_t *line;
    size_t len;
    if (!cursor_literal(cursor, "--- ") || !cursor_line(cursor, BASE64_32, &line, &len) ||
        !base64_read(line, len, ret_mac, 32))
        return SEAL_HEADER;
    return SEAL_OK;
}

/* header = v1-line 1*stanza end */
enum seal_error header_read(const uint8_t *bytes, size_t len, struct header *ret_header)
{
    struct header header = {.bytes = bytes};
    struct cursor cursor;
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    cursor_init(&cursor, bytes, len < AGE_HEADER_MAX ? len : AGE_HEADER_MAX);
    if (!cursor_literal(&cursor, VERSION_LINE))
        return SEAL_HEADER;
    enum seal_error error = SEAL_OK, work = SEAL_OK;
    do {
        struct stanza stanza;
        error = stanza_read(&cursor, &stanza);
        if (!error)
            error = stanza_check(&header, &stanza);
        if (error == SEAL_WORK) { /* a fault of form further on comes first */
            work = error;
            error = SEAL_OK;
        }
    } while (!error && cursor_left(&cursor) >= 3 && memcmp(cursor.p, "---", 3) != 0);
    if (!error)
        error = end_read(&cursor, header.mac);
    if (!error && header.scrypt && header.stanzas > 1)
        error = SEAL_HEADER;
    if (!error)
        error = work;
    if (error)
        return error;
    header.len = (size_t)(cursor.p - bytes);
    *ret_header = header;
    return SEAL_OK;
}

static void mac_of(const uint8_t file_key[static FILE_KEY_BYTES], const uint8_t *header, size_t len,
    uint8_t ret_mac[static 32])
{
    uint8_t key[32];
    hkdf_sha256(file_key, FILE_KEY_BYTES, "", 0, "header", key);
    hmac_sha256(key, sizeof key, header, len, ret_mac);
    sodium_memzero(key, sizeof key);
}

/* Hands out the file key only when the header's MAC is right for it. */
static enum seal_error mac_check(const struct header *header, const uint8_t file_key[static FILE_KEY_BYTES],
    uint8_t ret_file_key[static FILE_KEY_BYTES])
{
    uint8_t mac[32];
    mac_of(file_key, header->bytes, header->len - END_BYTES + 3, mac);
    if (sodium_memcmp(mac, header->mac, sizeof mac) != 0)
        return SEAL_MAC;
    memcpy(ret_file_key, file_key, FILE_KEY_BYTES);
    return SEAL_OK;
}

static enum seal_error any_unwraps(const struct stanza *stanza, const struct seal_identity *identities,
    size_t count, uint8_t ret_file_key[static FILE_KEY_BYTES])
{
    uint8_t share[32], wrapped[WRAPPED_BYTES];
    enum seal_error error = x25519_read(stanza, share, wrapped);
    if (error)
        return error;
    error = SEAL_NO_MATCH;
    for (size_t i = 0; i < count && error == SEAL_NO_MATCH; i++)
        error = x25519_unwrap(&identities[i], share, wrapped, ret_file_key);
    return error;
}

enum seal_error header_open(const struct header *header, const struct seal_identity *identities, size_t count,
    uint8_t ret_file_key[static FILE_KEY_BYTES])
{
    uint8_t file_key[FILE_KEY_BYTES];
    struct cursor cursor;
    cursor_init(&cursor, header->bytes + VERSION_BYTES, header->len - VERSION_BYTES - END_BYTES);
    enum seal_error error = SEAL_NO_MATCH;
    while (error == SEAL_NO_MATCH && cursor_left(&cursor)) {
        struct stanza stanza;
        error = stanza_read(&cursor, &stanza);
        if (!error)
            error = stanza_is(&stanza, "X25519") ? any_unwraps(&stanza, identities, count, file_key)
                                                 : SEAL_NO_MATCH;
    }
    if (!error)
        error = mac_check(header, file_key, ret_file_key);
    sodium_memzero(file_key, sizeof file_key);
    return error;
}

enum seal_error header_open_passphrase(
    const struct header *header, const char *passphrase, uint8_t ret_file_key[static FILE_KEY_BYTES])
{
    uint8_t file_key[FILE_KEY_BYTES], salt[SCRYPT_SALT_BYTES], wrapped[WRAPPED_BYTES];
    struct cursor cursor;
    struct stanza stanza;
    unsigned work;
    if (!header->scrypt)
        return SEAL_NO_MATCH;
    cursor_init(&cursor, header->bytes + VERSION_BYTES, header->len - VERSION_BYTES - END_BYTES);
    enum seal_error error = stanza_read(&cursor, &stanza);
    if (!error)
        error = scrypt_read(&stanza, salt, &work, wrapped);
    if (!error)
        error = scrypt_unwrap(passphrase, salt, work, wrapped, file_key);
    if (!error)
        error = mac_check(header, file_key, ret_file_key);
    sodium_memzero(file_key, sizeof file_key);
    return error;
}

void header_end(const uint8_t file_key[static FILE_KEY_BYTES], uint8_t *header, size_t len)
{
    static const uint8_t mark[4] = {'-', '-', '-', ' '};
    uint8_t mac[32];
    memcpy(header + len, mark, sizeof mark);
    mac_of(file_key, header, len + 3, mac);
    base64_write_32(mac, header + len + 4);
    header[len + END_BYTES - 1] = '\n';
}

void payload_key(const uint8_t file_key[static FILE_KEY_BYTES], const uint8_t nonce[static NONCE_BYTES],
    uint8_t ret_key[static 32])
{
    hkdf_sha256(file_key, FILE_KEY_BYTES, nonce, NONCE_BYTES, "payload", ret_key);
}
