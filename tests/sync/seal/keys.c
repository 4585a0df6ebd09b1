/* Keys and their texts: what age writes is read, anything else is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "seal/keys.h"

/* From the format's own text (C2SP age.md): 32 bytes of 0x42. */
#define IDENTITY "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
#define RECIPIENT "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/* BIP 173's reference way, over any groups: so that a right checksum can stand behind wrong data. */
static void bech32_reference(const char *prefix, const uint8_t *groups, size_t count, char *text)
{
    static const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint8_t values[128];
    size_t len = 0;
    for (const char *p = prefix; *p; p++)
        values[len++] = (uint8_t)(*p >> 5);
    values[len++] = 0;
    for (const char *p = prefix; *p; p++)
        values[len++] = *p & 31;
    memcpy(values + len, groups, count);
    memset(values + len + count, 0, 6);
    len += count + 6;
    uint32_t sum = 1;
    for (size_t i = 0; i < len; i++) {
        uint32_t top = sum >> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ values[i];
        for (int bit = 0; bit < 5; bit++)
            if (top >> bit & 1)
                sum ^= generator[bit];
    }
    sum ^= 1;
    char *out = text + sprintf(text, "%s1", prefix);
    for (size_t i = 0; i < count; i++)
        *out++ = alphabet[groups[i]];
    for (int i = 0; i < 6; i++)
        *out++ = alphabet[sum >> 5 * (5 - i) & 31];
    *out = 0;
}

static enum seal_error recipient_read(const char *text)
{
    uint8_t recipient[32];
    return seal_recipient_read(text, strlen(text), recipient);
}

static void the_example_of_the_format_reads_and_writes(void **state)
{
    (void)state;
    struct seal_identity identity;
    uint8_t recipient[32];
    char text[SEAL_IDENTITY_TEXT], public_text[SEAL_RECIPIENT_TEXT];
    assert_int_equal(seal_identity_read(IDENTITY, strlen(IDENTITY), &identity), SEAL_OK);
    for (size_t i = 0; i < 32; i++)
        assert_int_equal(identity.secret[i], 0x42);
    assert_int_equal(seal_recipient_read(RECIPIENT, strlen(RECIPIENT), recipient), SEAL_OK);
    assert_memory_equal(recipient, identity.recipient, 32);
    seal_identity_text(&identity, text);
    assert_string_equal(text, IDENTITY);
    seal_recipient_text(recipient, public_text);
    assert_string_equal(public_text, RECIPIENT);
}

static void every_text_is_the_reference_encoding(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        uint8_t bytes[32], groups[52] = {0};
        char reference[128], text[SEAL_RECIPIENT_TEXT];
        randombytes_buf(bytes, sizeof bytes);
        for (size_t bit = 0; bit < 256; bit++)
            groups[bit / 5] |= (uint8_t)((bytes[bit / 8] >> (7 - bit % 8) & 1) << (4 - bit % 5));
        bech32_reference("age", groups, 52, reference);
        seal_recipient_text(bytes, text);
        assert_string_equal(text, reference);
        assert_int_equal(recipient_read(text), SEAL_OK);
    }
}

static void any_other_character_anywhere_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < strlen(RECIPIENT); i++) {
        for (int c = 1; c < 256; c++) {
            char text[] = RECIPIENT;
            if ((char)c == text[i])
                continue;
            text[i] = (char)c;
            assert_int_equal(recipient_read(text), SEAL_KEY);
        }
    }
    for (size_t i = 0; i < strlen(IDENTITY); i++) {
        for (int c = 1; c < 256; c++) {
            struct seal_identity identity = {.secret = {7}};
            char text[] = IDENTITY;
            if ((char)c == text[i])
                continue;
            text[i] = (char)c;
            assert_int_equal(seal_identity_read(text, strlen(text), &identity), SEAL_KEY);
            assert_int_equal(identity.secret[0], 7);
        }
    }
}

static void another_length_case_or_prefix_is_refused(void **state)
{
    (void)state;
    uint8_t groups[56] = {1, 2, 3}, recipient[32];
    char text[128];
    for (size_t len = 0; len < strlen(RECIPIENT); len++)
        assert_int_equal(seal_recipient_read(RECIPIENT, len, recipient), SEAL_KEY);
    assert_int_equal(recipient_read(RECIPIENT "q"), SEAL_KEY);
    assert_int_equal(recipient_read(" " RECIPIENT), SEAL_KEY);
    assert_int_equal(recipient_read(IDENTITY), SEAL_KEY);
    for (size_t i = 0; i <= strlen(RECIPIENT); i++)
        text[i] = RECIPIENT[i] >= 'a' ? (char)(RECIPIENT[i] - 32) : RECIPIENT[i];
    assert_int_equal(recipient_read(text), SEAL_KEY);
    bech32_reference("agf", groups, 52, text);
    assert_int_equal(recipient_read(text), SEAL_KEY);
    bech32_reference("age", groups, 51, text);
    assert_int_equal(recipient_read(text), SEAL_KEY);
    bech32_reference("age", groups, 53, text);
    assert_int_equal(recipient_read(text), SEAL_KEY);
}

static void padding_bits_that_are_not_zero_are_refused(void **state)
{
    (void)state;
    for (int last = 0; last < 32; last++) {
        uint8_t groups[52] = {9, 9, 9, 9};
        char text[128];
        groups[51] = (uint8_t)last;
        bech32_reference("age", groups, 52, text);
        assert_int_equal(recipient_read(text), last & 15 ? SEAL_KEY : SEAL_OK);
    }
}

static void points_of_low_order_are_no_recipients(void **state)
{
    (void)state;
    static const char *const points[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        uint8_t point[32];
        char text[SEAL_RECIPIENT_TEXT];
        assert_true(hex_read(points[i], 64, point, sizeof point));
        seal_recipient_text(point, text);
        assert_int_equal(recipient_read(text), SEAL_KEY);
        point[31] |= 0x80; /* the bit that X25519 leaves out */
        seal_recipient_text(point, text);
        assert_int_equal(recipient_read(text), SEAL_KEY);
    }
}

static enum seal_error file_of(const char *text, size_t *count, size_t *line)
{
    struct seal_identity identities[2];
    return seal_identities_read(text, strlen(text), identities, 2, count, line);
}

static void an_identity_file_may_have_comments_and_nothing_else(void **state)
{
    (void)state;
    size_t count = 0, line = 0;
    assert_int_equal(file_of("# created\n\n# public key\n" IDENTITY "\n", &count, &line), SEAL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(file_of(IDENTITY "\r\n" IDENTITY, &count, &line), SEAL_OK);
    assert_int_equal(count, 2);
    assert_int_equal(file_of(IDENTITY "\n" IDENTITY "\n" IDENTITY "\n", &count, &line), SEAL_SIZE);
    assert_int_equal(line, 3);
    assert_int_equal(file_of("#\n" IDENTITY " \n", &count, &line), SEAL_KEY);
    assert_int_equal(line, 2);
    assert_int_equal(file_of("# only a comment\n", &count, &line), SEAL_KEY);
    assert_int_equal(file_of("", &count, &line), SEAL_KEY);
    assert_int_equal(line, 0);
    assert_int_equal(count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_format_reads_and_writes),
        cmocka_unit_test(every_text_is_the_reference_encoding),
        cmocka_unit_test(any_other_character_anywhere_is_refused),
        cmocka_unit_test(another_length_case_or_prefix_is_refused),
        cmocka_unit_test(padding_bits_that_are_not_zero_are_refused),
        cmocka_unit_test(points_of_low_order_are_no_recipients),
        cmocka_unit_test(an_identity_file_may_have_comments_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
