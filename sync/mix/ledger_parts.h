/* What store.c and ledger_files.c share: the statements, and how one is run. */
#ifndef WAYSIDE_MIX_LEDGER_PARTS_H
#define WAYSIDE_MIX_LEDGER_PARTS_H

#include "ledger.h"

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    STATE_GET,
    STATE_SET,
    SEEN_ADD,
    DONE_ADD,
    DONE_HAS,
    DONE_LIST,
    DONE_REMOVE,
    SENDER_ADD,
    QUEUE_ADD,
    QUEUE_COUNT,
    QUEUE_FIRST,
    QUEUE_REMOVE,
    LEAVING_ADD,
    LEAVING_COUNT,
    LEAVING_GET,
    LEFT_KEEP,
    LEFT_REMOVE,
    AGAIN_ALL,
    AGAIN_GET,
    AGAIN_DONE,
    SWEEP_SENT,
    SWEEP_SENT_MOST,
    SWEEP_SENDERS,
    SWEEP_SEEN,
    ASIDE_ADD,
    ASIDE_COUNT,
    ASIDE_NEXT,
    ASIDE_REMOVE,
    STATEMENTS,
};

/* Notes SQLite's sentence. Returns false. */
bool ledger_failed(struct ledger *ledger);
/* The statement, ready to be bound anew. */
sqlite3_stmt *ledger_start(struct ledger *ledger, enum statement which);
void ledger_bind_id(sqlite3_stmt *statement, int at, const uint8_t *id);
/* Runs it to its end; a row of it is not looked at. */
bool ledger_run(struct ledger *ledger, sqlite3_stmt *statement);
bool ledger_run_number(struct ledger *ledger, enum statement which, int64_t value);
/* One number, from the first column of the only row. */
bool ledger_number(struct ledger *ledger, sqlite3_stmt *statement, int64_t *ret_number);
/* A column of the row at hand; false when its length is not least to most. ret_len may be NULL. */
bool ledger_blob(
    sqlite3_stmt *statement, int column, uint8_t *to, size_t least, size_t most, size_t *ret_len);

#endif
