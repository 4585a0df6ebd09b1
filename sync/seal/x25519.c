/* The X25519 recipient stanza (C2SP age.md, "The X25519 recipient type"). */
#include "stanza.h"

#include <string.h>

#include <sodium.h>

#include "base64.h"
#include "kdf.h"

static const uint8_t zero_nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];

enum seal_error x25519_read(
    const struct stanza *stanza, uint8_t ret_share[static 32], uint8_t ret_wrapped[static WRAPPED_BYTES])
{
    if (stanza->count != 2 || !base64_read(stanza->arguments[1].p, stanza->arguments[1].len, ret_share, 32) ||
        !base64_read(stanza->body.p, stanza->body.len, ret_wrapped, WRAPPED_BYTES))
        return SEAL_HEADER;
    return SEAL_OK;
}

/* False when the result is the all-zero value that a point of low order gives. */
static bool wrap_key(const uint8_t secret[static 32], const uint8_t point[static 32],
    const uint8_t share[static 32], const uint8_t recipient[static 32], uint8_t ret_key[static 32])
{
    uint8_t shared[32], salt[64];
    memcpy(salt, share, 32);
    memcpy(salt + 32, recipient, 32);
    bool right = crypto_scalarmult(shared, secret, point) == 0;
    if (right)
        hkdf_sha256(shared, sizeof shared, salt, sizeof salt, "age-encryption.org/v1/X25519", ret_key);
    sodium_memzero(shared, sizeof shared);
    return right;
}

enum seal_error x25519_unwrap(const struct seal_identity *identity, const uint8_t share[static 32],
    const uint8_t wrapped[static WRAPPED_BYTES], uint8_t ret_file_key[static FILE_KEY_BYTES])
{
    uint8_t key[32];
    if (!wrap_key(identity->secret, share, share, identity->recipient, key))
        return SEAL_HEADER;
    int failed = crypto_aead_chacha20poly1305_ietf_decrypt(
        ret_file_key, NULL, NULL, wrapped, WRAPPED_BYTES, NULL, 0, zero_nonce, key);
    sodium_memzero(key, sizeof key);
    return failed ? SEAL_NO_MATCH : SEAL_OK;
}

static void stanza_text(const uint8_t share[static 32], const uint8_t wrapped[static WRAPPED_BYTES],
    uint8_t ret_stanza[static STANZA_X25519_BYTES])
{
    static const char head[] = "-> X25519 ";
    uint8_t *p = ret_stanza;
    memcpy(p, head, sizeof head - 1);
    p += sizeof head - 1;
    base64_write_32(share, p);
    p += BASE64_32;
    *p++ = '\n';
    base64_write_32(wrapped, p);
    p[BASE64_32] = '\n';
}

enum seal_error x25519_write(const uint8_t ephemeral[static 32], const uint8_t recipient[static 32],
    const uint8_t file_key[static FILE_KEY_BYTES], uint8_t ret_stanza[static STANZA_X25519_BYTES])
{
    uint8_t share[32], key[32], wrapped[WRAPPED_BYTES];
    if (crypto_scalarmult_base(share, ephemeral) || !wrap_key(ephemeral, recipient, share, recipient, key))
        return SEAL_KEY;
    crypto_aead_chacha20poly1305_ietf_encrypt(
        wrapped, NULL, file_key, FILE_KEY_BYTES, NULL, 0, NULL, zero_nonce, key);
    sodium_memzero(key, sizeof key);
    stanza_text(share, wrapped, ret_stanza);
    return SEAL_OK;
}

enum seal_error x25519_decoy(const uint8_t ephemeral[static 32], const uint8_t wrapped[static WRAPPED_BYTES],
    uint8_t ret_stanza[static STANZA_X25519_BYTES])
{
    uint8_t share[32];
    if (crypto_scalarmult_base(share, ephemeral))
        return SEAL_KEY;
    stanza_text(share, wrapped, ret_stanza);
    return SEAL_OK;
}
