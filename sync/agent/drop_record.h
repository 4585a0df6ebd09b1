/* The records of GET /v1/drops/{zone}: tag 16 | day 8 ASCII | answer 4,096. Pure. */
#ifndef WAYSIDE_AGENT_DROP_RECORD_H
#define WAYSIDE_AGENT_DROP_RECORD_H

#include <stdbool.h>

#include "base/cursor.h"
#include "base/limits.h"

struct drop_record {
    uint8_t tag[ID_BYTES];
    char day[9];           /* YYYYMMDD, a day that exists */
    int64_t day_s;         /* its first second, UTC */
    const uint8_t *answer; /* ANSWER_BYTES, in the bytes of the cursor */
};
/* False when what is next is not a whole record. */
MUST_CHECK bool drop_record_read(struct cursor *cursor, struct drop_record *ret_record);
/* True when all of it is records, at most DROPS_PAGE. */
MUST_CHECK bool drop_records_valid(const void *bytes, size_t len, size_t *ret_count);
/* "<32 hex tag>-<YYYYMMDD>.age", the name of an answer on the disk; ret_text holds DROP_NAME. */
#define DROP_NAME (ID_HEX + 1 + 8 + 4 + 1)
void drop_name(const struct drop_record *record, char ret_text[static DROP_NAME]);
/* The day in such a name; false when it is no such name. */
MUST_CHECK bool drop_name_day(const char *name, int64_t *ret_day_s);

#endif
