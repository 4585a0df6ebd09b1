/* pack/table.h: rows are read whole, JSON's rules hold for every cell, and what is wrong is named. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/table.h"

#define HEAD "{\"v\":1,\"kind\":\"table\",\"name\":\"goods\",\"columns\":[\"a\",\"b\"],"

static struct pack_table *read_text(const char *text, char message[static 256])
{
    message[0] = 0;
    struct pack_table *table = table_read(text, strlen(text), message);
    assert_int_equal(table == NULL, message[0] != 0);
    return table;
}

static void cells_are_found_by_row_and_column(void **state)
{
    (void)state;
    char message[256];
    struct pack_table *table = read_text(HEAD "\"rows\" : [ [\"1\", \"2\"] ,\n[\"\",\"4\"]]}", message);
    assert_non_null(table);
    assert_string_equal(table->name, "goods");
    assert_int_equal(table->row_count, 2);
    assert_int_equal(table->column_count, 2);
    assert_string_equal(table_cell(table, 0, "a"), "1");
    assert_string_equal(table_cell(table, 0, "b"), "2");
    assert_string_equal(table_cell(table, 1, "a"), "");
    assert_string_equal(table_cell(table, 1, "b"), "4");
    assert_string_equal(table_cell(table, 1, "c"), "");
    assert_string_equal(table_cell(table, 2, "a"), "");
    table_free(table);
    table_free(NULL);
}

static void members_may_stand_in_any_order_and_be_unknown(void **state)
{
    (void)state;
    char message[256];
    static const char *const texts[] = {
        "{\"rows\":[[\"1\",\"2\"]],\"columns\":[\"a\",\"b\"],\"name\":\"goods\",\"kind\":\"table\",\"v\":1}",
        HEAD "\"more\":{\"rows\":[7]},\"note\":\"rows\",\"rows\":[[\"1\",\"2\"]],\"x\":[\"]\"]}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pack_table *table = read_text(texts[i], message);
        assert_string_equal(message, "");
        assert_int_equal(table->row_count, 1);
        assert_string_equal(table_cell(table, 0, "b"), "2");
        table_free(table);
    }
    struct pack_table *empty = read_text(HEAD "\"rows\":[]}", message);
    assert_int_equal(empty->row_count, 0);
    table_free(empty);
}

static void escapes_mean_what_json_says(void **state)
{
    (void)state;
    char message[256];
    struct pack_table *table = read_text(
        HEAD "\"rows\":[[\"\\\"\\\\\\/\\n\",\"\\u00e9\\u0627\\ud83d\\udea2]\\u20ac\"]]}", message);
    assert_string_equal(message, "");
    assert_string_equal(table_cell(table, 0, "a"), "\"\\/\n");
    assert_string_equal(table_cell(table, 0, "b"), "é"
                                                   "ا"
                                                   "🚢]€");
    table_free(table);
}

static void what_is_refused_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } bad[] = {
        {"", "table: rows: missing."},
        {HEAD "\"x\":1}", "table: rows: missing."},
        {HEAD "\"rows\":7}", "table: rows: missing."},
        {HEAD "\"rows\":[[\"1\",\"2\"]", "table: rows: missing."},
        {HEAD "\"rows\":[[\"1\",\"2\"]]", "table: not JSON with every key once, near byte "},
        {HEAD "\"rows\":[[\"1\",\"2\"]]} x", "table: not JSON with every key once, near byte "},
        {HEAD "\"rows\":[],\"rows\":[]}", "table: not JSON with every key once, near byte "},
        {HEAD "\"rows\":[],\"ro\\u0077s\":[]}", "table: not JSON with every key once, near byte "},
        {HEAD "\"rows\":[[\"1\"]]}", "table: rows[0]: cell 2: missing."},
        {HEAD "\"rows\":[[\"1\",\"2\",\"3\"]]}", "table: rows[0]: cell 3: more than there are columns."},
        {HEAD "\"rows\":[[\"1\",\"2\"],[]]}", "table: rows[1]: cell 1: not a text."},
        {HEAD "\"rows\":[[\"1\",2]]}", "table: rows[0]: cell 2: not a text."},
        {HEAD "\"rows\":[[\"1\",[\"2\"]]]}", "table: rows[0]: cell 2: not a text."},
        {HEAD "\"rows\":[[\"1\",\"2\"],]}", "table: rows[1]: cell 1: not a row."},
        {HEAD "\"rows\":[\"1\"]}", "table: rows[0]: cell 1: not a row."},
        {HEAD "\"rows\":[[\"1\",\"2\"] [\"1\",\"2\"]]}", "table: rows[1]: "},
        {HEAD "\"rows\":[[\"1\",\"\t\"]]}", "table: rows[0]: cell 2: holds a control character."},
        {HEAD "\"rows\":[[\"1\",\"\\u0000\"]]}",
            "table: rows[0]: cell 2: holds an escape that is none, or a "},
        {HEAD "\"rows\":[[\"1\",\"\\x\"]]}", "table: rows[0]: cell 2: holds an escape that is none, or a "},
        {HEAD "\"rows\":[[\"1\",\"\\ud800\"]]}",
            "table: rows[0]: cell 2: holds an escape that is none, or a "},
        {HEAD "\"rows\":[[\"1\",\"\xff\"]]}", "table: not UTF-8."},
        {"{\"v\":2,\"rows\":[]}", "table: v: not from 1 to 1."},
        {"{\"v\":1,\"kind\":\"table\",\"name\":\"../x\",\"columns\":[\"a\"],\"rows\":[]}",
            "table: name: not letters, digits, - and _."},
        {"{\"v\":1,\"kind\":\"table\",\"name\":\"x\",\"columns\":[\"a\",\"a\"],\"rows\":[]}",
            "table: columns[1]: is there twice."},
        {"{\"v\":1,\"kind\":\"table\",\"name\":\"x\",\"columns\":[],\"rows\":[]}",
            "table: columns: has 0 entries, not 1 to 32."},
    };
    char message[256];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(read_text(bad[i].text, message));
        if (strncmp(message, bad[i].said, strlen(bad[i].said)) != 0)
            fail_msg("%zu said \"%s\", not \"%s\"", i, message, bad[i].said);
    }
}

static void a_cell_is_bounded(void **state)
{
    (void)state;
    char message[256], *text = malloc(3 * TABLE_CELL);
    memset(text, 'x', 3 * TABLE_CELL);
    int len = snprintf(text, 3 * TABLE_CELL, HEAD "\"rows\":[[\"");
    text[len] = 'x';
    strcpy(text + len + TABLE_CELL, "\",\"\"]]}");
    struct pack_table *table = read_text(text, message);
    assert_int_equal(strlen(table_cell(table, 0, "a")), TABLE_CELL);
    table_free(table);
    strcpy(text + len + TABLE_CELL, "x\",\"\"]]}");
    assert_null(read_text(text, message));
    assert_string_equal(message, "table: rows[0]: cell 1: too long.");
    free(text);
}

static char *many_rows(unsigned count)
{
    size_t cap = 200 + count * 64, len;
    char *text = malloc(cap);
    len = (size_t)snprintf(text, cap, HEAD "\"rows\":[");
    for (unsigned i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, cap - len, "%s[\"row %u\",\"\\u00e9 %u\"]", i ? "," : "", i, i);
    snprintf(text + len, cap - len, "]}");
    return text;
}

static void fifty_thousand_rows_are_read_and_one_too_many_is_not(void **state)
{
    (void)state;
    char message[256], *text = many_rows(50000);
    struct pack_table *table = read_text(text, message);
    assert_string_equal(message, "");
    assert_int_equal(table->row_count, 50000);
    assert_string_equal(table_cell(table, 49999, "b"), "é 49999");
    table_free(table);
    free(text);
    text = many_rows(TABLE_ROWS + 1);
    assert_null(read_text(text, message));
    assert_string_equal(message, "table: rows: over 100000 of them.");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_found_by_row_and_column),
        cmocka_unit_test(members_may_stand_in_any_order_and_be_unknown),
        cmocka_unit_test(escapes_mean_what_json_says),
        cmocka_unit_test(what_is_refused_is_named),
        cmocka_unit_test(a_cell_is_bounded),
        cmocka_unit_test(fifty_thousand_rows_are_read_and_one_too_many_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
