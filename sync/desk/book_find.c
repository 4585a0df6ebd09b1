#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "book_sql.h"

#define QUERY_MOST 512

static enum desk_error load_document(sqlite3_stmt *ask, struct case_file *file)
{
    if (file->document_count == CASE_DOCUMENTS_MOST) {
        return DESK_OK;
    }
    struct case_document *grown = realloc(file->documents, (file->document_count + 1) * sizeof *grown);
    if (!grown) {
        return DESK_NO_MEMORY;
    }
    file->documents = grown;
    size_t len = (size_t)sqlite3_column_bytes(ask, 1);
    struct case_document *one = &grown[file->document_count];
    *one = (struct case_document){
        .len = len, .arrived = sqlite3_column_int64(ask, 0), .json = malloc(len + 1)};
    if (!one->json) {
        return DESK_NO_MEMORY;
    }
    memcpy(one->json, sqlite3_column_text(ask, 1), len);
    one->json[len] = '\0';
    file->document_count++;
    return document_read(one->json, len, &one->document);
}

static bool column_hex(sqlite3_stmt *ask, int column, uint8_t *ret_bytes, size_t len)
{
    const char *text = (const char *)sqlite3_column_text(ask, column);
    return text && hex_read(text, strlen(text), ret_bytes, len);
}

static enum desk_error load_action(const struct book *book, sqlite3_stmt *ask, struct case_file *file)
{
    if (file->action_count == CASE_ACTIONS_MOST) {
        return DESK_OK;
    }
    struct action *grown = realloc(file->actions, (file->action_count + 1) * sizeof *grown);
    if (!grown) {
        return DESK_NO_MEMORY;
    }
    file->actions = grown;
    enum desk_error error = action_read((const char *)sqlite3_column_text(ask, 0),
        (size_t)sqlite3_column_bytes(ask, 0), book->context->team, book->context->own.signer,
        &grown[file->action_count]);
    if (!error) {
        (void)!column_hex(ask, 1, grown[file->action_count].head, HEAD_BYTES);
        file->action_count++;
    }
    return error;
}

static enum desk_error load(struct book *book, const uint8_t thread[static ID_BYTES], struct case_file *file)
{
    enum desk_error error = DESK_OK;
    sqlite3_stmt *ask = book_ask(book, "SELECT arrived, body FROM document WHERE thread = ?1 ORDER BY rowid");
    bind_hex(ask, 1, thread, ID_BYTES);
    while (!error && ask && sqlite3_step(ask) == SQLITE_ROW) {
        error = load_document(ask, file);
    }
    sqlite3_finalize(ask);
    /* What says that it is gone comes first: however many others there are, it is among those that count. */
    ask = book_ask(
        book, "SELECT body, head FROM action WHERE thread = ?1 ORDER BY what != 'delete', lamport, laptop");
    bind_hex(ask, 1, thread, ID_BYTES);
    while (!error && ask && sqlite3_step(ask) == SQLITE_ROW) {
        error = load_action(book, ask, file);
    }
    sqlite3_finalize(ask);
    return error || ask ? error : DESK_NO_MEMORY;
}

enum desk_error book_case(
    struct book *book, const uint8_t thread[static ID_BYTES], struct case_file *ret_file)
{
    struct case_file file = {0};
    memcpy(file.thread, thread, ID_BYTES);
    enum desk_error error = load(book, thread, &file);
    if (!error) {
        error = case_replay(&file, book->context);
    }
    if (!error && file.document_count == 0 && !file.deleted) {
        error = DESK_NO_CASE;
    }
    if (error) {
        case_clear(&file);
        return error;
    }
    *ret_file = file;
    return DESK_OK;
}

/* Each word as a prefix, quoted, so that nothing typed is FTS5 syntax. Empty when there is no word. */
static void match_of(const char *query, char ret_match[static 4 * QUERY_MOST])
{
    size_t len = 0;
    bool inside = false;
    for (size_t i = 0; i < QUERY_MOST && query[i]; i++) {
        bool space = strchr(" \t\r\n", query[i]) != NULL;
        if (!space && !inside) {
            ret_match[len++] = '"';
        } else if (space && inside) {
            memcpy(ret_match + len, "\"* ", 3);
            len += 3;
        }
        inside = !space;
        if (query[i] == '"') {
            ret_match[len++] = '"';
        }
        if (!space) {
            ret_match[len++] = query[i];
        }
    }
    if (inside) {
        memcpy(ret_match + len, "\"*", 2);
        len += 2;
    }
    ret_match[len] = '\0';
}

enum desk_error book_list(struct book *book, const char *query, int64_t now, json_t **ret_rows)
{
    char match[4 * QUERY_MOST];
    match_of(query, match);
    json_t *rows = json_array();
    sqlite3_stmt *ask = book_ask(book,
        "SELECT shown, due, due != 0 AND due <= ?2 FROM cases"
        " WHERE ?1 = '' OR thread IN (SELECT thread FROM search WHERE search MATCH ?1)"
        " ORDER BY due = 0, due, active DESC, thread");
    if (!ask || !rows) {
        sqlite3_finalize(ask);
        json_decref(rows);
        return DESK_NO_MEMORY;
    }
    sqlite3_bind_text(ask, 1, match, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(ask, 2, now);
    while (sqlite3_step(ask) == SQLITE_ROW) {
        json_t *row = json_loads((const char *)sqlite3_column_text(ask, 0), 0, NULL);
        json_object_set_new(row, "late", json_boolean(sqlite3_column_int(ask, 2)));
        json_array_append_new(rows, row);
    }
    sqlite3_finalize(ask);
    *ret_rows = rows;
    return DESK_OK;
}

/* ?1 is this laptop. */
static enum desk_error threads_of(struct book *book, const char *sql, struct book_threads *ret_threads)
{
    sqlite3_stmt *ask = book_ask(book, sql);
    if (!ask) {
        return DESK_NO_MEMORY;
    }
    bind_hex(ask, 1, book->context->own.laptop, LAPTOP_BYTES);
    ret_threads->count = 0;
    while (ret_threads->count < BOOK_THREADS_MOST && sqlite3_step(ask) == SQLITE_ROW) {
        ret_threads->count += column_hex(ask, 0, ret_threads->threads[ret_threads->count], ID_BYTES);
    }
    sqlite3_finalize(ask);
    return DESK_OK;
}

enum desk_error book_withdrawn(struct book *book, struct book_threads *ret_threads)
{
    return threads_of(book, "SELECT thread FROM cases WHERE withdrawn", ret_threads);
}

enum desk_error book_left_over(struct book *book, struct book_threads *ret_threads)
{
    return threads_of(book,
        "SELECT DISTINCT thread FROM action WHERE what != 'delete'"
        " AND thread IN (SELECT thread FROM action WHERE what = 'delete' AND laptop = ?1)",
        ret_threads);
}

bool book_has_envelope(struct book *book, const uint8_t id[static ID_BYTES])
{
    sqlite3_stmt *ask = book_ask(book, "SELECT 1 FROM action WHERE envelope = ?1");
    bind_hex(ask, 1, id, ID_BYTES);
    bool has = ask && sqlite3_step(ask) == SQLITE_ROW;
    sqlite3_finalize(ask);
    return has;
}

enum desk_error book_chain(struct book *book, struct action *action)
{
    sqlite3_stmt *ask = book_ask(book,
        "SELECT laptop, head, lamport, (SELECT max(lamport) FROM action) FROM action AS a WHERE lamport ="
        " (SELECT max(lamport) FROM action WHERE laptop = a.laptop) ORDER BY lamport DESC, head");
    if (!ask) {
        return DESK_NO_MEMORY;
    }
    action->lamport = 1;
    action->has_prev = false;
    action->head_count = 0;
    while (sqlite3_step(ask) == SQLITE_ROW) {
        uint8_t laptop[LAPTOP_BYTES], head[HEAD_BYTES];
        action->lamport = (uint64_t)sqlite3_column_int64(ask, 3) + 1;
        if (!column_hex(ask, 0, laptop, LAPTOP_BYTES) || !column_hex(ask, 1, head, HEAD_BYTES)) {
            continue;
        }
        if (memcmp(laptop, book->context->own.laptop, LAPTOP_BYTES) == 0) {
            memcpy(action->prev, head, HEAD_BYTES);
            action->has_prev = true;
        } else if (action->head_count < ACTION_HEADS) {
            memcpy(action->heads[action->head_count++], head, HEAD_BYTES);
        }
    }
    sqlite3_finalize(ask);
    return DESK_OK;
}

static size_t number(struct book *book, const char *sql)
{
    sqlite3_stmt *ask = book_ask(book, sql);
    size_t value = ask && sqlite3_step(ask) == SQLITE_ROW ? (size_t)sqlite3_column_int64(ask, 0) : 0;
    sqlite3_finalize(ask);
    return value;
}

struct book_faults book_faults(struct book *book)
{
    return (struct book_faults){
        .missing = number(book, "SELECT count(*) FROM seen WHERE head NOT IN (SELECT head FROM action)"
                                " AND head NOT IN (SELECT head FROM erased)"),
        .forks = number(
            book, "SELECT count(*) FROM (SELECT 1 FROM action GROUP BY laptop, prev HAVING count(*) > 1)"),
    };
}
