/* What a person asked to erase. The delete action is the commit: it names the case, when it was, and the
 * heads of the actions that go, so that the chain stays whole; with it leaves the answer that says so. After
 * it nothing of the thread is taken any more, and every start ends what a cut has left.
 *
 * Only a laptop's own action does that. One of another laptop changes nothing here: each has the person's
 * signed wish for itself, and nobody in a team, nor who took a laptop, can erase what a person told. */
#include <sodium.h>
#include <string.h>

#include "base/cursor.h"
#include "desk_inside.h"

static bool is_delete(const struct action *action)
{
    return strcmp(action->what, "delete") == 0;
}

static bool is_named(const struct case_file *file, const char *head)
{
    for (size_t i = 0; i < file->action_count; i++) {
        for (size_t k = 0; k < json_array_size(file->actions[i].erased); k++) {
            if (strcmp(json_string_value(json_array_get(file->actions[i].erased, k)), head) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Heads of the actions that no delete action names yet, as many as one takes. NULL without memory. */
static json_t *unnamed(const struct case_file *file)
{
    json_t *heads = json_array();
    for (size_t i = 0; heads && i < file->action_count; i++) {
        char hex[2 * HEAD_BYTES + 1];
        hex_write(file->actions[i].head, HEAD_BYTES, hex);
        if (json_array_size(heads) < ACTION_ERASED_MOST && !is_delete(&file->actions[i]) &&
            !is_named(file, hex)) {
            json_array_append_new(heads, json_string(hex));
        }
    }
    return heads;
}

/* The number is one that no other answer may have: each laptop of a team erases for itself. */
static enum desk_error tell_person(
    struct desk *desk, const struct case_file *file, struct action *action, char ret_held[static STORE_NAME])
{
    const struct document *first = file->first ? &file->first->document : NULL;
    if (file->deleted || !first || !first->has_reply || !network_place(desk->network, first->place)) {
        return DESK_OK; /* told already, or nobody can be told */
    }
    action->n = ANSWER_DELETED_N;
    strcpy(action->state, "closed");
    memcpy(action->lang, first->lang, strlen(first->lang) + 1);
    randombytes_buf(action->envelope, ID_BYTES);
    return desk_hold_answer(desk, file, action, ret_held);
}

static enum desk_error put_delete(struct desk *desk, const struct case_file *file, json_t *heads)
{
    struct action action;
    char held[STORE_NAME] = "";
    enum desk_error error = desk_action(desk, file->thread, "delete", &action);
    if (!error) {
        action.erased = heads;
        error = tell_person(desk, file, &action, held);
    }
    return error ? error : desk_commit(desk, &action, held);
}

/* One delete action more, as long as the case has none or has actions that none names. */
static enum desk_error name_all(struct desk *desk, const uint8_t thread[static ID_BYTES])
{
    enum desk_error error = DESK_OK;
    size_t most = CASE_ACTIONS_MOST / ACTION_ERASED_MOST + 2;
    for (bool more = true; more && !error && most-- > 0;) {
        struct case_file file = {0};
        error = book_case(desk->book, thread, &file);
        json_t *heads = error ? NULL : unnamed(&file);
        error = error || heads ? error : DESK_NO_MEMORY;
        more = !error && (!file.deleted || json_array_size(heads) > 0);
        if (more) {
            error = put_delete(desk, &file, heads);
        }
        json_decref(heads);
        case_clear(&file);
    }
    return error;
}

static enum desk_error erase_actions(struct desk *desk, const uint8_t thread[static ID_BYTES])
{
    struct case_file file = {0};
    enum desk_error error = book_case(desk->book, thread, &file);
    for (size_t i = 0; !error && i < file.action_count; i++) {
        const struct action *action = &file.actions[i];
        if (!is_delete(action)) {
            error = desk_store_action_erase(&desk->store, action->lamport, action->laptop, action->id);
        }
    }
    case_clear(&file);
    return error;
}

/* Documents go when the book is made anew: it does not take them any more. */
enum desk_error desk_delete(struct desk *desk, bool *ret_changed)
{
    struct book_threads wished = {0}, left = {0};
    enum desk_error error = book_withdrawn(desk->book, &wished);
    for (size_t i = 0; !error && i < wished.count; i++) {
        error = name_all(desk, wished.threads[i]);
    }
    if (!error) {
        error = book_left_over(desk->book, &left);
    }
    for (size_t i = 0; !error && i < left.count; i++) {
        error = name_all(desk, left.threads[i]);
        error = error ? error : erase_actions(desk, left.threads[i]);
    }
    *ret_changed = wished.count + left.count > 0;
    return error;
}
