#include <string.h>
#include <strings.h>

#include "xlsform.h"

enum row_kind { ROW_QUESTION, ROW_LEFT_OUT, ROW_BEGIN, ROW_END, ROW_REFUSED };

/* By the XLSForm reference of question types. A type takes words behind it only when list says so. */
static const struct row_type {
    const char *words;
    enum row_kind kind;
    enum question_type type;
    const char *advice; /* ROW_REFUSED */
} row_types[] = {
    {"text", ROW_QUESTION, QUESTION_TEXT, NULL},
    {"string", ROW_QUESTION, QUESTION_TEXT, NULL},
    {"integer", ROW_QUESTION, QUESTION_INTEGER, NULL},
    {"int", ROW_QUESTION, QUESTION_INTEGER, NULL},
    {"date", ROW_QUESTION, QUESTION_DATE, NULL},
    {"note", ROW_QUESTION, QUESTION_NOTE, NULL},
    {"calculate", ROW_QUESTION, QUESTION_CALCULATE, NULL},
    {"select_one", ROW_QUESTION, QUESTION_ONE, NULL},
    {"select one", ROW_QUESTION, QUESTION_ONE, NULL},
    {"select_multiple", ROW_QUESTION, QUESTION_SEVERAL, NULL},
    {"select multiple", ROW_QUESTION, QUESTION_SEVERAL, NULL},
    {"begin_group", ROW_BEGIN, 0, NULL},
    {"begin group", ROW_BEGIN, 0, NULL},
    {"end_group", ROW_END, 0, NULL},
    {"end group", ROW_END, 0, NULL},
    {"start", ROW_LEFT_OUT, 0, NULL},
    {"end", ROW_LEFT_OUT, 0, NULL},
    {"today", ROW_LEFT_OUT, 0, NULL},
    {"deviceid", ROW_LEFT_OUT, 0, NULL},
    {"subscriberid", ROW_LEFT_OUT, 0, NULL},
    {"simserial", ROW_LEFT_OUT, 0, NULL},
    {"phonenumber", ROW_LEFT_OUT, 0, NULL},
    {"username", ROW_LEFT_OUT, 0, NULL},
    {"email", ROW_LEFT_OUT, 0, NULL},
    {"audit", ROW_LEFT_OUT, 0, NULL},
    {"start-geopoint", ROW_LEFT_OUT, 0, NULL},
    {"background-audio", ROW_LEFT_OUT, 0, NULL},
    {"begin_repeat", ROW_REFUSED, 0, "Ask once; a person can say in the free text what comes again."},
    {"begin repeat", ROW_REFUSED, 0, "Ask once; a person can say in the free text what comes again."},
    {"end_repeat", ROW_REFUSED, 0, "Take it away together with its begin_repeat."},
    {"end repeat", ROW_REFUSED, 0, "Take it away together with its begin_repeat."},
    {"decimal", ROW_REFUSED, 0, "Use integer."},
    {"range", ROW_REFUSED, 0, "Use integer with a constraint, or a select_one."},
    {"rank", ROW_REFUSED, 0, "Use a select_multiple with wayside_most."},
    {"time", ROW_REFUSED, 0, "Use a select_one, as morning, evening, night."},
    {"datetime", ROW_REFUSED, 0, "Use date."},
    {"acknowledge", ROW_REFUSED, 0, "Use a note, or a select_one."},
    {"trigger", ROW_REFUSED, 0, "Use a note, or a select_one."},
    {"geopoint", ROW_REFUSED, 0, "Where a person is is never recorded. Use a select_one."},
    {"geotrace", ROW_REFUSED, 0, "Where a person is is never recorded. Use a select_one."},
    {"geoshape", ROW_REFUSED, 0, "Where a person is is never recorded. Use a select_one."},
    {"image", ROW_REFUSED, 0, "A form takes choices and words, no pictures of a person."},
    {"photo", ROW_REFUSED, 0, "A form takes choices and words, no pictures of a person."},
    {"audio", ROW_REFUSED, 0, "A form takes choices and words, no recordings."},
    {"video", ROW_REFUSED, 0, "A form takes choices and words, no recordings."},
    {"file", ROW_REFUSED, 0, "A form takes choices and words, no files."},
    {"barcode", ROW_REFUSED, 0, "A form takes choices and words, no codes."},
    {"hidden", ROW_REFUSED, 0, "Nothing leaves that a person did not say; take it away."},
    {"select_one_from_file", ROW_REFUSED, 0, "Write the choices into the sheet choices; use select_one."},
    {"select_multiple_from_file", ROW_REFUSED, 0,
        "Write the choices into the sheet choices; use select_multiple."},
    {"select_one_external", ROW_REFUSED, 0, "Write the choices into the sheet choices; use select_one."},
    {"xml-external", ROW_REFUSED, 0, "Other files cannot be asked; take it away."},
    {"csv-external", ROW_REFUSED, 0, "Other files cannot be asked; take it away."},
};

/* *ret_words: what stands behind the type. NULL: no type of XLSForm. */
static const struct row_type *find_type(const char *cell, const char **ret_words)
{
    for (size_t i = 0; i < sizeof row_types / sizeof *row_types; i++) {
        size_t len = strlen(row_types[i].words);
        if (strncasecmp(cell, row_types[i].words, len) != 0 || (cell[len] && cell[len] != ' '))
            continue;
        *ret_words = cell + len + strspn(cell + len, " ");
        return &row_types[i];
    }
    return NULL;
}

static void begin_group(struct xlsform *form, size_t row)
{
    const char *relevant = xlsform_cell(&form->tables[SURVEY], row, COLUMN_RELEVANT);
    if (form->group_count == XLSFORM_GROUPS) {
        xlsform_mistake(
            form, SURVEY, row, COLUMN_TYPE, "Groups are nested too deep: more than %d.", XLSFORM_GROUPS);
        return;
    }
    if (xlsform_cell(&form->tables[SURVEY], row, COLUMN_LABEL)[0])
        xlsform_warning(form, SURVEY, row, COLUMN_LABEL,
            "The title of a group is not shown: each question is a page of its own.");
    if (!xlsform_expression(form, row, COLUMN_RELEVANT, NULL, relevant))
        relevant = ""; /* one mistake is enough, its questions are looked at all the same */
    form->groups[form->group_count++] = (struct xlsform_group){row, relevant};
}

static void end_group(struct xlsform *form, size_t row)
{
    if (form->group_count > 0)
        form->group_count--;
    else
        xlsform_mistake(form, SURVEY, row, COLUMN_TYPE, "This group ends, but none has begun.");
}

static void take_row(struct xlsform *form, size_t row)
{
    const char *cell = xlsform_cell(&form->tables[SURVEY], row, COLUMN_TYPE), *words = "";
    const struct row_type *type = find_type(cell, &words);
    if (!cell[0])
        xlsform_mistake(form, SURVEY, row, COLUMN_TYPE, "The type is missing.");
    else if (!type)
        xlsform_mistake(form, SURVEY, row, COLUMN_TYPE,
            "The type \"%.60s\" is not known. There are text, integer, date, note, calculate, select_one "
            "LIST, "
            "select_multiple LIST, begin_group and end_group.",
            cell);
    else if (type->kind == ROW_QUESTION)
        xlsform_question(form, row, type->type, words);
    else if (type->kind == ROW_BEGIN)
        begin_group(form, row);
    else if (type->kind == ROW_END)
        end_group(form, row);
    else if (type->kind == ROW_LEFT_OUT)
        xlsform_warning(form, SURVEY, row, COLUMN_TYPE,
            "\"%s\" is left out: such traces of a person or a machine are never recorded.", type->words);
    else
        xlsform_mistake(
            form, SURVEY, row, COLUMN_TYPE, "The type \"%s\" cannot be used. %s", type->words, type->advice);
}

static void take_settings(struct xlsform *form)
{
    const struct xlsform_table *table = &form->tables[SETTINGS];
    size_t row = table->header + 1;
    form->version = 1;
    form->title = "";
    if (row >= table->end) {
        report_mistake(form->build->report, form->file, "",
            "The sheet settings is missing: it has the columns form_title and version, and one row below.");
        return;
    }
    form->title = xlsform_cell(table, row, COLUMN_TITLE);
    if (!form->title[0])
        xlsform_mistake(form, SETTINGS, row, COLUMN_TITLE, "The form's title (form_title) is missing.");
    form->version = xlsform_number(form, SETTINGS, row, COLUMN_VERSION, 1, INT32_MAX);
    if (!xlsform_cell(table, row, COLUMN_VERSION)[0])
        xlsform_mistake(form, SETTINGS, row, COLUMN_VERSION,
            "The version is missing: a whole number that grows whenever a question changes.");
    const char *id = xlsform_cell(table, row, COLUMN_ID);
    if (id[0] && strcmp(id, form->id) != 0)
        xlsform_warning(form, SETTINGS, row, COLUMN_ID,
            "The form is called \"%s\", as its file; form_id \"%.40s\" has no use.", form->id, id);
    if (row + 1 < table->end)
        xlsform_mistake(form, SETTINGS, row + 1, COLUMN_TITLE, "The sheet settings has one row only.");
}

/* Lists that no question uses. */
static void warn_unused(struct xlsform *form)
{
    const struct xlsform_table *table = &form->tables[CHOICES];
    const char *last = "";
    for (size_t row = table->header + 1; row < table->end; row++) {
        const char *list = xlsform_cell(table, row, COLUMN_LIST);
        bool used = !list[0] || strcmp(list, last) == 0;
        for (size_t i = 0; !used && i < form->question_count; i++)
            used = strcmp(form->questions[i].list, list) == 0;
        if (!used)
            xlsform_warning(form, CHOICES, row, COLUMN_LIST, "No question uses the list \"%.60s\".", list);
        last = list;
    }
}

void xlsform_rows(struct xlsform *form)
{
    const struct xlsform_table *table = &form->tables[SURVEY];
    size_t before = form->build->report->mistakes;
    take_settings(form);
    for (size_t row = table->header + 1; row < table->end; row++)
        if (!xlsform_row_empty(table, row))
            take_row(form, row);
    for (; form->group_count > 0; form->group_count--)
        xlsform_mistake(form, SURVEY, form->groups[form->group_count - 1].row, COLUMN_TYPE,
            "This group has no end_group.");
    if (form->question_count == 0 && form->build->report->mistakes == before)
        report_mistake(form->build->report, form->file, "", "The form asks nothing.");
    if (form->build->report->mistakes == before)
        warn_unused(form);
}
