/* Token, key, request and code of an enrolment. What happens over the network is in enrol_client.c. */
#include "wire/enrol.h"

#include <string.h>

#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_csr.h>
#include <sodium.h>

#include "base/cursor.h"

enum {
    SECRET_HEX = 32,
    HASH_HEX = 64,
    TOKEN_TEXT = SECRET_HEX + 1 + HASH_HEX + 1 + HASH_HEX,
    KEY_PEM = 512, /* a P-256 key takes about 230 bytes */
};

static int random_bytes(void *ctx, unsigned char *out, size_t len)
{
    (void)ctx;
    randombytes_buf(out, len);
    return 0;
}

bool enrol_token_read(const char *text, struct enrol_token *ret_token)
{
    struct enrol_token token;
    if (strnlen(text, TOKEN_TEXT + 1) != TOKEN_TEXT)
        return false;
    const char *root = text + SECRET_HEX + 1, *ca = root + HASH_HEX + 1;
    bool ok = root[-1] == '.' && ca[-1] == '.' &&
              hex_read(text, SECRET_HEX, token.secret, sizeof token.secret) &&
              hex_read(root, HASH_HEX, token.root_hash, sizeof token.root_hash) &&
              hex_read(ca, HASH_HEX, token.ca_hash, sizeof token.ca_hash);
    if (ok)
        *ret_token = token;
    sodium_memzero(&token, sizeof token);
    return ok;
}

void enrol_token_text(const struct enrol_token *token, char ret_text[static 164])
{
    hex_write(token->secret, sizeof token->secret, ret_text);
    ret_text[SECRET_HEX] = '.';
    hex_write(token->root_hash, sizeof token->root_hash, ret_text + SECRET_HEX + 1);
    ret_text[SECRET_HEX + 1 + HASH_HEX] = '.';
    hex_write(token->ca_hash, sizeof token->ca_hash, ret_text + SECRET_HEX + 1 + HASH_HEX + 1);
}

/* The subject is only a label: the hub takes role and name from the token, never from the request. */
static bool request_write(mbedtls_pk_context *key, char *ret_pem, size_t cap)
{
    mbedtls_x509write_csr csr;
    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_md_alg(&csr, MBEDTLS_MD_SHA256);
    mbedtls_x509write_csr_set_key(&csr, key);
    bool ok = mbedtls_x509write_csr_set_subject_name(&csr, "O=wayside") == 0 &&
              mbedtls_x509write_csr_pem(&csr, (unsigned char *)ret_pem, cap, random_bytes, NULL) == 0;
    mbedtls_x509write_csr_free(&csr);
    return ok;
}

bool enrol_request_new(struct buffer *ret_key_pem, struct buffer *ret_csr_pem)
{
    char key_pem[KEY_PEM] = "", csr_pem[ENROL_CSR_BYTES] = "";
    size_t key_len = ret_key_pem->len;
    mbedtls_pk_context key;
    mbedtls_pk_init(&key);
    bool ok = sodium_init() >= 0 &&
              mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)) == 0 &&
              mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(key), random_bytes, NULL) == 0 &&
              mbedtls_pk_write_key_pem(&key, (unsigned char *)key_pem, sizeof key_pem) == 0 &&
              request_write(&key, csr_pem, sizeof csr_pem) && buffer_text(ret_key_pem, key_pem) == BASE_OK;
    if (ok && buffer_text(ret_csr_pem, csr_pem) != BASE_OK) {
        sodium_memzero(ret_key_pem->bytes + key_len, ret_key_pem->len - key_len);
        ret_key_pem->len = key_len;
        ok = false;
    }
    mbedtls_pk_free(&key);
    sodium_memzero(key_pem, sizeof key_pem);
    return ok;
}

static void code_text(const uint8_t hash[static 32], char ret_code[static ENROL_CODE_TEXT])
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford: no I, L, O, U */
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | hash[i];
    for (int i = 0, at = 0; i < 10; i++) {
        if (i == 5)
            ret_code[at++] = '-';
        ret_code[at++] = digits[bits >> 59];
        bits <<= 5;
    }
    ret_code[ENROL_CODE_TEXT - 1] = 0;
}

bool enrol_code(
    const struct enrol_token *token, const char *csr_pem, size_t len, char ret_code[static ENROL_CODE_TEXT])
{
    char pem[ENROL_CSR_BYTES]; /* mbedTLS wants PEM to end with a NUL that it counts */
    if (len >= sizeof pem || memchr(csr_pem, 0, len))
        return false;
    memcpy(pem, csr_pem, len);
    pem[len] = 0;
    mbedtls_x509_csr csr;
    mbedtls_x509_csr_init(&csr);
    bool ok = mbedtls_x509_csr_parse(&csr, (const unsigned char *)pem, len + 1) == 0;
    if (ok) {
        uint8_t hash[32];
        crypto_hash_sha256_state state;
        crypto_hash_sha256_init(&state);
        crypto_hash_sha256_update(&state, token->root_hash, sizeof token->root_hash);
        crypto_hash_sha256_update(&state, token->ca_hash, sizeof token->ca_hash);
        crypto_hash_sha256_update(&state, token->secret, sizeof token->secret);
        crypto_hash_sha256_update(&state, csr.raw.p, csr.raw.len);
        crypto_hash_sha256_final(&state, hash);
        sodium_memzero(&state, sizeof state);
        code_text(hash, ret_code);
    }
    mbedtls_x509_csr_free(&csr);
    return ok;
}
