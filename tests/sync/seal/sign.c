/* Documents signed in place: what was signed verifies, and nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "seal/keys.h"

#define BODY "{\"v\":1"

static struct seal_signer signer_fixed(void)
{
    struct seal_signer signer;
    uint8_t seed[32];
    for (size_t i = 0; i < sizeof seed; i++)
        seed[i] = (uint8_t)i;
    seal_signer_from(seed, &signer);
    return signer;
}

/* Any bytes with a true signature behind them, without the care that seal_sign takes. */
static size_t forge(const struct seal_signer *signer, const char *body, char *json)
{
    uint8_t message[512], signature[64];
    char hex[129];
    int before = sprintf((char *)message, "wayside document v1") + 1;
    size_t len = strlen(body);
    memcpy(message + before, body, len);
    crypto_sign_detached(signature, NULL, message, (size_t)before + len, signer->secret);
    hex_write(signature, sizeof signature, hex);
    return (size_t)sprintf(json, "%s,\"sig\":\"%s\"}", body, hex);
}

static enum seal_error verify(const char *json)
{
    struct seal_signer signer = signer_fixed();
    return seal_verify(SEAL_DOCUMENT, signer.public_key, json, strlen(json));
}

/* Made once with another implementation of Ed25519 (OpenSSL's), seed 00 01 02 ... 1f. */
static void each_purpose_gives_the_known_signature(void **state)
{
    (void)state;
    static const struct {
        enum seal_purpose purpose;
        const char *hex;
    } known[] = {
        {SEAL_DOCUMENT, "dd2dd714dbfbc0ffbb3e29110686b78a799db4e3346ff0f306ae9509bb8f6d32"
                        "1acb3ac5b744234ddae2073c2c02c8b82430270fa1b8ba9c58442ff679dfcc02"},
        {SEAL_ANSWER, "02f6f3c4a4cb1a599236be7dd7e350eedfb81314c7281a8d9b9c7a19fb4f766c"
                      "6f10b5b0acaa5e15bbb212748ae2fe78103eba80f1c5783e972e9c97abd2d20d"},
        {SEAL_ACTION, "36705b02e58c75ea4fd58d066cd23ea8389532c63afb78619e9d8272e5924182"
                      "93b48d19cd62c9f692e5731a3af8674dede1032772899a17faf3b18c19d20c00"},
    };
    struct seal_signer signer = signer_fixed();
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char json[512] = BODY "}", expected[512];
        size_t len = strlen(json);
        assert_int_equal(seal_sign(known[i].purpose, &signer, json, &len, sizeof json), SEAL_OK);
        sprintf(expected, BODY ",\"sig\":\"%s\"}", known[i].hex);
        assert_int_equal(len, strlen(expected));
        assert_memory_equal(json, expected, len);
        for (int purpose = SEAL_DOCUMENT; purpose <= SEAL_ACTION; purpose++)
            assert_int_equal(seal_verify((enum seal_purpose)purpose, signer.public_key, json, len),
                purpose == (int)known[i].purpose ? SEAL_OK : SEAL_SIGNATURE);
    }
}

static void padding_is_spaces_and_nothing_else(void **state)
{
    (void)state;
    struct seal_signer signer = signer_fixed();
    char json[512];
    size_t len = forge(&signer, BODY, json);
    assert_int_equal(verify(json), SEAL_OK);
    assert_int_equal(seal_signed_body(json, len), strlen(BODY));
    static const char *const tails[] = {"\n", " \n", "\t", "\r", "}", "x", ",", "\f"};
    sprintf(json + len, "     ");
    assert_int_equal(verify(json), SEAL_OK);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        sprintf(json + len, "%s", tails[i]);
        assert_int_equal(verify(json), SEAL_SIGNATURE);
    }
    json[len] = 0; /* a NUL counts as a byte too much */
    assert_int_equal(seal_verify(SEAL_DOCUMENT, signer.public_key, json, len + 1), SEAL_SIGNATURE);
}

static void one_bit_changed_or_one_byte_less_is_refused(void **state)
{
    (void)state;
    struct seal_signer signer = signer_fixed();
    char json[512];
    size_t len = forge(&signer, "{\"kind\":\"answer\",\"list\":[1,{\"a\":\"\\\"\"}]", json);
    assert_int_equal(verify(json), SEAL_OK);
    for (size_t bit = 0; bit < 8 * len; bit++) {
        json[bit / 8] = (char)(json[bit / 8] ^ 1 << bit % 8);
        assert_int_equal(seal_verify(SEAL_DOCUMENT, signer.public_key, json, len), SEAL_SIGNATURE);
        json[bit / 8] = (char)(json[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t cut = 0; cut < len; cut++)
        assert_int_equal(seal_verify(SEAL_DOCUMENT, signer.public_key, json, cut), SEAL_SIGNATURE);
    signer.public_key[0] ^= 1;
    assert_int_equal(seal_verify(SEAL_DOCUMENT, signer.public_key, json, len), SEAL_SIGNATURE);
}

static void a_signature_in_capitals_is_refused(void **state)
{
    (void)state;
    struct seal_signer signer = signer_fixed();
    char json[512];
    size_t len = forge(&signer, BODY, json);
    for (size_t i = len - 130; i < len - 2; i++)
        if (json[i] >= 'a' && json[i] <= 'f')
            json[i] = (char)(json[i] - 32);
    assert_int_equal(verify(json), SEAL_SIGNATURE);
}

/* Each is truly signed; a reader could take it in two ways, so nobody may sign or believe it. */
static void a_document_that_could_be_read_in_two_ways_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "{\"v\":1,\"sig\":\"00\"",
        "{\"sig\":\"00\",\"v\":1",
        "{\"sig\" : \"00\",\"v\":1",
        "{\"\\u0073ig\":\"00\",\"v\":1",
        "{\"v\":\"open",
        "{\"v\":\"open\\\"",
        "{\"v\":{\"open\":1",
        "{\"v\":[1,2",
        "{\"v\":1}",
        "{\"v\":1},{\"v\":2",
        "[\"v\",1",
        "\"v\"",
        " {\"v\":1",
        "{",
        "",
    };
    struct seal_signer signer = signer_fixed();
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        char json[512], kept[512];
        forge(&signer, bodies[i], json);
        assert_int_equal(verify(json), SEAL_SIGNATURE);
        assert_int_equal(seal_signed_body(json, strlen(json)), 0);
        size_t len = (size_t)sprintf(json, "%s}", bodies[i]), before = len;
        memcpy(kept, json, sizeof kept);
        assert_int_equal(seal_sign(SEAL_DOCUMENT, &signer, json, &len, sizeof json), SEAL_FORM);
        assert_int_equal(len, before);
        assert_memory_equal(json, kept, len);
    }
}

static void a_sig_that_is_not_a_member_of_the_whole_is_no_harm(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "{\"a\":{\"sig\":\"00\"}",
        "{\"a\":[\"sig\",\"x\"]",
        "{\"a\":\"sig\",\"b\":\",\\\"sig\\\":\\\"00\\\"}\"",
        "{\"a\":\"{[\"",
        "{\"sign\":1",
        "{\"a\":\"\\u00e9\"",
    };
    struct seal_signer signer = signer_fixed();
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        char json[512];
        size_t len = (size_t)sprintf(json, "%s}", bodies[i]);
        assert_int_equal(seal_sign(SEAL_DOCUMENT, &signer, json, &len, sizeof json), SEAL_OK);
        assert_int_equal(seal_verify(SEAL_DOCUMENT, signer.public_key, json, len), SEAL_OK);
    }
}

static void a_signature_needs_its_room_and_not_one_byte_more(void **state)
{
    (void)state;
    struct seal_signer signer = signer_fixed();
    size_t exact = strlen(BODY) + SEAL_SIGNATURE_TEXT;
    char *json = malloc(exact);
    assert_non_null(json);
    static const char document[] = BODY "}";
    size_t len = sizeof document - 1;
    memcpy(json, document, sizeof document - 1);
    assert_int_equal(seal_sign(SEAL_DOCUMENT, &signer, json, &len, exact - 1), SEAL_SIZE);
    assert_int_equal(len, sizeof document - 1);
    assert_memory_equal(json, document, len);
    assert_int_equal(seal_sign(SEAL_DOCUMENT, &signer, json, &len, exact), SEAL_OK);
    assert_int_equal(len, exact);
    free(json);
}

static void a_network_file_of_a_megabyte_is_signed_too(void **state)
{
    (void)state;
    struct seal_signer signer;
    char *json = malloc(NETWORK_BYTES);
    assert_non_null(json);
    seal_signer_new(&signer);
    memset(json, 'x', NETWORK_BYTES);
    memcpy(json, "{\"a\":\"", 6);
    size_t len = NETWORK_BYTES - SEAL_SIGNATURE_TEXT;
    memcpy(json + len - 2, "\"}", 2);
    assert_int_equal(seal_sign(SEAL_ACTION, &signer, json, &len, NETWORK_BYTES), SEAL_OK);
    assert_int_equal(seal_verify(SEAL_ACTION, signer.public_key, json, len), SEAL_OK);
    json[NETWORK_BYTES / 2] = 'y';
    assert_int_equal(seal_verify(SEAL_ACTION, signer.public_key, json, len), SEAL_SIGNATURE);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_purpose_gives_the_known_signature),
        cmocka_unit_test(padding_is_spaces_and_nothing_else),
        cmocka_unit_test(one_bit_changed_or_one_byte_less_is_refused),
        cmocka_unit_test(a_signature_in_capitals_is_refused),
        cmocka_unit_test(a_document_that_could_be_read_in_two_ways_is_refused),
        cmocka_unit_test(a_sig_that_is_not_a_member_of_the_whole_is_no_harm),
        cmocka_unit_test(a_signature_needs_its_room_and_not_one_byte_more),
        cmocka_unit_test(a_network_file_of_a_megabyte_is_signed_too),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
