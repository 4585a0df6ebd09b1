/* The scrypt recipient stanza (C2SP age.md, "The scrypt recipient type"). */
#include "stanza.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "base64.h"
#include "seal/age.h"

#define LABEL "age-encryption.org/v1/scrypt"
#define LABEL_BYTES (sizeof LABEL - 1)

static const uint8_t zero_nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];

/* %x31-39 *DIGIT */
static enum seal_error work_read(struct span text, unsigned *ret_work)
{
    if (!text.len || text.p[0] == '0')
        return SEAL_HEADER;
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return SEAL_HEADER;
    unsigned work = text.p[0] - '0' + 0U;
    if (text.len == 2)
        work = work * 10 + text.p[1] - '0';
    if (text.len > 2 || work > AGE_WORK_MOST)
        return SEAL_WORK;
    *ret_work = work;
    return SEAL_OK;
}

enum seal_error scrypt_read(const struct stanza *stanza, uint8_t ret_salt[static SCRYPT_SALT_BYTES],
    unsigned *ret_work, uint8_t ret_wrapped[static WRAPPED_BYTES])
{
    if (stanza->count != 3 ||
        !base64_read(stanza->arguments[1].p, stanza->arguments[1].len, ret_salt, SCRYPT_SALT_BYTES) ||
        !base64_read(stanza->body.p, stanza->body.len, ret_wrapped, WRAPPED_BYTES))
        return SEAL_HEADER;
    return work_read(stanza->arguments[2], ret_work);
}

static enum seal_error wrap_key(const char *passphrase, const uint8_t salt[static SCRYPT_SALT_BYTES],
    unsigned work, uint8_t ret_key[static 32])
{
    uint8_t labelled[LABEL_BYTES + SCRYPT_SALT_BYTES];
    memcpy(labelled, LABEL, LABEL_BYTES);
    memcpy(labelled + LABEL_BYTES, salt, SCRYPT_SALT_BYTES);
    int failed = crypto_pwhash_scryptsalsa208sha256_ll((const uint8_t *)passphrase, strlen(passphrase),
        labelled, sizeof labelled, (uint64_t)1 << work, 8, 1, ret_key, 32);
    return failed ? SEAL_NO_MEMORY : SEAL_OK;
}

enum seal_error scrypt_unwrap(const char *passphrase, const uint8_t salt[static SCRYPT_SALT_BYTES],
    unsigned work, const uint8_t wrapped[static WRAPPED_BYTES], uint8_t ret_file_key[static FILE_KEY_BYTES])
{
    uint8_t key[32];
    enum seal_error error = wrap_key(passphrase, salt, work, key);
    if (!error && crypto_aead_chacha20poly1305_ietf_decrypt(
                      ret_file_key, NULL, NULL, wrapped, WRAPPED_BYTES, NULL, 0, zero_nonce, key))
        error = SEAL_NO_MATCH;
    sodium_memzero(key, sizeof key);
    return error;
}

enum seal_error scrypt_write(const char *passphrase, unsigned work,
    const uint8_t file_key[static FILE_KEY_BYTES], char ret_stanza[static STANZA_SCRYPT_MOST],
    size_t *ret_len)
{
    uint8_t key[32], salt[SCRYPT_SALT_BYTES], wrapped[WRAPPED_BYTES];
    char salt_text[32], wrapped_text[BASE64_32 + 1];
    if (work < 1 || work > AGE_WORK_MOST)
        return SEAL_WORK;
    randombytes_buf(salt, sizeof salt);
    enum seal_error error = wrap_key(passphrase, salt, work, key);
    if (error)
        return error;
    crypto_aead_chacha20poly1305_ietf_encrypt(
        wrapped, NULL, file_key, FILE_KEY_BYTES, NULL, 0, NULL, zero_nonce, key);
    sodium_memzero(key, sizeof key);
    sodium_bin2base64(
        salt_text, sizeof salt_text, salt, sizeof salt, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    sodium_bin2base64(wrapped_text, sizeof wrapped_text, wrapped, sizeof wrapped,
        sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    int len = snprintf(
        ret_stanza, STANZA_SCRYPT_MOST, "-> scrypt %s %u\n%s\n", salt_text, work, wrapped_text);
    *ret_len = (size_t)len;
    return SEAL_OK;
}
