/* How many durable envelopes a second the hub takes over mutual TLS, against its own store without a
 * network; CPU time of the hub's process for each, on kept, resumed and new connections; and what idle
 * connections cost. The clients run in another process of the same machine.
 *
 *   bench_hub [SECONDS]      for each measurement; 4 */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "store.h"
#include "sync/hub/raw.h"
#include "writer.h"

enum { FLIGHT = 64, CLIENT_STACK = 1 << 18 };

static double now_s(void)
{
    struct clock_source clock = clock_system();
    return (double)clock.mono_ms(clock.self) / 1000;
}

static double cpu_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* ---- the store alone ---- */

struct alone;
struct alone_job {
    struct job job;
    struct alone *alone;
    uint8_t id[ID_BYTES];
};
struct alone {
    struct writer *writer;
    uint8_t file[ENVELOPE_BYTES];
    struct alone_job jobs[FLIGHT];
    atomic_ulong done, next;
    atomic_bool stop;
    atomic_int flying;
};

static enum store_error alone_run(struct store *store, struct job *job, int64_t now)
{
    struct alone_job *mine = (struct alone_job *)job;
    return envelope_put(store, mine->id, mine->alone->file, DEVICE_NAME, now, &job->verdict);
}

static void alone_done(struct job *job)
{
    struct alone_job *mine = (struct alone_job *)job;
    struct alone *alone = mine->alone;
    atomic_fetch_add(&alone->done, job->verdict == VERDICT_CREATED);
    unsigned long n = atomic_fetch_add(&alone->next, 1) * 0x9e3779b97f4a7c15ul; /* ids are random in life */
    memcpy(mine->id, &n, sizeof n);
    if (atomic_load(&alone->stop) || !writer_push(alone->writer, job))
        atomic_fetch_sub(&alone->flying, 1);
}

static double store_alone(const struct net *net, double seconds)
{
    struct alone *alone = calloc(1, sizeof *alone);
    struct store *store;
    file_fill(alone->file, sizeof alone->file, 1);
    assert_int_equal(store_open(net->store, &store), STORE_OK);
    alone->writer = writer_new(store, clock_system(), NULL, NULL);
    atomic_store(&alone->flying, FLIGHT);
    double began = now_s();
    for (int i = 0; i < FLIGHT; i++) {
        alone->jobs[i] = (struct alone_job){.job = {.run = alone_run, .done = alone_done}, .alone = alone};
        alone_done(&alone->jobs[i].job);
    }
    while (now_s() - began < seconds)
        net_pause();
    unsigned long done = atomic_load(&alone->done);
    double took = now_s() - began;
    atomic_store(&alone->stop, true);
    writer_free(alone->writer);
    free(alone);
    return (double)done / took;
}

/* ---- over the network ---- */

enum how { KEPT, RESUMED, NEW };
struct shared { /* between the hub's process and the clients' */
    atomic_ulong done, next;
    atomic_bool stop, ready;
};
struct crowd {
    struct net *net;
    struct shared *shared;
    enum how how;
};

static bool put(struct raw *raw, struct shared *shared, const uint8_t *file)
{
    uint8_t request[256 + ENVELOPE_BYTES];
    unsigned long n = atomic_fetch_add(&shared->next, 1);
    int len = snprintf((char *)request, 256,
        "PUT /v1/envelopes/%016lx%016lx HTTP/1.1\r\nHost: hub\r\nContent-Length: %d\r\n\r\n",
        n * 0x9e3779b97f4a7c15ul, n, ENVELOPE_BYTES);
    memcpy(request + len, file, ENVELOPE_BYTES);
    if (!raw_send(raw, request, (size_t)len + ENVELOPE_BYTES) || raw_status(raw) != 201)
        return false;
    atomic_fetch_add(&shared->done, 1);
    return true;
}

static void *client_main(void *ctx)
{
    struct crowd *crowd = ctx;
    struct raw raw;
    uint8_t file[ENVELOPE_BYTES];
    gnutls_datum_t session = {NULL, 0};
    file_fill(file, sizeof file, 1);
    raw_open(&raw, crowd->net, "device");
    while (!atomic_load(&crowd->shared->stop)) {
        if (!put(&raw, crowd->shared, file))
            break;
        if (crowd->how == KEPT)
            continue;
        if (crowd->how == RESUMED) {
            gnutls_free(session.data);
            gnutls_session_get_data2(raw.session, &session);
        }
        raw_close(&raw);
        if (raw_open_with(&raw, crowd->net, "device", NULL, crowd->how == RESUMED ? &session : NULL))
            abort();
    }
    raw_close(&raw);
    gnutls_free(session.data);
    return NULL;
}

static void clients_run(struct net *net, struct shared *shared, enum how how, unsigned idle)
{
    struct crowd crowd = {net, shared, how};
    struct raw *idlers = calloc(idle + 1, sizeof *idlers);
    pthread_t threads[FLIGHT];
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, CLIENT_STACK);
    for (unsigned i = 0; i < idle; i++) {
        raw_open(&idlers[i], net, "device");
        raw_say(&idlers[i], "GET /v1/drops/" ZONE " HTTP/1.1\r\nHost: hub\r\n\r\n");
        if (raw_status(&idlers[i]) != 200)
            abort();
    }
    atomic_store(&shared->ready, true);
    for (int i = 0; i < FLIGHT; i++)
        pthread_create(&threads[i], &attributes, client_main, &crowd);
    for (int i = 0; i < FLIGHT; i++)
        pthread_join(threads[i], NULL);
    _exit(0);
}

struct figures {
    double rate, cpu_us;
    long grown_kib; /* while the idle connections came */
};

static long resident_kib(void)
{
    long kib = 0;
    char line[128];
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Pss: %ld", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}

static struct figures over_tls(struct net *net, enum how how, unsigned idle, double seconds)
{
    struct shared *shared = mmap(
        NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(shared, 0, sizeof *shared);
    atomic_store(&shared->next, (unsigned long)now_s() << 24);
    long before = resident_kib();
    pid_t pid = fork();
    if (pid == 0)
        clients_run(net, shared, how, idle);
    while (!atomic_load(&shared->ready))
        net_pause();
    long grown = resident_kib() - before;
    while (atomic_load(&shared->done) < FLIGHT) /* all are connected and warm */
        net_pause();
    unsigned long first = atomic_load(&shared->done);
    double began = now_s(), cpu = cpu_s();
    while (now_s() - began < seconds)
        net_pause();
    unsigned long done = atomic_load(&shared->done) - first;
    double took = now_s() - began;
    cpu = cpu_s() - cpu;
    atomic_store(&shared->stop, true);
    waitpid(pid, NULL, 0);
    munmap(shared, sizeof *shared);
    return (struct figures){(double)done / took, done ? cpu / (double)done * 1e6 : 0, grown};
}

/* idlers: how many idle connections the hub keeps; 0: its standard */
static struct figures hub_run(enum how how, unsigned idle, unsigned idlers, double seconds)
{
    struct net net;
    net_init(&net);
    net.settings.idle_ms = 3600000;
    net.settings.handshake_ms = 3600000;
    net.settings.idlers = idlers;
    net_start(&net);
    net_enrol(&net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    struct figures figures = over_tls(&net, how, idle, seconds);
    struct hub_counts counts = hub_counts(net.hub);
    if (how == KEPT && !idle)
        printf("  envelopes in one commit, on average     %8.1f\n",
            (double)counts.puts / (double)counts.commits);
    net_clear(&net);
    return figures;
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? atof(argv[1]) : 4;
    const unsigned idle = 2000;
    struct net net;
    struct rlimit files = {16384, 16384};
    (void)setrlimit(RLIMIT_NOFILE, &files);
    net_init(&net);
    printf("hub: %d in flight, %.0f s each\n", FLIGHT, seconds);
    double alone = store_alone(&net, seconds);
    net_clear(&net);
    printf("  store alone, group commit               %8.0f envelopes/s\n", alone);
    struct figures kept = hub_run(KEPT, 0, 0, seconds);
    printf("  mutual TLS, kept connections            %8.0f envelopes/s, %.0f %% of the store's\n", kept.rate,
        100 * kept.rate / alone);
    struct figures resumed = hub_run(RESUMED, 0, 0, seconds), fresh = hub_run(NEW, 0, 0, seconds);
    printf("  CPU for an envelope: kept               %8.0f us\n", kept.cpu_us);
    printf("                       resumed            %8.0f us\n", resumed.cpu_us);
    printf("                       new connection     %8.0f us\n", fresh.cpu_us);
    struct figures crowded = hub_run(KEPT, idle, 0, seconds), held = hub_run(KEPT, idle, 2 * idle, seconds);
    printf("  after %u clients went idle: kept      %8.0f us, %.2f times\n", idle, crowded.cpu_us,
        crowded.cpu_us / kept.cpu_us);
    printf("  were all %u idle connections held     %8.0f us, %.2f times\n", idle, held.cpu_us,
        held.cpu_us / kept.cpu_us);
    printf("  memory of an idle connection            %8.1f KiB\n", (double)held.grown_kib / idle);
    return 0;
}
