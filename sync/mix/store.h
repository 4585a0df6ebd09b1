/* The mix's store: one SQLite file (WAL, synchronous FULL). What a committed transaction says survives a
 * power cut. Every function is false when the store failed; store_why then says how. */
#ifndef WAYSIDE_MIX_STORE_H
#define WAYSIDE_MIX_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

#define MIX_QUEUE_FILES 100000 /* waiting for their beat; 1.6 GB */
#define MIX_SENT_FILES 200000  /* kept 7 days for a hub that is restored; 3.2 GB */
#define MIX_ASIDE_FILES 4096   /* that cannot be opened or name nobody; 64 MiB */
#define MIX_SEEN_IDS 20000000  /* ids of real files; 1 GB, years of a large network */
#define MIX_SECRET 32

enum where {      /* what a file is for */
    FOR_TEAM = 1, /* an inner file; its name is the id in the inbox */
    FOR_ZONE = 2, /* an answer; its name is the tag */
};

enum { STATEMENTS_MOST = 40 };
struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS_MOST];
    char why[256];
};

/* Makes the file (0600) and the secret when missing. False with a sentence that names path. */
bool store_open(struct store *store, const char *path, uint8_t ret_secret[static MIX_SECRET],
    char ret_message[static 256]);
void store_close(struct store *store); /* takes a zeroed one */
const char *store_why(const struct store *store);

bool store_begin(struct store *store);
/* Rolls back when it fails. */
bool store_commit(struct store *store);
void store_rollback(struct store *store);

/* Small texts by name, "" when there is none: "after", "epoch". */
bool store_text(struct store *store, const char *name, char *ret_text, size_t cap);
bool store_text_set(struct store *store, const char *name, const char *text);

/* *ret_new is false when this id was there before. */
bool store_seen(struct store *store, const uint8_t id[static ID_BYTES], bool *ret_new);
/* Outer files whose content is stored, to be deleted at the hub. */
bool store_done_add(struct store *store, const uint8_t outer[static ID_BYTES]);
bool store_done_has(struct store *store, const uint8_t outer[static ID_BYTES], bool *ret_has);
bool store_done_list(struct store *store, uint8_t (*ret_ids)[ID_BYTES], size_t most, size_t *ret_count);
bool store_done_remove(struct store *store, const uint8_t outer[static ID_BYTES]);
/* One more real file of this sender; how many it makes since day_s. */
bool store_sender(
    struct store *store, const uint8_t pseudonym[static ID_BYTES], int64_t now_s, int64_t *ret_count);

struct stored { /* one file on its way */
    int64_t n;
    enum where where;
    uint8_t to[ID_BYTES], name[ID_BYTES];
    size_t len;
    uint8_t file[INNER_BYTES];
};
/* Waiting, in order of arrival; late ones after all others. */
bool store_queue_add(struct store *store, const struct stored *stored, bool late);
bool store_queue_count(struct store *store, int64_t *ret_count);
/* The first one for that place; *ret_found is false when none waits. Removes it from the queue. */
bool store_queue_take(struct store *store, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found);
/* Fixed for a beat: what is here goes out under this name, however often it takes. */
bool store_leaving_add(struct store *store, const struct stored *stored);
bool store_leaving_count(
    struct store *store, enum where where, const uint8_t to[static ID_BYTES], int64_t *ret_count);
bool store_leaving_get(struct store *store, enum where where, const uint8_t to[static ID_BYTES],
    int64_t index, struct stored *ret_stored, bool *ret_found);
/* It arrived: kept among the sent. */
bool store_left(struct store *store, int64_t n, int64_t now_s);

/* The hub's store was restored: all of the last 7 days goes out again. */
bool store_again_all(struct store *store);
bool store_again_get(struct store *store, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found);
bool store_again_done(struct store *store, int64_t n);
/* Forgets what is older than 7 days (sent), 2 days (senders), and the oldest above each maximum. */
bool store_sweep(struct store *store, int64_t now_s);

/* Outer files that cannot be opened or that name nobody. */
bool store_aside_add(struct store *store, const uint8_t outer[static ID_BYTES], const uint8_t *file);
bool store_aside_count(struct store *store, int64_t *ret_count);
/* The first one after n, into ret_file (ENVELOPE_BYTES). */
bool store_aside_next(
    struct store *store, int64_t after_n, int64_t *ret_n, uint8_t *ret_file, bool *ret_found);
bool store_aside_remove(struct store *store, int64_t n);

#endif
