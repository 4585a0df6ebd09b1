#include "desk/view.h"

#include <string.h>

#include "base/cursor.h"
#include "desk/labels.h"
#include "view_parts.h"

json_t *view_hex(const uint8_t *bytes, size_t len)
{
    char hex[2 * HEAD_BYTES + 1];
    hex_write(bytes, len, hex);
    return json_string(hex);
}

json_t *view_laptop(const uint8_t laptop[static LAPTOP_BYTES], int64_t at, const struct desk_context *context)
{
    bool mine = memcmp(laptop, context->own.laptop, LAPTOP_BYTES) == 0;
    return json_pack(
        "{s:o, s:b, s:I}", "by", view_hex(laptop, LAPTOP_BYTES), "mine", mine, "at", (json_int_t)at);
}

const char *view_answer(const struct case_file *file, const char *question)
{
    const json_t *answers = file->first ? json_object_get(file->first->document.json, "answers") : NULL;
    const char *value = json_string_value(json_object_get(answers, question));
    return value ? value : "";
}

const struct form *view_form(const struct case_file *file, const struct labels *labels)
{
    const json_t *form = file->first ? json_object_get(file->first->document.json, "form") : NULL;
    return labels_form(labels, json_string_value(json_object_get(form, "id")));
}

bool view_chosen(const json_t *value, const char *choice)
{
    const json_t *one;
    size_t i;
    if (json_is_string(value)) {
        return strcmp(json_string_value(value), choice) == 0;
    }
    json_array_foreach(value, i, one)
    {
        if (strcmp(json_string_value(one), choice) == 0) {
            return true;
        }
    }
    return false;
}

/* In doubt a child (docs: M12); only "18 or more" makes an adult. */
static const char *age_of(const struct case_file *file)
{
    const char *age = view_answer(file, "age");
    if (strcmp(age, "18plus") == 0) {
        return "adult";
    }
    return strcmp(age, "under15") == 0 || strcmp(age, "15to17") == 0 ? "child" : "unknown";
}

static void add_why(json_t *why, const char *question, const char *choice, const struct case_file *file,
    const struct labels *labels)
{
    const struct form *form = view_form(file, labels);
    if (labels_urgency(form, question, choice) == file->urgency) {
        json_array_append_new(
            why, json_pack("{s:s, s:s}", "question", labels_of_question(labels, form, question), "answer",
                     labels_of_choice(labels, form, question, choice)));
    }
}

/* The choices that made it as urgent as it is. */
static json_t *why_of(const struct case_file *file, const struct labels *labels)
{
    json_t *why = json_array(), *value, *one;
    json_t *answers = file->first ? json_object_get(file->first->document.json, "answers") : NULL;
    const char *question;
    size_t i;
    json_object_foreach(answers, question, value)
    {
        if (json_is_string(value)) {
            add_why(why, question, json_string_value(value), file, labels);
        }
        json_array_foreach(value, i, one)
        {
            add_why(why, question, json_string_value(one), file, labels);
        }
    }
    return why;
}

static const char *place_name(const struct document *document, const struct desk_context *context)
{
    const struct network_place *place = network_place(context->network, document->place);
    const char *name = place ? network_text(&place->name, context->language) : "";
    return name[0] ? name : document->place;
}

static bool child_near(const struct case_file *file)
{
    const char *child = view_answer(file, "child");
    return strcmp(child, "yes") == 0 || strcmp(view_answer(file, "child_there"), "yes") == 0 ||
           view_chosen(file->first
                           ? json_object_get(json_object_get(file->first->document.json, "answers"), "needs")
                           : NULL,
               "child");
}

/* help, report, or call: help of which only the call card was filled in. */
static const char *kind_of(const struct case_file *file, const struct document *document)
{
    const json_t *form = json_object_get(document->json, "form");
    const char *id = json_string_value(json_object_get(form, "id"));
    if (document->kind == DOCUMENT_REPORT) {
        return "report";
    }
    return file->first && id && strcmp(id, "call") == 0 ? "call" : "help";
}

static void set_origin(json_t *row, const struct case_file *file, const struct desk_context *context)
{
    const struct case_document *from = file->first ? file->first : &file->documents[0];
    const struct document *document = &from->document;
    json_object_set_new(row, "kind", json_string(kind_of(file, document)));
    json_object_set_new(row, "place", json_string(place_name(document, context)));
    json_object_set_new(row, "day", json_string(document->day));
    json_object_set_new(row, "hour", json_integer(document->hour));
    json_object_set_new(row, "arrived", json_integer(from->arrived));
    json_object_set_new(row, "lang", json_string(document->lang));
    json_object_set_new(row, "age", json_string(age_of(file)));
    json_object_set_new(row, "child_near", json_boolean(child_near(file)));
}

/* Nothing that was told: only which case it was, and since when it is gone (0: not yet). */
static json_t *erased_row(const struct case_file *file, const struct desk_context *context)
{
    char words[CASE_WORD_TEXT];
    words_of_case(context->words, file->thread, words);
    json_t *row = json_pack("{s:o, s:s, s:s, s:b, s:i, s:[], s:i, s:I, s:i, s:i, s:b, s:b, s:I, s:s}",
        "thread", view_hex(file->thread, ID_BYTES), "words", words, "kind", "deleted", "began", 1, "urgency",
        4, "why", "due", 0, "active", (json_int_t)file->deleted_at, "unread", 0, "refused", 0, "withdrawn", 1,
        "deleted", file->deleted, "deleted_at", (json_int_t)file->deleted_at, "state", "closed");
    if (row) {
        json_object_update_new(row, json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:b, s:b, s:n}", "place", "",
                                        "day", "unknown", "hour", DOCUMENT_HOUR_NONE, "arrived", 0, "lang",
                                        "", "age", "adult", "child_near", 0, "first_read", 1, "taken"));
    }
    return row;
}

json_t *view_row(const struct case_file *file, const struct desk_context *context)
{
    if (file->withdrawn) {
        return erased_row(file, context);
    }
    char words[CASE_WORD_TEXT];
    words_of_case(context->words, file->thread, words);
    json_t *row = json_pack("{s:o, s:s, s:b, s:i, s:o, s:I, s:I, s:I, s:I, s:b, s:b, s:O, s:s}", "thread",
        view_hex(file->thread, ID_BYTES), "words", words, "began", file->first != NULL, "urgency",
        file->urgency, "why", why_of(file, context->labels), "due", (json_int_t)file->due, "active",
        (json_int_t)file->active, "unread", (json_int_t)file->unread, "refused", (json_int_t)file->refused,
        "withdrawn", file->withdrawn, "deleted", file->deleted, "exclude", file->exclude, "state",
        file->state);
    if (row) {
        set_origin(row, file, context);
        json_object_set_new(row, "first_read", json_boolean(file->first && file->first->read));
        json_object_set_new(
            row, "taken", file->taken ? view_laptop(file->taken_by, file->taken_at, context) : json_null());
    }
    return row;
}

enum desk_error view_can_answer(const struct case_file *file, const struct desk_context *context)
{
    if (file->withdrawn) {
        return DESK_DELETED;
    }
    if (!file->first || !file->first->document.has_reply) {
        return DESK_NO_RECEIPT;
    }
    if (!network_place(context->network, file->first->document.place)) {
        return DESK_NO_ROUTE;
    }
    return file->next_n < ANSWER_DELETED_N ? DESK_OK : DESK_NO_NUMBER;
}
