#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "xlsform.h"

static const char *const sheet_names[] = {"survey", "choices", "settings"}; /* as enum xlsform_which */

static bool is_csv(const struct xlsform_table *table)
{
    return !table->sheet->name || !table->sheet->name[0];
}

static size_t column_of(const struct xlsform_table *table, enum xlsform_meaning meaning, const char *tag)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].meaning == meaning && strcmp(table->columns[i].tag, tag) == 0)
            return table->columns[i].column;
    return SIZE_MAX;
}

const char *xlsform_translation(
    const struct xlsform_table *table, size_t row, enum xlsform_meaning meaning, const char *tag)
{
    size_t column = column_of(table, meaning, tag);
    return column == SIZE_MAX ? "" : sheet_text(table->sheet, row, column);
}

const char *xlsform_cell(const struct xlsform_table *table, size_t row, enum xlsform_meaning meaning)
{
    return xlsform_translation(table, row, meaning, "");
}

void xlsform_place_at(const struct xlsform_table *table, size_t row, size_t column, char ret_place[static 32])
{
    char cell[32];
    sheet_place(row, column, cell);
    if (is_csv(table))
        snprintf(ret_place, 32, "%s", cell);
    else
        snprintf(ret_place, 32, "%s!%.12s", sheet_names[table->which], cell + strlen("cell "));
}

void xlsform_place(
    const struct xlsform_table *table, size_t row, enum xlsform_meaning meaning, char ret_place[static 32])
{
    size_t column = column_of(table, meaning, "");
    xlsform_place_at(table, row, column == SIZE_MAX ? is_csv(table) : column, ret_place);
}

static void say(struct xlsform *form, enum report_kind kind, enum xlsform_which which, size_t row,
    enum xlsform_meaning meaning, const char *format, va_list args)
{
    char place[32], text[1024];
    vsnprintf(text, sizeof text, format, args);
    xlsform_place(&form->tables[which], row, meaning, place);
    (kind == REPORT_MISTAKE ? report_mistake : report_warning)(
        form->build->report, form->file, place, "%s", text);
}

void xlsform_mistake(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(form, REPORT_MISTAKE, which, row, meaning, format, args);
    va_end(args);
}

void xlsform_warning(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(form, REPORT_WARNING, which, row, meaning, format, args);
    va_end(args);
}

/* Spaces around a cell's text mean nothing; a line ends with LF. In place: the sheet is ours. */
static void tidy(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->cell_count; i++) {
        char *from = sheet->text + sheet->cells[i].text, *to;
        size_t skip = strspn(from, " \t\r\n");
        sheet->cells[i].text += (uint32_t)skip;
        from = to = from + skip;
        for (const char *p = from; *p; p++)
            if (*p != '\r')
                *to++ = *p;
        while (to > from && strchr(" \t\n", to[-1]))
            to--;
        *to = 0;
    }
}

static size_t first_column(const struct xlsform_table *table)
{
    return is_csv(table); /* the first one of a CSV names the sheet */
}

bool xlsform_row_empty(const struct xlsform_table *table, size_t row)
{
    const struct sheet *sheet = table->sheet;
    for (size_t i = sheet->first[row]; i < sheet->first[row + 1]; i++)
        if (sheet->cells[i].column >= first_column(table) && sheet->text[sheet->cells[i].text])
            return false;
    return true;
}

/* Where the names of the columns stand: the first row that is not empty. */
static void find_header(struct xlsform *form, struct xlsform_table *table, size_t from, size_t end)
{
    while (from < end && xlsform_row_empty(table, from))
        from++;
    table->header = from;
    table->end = end;
    while (table->end > from && xlsform_row_empty(table, table->end - 1))
        table->end--;
    if (table->end - table->header <= XLSFORM_ROWS)
        return;
    report_mistake(form->build->report, form->file, "",
        "The sheet %s has more than %d rows, which no form needs.", sheet_names[table->which], XLSFORM_ROWS);
    table->end = table->header + XLSFORM_ROWS;
}

static bool read_xlsx(struct xlsform *form, const void *bytes, size_t len)
{
    bool good = true;
    for (size_t i = 0; i < XLSFORM_SHEETS; i++)
        good = good && sheet_xlsx(&form->sheets[i], form->file, sheet_names[i], i == SURVEY, bytes, len,
                           form->build->report);
    for (size_t i = 0; good && i < XLSFORM_SHEETS; i++) {
        tidy(&form->sheets[i]);
        form->tables[i].sheet = &form->sheets[i];
        find_header(form, &form->tables[i], 0, form->sheets[i].rows);
    }
    return good;
}

/* The rows of a CSV from one name in its first column to the next. */
static void take_section(struct xlsform *form, size_t row, size_t end)
{
    const struct sheet *sheet = &form->sheets[0];
    const char *name = sheet_text(sheet, row, 0);
    char place[32];
    sheet_place(row, 0, place);
    for (size_t i = 0; i < XLSFORM_SHEETS; i++) {
        struct xlsform_table *table = &form->tables[i];
        if (strcasecmp(name, sheet_names[i]) != 0)
            continue;
        if (table->end > table->header)
            report_mistake(form->build->report, form->file, place, "The sheet %s begins twice.", name);
        else
            find_header(form, table, row, end);
        return;
    }
    report_mistake(form->build->report, form->file, place,
        "The first column names a sheet: survey, choices or settings, not \"%.40s\". Leave it empty in the "
        "rows "
        "of a sheet.",
        name);
}

static bool read_csv(struct xlsform *form, const void *bytes, size_t len)
{
    struct sheet *sheet = &form->sheets[0];
    char place[32];
    if (!sheet_csv(sheet, form->file, bytes, len, form->build->report))
        return false;
    tidy(sheet);
    for (size_t i = 0; i < XLSFORM_SHEETS; i++)
        form->tables[i].sheet = sheet;
    size_t row = 0;
    while (row < sheet->rows && !sheet_text(sheet, row, 0)[0] && xlsform_row_empty(&form->tables[0], row))
        row++;
    if (row < sheet->rows && !sheet_text(sheet, row, 0)[0]) {
        sheet_place(row, 0, place);
        report_mistake(form->build->report, form->file, place,
            "The first column names the sheet that begins here: survey, choices or settings.");
        return false;
    }
    while (row < sheet->rows) {
        size_t end = row + 1;
        while (end < sheet->rows && !sheet_text(sheet, end, 0)[0])
            end++;
        take_section(form, row, end);
        row = end;
    }
    return true;
}

bool xlsform_read(struct xlsform *form, const void *bytes, size_t len)
{
    const char *dot = strrchr(form->file, '.');
    for (size_t i = 0; i < XLSFORM_SHEETS; i++) {
        sheet_init(&form->sheets[i]);
        form->tables[i].which = (enum xlsform_which)i;
    }
    bool good = dot && strcasecmp(dot, ".xlsx") == 0 ? read_xlsx(form, bytes, len)
                                                     : read_csv(form, bytes, len);
    if (!good)
        return false;
    if (form->tables[SURVEY].end == form->tables[SURVEY].header) {
        report_mistake(form->build->report, form->file, "", "The sheet survey is missing, or empty.");
        return false;
    }
    for (size_t i = 0; i < XLSFORM_SHEETS; i++)
        if (form->tables[i].end > form->tables[i].header)
            xlsform_columns(form, &form->tables[i]);
    return true;
}

void xlsform_clear(struct xlsform *form)
{
    for (size_t i = 0; i < form->question_count; i++)
        free(form->questions[i].relevant);
    for (size_t i = 0; i < XLSFORM_SHEETS; i++)
        sheet_clear(&form->sheets[i]);
}
