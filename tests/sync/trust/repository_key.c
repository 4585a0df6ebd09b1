#include "sync/trust/repository_key.h"

#include <assert.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static int random_bytes(void *ctx, unsigned char *bytes, size_t len)
{
    (void)ctx;
    randombytes_buf(bytes, len);
    return 0;
}

static json_t *make_ed25519(struct repository_key *key)
{
    uint8_t public_key[32];
    char hex[65];
    crypto_sign_keypair(public_key, key->secret);
    sodium_bin2hex(hex, sizeof hex, public_key, sizeof public_key);
    return json_pack("{s:s,s:s,s:{s:s}}", "keytype", "ed25519", "scheme", "ed25519", "keyval", "public", hex);
}

static json_t *make_pk(struct repository_key *key)
{
    unsigned char pem[2048];
    bool rsa = key->kind != KIND_ECDSA;
    mbedtls_pk_context *pk = key->pk = calloc(1, sizeof *pk);
    mbedtls_pk_init(pk);
    assert(!mbedtls_pk_setup(pk, mbedtls_pk_info_from_type(rsa ? MBEDTLS_PK_RSA : MBEDTLS_PK_ECKEY)));
    if (rsa)
        assert(!mbedtls_rsa_gen_key(mbedtls_pk_rsa(*pk), random_bytes, NULL, 2048, 65537));
    else
        assert(!mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(*pk), random_bytes, NULL));
    assert(!mbedtls_pk_write_pubkey_pem(pk, pem, sizeof pem));
    return json_pack("{s:s,s:s,s:{s:s}}", "keytype", rsa ? "rsa" : "ecdsa", "scheme",
        key->kind == KIND_RSA ? "rsassa-pss-sha256"
        : rsa                 ? "rsa-pkcs1v15-sha256"
                              : "ecdsa-sha2-nistp256",
        "keyval", "public", (char *)pem);
}

void repository_key_make(struct repository_key *key, enum repository_kind kind)
{
    uint8_t hash[32];
    size_t len;
    assert(sodium_init() >= 0);
    *key = (struct repository_key){.kind = kind};
    key->json = kind == KIND_ED25519 ? make_ed25519(key) : make_pk(key);
    char *canonical = repository_canonical(key->json, &len);
    crypto_hash_sha256(hash, (const uint8_t *)canonical, len);
    sodium_bin2hex(key->id, sizeof key->id, hash, sizeof hash);
    free(canonical);
}

void repository_key_clear(struct repository_key *key)
{
    if (key->pk)
        mbedtls_pk_free(key->pk);
    free(key->pk);
    json_decref(key->json);
}

json_t *repository_key_sign(const struct repository_key *key, const char *bytes, size_t len)
{
    uint8_t raw[1024], hash[32];
    char hex[2049];
    size_t raw_len = crypto_sign_BYTES;
    crypto_hash_sha256(hash, (const uint8_t *)bytes, len);
    if (key->kind == KIND_ED25519) {
        crypto_sign_detached(raw, NULL, (const uint8_t *)bytes, len, key->secret);
    } else {
        mbedtls_pk_context *pk = key->pk;
        if (key->kind == KIND_RSA)
            mbedtls_rsa_set_padding(mbedtls_pk_rsa(*pk), MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA256);
        assert(!mbedtls_pk_sign(pk, MBEDTLS_MD_SHA256, hash, sizeof hash, raw, &raw_len, random_bytes, NULL));
    }
    sodium_bin2hex(hex, sizeof hex, raw, raw_len);
    return json_pack("{s:s,s:s}", "keyid", key->id, "sig", hex);
}

static char unescaped(char c)
{
    static const char from[] = "bfnrt/", to[] = "\b\f\n\r\t/";
    const char *at = strchr(from, c);
    assert(at && "a test's JSON has an escape this maker does not know");
    return to[at - from];
}

char *repository_canonical(const json_t *body, size_t *ret_len)
{
    char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
    size_t len = 0;
    for (const char *p = text; *p; p++) {
        if (*p != '\\') {
            text[len++] = *p;
        } else if (p[1] == '"' || p[1] == '\\') {
            text[len++] = *p++;
            text[len++] = *p;
        } else {
            text[len++] = unescaped(*++p);
        }
    }
    *ret_len = len;
    return text;
}
