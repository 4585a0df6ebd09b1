/* The real age program (Debian's): what it writes we open, what we write it opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/disk.h"
#include "peer/age/run.h"
#include "seal/age.h"
#include "seal/envelope.h"

#define PASSPHRASE "six plain words, \303\274nd one"

static const size_t sizes[] = {0, 1, AGE_CHUNK - 1, AGE_CHUNK, AGE_CHUNK + 1, 1 << 20};
#define SIZES (sizeof sizes / sizeof *sizes)

struct peer {
    char folder[64], identity_path[128];
    struct seal_identity identity;
    char recipient[SEAL_RECIPIENT_TEXT];
    uint8_t *plain; /* 1 MiB */
};

static int peer_set(void **state)
{
    struct peer *peer = calloc(1, sizeof *peer);
    char text[SEAL_IDENTITY_TEXT];
    *state = peer;
    if (!peer || sodium_init() < 0)
        return -1;
    snprintf(peer->folder, sizeof peer->folder, "/tmp/wayside-peer-XXXXXX");
    if (!mkdtemp(peer->folder) || seal_identity_new(&peer->identity))
        return -1;
    snprintf(peer->identity_path, sizeof peer->identity_path, "%s/identity", peer->folder);
    seal_identity_text(&peer->identity, text);
    seal_recipient_text(peer->identity.recipient, peer->recipient);
    peer->plain = malloc(1 << 20);
    if (!peer->plain || file_put(peer->identity_path, text, strlen(text), 0600))
        return -1;
    randombytes_buf(peer->plain, 1 << 20);
    return 0;
}

static int peer_clear(void **state)
{
    struct peer *peer = *state;
    unlink(peer->identity_path);
    rmdir(peer->folder);
    free(peer->plain);
    free(peer);
    return 0;
}

static void succeeded(struct run *run)
{
    run_program(run);
    if (run->code)
        fail_msg(
            "%s ended with %d: %.*s", run->argv[0], run->code, (int)run->err.len, (char *)run->err.bytes);
}

/* Opens with age what we sealed. */
static void age_opens(const struct peer *peer, const void *file, size_t len, size_t plain_len)
{
    const char *const argv[] = {"age", "-d", "-i", peer->identity_path, NULL};
    struct run run = {.argv = argv, .in = file, .in_len = len};
    succeeded(&run);
    assert_int_equal(run.out.len, plain_len);
    if (plain_len)
        assert_memory_equal(run.out.bytes, peer->plain, plain_len);
    run_clear(&run);
}

static void we_open(const struct peer *peer, const struct buffer *file, size_t plain_len)
{
    struct buffer plain;
    buffer_init(&plain, 2 << 20);
    assert_int_equal(age_open(&peer->identity, 1, file->bytes, file->len, &plain), SEAL_OK);
    assert_int_equal(plain.len, plain_len);
    if (plain_len)
        assert_memory_equal(plain.bytes, peer->plain, plain_len);
    buffer_clear(&plain);
}

static void what_age_seals_we_open(void **state)
{
    const struct peer *peer = *state;
    const char *const binary[] = {"age", "-r", peer->recipient, NULL};
    const char *const armored[] = {"age", "-a", "-r", peer->recipient, NULL};
    for (size_t i = 0; i < 2 * SIZES; i++) {
        struct run run = {.argv = i % 2 ? armored : binary, .in = peer->plain, .in_len = sizes[i / 2]};
        succeeded(&run);
        we_open(peer, &run.out, sizes[i / 2]);
        run_clear(&run);
    }
}

static void what_we_seal_age_opens(void **state)
{
    const struct peer *peer = *state;
    struct buffer file, text;
    buffer_init(&file, 2 << 20);
    buffer_init(&text, 2 << 20);
    uint8_t recipients[3][32];
    for (size_t i = 0; i < 2; i++) {
        struct seal_identity other;
        assert_int_equal(seal_identity_new(&other), SEAL_OK);
        memcpy(recipients[i], other.recipient, 32);
    }
    memcpy(recipients[2], peer->identity.recipient, 32);
    for (size_t i = 0; i < SIZES; i++) {
        assert_int_equal(
            age_seal((const uint8_t(*)[32])recipients, 3, peer->plain, sizes[i], &file), SEAL_OK);
        assert_int_equal(age_armor(file.bytes, file.len, &text), SEAL_OK);
        age_opens(peer, file.bytes, file.len, sizes[i]);
        age_opens(peer, text.bytes, text.len, sizes[i]);
    }
    buffer_clear(&text);
    buffer_clear(&file);
}

static void what_age_seals_under_a_passphrase_we_open(void **state)
{
    const struct peer *peer = *state;
    static const char *const binary[] = {"age", "-p", NULL}, *const armored[] = {"age", "-p", "-a", NULL};
    for (int i = 0; i < 2; i++) {
        struct buffer plain;
        struct run run = {.argv = i ? armored : binary,
            .in = peer->plain,
            .in_len = AGE_CHUNK + 1,
            .answers = {PASSPHRASE, PASSPHRASE}};
        buffer_init(&plain, 2 << 20);
        succeeded(&run);
        assert_int_equal(age_open_passphrase("not it", run.out.bytes, run.out.len, &plain), SEAL_NO_MATCH);
        assert_int_equal(age_open(&peer->identity, 1, run.out.bytes, run.out.len, &plain), SEAL_NO_MATCH);
        assert_int_equal(age_open_passphrase(PASSPHRASE, run.out.bytes, run.out.len, &plain), SEAL_OK);
        assert_int_equal(plain.len, AGE_CHUNK + 1);
        assert_memory_equal(plain.bytes, peer->plain, plain.len);
        buffer_clear(&plain);
        run_clear(&run);
    }
}

static void what_we_seal_under_a_passphrase_age_opens(void **state)
{
    const struct peer *peer = *state;
    static const char *const argv[] = {"age", "-d", NULL};
    static const unsigned works[] = {1, 10, AGE_WORK_STANDARD};
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        struct buffer file;
        buffer_init(&file, 2 << 20);
        assert_int_equal(
            age_seal_passphrase(PASSPHRASE, works[i], peer->plain, AGE_CHUNK + 1, &file), SEAL_OK);
        struct run run = {.argv = argv, .in = file.bytes, .in_len = file.len, .answers = {PASSPHRASE}};
        succeeded(&run);
        assert_int_equal(run.out.len, AGE_CHUNK + 1);
        assert_memory_equal(run.out.bytes, peer->plain, run.out.len);
        run_clear(&run);
        buffer_clear(&file);
    }
}

static void keys_that_age_keygen_makes_are_ours_too(void **state)
{
    (void)state;
    static const char *const make[] = {"age-keygen", NULL};
    static const char *const convert[] = {"age-keygen", "-y", NULL};
    struct run made = {.argv = make};
    succeeded(&made);
    struct seal_identity identity;
    size_t count, line;
    assert_int_equal(
        seal_identities_read((const char *)made.out.bytes, made.out.len, &identity, 1, &count, &line),
        SEAL_OK);
    struct run public = {.argv = convert, .in = made.out.bytes, .in_len = made.out.len};
    succeeded(&public);
    char text[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(identity.recipient, text);
    assert_int_equal(public.out.len, SEAL_RECIPIENT_TEXT);
    assert_memory_equal(public.out.bytes, text, SEAL_RECIPIENT_TEXT - 1);
    run_clear(&public);
    run_clear(&made);
}

static void stock_age_and_jq_read_an_inner_file(void **state)
{
    const struct peer *peer = *state;
    static const char json[] = "{\"v\":1,\"kind\":\"help\",\"answers\":{\"text\":"
                               "\"\330\263\330\247\330\271\330\257\331\210\331\206\331\212\"}}";
    uint8_t file[INNER_BYTES];
    assert_int_equal(inner_seal(json, strlen(json), &peer->identity.recipient, 1, file), SEAL_OK);
    const char *const age[] = {"age", "-d", "-i", peer->identity_path, NULL};
    static const char *const jq[] = {"jq", ".kind", NULL};
    struct run opened = {.argv = age, .in = file, .in_len = sizeof file};
    succeeded(&opened);
    assert_int_equal(opened.out.len, DOCUMENT_BYTES);
    struct run kind = {.argv = jq, .in = opened.out.bytes, .in_len = opened.out.len};
    succeeded(&kind);
    assert_string_equal((char *)kind.out.bytes, "\"help\"\n");
    run_clear(&kind);
    run_clear(&opened);
}

static void stock_age_opens_an_outer_file_and_an_answer(void **state)
{
    const struct peer *peer = *state;
    struct outer outer = {.type = OUTER_REPORT, .to = {0xab}};
    uint8_t file[ENVELOPE_BYTES], answer[ANSWER_BYTES];
    const char *const age[] = {"age", "-d", "-i", peer->identity_path, NULL};
    memcpy(outer.inner, peer->plain, INNER_BYTES);
    assert_int_equal(outer_seal(&outer, peer->identity.recipient, file), SEAL_OK);
    struct run opened = {.argv = age, .in = file, .in_len = sizeof file};
    succeeded(&opened);
    assert_int_equal(opened.out.len, ENVELOPE_PLAIN);
    assert_int_equal(opened.out.bytes[0], OUTER_REPORT);
    assert_memory_equal(opened.out.bytes + 1, outer.to, ID_BYTES);
    assert_memory_equal(opened.out.bytes + 33, outer.inner, INNER_BYTES);
    run_clear(&opened);
    assert_int_equal(answer_seal("{\"n\":0}", 7, peer->identity.recipient, answer), SEAL_OK);
    struct run read = {.argv = age, .in = answer, .in_len = sizeof answer};
    succeeded(&read);
    assert_int_equal(read.out.len, ANSWER_PLAIN);
    assert_memory_equal(read.out.bytes, "{\"n\":0} ", 8);
    run_clear(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_age_seals_we_open),
        cmocka_unit_test(what_we_seal_age_opens),
        cmocka_unit_test(what_age_seals_under_a_passphrase_we_open),
        cmocka_unit_test(what_we_seal_under_a_passphrase_age_opens),
        cmocka_unit_test(keys_that_age_keygen_makes_are_ours_too),
        cmocka_unit_test(stock_age_and_jq_read_an_inner_file),
        cmocka_unit_test(stock_age_opens_an_outer_file_and_an_answer),
    };
    return cmocka_run_group_tests(tests, peer_set, peer_clear);
}
