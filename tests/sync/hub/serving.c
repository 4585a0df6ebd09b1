/* Serving content: whole, from a byte on, to anyone, under strict names, and for as long as someone reads. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "sync/hub/press.h"
#include "sync/hub/raw.h"

#define LARGE (3 << 20)

struct got {
    int status;
    char head[2048];
    struct buffer body;
};

/* One request on its own connection; header: "" or "Range: ...\\r\\n". */
static void ask(struct press *press, const char *path, const char *header, struct got *ret_got)
{
    struct raw raw;
    char text[1024];
    size_t len = 0;
    memset(ret_got, 0, sizeof *ret_got);
    buffer_init(&ret_got->body, 8 << 20);
    raw_open(&raw, &press->net, NULL);
    snprintf(
        text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n", path, header);
    assert_true(raw_say(&raw, text));
    while (len < sizeof ret_got->head - 1 && !strstr(ret_got->head, "\r\n\r\n")) {
        ssize_t n = gnutls_record_recv(raw.session, ret_got->head + len, 1);
        if (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_AGAIN)
            continue;
        assert_int_equal(n, 1);
        len++;
    }
    assert_int_equal(sscanf(ret_got->head, "HTTP/1.1 %d", &ret_got->status), 1);
    char bytes[16384];
    for (ssize_t n; (n = gnutls_record_recv(raw.session, bytes, sizeof bytes)) != 0;) {
        if (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_AGAIN)
            continue;
        if (n < 0)
            break;
        assert_int_equal(buffer_add(&ret_got->body, bytes, (size_t)n), BASE_OK);
    }
    raw_close(&raw);
}

static void said(const struct got *got, const char *line)
{
    if (!strstr(got->head, line))
        fail_msg("no \"%s\" in:\n%s", line, got->head);
}

static uint8_t *large_make(void)
{
    static const uint8_t seed[randombytes_SEEDBYTES] = {1};
    uint8_t *bytes = malloc(LARGE);
    assert_non_null(bytes);
    randombytes_buf_deterministic(bytes, LARGE, seed);
    return bytes;
}

static void path_make(
    const uint8_t *bytes, size_t len, const char *folder, const char *name, char ret_path[static 256])
{
    uint8_t digest[32];
    char hash[65];
    crypto_hash_sha256(digest, bytes, len);
    hex_write(digest, 32, hash);
    snprintf(ret_path, 256, "/v1/targets/%s/%s.%s", folder, hash, name);
}

static void a_file_comes_whole_or_from_a_byte_on(void **state)
{
    struct press *press = *state;
    struct got got;
    char path[256];
    uint8_t *large = large_make();
    press_all(press);
    assert_true(release_maker_put(press->maker, "packs/harbour/basics/media/film.bin", large, LARGE));
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "packs-harbour"), 201);
    path_make(large, LARGE, "packs/harbour/basics/media", "film.bin", path);
    ask(press, path, "", &got);
    assert_int_equal(got.status, 200);
    said(&got, "Content-Length: 3145728\r\n");
    said(&got, "Accept-Ranges: bytes\r\n");
    said(&got, "immutable");
    assert_int_equal(got.body.len, LARGE);
    assert_memory_equal(got.body.bytes, large, LARGE);
    buffer_clear(&got.body);

    ask(press, path, "Range: bytes=3000000-\r\n", &got);
    assert_int_equal(got.status, 206);
    said(&got, "Content-Range: bytes 3000000-3145727/3145728\r\n");
    said(&got, "Content-Length: 145728\r\n");
    assert_int_equal(got.body.len, LARGE - 3000000);
    assert_memory_equal(got.body.bytes, large + 3000000, LARGE - 3000000);
    buffer_clear(&got.body);

    ask(press, path, "Range: bytes=5-9\r\n", &got);
    assert_int_equal(got.status, 206);
    assert_int_equal(got.body.len, 5);
    assert_memory_equal(got.body.bytes, large + 5, 5);
    buffer_clear(&got.body);

    ask(press, path, "Range: bytes=3145728-\r\n", &got);
    assert_int_equal(got.status, 416);
    said(&got, "Content-Range: bytes */3145728\r\n");
    buffer_clear(&got.body);
    ask(press, path, "Range: bytes=1-2,5-6\r\n", &got);
    assert_int_equal(got.status, 200);
    assert_int_equal(got.body.len, LARGE);
    buffer_clear(&got.body);
    free(large);
}

static void metadata_is_what_the_folder_has_and_only_whole_files(void **state)
{
    struct press *press = *state;
    struct got got;
    char path[256];
    struct buffer file;
    press_all(press);
    buffer_init(&file, 1 << 16);
    snprintf(path, sizeof path, "%s/metadata/timestamp.json", press->content);
    assert_int_equal(file_read(path, 1 << 16, &file), BASE_OK);
    ask(press, "/v1/metadata/timestamp.json", "", &got);
    assert_int_equal(got.status, 200);
    said(&got, "Cache-Control: no-cache\r\n");
    said(&got, "Content-Type: application/json\r\n");
    assert_int_equal(got.body.len, file.len);
    assert_memory_equal(got.body.bytes, file.bytes, file.len);
    buffer_clear(&got.body);
    buffer_clear(&file);
    snprintf(path, sizeof path, "%s/metadata/9.x.json.00.tmp", press->content);
    assert_int_equal(file_put(path, "half", 4, 0644), BASE_OK);
    snprintf(path, sizeof path, "%s/metadata/link.json", press->content);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    static const char *const none[] = {"/v1/metadata/9.x.json.00.tmp", "/v1/metadata/link.json",
        "/v1/metadata/2.root.json", "/v1/targets/packs", "/v1/targets/packs/harbour"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(net_status(press->nobody, "GET", none[i], NULL, 0), 404);
    assert_int_equal(net_status(press->nobody, "PUT", "/v1/metadata/timestamp.json", "x", 1), 405);
}

static void a_file_without_bytes_is_served_too(void **state)
{
    struct press *press = *state;
    struct got got;
    char path[256];
    press_all(press);
    assert_true(release_maker_put(press->maker, "packs/harbour/basics/empty", "", 0));
    assert_true(release_maker_write(press->maker));
    const struct buffer *pack = &press->maker->roles[MAKER_PACKS].metadata;
    assert_int_equal(press_put(press, press->harbour, "packs-harbour", pack->bytes, pack->len), 201);
    path_make((const uint8_t *)"", 0, "packs/harbour/basics", "empty", path);
    ask(press, path, "", &got);
    assert_int_equal(got.status, 200);
    said(&got, "Content-Length: 0\r\n");
    ask(press, path, "Range: bytes=0-\r\n", &got);
    assert_int_equal(got.status, 416);
    buffer_clear(&got.body);
}

static void a_reader_who_stops_is_cut_and_one_who_reads_slowly_is_not(void **state)
{
    struct press *press = *state;
    char path[256], text[512], bytes[4096];
    uint8_t *large = large_make();
    press_all(press);
    assert_true(release_maker_put(press->maker, "packs/harbour/basics/media/film.bin", large, LARGE));
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "packs-harbour"), 201);
    path_make(large, LARGE, "packs/harbour/basics/media", "film.bin", path);
    net_stop(&press->net);
    press->net.settings.request_ms = 1000;
    press->net.settings.handshake_ms = 20000;
    net_start(&press->net);
    struct raw raw;
    raw_open(&raw, &press->net, NULL);
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
    assert_true(raw_say(&raw, text));
    struct clock_source clock = clock_system();
    int64_t began_ms = clock.mono_ms(clock.self);
    size_t total = 0;
    for (ssize_t n; (n = gnutls_record_recv(raw.session, bytes, sizeof bytes)) != 0;) {
        if (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_AGAIN)
            continue;
        if (n < 0)
            break;
        total += (size_t)n;
        while (clock.mono_ms(clock.self) - began_ms < (int64_t)(total / 1200)) /* some 2.6 s in all */
            net_pause();
    }
    assert_true(total > LARGE);
    assert_true(clock.mono_ms(clock.self) - began_ms > 2000);
    raw_close(&raw);
    raw_open(&raw, &press->net, NULL);
    assert_true(raw_say(&raw, text));
    WAIT_UNTIL(hub_counts(press->net.hub).open == 0);
    raw_close(&raw);
    free(large);
}

static void a_hub_without_content_says_so_and_serves_all_else(void **state)
{
    struct press *press = *state;
    char path[256];
    net_stop(&press->net);
    snprintf(path, sizeof path, "%s/snapshot.key", press->keys);
    assert_int_equal(unlink(path), 0);
    net_start(&press->net);
    wire_client_free(press->nobody);
    wire_client_free(press->harbour);
    press->nobody = net_client(&press->net, NULL);
    press->harbour = net_client(&press->net, "harbour");
    assert_int_equal(net_status(press->nobody, "GET", "/v1/healthz", NULL, 0), 200);
    assert_int_equal(net_status(press->nobody, "GET", "/v1/metadata/timestamp.json", NULL, 0), 503);
    assert_int_equal(net_status(press->harbour, "PUT", "/v1/publish/metadata/targets", "{}", 2), 503);
    assert_int_equal(net_status(press->harbour, "GET", "/v1/publish/status", NULL, 0), 503);
}

static void uploads_are_bounded_and_leave_nothing_half(void **state)
{
    struct press *press = *state;
    struct raw raw;
    static const char path[] = "/v1/publish/targets/"
                               "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    char text[512];
    raw_open(&raw, &press->net, "harbour");
    snprintf(
        text, sizeof text, "PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16777217\r\n\r\n", path);
    assert_true(raw_say(&raw, text));
    assert_int_equal(raw_status(&raw), 413);
    raw_close(&raw);
    raw_open(&raw, &press->net, "harbour");
    snprintf(text, sizeof text, "PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", path);
    assert_true(raw_say(&raw, text));
    assert_true(raw_say(&raw, "the beginning"));
    raw_close(&raw);
    raw_open(&raw, &press->net, "harbour");
    snprintf(
        text, sizeof text, "PUT %s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", path);
    assert_true(raw_say(&raw, text));
    assert_int_equal(raw_status(&raw), 411);
    raw_close(&raw);
    WAIT_UNTIL(hub_counts(press->net.hub).open <= 2);
    char incoming[192];
    struct disk disk;
    struct disk_names names;
    snprintf(incoming, sizeof incoming, "%s/incoming", press->content);
    assert_int_equal(disk_open(incoming, &disk), BASE_OK);
    for (int turn = 0;; turn++) {
        FILE *list = NULL;
        snprintf(text, sizeof text, "ls -A %s | wc -l", incoming);
        list = popen(text, "r");
        int count = -1;
        assert_int_equal(fscanf(list, "%d", &count), 1);
        (void)pclose(list);
        if (!count)
            break;
        assert_true(turn < 300);
        net_pause();
    }
    assert_int_equal(disk_names(&disk, "", 10, &names), BASE_OK);
    disk_names_free(&names);
    disk_close(&disk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRESS_TEST(a_file_comes_whole_or_from_a_byte_on),
        PRESS_TEST(metadata_is_what_the_folder_has_and_only_whole_files),
        PRESS_TEST(a_file_without_bytes_is_served_too),
        PRESS_TEST(a_reader_who_stops_is_cut_and_one_who_reads_slowly_is_not),
        PRESS_TEST(a_hub_without_content_says_so_and_serves_all_else),
        PRESS_TEST(uploads_are_bounded_and_leave_nothing_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
