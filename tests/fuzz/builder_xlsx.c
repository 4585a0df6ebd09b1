/* Any bytes as an .xlsx: refused with a mistake, or a sheet within its bounds. */
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"survey", "choices"};
    for (size_t i = 0; i < 2; i++) {
        struct sheet sheet;
        struct report report;
        sheet_init(&sheet);
        report_init(&report);
        if (sheet_xlsx(&sheet, "forms/a.xlsx", names[i], i == 0, data, size, &report) ==
            (report.mistakes > 0))
            abort();
        for (size_t row = 0; row < sheet.rows; row++)
            for (size_t k = sheet.first[row]; k < sheet.first[row + 1]; k++)
                if (strlen(sheet.text + sheet.cells[k].text) >= sheet.text_len ||
                    sheet.cells[k].column >= SHEET_COLUMNS)
                    abort();
        sheet_clear(&sheet);
        report_clear(&report);
    }
    return 0;
}
