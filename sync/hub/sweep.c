/* What is over goes, a bounded number at a time so that no commit waits long; and the store's totals. */
#include <string.h>

#include "files.h"

enum { SWEEP_ROWS = 256, TOKEN_KEPT_DAYS = 7, SILENT_S = 2 * 3600 + 600 };

/* Runs "... ?1 limit ?2" and adds what it changed to *ret_count. */
static enum store_error cut(struct store *store, const char *sql, int64_t before, int *ret_count)
{
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_int64(statement, 1, before);
    sqlite3_bind_int64(statement, 2, SWEEP_ROWS);
    enum store_error error = store_step(store, statement, NULL);
    if (!error)
        *ret_count = store_changes(store) > *ret_count ? store_changes(store) : *ret_count;
    return error;
}

/* The oldest inbox file that a desk was done with seven days ago; its id is remembered. */
static enum store_error inbox_cut(struct store *store, int64_t now_s, bool *ret_found)
{
    static const char get[] = "SELECT n, team, id, file FROM inbox WHERE done_at <= ? LIMIT 1";
    static const char drop[] = "DELETE FROM inbox WHERE n = ?";
    sqlite3_stmt *find = store_prepare(store, get), *statement = store_prepare(store, drop);
    if (!find || !statement)
        return store_fault(store);
    sqlite3_bind_int64(find, 1, now_s - REMEMBER_DAYS * DAY_S);
    enum store_error error = store_step(store, find, ret_found);
    if (error || !*ret_found)
        return error;
    uint8_t key[GONE_KEY];
    if (sqlite3_column_bytes(find, 1) == ID_BYTES && sqlite3_column_bytes(find, 2) == ID_BYTES) {
        gone_key(GONE_INBOX, sqlite3_column_blob(find, 1), sqlite3_column_blob(find, 2), key);
        error = gone_add(
            store, key, sqlite3_column_blob(find, 3), (size_t)sqlite3_column_bytes(find, 3), now_s);
    }
    sqlite3_bind_int64(statement, 1, sqlite3_column_int64(find, 0));
    sqlite3_reset(find);
    return error ? error : store_step(store, statement, NULL);
}

static enum store_error sweep(struct store *store, int64_t now_s, bool *ret_more)
{
    static const char drops[] = "DELETE FROM drops WHERE n IN (SELECT n FROM drops WHERE day < ?1 LIMIT ?2)";
    static const char gone[] =
        "DELETE FROM gone WHERE key IN (SELECT key FROM gone WHERE until <= ?1 LIMIT ?2)";
    static const char tokens[] = "DELETE FROM tokens WHERE secret_hash IN (SELECT secret_hash FROM tokens "
                                 "WHERE ends_at <= ?1 LIMIT ?2)";
    static const char secrets[] = "DELETE FROM day_secret WHERE day < ?1 AND ?2";
    int most = 0, secret_count = 0;
    bool found = true;
    enum store_error error = cut(store, drops, now_s / DAY_S - DROP_DAYS, &most);
    if (!error)
        error = cut(store, gone, now_s, &most);
    if (!error)
        error = cut(store, tokens, now_s - TOKEN_KEPT_DAYS * DAY_S, &most);
    if (!error)
        error = cut(store, secrets, now_s / DAY_S, &secret_count);
    for (int i = 0; !error && found && i < SWEEP_ROWS; i++)
        error = inbox_cut(store, now_s, &found);
    *ret_more = most == SWEEP_ROWS || found;
    return error;
}

enum store_error store_sweep(struct store *store, int64_t now_s, bool *ret_more)
{
    bool more = false;
    enum store_error error = store_begin(store);
    if (!error)
        error = sweep(store, now_s, &more);
    if (!error)
        error = store_commit(store);
    if (error)
        store_rollback(store);
    else
        *ret_more = more;
    return error;
}

enum store_error store_totals(struct store *store, int64_t now_s, struct store_totals *ret_totals)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM envelopes), (SELECT count(*) FROM inbox WHERE done_at IS NULL),"
        " (SELECT count(*) FROM drops),"
        " (SELECT count(*) FROM identities WHERE role = 1 AND revoked_at IS NULL),"
        " (SELECT count(*) FROM identities WHERE role = 1 AND revoked_at IS NULL"
        "  AND coalesce(heard_at, 0) < ?1),"
        " (SELECT count(*) FROM identities WHERE role = 1 AND revoked_at IS NULL AND disk = 'low'),"
        " (SELECT count(*) FROM identities WHERE role = 1 AND revoked_at IS NULL AND temperature = 'hot'),"
        " (SELECT count(*) FROM tokens WHERE csr IS NOT NULL AND certificate IS NULL)";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_int64(statement, 1, now_s - SILENT_S);
    bool row = false;
    enum store_error error = store_step(store, statement, &row);
    if (error || !row)
        return error ? error : STORE_FAULT;
    int64_t value[8];
    for (int i = 0; i < 8; i++)
        value[i] = sqlite3_column_int64(statement, i);
    sqlite3_reset(statement);
    *ret_totals = (struct store_totals){
        value[0], value[1], value[2], value[3], value[4], value[5], value[6], value[7]};
    return STORE_OK;
}
