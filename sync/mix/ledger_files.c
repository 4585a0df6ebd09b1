/* The files in the store: waiting, leaving, sent, set aside. */
#include <stdio.h>
#include <string.h>

#include "ledger_parts.h"

#define SENT_S (7 * 86400)
#define SENDER_S (2 * 86400)

/* A row of n, name, file, or none. */
static bool row(struct ledger *ledger, sqlite3_stmt *statement, struct stored *ret_stored, bool *ret_found)
{
    int result = sqlite3_step(statement);
    *ret_found = result == SQLITE_ROW;
    bool ok = result == SQLITE_DONE;
    if (result == SQLITE_ROW) {
        ret_stored->n = sqlite3_column_int64(statement, 0);
        ok = ledger_blob(statement, 1, ret_stored->name, ID_BYTES, ID_BYTES, NULL) &&
             ledger_blob(statement, 2, ret_stored->file, 1, INNER_BYTES, &ret_stored->len);
        if (!ok)
            snprintf(ledger->why, sizeof ledger->why, "a row has another form than it was written with");
    } else if (!ok) {
        ledger_failed(ledger);
    }
    sqlite3_reset(statement);
    return ok;
}

/* ---- files on their way ---- */
static void bind_stored(sqlite3_stmt *statement, const struct stored *stored)
{
    sqlite3_bind_int(statement, 1, (int)stored->where);
    ledger_bind_id(statement, 2, stored->to);
    ledger_bind_id(statement, 3, stored->name);
    sqlite3_bind_blob(statement, 4, stored->file, (int)stored->len, SQLITE_STATIC);
}

static sqlite3_stmt *start_for(
    struct ledger *ledger, enum statement which, enum where where, const uint8_t *to)
{
    sqlite3_stmt *statement = ledger_start(ledger, which);
    sqlite3_bind_int(statement, 1, (int)where);
    ledger_bind_id(statement, 2, to);
    return statement;
}

static bool row_for(struct ledger *ledger, sqlite3_stmt *statement, enum where where, const uint8_t *to,
    struct stored *ret_stored, bool *ret_found)
{
    ret_stored->where = where;
    memcpy(ret_stored->to, to, ID_BYTES);
    return row(ledger, statement, ret_stored, ret_found);
}

bool ledger_queue_add(struct ledger *ledger, const struct stored *stored, bool late)
{
    sqlite3_stmt *statement = ledger_start(ledger, QUEUE_ADD);
    bind_stored(statement, stored);
    sqlite3_bind_int(statement, 5, late);
    return ledger_run(ledger, statement);
}

bool ledger_queue_count(struct ledger *ledger, int64_t *ret_count)
{
    return ledger_number(ledger, ledger_start(ledger, QUEUE_COUNT), ret_count);
}

bool ledger_queue_take(struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found)
{
    sqlite3_stmt *statement = start_for(ledger, QUEUE_FIRST, where, to);
    if (!row_for(ledger, statement, where, to, ret_stored, ret_found))
        return false;
    return !*ret_found || ledger_run_number(ledger, QUEUE_REMOVE, ret_stored->n);
}

bool ledger_leaving_add(struct ledger *ledger, const struct stored *stored)
{
    sqlite3_stmt *statement = ledger_start(ledger, LEAVING_ADD);
    bind_stored(statement, stored);
    return ledger_run(ledger, statement);
}

bool ledger_leaving_count(
    struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES], int64_t *ret_count)
{
    return ledger_number(ledger, start_for(ledger, LEAVING_COUNT, where, to), ret_count);
}

bool ledger_leaving_get(struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES],
    int64_t index, struct stored *ret_stored, bool *ret_found)
{
    sqlite3_stmt *statement = start_for(ledger, LEAVING_GET, where, to);
    sqlite3_bind_int64(statement, 3, index);
    return row_for(ledger, statement, where, to, ret_stored, ret_found);
}

bool ledger_left(struct ledger *ledger, int64_t n, int64_t now_s)
{
    sqlite3_stmt *statement = ledger_start(ledger, LEFT_KEEP);
    sqlite3_bind_int64(statement, 1, n);
    sqlite3_bind_int64(statement, 2, now_s);
    return ledger_run(ledger, statement) && ledger_run_number(ledger, LEFT_REMOVE, n);
}

bool ledger_again_all(struct ledger *ledger)
{
    return ledger_run(ledger, ledger_start(ledger, AGAIN_ALL));
}

bool ledger_again_get(struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found)
{
    return row_for(ledger, start_for(ledger, AGAIN_GET, where, to), where, to, ret_stored, ret_found);
}

bool ledger_again_done(struct ledger *ledger, int64_t n)
{
    return ledger_run_number(ledger, AGAIN_DONE, n);
}

bool ledger_sweep(struct ledger *ledger, int64_t now_s)
{
    return ledger_run_number(ledger, SWEEP_SENT, now_s - SENT_S) &&
           ledger_run_number(ledger, SWEEP_SENT_MOST, MIX_SENT_FILES) &&
           ledger_run_number(ledger, SWEEP_SENDERS, now_s - SENDER_S) &&
           ledger_run_number(ledger, SWEEP_SEEN, MIX_SEEN_IDS);
}

/* ---- aside ---- */
bool ledger_aside_add(struct ledger *ledger, const uint8_t outer[static ID_BYTES], const uint8_t *file)
{
    sqlite3_stmt *statement = ledger_start(ledger, ASIDE_ADD);
    ledger_bind_id(statement, 1, outer);
    sqlite3_bind_blob(statement, 2, file, ENVELOPE_BYTES, SQLITE_STATIC);
    return ledger_run(ledger, statement);
}

bool ledger_aside_count(struct ledger *ledger, int64_t *ret_count)
{
    return ledger_number(ledger, ledger_start(ledger, ASIDE_COUNT), ret_count);
}

bool ledger_aside_next(
    struct ledger *ledger, int64_t after_n, int64_t *ret_n, uint8_t *ret_file, bool *ret_found)
{
    sqlite3_stmt *statement = ledger_start(ledger, ASIDE_NEXT);
    sqlite3_bind_int64(statement, 1, after_n);
    int result = sqlite3_step(statement);
    *ret_found = result == SQLITE_ROW;
    bool ok = result == SQLITE_DONE;
    if (*ret_found) {
        *ret_n = sqlite3_column_int64(statement, 0);
        ok = ledger_blob(statement, 1, ret_file, ENVELOPE_BYTES, ENVELOPE_BYTES, NULL);
    }
    sqlite3_reset(statement);
    return ok || ledger_failed(ledger);
}

bool ledger_aside_remove(struct ledger *ledger, int64_t n)
{
    return ledger_run_number(ledger, ASIDE_REMOVE, n);
}
