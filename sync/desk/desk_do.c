#include <sodium.h>
#include <string.h>

#include "base/json_write.h"
#include "desk_inside.h"
#include "seal/envelope.h"
#include "seal/receipt.h"

/* The signed JSON that only the person's receipt opens (docs/formats.md, Answers). */
static bool answer_write(
    const struct desk *desk, const struct action *action, char json[static ANSWER_PLAIN], size_t *ret_len)
{
    char day[11];
    uint8_t id[ID_BYTES];
    struct json_write out;
    day_format(action->time_s, day);
    randombytes_buf(id, sizeof id);
    json_write_init(&out, json, ANSWER_PLAIN - SEAL_SIGNATURE_TEXT);
    json_open(&out, '{');
    json_member_int(&out, "v", 1);
    json_member_text(&out, "kind", "answer");
    json_member_hex(&out, "id", id, ID_BYTES);
    json_member_hex(&out, "thread", action->thread, ID_BYTES);
    json_member_hex(&out, "team", desk->context.team->id, ID_BYTES);
    json_member_int(&out, "n", action->n);
    json_member_text(&out, "day", day);
    json_member_text(&out, "lang", action->lang);
    json_member_text(&out, "state", action->state);
    json_member_text(&out, "text", action->text);
    if (action->n == ANSWER_DELETED_N) {
        json_key(&out, "deleted");
        json_bool(&out, true);
    }
    json_close(&out, '}');
    *ret_len = out.len;
    return json_done(&out) &&
           seal_sign(SEAL_ANSWER, &desk->keys->signer, json, ret_len, ANSWER_PLAIN) == SEAL_OK;
}

static enum desk_error answer_envelope(const struct desk *desk, const struct case_file *file,
    const struct action *action, uint8_t ret_file[static ENVELOPE_BYTES])
{
    const struct document *first = &file->first->document;
    const struct network_place *place = network_place(desk->network, first->place);
    struct outer outer = {.type = OUTER_ANSWER};
    char json[ANSWER_PLAIN];
    size_t len;
    if (!place) {
        return DESK_NO_ROUTE;
    }
    memcpy(outer.to, desk->network->zones[place->zone].id, ID_BYTES);
    receipt_tag(first->reply_drop, (uint32_t)action->n, outer.tag);
    enum desk_error error = DESK_OK;
    if (!answer_write(desk, action, json, &len)) {
        error = DESK_TOO_LONG;
    } else if (answer_seal(json, len, first->reply_to, outer.inner) ||
               outer_seal(&outer, desk->network->mix, ret_file)) {
        error = DESK_RANDOM;
    }
    sodium_memzero(json, sizeof json);
    sodium_memzero(&outer, sizeof outer);
    return error;
}

/* A file of ours that cannot be read, or that others name and we lack, may have been an answer of this
 * thread: so many numbers are left out, since one used twice would lose the second answer. */
static int number_of(struct desk *desk, const struct case_file *file)
{
    size_t unknown = book_faults(desk->book).missing;
    unknown = desk->damaged_actions > unknown ? desk->damaged_actions : unknown;
    return unknown < ANSWERS_OF_A_THREAD ? file->next_n + (int)unknown : ANSWER_DELETED_N;
}

static enum desk_error prepare_answer(
    struct desk *desk, const struct case_file *file, const struct desk_order *order, struct action *action)
{
    const char *state = order->state ? order->state : "";
    enum desk_error error = view_can_answer(file, &desk->context);
    if (error) {
        return error;
    }
    if (!state_valid(state)) {
        return DESK_FORMAT;
    }
    if (strcmp(action->what, "answer") == 0 ? !action->text[0] : action->text[0] != '\0') {
        return DESK_EMPTY;
    }
    action->n = number_of(desk, file);
    if (action->n >= ANSWER_DELETED_N) {
        return DESK_NO_NUMBER;
    }
    memcpy(action->state, state, strlen(state) + 1);
    const char *lang = order->lang && order->lang[0] ? order->lang : file->first->document.lang;
    if (strlen(lang) >= sizeof action->lang) {
        return DESK_FORMAT;
    }
    memcpy(action->lang, lang, strlen(lang) + 1);
    randombytes_buf(action->envelope, ID_BYTES);
    return DESK_OK;
}

static bool is_one_of(const char *what, const char *const *known, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(what, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

static enum desk_error check_text(const struct desk_order *order, bool answers, size_t *ret_over)
{
    size_t len = order->text ? strlen(order->text) : 0;
    size_t most = answers ? ANSWER_TEXT_BYTES : ACTION_TEXT_BYTES;
    if (len > most) {
        *ret_over = len - most;
        return DESK_TOO_LONG;
    }
    return strcmp(order->what, "note") == 0 && len == 0 ? DESK_EMPTY : DESK_OK;
}

/* The ids that nobody has opened yet. */
static json_t *unread_of(const struct case_file *file, bool first_only)
{
    json_t *ids = json_array();
    for (size_t i = 0; ids && i < file->document_count && json_array_size(ids) < 64; i++) {
        const struct case_document *each = &file->documents[i];
        if (each->trusted && !each->read && (each == file->first || !first_only)) {
            char hex[ID_HEX + 1];
            sodium_bin2hex(hex, sizeof hex, each->document.id, ID_BYTES);
            json_array_append_new(ids, json_string(hex));
        }
    }
    return ids;
}

enum desk_error desk_hold_answer(struct desk *desk, const struct case_file *file, const struct action *action,
    char ret_held[static STORE_NAME])
{
    uint8_t envelope[ENVELOPE_BYTES];
    enum desk_error error = answer_envelope(desk, file, action, envelope);
    return error ? error : desk_store_hold(&desk->store, action->envelope, envelope, ret_held);
}

enum desk_error desk_action(
    struct desk *desk, const uint8_t thread[static ID_BYTES], const char *what, struct action *ret_action)
{
    struct action action = {.n = -1, .text = ""};
    memcpy(action.thread, thread, ID_BYTES);
    memcpy(action.laptop, desk->context.own.laptop, LAPTOP_BYTES);
    memcpy(action.what, what, strlen(what) + 1);
    randombytes_buf(action.id, ID_BYTES);
    action.time_s = desk->clock.wall_s(desk->clock.self);
    enum desk_error error = book_chain(desk->book, &action);
    *ret_action = action;
    return error;
}

/* See desk/store.h. */
enum desk_error desk_commit(struct desk *desk, const struct action *action, const char *held)
{
    uint8_t file[INNER_BYTES], head[HEAD_BYTES];
    size_t len;
    enum desk_error error = action_seal(action, &desk->keys->signer, desk->context.team, file, head);
    if (!error) {
        error = desk_store_action_put(&desk->store, action->lamport, action->laptop, action->id, file);
    }
    if (error) {
        if (desk_store_action_drop(&desk->store, action->lamport, action->laptop, action->id)) {
            desk_lock_held(desk); /* what the disk holds is unknown; unlocking reads it again */
        } else if (held && held[0]) {
            (void)!desk_store_cancel(&desk->store, held);
        }
        return error;
    }
    if (held && held[0]) {
        (void)!desk_store_release(&desk->store, held); /* desk_send settles it, should this fail */
    }
    if (inner_open(
            desk->keys->identities, desk->keys->identity_count, file, sizeof file, desk->plain, &len) ||
        book_add_action(desk->book, head, desk->plain, len)) {
        desk_lock_held(desk);
        return DESK_NO_MEMORY;
    }
    sodium_memzero(desk->plain, DOCUMENT_BYTES + 1);
    return DESK_OK;
}

static enum desk_error do_to_case(
    struct desk *desk, const struct case_file *file, const struct desk_order *order, bool answers)
{
    struct action action;
    char held[STORE_NAME] = "";
    enum desk_error error = file->withdrawn ? DESK_DELETED
                                            : desk_action(desk, file->thread, order->what, &action);
    if (!error) {
        action.text = order->text ? order->text : "";
    }
    if (!error && answers) {
        error = prepare_answer(desk, file, order, &action);
        if (!error) {
            error = desk_hold_answer(desk, file, &action, held);
        }
    }
    json_t *ids = NULL;
    if (!error && strcmp(order->what, "read") == 0) {
        ids = unread_of(file, order->first_only);
        if (json_array_size(ids) == 0) {
            json_decref(ids);
            return DESK_OK;
        }
        action.documents = ids;
    }
    error = error ? error : desk_commit(desk, &action, held);
    json_decref(ids);
    return error;
}

enum desk_error desk_do(struct desk *desk, const uint8_t thread[static ID_BYTES],
    const struct desk_order *order, size_t *ret_over)
{
    static const char *const known[] = {"take", "release", "read", "note", "status", "answer"};
    if (!order->what || !is_one_of(order->what, known, sizeof known / sizeof *known)) {
        return DESK_FORMAT;
    }
    bool answers = strcmp(order->what, "status") == 0 || strcmp(order->what, "answer") == 0;
    enum desk_error error = check_text(order, answers, ret_over);
    if (error) {
        return error;
    }
    struct case_file file = {0};
    pthread_mutex_lock(&desk->mutex);
    error = desk->book ? book_case(desk->book, thread, &file) : DESK_LOCKED;
    if (!error) {
        error = do_to_case(desk, &file, order, answers);
        desk->active_ms = desk->clock.mono_ms(desk->clock.self);
        desk->version++;
    }
    if (error == DESK_NO_SPACE || error == DESK_DISK || error == DESK_OK) {
        desk->disk = error;
    }
    pthread_mutex_unlock(&desk->mutex);
    case_clear(&file);
    return error;
}
