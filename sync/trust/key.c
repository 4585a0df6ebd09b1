#include "key.h"

#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "trust/bounds.h"

#define DER_BYTES 2048
#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 8192
#define SIGNATURE_BYTES (RSA_BITS_MAX / 8)

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum key_kind kind_of(const char *type, const char *scheme)
{
    if (!strcmp(type, "ed25519") && !strcmp(scheme, "ed25519"))
        return KEY_ED25519;
    if ((!strcmp(type, "ecdsa") || !strcmp(type, "ecdsa-sha2-nistp256")) &&
        !strcmp(scheme, "ecdsa-sha2-nistp256"))
        return KEY_ECDSA;
    if (!strcmp(type, "rsa") && !strcmp(scheme, "rsassa-pss-sha256"))
        return KEY_RSA_PSS;
    if (!strcmp(type, "rsa") && !strcmp(scheme, "rsa-pkcs1v15-sha256"))
        return KEY_RSA_PKCS1;
    return KEY_UNKNOWN;
}

static bool usable(mbedtls_pk_context *pk, enum key_kind kind)
{
    if (kind == KEY_ECDSA)
        return mbedtls_pk_can_do(pk, MBEDTLS_PK_ECDSA) &&
               mbedtls_pk_ec(*pk)->grp.id == MBEDTLS_ECP_DP_SECP256R1;
    size_t bits = mbedtls_pk_get_bitlen(pk);
    return mbedtls_pk_get_type(pk) == MBEDTLS_PK_RSA && bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX;
}

/* Written out again, so that one key has one form however its PEM was folded. */
static enum trust_error read_pem(struct key *key, const char *pem)
{
    uint8_t der[DER_BYTES];
    mbedtls_pk_context pk;
    mbedtls_pk_init(&pk);
    int len = 0;
    if (!mbedtls_pk_parse_public_key(&pk, (const unsigned char *)pem, strlen(pem) + 1) &&
        usable(&pk, key->kind))
        len = mbedtls_pk_write_pubkey_der(&pk, der, sizeof der);
    mbedtls_pk_free(&pk);
    if (len <= 0) {
        key->kind = KEY_UNKNOWN;
        return TRUST_OK;
    }
    key->der = malloc((size_t)len);
    if (!key->der)
        return TRUST_NO_MEMORY;
    key->der_len = (size_t)len;
    memcpy(key->der, der + sizeof der - len, (size_t)len); /* it writes at the end */
    crypto_hash_sha256(key->same, key->der, key->der_len);
    return TRUST_OK;
}

static enum trust_error read_key(const char *id, const json_t *json, struct key *ret_key)
{
    const char *type = text_of(json, "keytype"), *scheme = text_of(json, "scheme");
    const char *public_key = text_of(json_object_get(json, "keyval"), "public");
    if (!*id || !type || !scheme || !public_key)
        return TRUST_FORMAT;
    const char *name = text_of(json, "name");
    ret_key->id = id;
    ret_key->name = name ? name : "";
    ret_key->kind = kind_of(type, scheme);
    switch (ret_key->kind) {
    case KEY_ED25519:
        if (!hex_read(public_key, strlen(public_key), ret_key->ed25519, sizeof ret_key->ed25519))
            ret_key->kind = KEY_UNKNOWN;
        crypto_hash_sha256(ret_key->same, ret_key->ed25519, sizeof ret_key->ed25519);
        return TRUST_OK;
    case KEY_ECDSA:
    case KEY_RSA_PSS:
    case KEY_RSA_PKCS1:
        return read_pem(ret_key, public_key);
    case KEY_UNKNOWN:
        break;
    }
    return TRUST_OK;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct key *)a)->id, ((const struct key *)b)->id);
}

enum trust_error keyring_read(const json_t *keys, struct keyring *ret_keyring)
{
    if (!json_is_object(keys))
        return TRUST_FORMAT;
    size_t count = json_object_size(keys);
    if (count > TRUST_KEYS)
        return TRUST_BOUND;
    struct keyring keyring = {.keys = calloc(count ? count : 1, sizeof *keyring.keys)};
    if (!keyring.keys)
        return TRUST_NO_MEMORY;
    const char *id;
    json_t *key;
    enum trust_error error = TRUST_OK;
    json_object_foreach((json_t *)(uintptr_t)keys, id, key)
    {
        error = read_key(id, key, &keyring.keys[keyring.count]);
        if (error)
            break;
        keyring.count++;
    }
    if (error) {
        keyring_clear(&keyring);
        return error;
    }
    qsort(keyring.keys, keyring.count, sizeof *keyring.keys, by_id);
    *ret_keyring = keyring;
    return TRUST_OK;
}

void keyring_clear(struct keyring *keyring)
{
    for (size_t i = 0; i < keyring->count; i++)
        free(keyring->keys[i].der);
    free(keyring->keys);
    *keyring = (struct keyring){0};
}

const struct key *keyring_find(const struct keyring *keyring, const char *id)
{
    struct key wanted = {.id = id};
    return keyring->count ? bsearch(&wanted, keyring->keys, keyring->count, sizeof *keyring->keys, by_id)
                          : NULL;
}

static bool verify_der(const struct key *key, const uint8_t *signature, size_t signature_len,
    const uint8_t hash[static TRUST_HASH])
{
    mbedtls_pk_context pk;
    mbedtls_pk_init(&pk);
    int failed = mbedtls_pk_parse_public_key(&pk, key->der, key->der_len);
    if (!failed && key->kind != KEY_RSA_PSS) {
        failed = mbedtls_pk_verify(&pk, MBEDTLS_MD_SHA256, hash, TRUST_HASH, signature, signature_len);
    } else if (!failed) {
        mbedtls_pk_rsassa_pss_options options = {
            .mgf1_hash_id = MBEDTLS_MD_SHA256, .expected_salt_len = MBEDTLS_RSA_SALT_LEN_ANY};
        failed = mbedtls_pk_verify_ext(MBEDTLS_PK_RSASSA_PSS, &options, &pk, MBEDTLS_MD_SHA256, hash,
            TRUST_HASH, signature, signature_len);
    }
    mbedtls_pk_free(&pk);
    return !failed;
}

bool key_signed(const struct key *key, const char *signature, const void *bytes, size_t len)
{
    uint8_t raw[SIGNATURE_BYTES], hash[TRUST_HASH];
    size_t digits = strlen(signature);
    if (!digits || digits % 2 || digits / 2 > sizeof raw || !hex_read(signature, digits, raw, digits / 2))
        return false;
    switch (key->kind) {
    case KEY_ED25519:
        return digits / 2 == crypto_sign_BYTES && !crypto_sign_verify_detached(raw, bytes, len, key->ed25519);
    case KEY_ECDSA:
    case KEY_RSA_PSS:
    case KEY_RSA_PKCS1:
        crypto_hash_sha256(hash, bytes, len);
        return verify_der(key, raw, digits / 2, hash);
    case KEY_UNKNOWN:
        break;
    }
    return false;
}
