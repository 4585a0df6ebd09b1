/* Shared by desk.c, desk_delete.c, desk_do.c, desk_line.c, desk_state.c only. */
#ifndef WAYSIDE_DESK_INSIDE_H
#define WAYSIDE_DESK_INSIDE_H

#include <pthread.h>

#include "base/arena.h"
#include "desk/book.h"
#include "desk/desk.h"
#include "desk/labels.h"
#include "desk/store.h"
#include "desk/view.h"

struct desk {
    pthread_mutex_t mutex;
    struct desk_settings settings;
    struct clock_source clock;
    struct desk_store store;
    const struct network *network; /* borrowed */
    struct words words;
    struct labels *labels;
    struct desk_context context;

    /* only while unlocked */
    struct arena *arena;
    struct desk_keys *keys;
    char *plain; /* DOCUMENT_BYTES + 1 in the arena */
    struct book *book;
    size_t damaged, damaged_actions;
    int64_t active_ms;

    /* the line */
    unsigned long version;
    bool connected, enrolled, holds_dummy;
    int64_t connected_at; /* UTC seconds of the last good answer; 0 never */
    char why[256], code[16];
    int enrolment; /* as enrol_step says: 0 done, 1 waiting, -1 failed */
    int64_t next_send_ms;
    enum desk_error disk; /* of the last durable step */
    struct desk_store_outer
        dummy; /* offered again under the same id until the hub has it, as a real one is */
};

/* All with the mutex held. */
void desk_lock_held(struct desk *desk);
/* Opens one stored file into the book; drops a cover. */
void desk_open_inbox(struct desk *desk, const char *name, int64_t arrived, const uint8_t *bytes, size_t len);
enum desk_error desk_settle(struct desk *desk);
/* Everything of the disk into the book, anew, and what persons asked to erase is erased. */
enum desk_error desk_open_all(struct desk *desk);
/* An action's beginning, with the chain. */
enum desk_error desk_action(
    struct desk *desk, const uint8_t thread[static ID_BYTES], const char *what, struct action *ret_action);
/* The outer file of an answer, held (desk/store.h). */
enum desk_error desk_hold_answer(struct desk *desk, const struct case_file *file, const struct action *action,
    char ret_held[static STORE_NAME]);
/* The commit; held: NULL or "" when nothing leaves with it. */
enum desk_error desk_commit(struct desk *desk, const struct action *action, const char *held);
/* desk_delete.c: carries out what the book says is to be erased. ret_changed: the book holds what is gone
 * from the disk and has to be made anew. */
enum desk_error desk_delete(struct desk *desk, bool *ret_changed);

#endif
