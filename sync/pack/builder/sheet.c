#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sheet_init(struct sheet *sheet)
{
    *sheet = (struct sheet){.file = NULL};
}

void sheet_clear(struct sheet *sheet)
{
    free(sheet->file);
    free(sheet->name);
    free(sheet->first);
    free(sheet->cells);
    free(sheet->text);
    sheet_init(sheet);
}

bool sheet_name(struct sheet *sheet, const char *file, const char *name)
{
    free(sheet->file);
    free(sheet->name);
    sheet->file = strdup(file);
    sheet->name = strdup(name);
    return sheet->file && sheet->name;
}

/* Room for need more things of that size behind count. */
static bool room(void *array, size_t *cap, size_t count, size_t need, size_t size)
{
    void *old, *grown;
    if (need <= *cap - count)
        return true;
    size_t new = *cap ? *cap * 2 : 256;
    while (new - count < need)
        new *= 2;
    memcpy(&old, array, sizeof old);
    grown = realloc(old, new *size);
    if (!grown)
        return false;
    memcpy(array, &grown, sizeof grown);
    *cap = new;
    return true;
}

static enum sheet_error row_reach(struct sheet *sheet, size_t row)
{
    if (row >= SHEET_ROWS)
        return SHEET_FULL;
    if (sheet->rows && row < sheet->rows - 1)
        return SHEET_ORDER;
    if (row < sheet->rows)
        return SHEET_OK;
    if (!room(&sheet->first, &sheet->row_cap, sheet->rows, row + 2 - sheet->rows, sizeof *sheet->first))
        return SHEET_NO_MEMORY;
    for (; sheet->rows <= row; sheet->rows++)
        sheet->first[sheet->rows] = sheet->cell_count;
    sheet->first[sheet->rows] = sheet->cell_count;
    return SHEET_OK;
}

static const struct sheet_cell *find(const struct sheet *sheet, size_t row, size_t column)
{
    if (row >= sheet->rows)
        return NULL;
    for (size_t i = sheet->first[row]; i < sheet->first[row + 1]; i++)
        if (sheet->cells[i].column == column)
            return &sheet->cells[i];
    return NULL;
}

enum sheet_error sheet_put(struct sheet *sheet, size_t row, size_t column, const char *text, size_t len)
{
    enum sheet_error error = row_reach(sheet, row);
    if (error || len == 0)
        return error;
    if (column >= SHEET_COLUMNS || sheet->cell_count == SHEET_CELLS || len >= SHEET_TEXT - sheet->text_len)
        return SHEET_FULL;
    bool first = sheet->first[row] == sheet->cell_count; /* in this row */
    if (!first && sheet->cells[sheet->cell_count - 1].column >= column && find(sheet, row, column))
        return SHEET_ORDER;
    if (!room(&sheet->text, &sheet->text_cap, sheet->text_len, len + 1, 1) ||
        !room(&sheet->cells, &sheet->cell_cap, sheet->cell_count, 1, sizeof *sheet->cells))
        return SHEET_NO_MEMORY;
    sheet->cells[sheet->cell_count++] = (struct sheet_cell){
        .text = (uint32_t)sheet->text_len, .column = (uint32_t)column};
    sheet->first[sheet->rows] = sheet->cell_count;
    memcpy(sheet->text + sheet->text_len, text, len);
    sheet->text_len += len;
    sheet->text[sheet->text_len++] = 0;
    return SHEET_OK;
}

const char *sheet_text(const struct sheet *sheet, size_t row, size_t column)
{
    const struct sheet_cell *cell = find(sheet, row, column);
    return cell ? sheet->text + cell->text : "";
}

void sheet_place(size_t row, size_t column, char ret_place[static 32])
{
    char name[8];
    size_t at = sizeof name - 1;
    name[at] = 0;
    for (size_t left = column + 1; left > 0 && at > 0; left = (left - 1) / 26)
        name[--at] = (char)('A' + (left - 1) % 26);
    snprintf(ret_place, 32, "cell %s%zu", name + at, row + 1);
}
