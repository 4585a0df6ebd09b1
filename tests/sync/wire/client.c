/* The HTTP client against a server that does what a real hub never would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "sync/wire/fake_server.h"
#include "sync/wire/pki.h"
#include "wire/client.h"

#define DAY 86400L

struct scene {
    char folder[64], url[64], ca[100], certificate[100], key[100];
    struct pki pki;
    struct fake_server *server;
    struct wire_client *client;
    struct fake_reply reply; /* what the next answers are */
    struct fake_request last;
    char last_body[64];
    unsigned requests;
};

static void handle(void *ctx, const struct fake_request *request, struct fake_reply *reply)
{
    struct scene *scene = ctx;
    scene->last = *request;
    snprintf(
        scene->last_body, sizeof scene->last_body, "%.*s", (int)request->len, (const char *)request->body);
    scene->requests++;
    *reply = scene->reply;
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    strcpy(scene->folder, "/tmp/wayside-wire.XXXXXX");
    if (!mkdtemp(scene->folder))
        return -1;
    pki_init(&scene->pki, scene->folder);
    pki_issue(&scene->pki, "hub", "hub", "hub", "127.0.0.1", time(NULL) - DAY, time(NULL) + DAY);
    pki_issue(&scene->pki, "device", "device", "0011.2233", NULL, time(NULL) - DAY, time(NULL) + DAY);
    scene->reply = (struct fake_reply){.status = 200, .claim = -1, .cut = -1};
    snprintf(scene->ca, sizeof scene->ca, "%s/ca.pem", scene->folder);
    snprintf(scene->certificate, sizeof scene->certificate, "%s/device.pem", scene->folder);
    snprintf(scene->key, sizeof scene->key, "%s/device.key", scene->folder);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    char command[100];
    wire_client_free(scene->client);
    if (scene->server)
        fake_server_free(scene->server);
    pki_clear(&scene->pki);
    snprintf(command, sizeof command, "rm -r %s", scene->folder);
    int result = system(command);
    free(scene);
    return result;
}

static void serve(struct scene *scene, const char *certificate, bool need_client, const char *priority)
{
    struct fake_settings settings = {.folder = scene->folder,
        .certificate = certificate,
        .need_client = need_client,
        .priority = priority,
        .handler = handle,
        .ctx = scene};
    scene->server = fake_server_new(&settings);
    snprintf(scene->url, sizeof scene->url, "https://127.0.0.1:%d", fake_server_port(scene->server));
}

static void connect_with(struct scene *scene, const char *certificate, const char *key)
{
    struct wire_client_settings settings = {.url = scene->url,
        .ca_file = scene->ca,
        .certificate = certificate,
        .key = key,
        .timeout_s = 5,
        .quiet_s = 1};
    assert_int_equal(wire_client_new(&settings, &scene->client), WIRE_OK);
}

static void connect_as_device(struct scene *scene)
{
    serve(scene, "hub", true, NULL);
    connect_with(scene, scene->certificate, scene->key);
}

static enum wire_error get(struct scene *scene, size_t most, struct wire_answer *answer)
{
    memset(answer, 0, sizeof *answer);
    buffer_init(&answer->body, most);
    return wire_request(scene->client, "GET", "/v1/drops/00?after=1.2", NULL, 0, answer);
}

static void expect_failure(struct scene *scene, enum wire_error error, const char *words)
{
    struct wire_answer answer;
    assert_int_equal(get(scene, 100, &answer), error);
    assert_int_equal(answer.status, 0);
    assert_int_equal(answer.body.len, 0);
    const char *why = wire_client_why(scene->client);
    if (!strstr(why, words) || strncmp(why, scene->url, strlen(scene->url)) != 0)
        fail_msg("the sentence is: %s", why);
}

static void an_answer_comes_whole_with_its_headers(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    scene->reply.body = "hello";
    scene->reply.len = 5;
    strcpy(scene->reply.headers, "Wayside-After: ab12.99\r\nWayside-Epoch: ab12\r\n");
    assert_int_equal(get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.body.len, 5);
    assert_memory_equal(answer.body.bytes, "hello", 5);
    assert_string_equal(answer.after, "ab12.99");
    assert_string_equal(answer.epoch, "ab12");
    assert_string_equal(scene->last.method, "GET");
    assert_string_equal(scene->last.path, "/v1/drops/00?after=1.2");
    assert_string_equal(scene->last.role, "device");
    assert_string_equal(scene->last.cn, "0011.2233");
    buffer_clear(&answer.body);
}

static void each_method_sends_its_body_and_one_connection_is_kept(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer = {.status = 0};
    static const char *const methods[] = {"PUT", "POST", "DELETE", "GET", "PUT", "GET"};
    connect_as_device(scene);
    buffer_init(&answer.body, 10);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        bool body = methods[i][0] == 'P';
        assert_int_equal(
            wire_request(scene->client, methods[i], "/v1/x", body ? "abc" : NULL, body ? 3 : 0, &answer),
            WIRE_OK);
        assert_string_equal(scene->last.method, methods[i]);
        assert_string_equal(scene->last_body, body ? "abc" : "");
    }
    assert_int_equal(fake_server_connections(scene->server), 1);
}

static void a_connection_that_was_closed_is_made_again(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    assert_int_equal(get(scene, 10, &answer), WIRE_OK);
    scene->reply.hang_up = true;
    assert_int_equal(get(scene, 10, &answer), WIRE_BROKEN);
    scene->reply.hang_up = false;
    assert_int_equal(get(scene, 10, &answer), WIRE_OK);
}

static void a_body_goes_over_a_new_connection_when_the_kept_one_was_closed(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    scene->reply.cut = 0; /* whole, then closed */
    assert_int_equal(get(scene, 10, &answer), WIRE_OK);
    while (!fake_server_closed(scene->server))
        usleep(1000);
    assert_int_equal(wire_request(scene->client, "PUT", "/v1/x", "abc", 3, &answer), WIRE_OK);
    assert_int_equal(scene->requests, 2);
    assert_int_equal(fake_server_connections(scene->server), 2);
}

static void a_body_is_sent_once_even_when_a_kept_connection_ends(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    assert_int_equal(get(scene, 10, &answer), WIRE_OK);
    scene->reply.hang_up = true;
    assert_int_equal(wire_request(scene->client, "PUT", "/v1/x", "abc", 3, &answer), WIRE_BROKEN);
    assert_int_equal(scene->requests, 2);
}

static void a_body_over_the_maximum_is_not_taken(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    scene->reply.body = "123456";
    scene->reply.len = 6;
    assert_int_equal(get(scene, 5, &answer), WIRE_TOO_LARGE);
    assert_int_equal(answer.body.len, 0);
    assert_non_null(strstr(wire_client_why(scene->client), "larger"));
    assert_int_equal(get(scene, 6, &answer), WIRE_OK);
    buffer_clear(&answer.body);
}

static void a_body_that_is_cut_is_not_taken(void **state)
{
    struct scene *scene = *state;
    connect_as_device(scene);
    scene->reply.body = "1234567890";
    scene->reply.len = 10;
    scene->reply.cut = 4;
    expect_failure(scene, WIRE_BROKEN, "cut short");
    scene->reply.cut = -1;
    scene->reply.claim = 90;
    expect_failure(scene, WIRE_BROKEN, "cut short");
}

static void a_body_without_a_length_is_not_taken(void **state)
{
    struct scene *scene = *state;
    connect_as_device(scene);
    scene->reply.body = "1234567890";
    scene->reply.len = 10;
    scene->reply.claim = -2;
    expect_failure(scene, WIRE_BROKEN, "");
}

static void a_server_that_says_nothing_is_given_up(void **state)
{
    struct scene *scene = *state;
    connect_as_device(scene);
    scene->reply.stall = true;
    time_t start = time(NULL);
    expect_failure(scene, WIRE_UNREACHABLE, "no answer in time");
    assert_true(time(NULL) - start < 5);
}

static void a_header_that_would_change_a_url_is_refused(void **state)
{
    struct scene *scene = *state;
    connect_as_device(scene);
    strcpy(scene->reply.headers, "Wayside-After: 1&most=2\r\n");
    expect_failure(scene, WIRE_BROKEN, "Wayside header");
    strcpy(scene->reply.headers, "Wayside-After: 1\r\nWayside-After: 2\r\n");
    expect_failure(scene, WIRE_BROKEN, "Wayside header");
}

static void a_redirect_is_not_followed(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    scene->reply.status = 302;
    strcpy(scene->reply.headers, "Location: /v1/elsewhere\r\n");
    assert_int_equal(get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 302);
    assert_int_equal(scene->requests, 1);
}

static void a_problem_document_becomes_one_line(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    scene->reply.status = 409;
    scene->reply.body =
        "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"other\\u001b[31m\"}";
    scene->reply.len = strlen(scene->reply.body);
    assert_int_equal(get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 409);
    assert_int_equal(answer.body.len, 0);
    assert_string_equal(answer.problem, "Conflict: other?[31m");
    char page[20000];
    memset(page, 'x', sizeof page);
    scene->reply.body = page;
    scene->reply.len = sizeof page;
    assert_int_equal(get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 409);
    assert_string_equal(answer.problem, "");
}

static void nobody_there_is_unreachable(void **state)
{
    struct scene *scene = *state;
    serve(scene, "hub", true, NULL);
    fake_server_free(scene->server); /* its port is free again, and nobody listens */
    scene->server = NULL;
    connect_with(scene, scene->certificate, scene->key);
    expect_failure(scene, WIRE_UNREACHABLE, "no connection (Connection refused);");
}

static void an_address_that_is_not_https_is_refused(void **state)
{
    struct scene *scene = *state;
    strcpy(scene->url, "http://127.0.0.1:9");
    connect_with(scene, NULL, NULL);
    expect_failure(scene, WIRE_UNREACHABLE, "https");
}

static void a_proxy_in_the_environment_is_not_asked(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    setenv("https_proxy", "http://127.0.0.1:9", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:9", 1);
    connect_as_device(scene);
    assert_int_equal(get(scene, 5, &answer), WIRE_OK);
    unsetenv("https_proxy");
    unsetenv("ALL_PROXY");
}

static void a_server_of_another_ca_is_not_trusted(void **state)
{
    struct scene *scene = *state;
    struct pki other;
    serve(scene, "hub", false, NULL);
    pki_init(&other, scene->folder); /* another ca.pem in its place */
    connect_with(scene, NULL, NULL);
    expect_failure(scene, WIRE_PEER, "not the hub");
    pki_clear(&other);
}

static void a_server_with_the_certificate_of_another_host_is_not_trusted(void **state)
{
    struct scene *scene = *state;
    pki_issue(&scene->pki, "wrong", "hub", "hub", "hub.example", time(NULL) - DAY, time(NULL) + DAY);
    serve(scene, "wrong", false, NULL);
    connect_with(scene, NULL, NULL);
    expect_failure(scene, WIRE_PEER, "not the hub");
}

static void a_device_cannot_play_the_hub(void **state)
{
    struct scene *scene = *state;
    serve(scene, "device", false, NULL);
    connect_with(scene, NULL, NULL);
    expect_failure(scene, WIRE_PEER, "not the hub");
}

static void an_older_tls_is_refused(void **state)
{
    struct scene *scene = *state;
    serve(scene, "hub", false, "NORMAL:-VERS-ALL:+VERS-TLS1.2");
    connect_with(scene, NULL, NULL);
    expect_failure(scene, WIRE_PEER, "TLS 1.3");
}

static void trusted_time_counts_and_not_the_machines(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    connect_as_device(scene);
    wire_client_time(scene->client, time(NULL) + 3 * DAY, false);
    expect_failure(scene, WIRE_PEER, "expired");
    wire_client_time(scene->client, time(NULL) - 3 * DAY, false);
    expect_failure(scene, WIRE_PEER, "not yet valid");
    wire_client_time(scene->client, time(NULL) - 3 * DAY, true);
    assert_int_equal(get(scene, 5, &answer), WIRE_OK);
}

static void a_refused_or_unreadable_certificate_of_ours_is_said(void **state)
{
    struct scene *scene = *state;
    struct pki other;
    char folder[80], certificate[120], key[120];
    snprintf(folder, sizeof folder, "%s/o", scene->folder);
    snprintf(certificate, sizeof certificate, "%s/x.pem", folder);
    snprintf(key, sizeof key, "%s/x.key", folder);
    char command[120];
    snprintf(command, sizeof command, "mkdir %s", folder);
    assert_int_equal(system(command), 0);
    pki_init(&other, folder);
    pki_issue(&other, "x", "device", "x", NULL, time(NULL) - DAY, time(NULL) + DAY);
    pki_clear(&other);
    serve(scene, "hub", true, NULL);
    connect_with(scene, certificate, key);
    expect_failure(scene, WIRE_OURS, "refused the certificate");
    wire_client_free(scene->client);
    connect_with(scene, NULL, NULL);
    expect_failure(scene, WIRE_OURS, "refused the certificate");
    wire_client_free(scene->client);
    connect_with(scene, "/nowhere/client.pem", scene->key);
    expect_failure(scene, WIRE_OURS, "/nowhere/client.pem");
    wire_client_free(scene->client);
    connect_with(scene, scene->certificate, key); /* a key that is not this certificate's */
    expect_failure(scene, WIRE_OURS, key);
    wire_client_free(scene->client);
    strcpy(scene->ca, "/nowhere/ca.pem");
    connect_with(scene, scene->certificate, scene->key);
    expect_failure(scene, WIRE_OURS, "/nowhere/ca.pem");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_comes_whole_with_its_headers),
        TEST(each_method_sends_its_body_and_one_connection_is_kept),
        TEST(a_connection_that_was_closed_is_made_again),
        TEST(a_body_goes_over_a_new_connection_when_the_kept_one_was_closed),
        TEST(a_body_is_sent_once_even_when_a_kept_connection_ends),
        TEST(a_body_over_the_maximum_is_not_taken),
        TEST(a_body_that_is_cut_is_not_taken),
        TEST(a_body_without_a_length_is_not_taken),
        TEST(a_server_that_says_nothing_is_given_up),
        TEST(a_header_that_would_change_a_url_is_refused),
        TEST(a_redirect_is_not_followed),
        TEST(a_problem_document_becomes_one_line),
        TEST(nobody_there_is_unreachable),
        TEST(an_address_that_is_not_https_is_refused),
        TEST(a_proxy_in_the_environment_is_not_asked),
        TEST(a_server_of_another_ca_is_not_trusted),
        TEST(a_server_with_the_certificate_of_another_host_is_not_trusted),
        TEST(a_device_cannot_play_the_hub),
        TEST(an_older_tls_is_refused),
        TEST(trusted_time_counts_and_not_the_machines),
        TEST(a_refused_or_unreadable_certificate_of_ours_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
