/* Shared by book.c and book_find.c only. */
#ifndef WAYSIDE_DESK_BOOK_SQL_H
#define WAYSIDE_DESK_BOOK_SQL_H

#include <sqlite3.h>

#include "desk/book.h"

struct book {
    sqlite3 *db;
    const struct desk_context *context;
};

/* NULL when there is no memory; binding to and stepping NULL is an error that book_do gives. */
sqlite3_stmt *book_ask(struct book *book, const char *sql);
void bind_hex(sqlite3_stmt *ask, int at, const uint8_t *bytes, size_t len);
/* Runs it to its first result and ends it. */
MUST_CHECK enum desk_error book_do(sqlite3_stmt *ask);

#endif
