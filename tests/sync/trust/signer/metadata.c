/* signer/metadata.h, signer/targets.h: exact bytes, signatures over the canonical form, nothing lost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "signer/targets.h"

static const struct signer_head head = {.version = 3, .expires_s = 1893456000, .signed_at_s = 1700000000};

static void key_from(
    uint8_t seed_byte, const char *name, struct seal_signer *ret_signer, struct signer_key *ret_key)
{
    uint8_t seed[32];
    memset(seed, seed_byte, sizeof seed);
    seal_signer_from(seed, ret_signer);
    memset(ret_key, 0, sizeof *ret_key);
    memcpy(ret_key->public_key, ret_signer->public_key, 32);
    snprintf(ret_key->name, sizeof ret_key->name, "%s", name);
}

static struct signer_role role_of(
    const char *name, int threshold, const struct signer_key *keys, size_t count)
{
    struct signer_role role = {.threshold = threshold, .key_count = count};
    snprintf(role.name, sizeof role.name, "%s", name);
    memcpy(role.keys, keys, count * sizeof *keys);
    return role;
}

static void targets_make(struct buffer *ret_metadata)
{
    char message[256];
    struct signer_target targets[2] = {
        {.path = "b/two.json", .length = 9, .custom = (char[]){"{\"urgent\":true}"}},
        {.path = "a/one.json", .length = 1},
    };
    buffer_init(ret_metadata, SIGNER_METADATA_BYTES);
    assert_true(signer_targets(&head, targets, 2, NULL, 0, ret_metadata, message));
}

#define ZERO64 "0000000000000000000000000000000000000000000000000000000000000000"
#define SIGNED                                                                                               \
    "{\"_type\":\"targets\",\"delegations\":{\"keys\":{},\"roles\":[]},\"expires\":\"2030-01-01T00:00:"      \
    "00Z\","                                                                                                 \
    "\"signed_at\":1700000000,\"spec_version\":\"1.0.31\",\"targets\":{\"a/"                                 \
    "one.json\":{\"hashes\":{\"sha256\":\"" ZERO64                                                           \
    "\"},\"length\":1},\"b/two.json\":{\"custom\":{\"urgent\":true},\"hashes\":{\"sha256\":\"" ZERO64        \
    "\"},\"length\":9}},\"version\":3}"

static void targets_metadata_is_exactly_these_bytes(void **state)
{
    (void)state;
    struct buffer metadata;
    targets_make(&metadata);
    assert_string_equal(metadata.bytes, "{\"signatures\":[],\"signed\":" SIGNED "}");
    buffer_clear(&metadata);
}

/* The key id and the signature are computed here by hand, from text, not by the code under test. */
static void a_signature_is_over_the_canonical_form_under_the_id_of_the_canonical_key(void **state)
{
    (void)state;
    struct seal_signer signer;
    struct signer_key key;
    struct buffer metadata;
    char message[256], text[512], public_key[65], id[65], expected[65];
    uint8_t digest[32], signature[64];
    key_from(7, "Ana \"A\" \\ Körper", &signer, &key);
    hex_write(signer.public_key, 32, public_key);
    snprintf(text, sizeof text,
        "{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"%s\"},\"name\":\"Ana \\\"A\\\" \\\\ Körper\","
        "\"scheme\":\"ed25519\"}",
        public_key);
    crypto_hash_sha256(digest, (const unsigned char *)text, strlen(text));
    hex_write(digest, 32, expected);
    signer_key_id(&key, id);
    assert_string_equal(id, expected);

    targets_make(&metadata);
    assert_true(signer_sign(&metadata, &signer, key.name, message));
    json_t *json = json_loadb((char *)metadata.bytes, metadata.len, 0, NULL);
    json_t *made = json_array_get(json_object_get(json, "signatures"), 0);
    assert_string_equal(json_string_value(json_object_get(made, "keyid")), expected);
    assert_true(hex_read(json_string_value(json_object_get(made, "sig")), 128, signature, 64));
    assert_int_equal(crypto_sign_verify_detached(
                         signature, (const unsigned char *)SIGNED, strlen(SIGNED), signer.public_key),
        0);
    json_decref(json);
    assert_true(signer_signed_by(metadata.bytes, metadata.len, &key));
    key.name[0] ^= 1;
    assert_false(signer_signed_by(metadata.bytes, metadata.len, &key));
    key.name[0] ^= 1;
    strstr((char *)metadata.bytes, "\"version\":3")[10] = '4';
    assert_false(signer_signed_by(metadata.bytes, metadata.len, &key));
    buffer_clear(&metadata);
}

static void the_order_of_signing_does_not_matter_and_signing_twice_adds_nothing(void **state)
{
    (void)state;
    struct seal_signer signers[2];
    struct signer_key keys[2];
    struct buffer one, other, merged;
    char message[256];
    key_from(1, "Ana", &signers[0], &keys[0]);
    key_from(2, "Ben", &signers[1], &keys[1]);
    targets_make(&one);
    targets_make(&other);
    targets_make(&merged);
    assert_true(signer_sign(&one, &signers[0], "Ana", message));
    assert_true(signer_sign(&one, &signers[0], "Ana", message));
    assert_true(signer_sign(&merged, &signers[1], "Ben", message));
    assert_true(signer_merge(&merged, one.bytes, one.len, message));
    assert_true(signer_merge(&merged, one.bytes, one.len, message));
    assert_true(signer_sign(&one, &signers[1], "Ben", message));
    assert_true(signer_sign(&other, &signers[1], "Ben", message));
    assert_true(signer_sign(&other, &signers[0], "Ana", message));
    assert_string_equal(one.bytes, other.bytes);
    assert_string_equal(one.bytes, merged.bytes);
    buffer_clear(&one);
    buffer_clear(&other);
    buffer_clear(&merged);
}

static void signatures_over_different_things_are_not_joined(void **state)
{
    (void)state;
    struct buffer one, other;
    char message[256];
    struct signer_head next = head;
    next.version++;
    targets_make(&one);
    buffer_init(&other, SIGNER_METADATA_BYTES);
    assert_true(signer_targets(&next, NULL, 0, NULL, 0, &other, message));
    size_t len = one.len;
    assert_false(signer_merge(&one, other.bytes, other.len, message));
    assert_string_equal(message, "the two signed different things");
    assert_int_equal(one.len, len);
    buffer_clear(&one);
    buffer_clear(&other);
}

static void what_is_not_metadata_is_neither_signed_nor_changed(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "{", "[]", "{\"signed\":{}}", "{\"signed\":1,\"signatures\":[]}",
        "{\"signed\":{},\"signatures\":{}}", "{\"signed\":{\"a\":1.5},\"signatures\":[]}",
        "{\"signed\":{\"a\":1,\"a\":1},\"signatures\":[]}"};
    struct seal_signer signer;
    struct signer_key key;
    key_from(1, "", &signer, &key);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char message[256] = "";
        struct buffer metadata;
        buffer_init(&metadata, SIGNER_METADATA_BYTES);
        assert_int_equal(buffer_text(&metadata, texts[i]), BASE_OK);
        assert_false(signer_sign(&metadata, &signer, "", message));
        assert_true(strlen(message) > 10);
        assert_string_equal(metadata.bytes, texts[i]);
        buffer_clear(&metadata);
    }
}

static void a_root_that_cannot_be_right_is_refused_in_a_sentence(void **state)
{
    (void)state;
    struct seal_signer signers[2];
    struct signer_key keys[2];
    struct buffer metadata;
    char message[256] = "";
    key_from(1, "Ana", &signers[0], &keys[0]);
    key_from(2, "Ben", &signers[1], &keys[1]);
    struct signer_role roles[4] = {role_of("root", 2, keys, 2), role_of("targets", 1, keys, 1),
        role_of("snapshot", 1, keys, 1), role_of("timestamp", 1, keys, 1)};
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    assert_true(signer_root(&head, roles, &metadata, message));
    roles[0].threshold = 3;
    assert_false(signer_root(&head, roles, &metadata, message));
    assert_string_equal(message, "role root asks for 3 signatures and has 2 keys");
    roles[0].threshold = 2;
    roles[0].keys[1] = roles[0].keys[0];
    assert_false(signer_root(&head, roles, &metadata, message));
    assert_string_equal(message, "role root has the key of Ana twice");
    roles[0].keys[1] = keys[1];
    strcpy(roles[3].name, "root");
    assert_false(signer_root(&head, roles, &metadata, message));
    buffer_clear(&metadata);
}

static void targets_that_would_be_dangerous_or_double_are_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {"", "/a", "a/", "a//b", "../a", "a/../b", ".", "a\nb", "a\\b"};
    struct signer_target targets[2] = {{.path = "same"}, {.path = "same"}};
    struct signer_role role = {.name = "snapshot"};
    struct buffer metadata;
    char message[256];
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    assert_false(signer_targets(&head, targets, 2, NULL, 0, &metadata, message));
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        strcpy(targets[0].path, paths[i]);
        assert_false(signer_targets(&head, targets, 1, NULL, 0, &metadata, message));
    }
    strcpy(targets[0].path, "fine");
    targets[0].custom = (char[]){"[1]"};
    assert_false(signer_targets(&head, targets, 1, NULL, 0, &metadata, message));
    assert_false(signer_targets(&head, NULL, 0, &role, 1, &metadata, message));
    assert_int_equal(metadata.len, 0);
}

static void reading_back_and_writing_the_next_version_keeps_what_is_unknown(void **state)
{
    (void)state;
    struct seal_signer signer;
    struct signer_key key;
    struct buffer metadata, old;
    struct signer_targets read;
    char message[256];
    key_from(3, "Cy", &signer, &key);
    struct signer_target target = {.path = "a/one.json", .length = 5, .custom = (char[]){"{\"x\":[1,2]}"}};
    struct signer_role role = role_of("packs-a", 1, &key, 1);
    strcpy(role.paths[role.path_count++], "packs/a/*/*");
    role.terminating = true;
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    buffer_init(&old, SIGNER_METADATA_BYTES);
    assert_true(signer_targets(&head, &target, 1, &role, 1, &metadata, message));
    json_t *json = json_loadb((char *)metadata.bytes, metadata.len, 0, NULL);
    json_t *part = json_object_get(json, "signed");
    json_object_set_new(part, "x-future", json_string("stays"));
    json_object_set_new(
        json_object_get(json_object_get(part, "targets"), "a/one.json"), "x-note", json_integer(4));
    json_t *delegated = json_array_get(json_object_get(json_object_get(part, "delegations"), "roles"), 0);
    json_object_set_new(delegated, "x-role", json_true());
    char *text = json_dumps(json, 0);
    assert_int_equal(buffer_text(&old, text), BASE_OK);
    free(text);
    json_decref(json);

    assert_true(signer_targets_read(old.bytes, old.len, &read, message));
    assert_int_equal(read.head.version, 3);
    assert_int_equal(read.head.expires_s, head.expires_s);
    assert_int_equal(read.head.signed_at_s, head.signed_at_s);
    assert_int_equal(read.target_count, 1);
    assert_string_equal(read.targets[0].custom, "{\"x\":[1,2]}");
    assert_int_equal(read.delegation_count, 1);
    assert_memory_equal(&read.delegations[0], &role, sizeof role);
    read.head.version++;
    read.targets[0].length = 6;
    assert_true(signer_targets_again(
        old.bytes, old.len, &read.head, read.targets, 1, read.delegations, 1, &metadata, message));
    signer_targets_clear(&read);
    assert_non_null(strstr((char *)metadata.bytes, "\"x-future\":\"stays\""));
    assert_non_null(strstr((char *)metadata.bytes, "\"length\":6,\"x-note\":4"));
    assert_non_null(strstr((char *)metadata.bytes, "\"x-role\":true"));
    assert_non_null(strstr((char *)metadata.bytes, "\"version\":4"));
    buffer_clear(&metadata);
    buffer_clear(&old);
}

static void a_root_is_read_back_as_it_was_made(void **state)
{
    (void)state;
    struct seal_signer signers[2];
    struct signer_key keys[2];
    struct buffer metadata;
    char message[256], type[16];
    struct signer_head read_head;
    key_from(1, "Ana", &signers[0], &keys[0]);
    key_from(2, "Ben", &signers[1], &keys[1]);
    struct signer_role *roles = calloc(8, sizeof *roles);
    roles[0] = role_of("root", 2, keys, 2);
    roles[1] = role_of("snapshot", 1, keys, 1);
    roles[2] = role_of("targets", 1, keys, 2);
    roles[3] = role_of("timestamp", 1, &keys[1], 1);
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    assert_true(signer_root(&head, roles, &metadata, message));
    assert_true(signer_root_read(metadata.bytes, metadata.len, &read_head, roles + 4, message));
    assert_memory_equal(roles, roles + 4, 4 * sizeof *roles);
    assert_true(signer_head_read(metadata.bytes, metadata.len, &read_head, type, message));
    assert_string_equal(type, "root");
    assert_false(signer_targets_read(metadata.bytes, metadata.len, &(struct signer_targets){0}, message));
    assert_string_equal(message, "this is not targets metadata");
    free(roles);
    buffer_clear(&metadata);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_metadata_is_exactly_these_bytes),
        cmocka_unit_test(a_signature_is_over_the_canonical_form_under_the_id_of_the_canonical_key),
        cmocka_unit_test(the_order_of_signing_does_not_matter_and_signing_twice_adds_nothing),
        cmocka_unit_test(signatures_over_different_things_are_not_joined),
        cmocka_unit_test(what_is_not_metadata_is_neither_signed_nor_changed),
        cmocka_unit_test(a_root_that_cannot_be_right_is_refused_in_a_sentence),
        cmocka_unit_test(targets_that_would_be_dangerous_or_double_are_refused),
        cmocka_unit_test(reading_back_and_writing_the_next_version_keeps_what_is_unknown),
        cmocka_unit_test(a_root_is_read_back_as_it_was_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
