/* Any bytes as a table: refused with a sentence, or every cell is there. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "pack/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    struct pack_table *table = table_read(data, size, message);
    if (!table && !memchr(message, '.', sizeof message))
        abort();
    for (size_t row = 0; table && row < table->row_count; row++)
        for (size_t i = 0; i < table->column_count; i++) {
            const char *cell = table_cell(table, row, table->columns[i]);
            if (cell != table->cells[row * table->column_count + i] || strlen(cell) > TABLE_CELL ||
                !utf8_valid(cell, strlen(cell)))
                abort();
        }
    table_free(table);
    return 0;
}
