/* Any bytes as a PO file: entries, or a report with a mistake. */
#include <stdlib.h>
#include <string.h>

#include "po_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void each(void *ctx, const struct po_entry *entry)
{
    size_t *count = ctx;
    if (!entry->msgid || !entry->text || !entry->notes || !entry->extracted)
        abort();
    *count += 1 + po_unreviewed(entry) + po_reviewers(entry->notes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct report report;
    size_t count = 0;
    report_init(&report);
    bool good = po_read("po/ar.po", data ? data : (const uint8_t *)"", size, &report, each, &count);
    if (good != (report.mistakes == 0))
        abort();
    report_clear(&report);
    return 0;
}
