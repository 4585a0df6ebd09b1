#include "desk/action.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/cursor.h"
#include "base/json_write.h"
#include "desk/document.h"
#include "seal/envelope.h"

#define TIME_MOST INT64_C(253402300799) /* the end of the year 9999: no page can show a later one */

bool state_valid(const char *state)
{
    static const char *const states[] = {"received", "working", "answered", "closed"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strcmp(state, states[i]) == 0) {
            return true;
        }
    }
    return false;
}

void action_head(const uint8_t *file, size_t len, uint8_t ret_head[static HEAD_BYTES])
{
    crypto_hash_sha256(ret_head, file, len);
}

static void write_chain(struct json_write *json, const struct action *action)
{
    if (action->has_prev) {
        json_member_hex(json, "prev", action->prev, HEAD_BYTES);
    }
    json_key(json, "heads");
    json_open(json, '[');
    for (size_t i = 0; i < action->head_count; i++) {
        json_hex(json, action->heads[i], HEAD_BYTES);
    }
    json_close(json, ']');
}

static void write_content(struct json_write *json, const struct action *action)
{
    const json_t *id;
    size_t i;
    if (action->n >= 0) {
        json_member_int(json, "n", action->n);
        json_member_hex(json, "envelope", action->envelope, ID_BYTES);
        json_member_text(json, "state", action->state);
        json_member_text(json, "lang", action->lang);
    }
    if (action->text && action->text[0]) {
        json_member_text(json, "audience", action->n >= 0 ? "person" : "team");
        json_member_text(json, "text", action->text);
    }
    const struct {
        const char *name;
        const json_t *list;
    } lists[] = {{"documents", action->documents}, {"erased", action->erased}};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        if (!lists[k].list) {
            continue;
        }
        json_key(json, lists[k].name);
        json_open(json, '[');
        json_array_foreach(lists[k].list, i, id)
        {
            json_text(json, json_string_value(id));
        }
        json_close(json, ']');
    }
}

static size_t action_write(const struct action *action, char *out, size_t cap)
{
    char day[11];
    struct json_write json;
    day_format(action->time_s, day);
    json_write_init(&json, out, cap);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "action");
    json_member_hex(&json, "id", action->id, ID_BYTES);
    json_member_hex(&json, "case", action->thread, ID_BYTES);
    json_member_int(&json, "lamport", (int64_t)action->lamport);
    json_member_hex(&json, "laptop", action->laptop, LAPTOP_BYTES);
    json_member_text(&json, "do", action->what);
    json_member_text(&json, "day", day);
    json_member_int(&json, "time", action->time_s);
    write_chain(&json, action);
    write_content(&json, action);
    json_close(&json, '}');
    return json_done(&json) ? json.len : 0;
}

enum desk_error action_seal(const struct action *action, const struct seal_signer *signer,
    const struct network_team *team, uint8_t ret_file[static INNER_BYTES],
    uint8_t ret_head[static HEAD_BYTES])
{
    if (action->text && strlen(action->text) > ACTION_TEXT_BYTES) {
        return DESK_TOO_LONG;
    }
    char *json = malloc(DOCUMENT_BYTES + 1);
    if (!json) {
        return DESK_NO_MEMORY;
    }
    enum desk_error error = DESK_OK;
    size_t len = action_write(action, json, DOCUMENT_BYTES - SEAL_SIGNATURE_TEXT);
    if (len == 0) {
        error = DESK_TOO_LONG;
    } else if (seal_sign(SEAL_ACTION, signer, json, &len, DOCUMENT_BYTES) ||
               inner_seal(json, len, team->recipients, team->recipient_count, ret_file)) {
        error = DESK_RANDOM;
    } else {
        action_head(ret_file, INNER_BYTES, ret_head);
    }
    sodium_memzero(json, DOCUMENT_BYTES + 1);
    free(json);
    return error;
}

static bool signer_find(const struct network_team *team, const uint8_t own[static 32],
    const uint8_t laptop[static LAPTOP_BYTES], uint8_t ret_signer[static 32])
{
    uint8_t its[LAPTOP_BYTES];
    for (size_t i = 0; i <= team->signer_count; i++) {
        const uint8_t *signer = i < team->signer_count ? team->signers[i] : own;
        laptop_of(signer, its);
        if (memcmp(its, laptop, LAPTOP_BYTES) == 0) {
            memcpy(ret_signer, signer, 32);
            return true;
        }
    }
    return false;
}

static bool heads_read(const json_t *root, struct action *action)
{
    const json_t *heads = json_object_get(root, "heads");
    action->has_prev = json_object_get(root, "prev") != NULL;
    if (!json_is_array(heads) || json_array_size(heads) > ACTION_HEADS ||
        (action->has_prev && !member_hex(root, "prev", action->prev, HEAD_BYTES))) {
        return false;
    }
    action->head_count = json_array_size(heads);
    for (size_t i = 0; i < action->head_count; i++) {
        json_t *pair = json_pack("{s:O}", "head", json_array_get(heads, i));
        bool ok = pair && member_hex(pair, "head", action->heads[i], HEAD_BYTES);
        json_decref(pair);
        if (!ok) {
            return false;
        }
    }
    return true;
}

/* NULL, or an array of texts. */
static bool texts_read(const json_t *root, const char *name, const json_t **ret_list)
{
    const json_t *list = json_object_get(root, name), *one;
    size_t i;
    if (list && !json_is_array(list)) {
        return false;
    }
    json_array_foreach(list, i, one)
    {
        if (!json_is_string(one)) {
            return false;
        }
    }
    *ret_list = list;
    return true;
}

/* Only who deletes says that actions are gone; else one could hide that they were kept back. */
static bool erased_read(const json_t *root, struct action *action)
{
    const json_t *one;
    uint8_t head[HEAD_BYTES];
    size_t i;
    if (!texts_read(root, "erased", &action->erased) ||
        json_array_size(action->erased) > ACTION_ERASED_MOST ||
        (action->erased && strcmp(action->what, "delete") != 0)) {
        return false;
    }
    json_array_foreach(action->erased, i, one)
    {
        if (!hex_read(json_string_value(one), json_string_length(one), head, HEAD_BYTES)) {
            return false;
        }
    }
    return true;
}

static bool content_read(const json_t *root, struct action *action)
{
    int64_t n = -1;
    action->n = -1;
    if (json_object_get(root, "n")) {
        if (!member_int(root, "n", 0, ANSWERS_OF_A_THREAD - 1, &n) ||
            !member_hex(root, "envelope", action->envelope, ID_BYTES) ||
            !member_text(root, "state", action->state, sizeof action->state) || !state_valid(action->state) ||
            !member_text(root, "lang", action->lang, sizeof action->lang)) {
            return false;
        }
        action->n = (int)n;
    }
    const json_t *text = json_object_get(root, "text");
    action->text = json_is_string(text) ? json_string_value(text) : "";
    return texts_read(root, "documents", &action->documents) && erased_read(root, action);
}

static bool action_fields(const json_t *root, struct action *action)
{
    int64_t version, lamport;
    bool ok = member_int(root, "v", 1, 1, &version) && member_hex(root, "id", action->id, ID_BYTES) &&
              member_hex(root, "case", action->thread, ID_BYTES) &&
              member_int(root, "lamport", 1, INT64_MAX - 1, &lamport) &&
              member_hex(root, "laptop", action->laptop, LAPTOP_BYTES) &&
              member_text(root, "do", action->what, sizeof action->what) &&
              member_int(root, "time", 0, TIME_MOST, &action->time_s) && heads_read(root, action) &&
              content_read(root, action);
    action->lamport = ok ? (uint64_t)lamport : 0;
    return ok;
}

enum desk_error action_read(const char *json, size_t len, const struct network_team *team,
    const uint8_t own_signer[static 32], struct action *ret_action)
{
    uint8_t signer[32];
    struct action action = {.n = -1};
    json_t *root = len <= DOCUMENT_BYTES ? json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const char *kind = json_string_value(json_object_get(root, "kind"));
    if (!kind || strcmp(kind, "action") != 0 || !action_fields(root, &action) ||
        !signer_find(team, own_signer, action.laptop, signer) ||
        seal_verify(SEAL_ACTION, signer, json, len)) {
        json_decref(root);
        return DESK_FORMAT;
    }
    action.json = root;
    *ret_action = action;
    return DESK_OK;
}

void action_clear(struct action *action)
{
    json_decref(action->json);
    *action = (struct action){0};
}
