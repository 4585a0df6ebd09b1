/* A CSV table: its columns by their names, and every cell checked. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/hotlines.h"
#include "sources.h"
#include "table_kinds.h"

#define MISTAKES_MOST 100 /* of one table: a column that is wrong all the way down is said often enough */
#define OLD_DAYS 30
#define STALE_DAYS 90

struct loading {
    struct build *build;
    struct table *table;
    json_t *seen; /* "<column> <cell>" of columns whose cells are unique */
    size_t mistakes, columns;
    bool names_good;
};

static void complain(struct loading *loading, size_t row, size_t column, const char *what)
{
    char place[32] = "";
    if (row != SIZE_MAX)
        sheet_place(row, column, place);
    loading->mistakes++;
    report_mistake(loading->build->report, loading->table->file, place, "%s", what);
}

/* "Opening hours" is opening_hours: what a spreadsheet makes of names is no mistake. */
static void name_clean(const char *text, char ret_name[static 64])
{
    size_t len = 0;
    text += strspn(text, " \t");
    for (; *text && len < 63; text++)
        ret_name[len++] = *text == ' ' || *text == '-' ? '_' : (char)tolower((unsigned char)*text);
    while (len > 0 && ret_name[len - 1] == '_')
        len--;
    ret_name[len] = 0;
}

static void take_name(struct loading *loading, size_t column)
{
    struct table *table = loading->table;
    char name[64], sentence[256];
    name_clean(sheet_text(&table->sheet, 0, column), name);
    if (!name[0] || strncmp(name, "note", 4) == 0)
        return;
    size_t at = table_column(table->kind, name);
    if (at == SIZE_MAX) {
        snprintf(sentence, sizeof sentence,
            "No column of this table is called \"%s\". Correct the name, or call it note if it is for "
            "yourself.",
            name);
        complain(loading, 0, column, sentence);
    } else if (table->at[at] != SIZE_MAX) {
        complain(loading, 0, column, "There is a column of this name already. Take one of the two out.");
    } else {
        table->at[at] = column;
    }
}

static void take_names(struct loading *loading)
{
    struct table *table = loading->table;
    char sentence[256];
    for (size_t i = 0; i < TABLE_KIND_COLUMNS; i++)
        table->at[i] = SIZE_MAX;
    for (size_t column = 0; column < SHEET_COLUMNS; column++)
        take_name(loading, column);
    for (size_t i = 0; i < table->kind->column_count; i++) {
        const struct column *column = &table->kind->columns[i];
        if (!(column->flags & COLUMN_NEEDED) || table->at[i] != SIZE_MAX)
            continue;
        snprintf(sentence, sizeof sentence,
            "The column %s is missing. The first row holds the names of the columns.", column->name);
        complain(loading, SIZE_MAX, 0, sentence);
    }
    loading->names_good = loading->mistakes == 0;
}

static void check_age(struct loading *loading, size_t row, size_t column, const char *text)
{
    char place[32];
    const char *file = loading->table->file;
    int days = days_between(text, loading->build->ground->today);
    sheet_place(row, column, place);
    if (days < 0)
        complain(loading, row, column, "This day has not come yet. Write the day on which it was checked.");
    else if (days > STALE_DAYS)
        report_warning(loading->build->report, file, place,
            "Nobody has checked this for %d days. It is shown below those that were checked; call, and write "
            "today's "
            "day.",
            days);
    else if (days > OLD_DAYS)
        report_warning(loading->build->report, file, place,
            "Nobody has checked this for %d days. Call, and write today's day.", days);
}

static void check_unique(struct loading *loading, size_t row, size_t i, const char *text)
{
    char key[STRING_BYTES + 32], place[32], sentence[256];
    const struct table *table = loading->table;
    snprintf(key, sizeof key, "%zu %s", i, text);
    const json_t *before = json_object_get(loading->seen, key);
    if (before) {
        sheet_place((size_t)json_integer_value(before), table->at[i], place);
        snprintf(sentence, sizeof sentence, "This is the same as in %s. Each row has its own.", place);
        complain(loading, row, table->at[i], sentence);
    } else {
        json_object_set_new(loading->seen, key, json_integer((json_int_t)row));
    }
}

static void keep_string(struct loading *loading, size_t row, size_t i, const char *text)
{
    char place[32], comment[96];
    const struct table *table = loading->table;
    bool hotline = table->kind == table_kind(0);
    sheet_place(row, table->at[i], place);
    snprintf(comment, sizeof comment, "%s: %s", table->kind->name, table->kind->columns[i].name);
    if (!strings_add(&loading->build->strings, text, hotline ? STRING_HOTLINE : STRING_LANG, table->file,
            place, comment))
        complain(
            loading, row, table->at[i], "The pack has too many texts to translate; make the table shorter.");
}

/* A screen has less room for the name of a line than for what else a table says. */
static size_t room_of(const struct table *table, const struct column *column)
{
    bool name = table->kind == table_kind(0) && strcmp(column->name, "name") == 0;
    return name ? HOTLINE_NAME : STRING_BYTES;
}

static void check_cell(struct loading *loading, size_t row, size_t i)
{
    const struct table *table = loading->table;
    const struct column *column = &table->kind->columns[i];
    char sentence[256];
    char *text = table_take(table, row, i);
    if (!text) {
        complain(loading, row, table->at[i], "There is not enough memory.");
    } else if (!text[0]) {
        if (column->flags & COLUMN_NEEDED) {
            snprintf(sentence, sizeof sentence, "This cell is empty. Fill in %s.", column->name);
            complain(loading, row, table->at[i], sentence);
        }
    } else if (strlen(text) > room_of(table, column)) {
        snprintf(sentence, sizeof sentence, "The text is longer than %zu bytes. Make it shorter.",
            room_of(table, column));
        complain(loading, row, table->at[i], sentence);
    } else if (!cell_check(column, text, sentence)) {
        complain(loading, row, table->at[i], sentence);
    } else {
        if (column->kind == CELL_CHECKED)
            check_age(loading, row, table->at[i], text);
        if (column->flags & COLUMN_UNIQUE)
            check_unique(loading, row, i, text);
        if (column->flags & COLUMN_TRANSLATED)
            keep_string(loading, row, i, text);
    }
    free(text);
}

static void check_row(struct loading *loading, size_t row)
{
    const struct table *table = loading->table;
    for (size_t i = 0; i < table->kind->column_count; i++)
        if (table->at[i] != SIZE_MAX)
            check_cell(loading, row, i);
    for (size_t k = table->sheet.first[row]; k < table->sheet.first[row + 1]; k++) {
        size_t column = table->sheet.cells[k].column;
        if (!sheet_text(&table->sheet, 0, column)[0]) {
            complain(loading, row, column,
                "This column has no name in the first row. Name it, or empty the cell.");
            return;
        }
    }
}

static void check_rows(struct loading *loading)
{
    struct table *table = loading->table;
    char sentence[160];
    table->rows = calloc(table->sheet.rows + 1, sizeof *table->rows);
    for (size_t row = 1; row < table->sheet.rows && table->rows; row++) {
        if (table->sheet.first[row] == table->sheet.first[row + 1])
            continue;
        if (loading->mistakes >= MISTAKES_MOST) {
            complain(loading, SIZE_MAX, 0, "There are more mistakes in this table. Correct these first.");
            return;
        }
        if (table->row_count == table->kind->rows_most) {
            snprintf(sentence, sizeof sentence, "There are more than %zu rows. Keep those that are needed.",
                table->kind->rows_most);
            complain(loading, row, 0, sentence);
            return;
        }
        table->rows[table->row_count++] = row;
        check_row(loading, row);
    }
}

bool table_load(struct build *build, const struct table_kind *kind, struct table *ret_table)
{
    struct buffer bytes;
    *ret_table = (struct table){.kind = kind};
    sheet_init(&ret_table->sheet);
    snprintf(ret_table->file, sizeof ret_table->file, "%s.csv", kind->name);
    if (!build_there(build, ret_table->file))
        return false;
    bool read = build_read(build, ret_table->file, SOURCE_SHEET_BYTES, &bytes) &&
                sheet_csv(&ret_table->sheet, ret_table->file, bytes.bytes, bytes.len, build->report);
    buffer_clear(&bytes);
    if (!read)
        return false;
    struct loading loading = {.build = build, .table = ret_table, .seen = json_object()};
    take_names(&loading);
    if (loading.names_good)
        check_rows(&loading);
    json_decref(loading.seen);
    return loading.mistakes == 0;
}

void table_clear(struct table *table)
{
    sheet_clear(&table->sheet);
    free(table->rows);
    table->rows = NULL;
}

char *table_take(const struct table *table, size_t row, size_t column)
{
    size_t at = table->at[column];
    return cell_clean(
        table->kind->columns[column].kind, at == SIZE_MAX ? "" : sheet_text(&table->sheet, row, at));
}
