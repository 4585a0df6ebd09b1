/* The published test vectors of the age format (npm package cctv-age), each with its stated failure, read
 * whole and as a stream. tests/peer/age/extract.js wrote them to files. */
#include <dirent.h>
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
#include "seal/age.h"

#define FOLDER WAYSIDE_SOURCE "/build/peer/cctv-age"
#define OURS 125  /* X25519, scrypt, armour, payload, header */
#define HYBRID 18 /* only for post-quantum identities, which Wayside has not */
#define KEYS 4
#define FILE_MAX (32u << 20)

struct vector {
    char name[64], expect[32], passphrases[KEYS][64];
    struct seal_identity identities[KEYS];
    size_t identity_count, hybrid_count, passphrase_count;
    bool armored, has_payload;
    uint8_t payload[32];
    uint8_t *bytes, *file;
    size_t file_len;
};

static const char *value_of(const char *line, const char *key)
{
    size_t len = strlen(key);
    return !strncmp(line, key, len) && !strncmp(line + len, ": ", 2) ? line + len + 2 : NULL;
}

static void line_read(struct vector *vector, const char *line)
{
    const char *value;
    if ((value = value_of(line, "expect")))
        snprintf(vector->expect, sizeof vector->expect, "%s", value);
    else if ((value = value_of(line, "payload"))) {
        vector->has_payload = true;
        assert_true(hex_read(value, strlen(value), vector->payload, sizeof vector->payload));
    } else if ((value = value_of(line, "passphrase"))) {
        assert_true(vector->passphrase_count < KEYS);
        snprintf(vector->passphrases[vector->passphrase_count++], 64, "%s", value);
    } else if ((value = value_of(line, "armored"))) {
        vector->armored = !strcmp(value, "yes");
    } else if ((value = value_of(line, "identity"))) {
        assert_true(vector->identity_count < KEYS);
        if (!strncmp(value, "AGE-SECRET-KEY-PQ-1", 19))
            vector->hybrid_count++;
        else
            assert_int_equal(
                seal_identity_read(value, strlen(value), &vector->identities[vector->identity_count++]),
                SEAL_OK);
    } else {
        assert_true(value_of(line, "file key") || value_of(line, "comment"));
    }
}

static void vector_read(const char *name, struct vector *vector)
{
    char path[512];
    memset(vector, 0, sizeof *vector);
    snprintf(vector->name, sizeof vector->name, "%s", name);
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    vector->bytes = malloc(FILE_MAX);
    assert_non_null(vector->bytes);
    size_t len = fread(vector->bytes, 1, FILE_MAX, stream);
    assert_true(len < FILE_MAX);
    fclose(stream);
    char *line = (char *)vector->bytes;
    for (;;) {
        char *end = memchr(line, '\n', len - (size_t)((uint8_t *)line - vector->bytes));
        assert_non_null(end);
        *end = 0;
        if (end == line)
            break;
        line_read(vector, line);
        line = end + 1;
    }
    vector->file = (uint8_t *)line + 1;
    vector->file_len = len - (size_t)(vector->file - vector->bytes);
}

static enum seal_error expected(const struct vector *vector)
{
    static const struct {
        const char *text;
        enum seal_error error;
    } failures[] = {
        {"success", SEAL_OK},
        {"no match", SEAL_NO_MATCH},
        {"HMAC failure", SEAL_MAC},
        {"header failure", SEAL_HEADER},
        {"payload failure", SEAL_PAYLOAD},
        {"armor failure", SEAL_ARMOR},
    };
    /* these two are well formed and ask for too much: we have a word of our own for that */
    if (!strcmp(vector->name, "scrypt_work_factor_23") ||
        !strcmp(vector->name, "scrypt_work_factor_overflow"))
        return SEAL_WORK;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (!strcmp(vector->expect, failures[i].text))
            return failures[i].error;
    fail_msg("%s expects something unknown", vector->name);
    return SEAL_OK;
}

static void payload_matches(const struct vector *vector, const void *plain, size_t len)
{
    uint8_t hash[32];
    crypto_hash_sha256(hash, plain, len);
    if (vector->has_payload && memcmp(hash, vector->payload, sizeof hash) != 0)
        fail_msg("%s released other bytes than it should", vector->name);
}

/* Tries identities together and passphrases one by one, as a person would. */
static enum seal_error open_whole(
    const struct vector *vector, const void *file, size_t len, struct buffer *plain)
{
    if (!vector->passphrase_count)
        return age_open(vector->identities, vector->identity_count, file, len, plain);
    enum seal_error error = SEAL_NO_MATCH;
    for (size_t i = 0; i < vector->passphrase_count && error == SEAL_NO_MATCH; i++)
        error = age_open_passphrase(vector->passphrases[i], file, len, plain);
    return error;
}

static enum seal_error stream_begin(
    const struct vector *vector, const struct buffer *binary, size_t *used, struct age_stream *stream)
{
    if (!vector->passphrase_count)
        return age_stream_open(
            vector->identities, vector->identity_count, binary->bytes, binary->len, used, stream);
    enum seal_error error = SEAL_NO_MATCH;
    for (size_t i = 0; i < vector->passphrase_count && error == SEAL_NO_MATCH; i++)
        error = age_stream_open_passphrase(vector->passphrases[i], binary->bytes, binary->len, used, stream);
    return error;
}

/* Chunk by chunk; what was released before a failure is compared too, as the vectors ask. */
static enum seal_error open_stream(const struct vector *vector, const struct buffer *binary)
{
    struct age_stream stream, again;
    size_t used;
    enum seal_error error = stream_begin(vector, binary, &used, &stream);
    if (error)
        return error;
    again = stream;
    uint8_t *released = malloc(binary->len + 1), resealed[AGE_CHUNK_SEALED];
    size_t released_len = 0;
    assert_non_null(released);
    for (size_t at = used; at < binary->len && !error;) {
        size_t part = binary->len - at < AGE_CHUNK_SEALED ? binary->len - at : AGE_CHUNK_SEALED, got = 0;
        error = age_stream_pull(&stream, binary->bytes + at, part, released + released_len, &got);
        if (!error) { /* and the same key gives the same bytes back */
            assert_int_equal(
                age_stream_push(&again, released + released_len, got, stream.ended, resealed), SEAL_OK);
            assert_memory_equal(resealed, binary->bytes + at, part);
        }
        released_len += got;
        at += part;
    }
    if (!error)
        error = age_stream_end(&stream);
    payload_matches(vector, released, released_len);
    age_stream_clear(&stream);
    free(released);
    return error;
}

static void vector_holds(const struct vector *vector)
{
    struct buffer binary, plain;
    enum seal_error want = expected(vector), error = SEAL_OK;
    buffer_init(&binary, FILE_MAX);
    buffer_init(&plain, FILE_MAX);
    if (vector->armored)
        error = age_unarmor(vector->file, vector->file_len, &binary);
    else
        assert_int_equal(buffer_add(&binary, vector->file, vector->file_len), BASE_OK);
    if (!error) {
        enum seal_error streamed = open_stream(vector, &binary);
        error = open_whole(vector, vector->file, vector->file_len, &plain);
        if (streamed != error)
            fail_msg("%s: whole it is '%s', as a stream '%s'", vector->name, seal_error_text(error),
                seal_error_text(streamed));
    }
    if (error != want)
        fail_msg("%s: should be '%s', is '%s'", vector->name, seal_error_text(want), seal_error_text(error));
    if (error)
        assert_null(plain.bytes);
    else
        payload_matches(vector, plain.bytes, plain.len);
    buffer_clear(&plain);
    buffer_clear(&binary);
}

/* Strips what the format lets stand around the armour; what is left must come out again as it went in. */
static void armor_goes_both_ways(const struct vector *vector)
{
    struct buffer binary, text, canonical;
    buffer_init(&binary, FILE_MAX);
    buffer_init(&text, FILE_MAX);
    buffer_init(&canonical, FILE_MAX);
    assert_int_equal(age_unarmor(vector->file, vector->file_len, &binary), SEAL_OK);
    assert_int_equal(age_armor(binary.bytes, binary.len, &text), SEAL_OK);
    const char *begin = strstr((char *)vector->file, "-----BEGIN");
    for (const char *p = begin; *p; p++)
        if (*p != '\r')
            assert_int_equal(buffer_add(&canonical, p, 1), BASE_OK);
    while (canonical.len && strchr(" \t\n", canonical.bytes[canonical.len - 1]))
        canonical.bytes[--canonical.len] = 0;
    assert_int_equal(buffer_text(&canonical, "\n"), BASE_OK);
    assert_string_equal((char *)text.bytes, (char *)canonical.bytes);
    buffer_clear(&canonical);
    buffer_clear(&text);
    buffer_clear(&binary);
}

static DIR *folder_open(void)
{
    DIR *folder = opendir(FOLDER);
    if (!folder)
        fail_msg("the vectors of the age format are not in build/peer/cctv-age: run ./wayside setup");
    return folder;
}

static void every_vector_opens_or_fails_as_it_states(void **state)
{
    (void)state;
    size_t ours = 0, hybrid = 0;
    DIR *folder = folder_open();
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct vector vector;
        if (entry->d_name[0] == '.')
            continue;
        vector_read(entry->d_name, &vector);
        if (vector.hybrid_count && !vector.identity_count) {
            assert_non_null(strstr(vector.name, "hybrid"));
            print_message("skipped, post-quantum: %s\n", vector.name);
            hybrid++;
        } else {
            vector_holds(&vector);
            ours++;
        }
        free(vector.bytes);
    }
    closedir(folder);
    print_message("%zu vectors hold, %zu are for identities that Wayside has not\n", ours, hybrid);
    assert_int_equal(ours, OURS);
    assert_int_equal(hybrid, HYBRID);
}

static void good_armour_is_written_as_it_was_read(void **state)
{
    (void)state;
    size_t count = 0;
    DIR *folder = folder_open();
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct vector vector;
        if (entry->d_name[0] == '.')
            continue;
        vector_read(entry->d_name, &vector);
        if (vector.armored && strcmp(vector.expect, "armor failure") != 0) {
            vector.bytes[vector.file_len + (size_t)(vector.file - vector.bytes)] = 0;
            armor_goes_both_ways(&vector);
            count++;
        }
        free(vector.bytes);
    }
    closedir(folder);
    assert_int_equal(count, 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vector_opens_or_fails_as_it_states),
        cmocka_unit_test(good_armour_is_written_as_it_was_read),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
