#include "mix_record.h"

bool mix_record_read(struct cursor *cursor, struct mix_record *ret_record)
{
    struct mix_record record;
    struct cursor at = *cursor;
    if (!cursor_bytes(&at, ID_BYTES, &record.id) || !cursor_bytes(&at, ID_BYTES, &record.pseudonym) ||
        !cursor_bytes(&at, ENVELOPE_BYTES, &record.file))
        return false;
    *ret_record = record;
    *cursor = at;
    return true;
}

bool mix_records_valid(const void *bytes, size_t len, size_t *ret_count)
{
    struct cursor cursor;
    struct mix_record record;
    size_t count = 0;
    cursor_init(&cursor, bytes, len);
    while (cursor_left(&cursor)) {
        if (count == MIX_PAGE || !mix_record_read(&cursor, &record))
            return false;
        count++;
    }
    *ret_count = count;
    return true;
}
