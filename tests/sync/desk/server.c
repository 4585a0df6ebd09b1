/* The page's server against a raw client: who gets in, who does not, and what every answer carries. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "desk/server.h"
#include "sync/desk/room.h"

#define ANSWER_MOST (1u << 18)

static struct room room;
static struct server *server;
static char reply[ANSWER_MOST], cookie[192], host[40], origin[64];

static int connect_to(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(peer >= 0);
    assert_int_equal(connect(peer, (struct sockaddr *)&address, sizeof address), 0);
    return peer;
}

/* Sends bytes as they are, reads until the server closes; the status, and all of it in reply. */
static int raw(const char *request)
{
    size_t len = 0;
    int peer = connect_to(server_port(server)), status = 0;
    assert_int_equal(send(peer, request, strlen(request), MSG_NOSIGNAL), (ssize_t)strlen(request));
    for (ssize_t got;
         len < sizeof reply - 1 && (got = recv(peer, reply + len, sizeof reply - 1 - len, 0)) > 0;) {
        len += (size_t)got;
    }
    reply[len] = '\0';
    close(peer);
    return sscanf(reply, "HTTP/1.1 %d", &status) == 1 ? status : 0;
}

/* Whole header lines in extra, each with its CRLF. */
static int get(const char *path, const char *host_value, const char *extra)
{
    char request[2048];
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n", path,
        host_value, extra);
    return raw(request);
}

static int post(const char *path, const char *extra, const char *body)
{
    char request[2048];
    snprintf(request, sizeof request,
        "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n%s", path, host,
        extra, strlen(body), body);
    return raw(request);
}

static const char *with_cookie(const char *more)
{
    static char lines[1024];
    snprintf(lines, sizeof lines, "Cookie: %s\r\n%s", cookie, more);
    return lines;
}

static const char *as_page(void)
{
    static char more[256];
    snprintf(more, sizeof more, "Origin: %s\r\nContent-Type: application/json\r\n", origin);
    return with_cookie(more);
}

static int begin(void **state)
{
    (void)state;
    char message[256];
    room_begin(&room);
    assert_true(server_start(room.desk, 0, &server, message));
    snprintf(host, sizeof host, "127.0.0.1:%d", server_port(server));
    snprintf(origin, sizeof origin, "http://%s", host);
    cookie[0] = '\0';
    return 0;
}

static int end(void **state)
{
    (void)state;
    server_stop(server);
    room_end(&room);
    return 0;
}

static void enter(void)
{
    char url[SERVER_URL_TEXT];
    server_url(server, url);
    assert_int_equal(get(strstr(url, "/open"), host, ""), 303);
    const char *set = strstr(reply, "Set-Cookie: ");
    assert_non_null(set);
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(set + 12, ";"), set + 12);
}

static void the_address_works_once_and_gives_a_cookie_that_scripts_and_strangers_cannot_use(void **state)
{
    (void)state;
    char url[SERVER_URL_TEXT];
    server_url(server, url);
    assert_int_equal(
        get("/open?token=0000000000000000000000000000000000000000000000000000000000000000", host, ""), 403);
    assert_int_equal(get("/open", host, ""), 403);
    enter();
    assert_non_null(strstr(reply, "; HttpOnly; SameSite=Strict"));
    assert_int_equal(get(strstr(url, "/open"), host, ""), 403);
    assert_int_equal(get("/", host, with_cookie("")), 200);
}

static void without_the_cookie_there_is_nothing(void **state)
{
    (void)state;
    static const char *const paths[] = {"/", "/desk.js", "/desk.css", "/api/state", "/api/cases", "/nothing"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_int_equal(get(paths[i], host, ""), 403);
    }
    enter();
    char wrong[256];
    snprintf(wrong, sizeof wrong, "Cookie: %.*s\r\n", (int)strlen(cookie) - 1, cookie);
    assert_int_equal(get("/api/state", host, wrong), 403);
    assert_int_equal(get("/api/state", host, with_cookie("")), 200);
    assert_int_equal(get("/nothing", host, with_cookie("")), 404);
    assert_int_equal(get("/../desk.c", host, with_cookie("")), 404);
}

static void another_name_for_this_machine_is_refused(void **state)
{
    (void)state;
    static const char *const hosts[] = {"evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]"};
    enter();
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        assert_int_equal(get("/api/state", hosts[i], with_cookie("")), 421);
    }
}

static void another_page_can_neither_read_nor_change_anything(void **state)
{
    (void)state;
    enter();
    assert_int_equal(get("/api/state", host, with_cookie("Origin: http://127.0.0.1:1\r\n")), 403);
    assert_int_equal(get("/api/state", host, with_cookie("Sec-Fetch-Site: same-site\r\n")), 403);
    assert_int_equal(get("/api/state", host, with_cookie("Sec-Fetch-Site: cross-site\r\n")), 403);
    assert_int_equal(post("/api/lock", with_cookie("Content-Type: application/json\r\n"), "{}"), 403);
    assert_int_equal(
        post("/api/lock", with_cookie("Origin: null\r\nContent-Type: application/json\r\n"), "{}"), 403);
    assert_int_equal(
        post("/api/lock", with_cookie("Origin: http://evil.example\r\nContent-Type: application/json\r\n"),
            "{}"),
        403);
    char form[256];
    snprintf(form, sizeof form, "Origin: %s\r\nContent-Type: text/plain\r\n", origin);
    assert_int_equal(post("/api/lock", with_cookie(form), "{}"), 415);
    assert_int_equal(post("/api/lock", as_page(), "{}"), 200);
    assert_null(strstr(reply, "Access-Control"));
}

static void every_answer_carries_the_policy_and_is_never_kept(void **state)
{
    (void)state;
    enter();
    static const char *const paths[] = {"/", "/desk.js", "/api/state", "/nothing"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        get(paths[i], host, with_cookie(""));
        assert_non_null(strstr(reply, "Content-Security-Policy: default-src 'none'; script-src 'self';"));
        assert_non_null(strstr(reply, "frame-ancestors 'none'"));
        assert_null(strstr(reply, "unsafe"));
        assert_non_null(strstr(reply, "Cache-Control: no-store"));
        assert_non_null(strstr(reply, "X-Content-Type-Options: nosniff"));
        assert_non_null(strstr(reply, "Referrer-Policy: no-referrer"));
    }
    get("/open", "evil.example", "");
    assert_non_null(strstr(reply, "Cache-Control: no-store"));
}

static void it_is_unlocked_by_the_words_and_shows_nothing_before(void **state)
{
    (void)state;
    struct person person;
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{\"more\":\"hidden words\"}");
    assert_true(desk_fetch(room.desk, &room.line));
    enter();
    assert_int_equal(get("/api/cases", host, with_cookie("")), 403);
    assert_int_equal(post("/api/unlock", as_page(), "{\"passphrase\":\"wrong\"}"), 403);
    assert_non_null(strstr(reply, "do not open your keys"));
    assert_int_equal(post("/api/unlock", as_page(), "{\"passphrase\":\"" ROOM_PASSPHRASE "\"}"), 200);
    assert_int_equal(get("/api/cases?q=hidden", host, with_cookie("")), 200);
    assert_non_null(strstr(reply, "\"thread\""));
    assert_int_equal(post("/api/lock", as_page(), "{}"), 200);
    assert_int_equal(get("/api/cases", host, with_cookie("")), 403);
}

static void what_it_does_not_understand_changes_nothing(void **state)
{
    (void)state;
    enter();
    assert_int_equal(post("/api/unlock", as_page(), "{\"passphrase\":\"" ROOM_PASSPHRASE "\"}"), 200);
    assert_int_equal(post("/api/unlock", as_page(), "nonsense"), 400);
    assert_int_equal(post("/api/unlock", as_page(), "{\"passphrase\":1}"), 400);
    assert_int_equal(post("/api/case/zz/take", as_page(), "{}"), 404);
    assert_int_equal(post("/api/case/00000000000000000000000000000000/take", as_page(), "{}"), 404);
    assert_int_equal(post("/api/case/00000000000000000000000000000000/erase", as_page(), "{}"), 400);
    assert_int_equal(raw("PUT /api/lock HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 421);
    assert_int_equal(raw("BREW / HTTP/1.0\r\n\r\n"), 421);
}

static void one_that_sends_half_a_request_hurts_nobody(void **state)
{
    (void)state;
    int slow = connect_to(server_port(server));
    assert_int_equal(send(slow, "POST /api/lock HTTP/1.1\r\nHos", 28, MSG_NOSIGNAL), 28);
    enter();
    assert_int_equal(get("/api/state", host, with_cookie("")), 200);
    close(slow);
}

static void a_port_in_use_is_said_in_one_sentence(void **state)
{
    (void)state;
    struct server *second = NULL;
    char message[256];
    assert_false(server_start(room.desk, server_port(server), &second, message));
    assert_non_null(strstr(message, "listen_port"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define SERVER_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        SERVER_TEST(the_address_works_once_and_gives_a_cookie_that_scripts_and_strangers_cannot_use),
        SERVER_TEST(without_the_cookie_there_is_nothing),
        SERVER_TEST(another_name_for_this_machine_is_refused),
        SERVER_TEST(another_page_can_neither_read_nor_change_anything),
        SERVER_TEST(every_answer_carries_the_policy_and_is_never_kept),
        SERVER_TEST(it_is_unlocked_by_the_words_and_shows_nothing_before),
        SERVER_TEST(what_it_does_not_understand_changes_nothing),
        SERVER_TEST(one_that_sends_half_a_request_hurts_nobody),
        SERVER_TEST(a_port_in_use_is_said_in_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
