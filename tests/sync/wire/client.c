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

#include "sync/wire/scene.h"

static void an_answer_comes_whole_with_its_headers(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    scene_connect_device(scene);
    scene->reply.body = "hello";
    scene->reply.len = 5;
    strcpy(scene->reply.headers, "Wayside-After: ab12.99\r\nWayside-Epoch: ab12\r\n");
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
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
    scene_connect_device(scene);
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
    scene_connect_device(scene);
    assert_int_equal(scene_get(scene, 10, &answer), WIRE_OK);
    scene->reply.hang_up = true;
    assert_int_equal(scene_get(scene, 10, &answer), WIRE_BROKEN);
    scene->reply.hang_up = false;
    assert_int_equal(scene_get(scene, 10, &answer), WIRE_OK);
}

static void a_body_goes_over_a_new_connection_when_the_kept_one_was_closed(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    scene_connect_device(scene);
    scene->reply.cut = 0; /* whole, then closed */
    assert_int_equal(scene_get(scene, 10, &answer), WIRE_OK);
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
    scene_connect_device(scene);
    assert_int_equal(scene_get(scene, 10, &answer), WIRE_OK);
    scene->reply.hang_up = true;
    assert_int_equal(wire_request(scene->client, "PUT", "/v1/x", "abc", 3, &answer), WIRE_BROKEN);
    assert_int_equal(scene->requests, 2);
}

static void a_body_over_the_maximum_is_not_taken(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    scene_connect_device(scene);
    scene->reply.body = "123456";
    scene->reply.len = 6;
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_TOO_LARGE);
    assert_int_equal(answer.body.len, 0);
    assert_non_null(strstr(wire_client_why(scene->client), "larger"));
    assert_int_equal(scene_get(scene, 6, &answer), WIRE_OK);
    buffer_clear(&answer.body);
}

static void a_body_that_is_cut_is_not_taken(void **state)
{
    struct scene *scene = *state;
    scene_connect_device(scene);
    scene->reply.body = "1234567890";
    scene->reply.len = 10;
    scene->reply.cut = 4;
    scene_fails(scene, WIRE_BROKEN, "cut short");
    scene->reply.cut = -1;
    scene->reply.claim = 90;
    scene_fails(scene, WIRE_BROKEN, "cut short");
}

static void a_body_without_a_length_is_not_taken(void **state)
{
    struct scene *scene = *state;
    scene_connect_device(scene);
    scene->reply.body = "1234567890";
    scene->reply.len = 10;
    scene->reply.claim = -2;
    scene_fails(scene, WIRE_BROKEN, "");
}

static void a_server_that_says_nothing_is_given_up(void **state)
{
    struct scene *scene = *state;
    scene_connect_device(scene);
    scene->reply.stall = true;
    time_t start = time(NULL);
    scene_fails(scene, WIRE_UNREACHABLE, "no answer in time");
    assert_true(time(NULL) - start < 5);
}

static void a_header_that_would_change_a_url_is_refused(void **state)
{
    struct scene *scene = *state;
    scene_connect_device(scene);
    strcpy(scene->reply.headers, "Wayside-After: 1&most=2\r\n");
    scene_fails(scene, WIRE_BROKEN, "Wayside header");
    strcpy(scene->reply.headers, "Wayside-After: 1\r\nWayside-After: 2\r\n");
    scene_fails(scene, WIRE_BROKEN, "Wayside header");
}

static void a_redirect_is_not_followed(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    scene_connect_device(scene);
    scene->reply.status = 302;
    strcpy(scene->reply.headers, "Location: /v1/elsewhere\r\n");
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 302);
    assert_int_equal(scene->requests, 1);
}

static void a_problem_document_becomes_one_line(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    scene_connect_device(scene);
    scene->reply.status = 409;
    scene->reply.body =
        "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"other\\u001b[31m\"}";
    scene->reply.len = strlen(scene->reply.body);
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 409);
    assert_int_equal(answer.body.len, 0);
    assert_string_equal(answer.problem, "Conflict: other?[31m");
    char page[20000];
    memset(page, 'x', sizeof page);
    scene->reply.body = page;
    scene->reply.len = sizeof page;
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
    assert_int_equal(answer.status, 409);
    assert_string_equal(answer.problem, "");
}

static void nobody_there_is_unreachable(void **state)
{
    struct scene *scene = *state;
    scene_serve(scene, "hub", true, NULL);
    fake_server_free(scene->server); /* its port is free again, and nobody listens */
    scene->server = NULL;
    scene_connect(scene, scene->certificate, scene->key);
    scene_fails(scene, WIRE_UNREACHABLE, "no connection (Connection refused);");
}

static void an_address_that_is_not_https_is_refused(void **state)
{
    struct scene *scene = *state;
    strcpy(scene->url, "http://127.0.0.1:9");
    scene_connect(scene, NULL, NULL);
    scene_fails(scene, WIRE_UNREACHABLE, "https");
}

static void a_proxy_in_the_environment_is_not_asked(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    setenv("https_proxy", "http://127.0.0.1:9", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:9", 1);
    scene_connect_device(scene);
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
    unsetenv("https_proxy");
    unsetenv("ALL_PROXY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(an_answer_comes_whole_with_its_headers),
        SCENE_TEST(each_method_sends_its_body_and_one_connection_is_kept),
        SCENE_TEST(a_connection_that_was_closed_is_made_again),
        SCENE_TEST(a_body_goes_over_a_new_connection_when_the_kept_one_was_closed),
        SCENE_TEST(a_body_is_sent_once_even_when_a_kept_connection_ends),
        SCENE_TEST(a_body_over_the_maximum_is_not_taken),
        SCENE_TEST(a_body_that_is_cut_is_not_taken),
        SCENE_TEST(a_body_without_a_length_is_not_taken),
        SCENE_TEST(a_server_that_says_nothing_is_given_up),
        SCENE_TEST(a_header_that_would_change_a_url_is_refused),
        SCENE_TEST(a_redirect_is_not_followed),
        SCENE_TEST(a_problem_document_becomes_one_line),
        SCENE_TEST(nobody_there_is_unreachable),
        SCENE_TEST(an_address_that_is_not_https_is_refused),
        SCENE_TEST(a_proxy_in_the_environment_is_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
