/* The files in the store: waiting, leaving, sent, set aside. */
#include <stdio.h>
#include <string.h>

#include "store_parts.h"

#define SENT_S (7 * 86400)
#define SENDER_S (2 * 86400)

/* A row of n, name, file, or none. */
static bool row(struct store *store, sqlite3_stmt *statement, struct stored *ret_stored, bool *ret_found)
{
    int result = sqlite3_step(statement);
    *ret_found = result == SQLITE_ROW;
    bool ok = result == SQLITE_DONE;
    if (result == SQLITE_ROW) {
        ret_stored->n = sqlite3_column_int64(statement, 0);
        ok = store_blob(statement, 1, ret_stored->name, ID_BYTES, ID_BYTES, NULL) &&
             store_blob(statement, 2, ret_stored->file, 1, INNER_BYTES, &ret_stored->len);
        if (!ok)
            snprintf(store->why, sizeof store->why, "a row has another form than it was written with");
    } else if (!ok) {
        store_failed(store);
    }
    sqlite3_reset(statement);
    return ok;
}

/* ---- files on their way ---- */
static void bind_stored(sqlite3_stmt *statement, const struct stored *stored)
{
    sqlite3_bind_int(statement, 1, (int)stored->where);
    store_bind_id(statement, 2, stored->to);
    store_bind_id(statement, 3, stored->name);
    sqlite3_bind_blob(statement, 4, stored->file, (int)stored->len, SQLITE_STATIC);
}

static sqlite3_stmt *start_for(struct store *store, enum statement which, enum where where, const uint8_t *to)
{
    sqlite3_stmt *statement = store_start(store, which);
    sqlite3_bind_int(statement, 1, (int)where);
    store_bind_id(statement, 2, to);
    return statement;
}

static bool row_for(struct store *store, sqlite3_stmt *statement, enum where where, const uint8_t *to,
    struct stored *ret_stored, bool *ret_found)
{
    ret_stored->where = where;
    memcpy(ret_stored->to, to, ID_BYTES);
    return row(store, statement, ret_stored, ret_found);
}

bool store_queue_add(struct store *store, const struct stored *stored, bool late)
{
    sqlite3_stmt *statement = store_start(store, QUEUE_ADD);
    bind_stored(statement, stored);
    sqlite3_bind_int(statement, 5, late);
    return store_run(store, statement);
}

bool store_queue_count(struct store *store, int64_t *ret_count)
{
    return store_number(store, store_start(store, QUEUE_COUNT), ret_count);
}

bool store_queue_take(struct store *store, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found)
{
    sqlite3_stmt *statement = start_for(store, QUEUE_FIRST, where, to);
    if (!row_for(store, statement, where, to, ret_stored, ret_found))
        return false;
    return !*ret_found || store_run_number(store, QUEUE_REMOVE, ret_stored->n);
}

bool store_leaving_add(struct store *store, const struct stored *stored)
{
    sqlite3_stmt *statement = store_start(store, LEAVING_ADD);
    bind_stored(statement, stored);
    return store_run(store, statement);
}

bool store_leaving_count(
    struct store *store, enum where where, const uint8_t to[static ID_BYTES], int64_t *ret_count)
{
    return store_number(store, start_for(store, LEAVING_COUNT, where, to), ret_count);
}

bool store_leaving_get(struct store *store, enum where where, const uint8_t to[static ID_BYTES],
    int64_t index, struct stored *ret_stored, bool *ret_found)
{
    sqlite3_stmt *statement = start_for(store, LEAVING_GET, where, to);
    sqlite3_bind_int64(statement, 3, index);
    return row_for(store, statement, where, to, ret_stored, ret_found);
}

bool store_left(struct store *store, int64_t n, int64_t now_s)
{
    sqlite3_stmt *statement = store_start(store, LEFT_KEEP);
    sqlite3_bind_int64(statement, 1, n);
    sqlite3_bind_int64(statement, 2, now_s);
    return store_run(store, statement) && store_run_number(store, LEFT_REMOVE, n);
}

bool store_again_all(struct store *store)
{
    return store_run(store, store_start(store, AGAIN_ALL));
}

bool store_again_get(struct store *store, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found)
{
    return row_for(store, start_for(store, AGAIN_GET, where, to), where, to, ret_stored, ret_found);
}

bool store_again_done(struct store *store, int64_t n)
{
    return store_run_number(store, AGAIN_DONE, n);
}

bool store_sweep(struct store *store, int64_t now_s)
{
    return store_run_number(store, SWEEP_SENT, now_s - SENT_S) &&
           store_run_number(store, SWEEP_SENT_MOST, MIX_SENT_FILES) &&
           store_run_number(store, SWEEP_SENDERS, now_s - SENDER_S) &&
           store_run_number(store, SWEEP_SEEN, MIX_SEEN_IDS);
}

/* ---- aside ---- */
bool store_aside_add(struct store *store, const uint8_t outer[static ID_BYTES], const uint8_t *file)
{
    sqlite3_stmt *statement = store_start(store, ASIDE_ADD);
    store_bind_id(statement, 1, outer);
    sqlite3_bind_blob(statement, 2, file, ENVELOPE_BYTES, SQLITE_STATIC);
    return store_run(store, statement);
}

bool store_aside_count(struct store *store, int64_t *ret_count)
{
    return store_number(store, store_start(store, ASIDE_COUNT), ret_count);
}

bool store_aside_next(
    struct store *store, int64_t after_n, int64_t *ret_n, uint8_t *ret_file, bool *ret_found)
{
    sqlite3_stmt *statement = store_start(store, ASIDE_NEXT);
    sqlite3_bind_int64(statement, 1, after_n);
    int result = sqlite3_step(statement);
    *ret_found = result == SQLITE_ROW;
    bool ok = result == SQLITE_DONE;
    if (*ret_found) {
        *ret_n = sqlite3_column_int64(statement, 0);
        ok = store_blob(statement, 1, ret_file, ENVELOPE_BYTES, ENVELOPE_BYTES, NULL);
    }
    sqlite3_reset(statement);
    return ok || store_failed(store);
}

bool store_aside_remove(struct store *store, int64_t n)
{
    return store_run_number(store, ASIDE_REMOVE, n);
}
