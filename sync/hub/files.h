/* What the three kinds of files have in common: put once, remembered when gone. */
#ifndef WAYSIDE_HUB_FILES_H
#define WAYSIDE_HUB_FILES_H

#include "store.h"

#define GONE_KEY (1 + 2 * ID_BYTES)
#define GONE_HASH 32

enum gone_kind { GONE_ENVELOPE = 'e', GONE_INBOX = 'i' };

void gone_key(enum gone_kind kind, const uint8_t scope[static ID_BYTES], const uint8_t id[static ID_BYTES],
    uint8_t ret_key[static GONE_KEY]);
/* *ret_verdict: VERDICT_OK or VERDICT_OTHER_BYTES when it is remembered, else VERDICT_CREATED. */
MUST_CHECK enum store_error gone_look(struct store *store, const uint8_t key[static GONE_KEY],
    const uint8_t *file, size_t len, enum verdict *ret_verdict);
MUST_CHECK enum store_error gone_add(
    struct store *store, const uint8_t key[static GONE_KEY], const void *file, size_t len, int64_t now_s);

/* Runs insert (bound, ON CONFLICT DO NOTHING); when nothing was added, compares file with the one blob
 * that find (bound) gives. */
MUST_CHECK enum store_error file_insert(struct store *store, sqlite3_stmt *insert, sqlite3_stmt *find,
    const uint8_t *file, size_t len, enum verdict *ret_verdict);
/* The first column is n, then blobs of these sizes (blobs ends with 0); a blob of another size is a
 * STORE_FAULT. Adds the blobs of each row to ret_records. */
MUST_CHECK enum store_error records_read(struct store *store, sqlite3_stmt *select, const size_t *blobs,
    struct buffer *ret_records, int64_t *ret_n);

#endif
