/* The tables of the pack: table/<name>.json (docs/formats.md, Content pack). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sources.h"
#include "table_kinds.h"

#define SHELTER "bed"

static bool add_row(struct buffer *out, const struct table *table, size_t row)
{
    json_t *cells = json_array();
    for (size_t i = 0; i < table->kind->column_count; i++) {
        if (table->kind->columns[i].flags & COLUMN_KEPT)
            continue;
        char *text = table_take(table, row, i);
        json_array_append_new(cells, text ? json_string(text) : NULL);
        free(text);
    }
    char *json = json_dumps(cells, JSON_COMPACT);
    bool done = json && buffer_printf(out, "%s%s", row == table->rows[0] ? "" : ",", json) == BASE_OK;
    free(json);
    json_decref(cells);
    return done;
}

static bool add_head(struct buffer *out, const struct table *table)
{
    json_t *columns = json_array();
    for (size_t i = 0; i < table->kind->column_count; i++)
        if (!(table->kind->columns[i].flags & COLUMN_KEPT))
            json_array_append_new(columns, json_string(table->kind->columns[i].name));
    char *json = json_dumps(columns, JSON_COMPACT);
    bool done = json &&
                buffer_printf(out, "{\"v\":1,\"kind\":\"table\",\"name\":\"%s\",\"columns\":%s,\"rows\":[",
                    table->kind->name, json) == BASE_OK;
    free(json);
    json_decref(columns);
    return done;
}

/* Row by row: a hundred thousand rows as one document would take ten times their size. */
static void write_table(struct build *build, struct source *source, const struct table *table)
{
    struct buffer out;
    char path[40];
    buffer_init(&out, OUTPUT_FILE_BYTES);
    bool done = add_head(&out, table);
    for (size_t i = 0; i < table->row_count && done; i++)
        done = add_row(&out, table, table->rows[i]);
    snprintf(path, sizeof path, "table/%s.json", table->kind->name);
    done = done && buffer_text(&out, "]}") == BASE_OK &&
           output_add(&build->output, path, out.bytes, out.len) &&
           list_add(&source->tables, table->kind->name, strlen(table->kind->name));
    if (!done)
        report_mistake(build->report, table->file, "", "The table is larger than 16 MiB. Make it shorter.");
    buffer_clear(&out);
}

/* mission.md: a shelter's address is never in a pack, never on a screen. */
static bool shelters_hidden(struct build *build, const struct table *table)
{
    size_t need = table_column(table->kind, "need"), address = table_column(table->kind, "address");
    bool hidden = true;
    char place[32];
    for (size_t i = 0; i < table->row_count && address != SIZE_MAX && need != SIZE_MAX; i++) {
        struct list needs = {.in = NULL};
        char *list = table_take(table, table->rows[i], need),
             *where = table_take(table, table->rows[i], address);
        if (list && where && where[0] && list_split(list, LIST_WORDS, 64, &needs) &&
            list_has(&needs, SHELTER)) {
            sheet_place(table->rows[i], table->at[address], place);
            report_mistake(build->report, table->file, place,
                "A place where people sleep safely is never named by its address. Empty this cell; people "
                "call "
                "first.");
            hidden = false;
        }
        list_clear(&needs);
        free(list);
        free(where);
    }
    return hidden;
}

void tables_build(struct build *build, struct source *source)
{
    for (size_t i = 1; i < TABLE_KINDS; i++) {
        struct table table;
        bool good = table_load(build, table_kind(i), &table);
        if (good && shelters_hidden(build, &table) && table.row_count)
            write_table(build, source, &table);
        table_clear(&table);
    }
}
