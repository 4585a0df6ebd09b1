/* Any bytes as pack.ini: a pack, or a report with a mistake. */
#include <stdlib.h>
#include <string.h>

#include "sources.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pack_ini pack;
    struct report report;
    report_init(&report);
    pack_ini_read("pack.ini", data ? data : (const uint8_t *)"", size, &report, &pack);
    bool whole = pack.owner[0] && pack.id[0] && pack.title[0] && pack.version > 0 && pack.languages.count;
    if (!whole && !report.mistakes)
        abort();
    pack_ini_clear(&pack);
    report_clear(&report);
    return 0;
}
