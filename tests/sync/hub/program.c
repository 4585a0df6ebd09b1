/* wayside-hub as its operator meets it: each fault is one sentence and the right exit code. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>
#include <sqlite3.h>

#include "base/disk.h"
#include "sync/hub/net.h"
#include "sync/process.h"

struct fixture {
    struct net net;
    uint16_t port, metrics_port;
    char ini[192], log[192], said[8192];
};

static void ini_write(struct fixture *f, const char *root, const char *extra)
{
    char text[1024];
    int len = snprintf(text, sizeof text,
        "[listen]\naddress = 127.0.0.1\nport = %u\nmetrics_port = %u\n[store]\nfile = %s\n[tls]\nfolder = "
        "%s\n"
        "[network]\nroot = %s\n%s",
        f->port, f->metrics_port, f->net.store, f->net.tls, root, extra);
    assert_int_equal(file_put(f->ini, text, (size_t)len, 0600), BASE_OK);
}

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    net_init(&f->net);
    f->port = free_port();
    f->metrics_port = free_port();
    net_file(&f->net, "hub", ".ini", f->ini);
    net_file(&f->net, "hub", ".log", f->log);
    ini_write(f, f->net.root, "");
    snprintf(f->net.url, sizeof f->net.url, "https://127.0.0.1:%u", f->port);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    net_clear(&f->net);
    free(f);
    return 0;
}

static int run(struct fixture *f, const char *const *arguments)
{
    return program_run("wayside-hub", f->log, arguments, f->said, sizeof f->said);
}

static int serve(struct fixture *f)
{
    return run(f, (const char *const[]){"serve", "--settings", f->ini, NULL});
}

/* Exactly one line, which begins with the program's name and holds each of the words. */
static void one_sentence(struct fixture *f, const char *word, const char *other)
{
    assert_memory_equal(f->said, "wayside-hub: ", 13);
    char *line_end = strchr(f->said, '\n');
    assert_non_null(line_end);
    assert_string_equal(line_end, "\n");
    if (!strstr(f->said, word) || !strstr(f->said, other))
        fail_msg("neither \"%s\" nor \"%s\" in: %s", word, other, f->said);
}

static void wrong_command_lines_are_answered_with_the_right_one(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, (const char *const[]){NULL}), 2);
    assert_int_equal(run(f, (const char *const[]){"dance", NULL}), 2);
    assert_int_equal(run(f, (const char *const[]){"serve", NULL}), 2);
    assert_non_null(strstr(f->said, "usage: wayside-hub serve --settings FILE"));
    assert_int_equal(run(f, (const char *const[]){"approve", "--settings", f->ini, NULL}), 2);
    assert_int_equal(run(f, (const char *const[]){"serve", "--settings", f->ini, "more", NULL}), 2);
    assert_int_equal(run(f, (const char *const[]){"serve", "--settings", f->ini, "--json", NULL}), 2);
    assert_int_equal(
        run(f, (const char *const[]){"token", "--settings", f->ini, "--role", "device", NULL}), 2);
    assert_int_equal(
        run(f, (const char *const[]){"token", "--settings", f->ini, "--role", "king", "--name", "x", NULL}),
        2);
    assert_int_equal(run(f, (const char *const[]){"--help", NULL}), 0);
    static const char *const names[] = {
        "init", "content-keys", "serve", "token", "enrolments", "approve", "identities", "revoke"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_non_null(strstr(f->said, names[i]));
}

static void wrong_settings_are_named(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, (const char *const[]){"serve", "--settings", "/nonexistent/hub.ini", NULL}), 2);
    one_sentence(f, "/nonexistent/hub.ini", "");
    ini_write(f, "/nonexistent/root.json", "");
    assert_int_equal(serve(f), 2);
    one_sentence(f, "/nonexistent/root.json", "[network] root");
    ini_write(f, f->net.root, "[content]\nfolder = /tmp\n");
    assert_int_equal(serve(f), 2);
    one_sentence(f, "[content]", "keys");
    ini_write(f, f->net.root, "colour = red\n");
    assert_int_equal(serve(f), 2);
    one_sentence(f, "colour", "hub.ini");
    ini_write(f, f->net.root, "[store]\nmax_mb = lots\n");
    assert_int_equal(serve(f), 2);
    one_sentence(f, "max_mb", "hub.ini");
}

/* As after a first try that failed, and when a disk was lost and ca.key came back from its copy. */
static void init_makes_what_is_missing_and_changes_nothing_that_is_there(void **state)
{
    struct fixture *f = *state;
    struct buffer before, after;
    char path[256];
    const char *const init[] = {"init", "--settings", f->ini, NULL};
    buffer_init(&before, 1 << 14);
    buffer_init(&after, 1 << 14);
    snprintf(path, sizeof path, "%s/ca.key", f->net.tls);
    assert_int_equal(file_read(path, 1 << 14, &before), BASE_OK);
    assert_int_equal(unlink(f->net.store), 0);
    assert_int_equal(run(f, init), 0);
    assert_int_equal(run(f, init), 1);
    one_sentence(f, f->net.store, "there is a file of that name already");
    assert_int_equal(file_read(path, 1 << 14, &after), BASE_OK);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.bytes, before.bytes, before.len);
    snprintf(f->net.store, sizeof f->net.store, "%s/nowhere/hub.db", f->net.folder);
    snprintf(f->net.tls, sizeof f->net.tls, "%s/tls2", f->net.folder);
    ini_write(f, f->net.root, "");
    assert_int_equal(run(f, init), 1);
    one_sentence(f, f->net.store, "make it");
    snprintf(f->net.store, sizeof f->net.store, "%s/second.db", f->net.folder);
    ini_write(f, f->net.root, "");
    assert_int_equal(run(f, init), 0);
    buffer_clear(&before);
    buffer_clear(&after);
}

static void a_port_in_use_is_named(void **state)
{
    struct fixture *f = *state;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(f->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(serve(f), 1);
    one_sentence(f, "127.0.0.1 port", "another program");
    close(fd);
}

static void an_address_that_is_none_is_named(void **state)
{
    struct fixture *f = *state;
    struct hub *hub = NULL;
    static const char *const wrong[] = {"localhost", "127.0.0.1:80", "", "1.2.3", "[::1]"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        f->net.settings.address = wrong[i];
        assert_int_equal(hub_start(&f->net.settings, &hub, f->said), HUB_LISTEN);
        assert_non_null(strstr(f->said, "[listen] address"));
    }
    f->net.settings.address = "192.0.2.1"; /* of nobody (RFC 5737) */
    assert_int_equal(hub_start(&f->net.settings, &hub, f->said), HUB_LISTEN);
    assert_non_null(strstr(f->said, "does not have that address"));
}

static void missing_or_wrong_keys_are_named(void **state)
{
    struct fixture *f = *state;
    char path[256], aside[256];
    static const char *const names[] = {"ca.key", "ca.pem", "hub.key", "hub.pem"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", f->net.tls, names[i]);
        snprintf(aside, sizeof aside, "%s/aside", f->net.tls);
        assert_int_equal(rename(path, aside), 0);
        assert_int_equal(serve(f), 1);
        one_sentence(f, names[i], "init");
        assert_int_equal(file_put(path, "no key\n", 7, 0600), BASE_OK);
        assert_int_equal(serve(f), 1);
        one_sentence(f, names[i], "restore");
        assert_int_equal(rename(aside, path), 0);
    }
}

static void a_missing_foreign_or_newer_store_is_named(void **state)
{
    struct fixture *f = *state;
    char aside[256];
    snprintf(aside, sizeof aside, "%s.aside", f->net.store);
    assert_int_equal(rename(f->net.store, aside), 0);
    assert_int_equal(serve(f), 1);
    one_sentence(f, f->net.store, "init");
    assert_int_equal(
        file_put(f->net.store, "not a database, but long enough to be looked at", 47, 0600), BASE_OK);
    assert_int_equal(serve(f), 1);
    one_sentence(f, f->net.store, "not a store");
    assert_int_equal(rename(aside, f->net.store), 0);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->net.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 3", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(serve(f), 1);
    one_sentence(f, f->net.store, "another version");
    assert_int_equal(
        sqlite3_exec(db, "PRAGMA user_version = 1; PRAGMA application_id = 5", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(serve(f), 1);
    one_sentence(f, f->net.store, "not a store");
}

static void the_command_line_enrols_lists_and_revokes_while_the_hub_serves(void **state)
{
    struct fixture *f = *state;
    pid_t hub = program_start(
        "wayside-hub", f->log, (const char *const[]){"serve", "--settings", f->ini, NULL});
    struct wire_client *nobody = net_client(&f->net, NULL);
    struct wire_answer *answer = answer_new();
    char other_log[192], name[] = DEVICE_NAME;
    WAIT_UNTIL(wire_request(nobody, "GET", "/v1/healthz", NULL, 0, answer) == WIRE_OK);
    assert_int_equal(answer->status, 200);
    net_file(&f->net, "other", ".log", other_log);
    strcpy(f->log, other_log);
    assert_int_equal(run(f, (const char *const[]){"token", "--settings", f->ini, "--role", "device", "--name",
                                name, "--json", NULL}),
        0);
    json_t *json = json_loads(f->said, 0, NULL);
    assert_int_equal(json_string_length(json_object_get(json, "token")), 162);
    json_decref(json);
    net_enrol(&f->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device"); /* with a token of its own */
    assert_int_equal(run(f, (const char *const[]){"enrolments", "--settings", f->ini, "--json", NULL}), 0);
    json = json_loads(f->said, 0, NULL);
    assert_int_equal(json_array_size(json), 0);
    assert_true(json_is_array(json));
    json_decref(json);
    assert_int_equal(run(f, (const char *const[]){"approve", "--settings", f->ini, "00000-00000", NULL}), 1);
    one_sentence(f, "00000-00000", "enrolments");
    assert_int_equal(run(f, (const char *const[]){"identities", "--settings", f->ini, "--json", NULL}), 0);
    json = json_loads(f->said, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json, 0), "name")), DEVICE_NAME);
    json_decref(json);
    struct wire_client *device = net_client(&f->net, "device");
    assert_int_equal(net_status(device, "GET", "/v1/drops/" ZONE, NULL, 0), 200);
    assert_int_equal(run(f, (const char *const[]){"revoke", "--settings", f->ini, name, NULL}), 0);
    assert_int_equal(net_status(device, "GET", "/v1/drops/" ZONE, NULL, 0), 403);
    assert_int_equal(program_end(hub, SIGTERM), 0);
    wire_client_free(device);
    wire_client_free(nobody);
    answer_free(answer);
}

static void the_keys_for_content_are_made_once_and_printed_for_the_ceremony(void **state)
{
    struct fixture *f = *state;
    char extra[512], first[512], path[256];
    struct stat stat_now;
    int len = snprintf(extra, sizeof extra, "[content]\nfolder = %s/content\nkeys = %s/keys\n", f->net.folder,
        f->net.folder);
    assert_true(len < (int)sizeof extra);
    ini_write(f, "/nonexistent/root.json", extra); /* the ceremony comes later */
    const char *const keys[] = {"content-keys", "--settings", f->ini, NULL};
    assert_int_equal(run(f, keys), 0);
    snprintf(first, sizeof first, "%.500s", f->said);
    json_t *json = json_loads(first, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(json, "name")), "hub");
    assert_int_equal(json_string_length(json_object_get(json, "snapshot")), 64);
    assert_int_equal(json_string_length(json_object_get(json, "timestamp")), 64);
    json_decref(json);
    assert_int_equal(run(f, keys), 0);
    assert_string_equal(f->said, first);
    snprintf(path, sizeof path, "%s/keys/timestamp.key", f->net.folder);
    assert_int_equal(stat(path, &stat_now), 0);
    assert_int_equal(stat_now.st_mode & 0777, 0600);
    ini_write(f, f->net.root, extra);
    assert_int_equal(run(f, (const char *const[]){"token", "--settings", f->ini, "--role", "publisher",
                                "--name", "harbour.0123456789abcdef", NULL}),
        0);
    assert_int_equal(run(f, (const char *const[]){"token", "--settings", f->ini, "--role", "publisher",
                                "--name", "Harbour.0123456789abcdef", NULL}),
        1);
    one_sentence(f, "publisher", "NGO");
    ini_write(f, f->net.root, "");
    assert_int_equal(run(f, keys), 2);
    one_sentence(f, "[content] keys", "settings");
}

static void keys_and_store_are_readable_by_their_owner_alone(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"tls/ca.key", "tls/hub.key", "tls/ca.pem", "tls/hub.pem", "hub.db"};
    for (size_t i = 0; i < 5; i++) {
        char path[256];
        struct stat stat_now;
        snprintf(path, sizeof path, "%s/%s", f->net.folder, names[i]);
        assert_int_equal(stat(path, &stat_now), 0);
        assert_int_equal(stat_now.st_mode & 0777, 0600);
    }
}

static void the_metrics_are_on_loopback_alone_and_count(void **state)
{
    struct fixture *f = *state;
    pid_t hub = program_start(
        "wayside-hub", f->log, (const char *const[]){"serve", "--settings", f->ini, NULL});
    struct wire_client *nobody = net_client(&f->net, NULL);
    struct wire_answer *answer = answer_new();
    WAIT_UNTIL(wire_request(nobody, "GET", "/v1/healthz", NULL, 0, answer) == WIRE_OK);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(f->metrics_port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    static const char get[] = "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    assert_int_equal(write(fd, get, sizeof get - 1), sizeof get - 1);
    size_t len = 0;
    for (ssize_t got; (got = read(fd, f->said + len, sizeof f->said - 1 - len)) > 0; len += (size_t)got)
        ;
    f->said[len] = 0;
    close(fd);
    assert_non_null(strstr(f->said, "HTTP/1.1 200"));
    assert_non_null(strstr(f->said, "\nwayside_hub_requests_total 1\n"));
    assert_non_null(strstr(f->said, "\nwayside_hub_envelopes 0\n"));
    assert_int_equal(program_end(hub, SIGINT), 0);
    wire_client_free(nobody);
    answer_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wrong_command_lines_are_answered_with_the_right_one, begin, end),
        cmocka_unit_test_setup_teardown(wrong_settings_are_named, begin, end),
        cmocka_unit_test_setup_teardown(
            init_makes_what_is_missing_and_changes_nothing_that_is_there, begin, end),
        cmocka_unit_test_setup_teardown(a_port_in_use_is_named, begin, end),
        cmocka_unit_test_setup_teardown(an_address_that_is_none_is_named, begin, end),
        cmocka_unit_test_setup_teardown(missing_or_wrong_keys_are_named, begin, end),
        cmocka_unit_test_setup_teardown(a_missing_foreign_or_newer_store_is_named, begin, end),
        cmocka_unit_test_setup_teardown(
            the_command_line_enrols_lists_and_revokes_while_the_hub_serves, begin, end),
        cmocka_unit_test_setup_teardown(
            the_keys_for_content_are_made_once_and_printed_for_the_ceremony, begin, end),
        cmocka_unit_test_setup_teardown(keys_and_store_are_readable_by_their_owner_alone, begin, end),
        cmocka_unit_test_setup_teardown(the_metrics_are_on_loopback_alone_and_count, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
