/* pack/hotlines.h and pack/withdrawn.h: numbers, at which places they are, and what takes them back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/hotlines.h"
#include "pack/withdrawn.h"

#define REST                                                                                                 \
    "\"name\":{\"en\":\"Line\"},\"answered_by\":{\"en\":\"trained women\"},\"languages\":[\"en\",\"ar\"],"   \
    "\"opening_hours\":\"Mo-Fr 08:00-20:00\",\"time_zone\":\"Europe/Lisbon\",\"checked_on\":\"2026-11-01\"," \
    "\"free_from_foreign_sim\":\"yes\",\"records_calls\":\"no\",\"on_phone_bill\":\"unknown\""
#define LINE(id, number, places)                                                                             \
    "{\"id\":\"" id "\",\"emergency\":false,\"number\":\"" number "\",\"text_number\":\"\"," REST            \
    ",\"places\":[" places "]}"
#define FILE_OF(lines) "{\"v\":1,\"kind\":\"hotlines\",\"hotlines\":[" lines "]}"
#define EMERGENCY "{\"id\":\"e\",\"emergency\":true,\"number\":\"112\",\"name\":{\"en\":\"Emergency\"}}"

static bool read_text(
    struct hotlines *hotlines, const char *owner, const char *text, char message[static 256])
{
    message[0] = 0;
    bool read = hotlines_read(hotlines, owner, text, strlen(text), message);
    assert_int_equal(read, message[0] == 0);
    return read;
}

static void everything_that_was_written_is_read(void **state)
{
    (void)state;
    char message[256];
    struct hotlines hotlines = {0};
    assert_true(read_text(
        &hotlines, "harbour", FILE_OF(LINE("line", "+442079460018", "\"demo-1\"") "," EMERGENCY), message));
    assert_int_equal(hotlines.count, 2);
    const struct hotline *line = &hotlines.in[0];
    assert_string_equal(line->id, "line");
    assert_string_equal(line->owner, "harbour");
    assert_string_equal(line->number, "+442079460018");
    assert_string_equal(line->text_number, "");
    assert_string_equal(network_text(&line->answered_by, "en"), "trained women");
    assert_int_equal(line->language_count, 2);
    assert_string_equal(line->opening_hours, "Mo-Fr 08:00-20:00");
    assert_string_equal(line->time_zone, "Europe/Lisbon");
    assert_string_equal(line->checked_on, "2026-11-01");
    assert_int_equal(line->free_from_foreign_sim, FACT_YES);
    assert_int_equal(line->records_calls, FACT_NO);
    assert_int_equal(line->on_phone_bill, FACT_UNKNOWN);
    assert_int_equal(line->children, FACT_UNKNOWN);
    assert_true(hotlines.in[1].emergency);
    assert_string_equal(hotlines.in[1].number, "112");
    hotlines_clear(&hotlines);
}

static void files_add_up_and_a_refused_one_adds_nothing(void **state)
{
    (void)state;
    char message[256];
    struct hotlines hotlines = {0};
    assert_true(read_text(&hotlines, "a", FILE_OF(LINE("x", "116000", "")), message));
    assert_false(read_text(&hotlines, "b", FILE_OF(LINE("x", "116000", "") "," LINE("y", "1", "")), message));
    assert_int_equal(hotlines.count, 1);
    assert_true(read_text(&hotlines, "b", FILE_OF(LINE("x", "116000", "")), message));
    assert_int_equal(hotlines.count, 2);
    hotlines_withdraw(&hotlines, "b", "x");
    assert_int_equal(hotlines.count, 1);
    assert_string_equal(hotlines.in[0].owner, "a");
    hotlines_withdraw(&hotlines, "b", "x");
    hotlines_withdraw(&hotlines, "a", "y");
    assert_int_equal(hotlines.count, 1);
    hotlines_clear(&hotlines);
}

static void a_place_keeps_its_own_and_what_is_for_everywhere(void **state)
{
    (void)state;
    char message[256];
    struct hotlines hotlines = {0};
    assert_true(read_text(&hotlines, "a",
        FILE_OF(LINE("here", "116000", "\"demo-1\",\"demo-3\"") "," LINE(
            "there", "116000", "\"demo-2\"") "," LINE("all", "116000", "")),
        message));
    hotlines_keep_place(&hotlines, "demo-1");
    assert_int_equal(hotlines.count, 2);
    assert_string_equal(hotlines.in[0].id, "here");
    assert_string_equal(hotlines.in[1].id, "all");
    hotlines_clear(&hotlines);
}

static void what_is_refused_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } bad[] = {
        {FILE_OF(LINE("a", "", "")), "hotlines/x.json: hotlines[0].number: empty, give 1 to 20 bytes."},
        {FILE_OF(LINE("a", "+44 20", "")),
            "hotlines/x.json: hotlines[0].number: not + and 7 to 15 digits, nor a short number as dialled."},
        {FILE_OF(LINE("a", "+0442079460018", "")), "hotlines/x.json: hotlines[0].number: not + and "},
        {FILE_OF(LINE("a", "+4420794600181234", "")), "hotlines/x.json: hotlines[0].number: not + and "},
        {FILE_OF(LINE("a", "**", "")), "hotlines/x.json: hotlines[0].number: not + and "},
        {FILE_OF(LINE("a", "call", "")), "hotlines/x.json: hotlines[0].number: not + and "},
        {FILE_OF(LINE("a b", "112", "")), "hotlines/x.json: hotlines[0].id: not letters, digits, - and _."},
        {FILE_OF(LINE("a", "112", "") "," LINE("a", "113", "")),
            "hotlines/x.json: hotlines: a is there twice."},
        {FILE_OF("{\"id\":\"a\",\"emergency\":false,\"number\":\"112\",\"name\":{\"en\":\"L\"}}"),
            "hotlines/x.json: hotlines[0].checked_on: missing."},
        {FILE_OF("{\"id\":\"a\",\"emergency\":1,\"number\":\"112\",\"name\":{\"en\":\"L\"}}"),
            "hotlines/x.json: hotlines[0].emergency: not true or false."},
        {"{\"v\":1,\"kind\":\"network\",\"hotlines\":[]}", "hotlines/x.json: kind: not \"hotlines\"."},
        {"{\"v\":1,\"kind\":\"hotlines\"}", "hotlines/x.json: hotlines: missing."},
    };
    char message[256];
    struct hotlines hotlines = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(read_text(&hotlines, "x", bad[i].text, message));
        if (strncmp(message, bad[i].said, strlen(bad[i].said)) != 0)
            fail_msg("%zu said \"%s\", not \"%s\"", i, message, bad[i].said);
    }
    assert_int_equal(hotlines.count, 0);
}

static void a_list_of_what_is_withdrawn_is_read(void **state)
{
    (void)state;
    static const char text[] =
        "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":[\"line\"],\"topics\":[\"port/papers\",\"port/pay\"]}";
    static const char *const bad[] = {
        "{\"v\":1,\"kind\":\"withdrawn\",\"topics\":[\"papers\"]}",
        "{\"v\":1,\"kind\":\"withdrawn\",\"topics\":[\"../papers\"]}",
        "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":[\"\"]}",
        "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":{}}",
        "{\"v\":1,\"kind\":\"hotlines\"}",
        "{}",
        "",
    };
    char message[256];
    struct withdrawn withdrawn;
    assert_true(withdrawn_read("harbour", text, strlen(text), &withdrawn, message));
    assert_int_equal(withdrawn.hotline_count, 1);
    assert_int_equal(withdrawn.topic_count, 2);
    assert_string_equal(withdrawn.topics[1], "port/pay");
    withdrawn_clear(&withdrawn);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(withdrawn_read("harbour", bad[i], strlen(bad[i]), &withdrawn, message));
        assert_non_null(strstr(message, "withdrawn/harbour/list.json: "));
        assert_int_equal(withdrawn.hotline_count + withdrawn.topic_count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_was_written_is_read),
        cmocka_unit_test(files_add_up_and_a_refused_one_adds_nothing),
        cmocka_unit_test(a_place_keeps_its_own_and_what_is_for_everywhere),
        cmocka_unit_test(what_is_refused_is_named),
        cmocka_unit_test(a_list_of_what_is_withdrawn_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
