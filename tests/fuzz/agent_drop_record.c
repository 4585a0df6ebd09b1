/* The zone's answers as the hub lists them, and the names they get on the disk. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "drop_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count;
    struct cursor cursor;
    struct drop_record record;
    if (!drop_records_valid(data, size, &count))
        return 0;
    cursor_init(&cursor, data, size);
    for (size_t i = 0; i < count; i++) {
        char name[DROP_NAME];
        int64_t day_s;
        if (!drop_record_read(&cursor, &record))
            abort();
        drop_name(&record, name);
        if (!drop_name_day(name, &day_s) || day_s != record.day_s ||
            !memchr(record.answer, record.answer[ANSWER_BYTES - 1], ANSWER_BYTES))
            abort();
    }
    if (cursor_left(&cursor))
        abort();
    return 0;
}
