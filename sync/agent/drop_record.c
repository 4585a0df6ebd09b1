#include "drop_record.h"

#include <stdio.h>
#include <string.h>

#include "agent_parts.h"
#include "base/clock.h"

/* YYYYMMDD */
static bool read_day(const char *digits, int64_t *ret_day_s)
{
    char text[11];
    for (int i = 0; i < 8; i++)
        if (digits[i] < '0' || digits[i] > '9')
            return false;
    snprintf(text, sizeof text, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    return day_read(text, ret_day_s);
}

bool drop_record_read(struct cursor *cursor, struct drop_record *ret_record)
{
    struct drop_record record = {.answer = NULL};
    struct cursor at = *cursor;
    const uint8_t *tag, *day;
    if (!cursor_bytes(&at, ID_BYTES, &tag) || !cursor_bytes(&at, 8, &day) ||
        !cursor_bytes(&at, ANSWER_BYTES, &record.answer))
        return false;
    memcpy(record.tag, tag, ID_BYTES);
    memcpy(record.day, day, 8);
    if (!read_day(record.day, &record.day_s))
        return false;
    *ret_record = record;
    *cursor = at;
    return true;
}

bool drop_records_valid(const void *bytes, size_t len, size_t *ret_count)
{
    struct cursor cursor;
    struct drop_record record;
    size_t count = 0;
    cursor_init(&cursor, bytes, len);
    while (cursor_left(&cursor)) {
        if (count == DROPS_PAGE || !drop_record_read(&cursor, &record))
            return false;
        count++;
    }
    *ret_count = count;
    return true;
}

void drop_name(const struct drop_record *record, char ret_text[static DROP_NAME])
{
    hex_write(record->tag, ID_BYTES, ret_text);
    snprintf(ret_text + ID_HEX, DROP_NAME - ID_HEX, "-%s.age", record->day);
}

bool drop_name_day(const char *name, int64_t *ret_day_s)
{
    uint8_t tag[ID_BYTES];
    return strlen(name) == DROP_NAME - 1 && hex_read(name, ID_HEX, tag, ID_BYTES) && name[ID_HEX] == '-' &&
           !strcmp(name + ID_HEX + 9, ".age") && read_day(name + ID_HEX + 1, ret_day_s);
}
