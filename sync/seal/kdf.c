#include "kdf.h"

#include <string.h>

#include <sodium.h>

void hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len, uint8_t ret_mac[static 32])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, key_len);
    crypto_auth_hmacsha256_update(&state, bytes, len);
    crypto_auth_hmacsha256_final(&state, ret_mac);
    sodium_memzero(&state, sizeof state);
}

void hkdf_sha256(const void *secret, size_t secret_len, const void *salt, size_t salt_len, const char *info,
    uint8_t ret_key[static 32])
{
    uint8_t extracted[32];
    crypto_auth_hmacsha256_state state;
    hmac_sha256(salt, salt_len, secret, secret_len, extracted);
    crypto_auth_hmacsha256_init(&state, extracted, sizeof extracted);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)info, strlen(info));
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)"\x01", 1);
    crypto_auth_hmacsha256_final(&state, ret_key);
    sodium_memzero(&state, sizeof state);
    sodium_memzero(extracted, sizeof extracted);
}
