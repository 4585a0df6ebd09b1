/* The hub is killed at any moment while an NGO publishes: what was answered with 201 is what a new client
 * verifies after the next start, and the versions go on. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <sodium.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/disk.h"
#include "sync/hub/press.h"
#include "sync/process.h"

enum { KILLS = 12 };

struct work {
    struct press *press;
    atomic_long acknowledged; /* version of packs-harbour */
    atomic_bool stop;
    pthread_t thread;
};

/* One version after another; the same again until it is taken. */
static void *publish_main(void *ctx)
{
    struct work *work = ctx;
    struct press *press = work->press;
    struct maker_role *role = release_maker_role(press->maker, "packs-harbour");
    while (!atomic_load(&work->stop)) {
        char path[128], text[64];
        snprintf(text, sizeof text, "{\"n\":%lld}", (long long)role->version);
        if (!release_maker_put(press->maker, "packs/harbour/basics/pack.json", text, strlen(text)) ||
            !release_maker_write(press->maker))
            return ctx;
        uint8_t digest[32];
        char hash[65];
        crypto_hash_sha256(digest, (const unsigned char *)text, strlen(text));
        sodium_bin2hex(hash, sizeof hash, digest, 32);
        snprintf(path, sizeof path, "/v1/publish/targets/%s", hash);
        for (int status = 0; status != 200 && status != 201 && !atomic_load(&work->stop);) {
            struct wire_answer *answer = answer_new();
            (void)!wire_request(press->harbour, "PUT", path, text, strlen(text), answer);
            if (answer->status == 200 || answer->status == 201) {
                (void)!wire_request(press->harbour, "PUT", "/v1/publish/metadata/packs-harbour",
                    role->metadata.bytes, role->metadata.len, answer);
                status = answer->status;
            }
            if (status == 200 || status == 201)
                atomic_store(&work->acknowledged, (long)role->version);
            else if (answer->status)
                fprintf(stderr, "refused: %d %s\n", answer->status, answer->problem);
            else
                net_pause();
            answer_free(answer);
        }
    }
    return NULL;
}

static bool serves(struct press *press)
{
    struct wire_answer *answer = answer_new();
    (void)!wire_request(press->nobody, "GET", "/v1/healthz", NULL, 0, answer);
    bool good = answer->status == 200;
    answer_free(answer);
    return good;
}

static pid_t serve(const struct press *press, const char *ini)
{
    char log[192];
    const char *const arguments[] = {"serve", "--settings", ini, NULL};
    net_file(&press->net, "hub", ".log", log);
    return program_start("wayside-hub", log, arguments);
}

static void settings_write(struct press *press, char ret_ini[static 192])
{
    char text[1024];
    struct net *net = &press->net;
    uint16_t port = free_port();
    net_file(net, "hub", ".ini", ret_ini);
    int len = snprintf(text, sizeof text,
        "[listen]\naddress = 127.0.0.1\nport = %u\n[store]\nfile = %s\n[tls]\nfolder = %s\n"
        "[network]\nroot = %s\n[content]\nfolder = %s\nkeys = %s\n",
        port, net->store, net->tls, net->root, press->content, press->keys);
    assert_int_equal(file_put(ret_ini, text, (size_t)len, 0600), BASE_OK);
    snprintf(net->url, sizeof net->url, "https://127.0.0.1:%u", port);
    wire_client_free(press->harbour);
    wire_client_free(press->nobody);
    press->harbour = net_client(net, "harbour");
    press->nobody = net_client(net, NULL);
}

static void what_was_said_to_be_current_is_current_after_every_kill(void **state)
{
    struct press *press = *state;
    struct work work = {.press = press};
    char ini[192], why[256];
    size_t count;
    press_all(press);
    net_stop(&press->net);
    settings_write(press, ini);
    pid_t hub = serve(press, ini);
    assert_int_equal(pthread_create(&work.thread, NULL, publish_main, &work), 0);
    for (int i = 0; i < KILLS; i++) {
        long before = atomic_load(&work.acknowledged);
        WAIT_UNTIL(atomic_load(&work.acknowledged) > before + 2);
        nanosleep(&(struct timespec){.tv_nsec = (i * 977L % 60) * 500000L}, NULL); /* any point of its work */
        assert_int_equal(program_end(hub, SIGKILL), -SIGKILL);
        hub = serve(press, ini);
    }
    atomic_store(&work.stop, true);
    pthread_join(work.thread, NULL);
    WAIT_UNTIL(serves(press));
    press_follow(press, time(NULL), why, &count);
    assert_string_equal(why, "");
    assert_int_equal(count, 4);
    char path[64];
    snprintf(path, sizeof path, "/v1/metadata/%ld.packs-harbour.json", atomic_load(&work.acknowledged));
    assert_int_equal(net_status(press->nobody, "GET", path, NULL, 0), 200);
    print_message("%ld versions\n", atomic_load(&work.acknowledged));
    assert_int_equal(program_end(hub, SIGTERM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRESS_TEST(what_was_said_to_be_current_is_current_after_every_kill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
