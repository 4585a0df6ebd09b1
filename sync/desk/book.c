#include "desk/book.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "book_sql.h"
#include "desk/memory.h"
#include "desk/view.h"

static const char schema[] =
    "CREATE TABLE document(id TEXT PRIMARY KEY, thread TEXT, arrived INTEGER, body TEXT);"
    "CREATE INDEX document_thread ON document(thread);"
    "CREATE TABLE action(head TEXT PRIMARY KEY, thread TEXT, lamport INTEGER, laptop TEXT, prev TEXT,"
    " envelope TEXT, what TEXT, body TEXT);"
    "CREATE INDEX action_thread ON action(thread);"
    "CREATE INDEX action_envelope ON action(envelope);"
    "CREATE TABLE seen(head TEXT PRIMARY KEY);"
    "CREATE TABLE erased(head TEXT PRIMARY KEY);"
    "CREATE TABLE cases(thread TEXT PRIMARY KEY, due INTEGER, active INTEGER, withdrawn INTEGER, shown TEXT);"
    "CREATE VIRTUAL TABLE search USING fts5(thread UNINDEXED, body, tokenize=\"unicode61 remove_diacritics "
    "2\");";

enum desk_error book_new(const struct desk_context *context, struct book **ret_book)
{
    struct book *book = calloc(1, sizeof *book);
    if (!book) {
        return DESK_NO_MEMORY;
    }
    book->context = context;
    if (sqlite3_open_v2(
            ":memory:", &book->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ||
        sqlite3_exec(book->db, "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;", NULL, NULL, NULL) ||
        sqlite3_exec(book->db, schema, NULL, NULL, NULL)) {
        book_free(book);
        return DESK_NO_MEMORY;
    }
    *ret_book = book;
    return DESK_OK;
}

void book_free(struct book *book)
{
    if (book) {
        sqlite3_close(book->db);
        free(book);
    }
}

sqlite3_stmt *book_ask(struct book *book, const char *sql)
{
    sqlite3_stmt *ask = NULL;
    return sqlite3_prepare_v2(book->db, sql, -1, &ask, NULL) == SQLITE_OK ? ask : NULL;
}

void bind_hex(sqlite3_stmt *ask, int at, const uint8_t *bytes, size_t len)
{
    char hex[2 * HEAD_BYTES + 1];
    hex_write(bytes, len, hex);
    sqlite3_bind_text(ask, at, hex, -1, SQLITE_TRANSIENT);
}

enum desk_error book_do(sqlite3_stmt *ask)
{
    int got = ask ? sqlite3_step(ask) : SQLITE_NOMEM;
    sqlite3_finalize(ask);
    return got == SQLITE_DONE || got == SQLITE_ROW ? DESK_OK : DESK_NO_MEMORY;
}

static enum desk_error save_row(struct book *book, const struct case_file *file)
{
    json_t *row = view_row(file, book->context);
    char *shown = row ? json_dumps(row, JSON_COMPACT) : NULL;
    char *found = view_search_text(file, book->context);
    enum desk_error error = shown && found ? DESK_OK : DESK_NO_MEMORY;
    if (!error) {
        sqlite3_stmt *ask = book_ask(book, "INSERT OR REPLACE INTO cases VALUES(?1, ?2, ?3, ?4, ?5)");
        bind_hex(ask, 1, file->thread, ID_BYTES);
        sqlite3_bind_int64(ask, 2, file->due);
        sqlite3_bind_int64(ask, 3, file->active);
        sqlite3_bind_int(ask, 4, file->withdrawn && !file->deleted);
        sqlite3_bind_text(ask, 5, shown, -1, SQLITE_TRANSIENT);
        error = book_do(ask);
    }
    if (!error) {
        sqlite3_stmt *ask = book_ask(book, "DELETE FROM search WHERE thread = ?1");
        bind_hex(ask, 1, file->thread, ID_BYTES);
        error = book_do(ask);
    }
    if (!error) {
        sqlite3_stmt *ask = book_ask(book, "INSERT INTO search VALUES(?1, ?2)");
        bind_hex(ask, 1, file->thread, ID_BYTES);
        sqlite3_bind_text(ask, 2, found, -1, SQLITE_TRANSIENT);
        error = book_do(ask);
    }
    wiping_free(shown);
    wiping_free(found);
    json_decref(row);
    return error;
}

static enum desk_error refresh(struct book *book, const uint8_t thread[static ID_BYTES])
{
    struct case_file file = {0};
    enum desk_error error = book_case(book, thread, &file);
    if (!error) {
        error = save_row(book, &file);
    }
    case_clear(&file);
    /* an action may be here before the document it is about */
    return error == DESK_NO_CASE ? DESK_OK : error;
}

static bool is_deleted(struct book *book, const uint8_t thread[static ID_BYTES])
{
    sqlite3_stmt *ask = book_ask(
        book, "SELECT 1 FROM action WHERE thread = ?1 AND what = 'delete' AND laptop = ?2");
    bind_hex(ask, 1, thread, ID_BYTES);
    bind_hex(ask, 2, book->context->own.laptop, LAPTOP_BYTES);
    bool is = ask && sqlite3_step(ask) == SQLITE_ROW;
    sqlite3_finalize(ask);
    return is;
}

enum desk_error book_add(
    struct book *book, int64_t arrived, const char *json, size_t len, enum document_kind *ret_kind)
{
    struct document document = {0};
    enum desk_error error = document_read(json, len, &document);
    if (error) {
        return error;
    }
    enum document_kind kind = document.kind;
    if (kind <= DOCUMENT_WITHDRAW && is_deleted(book, document.thread)) {
        error = DESK_DELETED;
    } else if (kind <= DOCUMENT_WITHDRAW) {
        sqlite3_stmt *ask = book_ask(book, "INSERT OR IGNORE INTO document VALUES(?1, ?2, ?3, ?4)");
        bind_hex(ask, 1, document.id, ID_BYTES);
        bind_hex(ask, 2, document.thread, ID_BYTES);
        sqlite3_bind_int64(ask, 3, arrived);
        sqlite3_bind_text(ask, 4, json, (int)len, SQLITE_TRANSIENT);
        error = book_do(ask);
        if (!error) {
            error = refresh(book, document.thread);
        }
    }
    document_clear(&document);
    if (!error) {
        *ret_kind = kind;
    }
    return error;
}

static enum desk_error see(struct book *book, const uint8_t head[static HEAD_BYTES])
{
    sqlite3_stmt *ask = book_ask(book, "INSERT OR IGNORE INTO seen VALUES(?1)");
    bind_hex(ask, 1, head, HEAD_BYTES);
    return book_do(ask);
}

static enum desk_error save_action(struct book *book, const uint8_t head[static HEAD_BYTES],
    const struct action *action, const char *json, size_t len)
{
    sqlite3_stmt *ask = book_ask(book, "INSERT OR IGNORE INTO action VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    bind_hex(ask, 1, head, HEAD_BYTES);
    bind_hex(ask, 2, action->thread, ID_BYTES);
    sqlite3_bind_int64(ask, 3, (int64_t)action->lamport);
    bind_hex(ask, 4, action->laptop, LAPTOP_BYTES);
    bind_hex(ask, 5, action->prev, action->has_prev ? HEAD_BYTES : 0);
    bind_hex(ask, 6, action->envelope, action->n >= 0 ? ID_BYTES : 0);
    sqlite3_bind_text(ask, 7, action->what, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(ask, 8, json, (int)len, SQLITE_TRANSIENT);
    enum desk_error error = book_do(ask);
    if (!error && action->has_prev) {
        error = see(book, action->prev);
    }
    for (size_t i = 0; !error && i < action->head_count; i++) {
        error = see(book, action->heads[i]);
    }
    for (size_t i = 0; !error && i < json_array_size(action->erased); i++) {
        ask = book_ask(book, "INSERT OR IGNORE INTO erased VALUES(?1)");
        sqlite3_bind_text(ask, 1, json_string_value(json_array_get(action->erased, i)), -1, SQLITE_TRANSIENT);
        error = book_do(ask);
    }
    return error;
}

enum desk_error book_add_action(
    struct book *book, const uint8_t head[static HEAD_BYTES], const char *json, size_t len)
{
    struct action action = {0};
    enum desk_error error = action_read(json, len, book->context->team, book->context->own.signer, &action);
    if (error) {
        return error;
    }
    error = save_action(book, head, &action, json, len);
    if (!error) {
        error = refresh(book, action.thread);
    }
    action_clear(&action);
    return error;
}
