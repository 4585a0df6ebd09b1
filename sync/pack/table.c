/* A table has many rows and little else: its rows are read in one go, straight into the table's memory; what
 * stands around them is read as every other document, with the rows left out. */
#include "pack/table.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "json_read.h"
#include "table_rows.h"

#define HEAD_BYTES 65536 /* of everything but the rows */
#define NAME_MOST 64

static void read_columns(struct json_read *read, const json_t *root, struct pack_table *table)
{
    json_t *array = json_read_array(read, root, "columns", 1, TABLE_COLUMNS), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "columns", (int)i);
        const char *name = json_read_text_value(read, value, NAME_MOST);
        for (size_t j = 0; j < table->column_count; j++)
            if (strcmp(table->columns[j], name) == 0)
                json_read_refuse(read, "is there twice");
        if (read->failed)
            return;
        table->columns[i] = strdup(name);
        if (!table->columns[i])
            json_read_refuse(read, "out of memory");
        else
            table->column_count++;
        json_read_up(read, mark);
    }
}

static void read_head(struct json_read *read, const json_t *root, struct pack_table *table)
{
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "table") != 0)
        json_read_refuse_key(read, "kind", "not \"table\"");
    table->name = json_read_copy(read, root, "name", NAME_MOST);
    if (!read->failed && !json_read_is_word(table->name, "-_", NAME_MOST))
        json_read_refuse_key(read, "name", "not letters, digits, - and _");
    read_columns(read, root, table);
}

/* The document without what stands in its rows. */
static json_t *read_root(
    struct json_read *read, const char *json, size_t len, struct table_span rows, char message[static 256])
{
    size_t before = rows.from, after = len - rows.to;
    if (before > HEAD_BYTES || after > HEAD_BYTES - before) {
        json_read_refuse(read, "over %d bytes beside the rows", HEAD_BYTES);
        return NULL;
    }
    char *head = json_read_new(read, 1, before + after + 1);
    if (!head)
        return NULL;
    memcpy(head, json, before);
    memcpy(head + before, json + rows.to, after);
    json_t *root = json_read_root(read, "table", head, before + after, message);
    free(head);
    return root;
}

static bool read_whole(struct json_read *read, const char *json, size_t len, struct pack_table *table)
{
    struct table_span rows = {0, 0};
    if (!utf8_valid(json, len)) {
        json_read_refuse(read, "not UTF-8");
        return false;
    }
    if (!table_rows_find(json, len, &rows)) {
        json_read_refuse_key(read, "rows", "missing");
        return false;
    }
    json_t *root = read_root(read, json, len, rows, read->message);
    if (!root)
        return false;
    read_head(read, root, table);
    json_decref(root);
    if (!read->failed)
        table_rows_read(read, json, rows, table);
    return !read->failed;
}

struct pack_table *table_read(const void *json, size_t len, char ret_message[static 256])
{
    struct json_read read = {.document = "table", .message = ret_message};
    if (len > TABLE_BYTES) {
        snprintf(ret_message, 256, "table: over %d bytes.", TABLE_BYTES);
        return NULL;
    }
    struct pack_table *table = json_read_new(&read, 1, sizeof *table);
    if (table && read_whole(&read, json, len, table))
        return table;
    table_free(table);
    return NULL;
}

void table_free(struct pack_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        free(table->columns[i]);
    free(table->name);
    free(table->cells);
    free(table->memory);
    free(table);
}

const char *table_cell(const struct pack_table *table, size_t row, const char *column)
{
    if (row >= table->row_count)
        return "";
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i], column) == 0)
            return table->cells[row * table->column_count + i];
    return "";
}
