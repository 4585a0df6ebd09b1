/* A table of a pack: services, indicators, agencies, goods, roster. Rows of texts under named columns; what a
 * column must hold was checked when the pack was built, shape and bounds are checked here. */
#ifndef WAYSIDE_PACK_TABLE_H
#define WAYSIDE_PACK_TABLE_H

#include <stddef.h>

#define TABLE_BYTES (32 << 20)
#define TABLE_COLUMNS 32
#define TABLE_ROWS 100000
#define TABLE_CELL 8000 /* bytes of one cell */

struct pack_table {
    char *name; /* "services" */
    char *columns[TABLE_COLUMNS];
    size_t column_count, row_count;
    const char **cells; /* row_count * column_count, "" for an empty one; into memory of the table */
    void *memory;
};
/* NULL on any fault; ret_message then names field, or row and cell, in one sentence. */
struct pack_table *table_read(const void *json, size_t len, char ret_message[static 256]);
void table_free(struct pack_table *table); /* takes NULL */
/* "" when there is no such column. */
const char *table_cell(const struct pack_table *table, size_t row, const char *column);

#endif
