/* The mix's store: one SQLite file (WAL, synchronous FULL). What a committed transaction says survives a
 * power cut. Every function is false when the store failed; ledger_why then says how. */
#ifndef WAYSIDE_MIX_LEDGER_H
#define WAYSIDE_MIX_LEDGER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

#define MIX_QUEUE_FILES 100000 /* waiting for their beat; 1.6 GB */
#define MIX_SENT_FILES 200000  /* kept 7 days for a hub that is restored; 3.2 GB */
#define MIX_ASIDE_FILES 4096   /* that cannot be opened or name nobody; 64 MiB */
#define MIX_SEEN_IDS 20000000  /* ids of real files and covers; 1 GB, half a year of 75 teams */
#define MIX_SECRET 32

enum where {      /* what a file is for */
    FOR_TEAM = 1, /* an inner file; its name is the id in the inbox */
    FOR_ZONE = 2, /* an answer; its name is the tag */
};

enum { STATEMENTS_MOST = 40 };
struct ledger {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS_MOST];
    char why[256];
};

/* Makes the file (0600) and the secret when missing. False with a sentence that names path. */
bool ledger_open(struct ledger *ledger, const char *path, uint8_t ret_secret[static MIX_SECRET],
    char ret_message[static 256]);
void ledger_close(struct ledger *ledger); /* takes a zeroed one */
const char *ledger_why(const struct ledger *ledger);

bool ledger_begin(struct ledger *ledger);
/* Rolls back when it fails. */
bool ledger_commit(struct ledger *ledger);
void ledger_rollback(struct ledger *ledger);

/* Small texts by name, "" when there is none: "after", "epoch". */
bool ledger_text(struct ledger *ledger, const char *name, char *ret_text, size_t cap);
bool ledger_text_set(struct ledger *ledger, const char *name, const char *text);

/* *ret_new is false when this id was there before. */
bool ledger_seen(struct ledger *ledger, const uint8_t id[static ID_BYTES], bool *ret_new);
/* Outer files whose content is stored, to be deleted at the hub. */
bool ledger_done_add(struct ledger *ledger, const uint8_t outer[static ID_BYTES]);
bool ledger_done_has(struct ledger *ledger, const uint8_t outer[static ID_BYTES], bool *ret_has);
bool ledger_done_list(struct ledger *ledger, uint8_t (*ret_ids)[ID_BYTES], size_t most, size_t *ret_count);
bool ledger_done_remove(struct ledger *ledger, const uint8_t outer[static ID_BYTES]);
/* One more real file of this sender; how many it makes since day_s. */
bool ledger_sender(
    struct ledger *ledger, const uint8_t pseudonym[static ID_BYTES], int64_t now_s, int64_t *ret_count);

struct stored { /* one file on its way */
    int64_t n;
    enum where where;
    uint8_t to[ID_BYTES], name[ID_BYTES];
    size_t len;
    uint8_t file[INNER_BYTES];
};
/* Waiting, in order of arrival; late ones after all others. */
bool ledger_queue_add(struct ledger *ledger, const struct stored *stored, bool late);
bool ledger_queue_count(struct ledger *ledger, int64_t *ret_count);
/* The first one for that place; *ret_found is false when none waits. Removes it from the queue. */
bool ledger_queue_take(struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found);
/* Fixed for a beat: what is here goes out under this name, however often it takes. */
bool ledger_leaving_add(struct ledger *ledger, const struct stored *stored);
bool ledger_leaving_count(
    struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES], int64_t *ret_count);
bool ledger_leaving_get(struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES],
    int64_t index, struct stored *ret_stored, bool *ret_found);
/* It arrived: kept among the sent. */
bool ledger_left(struct ledger *ledger, int64_t n, int64_t now_s);

/* The hub's store was restored: all of the last 7 days goes out again. */
bool ledger_again_all(struct ledger *ledger);
bool ledger_again_get(struct ledger *ledger, enum where where, const uint8_t to[static ID_BYTES],
    struct stored *ret_stored, bool *ret_found);
bool ledger_again_done(struct ledger *ledger, int64_t n);
/* Forgets what is older than 7 days (sent), 2 days (senders), and the oldest above each maximum. */
bool ledger_sweep(struct ledger *ledger, int64_t now_s);

/* Outer files that cannot be opened or that name nobody. */
bool ledger_aside_add(struct ledger *ledger, const uint8_t outer[static ID_BYTES], const uint8_t *file);
bool ledger_aside_count(struct ledger *ledger, int64_t *ret_count);
/* The first one after n, into ret_file (ENVELOPE_BYTES). */
bool ledger_aside_next(
    struct ledger *ledger, int64_t after_n, int64_t *ret_n, uint8_t *ret_file, bool *ret_found);
bool ledger_aside_remove(struct ledger *ledger, int64_t n);

#endif
