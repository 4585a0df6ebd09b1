#include "files.h"

#include <string.h>

#include <sodium.h>

void gone_key(enum gone_kind kind, const uint8_t scope[static ID_BYTES], const uint8_t id[static ID_BYTES],
    uint8_t ret_key[static GONE_KEY])
{
    ret_key[0] = (uint8_t)kind;
    memcpy(ret_key + 1, scope, ID_BYTES);
    memcpy(ret_key + 1 + ID_BYTES, id, ID_BYTES);
}

enum store_error gone_look(struct store *store, const uint8_t key[static GONE_KEY], const uint8_t *file,
    size_t len, enum verdict *ret_verdict)
{
    static const char sql[] = "SELECT hash FROM gone WHERE key = ?";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (statement)
        sqlite3_bind_blob(statement, 1, key, GONE_KEY, SQLITE_STATIC);
    bool row = false;
    enum store_error error = store_step(store, statement, &row);
    if (error)
        return error;
    *ret_verdict = VERDICT_CREATED;
    if (!row)
        return STORE_OK;
    uint8_t hash[GONE_HASH];
    crypto_generichash(hash, sizeof hash, file, len, NULL, 0);
    bool same = sqlite3_column_bytes(statement, 0) == GONE_HASH &&
                !memcmp(sqlite3_column_blob(statement, 0), hash, GONE_HASH);
    sqlite3_reset(statement);
    *ret_verdict = same ? VERDICT_OK : VERDICT_OTHER_BYTES;
    return STORE_OK;
}

enum store_error gone_add(
    struct store *store, const uint8_t key[static GONE_KEY], const void *file, size_t len, int64_t now_s)
{
    static const char sql[] = "INSERT INTO gone (key, hash, until) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    uint8_t hash[GONE_HASH];
    crypto_generichash(hash, sizeof hash, file, len, NULL, 0);
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_blob(statement, 1, key, GONE_KEY, SQLITE_TRANSIENT);
    sqlite3_bind_blob(statement, 2, hash, GONE_HASH, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 3, now_s + REMEMBER_DAYS * DAY_S);
    return store_step(store, statement, NULL);
}

enum store_error file_insert(struct store *store, sqlite3_stmt *insert, sqlite3_stmt *find,
    const uint8_t *file, size_t len, enum verdict *ret_verdict)
{
    enum store_error error = store_room(store);
    if (!error)
        error = store_step(store, insert, NULL);
    if (error)
        return error;
    if (store_changes(store) == 1) {
        *ret_verdict = VERDICT_CREATED;
        return STORE_OK;
    }
    bool row = false;
    error = store_step(store, find, &row);
    if (error || !row)
        return error ? error : STORE_FAULT;
    bool same = sqlite3_column_bytes(find, 0) == (int)len && !memcmp(sqlite3_column_blob(find, 0), file, len);
    sqlite3_reset(find);
    *ret_verdict = same ? VERDICT_OK : VERDICT_OTHER_BYTES;
    return STORE_OK;
}

static enum store_error record_add(sqlite3_stmt *select, const size_t *blobs, struct buffer *ret_records)
{
    for (int i = 0; blobs[i]; i++) {
        const void *blob = sqlite3_column_blob(select, i + 1);
        if (!blob || (size_t)sqlite3_column_bytes(select, i + 1) != blobs[i])
            return STORE_FAULT;
        if (buffer_add(ret_records, blob, blobs[i]))
            return STORE_NO_MEMORY;
    }
    return STORE_OK;
}

enum store_error records_read(struct store *store, sqlite3_stmt *select, const size_t *blobs,
    struct buffer *ret_records, int64_t *ret_n)
{
    bool row = false;
    int64_t n = *ret_n;
    enum store_error error = store_step(store, select, &row);
    while (!error && row) {
        n = sqlite3_column_int64(select, 0);
        error = record_add(select, blobs, ret_records);
        if (!error)
            error = store_step(store, select, &row);
    }
    if (select)
        sqlite3_reset(select);
    if (!error)
        *ret_n = n;
    return error;
}
