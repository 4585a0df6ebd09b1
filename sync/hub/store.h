/* The store: one SQLite file, WAL, synchronous=FULL. A struct store is one connection for one thread at
 * a time: the writer has one, the readers share one under a lock, each operator's command opens its own.
 * What it holds about senders: for each envelope a pseudonym of the day, never a name. */
#ifndef WAYSIDE_HUB_STORE_H
#define WAYSIDE_HUB_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "after.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "verdict.h"

#define STORE_VERSION 2 /* 1 is brought up when it is opened */
#define DAY_S 86400
#define REMEMBER_DAYS 7 /* ids of deleted files; files that a desk is done with */

/* Kept free on the disk for what makes room again (deletions, which need room in the WAL first): files are
 * refused as if the disk were full while less is free. Two WALs of 16 MiB and what they grow the store by. */
#define STORE_RESERVE_BYTES (64LL << 20)

enum store_error {
    STORE_OK = 0,
    STORE_NO_MEMORY,
    STORE_MISSING, /* no such file */
    STORE_EXISTS,  /* store_create: there is one already */
    STORE_DENIED,  /* permissions of file or folder */
    STORE_FOREIGN, /* not a store of a hub */
    STORE_OTHER_VERSION,
    STORE_FULL, /* the disk, but for STORE_RESERVE_BYTES, or the store's own limit */
    STORE_BUSY, /* another program held it for five seconds */
    STORE_FAULT,
};
const char *store_error_text(enum store_error error);
enum verdict store_error_verdict(enum store_error error); /* for a request; not for STORE_OK */

struct store;

/* An empty store with a fresh epoch, mode 0600, durable when it returns. */
MUST_CHECK enum store_error store_create(const char *path);
/* A store of an older version is brought up to this one first, in one transaction. */
MUST_CHECK enum store_error store_open(const char *path, struct store **ret_store);
void store_close(struct store *store); /* takes NULL */
const uint8_t *store_epoch(const struct store *store);
MUST_CHECK enum store_error store_limit(struct store *store, int64_t bytes);

MUST_CHECK enum store_error store_begin(struct store *store);
MUST_CHECK enum store_error store_commit(struct store *store); /* durable after STORE_OK */
void store_rollback(struct store *store);

/* ---- for the files of this room that hold the statements ---- */

/* The statement of this text, made once; reset, without bindings. sql: a constant, known by address.
 * NULL when it cannot be made; store_fault then says why. */
sqlite3_stmt *store_prepare(struct store *store, const char *sql);
/* One step. *ret_row (may be NULL): there is a row to read. On anything else the statement is reset. */
MUST_CHECK enum store_error store_step(struct store *store, sqlite3_stmt *statement, bool *ret_row);
enum store_error store_fault(const struct store *store);
int store_changes(const struct store *store);
/* STORE_FULL when the disk has no room for one more file; as of store_begin. */
MUST_CHECK enum store_error store_room(const struct store *store);

/* ---- envelopes.c ---- */

/* All put functions: VERDICT_CREATED, VERDICT_OK (the same is there), VERDICT_OTHER_BYTES. */
MUST_CHECK enum store_error envelope_put(struct store *store, const uint8_t id[static ID_BYTES],
    const uint8_t *file, const char *sender, int64_t now_s, enum verdict *ret_verdict);
MUST_CHECK enum store_error envelope_delete(
    struct store *store, const uint8_t id[static ID_BYTES], int64_t now_s);
/* Records after n, at most most, added to ret_records; *ret_n: where to go on. */
MUST_CHECK enum store_error envelope_list(
    struct store *store, int64_t n, unsigned most, struct buffer *ret_records, int64_t *ret_n);

MUST_CHECK enum store_error inbox_put(struct store *store, const uint8_t team[static ID_BYTES],
    const uint8_t id[static ID_BYTES], const uint8_t *file, enum verdict *ret_verdict);
MUST_CHECK enum store_error inbox_done(
    struct store *store, const uint8_t team[static ID_BYTES], int64_t n, int64_t now_s);
MUST_CHECK enum store_error inbox_list(struct store *store, const uint8_t team[static ID_BYTES], int64_t n,
    unsigned most, struct buffer *ret_records, int64_t *ret_n);

MUST_CHECK enum store_error drop_put(struct store *store, const uint8_t zone[static ID_BYTES],
    const uint8_t tag[static ID_BYTES], const uint8_t *file, int64_t now_s, enum verdict *ret_verdict);
MUST_CHECK enum store_error drop_list(struct store *store, const uint8_t zone[static ID_BYTES], int64_t n,
    unsigned most, struct buffer *ret_records, int64_t *ret_n);

#define ENVELOPE_RECORD (ID_BYTES + ID_BYTES + ENVELOPE_BYTES)
#define INBOX_RECORD (ID_BYTES + INNER_BYTES)
#define DROP_RECORD (ID_BYTES + 8 + ANSWER_BYTES)

/* ---- sweep.c ---- */

/* Deletes a bounded number of what is over, in a transaction of its own. *ret_more: call again soon. */
MUST_CHECK enum store_error store_sweep(struct store *store, int64_t now_s, bool *ret_more);
struct store_totals {
    int64_t envelopes, inbox, drops, devices, silent, disk_low, hot, enrolments;
};
MUST_CHECK enum store_error store_totals(struct store *store, int64_t now_s, struct store_totals *ret_totals);

#endif
