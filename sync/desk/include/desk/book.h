/* What the desk knows while it is unlocked: documents and actions in an SQLite database in memory, with a
 * full-text index (FTS5) of all that can be read. Nothing of it is ever on disk. */
#ifndef WAYSIDE_DESK_BOOK_H
#define WAYSIDE_DESK_BOOK_H

#include "desk/case.h"

struct book;

/* context is borrowed for the book's life. */
MUST_CHECK enum desk_error book_new(const struct desk_context *context, struct book **ret_book);
void book_free(struct book *book); /* takes NULL */

/* json as inner_open gave it. Adds a document of a thread and replays the thread; others change
 * nothing. DESK_FORMAT when it is no document, DESK_DELETED when its thread was erased. ret_kind says what it
 * was. */
MUST_CHECK enum desk_error book_add(
    struct book *book, int64_t arrived, const char *json, size_t len, enum document_kind *ret_kind);
/* head: of the sealed file. DESK_FORMAT when it is no action of one of the team's laptops. */
MUST_CHECK enum desk_error book_add_action(
    struct book *book, const uint8_t head[static HEAD_BYTES], const char *json, size_t len);

/* The case, replayed; the caller clears it. DESK_NO_CASE. One that was erased has no documents. */
MUST_CHECK enum desk_error book_case(
    struct book *book, const uint8_t thread[static ID_BYTES], struct case_file *ret_file);
/* A JSON array of rows (view_row in desk/view.h, and "late"), what is due first comes first.
 * query: words to find, "" for all. */
MUST_CHECK enum desk_error book_list(struct book *book, const char *query, int64_t now, json_t **ret_rows);
/* Has an answer action that envelope? */
bool book_has_envelope(struct book *book, const uint8_t id[static ID_BYTES]);

#define BOOK_THREADS_MOST 64
/* Threads (the first of them) that are to be erased and have no delete action yet; that have one, and other
 * actions beside it. */
struct book_threads {
    size_t count;
    uint8_t threads[BOOK_THREADS_MOST][ID_BYTES];
};
MUST_CHECK enum desk_error book_withdrawn(struct book *book, struct book_threads *ret_threads);
MUST_CHECK enum desk_error book_left_over(struct book *book, struct book_threads *ret_threads);

/* The chain, as the next action of this laptop must name it: lamport, has_prev, prev, heads. */
MUST_CHECK enum desk_error book_chain(struct book *book, struct action *action);
/* Action files that others name and that are neither here nor erased; laptops that have two different next
 * actions. */
struct book_faults {
    size_t missing, forks;
};
struct book_faults book_faults(struct book *book);

#endif
