/* The desk itself: one laptop, one team, locked or unlocked. Every function may be called from any thread;
 * each holds the desk's own lock for its length. Plain text exists only between unlock and lock. */
#ifndef WAYSIDE_DESK_H
#define WAYSIDE_DESK_H

#include <jansson.h>

#include "base/clock.h"
#include "desk/error.h"
#include "desk/keys.h"
#include "pack/network.h"
#include "wire/client.h"

struct desk;
struct follower;                          /* follow/follower.h */
struct desk_settings {                    /* all borrowed for the desk's life */
    const char *hub_url, *hub_ca, *token; /* token NULL once enrolled */
    const char *store;
    const struct disk *disk;       /* NULL; a test's disk instead of the folder store */
    const char *form, *catalogues; /* NULL: none */
    const char *words, *language;
    const struct network *network; /* teams, keys, places; until desk_network */
    int64_t signed_s;              /* when what it is from was signed: no right clock is before that */
    struct follower *follower;     /* for the clerk, who keeps content current; NULL: it stays as it is */
    int lock_after_s;              /* without a touch */
};

/* Reads words and form; opens the store; stays locked. False with one sentence. */
MUST_CHECK bool desk_new(const struct desk_settings *settings, struct clock_source clock,
    struct desk **ret_desk, char ret_message[static 256]);
void desk_free(struct desk *desk); /* locks first; takes NULL */
/* Another network, borrowed from now on; the one before may be freed then. False, and nothing changes, when
 * this laptop is in none of its teams. */
MUST_CHECK bool desk_network(struct desk *desk, const struct network *network, int64_t signed_s);

/* Opens identity.age, then everything stored. passphrase is as typed; the caller wipes it. */
MUST_CHECK enum desk_error desk_unlock(struct desk *desk, const char *passphrase);
void desk_lock(struct desk *desk);
/* Somebody is there: the time until it locks by itself begins again. */
void desk_active(struct desk *desk);
/* Locks when nobody was there for lock_after_s; the clerk calls it each second. */
void desk_idle(struct desk *desk);

/* What the page shows around a case: {locked, version (grows with each change), laptop, team, language, demo,
 * lock_after_s, now, waiting, next_beat, beat_s, connected, since, why, enrolment, code, damaged, missing,
 * forks, clock_behind, text_most, note_most, disk}. NULL without memory. */
json_t *desk_state(struct desk *desk);
MUST_CHECK enum desk_error desk_list(struct desk *desk, const char *query, json_t **ret_rows);
/* As view_case gives it; answers that have not left carry "leaves" (UTC seconds). */
MUST_CHECK enum desk_error desk_case(
    struct desk *desk, const uint8_t thread[static ID_BYTES], json_t **ret_case);

/* One thing done. what: take, release, read, note (text), status (state), answer (text, state). lang: of
 * the text, BCP 47. ret_over: by how many bytes the text is too long (DESK_TOO_LONG). After DESK_OK it
 * is durable; an answer leaves on the desk's beat. */
struct desk_order {
    const char *what, *text, *state, *lang; /* NULL where not used */
    bool first_only; /* read: the first document alone; its messages are still folded */
};
MUST_CHECK enum desk_error desk_do(struct desk *desk, const uint8_t thread[static ID_BYTES],
    const struct desk_order *order, size_t *ret_over);

/* ---- the clerk's side: what goes over the network. It works locked or unlocked, on sealed files. ---- */
struct desk_line { /* wire_client, or a test's hub */
    enum wire_error (*request)(void *self, const char *method, const char *path, const void *body, size_t len,
        struct wire_answer *answer);
    const char *(*why)(void *self);
    void *self;
};
/* Everything new of the inbox, stored before it is acknowledged. False when the line or the disk failed;
 * desk_state says how. */
bool desk_fetch(struct desk *desk, const struct desk_line *line);
/* One outer file: the first that waits, else a dummy. */
bool desk_send(struct desk *desk, const struct desk_line *line);
int desk_fetch_beat_s(const struct desk *desk);
int desk_send_beat_s(const struct desk *desk);
int desk_content_beat_s(struct desk *desk); /* between two checks for new content */
/* What the clerk knows, for desk_state. next_send_ms on the clock's mono_ms. */
void desk_say_beat(struct desk *desk, int64_t next_send_ms);
void desk_say_enrolment(struct desk *desk, int step, const char *code, const char *message);

#endif
