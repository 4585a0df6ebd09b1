#include "pack/form.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form_whole.h"

#define NAME_MOST 64
#define MSGID_MOST 2000
#define EXCLUDE_MOST 32 /* as a team's kind */

/* As the condition grammar has it, so that every question can be asked for. */
static bool is_name(const char *text)
{
    return json_read_is_word(text, "_-.", NAME_MOST) && !(text[0] >= '0' && text[0] <= '9');
}

static char *read_name(struct json_read *read, const json_t *object, const char *key)
{
    char *name = json_read_copy(read, object, key, NAME_MOST);
    if (!read->failed && !is_name(name))
        json_read_refuse_key(read, key, "not a letter, then letters, digits, _, - or dots");
    return name;
}

static char *read_optional(struct json_read *read, const json_t *object, const char *key, size_t max)
{
    return json_object_get(object, key) ? json_read_copy(read, object, key, max) : NULL;
}

static int read_optional_int(struct json_read *read, const json_t *object, const char *key, int max)
{
    return json_object_get(object, key) ? (int)json_read_int(read, object, key, 0, max) : 0;
}

static enum question_type read_type(struct json_read *read, const json_t *object)
{
    static const char *const names[] = {"one", "several", "text", "note", "consent", "integer", "date",
        "calculate", "phone"}; /* as the enum */
    const char *type = json_read_text(read, object, "type", NAME_MOST);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(type, names[i]) == 0)
            return (enum question_type)i;
    json_read_refuse_key(
        read, "type", "not one, several, text, note, consent, integer, date, calculate or phone");
    return QUESTION_NOTE;
}

static bool has_choices(enum question_type type)
{
    return type == QUESTION_ONE || type == QUESTION_SEVERAL || type == QUESTION_CONSENT;
}

static const struct form_choice *find_choice(const struct form_question *question, const char *name)
{
    for (size_t i = 0; i < question->choice_count; i++)
        if (strcmp(question->choices[i].name, name) == 0)
            return &question->choices[i];
    return NULL;
}

static enum note_shows read_shows(struct json_read *read, const json_t *object)
{
    static const char *const names[] = {
        "", "numbers", "readers", "services", "send", "help", "sign"}; /* as the enum */
    const char *shows = json_read_text(read, object, "shows", NAME_MOST);
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(shows, names[i]) == 0)
            return (enum note_shows)i;
    json_read_refuse_key(read, "shows", "not numbers, readers, services, send, help or sign");
    return NOTE_WORDS;
}

static void read_excludes(struct json_read *read, const json_t *object, struct form_choice *choice)
{
    if (!json_object_get(object, "exclude"))
        return;
    json_t *array = json_read_array(read, object, "exclude", 1, EXCLUDES_MAX), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        const char *kind = json_string_value(value);
        if (!kind || !json_read_is_word(kind, "_-", EXCLUDE_MOST)) {
            json_read_refuse_key(read, "exclude", "not a list of kinds of teams");
            return;
        }
        choice->excludes[choice->exclude_count] = strdup(kind);
        if (!choice->excludes[choice->exclude_count++])
            json_read_refuse(read, "out of memory");
    }
}

static void read_choice(struct json_read *read, const json_t *object, struct form_question *question)
{
    struct form_choice *choice = &question->choices[question->choice_count++];
    choice->name = json_read_copy(read, object, "name", NAME_MOST);
    if (!read->failed && !json_read_is_word(choice->name, "_-.", NAME_MOST)) /* "15to17" is one */
        json_read_refuse_key(read, "name", "not letters, digits, _, - or dots");
    if (!read->failed && find_choice(question, choice->name) != choice)
        json_read_refuse_key(read, "name", "is that of an earlier choice");
    choice->label = json_read_copy(read, object, "label", MSGID_MOST);
    choice->picture = read_optional(read, object, "picture", NAME_MOST);
    if (!read->failed && choice->picture && !json_read_is_word(choice->picture, "_-", NAME_MOST))
        json_read_refuse_key(read, "picture", "not an icon's name");
    choice->urgency = read_optional_int(read, object, "urgency", 4);
    choice->call = json_object_get(object, "call") && json_read_bool(read, object, "call");
    read_excludes(read, object, choice);
}

static void read_choices(struct json_read *read, const json_t *object, struct form_question *question)
{
    if (!has_choices(question->type)) {
        if (json_object_get(object, "choices"))
            json_read_refuse_key(read, "choices", "only for one, several and consent");
        return;
    }
    json_t *array = json_read_array(read, object, "choices", 1, CHOICES_MAX), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "choices", (int)i);
        if (read->failed)
            return;
        read_choice(read, value, question);
        json_read_up(read, mark);
    }
}

/* What a condition may look for while the form is read: only what stands before it; a constraint its own
 * question too. */
struct earlier {
    struct json_read *read;
    const struct form *form;
    const struct form_question *self; /* NULL: "." has no meaning */
};

static bool check_name(void *ctx, const char *name)
{
    struct earlier *earlier = ctx;
    bool self = strcmp(name, ".") == 0;
    const struct form_question *question = self ? earlier->self : form_question(earlier->form, name);
    if (!question && self)
        json_read_refuse(earlier->read, "a . stands for the answer itself, only in a constraint");
    else if (!question)
        json_read_refuse(earlier->read, "asks for ${%.40s}, which is not an earlier question", name);
    else if (question->type == QUESTION_NOTE)
        json_read_refuse(earlier->read, "asks for ${%.40s}, a note, which has no answer", name);
    return !earlier->read->failed;
}

static bool check_choice(void *ctx, const char *name, const char *choice)
{
    struct earlier *earlier = ctx;
    bool self = strcmp(name, ".") == 0;
    const struct form_question *question = self ? earlier->self : form_question(earlier->form, name);
    if (question && question->choice_count && !find_choice(question, choice))
        json_read_refuse(earlier->read, "looks for '%.40s', which is not a choice of ${%.40s}", choice,
            self ? question->name : name);
    return !earlier->read->failed;
}

typedef struct condition *condition_maker(const char *expression, size_t *ret_offset, const char **ret_why);

static struct condition *read_expression(
    struct earlier *earlier, const json_t *object, const char *key, condition_maker *make)
{
    struct json_read *read = earlier->read;
    size_t offset = 0;
    const char *why = "";
    if (read->failed || !json_object_get(object, key))
        return NULL;
    const char *expression = json_read_text(read, object, key, CONDITION_BYTES);
    size_t mark = json_read_down(read, key, -1);
    struct condition *condition = read->failed ? NULL : make(expression, &offset, &why);
    if (!condition)
        json_read_refuse(read, "%s (byte %zu)", why, offset);
    else if (condition_questions(condition, check_name, earlier))
        condition_choices(condition, check_choice, earlier);
    json_read_up(read, mark);
    return condition;
}

/* What only some types have. */
static void read_type_members(struct json_read *read, const json_t *object, struct form_question *question)
{
    bool answered = question->type != QUESTION_NOTE && question->type != QUESTION_CALCULATE;
    if (question->type == QUESTION_CALCULATE) {
        if (json_object_get(object, "label"))
            json_read_refuse_key(read, "label", "not for a calculate, which no one sees");
        return;
    }
    question->label = json_read_copy(read, object, "label", MSGID_MOST);
    question->why = answered ? json_read_copy(read, object, "why", MSGID_MOST)
                             : read_optional(read, object, "why", MSGID_MOST);
    question->indicator = read_optional(read, object, "indicator", NAME_MOST);
    question->most = read_optional_int(read, object, "most", CHOICES_MAX);
    if (question->most && question->type != QUESTION_SEVERAL)
        json_read_refuse_key(read, "most", "only for type several");
    if (json_object_get(object, "shows"))
        question->shows = read_shows(read, object);
    if (question->shows && question->type != QUESTION_NOTE)
        json_read_refuse_key(read, "shows", "only for type note");
    if (json_object_get(object, "child"))
        question->child = json_read_bool(read, object, "child");
    read_choices(read, object, question);
}

/* Behind read_choices: a constraint may look for them. */
static void read_constraint(struct json_read *read, const json_t *object, struct form *form)
{
    struct form_question *question = &form->questions[form->question_count - 1];
    struct earlier earlier = {read, form, question};
    bool answered = question->type != QUESTION_NOTE && question->type != QUESTION_CALCULATE;
    if (json_object_get(object, "constraint") && !answered)
        json_read_refuse_key(read, "constraint", "only for a question that is answered");
    question->constraint = read_expression(&earlier, object, "constraint", condition_new);
    if (json_object_get(object, "message") && !json_object_get(object, "constraint"))
        json_read_refuse_key(read, "message", "only beside a constraint");
    question->message = read_optional(read, object, "message", MSGID_MOST);
    if (question->constraint && !question->message)
        json_read_refuse_key(read, "message", "missing: what is shown when an answer does not fit");
}

static void read_calculation(struct earlier *earlier, const json_t *object, struct form_question *question)
{
    bool there = json_object_get(object, "calculation");
    if (there != (question->type == QUESTION_CALCULATE))
        json_read_refuse_key(earlier->read, "calculation", there ? "only for type calculate" : "missing");
    question->calculation = read_expression(earlier, object, "calculation", condition_new_value);
}

static void read_question(struct json_read *read, const json_t *object, struct form *form)
{
    struct form_question *question = &form->questions[form->question_count];
    struct earlier earlier = {read, form, NULL};
    question->type = read_type(read, object);
    /* before it counts itself as earlier */
    question->relevant = read_expression(&earlier, object, "relevant", condition_new);
    read_calculation(&earlier, object, question);
    form->question_count++;
    question->name = read_name(read, object, "name");
    if (!read->failed && form_question(form, question->name) != question)
        json_read_refuse_key(read, "name", "is that of an earlier question");
    for (size_t i = 0; question->type == QUESTION_TEXT && i + 1 < form->question_count; i++)
        if (form->questions[i].type == QUESTION_TEXT)
            json_read_refuse_key(read, "type", "a second text; a form has one");
    read_type_members(read, object, question);
    read_constraint(read, object, form);
}

static void read_form(struct json_read *read, const json_t *root, struct form *form)
{
    form->id = read_name(read, root, "id");
    form->version = (int)json_read_int(read, root, "version", 1, INT32_MAX);
    form->title = json_read_copy(read, root, "title", MSGID_MOST);
    form->always = read_optional(read, root, "always", MSGID_MOST);
    json_t *array = json_read_array(read, root, "questions", 1, QUESTIONS_MAX), *value;
    size_t i;
    form->questions = json_read_new(read, json_array_size(array), sizeof *form->questions);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "questions", (int)i);
        if (read->failed)
            return;
        read_question(read, value, form);
        json_read_up(read, mark);
    }
    form_check_whole(read, form);
}

struct form *form_read(const void *json, size_t len, char ret_message[static 256])
{
    struct json_read read;
    if (len > FORM_BYTES) {
        snprintf(ret_message, 256, "form: over %d bytes.", FORM_BYTES);
        return NULL;
    }
    json_t *root = json_read_root(&read, "form", json, len, ret_message);
    if (!root)
        return NULL;
    struct form *form = json_read_new(&read, 1, sizeof *form);
    if (form)
        read_form(&read, root, form);
    json_decref(root);
    if (read.failed) {
        form_free(form);
        return NULL;
    }
    return form;
}

void form_free(struct form *form)
{
    if (!form)
        return;
    for (size_t i = 0; i < form->question_count; i++) {
        struct form_question *question = &form->questions[i];
        for (size_t j = 0; j < question->choice_count; j++) {
            free(question->choices[j].name);
            free(question->choices[j].label);
            free(question->choices[j].picture);
            for (size_t k = 0; k < question->choices[j].exclude_count; k++)
                free(question->choices[j].excludes[k]);
        }
        condition_free(question->relevant);
        condition_free(question->constraint);
        condition_free(question->calculation);
        free(question->message);
        free(question->name);
        free(question->label);
        free(question->why);
        free(question->indicator);
    }
    free(form->questions);
    free(form->id);
    free(form->title);
    free(form->always);
    free(form);
}

const struct form_question *form_question(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->question_count; i++)
        if (form->questions[i].name && strcmp(form->questions[i].name, name) == 0)
            return &form->questions[i];
    return NULL;
}

bool form_is_integer(const char *text)
{
    size_t digits = strspn(text + (text[0] == '-'), "0123456789");
    return digits >= 1 && digits < INTEGER_BYTES && !text[(text[0] == '-') + digits];
}

bool form_is_date(const char *text)
{
    return condition_is_date(text);
}

bool form_is_phone(const char *text)
{
    text += text[0] == '+';
    size_t digits = strspn(text, "0123456789");
    return digits >= PHONE_LEAST && digits <= PHONE_MOST && !text[digits];
}
