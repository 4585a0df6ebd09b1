/* A Range header as anyone may send it, for a file whose size the first byte gives. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    char *header = malloc(size);
    if (!header)
        return 0;
    memcpy(header, data + 1, size - 1);
    header[size - 1] = 0;
    uint64_t file = data[0], from = 0, len = 0;
    enum verdict verdict = range_read(header, file, &from, &len);
    if (verdict == VERDICT_PART && (!len || from >= file || len > file - from))
        abort(); /* a part that is not in the file */
    if (verdict == VERDICT_OK && (from || len != file))
        abort();
    free(header);
    return 0;
}
