/* Clients that are broken, slow, too large or too many: each is cut or refused, and none keeps the hub
 * from serving the others meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "sync/hub/raw.h"

enum { CROWD = 200 };

struct fixture {
    struct net net;
    struct wire_client *device;
    uint8_t envelope[ENVELOPE_BYTES];
    unsigned long next;
};

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    net_init(&f->net);
    f->net.settings.handshake_ms = 1500;
    f->net.settings.request_ms = 2000;
    f->net.settings.newcomers = 50;
    f->net.settings.idlers = 8;
    net_start(&f->net);
    net_enrol(&f->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    f->device = net_client(&f->net, "device");
    file_fill(f->envelope, sizeof f->envelope, 1);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    wire_client_free(f->device);
    net_clear(&f->net);
    free(f);
    return 0;
}

/* Someone who behaves, on a kept connection and on a new one. */
static void others_are_served(struct fixture *f)
{
    char path[128];
    struct wire_client *fresh = net_client(&f->net, "device");
    path_n(path, "/v1/envelopes/", ++f->next);
    assert_int_equal(net_status(f->device, "PUT", path, f->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(net_status(fresh, "PUT", path, f->envelope, ENVELOPE_BYTES), 200);
    wire_client_free(fresh);
}

/* The first half of a ClientHello: a record that promises more than comes. */
static void half_hello(int fd)
{
    static const uint8_t half[] = {22, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8};
    assert_int_equal(send(fd, half, sizeof half, MSG_NOSIGNAL), sizeof half);
}

static void half_a_handshake_is_cut_and_hurts_nobody(void **state)
{
    struct fixture *f = *state;
    int silent = raw_connect(&f->net), half = raw_connect(&f->net);
    half_hello(half);
    others_are_served(f);
    assert_true(fd_ended(silent));
    assert_true(fd_ended(half));
    close(silent);
    close(half);
}

static int64_t cpu_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000LL +
           (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static void half_a_handshake_takes_no_cpu_while_it_hangs(void **state)
{
    struct fixture *f = *state;
    int half = raw_connect(&f->net);
    half_hello(half);
    int64_t before = cpu_ms();
    assert_true(fd_ended(half)); /* 1.5 s later */
    assert_true(cpu_ms() - before < 300);
    close(half);
}

static void a_crowd_that_never_ends_its_handshake_locks_nobody_out(void **state)
{
    struct fixture *f = *state;
    int crowd[CROWD];
    for (int i = 0; i < CROWD; i++) {
        crowd[i] = raw_connect(&f->net);
        half_hello(crowd[i]);
        if (i % 20 == 0)
            others_are_served(f);
    }
    assert_true(fd_ended(crowd[0])); /* the first to come made room for the later ones */
    for (int i = 0; i < CROWD; i++)
        close(crowd[i]);
}

static void a_crowd_of_strangers_that_never_ends_its_requests_locks_nobody_out(void **state)
{
    struct fixture *f = *state;
    struct raw crowd[60];
    for (int i = 0; i < 60; i++) {
        raw_open(&crowd[i], &f->net, NULL);
        assert_true(
            raw_say(&crowd[i], "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n{"));
        if (i % 20 == 0)
            others_are_served(f);
    }
    assert_true(raw_ended(&crowd[0]));
    others_are_served(f);
    for (int i = 0; i < 60; i++)
        raw_close(&crowd[i]);
}

static void what_is_not_tls_or_an_old_tls_is_refused(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    int plain = raw_connect(&f->net);
    static const char get[] = "GET /v1/healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    assert_int_equal(send(plain, get, sizeof get - 1, MSG_NOSIGNAL), sizeof get - 1);
    assert_true(fd_ended(plain));
    close(plain);
    assert_true(raw_open_with(&raw, &f->net, "device", "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL) < 0);
    raw_close(&raw);
    others_are_served(f);
}

static void a_head_that_never_ends_is_cut(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, "GET /v1/healthz HTTP/1.1\r\nHost: a\r\nX: "));
    others_are_served(f);
    WAIT_UNTIL(!raw_say(&raw, "a")); /* a byte each 10 ms does not keep it alive */
    raw_close(&raw);
}

static void a_body_that_never_ends_is_cut(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, "PUT /v1/envelopes/00000000000000000000000000000fff HTTP/1.1\r\nHost: a\r\n"
                              "Content-Length: 16384\r\n\r\nage-encryption.org/v1\n"));
    others_are_served(f);
    WAIT_UNTIL(!raw_say(&raw, "a")); /* a byte each 10 ms does not keep it alive */
    raw_close(&raw);
}

static void a_head_that_is_too_large_is_refused(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    static char name[60000];
    memset(name, 'a', sizeof name);
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, "GET /v1/healthz HTTP/1.1\r\nHost: a\r\nX: "));
    (void)raw_send(&raw, name, sizeof name);
    int status = raw_status(&raw);
    assert_true(status == 431 || status == 413 || status == 0);
    raw_close(&raw);
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, "GET /v1/healthz?") && raw_send(&raw, name, 5000));
    assert_true(raw_say(&raw, " HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(raw_status(&raw), 404);
    raw_close(&raw);
    others_are_served(f);
}

static void a_large_body_is_refused_before_it_is_sent(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, "PUT /v1/envelopes/00000000000000000000000000000fff HTTP/1.1\r\nHost: a\r\n"
                              "Content-Length: 1000000000000\r\n\r\n"));
    assert_int_equal(raw_status(&raw), 413);
    assert_true(raw_ended(&raw));
    raw_close(&raw);
    raw_open(&raw, &f->net, NULL);
    assert_true(raw_say(&raw, "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n"));
    static char body[5000];
    memset(body, ' ', sizeof body);
    assert_true(raw_send(&raw, body, sizeof body));
    assert_int_equal(raw_status(&raw), 413);
    raw_close(&raw);
}

static void a_body_of_unknown_length_is_refused(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    static const char put[] = "PUT /v1/envelopes/00000000000000000000000000000fff HTTP/1.1\r\nHost: a\r\n";
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, put) && raw_say(&raw, "Transfer-Encoding: chunked\r\n\r\n5\r\nage-e\r\n"));
    assert_int_equal(raw_status(&raw), 411);
    assert_true(raw_ended(&raw));
    raw_close(&raw);
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, put) && raw_say(&raw, "\r\n"));
    assert_int_equal(raw_status(&raw), 411);
    raw_close(&raw);
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, put) && raw_say(&raw, "Content-Length: -1\r\n\r\n"));
    assert_int_not_equal(raw_status(&raw), 201);
    raw_close(&raw);
}

/* Resumption skips the certificate's check in the handshake; the hub's own check must not be skipped. */
static void a_resumed_connection_is_known_and_a_revoked_one_is_refused(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    gnutls_datum_t session = {NULL, 0};
    char message[HUB_MESSAGE];
    static const char get[] = "GET /v1/drops/" ZONE " HTTP/1.1\r\nHost: a\r\n\r\n";
    raw_open(&raw, &f->net, "device");
    assert_true(raw_say(&raw, get));
    assert_int_equal(raw_status(&raw), 200);
    assert_int_equal(gnutls_session_get_data2(raw.session, &session), 0);
    raw_close(&raw);
    assert_int_equal(raw_open_with(&raw, &f->net, "device", NULL, &session), 0);
    assert_true(gnutls_session_is_resumed(raw.session));
    assert_true(raw_say(&raw, get));
    assert_int_equal(raw_status(&raw), 200);
    if (hub_revoke(&f->net.settings, DEVICE_NAME, message))
        fail_msg("%s", message);
    assert_true(raw_say(&raw, get));
    assert_int_equal(raw_status(&raw), 403); /* on the open connection too */
    raw_close(&raw);
    assert_int_equal(raw_open_with(&raw, &f->net, "device", NULL, &session), 0);
    assert_true(raw_say(&raw, get));
    assert_int_equal(raw_status(&raw), 403);
    raw_close(&raw);
    gnutls_free(session.data);
}

static void a_client_that_does_not_read_its_answer_is_cut(void **state)
{
    struct fixture *f = *state;
    struct raw raw;
    uint8_t inner[INNER_BYTES];
    char path[128];
    file_fill(inner, sizeof inner, 1);
    net_enrol(&f->net, HUB_ROLE_MIX, "mix", "mix");
    net_enrol(&f->net, HUB_ROLE_DESK, DESK_NAME, "desk");
    struct wire_client *mix = net_client(&f->net, "mix");
    for (unsigned n = 0; n < 64; n++) {
        path_n(path, "/v1/teams/" TEAM "/", n);
        assert_int_equal(net_status(mix, "PUT", path, inner, INNER_BYTES), 201);
    }
    others_are_served(f);
    WAIT_UNTIL(hub_counts(f->net.hub).open == 2);
    unsigned before = hub_counts(f->net.hub).open;
    raw_open(&raw, &f->net, "desk");
    for (int i = 0; i < 8; i++) /* 8 MiB of answers: more than the sockets hold */
        assert_true(raw_say(&raw, "GET /v1/teams/" TEAM " HTTP/1.1\r\nHost: a\r\n\r\n"));
    others_are_served(f);
    WAIT_UNTIL(hub_counts(f->net.hub).open == before);
    others_are_served(f);
    raw_close(&raw);
    wire_client_free(mix);
}

static void the_longest_idle_connection_makes_room_when_many_are_idle(void **state)
{
    struct fixture *f = *state;
    struct raw raw[12];
    static const char get[] = "GET /v1/drops/" ZONE " HTTP/1.1\r\nHost: a\r\n\r\n";
    for (int i = 0; i < 12; i++) {
        raw_open(&raw[i], &f->net, "device");
        assert_true(raw_say(&raw[i], get));
        assert_int_equal(raw_status(&raw[i]), 200);
    }
    assert_true(raw_ended(&raw[0]));
    assert_true(raw_say(&raw[11], get));
    others_are_served(f);
    for (int i = 0; i < 12; i++)
        raw_close(&raw[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(half_a_handshake_is_cut_and_hurts_nobody, begin, end),
        cmocka_unit_test_setup_teardown(half_a_handshake_takes_no_cpu_while_it_hangs, begin, end),
        cmocka_unit_test_setup_teardown(a_crowd_that_never_ends_its_handshake_locks_nobody_out, begin, end),
        cmocka_unit_test_setup_teardown(
            a_crowd_of_strangers_that_never_ends_its_requests_locks_nobody_out, begin, end),
        cmocka_unit_test_setup_teardown(what_is_not_tls_or_an_old_tls_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_head_that_never_ends_is_cut, begin, end),
        cmocka_unit_test_setup_teardown(a_body_that_never_ends_is_cut, begin, end),
        cmocka_unit_test_setup_teardown(a_head_that_is_too_large_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_large_body_is_refused_before_it_is_sent, begin, end),
        cmocka_unit_test_setup_teardown(a_body_of_unknown_length_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(
            a_resumed_connection_is_known_and_a_revoked_one_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_client_that_does_not_read_its_answer_is_cut, begin, end),
        cmocka_unit_test_setup_teardown(
            the_longest_idle_connection_makes_room_when_many_are_idle, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
