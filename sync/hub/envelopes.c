/* Outer files: from a device or desk until the mix deletes them. */
#include <string.h>

#include <sodium.h>

#include "files.h"

static const uint8_t no_scope[ID_BYTES];

/* The secret of this UTC day; a new day's takes the place of the old, which is then nowhere. */
static enum store_error day_secret(struct store *store, int64_t now_s, uint8_t ret_secret[static 32])
{
    static const char find[] = "SELECT secret FROM day_secret WHERE day = ?";
    static const char clear[] = "DELETE FROM day_secret";
    static const char add[] = "INSERT INTO day_secret (day, secret) VALUES (?, ?)";
    int64_t day = now_s / DAY_S;
    bool row = false;
    sqlite3_stmt *statement = store_prepare(store, find);
    if (statement)
        sqlite3_bind_int64(statement, 1, day);
    enum store_error error = store_step(store, statement, &row);
    if (error)
        return error;
    if (row) {
        bool whole = sqlite3_column_bytes(statement, 0) == 32;
        if (whole)
            memcpy(ret_secret, sqlite3_column_blob(statement, 0), 32);
        sqlite3_reset(statement);
        return whole ? STORE_OK : STORE_FAULT;
    }
    randombytes_buf(ret_secret, 32);
    error = store_step(store, store_prepare(store, clear), NULL);
    if (error)
        return error;
    statement = store_prepare(store, add);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_int64(statement, 1, day);
    sqlite3_bind_blob(statement, 2, ret_secret, 32, SQLITE_TRANSIENT);
    return store_step(store, statement, NULL);
}

/* HMAC-SHA-256(the day's secret, sender)[:16]: only this is kept, so that the store names no sender. */
static enum store_error pseudonym(
    struct store *store, const char *sender, int64_t now_s, uint8_t ret_pseudonym[static ID_BYTES])
{
    uint8_t secret[32], mac[crypto_auth_hmacsha256_BYTES];
    enum store_error error = day_secret(store, now_s, secret);
    if (!error) {
        crypto_auth_hmacsha256(mac, (const uint8_t *)sender, strlen(sender), secret);
        memcpy(ret_pseudonym, mac, ID_BYTES);
    }
    sodium_memzero(secret, sizeof secret);
    return error;
}

enum store_error envelope_put(struct store *store, const uint8_t id[static ID_BYTES], const uint8_t *file,
    const char *sender, int64_t now_s, enum verdict *ret_verdict)
{
    static const char add[] =
        "INSERT INTO envelopes (id, pseudonym, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    static const char get[] = "SELECT file FROM envelopes WHERE id = ?";
    uint8_t key[GONE_KEY], name[ID_BYTES];
    gone_key(GONE_ENVELOPE, no_scope, id, key);
    enum verdict verdict;
    enum store_error error = gone_look(store, key, file, ENVELOPE_BYTES, &verdict);
    if (!error && verdict != VERDICT_CREATED) {
        *ret_verdict = verdict;
        return STORE_OK;
    }
    if (!error)
        error = pseudonym(store, sender, now_s, name);
    if (error)
        return error;
    sqlite3_stmt *insert = store_prepare(store, add), *find = store_prepare(store, get);
    if (!insert || !find)
        return store_fault(store);
    sqlite3_bind_blob(insert, 1, id, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 2, name, ID_BYTES, SQLITE_TRANSIENT);
    sqlite3_bind_blob(insert, 3, file, ENVELOPE_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(find, 1, id, ID_BYTES, SQLITE_STATIC);
    return file_insert(store, insert, find, file, ENVELOPE_BYTES, ret_verdict);
}

enum store_error envelope_delete(struct store *store, const uint8_t id[static ID_BYTES], int64_t now_s)
{
    static const char get[] = "SELECT file FROM envelopes WHERE id = ?";
    static const char cut[] = "DELETE FROM envelopes WHERE id = ?";
    sqlite3_stmt *find = store_prepare(store, get);
    if (find)
        sqlite3_bind_blob(find, 1, id, ID_BYTES, SQLITE_STATIC);
    bool row = false;
    enum store_error error = store_step(store, find, &row);
    if (error || !row)
        return error;
    uint8_t key[GONE_KEY];
    gone_key(GONE_ENVELOPE, no_scope, id, key);
    error = gone_add(store, key, sqlite3_column_blob(find, 0), (size_t)sqlite3_column_bytes(find, 0), now_s);
    sqlite3_reset(find);
    sqlite3_stmt *statement = error ? NULL : store_prepare(store, cut);
    if (!statement)
        return error ? error : store_fault(store);
    sqlite3_bind_blob(statement, 1, id, ID_BYTES, SQLITE_STATIC);
    return store_step(store, statement, NULL);
}

enum store_error envelope_list(
    struct store *store, int64_t n, unsigned most, struct buffer *ret_records, int64_t *ret_n)
{
    static const char sql[] = "SELECT n, id, pseudonym, file FROM envelopes WHERE n > ? ORDER BY n LIMIT ?";
    static const size_t blobs[] = {ID_BYTES, ID_BYTES, ENVELOPE_BYTES, 0};
    sqlite3_stmt *select = store_prepare(store, sql);
    if (!select)
        return store_fault(store);
    sqlite3_bind_int64(select, 1, n);
    sqlite3_bind_int64(select, 2, most);
    *ret_n = n;
    return records_read(store, select, blobs, ret_records, ret_n);
}
