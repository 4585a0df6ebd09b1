#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <sodium.h>

enum { STATEMENTS = 64, BUSY_MS = 5000, APPLICATION_ID = 0x57617948 /* "WayH" */ };

struct store {
    sqlite3 *db;
    uint8_t epoch[EPOCH_BYTES];
    bool low; /* little room on the disk */
    struct {
        const char *sql; /* by address */
        sqlite3_stmt *statement;
    } statements[STATEMENTS];
    size_t statement_count;
};

/* n only grows (AUTOINCREMENT), so that a reader's position never names a later row. */
static const char SCHEMA[] =
    "CREATE TABLE epoch (epoch BLOB NOT NULL);"
    "CREATE TABLE envelopes (n INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE,"
    " pseudonym BLOB NOT NULL, file BLOB NOT NULL);"
    "CREATE TABLE day_secret (day INTEGER PRIMARY KEY, secret BLOB NOT NULL);"
    "CREATE TABLE inbox (n INTEGER PRIMARY KEY AUTOINCREMENT, team BLOB NOT NULL, id BLOB NOT NULL,"
    " done_at INTEGER, file BLOB NOT NULL, UNIQUE (team, id));"
    "CREATE INDEX inbox_order ON inbox (team, n);"
    "CREATE INDEX inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;"
    "CREATE TABLE drops (n INTEGER PRIMARY KEY AUTOINCREMENT, zone BLOB NOT NULL, tag BLOB NOT NULL,"
    " day INTEGER NOT NULL, file BLOB NOT NULL, UNIQUE (zone, tag));"
    "CREATE INDEX drops_order ON drops (zone, n);"
    "CREATE INDEX drops_day ON drops (day);"
    "CREATE TABLE gone (key BLOB PRIMARY KEY, hash BLOB NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX gone_until ON gone (until);"
    "CREATE TABLE tokens (secret_hash BLOB PRIMARY KEY, role INTEGER NOT NULL, name TEXT NOT NULL,"
    " ends_at INTEGER NOT NULL, asked_at INTEGER, csr TEXT, code TEXT, certificate TEXT);"
    "CREATE TABLE identities (name TEXT PRIMARY KEY, role INTEGER NOT NULL, valid_until INTEGER NOT NULL,"
    " revoked_at INTEGER, heard_at INTEGER, software TEXT, place TEXT, release TEXT, shown TEXT, refused "
    "TEXT,"
    " disk TEXT, temperature TEXT);";

/* Version 1 had "frame", what a kiosk drew then; it stays, unused. */
static const char FROM_1[] = "ALTER TABLE identities ADD COLUMN place TEXT;"
                             "ALTER TABLE identities ADD COLUMN shown TEXT;"
                             "ALTER TABLE identities ADD COLUMN refused TEXT;"
                             "PRAGMA user_version=2;";

const char *store_error_text(enum store_error error)
{
    switch (error) {
    case STORE_OK:
        return "no error";
    case STORE_NO_MEMORY:
        return "there is not enough memory";
    case STORE_MISSING:
        return "there is no such file; make the store with wayside-hub init";
    case STORE_EXISTS:
        return "there is a file of that name already; it was left as it was";
    case STORE_DENIED:
        return "this user may not read and write it; check owner and mode of file and folder";
    case STORE_FOREIGN:
        return "this is not a store of wayside-hub; check [store] file";
    case STORE_OTHER_VERSION:
        return "the store is of another version of wayside-hub; use the version that made it";
    case STORE_FULL:
        return "the disk is full, or the store has reached max_mb; make room";
    case STORE_BUSY:
        return "another program holds the store; end it, or try again";
    default:
        return "the store cannot be read or written; check the disk";
    }
}

enum verdict store_error_verdict(enum store_error error)
{
    return error == STORE_FULL ? VERDICT_FULL : error == STORE_BUSY ? VERDICT_BUSY : VERDICT_FAULT;
}

static enum store_error error_from(sqlite3 *db, int rc)
{
    int cause = db ? sqlite3_system_errno(db) : 0;
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return STORE_OK;
    case SQLITE_NOMEM:
        return STORE_NO_MEMORY;
    case SQLITE_FULL:
        return STORE_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STORE_BUSY;
    case SQLITE_NOTADB:
        return STORE_FOREIGN;
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return STORE_DENIED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        if (cause == ENOSPC || cause == EDQUOT)
            return STORE_FULL;
        return cause == EACCES || cause == EPERM ? STORE_DENIED : STORE_FAULT;
    default:
        return STORE_FAULT;
    }
}

enum store_error store_fault(const struct store *store)
{
    enum store_error error = error_from(store->db, sqlite3_errcode(store->db));
    return error ? error : STORE_FAULT;
}

int store_changes(const struct store *store)
{
    return sqlite3_changes(store->db);
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql)
{
    for (size_t i = 0; i < store->statement_count; i++)
        if (store->statements[i].sql == sql) {
            sqlite3_reset(store->statements[i].statement);
            sqlite3_clear_bindings(store->statements[i].statement);
            return store->statements[i].statement;
        }
    sqlite3_stmt *statement;
    if (store->statement_count == STATEMENTS ||
        sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        return NULL;
    store->statements[store->statement_count].sql = sql;
    store->statements[store->statement_count++].statement = statement;
    return statement;
}

enum store_error store_step(struct store *store, sqlite3_stmt *statement, bool *ret_row)
{
    if (!statement)
        return store_fault(store);
    int rc = sqlite3_step(statement);
    enum store_error error = error_from(store->db, rc);
    if (rc != SQLITE_ROW)
        sqlite3_reset(statement); /* an open SELECT would hold its snapshot, and the WAL with it */
    if (!error && ret_row)
        *ret_row = rc == SQLITE_ROW;
    return error;
}

static enum store_error run(struct store *store, const char *sql)
{
    return error_from(store->db, sqlite3_exec(store->db, sql, NULL, NULL, NULL));
}

/* The value of a PRAGMA or of any statement with one whole number. */
static enum store_error number(struct store *store, const char *sql, int64_t *ret_value)
{
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW)
        *ret_value = sqlite3_column_int64(statement, 0);
    enum store_error error = error_from(store->db, rc);
    sqlite3_finalize(statement);
    return error;
}

static enum store_error connect(const char *path, struct store **ret_store)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return STORE_NO_MEMORY;
    int rc = sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    enum store_error error = error_from(store->db, rc);
    if (!error) {
        sqlite3_busy_timeout(store->db, BUSY_MS);
        error = run(store, "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;"
                           "PRAGMA secure_delete=FAST; PRAGMA wal_autocheckpoint=4000;"
                           "PRAGMA journal_size_limit=67108864;");
    }
    if (error) {
        store_close(store);
        return error;
    }
    *ret_store = store;
    return STORE_OK;
}

static enum store_error schema_make(struct store *store)
{
    char sql[160];
    uint8_t epoch[EPOCH_BYTES];
    randombytes_buf(epoch, sizeof epoch);
    char hex[2 * EPOCH_BYTES + 1];
    sodium_bin2hex(hex, sizeof hex, epoch, sizeof epoch);
    snprintf(sql, sizeof sql,
        "INSERT INTO epoch VALUES (x'%s'); PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT", hex,
        APPLICATION_ID, STORE_VERSION);
    enum store_error error = run(store, "PRAGMA journal_mode=WAL; BEGIN IMMEDIATE");
    if (!error)
        error = run(store, SCHEMA);
    if (!error)
        error = run(store, sql);
    return error;
}

static enum store_error folder_sync(const char *path)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash)
        snprintf(folder, sizeof folder, ".");
    else
        slash[slash == folder] = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int failed = fd < 0 || fsync(fd);
    if (fd >= 0)
        close(fd);
    return failed ? STORE_FAULT : STORE_OK;
}

enum store_error store_create(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600); /* WAL and SHM take its mode */
    if (fd < 0)
        return errno == EEXIST   ? STORE_EXISTS
               : errno == EACCES ? STORE_DENIED
               : errno == ENOSPC ? STORE_FULL
               : errno == ENOENT ? STORE_MISSING
                                 : STORE_FAULT;
    close(fd);
    struct store *store = NULL;
    enum store_error error = connect(path, &store);
    if (!error)
        error = schema_make(store);
    store_close(store);
    if (!error)
        error = folder_sync(path);
    if (error)
        unlink(path);
    return error;
}

/* Another program may do the same at this moment: who comes second finds it done. */
static enum store_error upgrade(struct store *store, int64_t *ret_version)
{
    enum store_error error = run(store, "BEGIN IMMEDIATE");
    if (!error)
        error = number(store, "PRAGMA user_version", ret_version);
    if (!error && *ret_version == 1 && !(error = run(store, FROM_1)))
        *ret_version = STORE_VERSION;
    if (!error)
        error = run(store, "COMMIT");
    if (error)
        store_rollback(store);
    return error;
}

static enum store_error store_check(struct store *store)
{
    int64_t application = 0, version = 0;
    enum store_error error = number(store, "PRAGMA application_id", &application);
    if (!error)
        error = number(store, "PRAGMA user_version", &version);
    if (error)
        return error;
    if (application != APPLICATION_ID)
        return STORE_FOREIGN;
    if (version == 1 && (error = upgrade(store, &version)))
        return error;
    if (version != STORE_VERSION)
        return STORE_OTHER_VERSION;
    static const char sql[] = "SELECT epoch FROM epoch";
    bool row = false;
    sqlite3_stmt *statement = store_prepare(store, sql);
    error = store_step(store, statement, &row);
    if (error)
        return error;
    if (!row || sqlite3_column_bytes(statement, 0) != EPOCH_BYTES)
        return STORE_FOREIGN;
    memcpy(store->epoch, sqlite3_column_blob(statement, 0), EPOCH_BYTES);
    sqlite3_reset(statement);
    return STORE_OK;
}

enum store_error store_open(const char *path, struct store **ret_store)
{
    if (access(path, R_OK | W_OK))
        return errno == EACCES || errno == EROFS ? STORE_DENIED : STORE_MISSING;
    struct store *store;
    enum store_error error = connect(path, &store);
    if (error)
        return error;
    error = store_check(store);
    if (error) {
        store_close(store);
        return error;
    }
    *ret_store = store;
    return STORE_OK;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_finalize(store->statements[i].statement);
    sqlite3_close(store->db);
    free(store);
}

const uint8_t *store_epoch(const struct store *store)
{
    return store->epoch;
}

enum store_error store_limit(struct store *store, int64_t bytes)
{
    int64_t page = 0, pages = 0;
    enum store_error error = number(store, "PRAGMA page_size", &page);
    char sql[64];
    if (error || !page)
        return error ? error : STORE_FAULT;
    snprintf(sql, sizeof sql, "PRAGMA max_page_count=%lld", bytes ? (long long)(bytes / page) : 4294967294LL);
    return number(store, sql, &pages);
}

static bool disk_low(sqlite3 *db)
{
    struct statvfs disk;
    const char *path = sqlite3_db_filename(db, "main");
    return path && statvfs(path, &disk) == 0 && disk.f_blocks &&
           (double)disk.f_bavail * (double)disk.f_frsize < (double)STORE_RESERVE_BYTES;
}

enum store_error store_room(const struct store *store)
{
    return store->low ? STORE_FULL : STORE_OK;
}

enum store_error store_begin(struct store *store)
{
    store->low = disk_low(store->db);
    return run(store, "BEGIN IMMEDIATE");
}

enum store_error store_commit(struct store *store)
{
    return run(store, "COMMIT");
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        (void)!run(store, "ROLLBACK");
}
