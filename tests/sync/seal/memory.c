/* What seal does with memory: envelopes never touch the heap, every allocation that fails is an error and
 * no leak, and nothing of a plaintext or a key is left on the stack. Linked with --wrap, so that what
 * libsodium and the room ask for comes through here. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>
#include <sodium.h>

#include "seal/age.h"
#include "seal/envelope.h"
#include "seal/receipt.h"

void *__wrap_malloc(size_t size);
void *__real_malloc(size_t size);
int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_len, const char *password,
    unsigned long long password_len, const unsigned char *salt, unsigned long long passes, size_t memory,
    int algorithm);

/* The only globals: a wrapped function has no other way to be told. */
static long allocations, fail_at; /* fail_at: which allocation fails, from 1; 0 for none */

void *__wrap_malloc(size_t size)
{
    return ++allocations == fail_at ? NULL : __real_malloc(size);
}

int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_len, const char *password,
    unsigned long long password_len, const unsigned char *salt, unsigned long long passes, size_t memory,
    int algorithm)
{
    (void)out, (void)out_len, (void)password, (void)password_len, (void)salt, (void)passes, (void)algorithm;
    assert_int_equal(memory, 134217728);
    return -1; /* as it is when 128 MiB are not to be had */
}

static const char marker[] = "{\"text\":\"nobody may ever find this sentence\"}";

static void envelopes_never_touch_the_heap(void **state)
{
    (void)state;
    struct seal_identity key;
    struct outer outer = {.type = OUTER_REPORT}, opened;
    uint8_t file[ENVELOPE_BYTES], answer[ANSWER_BYTES];
    char json[DOCUMENT_BYTES + 1];
    size_t len;
    assert_int_equal(seal_identity_new(&key), SEAL_OK);
    const uint8_t(*to)[32] = (const uint8_t(*)[32])key.recipient;
    allocations = 0;
    assert_int_equal(inner_seal(marker, strlen(marker), to, 1, outer.inner), SEAL_OK);
    assert_int_equal(outer_seal(&outer, key.recipient, file), SEAL_OK);
    assert_int_equal(outer_open(&key, 1, file, sizeof file, &opened), SEAL_OK);
    assert_int_equal(inner_open(&key, 1, opened.inner, INNER_BYTES, json, &len), SEAL_OK);
    assert_int_equal(outer_dummy(key.recipient, file), SEAL_OK);
    assert_int_equal(answer_seal(marker, strlen(marker), key.recipient, answer), SEAL_OK);
    assert_int_equal(answer_open(&key, answer, sizeof answer, json, &len), SEAL_OK);
    assert_int_equal(allocations, 0);
}

static void a_document_is_signed_and_verified_without_the_heap(void **state)
{
    (void)state;
    struct seal_signer signer;
    char json[256];
    size_t len = (size_t)sprintf(json, "%s", marker);
    seal_signer_new(&signer);
    allocations = 0;
    assert_int_equal(seal_sign(SEAL_DOCUMENT, &signer, json, &len, sizeof json), SEAL_OK);
    assert_int_equal(seal_verify(SEAL_DOCUMENT, signer.public_key, json, len), SEAL_OK);
    assert_int_equal(allocations, 0);
}

struct scene {
    struct seal_identity key;
    struct buffer plain, file, text;
    char *network;
    size_t network_len;
    struct seal_signer signer;
};

typedef enum seal_error step(const struct scene *scene, struct buffer *out);

static enum seal_error step_seal(const struct scene *scene, struct buffer *out)
{
    return age_seal(&scene->key.recipient, 1, scene->plain.bytes, scene->plain.len, out);
}
static enum seal_error step_seal_passphrase(const struct scene *scene, struct buffer *out)
{
    return age_seal_passphrase("six words", 1, scene->plain.bytes, scene->plain.len, out);
}
static enum seal_error step_open(const struct scene *scene, struct buffer *out)
{
    return age_open(&scene->key, 1, scene->file.bytes, scene->file.len, out);
}
static enum seal_error step_open_armored(const struct scene *scene, struct buffer *out)
{
    return age_open(&scene->key, 1, scene->text.bytes, scene->text.len, out);
}
static enum seal_error step_armor(const struct scene *scene, struct buffer *out)
{
    return age_armor(scene->file.bytes, scene->file.len, out);
}
static enum seal_error step_unarmor(const struct scene *scene, struct buffer *out)
{
    return age_unarmor(scene->text.bytes, scene->text.len, out);
}
static enum seal_error step_verify(const struct scene *scene, struct buffer *out)
{
    (void)out;
    return seal_verify(SEAL_ACTION, scene->signer.public_key, scene->network, scene->network_len);
}

static void scene_set(struct scene *scene)
{
    uint8_t bytes[3000] = {0};
    size_t cap = 100000;
    assert_int_equal(seal_identity_new(&scene->key), SEAL_OK);
    buffer_init(&scene->plain, 1 << 20);
    buffer_init(&scene->file, 1 << 20);
    buffer_init(&scene->text, 1 << 20);
    for (int i = 0; i < 50; i++)
        assert_int_equal(buffer_add(&scene->plain, bytes, sizeof bytes), BASE_OK);
    assert_int_equal(step_seal(scene, &scene->file), SEAL_OK);
    assert_int_equal(step_armor(scene, &scene->text), SEAL_OK);
    seal_signer_new(&scene->signer);
    scene->network = malloc(cap);
    assert_non_null(scene->network);
    memset(scene->network, ' ', cap);
    memcpy(scene->network, "{\"v\":1", 6);
    scene->network[50000] = '}';
    scene->network_len = 50001;
    assert_int_equal(
        seal_sign(SEAL_ACTION, &scene->signer, scene->network, &scene->network_len, cap), SEAL_OK);
}

static void any_allocation_that_fails_leaves_the_output_as_it_was(void **state)
{
    (void)state;
    static step *const steps[] = {
        step_seal, step_seal_passphrase, step_open, step_open_armored, step_armor, step_unarmor, step_verify};
    struct scene scene;
    scene_set(&scene);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        enum seal_error error = SEAL_NO_MEMORY;
        long n = 0;
        while (error == SEAL_NO_MEMORY) {
            struct buffer out;
            buffer_init(&out, 1 << 20);
            assert_int_equal(buffer_text(&out, "before"), BASE_OK);
            allocations = 0;
            fail_at = ++n;
            error = steps[i](&scene, &out);
            fail_at = 0;
            if (error)
                assert_string_equal((char *)out.bytes, "before");
            buffer_clear(&out);
        }
        assert_int_equal(error, SEAL_OK);
        assert_true(n > 1); /* at least one did fail */
    }
    free(scene.network);
    buffer_clear(&scene.text);
    buffer_clear(&scene.file);
    buffer_clear(&scene.plain);
}

static void too_small_a_maximum_is_a_size_and_not_a_crash(void **state)
{
    (void)state;
    struct seal_identity key;
    struct buffer out, file;
    assert_int_equal(seal_identity_new(&key), SEAL_OK);
    buffer_init(&file, 1000);
    assert_int_equal(age_seal((const uint8_t(*)[32])key.recipient, 1, "0123456789", 10, &file), SEAL_OK);
    for (size_t max = 0; max < 10; max++) {
        buffer_init(&out, max);
        assert_int_equal(age_open(&key, 1, file.bytes, file.len, &out), SEAL_SIZE);
        buffer_clear(&out);
    }
    for (size_t max = 0; max < file.len; max++) {
        buffer_init(&out, max);
        assert_int_equal(age_seal((const uint8_t(*)[32])key.recipient, 1, "0123456789", 10, &out), SEAL_SIZE);
        buffer_clear(&out);
    }
    buffer_init(&out, 1 << 20);
    assert_int_equal(age_seal((const uint8_t(*)[32])key.recipient, 0, "", 0, &out), SEAL_SIZE);
    buffer_clear(&file);
}

static void a_receipt_without_its_memory_is_an_error(void **state)
{
    (void)state;
    static const uint8_t zone[ID_BYTES] = {1};
    struct receipt_keys keys;
    memset(&keys, 9, sizeof keys);
    assert_int_equal(receipt_keys("314159265358979322", "n", zone, &keys), SEAL_NO_MEMORY);
    assert_int_equal(keys.drop[31], 9);
}

/* Each deed runs on a stack of its own, which is then searched. What it works on stands elsewhere. */
struct room {
    struct seal_identity key;
    struct seal_signer signer;
    struct outer outer, opened;
    uint8_t file[ENVELOPE_BYTES], answer[ANSWER_BYTES];
    char json[DOCUMENT_BYTES + 1], signed_json[256];
    size_t len, signed_len;
    struct buffer age, plain;
    enum seal_error (*deed)(struct room *room);
    enum seal_error error;
};

static enum seal_error deed_sign(struct room *room)
{
    return seal_sign(SEAL_DOCUMENT, &room->signer, room->signed_json, &room->signed_len, 256);
}
static enum seal_error deed_verify(struct room *room)
{
    return seal_verify(SEAL_DOCUMENT, room->signer.public_key, room->signed_json, room->signed_len);
}
static enum seal_error deed_inner_seal(struct room *room)
{
    const uint8_t(*to)[32] = (const uint8_t(*)[32])room->key.recipient;
    return inner_seal(marker, strlen(marker), to, 1, room->outer.inner);
}
static enum seal_error deed_outer_seal(struct room *room)
{
    return outer_seal(&room->outer, room->key.recipient, room->file);
}
static enum seal_error deed_outer_open(struct room *room)
{
    return outer_open(&room->key, 1, room->file, sizeof room->file, &room->opened);
}
static enum seal_error deed_inner_open(struct room *room)
{
    return inner_open(&room->key, 1, room->opened.inner, INNER_BYTES, room->json, &room->len);
}
static enum seal_error deed_answer_seal(struct room *room)
{
    return answer_seal(marker, strlen(marker), room->key.recipient, room->answer);
}
static enum seal_error deed_answer_open(struct room *room)
{
    return answer_open(&room->key, room->answer, sizeof room->answer, room->json, &room->len);
}
static enum seal_error deed_age_seal(struct room *room)
{
    const uint8_t(*to)[32] = (const uint8_t(*)[32])room->key.recipient;
    return age_seal(to, 1, marker, strlen(marker), &room->age);
}
static enum seal_error deed_age_open(struct room *room)
{
    return age_open(&room->key, 1, room->age.bytes, room->age.len, &room->plain);
}
static enum seal_error deed_key_text(struct room *room)
{
    struct seal_identity again;
    char text[SEAL_IDENTITY_TEXT];
    seal_identity_text(&room->key, text);
    enum seal_error error = seal_identity_read(text, strlen(text), &again);
    sodium_memzero(&again, sizeof again);
    sodium_memzero(text, sizeof text);
    return error;
}

static void *do_it(void *context)
{
    struct room *room = context;
    room->error = room->deed(room);
    return NULL;
}

/* 16 bytes are enough to know a secret by. */
static void not_there(const uint8_t *stack, size_t size, const void *secret, size_t len)
{
    const uint8_t *bytes = secret;
    for (size_t at = 0; at + 16 <= len; at++)
        assert_null(memmem(stack, size, bytes + at, 16));
}

static void searched(struct room *room)
{
    size_t size = 1 << 20;
    pthread_attr_t attributes;
    pthread_t thread;
    uint8_t *stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(stack != MAP_FAILED);
    pthread_attr_init(&attributes);
    assert_int_equal(pthread_attr_setstack(&attributes, stack, size), 0);
    assert_int_equal(pthread_create(&thread, &attributes, do_it, room), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    assert_int_equal(room->error, SEAL_OK);
    not_there(stack, size, marker, strlen(marker));
    not_there(stack, size, room->key.secret, 32);
    not_there(stack, size, room->signer.secret, 32);
    munmap(stack, size);
}

static void nothing_of_a_report_or_a_key_stays_on_the_stack(void **state)
{
    (void)state;
    static enum seal_error (*const deeds[])(struct room *) = {deed_sign, deed_verify, deed_inner_seal,
        deed_outer_seal, deed_outer_open, deed_inner_open, deed_answer_seal, deed_answer_open, deed_age_seal,
        deed_age_open, deed_key_text};
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    assert_int_equal(seal_identity_new(&room->key), SEAL_OK);
    seal_signer_new(&room->signer);
    buffer_init(&room->age, 1000);
    buffer_init(&room->plain, 1000);
    room->outer.type = OUTER_REPORT;
    room->signed_len = (size_t)sprintf(room->signed_json, "%s", marker);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        print_message("deed %zu\n", i);
        room->deed = deeds[i];
        searched(room);
    }
    buffer_clear(&room->age);
    buffer_clear(&room->plain);
    free(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(envelopes_never_touch_the_heap),
        cmocka_unit_test(a_document_is_signed_and_verified_without_the_heap),
        cmocka_unit_test(any_allocation_that_fails_leaves_the_output_as_it_was),
        cmocka_unit_test(too_small_a_maximum_is_a_size_and_not_a_crash),
        cmocka_unit_test(a_receipt_without_its_memory_is_an_error),
        cmocka_unit_test(nothing_of_a_report_or_a_key_stays_on_the_stack),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
