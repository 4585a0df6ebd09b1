/* Receipts: 18 digits and the keys that they give, against published vectors and a second derivation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/md.h>
#include <mbedtls/sha256.h>
#include <sodium.h>

#include "base/cursor.h"
#include "kdf.h"
#include "seal/receipt.h"

#define DIGITS "314159265358979322"
#define NETWORK "Hafen S\303\274d"

static const uint8_t zone[ID_BYTES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

static void is_hex(const uint8_t *bytes, size_t len, const char *hex)
{
    char text[257];
    hex_write(bytes, len, text);
    assert_string_equal(text, hex);
}

/* The reference implementation's own test: argon2id, version 19, t 2, m 65536, p 1, "somesalt". */
static void argon2id_is_the_published_one(void **state)
{
    (void)state;
    static const char published[crypto_pwhash_STRBYTES] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                                                          "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assert_int_equal(crypto_pwhash_str_verify(published, "password", 8), 0);
    assert_int_not_equal(crypto_pwhash_str_verify(published, "passwore", 8), 0);
}

/* RFC 5869, appendix A, cases 1 and 3; the first 32 bytes. */
static void hkdf_is_the_published_one(void **state)
{
    (void)state;
    uint8_t secret[22], salt[13], key[32];
    memset(secret, 0x0b, sizeof secret);
    for (size_t i = 0; i < sizeof salt; i++)
        salt[i] = (uint8_t)i;
    hkdf_sha256(secret, sizeof secret, salt, sizeof salt, "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9", key);
    is_hex(key, 32, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    hkdf_sha256(secret, sizeof secret, "", 0, "", key);
    is_hex(key, 32, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

/* Made once with other implementations of everything (OpenSSL's). */
static void known_digits_give_the_known_keys(void **state)
{
    (void)state;
    struct receipt_keys keys;
    uint8_t tag[ID_BYTES];
    assert_int_equal(receipt_keys(DIGITS, NETWORK, zone, &keys), SEAL_OK);
    is_hex(keys.identity.secret, 32, "b123b5491d17b9d4e8aaaa3b11b7a41a27440d4357a4aba0664086f26f4dfcf1");
    is_hex(keys.identity.recipient, 32, "f1c6a3431b06f65f462a345b8c97940138c09a553577b9309578ecbe2912c36e");
    is_hex(keys.drop, 32, "69ef5e041a6c18c8f816e36f976d4f8a010b3b4eb6f7277230b5b61f6c2c1859");
    is_hex(keys.signer.public_key, 32, "c1d40acaab883578851c0a12765c479de26e53c188a020d743728f9167ff1532");
    receipt_tag(keys.drop, 0, tag);
    is_hex(tag, ID_BYTES, "55c09ee2d68a1fdb641e69ff6c2539a4");
    receipt_tag(keys.drop, 1, tag);
    is_hex(tag, ID_BYTES, "fe4f90f8178ad68c2893f1777d152b9f");
    receipt_tag(keys.drop, 63, tag);
    is_hex(tag, ID_BYTES, "586150a4e4fbb11aae16f52b5348dc3b");
}

static void derived(const uint8_t seed[32], const char *info, uint8_t key[32])
{
    assert_int_equal(mbedtls_hkdf(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), NULL, 0, seed, 32,
                         (const unsigned char *)info, strlen(info), key, 32),
        0);
}

/* A second way to the same keys: salt, HKDF and HMAC by mbedTLS, for digits that nobody chose. */
static void any_digits_give_what_a_second_derivation_gives(void **state)
{
    (void)state;
    char digits[RECEIPT_DIGITS + 1], salted[128];
    uint8_t salt[32], seed[32], key[32], mac[32], tag[ID_BYTES];
    struct receipt_keys keys;
    receipt_new(digits);
    assert_int_equal(receipt_keys(digits, "n", zone, &keys), SEAL_OK);
    size_t len = (size_t)sprintf(salted, "wayside receipt v1n");
    memcpy(salted + len, zone, ID_BYTES);
    assert_int_equal(mbedtls_sha256_ret((unsigned char *)salted, len + ID_BYTES, salt, 0), 0);
    assert_int_equal(
        crypto_pwhash(seed, 32, digits, 17, salt, 3, 134217728, crypto_pwhash_ALG_ARGON2ID13), 0);
    derived(seed, "wayside identity", key);
    assert_memory_equal(key, keys.identity.secret, 32);
    derived(seed, "wayside drop", key);
    assert_memory_equal(key, keys.drop, 32);
    assert_int_equal(mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), key, 32,
                         (const unsigned char *)"\x01\x02\x03\x04", 4, mac),
        0);
    receipt_tag(keys.drop, 0x01020304, tag);
    assert_memory_equal(mac, tag, ID_BYTES);
    derived(seed, "wayside sign", key);
    assert_memory_equal(key, keys.signer.secret, 32); /* libsodium keeps the seed first */
}

static void network_and_zone_and_digits_each_change_all_three_keys(void **state)
{
    (void)state;
    struct receipt_keys keys[4];
    uint8_t other_zone[ID_BYTES] = {0};
    assert_int_equal(receipt_keys(DIGITS, NETWORK, zone, &keys[0]), SEAL_OK);
    assert_int_equal(receipt_keys(DIGITS, NETWORK " ", zone, &keys[1]), SEAL_OK);
    assert_int_equal(receipt_keys(DIGITS, NETWORK, other_zone, &keys[2]), SEAL_OK);
    assert_int_equal(receipt_keys("000000000000000000", NETWORK, zone, &keys[3]), SEAL_OK);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++) {
            assert_memory_not_equal(keys[i].identity.secret, keys[j].identity.secret, 32);
            assert_memory_not_equal(keys[i].drop, keys[j].drop, 32);
            assert_memory_not_equal(keys[i].signer.secret, keys[j].signer.secret, 32);
        }
}

static void wrong_digits_are_refused_at_once(void **state)
{
    (void)state;
    struct receipt_keys keys;
    memset(&keys, 5, sizeof keys);
    for (size_t i = 0; i < RECEIPT_DIGITS; i++) {
        for (int c = '0'; c <= '9'; c++) {
            char digits[] = DIGITS;
            if (c == digits[i])
                continue;
            digits[i] = (char)c;
            assert_int_equal(receipt_keys(digits, NETWORK, zone, &keys), SEAL_KEY);
        }
    }
    assert_int_equal(receipt_keys("31415926535897932a", NETWORK, zone, &keys), SEAL_KEY);
    assert_int_equal(receipt_keys("3141592653589793 2", NETWORK, zone, &keys), SEAL_KEY);
    assert_int_equal(keys.drop[0], 5);
}

static void new_digits_are_well_formed_and_every_digit_turns_up_everywhere(void **state)
{
    (void)state;
    unsigned seen[RECEIPT_DIGITS][10] = {{0}};
    for (int round = 0; round < 2000; round++) {
        char digits[RECEIPT_DIGITS + 1], broken[RECEIPT_DIGITS + 1];
        receipt_new(digits);
        assert_int_equal(strlen(digits), RECEIPT_DIGITS);
        for (size_t i = 0; i < RECEIPT_DIGITS; i++) {
            assert_in_range(digits[i], '0', '9');
            seen[i][digits[i] - '0']++;
        }
        memcpy(broken, digits, sizeof broken);
        broken[17] = broken[17] == '0' ? '1' : '0';
        struct receipt_keys keys;
        assert_int_equal(receipt_keys(broken, NETWORK, zone, &keys), SEAL_KEY);
    }
    for (size_t i = 0; i < RECEIPT_DIGITS; i++)
        for (int digit = 0; digit < 10; digit++)
            assert_in_range(seen[i][digit], 100, 300); /* 200 expected; outside once in 10^10 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(argon2id_is_the_published_one),
        cmocka_unit_test(hkdf_is_the_published_one),
        cmocka_unit_test(known_digits_give_the_known_keys),
        cmocka_unit_test(any_digits_give_what_a_second_derivation_gives),
        cmocka_unit_test(network_and_zone_and_digits_each_change_all_three_keys),
        cmocka_unit_test(wrong_digits_are_refused_at_once),
        cmocka_unit_test(new_digits_are_well_formed_and_every_digit_turns_up_everywhere),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
