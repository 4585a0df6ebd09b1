/* Inner files in the inbox of a team: from the mix until seven days after a desk was done with them. */
#include "files.h"

enum store_error inbox_put(struct store *store, const uint8_t team[static ID_BYTES],
    const uint8_t id[static ID_BYTES], const uint8_t *file, enum verdict *ret_verdict)
{
    static const char add[] = "INSERT INTO inbox (team, id, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    static const char get[] = "SELECT file FROM inbox WHERE team = ? AND id = ?";
    uint8_t key[GONE_KEY];
    gone_key(GONE_INBOX, team, id, key);
    enum verdict verdict;
    enum store_error error = gone_look(store, key, file, INNER_BYTES, &verdict);
    if (error)
        return error;
    if (verdict != VERDICT_CREATED) {
        *ret_verdict = verdict;
        return STORE_OK;
    }
    sqlite3_stmt *insert = store_prepare(store, add), *find = store_prepare(store, get);
    if (!insert || !find)
        return store_fault(store);
    sqlite3_bind_blob(insert, 1, team, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 2, id, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 3, file, INNER_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(find, 1, team, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(find, 2, id, ID_BYTES, SQLITE_STATIC);
    return file_insert(store, insert, find, file, INNER_BYTES, ret_verdict);
}

enum store_error inbox_done(
    struct store *store, const uint8_t team[static ID_BYTES], int64_t n, int64_t now_s)
{
    static const char sql[] = "UPDATE inbox SET done_at = ? WHERE team = ? AND n <= ? AND done_at IS NULL";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_int64(statement, 1, now_s);
    sqlite3_bind_blob(statement, 2, team, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, n);
    return store_step(store, statement, NULL);
}

enum store_error inbox_list(struct store *store, const uint8_t team[static ID_BYTES], int64_t n,
    unsigned most, struct buffer *ret_records, int64_t *ret_n)
{
    static const char sql[] = "SELECT n, id, file FROM inbox WHERE team = ? AND n > ? ORDER BY n LIMIT ?";
    static const size_t blobs[] = {ID_BYTES, INNER_BYTES, 0};
    sqlite3_stmt *select = store_prepare(store, sql);
    if (!select)
        return store_fault(store);
    sqlite3_bind_blob(select, 1, team, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(select, 2, n);
    sqlite3_bind_int64(select, 3, most);
    *ret_n = n;
    return records_read(store, select, blobs, ret_records, ret_n);
}
