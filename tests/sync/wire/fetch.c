/* wire_fetch: a file goes on where it was cut, and not one byte more of it is read than it may have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sync/wire/scene.h"

#define FILE_TEXT "0123456789abcdef"

static enum wire_error fetch(struct scene *scene, struct buffer *bytes)
{
    scene->status = 0;
    return wire_fetch(scene->client, "/v1/targets/a%20b.png", bytes, &scene->status, scene->problem);
}

static void say(struct scene *scene, int code, const char *body, const char *headers)
{
    scene->reply = (struct fake_reply){
        .status = code, .claim = -1, .cut = -1, .body = body, .len = strlen(body)};
    snprintf(scene->reply.headers, sizeof scene->reply.headers, "%s", headers);
}

static void nobody_needs_a_certificate_to_fetch(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    scene_serve(scene, "hub", false, NULL);
    scene_connect(scene, NULL, NULL);
    say(scene, 200, FILE_TEXT, "");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    assert_int_equal(scene->status, 200);
    assert_int_equal(bytes.len, 16);
    assert_string_equal(scene->last.path, "/v1/targets/a%20b.png");
    assert_string_equal(scene->last.range, "");
    buffer_clear(&bytes);
}

static void what_was_cut_goes_on_from_there(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    scene_connect_device(scene);
    say(scene, 200, FILE_TEXT, "");
    scene->reply.cut = 7;
    assert_int_equal(fetch(scene, &bytes), WIRE_BROKEN);
    assert_int_equal(bytes.len, 7);
    say(scene, 206, &FILE_TEXT[7], "Content-Range: bytes 7-15/16\r\n");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    assert_string_equal(scene->last.range, "bytes=7-");
    assert_int_equal(scene->status, 206);
    assert_int_equal(bytes.len, 16);
    assert_memory_equal(bytes.bytes, FILE_TEXT, 16);
    buffer_clear(&bytes);
}

static void a_server_that_knows_no_ranges_gives_it_anew(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    assert_int_equal(buffer_add(&bytes, "xyz", 3), BASE_OK);
    scene_connect_device(scene);
    say(scene, 200, FILE_TEXT, "");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    assert_int_equal(bytes.len, 16);
    assert_memory_equal(bytes.bytes, FILE_TEXT, 16);
    buffer_clear(&bytes);
}

static void another_part_than_was_asked_for_is_refused(void **state)
{
    static const char *const ranges[] = {"Content-Range: bytes 6-15/16\r\n", "Content-Range: bytes */16\r\n",
        "Content-Range: pages 7-15/16\r\n", "Content-Range: bytes 7\r\n", ""};
    struct scene *scene = *state;
    scene_connect_device(scene);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        struct buffer bytes;
        buffer_init(&bytes, 16);
        assert_int_equal(buffer_add(&bytes, FILE_TEXT, 7), BASE_OK);
        say(scene, 206, &FILE_TEXT[7], ranges[i]);
        assert_int_equal(fetch(scene, &bytes), WIRE_BROKEN);
        assert_int_equal(bytes.len, 7);
        assert_non_null(strstr(wire_client_why(scene->client), "another part"));
        buffer_clear(&bytes);
    }
}

static void a_part_that_nobody_asked_for_is_refused(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    scene_connect_device(scene);
    say(scene, 206, &FILE_TEXT[7], "Content-Range: bytes 7-15/16\r\n");
    assert_int_equal(fetch(scene, &bytes), WIRE_BROKEN);
    buffer_clear(&bytes);
}

static void not_one_byte_over_the_maximum_is_read(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 15);
    scene_connect_device(scene);
    say(scene, 200, FILE_TEXT, "");
    assert_int_equal(fetch(scene, &bytes), WIRE_TOO_LARGE);
    assert_int_equal(bytes.len, 0);
    assert_int_equal(buffer_add(&bytes, FILE_TEXT, 7), BASE_OK);
    say(scene, 206, &FILE_TEXT[7], "Content-Range: bytes 7-15/16\r\n");
    assert_int_equal(fetch(scene, &bytes), WIRE_TOO_LARGE);
    assert_int_equal(bytes.len, 0);
    buffer_clear(&bytes);
}

static void a_part_that_is_no_longer_there_begins_anew(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    assert_int_equal(buffer_add(&bytes, FILE_TEXT, 16), BASE_OK);
    scene_connect_device(scene);
    say(scene, 416, "no", "");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    assert_int_equal(scene->status, 416);
    assert_int_equal(bytes.len, 0);
    buffer_clear(&bytes);
}

static void a_refusal_leaves_what_was_there(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    assert_int_equal(buffer_add(&bytes, FILE_TEXT, 7), BASE_OK);
    scene_connect_device(scene);
    say(scene, 500, "{\"title\":\"Not now\",\"detail\":\"the store is busy\"}", "");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    assert_int_equal(scene->status, 500);
    assert_string_equal(scene->problem, "Not now: the store is busy");
    assert_int_equal(bytes.len, 7);
    buffer_clear(&bytes);
}

static void an_empty_file_is_a_file(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    assert_int_equal(buffer_add(&bytes, FILE_TEXT, 7), BASE_OK);
    scene_connect_device(scene);
    say(scene, 200, "", "");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    assert_int_equal(bytes.len, 0);
}

static void a_server_that_gives_a_byte_now_and_then_is_given_up(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 4096);
    scene_connect_device(scene); /* five seconds for all of it */
    say(scene, 200, FILE_TEXT FILE_TEXT FILE_TEXT FILE_TEXT, "");
    scene->reply.trickle = true;
    assert_int_equal(fetch(scene, &bytes), WIRE_UNREACHABLE);
    assert_true(bytes.len > 0);
    buffer_clear(&bytes);
}

static void a_request_after_it_is_as_ever(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    struct wire_answer answer;
    buffer_init(&bytes, 16);
    assert_int_equal(buffer_add(&bytes, FILE_TEXT, 7), BASE_OK);
    scene_connect_device(scene);
    say(scene, 404, "", "");
    assert_int_equal(fetch(scene, &bytes), WIRE_OK);
    say(scene, 200, "whole", "");
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
    assert_string_equal(scene->last.range, "");
    assert_int_equal(answer.body.len, 5);
    buffer_clear(&answer.body);
    buffer_clear(&bytes);
}

static void plain_http_is_for_who_asks_for_any_server(void **state)
{
    struct scene *scene = *state;
    struct buffer bytes;
    buffer_init(&bytes, 16);
    for (int any = 0; any < 2; any++) {
        scene_serve_plain(scene);
        struct wire_client_settings settings = {.url = scene->url, .timeout_s = 5, .any_server = any};
        assert_int_equal(wire_client_new(&settings, &scene->client), WIRE_OK);
        say(scene, 200, FILE_TEXT, "");
        assert_int_equal(fetch(scene, &bytes), any ? WIRE_OK : WIRE_UNREACHABLE);
        assert_int_equal(bytes.len, any ? 16 : 0);
        wire_client_free(scene->client);
        fake_server_free(scene->server);
    }
    scene->client = NULL;
    scene->server = NULL;
    buffer_clear(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(nobody_needs_a_certificate_to_fetch),
        SCENE_TEST(what_was_cut_goes_on_from_there),
        SCENE_TEST(a_server_that_knows_no_ranges_gives_it_anew),
        SCENE_TEST(another_part_than_was_asked_for_is_refused),
        SCENE_TEST(a_part_that_nobody_asked_for_is_refused),
        SCENE_TEST(not_one_byte_over_the_maximum_is_read),
        SCENE_TEST(a_part_that_is_no_longer_there_begins_anew),
        SCENE_TEST(a_refusal_leaves_what_was_there),
        SCENE_TEST(an_empty_file_is_a_file),
        SCENE_TEST(a_server_that_gives_a_byte_now_and_then_is_given_up),
        SCENE_TEST(a_request_after_it_is_as_ever),
        SCENE_TEST(plain_http_is_for_who_asks_for_any_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
