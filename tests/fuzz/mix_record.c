/* The envelopes as the hub lists them for the mix. */
#include <stdint.h>
#include <stdlib.h>

#include "mix_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count;
    struct cursor cursor;
    struct mix_record record;
    if (!mix_records_valid(data, size, &count))
        return 0;
    if (count > MIX_PAGE || count * MIX_RECORD != size)
        abort();
    cursor_init(&cursor, data, size);
    for (size_t i = 0; i < count; i++)
        if (!mix_record_read(&cursor, &record) || record.id != data + i * MIX_RECORD ||
            record.file + ENVELOPE_BYTES != data + (i + 1) * MIX_RECORD)
            abort();
    if (cursor_left(&cursor))
        abort();
    return 0;
}
