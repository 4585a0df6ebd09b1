/* Age files of every shape: back and forth, one bit changed, cut anywhere, one chunk at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base64.h"
#include "seal/age.h"

#define MOST (1u << 20)

static struct seal_identity identity_new(void)
{
    struct seal_identity identity;
    assert_int_equal(seal_identity_new(&identity), SEAL_OK);
    return identity;
}

static void seal_to(const struct seal_identity *identity, const void *plain, size_t len, struct buffer *file)
{
    assert_int_equal(age_seal(&identity->recipient, 1, plain, len, file), SEAL_OK);
}

static void what_is_sealed_opens_whatever_its_length(void **state)
{
    (void)state;
    struct seal_identity identity = identity_new();
    struct buffer file, text, plain;
    uint8_t *bytes = malloc(3 * AGE_CHUNK);
    assert_non_null(bytes);
    randombytes_buf(bytes, 3 * AGE_CHUNK);
    buffer_init(&file, MOST);
    buffer_init(&text, MOST);
    buffer_init(&plain, MOST);
    for (int round = 0; round < 60; round++) {
        size_t len = round < 20 ? (size_t)round : randombytes_uniform(3 * AGE_CHUNK);
        seal_to(&identity, bytes, len, &file);
        assert_int_equal(
            file.len, 22 + 98 + 48 + 16 + len + 16 * (len / AGE_CHUNK + (len % AGE_CHUNK || !len)));
        assert_int_equal(age_open(&identity, 1, file.bytes, file.len, &plain), SEAL_OK);
        assert_int_equal(plain.len, len);
        assert_memory_equal(plain.bytes, bytes, len);
        assert_int_equal(age_armor(file.bytes, file.len, &text), SEAL_OK);
        assert_int_equal(age_open(&identity, 1, text.bytes, text.len, &plain), SEAL_OK);
        assert_int_equal(plain.len, len);
        assert_memory_equal(plain.bytes, bytes, len);
    }
    buffer_clear(&plain);
    buffer_clear(&text);
    buffer_clear(&file);
    free(bytes);
}

static void one_bit_changed_anywhere_in_a_file_is_refused(void **state)
{
    (void)state;
    struct seal_identity identity = identity_new();
    struct buffer file, plain;
    buffer_init(&file, MOST);
    buffer_init(&plain, MOST);
    seal_to(&identity, "some words that matter", 22, &file);
    for (size_t bit = 0; bit < 8 * file.len; bit++) {
        file.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_not_equal(age_open(&identity, 1, file.bytes, file.len, &plain), SEAL_OK);
        assert_null(plain.bytes);
        file.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    buffer_clear(&file);
}

/* White space around armour says nothing; within it every byte counts. */
static void one_bit_changed_anywhere_in_armour_is_refused(void **state)
{
    (void)state;
    struct seal_identity identity = identity_new();
    struct buffer file, text, plain;
    buffer_init(&file, MOST);
    buffer_init(&text, MOST);
    buffer_init(&plain, MOST);
    seal_to(&identity, "words", 5, &file);
    assert_int_equal(age_armor(file.bytes, file.len, &text), SEAL_OK);
    for (size_t bit = 0; bit < 8 * (text.len - 1); bit++) {
        text.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_not_equal(age_open(&identity, 1, text.bytes, text.len, &plain), SEAL_OK);
        text.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    buffer_clear(&plain);
    buffer_clear(&text);
    buffer_clear(&file);
}

static void a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct seal_identity identity = identity_new();
    struct buffer file, text, plain;
    uint8_t *bytes = calloc(1, AGE_CHUNK + 100);
    assert_non_null(bytes);
    buffer_init(&file, MOST);
    buffer_init(&text, MOST);
    buffer_init(&plain, MOST);
    seal_to(&identity, bytes, AGE_CHUNK + 100, &file);
    size_t chunks = file.len - AGE_CHUNK_SEALED - 116;
    for (size_t len = 0; len < file.len; len++) {
        if (len == chunks + 400) /* what is between is one tag over one chunk */
            len = chunks + AGE_CHUNK_SEALED - 400;
        uint8_t *exact = malloc(len ? len : 1); /* so that the sanitizer sees one byte too far */
        assert_non_null(exact);
        memcpy(exact, file.bytes, len);
        enum seal_error error = age_open(&identity, 1, exact, len, &plain);
        assert_int_equal(error, len < chunks ? SEAL_HEADER : SEAL_PAYLOAD);
        free(exact);
    }
    seal_to(&identity, "x", 1, &file);
    assert_int_equal(age_armor(file.bytes, file.len, &text), SEAL_OK);
    for (size_t len = 0; len < text.len - 1; len++)
        assert_int_not_equal(age_open(&identity, 1, text.bytes, len, &plain), SEAL_OK);
    assert_int_equal(age_open(&identity, 1, text.bytes, text.len - 1, &plain), SEAL_OK);
    buffer_clear(&plain);
    buffer_clear(&text);
    buffer_clear(&file);
    free(bytes);
}

static void bytes_after_the_end_are_refused(void **state)
{
    (void)state;
    struct seal_identity identity = identity_new();
    struct buffer file, plain;
    static const uint8_t more[AGE_CHUNK_SEALED] = {0};
    static const size_t lengths[] = {1, 15, 16, 17, AGE_CHUNK_SEALED};
    uint8_t *bytes = calloc(1, AGE_CHUNK);
    assert_non_null(bytes);
    buffer_init(&file, MOST);
    buffer_init(&plain, MOST);
    for (size_t i = 0; i < 10; i++) {
        seal_to(&identity, bytes, i % 2 ? AGE_CHUNK : 5, &file);
        assert_int_equal(buffer_add(&file, more, lengths[i / 2]), BASE_OK);
        assert_int_equal(age_open(&identity, 1, file.bytes, file.len, &plain), SEAL_PAYLOAD);
    }
    buffer_clear(&file);
    free(bytes);
}

static void any_of_many_recipients_and_any_of_many_identities_will_do(void **state)
{
    (void)state;
    struct seal_identity identities[8];
    uint8_t recipients[7][32];
    struct buffer file, plain;
    buffer_init(&file, MOST);
    buffer_init(&plain, MOST);
    for (size_t i = 0; i < 8; i++)
        identities[i] = identity_new();
    for (size_t i = 0; i < 7; i++)
        memcpy(recipients[i], identities[i].recipient, 32);
    assert_int_equal(age_seal((const uint8_t(*)[32])recipients, 7, "x", 1, &file), SEAL_OK);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(
            age_open(&identities[i], 1, file.bytes, file.len, &plain), i < 7 ? SEAL_OK : SEAL_NO_MATCH);
    assert_int_equal(age_seal((const uint8_t(*)[32])recipients, 1, "x", 1, &file), SEAL_OK);
    assert_int_equal(age_open(identities + 1, 7, file.bytes, file.len, &plain), SEAL_NO_MATCH);
    assert_int_equal(age_open(identities, 8, file.bytes, file.len, &plain), SEAL_OK);
    assert_int_equal(age_open(identities, 0, file.bytes, file.len, &plain), SEAL_NO_MATCH);
    assert_int_equal(age_open_passphrase("x", file.bytes, file.len, &plain), SEAL_NO_MATCH);
    buffer_clear(&plain);
    buffer_clear(&file);
}

static void a_passphrase_opens_what_it_sealed_whatever_its_work(void **state)
{
    (void)state;
    struct buffer file, plain;
    struct age_facts facts;
    buffer_init(&file, MOST);
    buffer_init(&plain, MOST);
    for (unsigned work = 1; work <= 12; work++) {
        assert_int_equal(age_seal_passphrase("p\303\244ss", work, "x", 1, &file), SEAL_OK);
        assert_int_equal(age_inspect(file.bytes, file.len, &facts), SEAL_OK);
        assert_int_equal(facts.work, work);
        assert_int_equal(facts.scrypt, 1);
        assert_int_equal(age_open_passphrase("p\303\244ss", file.bytes, file.len, &plain), SEAL_OK);
        assert_int_equal(age_open_passphrase("p\303\244s", file.bytes, file.len, &plain), SEAL_NO_MATCH);
    }
    assert_int_equal(age_seal_passphrase("x", 0, "x", 1, &file), SEAL_WORK);
    assert_int_equal(age_seal_passphrase("x", AGE_WORK_MOST + 1, "x", 1, &file), SEAL_WORK);
    buffer_clear(&plain);
    buffer_clear(&file);
}

static void a_stream_takes_only_chunks_in_their_order(void **state)
{
    (void)state;
    struct seal_identity identity = identity_new();
    struct age_stream out, in;
    struct buffer head;
    uint8_t *plain = calloc(1, AGE_CHUNK), *one = malloc(AGE_CHUNK_SEALED), *two = malloc(AGE_CHUNK_SEALED);
    size_t used, len;
    assert_true(plain && one && two);
    buffer_init(&head, AGE_HEADER_MAX);
    assert_int_equal(age_stream_seal((const uint8_t(*)[32])identity.recipient, 1, &head, &out), SEAL_OK);
    assert_int_equal(age_stream_push(&out, plain, AGE_CHUNK - 1, false, one), SEAL_SIZE);
    assert_int_equal(age_stream_push(&out, plain, AGE_CHUNK, false, one), SEAL_OK);
    assert_int_equal(age_stream_push(&out, plain, 0, true, two), SEAL_SIZE);
    assert_int_equal(age_stream_push(&out, plain, 9, true, two), SEAL_OK);
    assert_int_equal(age_stream_push(&out, plain, 9, true, two), SEAL_SIZE);

    assert_int_equal(age_stream_open(&identity, 1, head.bytes, head.len - 1, &used, &in), SEAL_HEADER);
    assert_int_equal(age_stream_open(&identity, 1, head.bytes, head.len, &used, &in), SEAL_OK);
    assert_int_equal(used, head.len);
    assert_int_equal(age_stream_pull(&in, two, 25, plain, &len), SEAL_PAYLOAD);
    assert_int_equal(age_stream_pull(&in, one, AGE_CHUNK_SEALED - 1, plain, &len), SEAL_PAYLOAD);
    assert_int_equal(age_stream_end(&in), SEAL_PAYLOAD);
    assert_int_equal(age_stream_pull(&in, one, AGE_CHUNK_SEALED, plain, &len), SEAL_OK);
    assert_int_equal(age_stream_pull(&in, one, AGE_CHUNK_SEALED, plain, &len), SEAL_PAYLOAD);
    assert_int_equal(age_stream_end(&in), SEAL_PAYLOAD);
    assert_int_equal(age_stream_pull(&in, two, 25, plain, &len), SEAL_OK);
    assert_int_equal(len, 9);
    assert_int_equal(age_stream_end(&in), SEAL_OK);
    assert_int_equal(age_stream_pull(&in, two, 25, plain, &len), SEAL_PAYLOAD);
    age_stream_clear(&in);
    assert_true(sodium_is_zero((const uint8_t *)&in, sizeof in));
    buffer_clear(&head);
    free(two);
    free(one);
    free(plain);
}

static void a_header_may_be_long_and_no_longer(void **state)
{
    (void)state;
    static const char version[] = "age-encryption.org/v1\n", stanza[] = "-> grease arg\nAAAA\n";
    struct buffer file;
    struct age_facts facts;
    buffer_init(&file, 2 * AGE_HEADER_MAX);
    assert_int_equal(buffer_text(&file, version), BASE_OK);
    while (file.len + sizeof stanza < AGE_HEADER_MAX - 48)
        assert_int_equal(buffer_text(&file, stanza), BASE_OK);
    assert_int_equal(buffer_text(&file, "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"), BASE_OK);
    assert_int_equal(age_inspect(file.bytes, file.len, &facts), SEAL_OK);
    assert_int_equal(facts.header_bytes, file.len);
    assert_int_equal(facts.x25519 + facts.scrypt, 0);
    file.len -= 48;
    for (int i = 0; i < 3; i++)
        assert_int_equal(buffer_text(&file, stanza), BASE_OK);
    assert_int_equal(buffer_text(&file, "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"), BASE_OK);
    assert_int_equal(age_inspect(file.bytes, file.len, &facts), SEAL_HEADER);
    buffer_clear(&file);
}

/* Each byte in each of the four places of a group, against the alphabet as RFC 4648 prints it. */
static void base_64_is_its_alphabet_and_nothing_else(void **state)
{
    (void)state;
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t bytes[BASE64_LINE];
    for (int place = 0; place < 4; place++) {
        for (int c = 0; c < 256; c++) {
            char text[5] = "AAAA";
            text[place] = (char)c;
            bool member = c && strchr(alphabet, c);
            size_t len;
            assert_int_equal(base64_read(text, 4, bytes, 3), member);
            assert_int_equal(base64_line_valid(text, 4), member);
            assert_int_equal(base64_padded_read(text, 4, bytes, &len), member || (c == '=' && place == 3));
        }
    }
    assert_true(base64_line_valid("", 0));
    assert_true(base64_line_valid("AA", 2));
    assert_false(base64_line_valid("AB", 2)); /* bits left over that are not zero */
    assert_false(base64_line_valid("AAB", 3));
    assert_false(base64_line_valid("A", 1));
    assert_false(base64_read("AAAA", 4, bytes, 2));
    assert_false(base64_read("AAA", 3, bytes, 3));
}

static void every_error_has_a_phrase_of_its_own(void **state)
{
    (void)state;
    for (int error = SEAL_OK; error <= SEAL_FORM; error++) {
        const char *phrase = seal_error_text((enum seal_error)error);
        assert_non_null(phrase);
        assert_null(strchr(phrase, '.'));
        for (int other = error + 1; other <= SEAL_FORM + 1; other++)
            assert_string_not_equal(phrase, seal_error_text((enum seal_error)other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sealed_opens_whatever_its_length),
        cmocka_unit_test(one_bit_changed_anywhere_in_a_file_is_refused),
        cmocka_unit_test(one_bit_changed_anywhere_in_armour_is_refused),
        cmocka_unit_test(a_file_cut_anywhere_is_refused),
        cmocka_unit_test(bytes_after_the_end_are_refused),
        cmocka_unit_test(any_of_many_recipients_and_any_of_many_identities_will_do),
        cmocka_unit_test(a_passphrase_opens_what_it_sealed_whatever_its_work),
        cmocka_unit_test(a_stream_takes_only_chunks_in_their_order),
        cmocka_unit_test(a_header_may_be_long_and_no_longer),
        cmocka_unit_test(base_64_is_its_alphabet_and_nothing_else),
        cmocka_unit_test(every_error_has_a_phrase_of_its_own),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
