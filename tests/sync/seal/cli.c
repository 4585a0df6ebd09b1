/* wayside-seal as people use it: its pipes, its terminal, its sentences and exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/disk.h"
#include "peer/age/run.h"
#include "seal/age.h"
#include "seal/envelope.h"

#define PROGRAM WAYSIDE_BUILD "/bin/wayside-seal"
static const char program[] = PROGRAM;
#define PASSPHRASE "correct horse battery staple seven eight"

struct bench {
    char folder[64], identity[128], locked[128];
    char recipient[SEAL_RECIPIENT_TEXT];
    uint8_t *plain;
};
#define PLAIN (3 * AGE_CHUNK + 17)

static void says(const struct run *run, int code, const char *part)
{
    char *err = run->err.bytes ? (char *)run->err.bytes : (char *)(uintptr_t) "";
    if (run->code != code || !strstr(err, part))
        fail_msg("ended with %d and said: %s", run->code, err);
    if (code == 1) { /* one sentence: the name of the program stands in it once, and one line feed */
        assert_ptr_equal(strchr(err, '\n'), err + run->err.len - 1);
        assert_int_equal(strncmp(err, "wayside-seal: ", 14), 0);
    }
    for (const char *key = err; (key = strstr(key, "AGE-SECRET-KEY-1")); key += 16)
        assert_null(strchr("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", key[16]));
}

static int bench_set(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    *state = bench;
    if (!bench || sodium_init() < 0)
        return -1;
    snprintf(bench->folder, sizeof bench->folder, "/tmp/wayside-seal-XXXXXX");
    bench->plain = malloc(PLAIN);
    if (!bench->plain || !mkdtemp(bench->folder))
        return -1;
    snprintf(bench->identity, sizeof bench->identity, "%s/identity", bench->folder);
    snprintf(bench->locked, sizeof bench->locked, "%s/locked", bench->folder);
    randombytes_buf(bench->plain, PLAIN);
    return 0;
}

static int bench_clear(void **state)
{
    struct bench *bench = *state;
    unlink(bench->identity);
    unlink(bench->locked);
    rmdir(bench->folder);
    free(bench->plain);
    free(bench);
    return 0;
}

static void keygen_makes_a_key_for_its_owner_alone(void **state)
{
    struct bench *bench = *state;
    struct stat facts;
    const char *const keygen[] = {program, "keygen", "-o", bench->identity, NULL};
    const char *const recipient[] = {program, "recipient", bench->identity, NULL};
    struct run made = run_of(keygen, NULL, 0, NULL, NULL);
    says(&made, 0, "Public key: age1");
    assert_int_equal(made.out.len, 0);
    assert_int_equal(stat(bench->identity, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0600);
    struct run again = run_of(keygen, NULL, 0, NULL, NULL);
    says(&again, 1, "exists");
    struct run public = run_of(recipient, NULL, 0, NULL, NULL);
    says(&public, 0, "");
    assert_int_equal(public.out.len, SEAL_RECIPIENT_TEXT);
    memcpy(bench->recipient, public.out.bytes, SEAL_RECIPIENT_TEXT - 1);
    assert_non_null(strstr((char *)made.err.bytes, bench->recipient));
    run_clear(&public);
    run_clear(&again);
    run_clear(&made);
}

static void what_goes_in_comes_out(void **state)
{
    const struct bench *bench = *state;
    static const size_t sizes[] = {0, 1, AGE_CHUNK, AGE_CHUNK + 1, PLAIN};
    const char *const binary[] = {program, "seal", "-r", bench->recipient, NULL};
    const char *const armored[] = {program, "seal", "-a", "-r", bench->recipient, NULL};
    const char *const opens[] = {program, "open", "-i", bench->identity, NULL};
    for (size_t i = 0; i < 10; i++) {
        struct run sealed = run_of(i % 2 ? armored : binary, bench->plain, sizes[i / 2], NULL, NULL);
        says(&sealed, 0, "");
        assert_int_equal(age_armored(sealed.out.bytes, sealed.out.len), i % 2);
        struct run opened = run_of(opens, sealed.out.bytes, sealed.out.len, NULL, NULL);
        says(&opened, 0, "");
        assert_int_equal(opened.out.len, sizes[i / 2]);
        if (opened.out.len)
            assert_memory_equal(opened.out.bytes, bench->plain, opened.out.len);
        run_clear(&opened);
        run_clear(&sealed);
    }
}

static void a_passphrase_is_asked_for_at_the_terminal_and_not_shown(void **state)
{
    const struct bench *bench = *state;
    static const char *const seals[] = {program, "seal", "-p", NULL}, *const opens[] = {
                                                                          PROGRAM, "open", NULL};
    struct run sealed = run_of(seals, bench->plain, 100, PASSPHRASE, PASSPHRASE);
    says(&sealed, 0, "");
    assert_null(strstr((char *)sealed.terminal.bytes, PASSPHRASE));
    struct run wrong = run_of(opens, sealed.out.bytes, sealed.out.len, "another", NULL);
    says(&wrong, 1, "the passphrase is not right");
    assert_int_equal(wrong.out.len, 0);
    /* backspace takes a letter away, also one of two bytes */
    struct run opened = run_of(opens, sealed.out.bytes, sealed.out.len, PASSPHRASE "x\303\274\177\177", NULL);
    says(&opened, 0, "");
    assert_int_equal(opened.out.len, 100);
    assert_memory_equal(opened.out.bytes, bench->plain, 100);
    struct run differ = run_of(seals, bench->plain, 100, "one", "two");
    says(&differ, 1, "differ");
    assert_int_equal(differ.out.len, 0);
    struct run interrupted = run_of(seals, bench->plain, 100, "abc\003", NULL);
    says(&interrupted, 1, "no passphrase was given");
    run_clear(&interrupted);
    run_clear(&differ);
    run_clear(&opened);
    run_clear(&wrong);
    run_clear(&sealed);
}

static void an_identity_file_may_itself_be_under_a_passphrase(void **state)
{
    const struct bench *bench = *state;
    struct buffer text;
    static const char *const locks[] = {program, "seal", "-p", "-a", NULL};
    const char *const recipient[] = {program, "recipient", bench->locked, NULL};
    buffer_init(&text, 1000);
    assert_int_equal(file_read(bench->identity, 1000, &text), BASE_OK);
    struct run locked = run_of(locks, text.bytes, text.len, PASSPHRASE, PASSPHRASE);
    says(&locked, 0, "");
    assert_int_equal(file_put(bench->locked, locked.out.bytes, locked.out.len, 0600), BASE_OK);
    struct run public = run_of(recipient, NULL, 0, PASSPHRASE, NULL);
    says(&public, 0, "");
    assert_memory_equal(public.out.bytes, bench->recipient, SEAL_RECIPIENT_TEXT - 1);
    struct run wrong = run_of(recipient, NULL, 0, "no", NULL);
    says(&wrong, 1, "the passphrase is not right");
    run_clear(&wrong);
    run_clear(&public);
    run_clear(&locked);
    buffer_clear(&text);
}

/* Whatever comes out before the fault is found is the beginning of what was sealed, in whole chunks. */
static void nothing_comes_out_that_was_not_sealed(void **state)
{
    const struct bench *bench = *state;
    const char *const seals[] = {program, "seal", "-r", bench->recipient, NULL};
    const char *const opens[] = {program, "open", "-i", bench->identity, NULL};
    struct run sealed = run_of(seals, bench->plain, PLAIN, NULL, NULL);
    size_t payload = sealed.out.len - PLAIN - 4 * 16;
    for (size_t chunk = 0; chunk < 4; chunk++) {
        uint8_t *byte = sealed.out.bytes + payload + chunk * AGE_CHUNK_SEALED + 3;
        *byte ^= 0x20;
        struct run opened = run_of(opens, sealed.out.bytes, sealed.out.len, NULL, NULL);
        says(&opened, 1, "changed, cut short or added to");
        assert_int_equal(opened.out.len, chunk * AGE_CHUNK);
        if (chunk)
            assert_memory_equal(opened.out.bytes, bench->plain, opened.out.len);
        run_clear(&opened);
        *byte ^= 0x20;
        struct run cut = run_of(opens, sealed.out.bytes, payload + chunk * AGE_CHUNK_SEALED, NULL, NULL);
        says(&cut, 1, "changed, cut short or added to");
        assert_int_equal(cut.out.len, chunk * AGE_CHUNK);
        run_clear(&cut);
    }
    run_clear(&sealed);
}

static void inspected(const void *file, size_t len, const char *part)
{
    static const char *const inspects[] = {program, "inspect", "--json", NULL};
    static const char *const jq[] = {"jq", "-c", ".", NULL};
    struct run facts = run_of(inspects, file, len, NULL, NULL);
    says(&facts, 0, "");
    struct run parsed = run_of(jq, facts.out.bytes, facts.out.len, NULL, NULL);
    assert_int_equal(parsed.code, 0);
    if (!strstr((char *)parsed.out.bytes, part))
        fail_msg("%s is not in %s", part, (char *)parsed.out.bytes);
    run_clear(&parsed);
    run_clear(&facts);
}

static void inspect_names_the_envelopes_of_the_network(void **state)
{
    (void)state;
    struct seal_identity key;
    uint8_t outer_file[ENVELOPE_BYTES], inner[INNER_BYTES], answer[ANSWER_BYTES];
    struct buffer file;
    assert_int_equal(seal_identity_new(&key), SEAL_OK);
    const uint8_t(*to)[32] = (const uint8_t(*)[32])key.recipient;
    assert_int_equal(outer_dummy(key.recipient, outer_file), SEAL_OK);
    assert_int_equal(inner_seal("{}", 2, to, 1, inner), SEAL_OK);
    assert_int_equal(answer_seal("{}", 2, key.recipient, answer), SEAL_OK);
    inspected(outer_file, sizeof outer_file, "\"envelope\":\"outer\"");
    inspected(inner, sizeof inner, "\"envelope\":\"inner\"");
    inspected(answer, sizeof answer, "\"envelope\":\"answer\"");
    inspected(inner, sizeof inner - 1, "\"envelope\":\"none\"");
    inspected(outer_file, 190, "\"whole\":false");
    buffer_init(&file, 1 << 20);
    assert_int_equal(age_seal_passphrase("x", 3, "12345", 5, &file), SEAL_OK);
    inspected(file.bytes, file.len, "\"content\":5,\"stanzas\":1,\"x25519\":0,\"scrypt\":1,\"work\":3");
    buffer_clear(&file);
}

/* A line for the shell, where a file or a device must stand at one of the ends. */
static struct run shell(const char *script, const char *one, const char *two, const char *answer)
{
    const char *const argv[] = {"sh", "-c", script, program, one, two, NULL};
    return run_of(argv, NULL, 0, answer, answer);
}

static void keygen_at_standard_output_makes_a_file_private_too(void **state)
{
    struct bench *bench = *state;
    struct stat facts;
    struct run made = shell(
        "umask 0; \"$0\" keygen >\"$1\" && \"$0\" recipient \"$1\"", bench->locked, "", NULL);
    says(&made, 0, "Public key: age1");
    assert_int_equal(made.out.len, SEAL_RECIPIENT_TEXT);
    assert_int_equal(stat(bench->locked, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0600);
    run_clear(&made);
}

static void several_recipients_may_follow_one_r(void **state)
{
    const struct bench *bench = *state;
    struct seal_identity other;
    char text[SEAL_RECIPIENT_TEXT];
    assert_int_equal(seal_identity_new(&other), SEAL_OK);
    seal_recipient_text(other.recipient, text);
    const char *const seals[] = {program, "seal", "-r", text, bench->recipient, NULL};
    const char *const opens[] = {program, "open", "-i", bench->identity, NULL};
    struct run sealed = run_of(seals, "x", 1, NULL, NULL);
    says(&sealed, 0, "");
    struct run opened = run_of(opens, sealed.out.bytes, sealed.out.len, NULL, NULL);
    says(&opened, 0, "");
    assert_string_equal((char *)opened.out.bytes, "x");
    run_clear(&opened);
    run_clear(&sealed);
}

static void inspect_says_it_in_words_too(void **state)
{
    const struct bench *bench = *state;
    struct run inner = shell(
        "\"$0\" seal -a -r \"$1\" </dev/null | \"$0\" inspect", bench->recipient, "", NULL);
    says(&inner, 0, "");
    assert_string_equal((char *)inner.out.bytes,
        "format:   age v1, armoured\n"
        "size:     200 bytes without the armour, 168 of them header\n"
        "content:  0 bytes\n"
        "stanzas:  1 X25519, 0 scrypt, 0 other\n");
    run_clear(&inner);
}

static void what_cannot_be_written_or_read_is_said(void **state)
{
    const struct bench *bench = *state;
    static const struct {
        const char *script, *part;
    } cases[] = {
        {"\"$0\" keygen >/dev/full", "the key is not kept"},
        {"\"$0\" recipient \"$1\" >/dev/full", "standard output cannot be written"},
        {"\"$0\" seal -r \"$2\" </dev/zero >/dev/full", "standard output cannot be written: No space left"},
        {"\"$0\" seal -a -r \"$2\" <\"$1\" >/dev/full", "standard output cannot be written: No space left"},
        {"\"$0\" seal -r \"$2\" <\"$1\" | \"$0\" open -i \"$1\" >/dev/full",
            "standard output cannot be written"},
        {"\"$0\" seal -r \"$2\" <\"$1\" | \"$0\" inspect >/dev/full", "standard output cannot be written"},
        {"\"$0\" seal -r \"$2\" </", "standard input cannot be read"},
        {"\"$0\" open -i \"$1\" </", "standard input cannot be read"},
        {"\"$0\" inspect </", "standard input cannot be read"},
        {"\"$0\" keygen -o \"$1\"/x", "Not a directory"},
        {"\"$0\" recipient /dev/null", "it is empty"},
        {"(cat \"$1\"; echo x) | \"$0\" recipient /dev/stdin", "line 4 is not an identity"},
        {"for i in 0 1 2 3 4 5 6 7 8 9 a b c d e f g; do cat \"$1\" \"$1\" \"$1\" \"$1\"; done |"
         " \"$0\" recipient /dev/stdin",
            "more than 64 identities"},
        {"setsid -w \"$0\" seal -p </dev/null", "there is no terminal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run = shell(cases[i].script, bench->identity, bench->recipient, NULL);
        says(&run, 1, cases[i].part);
        run_clear(&run);
    }
    struct run bare = shell(
        "\"$0\" seal -r \"$2\" </dev/null >/dev/tty", bench->identity, bench->recipient, NULL);
    says(&bare, 2, "a terminal cannot show sealed bytes");
    run_clear(&bare);
}

static void each_fault_has_its_sentence(void **state)
{
    const struct bench *bench = *state;
    struct seal_identity other;
    struct buffer file;
    const char *const opens[] = {program, "open", "-i", bench->identity, NULL};
    const char *const keyless[] = {program, "open", NULL};
    const char *const nowhere[] = {program, "open", "-i", "/nowhere/key", NULL};
    const char *const itself[] = {program, "recipient", program, NULL};
    const char *const inspects[] = {program, "inspect", NULL};
    buffer_init(&file, 1000);
    assert_int_equal(seal_identity_new(&other), SEAL_OK);
    assert_int_equal(age_seal((const uint8_t(*)[32])other.recipient, 1, "x", 1, &file), SEAL_OK);
    const struct {
        const char *const *argv;
        const void *in;
        size_t len;
        const char *part;
    } faults[] = {
        {opens, file.bytes, file.len, "none of the keys opens it"},
        {keyless, file.bytes, file.len, "give an identity file with -i"},
        {opens, "hello", 5, "not an age v1 file"},
        {opens, "-----BEGIN AGE ENCRYPTED FILE-----\nx", 36, "armour is malformed"},
        {opens, file.bytes, 100, "not an age v1 file"},
        {opens, "", 0, "not an age v1 file"},
        {nowhere, file.bytes, file.len, "/nowhere/key"},
        {itself, NULL, 0, "wayside-seal: " PROGRAM},
        {inspects, "hello", 5, "not an age v1 file"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct run run = run_of(faults[i].argv, faults[i].in, faults[i].len, NULL, NULL);
        says(&run, 1, faults[i].part);
        assert_int_equal(run.out.len, 0);
        run_clear(&run);
    }
    buffer_clear(&file);
}

static void a_wrong_command_line_is_two(void **state)
{
    const struct bench *bench = *state;
    const char *const lines[][6] = {
        {program},
        {program, "unseal"},
        {program, "seal"},
        {program, "seal", "-r", "age1nonsense"},
        {program, "seal", "-r", bench->recipient, "-p"},
        {program, "seal", "-x"},
        {program, "seal", "file"},
        {program, "open", "-i"},
        {program, "open", "file"},
        {program, "inspect", "--yaml"},
        {program, "keygen", "file"},
        {program, "recipient"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct run run = run_of(lines[i], NULL, 0, NULL, NULL);
        says(&run, 2, "seal");
        assert_int_equal(run.out.len, 0);
        run_clear(&run);
    }
    const char *const help[] = {program, "--help", NULL};
    struct run run = run_of(help, NULL, 0, NULL, NULL);
    says(&run, 0, "");
    assert_non_null(strstr((char *)run.out.bytes, "keygen"));
    run_clear(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keygen_makes_a_key_for_its_owner_alone),
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(a_passphrase_is_asked_for_at_the_terminal_and_not_shown),
        cmocka_unit_test(an_identity_file_may_itself_be_under_a_passphrase),
        cmocka_unit_test(nothing_comes_out_that_was_not_sealed),
        cmocka_unit_test(inspect_names_the_envelopes_of_the_network),
        cmocka_unit_test(keygen_at_standard_output_makes_a_file_private_too),
        cmocka_unit_test(several_recipients_may_follow_one_r),
        cmocka_unit_test(inspect_says_it_in_words_too),
        cmocka_unit_test(what_cannot_be_written_or_read_is_said),
        cmocka_unit_test(each_fault_has_its_sentence),
        cmocka_unit_test(a_wrong_command_line_is_two),
    };
    return cmocka_run_group_tests(tests, bench_set, bench_clear);
}
