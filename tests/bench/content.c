/* What content costs on the way: the first fetch of a pack, a check with nothing new, a change of one
 * sentence; a real hub over TLS 1.3 in a process of its own. Baselines in the same run: tuf-js, another
 * client of TUF, doing the same check; the bytes of the files that changed.
 *
 *   bench_content [CHECKS]       200; run from the top of the source tree */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "builder/builder.h"
#include "follow/follow.h"
#include "release_maker.h"
#include "sync/hub/net.h"

#define MOST 1000
#define CHANGES 21
#define SENTENCE "Nobody may keep your papers from you, not even an employer" /* and a full stop */

struct bench {
    struct net net;
    struct release_maker *maker;
    char www[160], keys[160], content[160];
    struct disk disk;
    struct buffer root;
    struct wire_client *client;
    struct follow follow;
    struct release *release;
    struct built built;
    pid_t hub;
};

static double wall_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double cpu_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

/* The starter pack, as an editor's laptop builds it. */
static void build_pack(struct bench *bench)
{
    struct report report;
    struct builder_ground ground = {.folder = "assets/starter",
        .languages = "i18n/languages.json",
        .today = "2026-11-24",
        .rsvg = "rsvg-convert"};
    report_init(&report);
    assert_true(builder_build(&ground, &bench->built, &report));
    report_clear(&report);
    for (size_t i = 0; i < bench->built.file_count; i++) {
        const struct built_file *file = &bench->built.files[i];
        if (strncmp(file->path, "packs/", 6) == 0)
            assert_true(release_maker_put(bench->maker, file->path, file->bytes, file->len));
    }
}

static void publish(struct bench *bench)
{
    bench->maker->now_s++;
    assert_true(release_maker_write(bench->maker));
    assert_true(release_maker_repository(bench->maker, bench->www));
}

static void make_repository(struct bench *bench)
{
    struct network_maker network;
    struct network_keys keys;
    assert_true(network_maker_init(&network, &keys));
    network.places[0].packs[0] = "harbour/port";
    snprintf(bench->www, sizeof bench->www, "%s/www", bench->net.folder);
    snprintf(bench->keys, sizeof bench->keys, "%s/keys", bench->net.folder);
    snprintf(bench->content, sizeof bench->content, "%s/content", bench->net.folder);
    assert_int_equal(mkdir(bench->www, 0700) | mkdir(bench->content, 0700), 0);
    if (mkdir(bench->keys, 0700) != 0)
        assert_int_equal(access(bench->keys, W_OK), 0);
    bench->maker = release_maker_new(&network, time(NULL) - 1000);
    assert_non_null(bench->maker);
    build_pack(bench);
    publish(bench);
    assert_true(release_maker_root(bench->maker, bench->net.root));
    assert_true(release_maker_hub_keys(bench->maker, bench->keys));
    buffer_init(&bench->root, 1 << 20);
    assert_int_equal(file_read(bench->net.root, 1 << 20, &bench->root), BASE_OK);
}

/* The hub in a process of its own, so that CPU time is the client's alone. */
static void start_hub(struct bench *bench)
{
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t parent = getpid();
    bench->hub = fork();
    if (bench->hub == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        net_start(&bench->net);
        ssize_t wrote = write(ready[1], bench->net.url, sizeof bench->net.url);
        while (wrote > 0)
            pause();
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], bench->net.url, sizeof bench->net.url), sizeof bench->net.url);
    close(ready[0]);
}

static void begin(struct bench *bench)
{
    net_init(&bench->net);
    make_repository(bench);
    bench->net.settings.content_folder = bench->www;
    bench->net.settings.content_keys = bench->keys;
    start_hub(bench);
    struct wire_client_settings settings = {.url = bench->net.url, .ca_file = bench->net.ca};
    assert_int_equal(wire_client_new(&settings, &bench->client), WIRE_OK);
    assert_int_equal(disk_open(bench->content, &bench->disk), BASE_OK);
    bench->follow = (struct follow){.content = &bench->disk,
        .root = bench->root.bytes,
        .root_len = bench->root.len,
        .place = "demo-1",
        .source = follow_wire_source(bench->client)};
}

static void end(struct bench *bench)
{
    kill(bench->hub, SIGKILL);
    waitpid(bench->hub, NULL, 0);
    release_free(bench->release);
    wire_client_free(bench->client);
    disk_close(&bench->disk);
    buffer_clear(&bench->root);
    built_clear(&bench->built);
    release_maker_free(bench->maker);
    net_clear(&bench->net);
}

static struct follow_cost check(struct bench *bench, enum follow_result expected, double *ret_ms)
{
    struct follow_cost cost;
    struct release *news = NULL;
    char message[256];
    double began = wall_ms();
    enum follow_result result = follow_check(
        &bench->follow, bench->release, time(NULL), &news, &cost, message);
    *ret_ms = wall_ms() - began;
    if (result != expected)
        fail_msg("check: %d, %s", (int)result, message);
    if (news) {
        release_free(bench->release);
        bench->release = news;
    }
    return cost;
}

static void other_client(struct bench *bench, unsigned checks, double ours_ms, double ours_cpu)
{
    char command[1024];
    double ms = 0, cpu = 0;
    snprintf(command, sizeof command,
        "NODE_EXTRA_CA_CERTS=%s node tests/bench/tuf_check.js %s/v1/metadata %s/tuf-js %s %u", bench->net.ca,
        bench->net.url, bench->net.folder, bench->net.root, checks);
    FILE *node = popen(command, "r");
    if (!node || fscanf(node, "%lf %lf", &ms, &cpu) != 2)
        puts("tuf-js could not be run; ./wayside setup fetches it");
    else
        printf(
            "the same by tuf-js                  wall %8.2f ms   CPU %8.2f ms   ours: a %.0fth, a %.0fth\n",
            ms, cpu, ms / ours_ms, cpu / ours_cpu);
    if (node)
        pclose(node);
}

static void nothing_new(struct bench *bench, unsigned checks)
{
    static double took[MOST];
    struct follow_cost cost = {0};
    double before = cpu_ms();
    for (unsigned i = 0; i < checks; i++)
        cost = check(bench, FOLLOW_SAME, &took[i]);
    double cpu = (cpu_ms() - before) / checks, ms = median(took, checks);
    printf("check, nothing new                  wall %8.2f ms   CPU %8.2f ms   %u request, %llu bytes\n", ms,
        cpu, cost.requests, (unsigned long long)cost.bytes);
    other_client(bench, checks, ms, cpu);
}

/* What a file of this repository that is new would take by itself. */
static size_t size_of(struct bench *bench, const char *name)
{
    const struct buffer *file = release_maker_file(bench->maker, name);
    assert_non_null(file);
    return file->len;
}

static void one_sentence(struct bench *bench)
{
    static double took[CHANGES];
    struct follow_cost cost = {0};
    struct buffer lang;
    buffer_init(&lang, 1 << 20);
    for (size_t i = 0; i < CHANGES; i++) {
        const char *path = "packs/harbour/port/lang/en.json";
        const struct buffer *old = release_maker_file(bench->maker, path);
        buffer_clear(&lang);
        assert_int_equal(buffer_add(&lang, old->bytes, old->len), BASE_OK);
        char *at = strstr((char *)lang.bytes, SENTENCE);
        assert_non_null(at);
        at[strlen(SENTENCE)] = (char)('0' + i % 10);
        assert_true(release_maker_put(bench->maker, path, lang.bytes, lang.len));
        publish(bench);
        cost = check(bench, FOLLOW_NEW, &took[i]);
    }
    size_t files = lang.len + size_of(bench, "packs-harbour.json") + size_of(bench, "snapshot.json") +
                   size_of(bench, "timestamp.json");
    printf(
        "one sentence changed                wall %8.2f ms   %u requests, %llu bytes, %.3f of the %zu of the "
        "files that changed (the sentence's own file: %zu)\n",
        median(took, CHANGES), cost.requests, (unsigned long long)cost.bytes,
        (double)cost.bytes / (double)files, files, lang.len);
    buffer_clear(&lang);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    unsigned checks = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 200;
    double ms;
    if (checks < 1 || checks > MOST) {
        fprintf(stderr, "usage: bench_content [CHECKS]     1 to %d\n", MOST);
        return 2;
    }
    begin(&bench);
    struct follow_cost cost = check(&bench, FOLLOW_NEW, &ms);
    printf("first fetch of a whole release      wall %8.2f ms   %u requests, %llu bytes\n", ms, cost.requests,
        (unsigned long long)cost.bytes);
    nothing_new(&bench, checks);
    one_sentence(&bench);
    end(&bench);
    return 0;
}
