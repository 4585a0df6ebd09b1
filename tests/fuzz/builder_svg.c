/* Any bytes as a drawing: refused with one mistake, or harmless. */
#include <stdlib.h>

#include "picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct report report;
    report_init(&report);
    if (svg_check("media/a.svg", data, size, &report) != (report.mistakes == 0) || report.mistakes > 1)
        abort();
    report_clear(&report);
    return 0;
}
