#include "form_whole.h"

#include <string.h>

#define HEAD_BYTES 1100 /* of a document besides answers: ids, place, day, reply and its keys */
#define MARK_BYTES 4    /* quotation marks, colon or comma of a name */

struct kinds { /* each once; one more than may be says that there are too many */
    const char *in[EXCLUDED_MAX + 1];
    size_t count, bytes;
};

static void add_kind(struct kinds *kinds, const char *kind)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (strcmp(kinds->in[i], kind) == 0)
            return;
    if (kinds->count > EXCLUDED_MAX)
        return;
    kinds->in[kinds->count++] = kind;
    kinds->bytes += strlen(kind) + MARK_BYTES;
}

/* Kinds of bodies that a form can keep out. */
static struct kinds kinds_of(const struct form *form)
{
    struct kinds kinds = {.count = 0};
    for (size_t q = 0; q < form->question_count; q++)
        for (size_t c = 0; c < form->questions[q].choice_count; c++)
            for (size_t k = 0; k < form->questions[q].choices[c].exclude_count; k++)
                add_kind(&kinds, form->questions[q].choices[c].excludes[k]);
    return kinds;
}

static bool asks_for(const struct form_question *question, const char *permission)
{
    for (size_t i = 0; question->type == QUESTION_CONSENT && i < question->choice_count; i++)
        if (strcmp(question->choices[i].name, permission) == 0)
            return true;
    return false;
}

/* A document has each permission once, else no desk reads it. */
static void check_permissions(struct json_read *read, const struct form *form)
{
    size_t count = 0;
    for (size_t q = 0; q < form->question_count; q++) {
        const struct form_question *asked = &form->questions[q];
        if (asked->type != QUESTION_CONSENT)
            continue;
        count += asked->choice_count;
        for (size_t c = 0; c < asked->choice_count; c++)
            for (size_t i = 0; i < q; i++)
                if (asks_for(&form->questions[i], asked->choices[c].name))
                    json_read_refuse(read, "asks twice for the permission %.64s", asked->choices[c].name);
    }
    if (count > CONSENTS_MAX)
        json_read_refuse(read, "asks for over %d permissions", CONSENTS_MAX);
}

void form_check_whole(struct json_read *read, const struct form *form)
{
    if (read->failed)
        return;
    check_permissions(read, form);
    if (kinds_of(form).count > EXCLUDED_MAX)
        json_read_refuse(read, "excludes over %d kinds of teams", EXCLUDED_MAX);
    if (form_text_room(form) == 0)
        json_read_refuse(read, "its answers do not fit into a document; use shorter names and fewer choices");
}

/* Bytes that the answer to a question takes in a document, at the most. */
static size_t answer_most(const struct form_question *question)
{
    size_t most = strlen(question->name) + 2 * MARK_BYTES, longest = 0;
    bool one = question->type == QUESTION_ONE;
    for (size_t i = 0; i < question->choice_count; i++) {
        size_t len = strlen(question->choices[i].name) + MARK_BYTES +
                     (question->type == QUESTION_CONSENT ? sizeof("false") : 0);
        longest = len > longest ? len : longest;
        most += one ? 0 : len;
    }
    return most + (one ? longest : 0) +
           (question->type == QUESTION_PHONE || question->type == QUESTION_DATE ||
                       question->type == QUESTION_INTEGER
                   ? PHONE_MOST + MARK_BYTES
                   : 0);
}

size_t form_text_room(const struct form *form)
{
    size_t taken = HEAD_BYTES + kinds_of(form).bytes;
    for (size_t i = 0; i < form->question_count; i++)
        if (form->questions[i].type != QUESTION_NOTE && form->questions[i].type != QUESTION_CALCULATE)
            taken += answer_most(&form->questions[i]);
    size_t room = taken < DOCUMENT_BYTES ? DOCUMENT_BYTES - taken : 0;
    return room < TYPED_BYTES ? room : TYPED_BYTES;
}
