/* trust/signed_file.h: one root, one file, and nothing that is nearly it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "network_maker.h"
#include "trust/signed_file.h"

struct made {
    struct network_maker maker;
    struct network_keys keys;
    struct buffer file;
};

static int make(void **state)
{
    struct made *made = calloc(1, sizeof *made);
    if (!made || !network_maker_init(&made->maker, &made->keys))
        return -1;
    buffer_init(&made->file, NETWORK_BYTES + 10);
    *state = made;
    return network_maker_write(&made->maker, &made->keys.root, &made->file) ? 0 : -1;
}

static int unmake(void **state)
{
    struct made *made = *state;
    buffer_clear(&made->file);
    free(made);
    return 0;
}

static enum signed_file_error open_with(const struct made *made, const uint8_t root[static 32])
{
    struct verified_json json = {0};
    return signed_file_open(made->file.bytes, made->file.len, root, &json);
}

static void what_the_root_signed_is_opened_where_it_stands(void **state)
{
    struct made *made = *state;
    struct verified_json json = {0};
    assert_int_equal(signed_file_open(made->file.bytes, made->file.len, made->keys.root.public_key, &json),
        SIGNED_FILE_OK);
    assert_ptr_equal(json.json, made->file.bytes);
    assert_int_equal(json.len, made->file.len);
}

static void padding_behind_is_allowed_and_nothing_else(void **state)
{
    struct made *made = *state;
    assert_int_equal(buffer_text(&made->file, "   "), BASE_OK);
    assert_int_equal(open_with(made, made->keys.root.public_key), SIGNED_FILE_OK);
    assert_int_equal(buffer_text(&made->file, "x"), BASE_OK);
    assert_int_equal(open_with(made, made->keys.root.public_key), SIGNED_FILE_SIGNATURE);
}

static void another_key_opens_nothing(void **state)
{
    struct made *made = *state;
    static const uint8_t zero[32];
    assert_int_equal(open_with(made, made->keys.laptop.public_key), SIGNED_FILE_SIGNATURE);
    assert_int_equal(open_with(made, zero), SIGNED_FILE_SIGNATURE);
}

static void one_changed_bit_anywhere_is_noticed(void **state)
{
    struct made *made = *state;
    for (size_t i = 0; i < made->file.len; i++) {
        made->file.bytes[i] ^= 1u << (i % 8);
        assert_int_equal(open_with(made, made->keys.root.public_key), SIGNED_FILE_SIGNATURE);
        made->file.bytes[i] ^= 1u << (i % 8);
    }
}

static void a_file_cut_anywhere_is_refused(void **state)
{
    struct made *made = *state;
    struct verified_json json = {.json = "as it was"};
    for (size_t len = 0; len < made->file.len; len++)
        assert_int_equal(signed_file_open(made->file.bytes, len, made->keys.root.public_key, &json),
            SIGNED_FILE_SIGNATURE);
    assert_int_equal(signed_file_open(NULL, 0, made->keys.root.public_key, &json), SIGNED_FILE_SIGNATURE);
    assert_string_equal(json.json, "as it was");
}

/* A signature by the same key, about something else, is none about the network. */
static void a_signature_of_another_purpose_does_not_count(void **state)
{
    struct made *made = *state;
    char text[300] = "{\"kind\":\"network\"}";
    size_t len = strlen(text);
    assert_int_equal(seal_sign(SEAL_ANSWER, &made->keys.root, text, &len, sizeof text), SEAL_OK);
    struct verified_json json;
    assert_int_equal(signed_file_open(text, len, made->keys.root.public_key, &json), SIGNED_FILE_SIGNATURE);
}

static void a_file_over_the_maximum_is_refused_by_its_size(void **state)
{
    struct made *made = *state;
    static const char spaces[] = "                                                                ";
    while (made->file.len <= NETWORK_BYTES - 64)
        assert_int_equal(buffer_add(&made->file, spaces, 64), BASE_OK);
    assert_int_equal(open_with(made, made->keys.root.public_key), SIGNED_FILE_OK);
    while (made->file.len <= NETWORK_BYTES)
        assert_int_equal(buffer_add(&made->file, " ", 1), BASE_OK);
    assert_int_equal(open_with(made, made->keys.root.public_key), SIGNED_FILE_SIZE);
}

static void every_error_has_a_phrase_of_its_own(void **state)
{
    (void)state;
    assert_string_not_equal(
        signed_file_error_text(SIGNED_FILE_OK), signed_file_error_text(SIGNED_FILE_SIGNATURE));
    assert_string_not_equal(
        signed_file_error_text(SIGNED_FILE_SIZE), signed_file_error_text(SIGNED_FILE_SIGNATURE));
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(what_the_root_signed_is_opened_where_it_stands),
        MADE(padding_behind_is_allowed_and_nothing_else),
        MADE(another_key_opens_nothing),
        MADE(one_changed_bit_anywhere_is_noticed),
        MADE(a_file_cut_anywhere_is_refused),
        MADE(a_signature_of_another_purpose_does_not_count),
        MADE(a_file_over_the_maximum_is_refused_by_its_size),
        cmocka_unit_test(every_error_has_a_phrase_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
