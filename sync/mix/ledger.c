#include "ledger_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION 1466005837 /* "WayM" */

/* All of it at once: a store that a power cut left half made would be nobody's. */
static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS state(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS seen(n INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB UNIQUE);"
    "CREATE TABLE IF NOT EXISTS done(outer_id BLOB PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS sender(pseudonym BLOB PRIMARY KEY, count INTEGER, first INTEGER) WITHOUT "
    "ROWID;"
    "CREATE TABLE IF NOT EXISTS queue(n INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER, dest BLOB,"
    " late INTEGER, name BLOB, file BLOB);"
    "CREATE INDEX IF NOT EXISTS queue_order ON queue(place, dest, late, n);"
    "CREATE TABLE IF NOT EXISTS leaving(n INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER, dest BLOB,"
    " name BLOB, file BLOB);"
    "CREATE INDEX IF NOT EXISTS leaving_order ON leaving(place, dest, n);"
    "CREATE TABLE IF NOT EXISTS sent(n INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER, dest BLOB,"
    " at INTEGER, again INTEGER, name BLOB, file BLOB);"
    "CREATE INDEX IF NOT EXISTS sent_again ON sent(place, dest, n) WHERE again = 1;"
    "CREATE TABLE IF NOT EXISTS aside(n INTEGER PRIMARY KEY AUTOINCREMENT, outer_id BLOB UNIQUE, file BLOB);"
    "PRAGMA user_version = 1; PRAGMA application_id = 1466005837;"
    "COMMIT;";

_Static_assert((int)STATEMENTS <= (int)STATEMENTS_MOST, "the store has room for each statement");

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [STATE_GET] = "SELECT value FROM state WHERE name = ?1",
    [STATE_SET] = "INSERT INTO state VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
    [SEEN_ADD] = "INSERT OR IGNORE INTO seen(id) VALUES(?1)",
    [DONE_ADD] = "INSERT OR IGNORE INTO done VALUES(?1)",
    [DONE_HAS] = "SELECT 1 FROM done WHERE outer_id = ?1",
    [DONE_LIST] = "SELECT outer_id FROM done LIMIT ?1",
    [DONE_REMOVE] = "DELETE FROM done WHERE outer_id = ?1",
    [SENDER_ADD] =
        "INSERT INTO sender VALUES(?1, 1, ?2) ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count",
    [QUEUE_ADD] = "INSERT INTO queue(place, dest, name, file, late) VALUES(?1, ?2, ?3, ?4, ?5)",
    [QUEUE_COUNT] = "SELECT count(*) FROM queue",
    [QUEUE_FIRST] = "SELECT n, name, file FROM queue WHERE place = ?1 AND dest = ?2 ORDER BY late, n LIMIT 1",
    [QUEUE_REMOVE] = "DELETE FROM queue WHERE n = ?1",
    [LEAVING_ADD] = "INSERT INTO leaving(place, dest, name, file) VALUES(?1, ?2, ?3, ?4)",
    [LEAVING_COUNT] = "SELECT count(*) FROM leaving WHERE place = ?1 AND dest = ?2",
    [LEAVING_GET] =
        "SELECT n, name, file FROM leaving WHERE place = ?1 AND dest = ?2 ORDER BY n LIMIT 1 OFFSET ?3",
    [LEFT_KEEP] = "INSERT INTO sent(place, dest, at, again, name, file)"
                  " SELECT place, dest, ?2, 0, name, file FROM leaving WHERE n = ?1",
    [LEFT_REMOVE] = "DELETE FROM leaving WHERE n = ?1",
    [AGAIN_ALL] = "UPDATE sent SET again = 1",
    [AGAIN_GET] =
        "SELECT n, name, file FROM sent WHERE place = ?1 AND dest = ?2 AND again = 1 ORDER BY n LIMIT 1",
    [AGAIN_DONE] = "UPDATE sent SET again = 0 WHERE n = ?1",
    [SWEEP_SENT] = "DELETE FROM sent WHERE at < ?1",
    [SWEEP_SENT_MOST] = "DELETE FROM sent WHERE n <= (SELECT max(n) FROM sent) - ?1",
    [SWEEP_SENDERS] = "DELETE FROM sender WHERE first < ?1",
    [SWEEP_SEEN] = "DELETE FROM seen WHERE n <= (SELECT max(n) FROM seen) - ?1",
    [ASIDE_ADD] = "INSERT OR IGNORE INTO aside(outer_id, file) VALUES(?1, ?2)",
    [ASIDE_COUNT] = "SELECT count(*) FROM aside",
    [ASIDE_NEXT] = "SELECT n, file FROM aside WHERE n > ?1 ORDER BY n LIMIT 1",
    [ASIDE_REMOVE] = "DELETE FROM aside WHERE n = ?1",
};

const char *ledger_why(const struct ledger *ledger)
{
    return ledger->why;
}

bool ledger_failed(struct ledger *ledger)
{
    snprintf(ledger->why, sizeof ledger->why, "%s", sqlite3_errmsg(ledger->db));
    return false;
}

/* ---- binding and stepping ---- */
sqlite3_stmt *ledger_start(struct ledger *ledger, enum statement which)
{
    sqlite3_reset(ledger->statements[which]);
    sqlite3_clear_bindings(ledger->statements[which]);
    return ledger->statements[which];
}

void ledger_bind_id(sqlite3_stmt *statement, int at, const uint8_t *id)
{
    sqlite3_bind_blob(statement, at, id, ID_BYTES, SQLITE_STATIC);
}

bool ledger_run(struct ledger *ledger, sqlite3_stmt *statement)
{
    int result;
    do
        result = sqlite3_step(statement);
    while (result == SQLITE_ROW);
    bool ok = result == SQLITE_DONE;
    if (!ok)
        ledger_failed(ledger);
    sqlite3_reset(statement);
    return ok;
}

bool ledger_number(struct ledger *ledger, sqlite3_stmt *statement, int64_t *ret_number)
{
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        *ret_number = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return result == SQLITE_ROW || ledger_failed(ledger);
}

bool ledger_blob(sqlite3_stmt *statement, int column, uint8_t *to, size_t least, size_t most, size_t *ret_len)
{
    int len = sqlite3_column_bytes(statement, column);
    const void *bytes = sqlite3_column_blob(statement, column);
    if (!bytes || len < 0 || (size_t)len < least || (size_t)len > most)
        return false;
    memcpy(to, bytes, (size_t)len);
    if (ret_len)
        *ret_len = (size_t)len;
    return true;
}

/* ---- opening ---- */
static bool prepare(struct ledger *ledger)
{
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(
                ledger->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &ledger->statements[i], NULL) != SQLITE_OK)
            return ledger_failed(ledger);
    return true;
}

static bool read_secret(struct ledger *ledger, uint8_t ret_secret[static MIX_SECRET])
{
    sqlite3_stmt *statement = ledger_start(ledger, STATE_GET);
    sqlite3_bind_text(statement, 1, "secret", -1, SQLITE_STATIC);
    int result = sqlite3_step(statement);
    bool there = result == SQLITE_ROW && ledger_blob(statement, 0, ret_secret, MIX_SECRET, MIX_SECRET, NULL);
    sqlite3_reset(statement);
    if (there)
        return true;
    if (result != SQLITE_DONE)
        return ledger_failed(ledger);
    randombytes_buf(ret_secret, MIX_SECRET);
    statement = ledger_start(ledger, STATE_SET);
    sqlite3_bind_text(statement, 1, "secret", -1, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 2, ret_secret, MIX_SECRET, SQLITE_STATIC);
    return ledger_run(ledger, statement);
}

/* Nobody else may read it, from its first moment on; SQLite gives its -wal the same mode. */
static bool make_private(const char *path, char ret_message[static 256])
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool ok = fd >= 0 && fchmod(fd, 0600) == 0;
    if (!ok)
        snprintf(ret_message, 256, "%.180s: %s; give this user the file", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool pragma(struct ledger *ledger, const char *query, int64_t *ret_number)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(ledger->db, query, -1, &statement, NULL) == SQLITE_OK
                  ? ledger_number(ledger, statement, ret_number)
                  : ledger_failed(ledger);
    sqlite3_finalize(statement);
    return ok;
}

/* Nothing is written into the store of another program, or of a later version. */
static bool is_ours(struct ledger *ledger)
{
    int64_t application = 0, version = 0, tables = 0;
    if (!pragma(ledger, "PRAGMA application_id", &application) ||
        !pragma(ledger, "PRAGMA user_version", &version) ||
        !pragma(ledger, "SELECT count(*) FROM sqlite_schema", &tables))
        return false;
    if (!tables || (application == APPLICATION && version == 1))
        return true;
    snprintf(ledger->why, sizeof ledger->why, "it is not one that this version of wayside-mix made");
    return false;
}

bool ledger_open(struct ledger *ledger, const char *path, uint8_t ret_secret[static MIX_SECRET],
    char ret_message[static 256])
{
    static const char pragmas[] =
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;";
    memset(ledger, 0, sizeof *ledger);
    if (!make_private(path, ret_message))
        return false;
    bool ok = sqlite3_open_v2(path, &ledger->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) ==
                  SQLITE_OK ||
              ledger_failed(ledger);
    ok = ok && is_ours(ledger) &&
         ((sqlite3_exec(ledger->db, pragmas, NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_exec(ledger->db, schema, NULL, NULL, NULL) == SQLITE_OK) ||
             ledger_failed(ledger)) &&
         prepare(ledger) && read_secret(ledger, ret_secret);
    if (!ok) {
        bool busy = (sqlite3_errcode(ledger->db) & 0xff) == SQLITE_BUSY;
        snprintf(ret_message, 256, "%.100s: the store cannot be used (%.60s); %s", path, ledger->why,
            busy ? "another mix is running on it, end it"
                 : "check [mix] store, or put the file back from a copy");
        ledger_close(ledger);
    }
    return ok;
}

void ledger_close(struct ledger *ledger)
{
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(ledger->statements[i]);
    sqlite3_close(ledger->db);
    memset(ledger, 0, sizeof *ledger);
}

bool ledger_begin(struct ledger *ledger)
{
    return ledger_run(ledger, ledger_start(ledger, BEGIN));
}

bool ledger_commit(struct ledger *ledger)
{
    bool ok = ledger_run(ledger, ledger_start(ledger, COMMIT));
    if (!ok)
        ledger_rollback(ledger);
    return ok;
}

void ledger_rollback(struct ledger *ledger)
{
    char why[sizeof ledger->why];
    memcpy(why, ledger->why, sizeof why); /* what failed first is what to say */
    if (!sqlite3_get_autocommit(ledger->db))
        ledger_run(ledger, ledger_start(ledger, ROLLBACK));
    memcpy(ledger->why, why, sizeof why);
}

/* ---- state ---- */
bool ledger_text(struct ledger *ledger, const char *name, char *ret_text, size_t cap)
{
    sqlite3_stmt *statement = ledger_start(ledger, STATE_GET);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    int result = sqlite3_step(statement);
    ret_text[0] = 0;
    if (result == SQLITE_ROW)
        snprintf(ret_text, cap, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_reset(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE || ledger_failed(ledger);
}

bool ledger_text_set(struct ledger *ledger, const char *name, const char *text)
{
    sqlite3_stmt *statement = ledger_start(ledger, STATE_SET);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, text, -1, SQLITE_STATIC);
    return ledger_run(ledger, statement);
}

static bool run_id(struct ledger *ledger, enum statement which, const uint8_t *id)
{
    sqlite3_stmt *statement = ledger_start(ledger, which);
    ledger_bind_id(statement, 1, id);
    return ledger_run(ledger, statement);
}

bool ledger_run_number(struct ledger *ledger, enum statement which, int64_t value)
{
    sqlite3_stmt *statement = ledger_start(ledger, which);
    sqlite3_bind_int64(statement, 1, value);
    return ledger_run(ledger, statement);
}

bool ledger_seen(struct ledger *ledger, const uint8_t id[static ID_BYTES], bool *ret_new)
{
    bool ok = run_id(ledger, SEEN_ADD, id);
    *ret_new = ok && sqlite3_changes(ledger->db) == 1;
    return ok;
}

bool ledger_done_add(struct ledger *ledger, const uint8_t outer[static ID_BYTES])
{
    return run_id(ledger, DONE_ADD, outer);
}

bool ledger_done_has(struct ledger *ledger, const uint8_t outer[static ID_BYTES], bool *ret_has)
{
    sqlite3_stmt *statement = ledger_start(ledger, DONE_HAS);
    ledger_bind_id(statement, 1, outer);
    int result = sqlite3_step(statement);
    *ret_has = result == SQLITE_ROW;
    sqlite3_reset(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE || ledger_failed(ledger);
}

bool ledger_done_list(struct ledger *ledger, uint8_t (*ret_ids)[ID_BYTES], size_t most, size_t *ret_count)
{
    sqlite3_stmt *statement = ledger_start(ledger, DONE_LIST);
    int result;
    size_t count = 0;
    sqlite3_bind_int64(statement, 1, (int64_t)most);
    while ((result = sqlite3_step(statement)) == SQLITE_ROW && count < most)
        count += ledger_blob(statement, 0, ret_ids[count], ID_BYTES, ID_BYTES, NULL);
    sqlite3_reset(statement);
    *ret_count = count;
    return result == SQLITE_DONE || ledger_failed(ledger);
}

bool ledger_done_remove(struct ledger *ledger, const uint8_t outer[static ID_BYTES])
{
    return run_id(ledger, DONE_REMOVE, outer);
}

bool ledger_sender(
    struct ledger *ledger, const uint8_t pseudonym[static ID_BYTES], int64_t now_s, int64_t *ret_count)
{
    sqlite3_stmt *statement = ledger_start(ledger, SENDER_ADD);
    ledger_bind_id(statement, 1, pseudonym);
    sqlite3_bind_int64(statement, 2, now_s);
    return ledger_number(ledger, statement, ret_count);
}
