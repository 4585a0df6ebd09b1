/* Any bytes as CSV: a sheet whose cells can all be asked for, or a report with a mistake. */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sheet sheet;
    struct report report;
    char place[32];
    sheet_init(&sheet);
    report_init(&report);
    bool good = sheet_csv(&sheet, "goods.csv", data ? data : (const uint8_t *)"", size, &report);
    if (good != (report.mistakes == 0))
        abort();
    for (size_t row = 0; good && row < sheet.rows; row++)
        for (size_t i = sheet.first[row]; i < sheet.first[row + 1]; i++) {
            const char *text = sheet_text(&sheet, row, sheet.cells[i].column);
            if (!text[0] || !utf8_valid(text, strlen(text)))
                abort();
            sheet_place(row, sheet.cells[i].column, place);
        }
    sheet_clear(&sheet);
    report_clear(&report);
    return 0;
}
