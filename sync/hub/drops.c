/* Answers in the drops of a zone, kept 180 days, given whole to every device of the zone. */
#include <stdio.h>

#include "base/clock.h"
#include "files.h"

enum store_error drop_put(struct store *store, const uint8_t zone[static ID_BYTES],
    const uint8_t tag[static ID_BYTES], const uint8_t *file, int64_t now_s, enum verdict *ret_verdict)
{
    static const char add[] =
        "INSERT INTO drops (zone, tag, day, file) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    static const char get[] = "SELECT file FROM drops WHERE zone = ? AND tag = ?";
    sqlite3_stmt *insert = store_prepare(store, add), *find = store_prepare(store, get);
    if (!insert || !find)
        return store_fault(store);
    sqlite3_bind_blob(insert, 1, zone, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 2, tag, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, now_s / DAY_S);
    sqlite3_bind_blob(insert, 4, file, ANSWER_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(find, 1, zone, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(find, 2, tag, ID_BYTES, SQLITE_STATIC);
    return file_insert(store, insert, find, file, ANSWER_BYTES, ret_verdict);
}

static enum store_error record_add(sqlite3_stmt *select, struct buffer *ret_records)
{
    char day[11], digits[9];
    day_format(sqlite3_column_int64(select, 2) * DAY_S, day);
    snprintf(digits, sizeof digits, "%.4s%.2s%.2s", day, day + 5, day + 8);
    if (sqlite3_column_bytes(select, 1) != ID_BYTES || sqlite3_column_bytes(select, 3) != ANSWER_BYTES)
        return STORE_FAULT;
    if (buffer_add(ret_records, sqlite3_column_blob(select, 1), ID_BYTES) ||
        buffer_add(ret_records, digits, 8) ||
        buffer_add(ret_records, sqlite3_column_blob(select, 3), ANSWER_BYTES))
        return STORE_NO_MEMORY;
    return STORE_OK;
}

enum store_error drop_list(struct store *store, const uint8_t zone[static ID_BYTES], int64_t n, unsigned most,
    struct buffer *ret_records, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT n, tag, day, file FROM drops WHERE zone = ? AND n > ? ORDER BY n LIMIT ?";
    sqlite3_stmt *select = store_prepare(store, sql);
    if (!select)
        return store_fault(store);
    sqlite3_bind_blob(select, 1, zone, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(select, 2, n);
    sqlite3_bind_int64(select, 3, most);
    bool row = false;
    enum store_error error = store_step(store, select, &row);
    while (!error && row) {
        n = sqlite3_column_int64(select, 0);
        error = record_add(select, ret_records);
        if (!error)
            error = store_step(store, select, &row);
    }
    sqlite3_reset(select);
    if (!error)
        *ret_n = n;
    return error;
}
