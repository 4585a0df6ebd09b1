/* What is done at a desk, as one more signed document sealed for the team (docs/formats.md, Desk store).
 * Each laptop's actions form a chain over the sealed files: prev is its own newest, heads those of the
 * others that it has seen. */
#ifndef WAYSIDE_DESK_ACTION_H
#define WAYSIDE_DESK_ACTION_H

#include <jansson.h>

#include "base/limits.h"
#include "desk/error.h"
#include "desk/keys.h"
#include "pack/network.h"

#define ACTION_TEXT_BYTES 8000 /* a note; its escapes fit beside the chain */
#define ACTION_DO 16
#define ACTION_HEADS 15        /* one for each other laptop of a team */
#define ACTION_ERASED_MOST 128 /* heads that one delete action names; more follow in another */
#define HEAD_BYTES 32          /* SHA-256 of a sealed action file */
#define STATE_TEXT 16          /* "received", "working", "answered", "closed" */

struct action {
    uint8_t id[ID_BYTES], thread[ID_BYTES];
    uint64_t lamport;
    uint8_t laptop[LAPTOP_BYTES];
    char what[ACTION_DO]; /* take, release, note, status, answer, read, delete; another is kept and shown by
                             name */
    int64_t time_s;       /* UTC seconds, as the laptop's clock said */
    bool has_prev;
    uint8_t prev[HEAD_BYTES];
    size_t head_count;
    uint8_t heads[ACTION_HEADS][HEAD_BYTES];
    /* answer and status: the number used, the envelope it left in, what it said */
    int n; /* -1 when the action uses none */
    uint8_t envelope[ID_BYTES];
    char state[STATE_TEXT], lang[36];
    const char *text;         /* note, answer; "" else; borrowed from json when read */
    const json_t *documents;  /* read: ids as texts; NULL else; borrowed from json when read */
    const json_t *erased;     /* delete: heads, as texts, of this case's actions that are gone; as above */
    uint8_t head[HEAD_BYTES]; /* of its sealed file; set by the book */
    json_t *json;             /* owner of the three above after action_read; NULL before */
};

/* True for one of the four states of docs/formats.md, Answers. */
bool state_valid(const char *state);
/* Writes, signs, seals for every recipient of the team. ret_head: what the next action names. */
MUST_CHECK enum desk_error action_seal(const struct action *action, const struct seal_signer *signer,
    const struct network_team *team, uint8_t ret_file[static INNER_BYTES],
    uint8_t ret_head[static HEAD_BYTES]);
/* json as inner_open gave it. Verifies with that one of the team's signers whose laptop it names, or with
 * own. DESK_FORMAT also when none of them signed it. */
MUST_CHECK enum desk_error action_read(const char *json, size_t len, const struct network_team *team,
    const uint8_t own_signer[static 32], struct action *ret_action);
void action_clear(struct action *action);
void action_head(const uint8_t *file, size_t len, uint8_t ret_head[static HEAD_BYTES]);

#endif
