/* Any bytes as the cells relevant and constraint of a form, with a line between them. */
#include <stdlib.h>
#include <string.h>

#include "xlsform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct sheet *sheet, size_t row, size_t column, const char *text)
{
    if (sheet_put(sheet, row, column, text, strlen(text)) != SHEET_OK)
        abort();
}

static void put_question(struct sheet *sheet, size_t row, const char *type, const char *name)
{
    put(sheet, row, 0, type);
    put(sheet, row, 1, name);
    put(sheet, row, 2, "Label");
    put(sheet, row, 3, "Why");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const columns[] = {
        "type", "name", "label", "hint", "relevant", "constraint", "constraint_message"};
    char languages[1][16] = {"en"};
    struct report report;
    struct build build = {.report = &report, .languages = languages, .language_count = 1};
    struct xlsform form = {.build = &build, .file = "forms/a.xlsx", .id = "a", .version = 1, .title = "T"};
    struct sheet *sheet = &form.sheets[SURVEY];
    struct xlsform_table *table = &form.tables[SURVEY];
    char *text = strndup((const char *)data, size), *line = strchr(text, '\n');
    const char *constraint = line ? line + 1 : "";
    if (line)
        *line = 0;
    report_init(&report);
    for (size_t i = 0; i < XLSFORM_SHEETS; i++) {
        sheet_init(&form.sheets[i]);
        form.tables[i] = (struct xlsform_table){.sheet = &form.sheets[i], .which = (enum xlsform_which)i};
    }
    if (!sheet_name(sheet, "forms/a.xlsx", "survey"))
        abort();
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        put(sheet, 0, i, columns[i]);
    put_question(sheet, 1, "integer", "a");
    put_question(sheet, 2, "date", "b");
    put(sheet, 2, 4, text);
    put(sheet, 2, 5, constraint);
    put(sheet, 2, 6, "M");
    table->end = 3;
    xlsform_columns(&form, table);
    xlsform_question(&form, 1, QUESTION_INTEGER, "");
    xlsform_question(&form, 2, QUESTION_DATE, "");
    size_t offset;
    const char *why;
    const struct xlsform_question *made = &form.questions[1];
    struct condition *condition = made->relevant ? condition_new(made->relevant, &offset, &why) : NULL;
    if (report.mistakes == 0 && made->relevant && !condition)
        abort();
    condition_free(condition);
    xlsform_clear(&form);
    report_clear(&report);
    free(text);
    return 0;
}
