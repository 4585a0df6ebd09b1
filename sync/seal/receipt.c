#include "seal/receipt.h"

#include <string.h>

#include <sodium.h>

#include "kdf.h"
#include "rules/damm.h"

#define RANDOM_DIGITS (RECEIPT_DIGITS - 1)
#define PASSES 3
#define MEMORY ((size_t)128 << 20)

void receipt_new(char ret_digits[static RECEIPT_DIGITS + 1])
{
    for (int i = 0; i < RANDOM_DIGITS; i++)
        ret_digits[i] = (char)('0' + randombytes_uniform(10));
    ret_digits[RANDOM_DIGITS] = damm_digit(ret_digits, RANDOM_DIGITS);
    ret_digits[RECEIPT_DIGITS] = 0;
}

static void salt_of(const char *network, const uint8_t zone[static ID_BYTES],
    uint8_t ret_salt[static crypto_hash_sha256_BYTES])
{
    static const char label[] = "wayside receipt v1";
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const uint8_t *)label, sizeof label - 1);
    crypto_hash_sha256_update(&state, (const uint8_t *)network, strlen(network));
    crypto_hash_sha256_update(&state, zone, ID_BYTES);
    crypto_hash_sha256_final(&state, ret_salt);
}

static enum seal_error keys_from(const uint8_t seed[static 32], struct receipt_keys *ret_keys)
{
    uint8_t secret[32], sign_seed[32];
    hkdf_sha256(seed, 32, "", 0, "wayside identity", secret);
    hkdf_sha256(seed, 32, "", 0, "wayside sign", sign_seed);
    enum seal_error error = seal_identity_from(secret, &ret_keys->identity);
    if (!error) {
        hkdf_sha256(seed, 32, "", 0, "wayside drop", ret_keys->drop);
        seal_signer_from(sign_seed, &ret_keys->signer);
    }
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(sign_seed, sizeof sign_seed);
    return error;
}

enum seal_error receipt_keys(const char digits[static RECEIPT_DIGITS], const char *network,
    const uint8_t zone[static ID_BYTES], struct receipt_keys *ret_keys)
{
    uint8_t salt[crypto_hash_sha256_BYTES], seed[32];
    if (!damm_valid(digits, RECEIPT_DIGITS))
        return SEAL_KEY;
    if (sodium_init() < 0)
        return SEAL_NO_MEMORY;
    salt_of(network, zone, salt);
    if (crypto_pwhash(
            seed, sizeof seed, digits, RANDOM_DIGITS, salt, PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13))
        return SEAL_NO_MEMORY;
    enum seal_error error = keys_from(seed, ret_keys);
    sodium_memzero(seed, sizeof seed);
    return error;
}

void receipt_tag(const uint8_t drop[static 32], uint32_t n, uint8_t ret_tag[static ID_BYTES])
{
    const uint8_t number[4] = {(uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n};
    uint8_t mac[32];
    hmac_sha256(drop, 32, number, sizeof number, mac);
    memcpy(ret_tag, mac, ID_BYTES);
}
