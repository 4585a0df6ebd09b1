#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "xlsx.h"

/* <sheetData><row r="7"><c r="D7" t="s"><f>..</f><v>3</v></c>...</row></sheetData>
 * <mergeCells><mergeCell ref="A1:B2"/></mergeCells> */
struct reading {
    struct xlsx *xlsx;
    struct sheet *sheet;
    const struct xlsx_strings *strings;
    size_t row, column; /* of the next cell that does not say where it is, from 0 */
    bool in_row, in_cell, in_value, merged;
    unsigned aside;   /* inside rPh */
    char type[12];    /* of the cell */
    struct buffer at; /* its value */
    bool full;
    unsigned wrong; /* cells that are in error */
};

static void place_of(const struct reading *reading, char ret_place[static 32])
{
    char cell[32];
    sheet_place(reading->row, reading->column, cell);
    snprintf(ret_place, 32, "%.12s!%.12s", reading->sheet->name, cell + strlen("cell "));
}

static bool small_number(const char *text, size_t *ret_number)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 7 || text[digits])
        return false;
    *ret_number = (size_t)atol(text);
    return true;
}

/* From 1 in the file, from 0 here. */
static bool row_number(const char *text, size_t *ret_row)
{
    size_t number;
    if (!small_number(text, &number) || number == 0)
        return false;
    *ret_row = number - 1;
    return true;
}

static bool cell_reference(const char *text, size_t *ret_row, size_t *ret_column)
{
    size_t letters = 0, column = 0;
    for (; letters < 4 && text[letters] >= 'A' && text[letters] <= 'Z'; letters++)
        column = column * 26 + (size_t)(text[letters] - 'A') + 1;
    if (letters == 0 || letters > 3)
        return false;
    *ret_column = column - 1;
    return row_number(text + letters, ret_row);
}

static const char *begin_row(struct reading *reading, const char *const *attributes)
{
    const char *r = xlsx_attribute(attributes, "r");
    size_t row = reading->row;
    if (r && (!row_number(r, &row) || row < reading->row))
        return "its rows are out of order";
    reading->row = row;
    reading->column = 0;
    reading->in_row = true;
    return NULL;
}

static const char *begin_cell(struct reading *reading, const char *const *attributes)
{
    const char *r = xlsx_attribute(attributes, "r"), *type = xlsx_attribute(attributes, "t");
    size_t row = reading->row, column = reading->column;
    if (!reading->in_row || reading->in_cell)
        return "a cell of it is in no row";
    if (r && (!cell_reference(r, &row, &column) || row != reading->row || column < reading->column))
        return "its cells are out of order";
    reading->column = column;
    reading->in_cell = true;
    snprintf(reading->type, sizeof reading->type, "%s", type ? type : "n");
    buffer_clear(&reading->at);
    return NULL;
}

static const char *begin(void *ctx, const char *name, const char *const *attributes)
{
    struct reading *reading = ctx;
    bool is_inline = strcmp(reading->type, "inlineStr") == 0;
    if (strcmp(name, "row") == 0)
        return begin_row(reading, attributes);
    if (strcmp(name, "c") == 0)
        return begin_cell(reading, attributes);
    reading->aside += strcmp(name, "rPh") == 0;
    reading->in_value = reading->in_cell && !reading->aside && strcmp(name, is_inline ? "t" : "v") == 0;
    if (strcmp(name, "mergeCell") == 0 && !reading->merged) {
        const char *ref = xlsx_attribute(attributes, "ref");
        reading->merged = true;
        report_warning(reading->xlsx->report, reading->xlsx->file, reading->sheet->name,
            "Cells are merged (%.20s). Only the first of them has a content; take the merge away.",
            ref ? ref : "");
    }
    return NULL;
}

static void text(void *ctx, const char *bytes, size_t len)
{
    struct reading *reading = ctx;
    if (reading->in_value && buffer_add(&reading->at, bytes, len) != BASE_OK)
        reading->full = true;
}

/* As an editor sees it: 3, not 3.0; 0.1, not 0.10000000000000001. */
static bool plain_number(const char *text, char ret_text[static 32])
{
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end || !isfinite(number))
        return false;
    bool whole = number == floor(number) && fabs(number) < 1e15;
    snprintf(ret_text, 32, whole ? "%.0f" : "%.15g", number);
    return true;
}

/* NULL: the cell has no content that can be used; it was reported. */
static const char *content(struct reading *reading, char *value, char number[static 32])
{
    char place[32];
    size_t index = 0;
    const char *type = reading->type;
    if (strcmp(type, "s") == 0)
        return small_number(value, &index) ? xlsx_string(reading->strings, index) : NULL;
    if (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0 || strcmp(type, "d") == 0)
        return value;
    if (strcmp(type, "b") == 0)
        return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ? "TRUE" : "FALSE";
    if (strcmp(type, "n") == 0 && plain_number(value, number))
        return number;
    if (strcmp(type, "e") != 0)
        return NULL;
    place_of(reading, place);
    report_mistake(reading->xlsx->report, reading->xlsx->file, place,
        "The formula of this cell is in error. Write its content as plain text.");
    reading->wrong++;
    return "";
}

static const char *end_cell(struct reading *reading)
{
    static const char *const faults[] = {NULL, "a sheet of it has too many rows or columns",
        "its cells are out of order", "there is not enough memory for it"}; /* as enum sheet_error */
    char number[32];
    reading->in_cell = false;
    if (reading->full)
        return "a cell of it is too long";
    if (reading->at.len > 0) {
        const char *said = content(reading, (char *)reading->at.bytes, number);
        if (!said)
            return "a cell of it has a value that cannot be read";
        char *copy = strdup(said);
        if (!copy)
            return faults[SHEET_NO_MEMORY];
        xlsx_unescape(copy);
        enum sheet_error error = sheet_put(reading->sheet, reading->row, reading->column, copy, strlen(copy));
        free(copy);
        if (error)
            return faults[error];
    }
    reading->column++;
    return NULL;
}

static const char *end(void *ctx, const char *name)
{
    struct reading *reading = ctx;
    reading->in_value = false;
    reading->aside -= strcmp(name, "rPh") == 0 && reading->aside > 0;
    if (strcmp(name, "c") == 0 && reading->in_cell)
        return end_cell(reading);
    if (strcmp(name, "row") == 0) {
        reading->in_row = false;
        reading->row++;
    }
    return NULL;
}

static bool read_part(struct xlsx *xlsx, struct sheet *sheet, const char *part)
{
    struct xlsx_strings strings;
    struct reading reading = {.xlsx = xlsx, .sheet = sheet, .strings = &strings};
    struct xlsx_reader reader = {begin, end, text, &reading};
    buffer_init(&reading.at, XLSX_CELL_BYTES);
    bool good = xlsx_strings_read(xlsx, &strings);
    enum xlsx_result result = good ? xlsx_part(xlsx, part, &reader) : XLSX_REFUSED;
    if (result == XLSX_MISSING)
        report_mistake(xlsx->report, xlsx->file, "",
            "The sheet %s has no part in the file. Open it in a spreadsheet and save it again.", sheet->name);
    buffer_clear(&reading.at);
    xlsx_strings_clear(&strings);
    return result == XLSX_READ && !reading.wrong;
}

bool sheet_xlsx(struct sheet *sheet, const char *file, const char *name, bool required, const void *bytes,
    size_t len, struct report *report)
{
    struct xlsx xlsx;
    char part[256], names[128];
    if (!xlsx_open(&xlsx, file, bytes, len, report))
        return false;
    bool good = false;
    if (!sheet_name(sheet, file, name))
        report_mistake(report, file, "", "There is not enough memory for this table.");
    else
        switch (xlsx_find_sheet(&xlsx, name, part, names)) {
        case XLSX_READ:
            good = read_part(&xlsx, sheet, part);
            break;
        case XLSX_MISSING:
            good = !required;
            if (required)
                report_mistake(report, file, "", "It has no sheet %s, only: %s.", name, names);
            break;
        case XLSX_REFUSED:
            break;
        }
    xlsx_close(&xlsx);
    return good;
}
