#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "desk/labels.h"
#include "view_parts.h"

#define SEARCH_MOST (1u << 22)

static json_t *answers_of(const struct case_document *document)
{
    return json_object_get(document->document.json, "answers");
}

/* A choice or several, as labels. */
static json_t *labels_list(
    const struct case_file *file, const char *question, const json_t *value, const struct labels *labels)
{
    const struct form *form = view_form(file, labels);
    json_t *list = json_array();
    const json_t *one;
    size_t i;
    if (json_is_string(value)) {
        json_array_append_new(
            list, json_string(labels_of_choice(labels, form, question, json_string_value(value))));
    }
    json_array_foreach(value, i, one)
    {
        json_array_append_new(
            list, json_string(labels_of_choice(labels, form, question, json_string_value(one))));
    }
    return list;
}

/* Free text is what the form says is text, and whatever a form unknown to us left as a long text. */
static bool is_text(const char *question, const json_t *value, const struct form *form)
{
    const struct form_question *asked = labels_question(form, question);
    if (asked) {
        return asked->type == QUESTION_TEXT;
    }
    return json_is_string(value) && (strcmp(question, "text") == 0 || json_string_length(value) > 40);
}

static bool has_its_own_place(const char *question)
{
    static const char *const own[] = {"danger", "age", "company", "needs", "happening", "contact", "phone",
        "whose", "days", "hours", "others", "cover", "word", "until"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strcmp(question, own[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void set_answers(json_t *view, const struct case_file *file, const struct labels *labels)
{
    json_t *other = json_array(), *texts = json_array(), *value;
    json_t *answers = file->first ? answers_of(file->first) : NULL;
    const struct form *form = view_form(file, labels);
    const char *question;
    json_object_foreach(answers, question, value)
    {
        const char *label = labels_of_question(labels, form, question);
        if (is_text(question, value, form)) {
            json_array_append_new(texts, json_pack("{s:s, s:O}", "question", label, "text", value));
        } else if (!has_its_own_place(question)) {
            json_array_append_new(other, json_pack("{s:s, s:o}", "question", label, "answers",
                                             labels_list(file, question, value, labels)));
        }
    }
    json_object_set_new(view, "other", other);
    json_object_set_new(view, "texts", texts);
    static const char *const lists[] = {"danger", "company", "needs", "happening", "contact"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        json_object_set_new(
            view, lists[i], labels_list(file, lists[i], json_object_get(answers, lists[i]), labels));
    }
    const char *company = view_answer(file, "company");
    json_object_set_new(view, "fear", json_boolean(strncmp(company, "fear", 4) == 0));
    json_object_set_new(
        view, "threats", json_boolean(view_chosen(json_object_get(answers, "happening"), "threats")));
    json_object_set_new(view, "company_said", json_boolean(company[0] != '\0'));
}

/* How a person may be called, and what then; null when they did not ask for it. The number is for one look.
 */
static json_t *call_card(const struct case_file *file, const struct labels *labels)
{
    static const char *const lists[] = {"whose", "days", "hours", "others", "cover", "word"};
    json_t *answers = file->first ? answers_of(file->first) : NULL;
    const char *number = view_answer(file, "phone");
    if (!number[0]) {
        return json_null();
    }
    json_t *card = json_pack("{s:s, s:s, s:s, s:b, s:b}", "number", number, "until",
        view_answer(file, "until"), "others_name", view_answer(file, "others"), "voicemail",
        json_is_true(json_object_get(file->consent, "voicemail")), "text_message",
        json_is_true(json_object_get(file->consent, "text_message")));
    for (size_t i = 0; card && i < sizeof lists / sizeof *lists; i++) {
        json_object_set_new(
            card, lists[i], labels_list(file, lists[i], json_object_get(answers, lists[i]), labels));
    }
    return card;
}

static void add_consent(json_t *list, const struct case_file *file, const char *name, const char *label)
{
    bool yes = json_is_true(json_object_get(file->consent, name));
    json_t *one = json_pack("{s:s, s:s, s:b, s:I}", "name", name, "label", label, "yes", yes, "taken_back",
        json_integer_value(json_object_get(file->taken_back, name)));
    json_array_append_new(list, one);
}

static bool consent_asked(const struct form *form, const char *name)
{
    for (size_t q = 0; form && q < form->question_count; q++) {
        const struct form_question *asked = &form->questions[q];
        for (size_t i = 0; asked->type == QUESTION_CONSENT && i < asked->choice_count; i++) {
            if (strcmp(asked->choices[i].name, name) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Every permission that the form knows, a no when it was not given, then those it does not know. */
static json_t *consents(const struct case_file *file, const struct labels *labels)
{
    json_t *list = json_array(), *value;
    const struct form *form = view_form(file, labels);
    const char *name;
    for (size_t q = 0; form && q < form->question_count; q++) {
        const struct form_question *asked = &form->questions[q];
        for (size_t i = 0; asked->type == QUESTION_CONSENT && i < asked->choice_count; i++) {
            add_consent(list, file, asked->choices[i].name, labels_text(labels, asked->choices[i].label));
        }
    }
    json_object_foreach(file->consent, name, value)
    {
        if (!consent_asked(form, name)) {
            add_consent(list, file, name, name);
        }
    }
    return list;
}

/* What a later document takes back, in words. */
static json_t *taken_back(
    const struct case_document *document, const struct form *form, const struct labels *labels)
{
    json_t *list = json_array(), *value;
    const char *name;
    json_object_foreach(json_object_get(document->document.json, "consent"), name, value)
    {
        const char *label = name;
        for (size_t q = 0; form && q < form->question_count; q++) {
            if (form->questions[q].type == QUESTION_CONSENT && label == name) {
                label = labels_of_choice(labels, form, form->questions[q].name, name);
            }
        }
        json_array_append_new(list, json_string(label));
    }
    return list;
}

static const char *item_type(const struct case_document *document, const struct case_file *file)
{
    if (document == file->first) {
        return "first";
    }
    if (!document->trusted) {
        return file->first ? "refused" : "early";
    }
    return document->document.kind == DOCUMENT_WITHDRAW ? "withdraw"
           : document->document.kind == DOCUMENT_VOICE  ? "voice"
                                                        : "message";
}

/* What a stranger to the thread wrote is named and never shown. */
static json_t *document_item(
    const struct case_document *document, const struct case_file *file, const struct labels *labels)
{
    json_t *item = json_pack("{s:s, s:I, s:s, s:b, s:o}", "type", item_type(document, file), "at",
        (json_int_t)document->arrived, "day", document->document.day, "read", document->read, "id",
        view_hex(document->document.id, ID_BYTES));
    const char *text = json_string_value(json_object_get(answers_of(document), "text"));
    if (item && document->trusted && document != file->first) {
        json_object_set_new(item, "text", json_string(text ? text : ""));
        if (document->document.kind == DOCUMENT_WITHDRAW) {
            json_object_set_new(item, "names", taken_back(document, view_form(file, labels), labels));
        }
    }
    return item;
}

static json_t *action_item(const struct action *action, const struct desk_context *context)
{
    json_t *item = view_laptop(action->laptop, action->time_s, context);
    if (item) {
        json_object_set_new(item, "type", json_string(action->what));
        json_object_set_new(item, "text", json_string(action->text));
        if (action->n >= 0) {
            json_object_set_new(item, "state", json_string(action->state));
            json_object_set_new(item, "lang", json_string(action->lang));
            json_object_set_new(item, "envelope", view_hex(action->envelope, ID_BYTES));
        }
    }
    return item;
}

static int64_t at_of(const json_t *item)
{
    return json_integer_value(json_object_get(item, "at"));
}

/* Stable: what is of the same second stays in the order of the replay. */
static void insert_by_time(json_t *items, json_t *item)
{
    size_t at = json_array_size(items);
    while (at > 0 && at_of(json_array_get(items, at - 1)) > at_of(item)) {
        at--;
    }
    json_array_insert_new(items, at, item);
}

static void set_items(json_t *view, const struct case_file *file, const struct desk_context *context)
{
    json_t *items = json_array(), *opened = json_array();
    bool said = false;
    for (size_t i = 0; !file->withdrawn && i < file->document_count; i++) {
        insert_by_time(items, document_item(&file->documents[i], file, context->labels));
    }
    for (size_t i = 0; i < file->action_count; i++) {
        const struct action *action = &file->actions[i];
        bool gone = strcmp(action->what, "delete") == 0;
        if (file->withdrawn && (!gone || said)) {
            continue; /* it is said once, however many actions it took */
        }
        said |= gone;
        if (strcmp(action->what, "read") == 0) {
            json_array_append_new(opened, view_laptop(action->laptop, action->time_s, context));
        } else {
            insert_by_time(items, action_item(action, context));
        }
    }
    json_object_set_new(view, "items", items);
    json_object_set_new(view, "opened", opened);
}

static void set_languages(json_t *view, const struct case_file *file, const struct desk_context *context)
{
    json_t *languages = json_array();
    bool read = false;
    for (size_t i = 0; i < context->team->reads_language_count; i++) {
        const char *tag = context->team->reads_languages[i];
        json_array_append_new(languages, json_string(tag));
        read |= file->first && strcmp(tag, file->first->document.lang) == 0;
    }
    json_object_set_new(view, "team_languages", languages);
    json_object_set_new(view, "lang_read", json_boolean(read));
}

/* Of a case that is gone, or is about to be, there is nothing but that. */
static void set_nothing(json_t *view)
{
    static const char *const lists[] = {"danger", "company", "contact", "needs", "happening", "other",
        "texts", "consent", "team_languages", "exclude"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        json_object_set_new(view, lists[i], json_array());
    }
    static const char *const no[] = {"fear", "threats", "company_said", "lang_read", "can_answer"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        json_object_set_new(view, no[i], json_false());
    }
    json_object_set_new(view, "call", json_null());
    json_object_set_new(view, "cannot", json_string(desk_error_text(DESK_DELETED)));
    json_object_set_new(view, "next_n", json_integer(ANSWERS_OF_A_THREAD));
}

json_t *view_case(const struct case_file *file, const struct desk_context *context)
{
    json_t *view = view_row(file, context);
    if (!view) {
        return NULL;
    }
    if (file->withdrawn) {
        set_nothing(view);
        set_items(view, file, context);
        return view;
    }
    enum desk_error cannot = view_can_answer(file, context);
    json_object_set_new(view, "call", call_card(file, context->labels));
    set_answers(view, file, context->labels);
    json_object_set_new(view, "consent", consents(file, context->labels));
    set_languages(view, file, context);
    json_object_set_new(view, "can_answer", json_boolean(!cannot));
    json_object_set_new(view, "cannot", json_string(cannot ? desk_error_text(cannot) : ""));
    json_object_set_new(view, "next_n", json_integer(file->next_n));
    set_items(view, file, context);
    return view;
}

static void add_texts(struct buffer *out, json_t *value)
{
    json_t *one;
    const char *key;
    size_t i;
    if (json_is_string(value) && (buffer_text(out, json_string_value(value)) || buffer_text(out, "\n"))) {
        return; /* a thread longer than the index takes is found by its beginning */
    }
    json_array_foreach(value, i, one)
    {
        add_texts(out, one);
    }
    json_object_foreach(value, key, one)
    {
        if (strcmp(key, "envelope") != 0 && strcmp(key, "by") != 0 && strcmp(key, "cannot") != 0) {
            add_texts(out, one);
        }
    }
}

char *view_search_text(const struct case_file *file, const struct desk_context *context)
{
    struct buffer out;
    buffer_init(&out, SEARCH_MOST);
    json_t *view = view_case(file, context);
    add_texts(&out, view);
    json_decref(view);
    char *text = out.bytes ? strdup((const char *)out.bytes) : strdup("");
    buffer_clear(&out);
    return text;
}
