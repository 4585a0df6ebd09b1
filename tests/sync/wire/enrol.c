/* Token, key, request and code of an enrolment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/sha256.h>
#include <mbedtls/x509_csr.h>

#include "wire/enrol.h"

static const char TOKEN[] = "000102030405060708090a0b0c0d0e0f."
                            "1111111111111111111111111111111111111111111111111111111111111111."
                            "2222222222222222222222222222222222222222222222222222222222222222";

static void a_token_is_read_and_written_back_the_same(void **state)
{
    (void)state;
    struct enrol_token token;
    assert_true(enrol_token_read(TOKEN, &token));
    assert_int_equal(token.secret[15], 15);
    assert_int_equal(token.root_hash[0], 0x11);
    assert_int_equal(token.ca_hash[31], 0x22);
    char text[164];
    enrol_token_text(&token, text);
    assert_string_equal(text, TOKEN);
}

static void a_token_of_any_other_form_is_refused(void **state)
{
    (void)state;
    struct enrol_token token;
    char text[256];
    snprintf(text, sizeof text, "%s ", TOKEN);
    assert_false(enrol_token_read(text, &token));
    snprintf(text, sizeof text, "%s\n", TOKEN);
    assert_false(enrol_token_read(text, &token));
    assert_false(enrol_token_read("", &token));
    for (size_t at = 0; at < sizeof TOKEN - 1; at++) {
        strcpy(text, TOKEN);
        text[at] = 'G';
        assert_false(enrol_token_read(text, &token));
        text[at] = 0;
        assert_false(enrol_token_read(text, &token));
    }
}

static void a_request_is_signed_by_the_p256_key_that_comes_with_it(void **state)
{
    (void)state;
    struct buffer key, csr;
    buffer_init(&key, 1024);
    buffer_init(&csr, ENROL_CSR_BYTES);
    assert_true(enrol_request_new(&key, &csr));
    mbedtls_pk_context pk;
    mbedtls_pk_init(&pk);
    assert_int_equal(mbedtls_pk_parse_key(&pk, key.bytes, key.len + 1, NULL, 0), 0);
    mbedtls_x509_csr request;
    mbedtls_x509_csr_init(&request);
    assert_int_equal(mbedtls_x509_csr_parse(&request, csr.bytes, csr.len + 1), 0);
    assert_int_equal(mbedtls_pk_ec(request.pk)->grp.id, MBEDTLS_ECP_DP_SECP256R1);
    assert_int_equal(mbedtls_pk_check_pair(&request.pk, &pk), 0);
    uint8_t hash[32];
    assert_int_equal(mbedtls_sha256_ret(request.cri.p, request.cri.len, hash, 0), 0);
    assert_int_equal(
        mbedtls_pk_verify(&request.pk, request.sig_md, hash, sizeof hash, request.sig.p, request.sig.len), 0);
    mbedtls_x509_csr_free(&request);
    mbedtls_pk_free(&pk);
    buffer_clear(&key);
    buffer_clear(&csr);
}

static void a_buffer_that_is_too_small_leaves_no_key_behind(void **state)
{
    (void)state;
    struct buffer key, csr;
    buffer_init(&key, 1024);
    buffer_init(&csr, 10);
    assert_false(enrol_request_new(&key, &csr));
    assert_int_equal(key.len, 0);
    assert_int_equal(csr.len, 0);
    buffer_clear(&key);
    buffer_clear(&csr);
}

static void the_code_changes_with_every_part_that_it_covers(void **state)
{
    (void)state;
    struct buffer key, csr, other;
    buffer_init(&key, 1024);
    buffer_init(&csr, ENROL_CSR_BYTES);
    buffer_init(&other, ENROL_CSR_BYTES);
    assert_true(enrol_request_new(&key, &csr));
    buffer_clear(&key);
    assert_true(enrol_request_new(&key, &other));
    struct enrol_token token;
    assert_true(enrol_token_read(TOKEN, &token));
    const char *pem = (const char *)csr.bytes;
    char code[ENROL_CODE_TEXT], again[ENROL_CODE_TEXT];
    assert_true(enrol_code(&token, pem, csr.len, code));
    assert_true(enrol_code(&token, pem, csr.len, again));
    assert_string_equal(code, again);
    assert_int_equal(strlen(code), 11);
    assert_int_equal(code[5], '-');
    assert_int_equal(strspn(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), 11);
    uint8_t *parts[] = {token.secret, token.root_hash, token.ca_hash};
    for (size_t i = 0; i < 3; i++) {
        parts[i][3] ^= 1;
        assert_true(enrol_code(&token, pem, csr.len, again));
        assert_string_not_equal(code, again);
        parts[i][3] ^= 1;
    }
    assert_true(enrol_code(&token, (const char *)other.bytes, other.len, again));
    assert_string_not_equal(code, again);
    buffer_clear(&key);
    buffer_clear(&csr);
    buffer_clear(&other);
}

/* SHA-256(11.. | 22.. | 000102.. | DER) of this fixed request, worked out with openssl and sha256sum. */
static void the_code_of_a_fixed_request_is_the_known_one(void **state)
{
    (void)state;
    static const char pem[] = "-----BEGIN CERTIFICATE REQUEST-----\n"
                              "MIHNMHQCAQAwEjEQMA4GA1UECgwHd2F5c2lkZTBZMBMGByqGSM49AgEGCCqGSM49\n"
                              "AwEHA0IABMFElPdz6CnhReuOL8LuASFcnJ1VkyU73qKfDf2MZ4/Pao9Rj7ZY0TRT\n"
                              "NfcL9hrTzZ9RATNgqWotuD2ZLBtGfaigADAKBggqhkjOPQQDAgNJADBGAiEAwWBA\n"
                              "oYRTvtx+1aNRj9KdP+FVWiXIF08ZNePcfVjqxTQCIQDa8PNCtUXLvZEp/drIwNG+\n"
                              "V5yQxmZizWE3VDKVaZvRkQ==\n"
                              "-----END CERTIFICATE REQUEST-----\n";
    struct enrol_token token;
    assert_true(enrol_token_read(TOKEN, &token));
    char code[ENROL_CODE_TEXT];
    assert_true(enrol_code(&token, pem, sizeof pem - 1, code));
    assert_string_equal(code, "JX6BK-E1C2F");
}

static void what_is_not_one_request_has_no_code(void **state)
{
    (void)state;
    struct enrol_token token;
    assert_true(enrol_token_read(TOKEN, &token));
    char code[ENROL_CODE_TEXT] = "as it was", big[ENROL_CSR_BYTES + 1];
    memset(big, 'A', sizeof big);
    assert_false(enrol_code(&token, "", 0, code));
    assert_false(enrol_code(&token, "-----BEGIN CERTIFICATE REQUEST-----\n", 36, code));
    assert_false(enrol_code(&token, big, sizeof big, code));
    assert_false(enrol_code(&token, "a\0b", 3, code));
    assert_string_equal(code, "as it was");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_is_read_and_written_back_the_same),
        cmocka_unit_test(a_token_of_any_other_form_is_refused),
        cmocka_unit_test(a_request_is_signed_by_the_p256_key_that_comes_with_it),
        cmocka_unit_test(a_buffer_that_is_too_small_leaves_no_key_behind),
        cmocka_unit_test(the_code_changes_with_every_part_that_it_covers),
        cmocka_unit_test(the_code_of_a_fixed_request_is_the_known_one),
        cmocka_unit_test(what_is_not_one_request_has_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
