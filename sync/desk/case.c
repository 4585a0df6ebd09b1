#include "desk/case.h"

#include <stdlib.h>
#include <string.h>

#include "seal/keys.h"

static int by_clock(const void *a, const void *b)
{
    const struct action *x = a, *y = b;
    if (x->lamport != y->lamport) {
        return x->lamport < y->lamport ? -1 : 1;
    }
    int laptop = memcmp(x->laptop, y->laptop, LAPTOP_BYTES);
    return laptop ? laptop : memcmp(x->id, y->id, ID_BYTES);
}

static bool begins(const struct document *document)
{
    return document->kind == DOCUMENT_HELP || document->kind == DOCUMENT_REPORT;
}

/* Only what the key in the first document signed is the same person. */
static void verify(struct case_file *file)
{
    for (size_t i = 0; !file->first && i < file->document_count; i++) {
        if (begins(&file->documents[i].document)) {
            file->first = &file->documents[i];
            file->documents[i].trusted = true;
        }
    }
    if (!file->first) {
        return;
    }
    for (size_t i = 0; i < file->document_count; i++) {
        struct case_document *later = &file->documents[i];
        if (later == file->first) {
            continue;
        }
        later->trusted = !begins(&later->document) && file->first->document.has_reply &&
                         seal_verify(SEAL_DOCUMENT, file->first->document.reply_sign, later->json,
                             later->len) == SEAL_OK;
        file->refused += !later->trusted;
    }
}

/* What came later can only take away, so that no order of arrival undoes a no. */
static bool take_away(struct case_file *file, const struct case_document *later)
{
    json_t *said = json_object_get(later->document.json, "consent"), *value;
    const char *name;
    bool ok = true;
    file->withdrawn |= later->document.erases;
    json_object_foreach(said, name, value)
    {
        if (json_is_true(value)) {
            continue;
        }
        if (json_is_true(json_object_get(file->consent, name)) && !json_object_get(file->taken_back, name)) {
            ok = ok && json_object_set_new(file->taken_back, name, json_integer(later->arrived)) == 0;
        }
        ok = ok && json_object_set_new(file->consent, name, json_false()) == 0;
    }
    return ok;
}

static bool exclude(struct case_file *file, const struct case_document *document)
{
    json_t *one;
    size_t i, k;
    bool ok = true;
    json_array_foreach(json_object_get(document->document.json, "exclude"), i, one)
    {
        for (k = 0; k < json_array_size(file->exclude); k++) {
            if (json_equal(json_array_get(file->exclude, k), one)) {
                break;
            }
        }
        if (k == json_array_size(file->exclude) && k < EXCLUDED_MAX) {
            ok = ok && json_array_append(file->exclude, one) == 0;
        }
    }
    return ok;
}

static bool merge_consent(struct case_file *file)
{
    file->consent = json_object();
    file->taken_back = json_object();
    file->exclude = json_array();
    json_t *first = file->first ? json_object_get(file->first->document.json, "consent") : NULL;
    bool ok = file->consent && file->taken_back && file->exclude &&
              (!first || json_object_update(file->consent, first) == 0) &&
              (!file->first || exclude(file, file->first)); /* its kinds come before any other */
    for (size_t i = 0; ok && i < file->document_count; i++) {
        const struct case_document *each = &file->documents[i];
        ok = !each->trusted || (exclude(file, each) && (each == file->first || take_away(file, each)));
    }
    json_t *value;
    const char *name;
    void *next;
    json_object_foreach_safe(file->consent, next, name, value)
    {
        ok = ok && (!file->withdrawn || json_object_set_new(file->consent, name, json_false()) == 0);
    }
    return ok;
}

static void mark_read(struct case_file *file, const struct action *action)
{
    for (size_t i = 0; i < json_array_size(action->documents); i++) {
        json_t *one = json_pack("{s:O}", "id", json_array_get(action->documents, i));
        uint8_t id[ID_BYTES];
        bool usable = one && member_hex(one, "id", id, ID_BYTES);
        json_decref(one);
        for (size_t k = 0; usable && k < file->document_count; k++) {
            file->documents[k].read |= memcmp(file->documents[k].document.id, id, ID_BYTES) == 0;
        }
    }
}

static void apply(struct case_file *file, const struct action *action, const struct desk_context *context)
{
    bool mine = memcmp(action->laptop, context->own.laptop, LAPTOP_BYTES) == 0;
    if (strcmp(action->what, "delete") == 0 && !mine) {
        return; /* desk_delete.c says why */
    }
    if (strcmp(action->what, "take") == 0) {
        file->taken = true;
        memcpy(file->taken_by, action->laptop, LAPTOP_BYTES);
        file->taken_at = action->time_s;
    } else if (strcmp(action->what, "release") == 0) {
        file->taken = false;
    } else if (strcmp(action->what, "read") == 0) {
        mark_read(file, action);
    } else if (strcmp(action->what, "delete") == 0) {
        file->deleted_at = file->deleted ? file->deleted_at : action->time_s;
        file->deleted = file->withdrawn = true;
    }
    if (action->n >= 0) {
        memcpy(file->state, action->state, STATE_TEXT);
        if (strcmp(action->state, "received") != 0 && action->time_s > file->told_at) {
            file->told_at = action->time_s;
        }
        file->next_n = action->n >= file->next_n ? action->n + 1 : file->next_n;
    }
    if (strcmp(action->what, "read") != 0 && action->time_s > file->active) {
        file->active = action->time_s;
    }
}

/* The promise runs from the arrival of the oldest thing after which the person was told nothing yet.
 * Opening, taking or "received" is not enough: until they are told more, they wait. */
static void find_due(struct case_file *file, const struct network_team *team)
{
    int64_t since = 0;
    for (size_t i = 0; i < file->document_count; i++) {
        const struct case_document *each = &file->documents[i];
        bool unseen = each != file->first &&
                      !each->read; /* came in the second of an answer, perhaps after it */
        bool waits = each->trusted && (each->arrived > file->told_at || unseen);
        file->unread += each->trusted && !each->read;
        if (waits && (since == 0 || each->arrived < since)) {
            since = each->arrived;
        }
        if (each->arrived > file->active) {
            file->active = each->arrived;
        }
    }
    if (file->withdrawn) {
        file->unread = 0;
        since = 0;
    }
    file->due = since ? since + (int64_t)team->act_by_hours[file->urgency] * 3600 : CASE_NO_DUE;
}

enum desk_error case_replay(struct case_file *file, const struct desk_context *context)
{
    if (file->action_count > 1) {
        qsort(file->actions, file->action_count, sizeof *file->actions, by_clock);
    }
    verify(file);
    if (!merge_consent(file)) {
        return DESK_NO_MEMORY;
    }
    file->urgency = 4;
    for (size_t i = 0; i < file->document_count; i++) {
        const struct case_document *each = &file->documents[i];
        if (each->trusted && each->document.urgency < file->urgency) {
            file->urgency = each->document.urgency;
        }
    }
    for (size_t i = 0; i < file->action_count; i++) {
        apply(file, &file->actions[i], context);
    }
    find_due(file, context->team);
    return DESK_OK;
}

void case_clear(struct case_file *file)
{
    for (size_t i = 0; i < file->document_count; i++) {
        document_clear(&file->documents[i].document);
        if (file->documents[i].json) {
            explicit_bzero(file->documents[i].json, file->documents[i].len);
        }
        free(file->documents[i].json);
    }
    for (size_t i = 0; i < file->action_count; i++) {
        action_clear(&file->actions[i]);
    }
    free(file->documents);
    free(file->actions);
    json_decref(file->consent);
    json_decref(file->taken_back);
    json_decref(file->exclude);
    *file = (struct case_file){0};
}
