#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xlsform.h"

/* Equal texts of the first language have one translation. */
static void translate(
    struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning, const char *tag)
{
    struct strings *strings = &form->build->strings;
    const char *said = xlsform_cell(&form->tables[which], row, meaning);
    const char *translated = xlsform_translation(&form->tables[which], row, meaning, tag);
    const struct string_language *language = strings_language(strings, tag);
    size_t string = strings_find(strings, said);
    if (!translated[0])
        return;
    const struct string_text *before = language && string != SIZE_MAX ? strings_text(language, string) : NULL;
    if (before && strcmp(before->text, translated) != 0)
        xlsform_warning(form, which, row, meaning,
            "This text stands elsewhere too, with another translation (%s); this one is taken for both.",
            tag);
    if (!strings_translate(strings, tag, said, translated))
        xlsform_mistake(
            form, which, row, meaning, "Its translation (%s) is too long, or no plain text.", tag);
}

/* One text that a person reads: kept for translation in its languages, given back as a msgid. */
static json_t *text(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    unsigned use, const char *comment)
{
    struct build *build = form->build;
    const struct xlsform_table *table = &form->tables[which];
    const char *said = xlsform_cell(table, row, meaning);
    char place[32];
    xlsform_place(table, row, meaning, place);
    if (strstr(said, "${"))
        xlsform_mistake(
            form, which, row, meaning, "An answer cannot be repeated inside a text; take ${...} away.");
    else if (!strings_add(&build->strings, said, use, form->file, place, comment))
        xlsform_mistake(
            form, which, row, meaning, "The text is longer than %d bytes, or no plain text.", STRING_BYTES);
    if (strstr(said, "**") || strstr(said, "</"))
        xlsform_warning(form, which, row, meaning,
            "Bold letters and colours (** or <span>) are shown as these signs; take them away.");
    speak_check(build, form->file, place, said);
    for (size_t i = 1; i < build->language_count; i++)
        translate(form, which, row, meaning, build->languages[i]);
    return json_string(said);
}

bool form_shows_picture(const struct build *build, const char *name)
{
    char wanted[32 + SLUG_BYTES]; /* in a text of the form the quotation marks would have a backslash */
    snprintf(wanted, sizeof wanted, "\"picture\":\"%.*s\"", SLUG_BYTES, name);
    for (size_t i = 0; i < build->output.count; i++) {
        const struct built_file *file = &build->output.files[i];
        size_t len = strlen(build->output.prefix);
        bool is_form = strncmp(file->path, build->output.prefix, len) == 0 &&
                       strncmp(file->path + len, "form/", 5) == 0;
        if (is_form && memmem(file->bytes, file->len, wanted, strlen(wanted)))
            return true;
    }
    return false;
}

/* "alarm" of the machine's own pictures, or "boat.svg" of media/, where it must be. */
static json_t *picture(struct xlsform *form, size_t row)
{
    const char *cell = xlsform_cell(&form->tables[CHOICES], row, COLUMN_IMAGE);
    const char *dot = strrchr(cell, '.');
    char name[XLSFORM_NAME + 1], path[128];
    size_t len = dot ? (size_t)(dot - cell) : strlen(cell);
    snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), cell);
    if (!len || len > XLSFORM_NAME || !xlsform_is_name(name, true) || strchr(name, '.')) {
        xlsform_mistake(form, CHOICES, row, COLUMN_IMAGE,
            "Write the name of a picture: letters, digits, - and _, as boat.svg in media/.");
        return NULL;
    }
    snprintf(path, sizeof path, "media/%.100s", cell);
    struct buffer bytes;
    buffer_init(&bytes, 1); /* too large is there */
    if (dot && disk_get(&form->build->sources, path, &bytes) == BASE_NOT_FOUND)
        xlsform_mistake(form, CHOICES, row, COLUMN_IMAGE, "There is no picture %.100s.", path);
    buffer_clear(&bytes);
    return json_string(name);
}

static json_t *excludes_write(const char *rest)
{
    json_t *kinds = json_array();
    for (rest += strspn(rest, " ,"); *rest; rest += strspn(rest, " ,")) {
        size_t len = strcspn(rest, " ,");
        json_array_append_new(kinds, json_stringn(rest, len));
        rest += len;
    }
    return kinds;
}

static json_t *choice_write(struct xlsform *form, const struct xlsform_question *question, size_t row)
{
    const struct xlsform_table *table = &form->tables[CHOICES];
    unsigned use = STRING_LANG | (question->critical ? STRING_CRITICAL : 0);
    json_t *choice = json_object();
    const char *urgency = xlsform_cell(table, row, COLUMN_URGENCY);
    json_object_set_new(choice, "name", json_string(xlsform_cell(table, row, COLUMN_NAME)));
    json_object_set_new(choice, "label", text(form, CHOICES, row, COLUMN_LABEL, use, "an answer to choose"));
    if (xlsform_cell(table, row, COLUMN_IMAGE)[0])
        json_object_set_new(choice, "picture", picture(form, row));
    if (urgency[0])
        json_object_set_new(choice, "urgency", json_integer(atoi(urgency)));
    if (xlsform_yes(form, CHOICES, row, COLUMN_CALL))
        json_object_set_new(choice, "call", json_true());
    if (xlsform_cell(table, row, COLUMN_EXCLUDES)[0])
        json_object_set_new(choice, "exclude", excludes_write(xlsform_cell(table, row, COLUMN_EXCLUDES)));
    return choice;
}

static void write_words(struct xlsform *form, const struct xlsform_question *question, json_t *made)
{
    unsigned use = STRING_LANG | (question->critical ? STRING_CRITICAL : 0);
    size_t row = question->row;
    bool note = question->type == QUESTION_NOTE;
    json_object_set_new(made, "child", json_boolean(question->child));
    json_object_set_new(made, "label",
        text(form, SURVEY, row, COLUMN_LABEL, use, note ? "a page of a form" : "a question of a form"));
    if (xlsform_cell(&form->tables[SURVEY], row, COLUMN_HINT)[0])
        json_object_set_new(made, "why",
            text(form, SURVEY, row, COLUMN_HINT, use, note ? "more words of the page" : "why this is asked"));
    if (xlsform_cell(&form->tables[SURVEY], row, COLUMN_SHOWS)[0])
        json_object_set_new(
            made, "shows", json_string(xlsform_cell(&form->tables[SURVEY], row, COLUMN_SHOWS)));
    if (question->indicator[0])
        json_object_set_new(made, "indicator", json_string(question->indicator));
    if (!question->constraint[0])
        return;
    json_object_set_new(made, "constraint", json_string(question->constraint));
    json_object_set_new(
        made, "message", text(form, SURVEY, row, COLUMN_MESSAGE, use, "when an answer does not fit"));
}

static json_t *question_write(struct xlsform *form, const struct xlsform_question *question)
{
    static const char *const types[] = {"one", "several", "text", "note", "consent", "integer", "date",
        "calculate", "phone"}; /* as the enum */
    json_t *made = json_object(), *choices = json_array();
    json_object_set_new(made, "name", json_string(question->name));
    json_object_set_new(made, "type", json_string(types[question->type]));
    if (question->most)
        json_object_set_new(made, "most", json_integer(question->most));
    if (question->relevant)
        json_object_set_new(made, "relevant", json_string(question->relevant));
    if (question->type == QUESTION_CALCULATE)
        json_object_set_new(made, "calculation", json_string(question->calculation));
    else
        write_words(form, question, made);
    for (size_t i = 0; i < question->choice_count; i++)
        json_array_append_new(choices, choice_write(form, question, question->choices[i]));
    if (question->choice_count)
        json_object_set(made, "choices", choices);
    json_decref(choices);
    return made;
}

/* The reader is the judge of what it takes; what is said here would be a fault of the builder. */
static bool check(struct xlsform *form, const json_t *document)
{
    char message[256];
    char *bytes = json_dumps(document, JSON_COMPACT);
    struct form *read = bytes ? form_read(bytes, strlen(bytes), message) : NULL;
    if (!bytes)
        snprintf(message, sizeof message, "There is not enough memory.");
    if (!read)
        report_mistake(form->build->report, form->file, "", "The form would not be read: %s", message);
    free(bytes);
    form_free(read);
    return read;
}

bool xlsform_write(struct xlsform *form)
{
    json_t *document = json_object(), *questions = json_array();
    struct report *report = form->build->report;
    size_t before = report->mistakes;
    char path[16 + SLUG_BYTES];
    snprintf(path, sizeof path, "form/%s.json", form->id);
    json_object_set_new(document, "id", json_string(form->id));
    json_object_set_new(document, "version", json_integer(form->version));
    json_object_set_new(document, "title",
        text(
            form, SETTINGS, form->tables[SETTINGS].header + 1, COLUMN_TITLE, STRING_LANG, "title of a form"));
    if (xlsform_cell(&form->tables[SETTINGS], form->tables[SETTINGS].header + 1, COLUMN_ALWAYS)[0])
        json_object_set_new(document, "always",
            text(form, SETTINGS, form->tables[SETTINGS].header + 1, COLUMN_ALWAYS,
                STRING_LANG | STRING_CRITICAL, "above every question of a form"));
    for (size_t i = 0; i < form->question_count; i++)
        json_array_append_new(questions, question_write(form, &form->questions[i]));
    json_object_set_new(document, "questions", questions);
    if (report->mistakes == before && check(form, document) &&
        !output_add_json(&form->build->output, path, json_incref(document)))
        report_mistake(report, form->file, "", "The form does not fit into the pack any more.");
    json_decref(document);
    return report->mistakes == before;
}
