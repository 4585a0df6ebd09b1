/* The hub is killed again and again while four devices send. What it acknowledged is there, once. */
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
#include <time.h>

#include <cmocka.h>

#include "base/disk.h"
#include "base/limits.h"
#include "sync/hub/net.h"
#include "sync/process.h"

enum { SENDERS = 4, KILLS = 20, RECORD = 32 + ENVELOPE_BYTES };

struct load {
    struct net net;
    char ini[192], log[192];
    atomic_bool stop;
    atomic_ulong acknowledged;
};
struct sender {
    struct load *load;
    unsigned long first, next; /* ids first to next - 1 are acknowledged */
    unsigned long refused;     /* answers other than 200, 201 */
    pthread_t thread;
};

static void *send_main(void *ctx)
{
    struct sender *sender = ctx;
    struct load *load = sender->load;
    static const int turns_most = 1000000;
    uint8_t file[ENVELOPE_BYTES];
    char path[128];
    struct wire_client *client = net_client(&load->net, "device");
    struct wire_answer *answer = answer_new();
    for (int turn = 0; turn < turns_most && !atomic_load(&load->stop); turn++) {
        file_fill(file, sizeof file, sender->next);
        path_n(path, "/v1/envelopes/", sender->next);
        if (wire_request(client, "PUT", path, file, sizeof file, answer)) {
            net_pause(); /* it is down: the same file again */
            continue;
        }
        if (answer->status == 200 || answer->status == 201) {
            sender->next++;
            atomic_fetch_add(&load->acknowledged, 1);
        } else {
            sender->refused++;
        }
    }
    answer_free(answer);
    wire_client_free(client);
    return NULL;
}

static void load_init(struct load *load)
{
    char text[1024];
    struct net *net = &load->net;
    net_init(net);
    net_start(net);
    net_enrol(net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    net_enrol(net, HUB_ROLE_MIX, "mix", "mix");
    net_stop(net);
    uint16_t port = free_port();
    net_file(net, "hub", ".ini", load->ini);
    net_file(net, "hub", ".log", load->log);
    int len = snprintf(text, sizeof text,
        "[listen]\naddress = 127.0.0.1\nport = %u\n[store]\nfile = %s\n[tls]\nfolder = %s\n"
        "[network]\nroot = %s\n",
        port, net->store, net->tls, net->root);
    assert_int_equal(file_put(load->ini, text, (size_t)len, 0600), BASE_OK);
    snprintf(net->url, sizeof net->url, "https://127.0.0.1:%u", port);
}

/* Counts what the mix is given: each id of the senders once, with its own bytes. */
static void all_is_there_once(struct load *load, const struct sender *senders)
{
    struct wire_client *mix = net_client(&load->net, "mix");
    unsigned long found = 0, expected = 0;
    uint8_t *seen[SENDERS], file[ENVELOPE_BYTES];
    char path[192] = "/v1/mix/envelopes?most=64";
    for (int i = 0; i < SENDERS; i++) {
        expected += senders[i].next - senders[i].first;
        seen[i] = calloc(1, senders[i].next - senders[i].first + 2);
    }
    while (true) {
        struct wire_answer *answer = net_get(mix, path);
        assert_int_equal(answer->status, 200);
        for (size_t at = 0; at < answer->body.len; at += RECORD) {
            const uint8_t *record = answer->body.bytes + at;
            unsigned long id = 0;
            for (int i = 8; i < 16; i++)
                id = id << 8 | record[i];
            const struct sender *sender = &senders[id >> 32];
            assert_true(id >> 32 < SENDERS && id <= sender->next); /* the last may lack its answer */
            assert_int_equal(seen[id >> 32][id - sender->first]++, 0);
            found += id < sender->next;
            file_fill(file, sizeof file, id);
            assert_memory_equal(record + 32, file, sizeof file);
        }
        bool end = !answer->body.len;
        snprintf(path, sizeof path, "/v1/mix/envelopes?most=64&after=%s", answer->after);
        answer_free(answer);
        if (end)
            break;
    }
    assert_int_equal(found, expected);
    for (int i = 0; i < SENDERS; i++)
        free(seen[i]);
    wire_client_free(mix);
}

static pid_t serve(const struct load *load)
{
    const char *const arguments[] = {"serve", "--settings", load->ini, NULL};
    return program_start("wayside-hub", load->log, arguments);
}

static void senders_begin(struct load *load, struct sender senders[static SENDERS])
{
    for (unsigned long i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.load = load, .first = i << 32, .next = i << 32};
        assert_int_equal(pthread_create(&senders[i].thread, NULL, send_main, &senders[i]), 0);
    }
}

/* So many more are acknowledged, then all senders end. */
static void senders_end(struct load *load, struct sender senders[static SENDERS], unsigned long more)
{
    unsigned long before = atomic_load(&load->acknowledged);
    WAIT_UNTIL(atomic_load(&load->acknowledged) > before + more);
    atomic_store(&load->stop, true);
    for (int i = 0; i < SENDERS; i++)
        pthread_join(senders[i].thread, NULL);
}

static void every_acknowledged_envelope_survives_twenty_kills_exactly_once(void **state)
{
    (void)state;
    struct load *load = calloc(1, sizeof *load);
    struct sender senders[SENDERS];
    load_init(load);
    pid_t hub = serve(load);
    senders_begin(load, senders);
    for (int i = 0; i < KILLS; i++) {
        unsigned long before = atomic_load(&load->acknowledged);
        WAIT_UNTIL(atomic_load(&load->acknowledged) > before + 10 + (unsigned long)i);
        nanosleep(&(struct timespec){.tv_nsec = (i * 997L % 40) * 100000L}, NULL); /* any point of its work */
        assert_int_equal(program_end(hub, SIGKILL), -SIGKILL);
        hub = serve(load);
    }
    senders_end(load, senders, 10);
    for (int i = 0; i < SENDERS; i++)
        assert_int_equal(senders[i].refused, 0);
    all_is_there_once(load, senders);
    print_message("%lu envelopes acknowledged\n", atomic_load(&load->acknowledged));
    assert_int_equal(program_end(hub, SIGTERM), 0);
    net_clear(&load->net);
    free(load);
}

/* SIGTERM under load: what was acknowledged counts, and the hub ends by itself with 0. */
static void a_hub_that_is_told_to_end_loses_nothing(void **state)
{
    (void)state;
    struct load *load = calloc(1, sizeof *load);
    struct sender senders[SENDERS];
    load_init(load);
    pid_t hub = serve(load);
    senders_begin(load, senders);
    for (int i = 0; i < 3; i++) {
        unsigned long before = atomic_load(&load->acknowledged);
        WAIT_UNTIL(atomic_load(&load->acknowledged) > before + 20);
        assert_int_equal(program_end(hub, SIGTERM), 0);
        hub = serve(load);
    }
    senders_end(load, senders, 4);
    all_is_there_once(load, senders);
    assert_int_equal(program_end(hub, SIGTERM), 0);
    net_clear(&load->net);
    free(load);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_acknowledged_envelope_survives_twenty_kills_exactly_once),
        cmocka_unit_test(a_hub_that_is_told_to_end_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
