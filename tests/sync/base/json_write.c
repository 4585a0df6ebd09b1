/* base/json_write.h: what it writes, jansson reads back; what it cannot write well it refuses. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "base/json_write.h"

static void a_document_is_written_as_one_would(void **state)
{
    (void)state;
    char out[200];
    struct json_write json;
    json_write_init(&json, out, sizeof out);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "help");
    json_key(&json, "list");
    json_open(&json, '[');
    json_text(&json, "a");
    json_bool(&json, true);
    json_open(&json, '{');
    json_close(&json, '}');
    json_int(&json, INT64_MIN);
    json_close(&json, ']');
    json_member_hex(&json, "id", (const uint8_t *)"\x00\xff", 2);
    json_close(&json, '}');
    assert_true(json_done(&json));
    assert_string_equal(
        out, "{\"v\":1,\"kind\":\"help\",\"list\":[\"a\",true,{},-9223372036854775808],\"id\":\"00ff\"}");
    assert_int_equal(json.len, strlen(out));
}

static void every_character_comes_back_through_another_reader(void **state)
{
    (void)state;
    char text[300], out[2000];
    size_t len = 0;
    for (int c = 1; c < 128; c++)
        text[len++] = (char)c;
    strcpy(text + len, "é مساعدة \xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa 😀 \xef\xbf\xbf");
    struct json_write json;
    json_write_init(&json, out, sizeof out);
    json_open(&json, '[');
    json_text(&json, text);
    json_close(&json, ']');
    assert_true(json_done(&json));
    json_t *read = json_loadb(out, json.len, 0, NULL);
    assert_non_null(read);
    assert_string_equal(json_string_value(json_array_get(read, 0)), text);
    json_decref(read);
    for (size_t i = 0; i < json.len; i++)
        assert_true((unsigned char)out[i] >= 0x20 && out[i] != 0x7f);
    assert_null(strstr(out, "\xe2\x80\xa8"));
    assert_null(strstr(out, "\xe2\x80\xa9"));
    assert_non_null(strstr(out, "\xe2\x80\xaa"));
}

static void a_nul_inside_is_escaped(void **state)
{
    (void)state;
    char out[20];
    struct json_write json;
    json_write_init(&json, out, sizeof out);
    json_text_n(&json, "a\0b", 3);
    assert_true(json_done(&json));
    assert_string_equal(out, "\"a\\u0000b\"");
}

static void an_overflow_at_any_byte_sticks_and_writes_no_further(void **state)
{
    (void)state;
    static const char whole[] = "{\"k\":\"\\u0001x\",\"n\":[10]}";
    for (size_t cap = 0; cap <= sizeof whole - 1; cap++) {
        char out[64];
        memset(out, '#', sizeof out);
        struct json_write json;
        json_write_init(&json, out, cap);
        json_open(&json, '{');
        json_member_text(&json, "k", "\x01x");
        json_key(&json, "n");
        json_open(&json, '[');
        json_int(&json, 10);
        json_close(&json, ']');
        json_close(&json, '}');
        assert_int_equal(json_done(&json), cap == sizeof whole - 1);
        assert_true(json.len <= cap);
        assert_int_equal(out[cap], '#');
        assert_memory_equal(out, whole, json.len);
    }
}

static void bad_text_is_a_failure(void **state)
{
    (void)state;
    char out[64];
    struct json_write json;
    json_write_init(&json, out, sizeof out);
    json_text(&json, "\xc0\x80");
    assert_false(json_done(&json));
}

/* One letter for each call, so that a misuse is one short text. */
static bool done_after(const char *calls)
{
    char out[256];
    struct json_write json;
    json_write_init(&json, out, sizeof out);
    for (; *calls; calls++)
        switch (*calls) {
        case '{':
        case '[':
            json_open(&json, *calls);
            break;
        case '}':
        case ']':
            json_close(&json, *calls);
            break;
        case 'k':
            json_key(&json, "k");
            break;
        default:
            json_int(&json, 1);
        }
    return json_done(&json);
}

static void misuse_is_a_failure(void **state)
{
    (void)state;
    static const char *const good[] = {"1", "{}", "[]", "{k1}", "{k1k1}", "[11]", "{k[]k{}}", "[[[]]]"};
    static const char *const bad[] = {"", "{", "[", "}", "]", "{]", "[}", "{1}", "{k}", "{kk1}", "{k1",
        "[k1]", "k", "k1", "11", "{}{}", "[]1", "{k1}}", "[{]}"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(done_after(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(done_after(bad[i]));
}

static void depth_has_a_bound(void **state)
{
    (void)state;
    char calls[2 * JSON_WRITE_DEPTH + 3] = "";
    memset(calls, '[', JSON_WRITE_DEPTH);
    memset(calls + JSON_WRITE_DEPTH, ']', JSON_WRITE_DEPTH);
    assert_true(done_after(calls));
    memset(calls, '[', JSON_WRITE_DEPTH + 1);
    memset(calls + JSON_WRITE_DEPTH + 1, ']', JSON_WRITE_DEPTH + 1);
    assert_false(done_after(calls));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_written_as_one_would),
        cmocka_unit_test(every_character_comes_back_through_another_reader),
        cmocka_unit_test(a_nul_inside_is_escaped),
        cmocka_unit_test(an_overflow_at_any_byte_sticks_and_writes_no_further),
        cmocka_unit_test(bad_text_is_a_failure),
        cmocka_unit_test(misuse_is_a_failure),
        cmocka_unit_test(depth_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
