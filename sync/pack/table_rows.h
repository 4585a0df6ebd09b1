/* The rows of a table: [["...",...],...], and where they stand in their document. */
#ifndef WAYSIDE_PACK_TABLE_ROWS_H
#define WAYSIDE_PACK_TABLE_ROWS_H

#include "json_read.h"
#include "pack/table.h"

struct table_span { /* between the outer brackets: [from, to) */
    size_t from, to;
};

/* The first array called "rows" in the outermost object. False when there is none. */
bool table_rows_find(const char *json, size_t len, struct table_span *ret_rows);
/* Into table, whose columns are known. json is UTF-8. Refuses with the row. */
void table_rows_read(
    struct json_read *read, const char *json, struct table_span rows, struct pack_table *table);

#endif
