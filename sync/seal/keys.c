#include "seal/keys.h"

#include <string.h>

#include <sodium.h>

#include "bech32.h"

static const char recipient_prefix[] = "age", identity_prefix[] = "age-secret-key-";

enum seal_error seal_identity_from(const uint8_t secret[static 32], struct seal_identity *ret_identity)
{
    struct seal_identity made;
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    memcpy(made.secret, secret, sizeof made.secret);
    enum seal_error error = crypto_scalarmult_base(made.recipient, made.secret) ? SEAL_KEY : SEAL_OK;
    if (!error)
        *ret_identity = made;
    sodium_memzero(&made, sizeof made);
    return error;
}

enum seal_error seal_identity_new(struct seal_identity *ret_identity)
{
    uint8_t secret[32];
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    randombytes_buf(secret, sizeof secret);
    enum seal_error error = seal_identity_from(secret, ret_identity);
    sodium_memzero(secret, sizeof secret);
    return error;
}

enum seal_error seal_identity_read(const char *text, size_t len, struct seal_identity *ret_identity)
{
    uint8_t secret[32];
    enum seal_error error = SEAL_KEY;
    if (bech32_read(identity_prefix, BECH32_UPPER, text, len, secret))
        error = seal_identity_from(secret, ret_identity);
    sodium_memzero(secret, sizeof secret);
    return error;
}

void seal_identity_text(const struct seal_identity *identity, char ret_text[static SEAL_IDENTITY_TEXT])
{
    bech32_write(identity_prefix, BECH32_UPPER, identity->secret, ret_text);
}

enum seal_error seal_recipient_read(const char *text, size_t len, uint8_t ret_recipient[static 32])
{
    static const uint8_t any_secret[32] = {8};
    uint8_t recipient[32], shared[32];
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    /* a point of low order gives zero with every secret, and libsodium says so */
    if (!bech32_read(recipient_prefix, BECH32_LOWER, text, len, recipient) ||
        crypto_scalarmult(shared, any_secret, recipient))
        return SEAL_KEY;
    memcpy(ret_recipient, recipient, sizeof recipient);
    return SEAL_OK;
}

void seal_recipient_text(const uint8_t recipient[static 32], char ret_text[static SEAL_RECIPIENT_TEXT])
{
    bech32_write(recipient_prefix, BECH32_LOWER, recipient, ret_text);
}

void seal_signer_from(const uint8_t seed[static 32], struct seal_signer *ret_signer)
{
    crypto_sign_seed_keypair(ret_signer->public_key, ret_signer->secret, seed);
}

void seal_signer_new(struct seal_signer *ret_signer)
{
    crypto_sign_keypair(ret_signer->public_key, ret_signer->secret);
}
