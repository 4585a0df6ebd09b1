/* How long sealing and opening take, against the bare primitives of the same files and against the age
 * command, all in one run. Medians; CPU time of this process, and wall time where another one works. */
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "base/limits.h"
#include "seal/envelope.h"
#include "seal/receipt.h"

#define ROUNDS 301
#define TEAM 5 /* four members and a recovery key */
#define AGE_ROUNDS 21

extern char **environ;

struct bench {
    struct seal_identity keys[INNER_STANZAS], mix;
    uint8_t recipients[INNER_STANZAS][32];
    struct outer outer, opened;
    uint8_t file[ENVELOPE_BYTES], scratch[ENVELOPE_BYTES], tag[16];
    char document[DOCUMENT_BYTES], json[DOCUMENT_BYTES + 1];
    size_t team; /* how many of the recipients are real */
    bool failed;
};

typedef void deed(struct bench *bench);

static double now_us(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b)
{
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static double median(double *times, size_t count)
{
    qsort(times, count, sizeof *times, ascending);
    return times[count / 2];
}

/* Turn and turn about, so that both see the same machine. */
static void compare(struct bench *bench, deed *ours, deed *bare, double *ret_ours, double *ret_bare)
{
    static const clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    double ours_us[ROUNDS], bare_us[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        double start = now_us(clock);
        ours(bench);
        double middle = now_us(clock);
        bare(bench);
        ours_us[i] = middle - start;
        bare_us[i] = now_us(clock) - middle;
    }
    *ret_ours = median(ours_us, ROUNDS);
    *ret_bare = median(bare_us, ROUNDS);
}

/* ---- what is measured ---------------------------------------------------------------------------- */
static void seal_both(struct bench *bench)
{
    bench->failed |= inner_seal(bench->document, 9000, (const uint8_t(*)[32])bench->recipients, bench->team,
                         bench->outer.inner) != SEAL_OK;
    bench->failed |= outer_seal(&bench->outer, bench->mix.recipient, bench->file) != SEAL_OK;
}

static void open_outer(struct bench *bench)
{
    bench->failed |= outer_open(&bench->mix, 1, bench->file, sizeof bench->file, &bench->opened) != SEAL_OK;
}

/* Each of the 16 opens it, so that 1 + 2 + ... + 16 stanzas are tried, in whatever order they stand. */
static void open_inner_16(struct bench *bench)
{
    size_t len;
    for (size_t i = 0; i < INNER_STANZAS; i++)
        bench->failed |= inner_open(&bench->keys[i], 1, bench->outer.inner, INNER_BYTES, bench->json, &len) !=
                         SEAL_OK;
}

/* ---- the bare primitives of the same files ------------------------------------------------------- */
static void x25519(struct bench *bench, size_t bases, size_t points)
{
    uint8_t out[32];
    for (size_t i = 0; i < bases; i++)
        bench->failed |= crypto_scalarmult_base(out, bench->keys[i % INNER_STANZAS].secret) != 0;
    for (size_t i = 0; i < points; i++)
        bench->failed |= crypto_scalarmult(out, bench->mix.secret, bench->recipients[i % INNER_STANZAS]) != 0;
}

/* HKDF is four HMACs' worth of SHA-256 blocks in two HMACs; the header's MAC is one more over its bytes. */
static void hkdfs(struct bench *bench, size_t count, size_t header)
{
    uint8_t mac[32];
    crypto_auth_hmacsha256_state state;
    for (size_t i = 0; i < 2 * count; i++) {
        crypto_auth_hmacsha256_init(&state, bench->scratch, 64);
        crypto_auth_hmacsha256_update(&state, bench->scratch, 32);
        crypto_auth_hmacsha256_final(&state, mac);
    }
    crypto_auth_hmacsha256_init(&state, mac, 32);
    crypto_auth_hmacsha256_update(&state, bench->scratch, header);
    crypto_auth_hmacsha256_final(&state, mac);
}

static void encrypts(struct bench *bench, size_t count, size_t len)
{
    for (size_t i = 0; i < count; i++)
        crypto_aead_chacha20poly1305_ietf_encrypt_detached(bench->scratch, bench->tag, NULL, bench->scratch,
            len, NULL, 0, NULL, bench->keys[0].secret, bench->mix.secret);
}

/* Deciphering is the same work as enciphering, once the tag is right; a wrong tag is Poly1305 alone. */
static void wrong_tags(struct bench *bench, size_t count)
{
    uint8_t out[16];
    for (size_t i = 0; i < count; i++)
        bench->failed |= crypto_aead_chacha20poly1305_ietf_decrypt(out, NULL, NULL, bench->scratch, 32, NULL,
                             0, bench->keys[0].secret, bench->mix.secret) == 0;
}

static void bare_seal_both(struct bench *bench)
{
    randombytes_buf(bench->scratch, 1200);
    x25519(bench, INNER_STANZAS + 1, bench->team + 1);
    hkdfs(bench, bench->team + 2, 1593);
    hkdfs(bench, 3, 123);
    encrypts(bench, bench->team + 1, 16);
    encrypts(bench, 1, DOCUMENT_BYTES);
    encrypts(bench, 1, ENVELOPE_PLAIN);
}

static void bare_open_outer(struct bench *bench)
{
    x25519(bench, 0, 1);
    hkdfs(bench, 3, 123);
    encrypts(bench, 1, 16);
    encrypts(bench, 1, ENVELOPE_PLAIN);
}

static void bare_open_inner_16(struct bench *bench)
{
    x25519(bench, 0, 136);
    wrong_tags(bench, 120);
    encrypts(bench, 16, 16);
    for (size_t i = 0; i < INNER_STANZAS; i++) {
        hkdfs(bench, 2, 1593);
        encrypts(bench, 1, DOCUMENT_BYTES);
    }
    hkdfs(bench, 136, 0);
}

/* Those two without what is around them: the strictest thing to be compared with. */
static void bare_x25519_and_aead(struct bench *bench)
{
    x25519(bench, INNER_STANZAS + 1, bench->team + 1);
    encrypts(bench, bench->team + 1, 16);
    encrypts(bench, 1, DOCUMENT_BYTES);
    encrypts(bench, 1, ENVELOPE_PLAIN);
}

/* ---- the age command ----------------------------------------------------------------------------- */
static int age_run(char **argv, const char *in, const char *out)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, in, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!posix_spawnp(&child, "age", &actions, NULL, argv, environ))
        waitpid(child, &status, 0);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}

/* The same two files by the command: once to the team, once to the mix. Wall time. */
static double age_seal_both(struct bench *bench)
{
    char folder[] = "/tmp/wayside-bench-XXXXXX", plain[64], inner[64], outer[64];
    char texts[INNER_STANZAS][SEAL_RECIPIENT_TEXT], mix[SEAL_RECIPIENT_TEXT];
    char age[] = "age", to[] = "-r"; /* posix_spawn takes no constants */
    char *team[2 * INNER_STANZAS + 2] = {age}, *one[] = {age, to, mix, NULL};
    double times[AGE_ROUNDS];
    if (!mkdtemp(folder))
        return 0;
    snprintf(plain, sizeof plain, "%s/plain", folder);
    snprintf(inner, sizeof inner, "%s/inner", folder);
    snprintf(outer, sizeof outer, "%s/outer", folder);
    FILE *file = fopen(plain, "wb");
    bench->failed |= !file || fwrite(bench->document, 1, DOCUMENT_BYTES, file) != DOCUMENT_BYTES;
    bench->failed |= file && fclose(file);
    for (size_t i = 0; i < INNER_STANZAS; i++) {
        seal_recipient_text(bench->recipients[i], texts[i]);
        team[1 + 2 * i] = to;
        team[2 + 2 * i] = texts[i];
    }
    seal_recipient_text(bench->mix.recipient, mix);
    for (size_t i = 0; i < AGE_ROUNDS; i++) {
        double start = now_us(CLOCK_MONOTONIC);
        bench->failed |= age_run(team, plain, inner) != 0 || age_run(one, inner, outer) != 0;
        times[i] = now_us(CLOCK_MONOTONIC) - start;
    }
    unlink(plain);
    unlink(inner);
    unlink(outer);
    rmdir(folder);
    return median(times, AGE_ROUNDS);
}

static double receipt_seconds(struct bench *bench)
{
    static const uint8_t zone[ID_BYTES] = {1};
    struct receipt_keys keys;
    double times[3];
    for (size_t i = 0; i < 3; i++) {
        double start = now_us(CLOCK_MONOTONIC);
        bench->failed |= receipt_keys("314159265358979322", "bench", zone, &keys) != SEAL_OK;
        times[i] = now_us(CLOCK_MONOTONIC) - start;
    }
    sodium_memzero(&keys, sizeof keys);
    return median(times, 3) / 1e6;
}

static void report(const char *what, double ours, double bare)
{
    printf("%-58s %9.1f us  %9.1f us  %6.2f\n", what, ours, bare, ours / bare);
}

static bool set(struct bench *bench)
{
    bench->outer.type = OUTER_REPORT;
    memset(bench->document, 'x', sizeof bench->document);
    randombytes_buf(bench->scratch, sizeof bench->scratch);
    for (size_t i = 0; i < INNER_STANZAS; i++) {
        if (seal_identity_new(&bench->keys[i]))
            return false;
        memcpy(bench->recipients[i], bench->keys[i].recipient, 32);
    }
    return seal_identity_new(&bench->mix) == SEAL_OK;
}

int main(void)
{
    double ours, bare;
    struct bench *bench = calloc(1, sizeof *bench);
    if (!bench || sodium_init() < 0 || !set(bench)) {
        fputs("bench_seal: there is not enough memory, or no random numbers\n", stderr);
        free(bench);
        return 1;
    }
    printf("%-58s %12s  %12s  %6s\n", "median of 301, CPU time", "ours", "primitives", "ratio");
    bench->team = TEAM;
    compare(bench, seal_both, bare_seal_both, &ours, &bare);
    report("seal inner (5 of 16) and outer", ours, bare);
    compare(bench, seal_both, bare_x25519_and_aead, &ours, &bare);
    report("  the same against X25519 and ChaCha20-Poly1305 alone", ours, bare);
    bench->team = INNER_STANZAS;
    compare(bench, seal_both, bare_seal_both, &ours, &bare);
    report("seal inner (16 of 16) and outer", ours, bare);
    double sealed = ours;
    compare(bench, open_outer, bare_open_outer, &ours, &bare);
    report("open outer", ours, bare);
    printf("%-58s %9.0f a second on one core\n", "  that is", 1e6 / ours);
    compare(bench, open_inner_16, bare_open_inner_16, &ours, &bare);
    report("open inner, mean over its 16 stanzas", ours / 16, bare / 16);
    double age = age_seal_both(bench);
    printf("%-58s %9.1f us, ours is %.0f times faster\n", "age command, inner (16) and outer, wall time", age,
        age / sealed);
    printf("%-58s %9.2f s\n", "receipt: Argon2id 128 MiB, 3 passes, wall time", receipt_seconds(bench));
    bool failed = bench->failed;
    free(bench);
    if (failed)
        fputs("bench_seal: something failed on the way, so the figures mean nothing\n", stderr);
    return failed;
}
