/* A case is one thread: the documents of one person and what was done at the desks about it. Nothing of
 * its state is stored: case_replay makes it from both, in an order that does not depend on arrival. */
#ifndef WAYSIDE_DESK_CASE_H
#define WAYSIDE_DESK_CASE_H

#include "desk/action.h"
#include "desk/context.h"
#include "desk/document.h"

#define CASE_DOCUMENTS_MOST 1024
#define CASE_ACTIONS_MOST 4096
#define CASE_NO_DUE 0

struct case_document {
    struct document document;
    char *json; /* as signed; owned */
    size_t len;
    int64_t arrived; /* UTC seconds when this laptop fetched it */
    bool trusted;    /* the first of its thread, or signed by the key that the first one gave */
    bool read;
};
struct case_file {
    uint8_t thread[ID_BYTES];
    struct case_document *documents; /* in the order of arrival */
    size_t document_count;
    struct action *actions; /* by (lamport, laptop) */
    size_t action_count;

    /* made by case_replay */
    const struct case_document *first; /* NULL: only later documents have come so far */
    int urgency;
    json_t *consent;    /* owned; name -> true or false: a yes only where nothing later says no */
    json_t *taken_back; /* owned; name -> when the no arrived, of what the first document had as a yes */
    json_t *exclude;    /* owned; kinds of bodies that must not get it */
    bool withdrawn;     /* the person asked to delete what was sent: nothing of it is shown any more */
    bool deleted;       /* and it is gone */
    int64_t deleted_at;
    size_t unread, refused;
    bool taken;
    uint8_t taken_by[LAPTOP_BYTES];
    int64_t taken_at;
    char state[STATE_TEXT]; /* what the person was last told; "" when nothing yet */
    int64_t told_at;        /* when they were last told more than "received"; 0 never */
    int next_n;             /* 0 to 64; 64: none left */
    int64_t due;            /* act by, UTC seconds; CASE_NO_DUE when nobody waits for us */
    int64_t active;         /* when something last came or was done */
};

/* Sorts the actions, verifies, counts. Documents and actions are there, all else zero. */
MUST_CHECK enum desk_error case_replay(struct case_file *file, const struct desk_context *context);
void case_clear(struct case_file *file);

#endif
