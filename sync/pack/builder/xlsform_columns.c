#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "xlsform.h"

#define S (1u << SURVEY)
#define C (1u << CHOICES)
#define T (1u << SETTINGS)

/* The names of columns, by the XLSForm reference table and its synonyms, and ours. */
static const struct known {
    const char *name;
    unsigned sheets;
    enum xlsform_meaning meaning;
    bool translated;
    const char *advice; /* COLUMN_REFUSED */
} knowns[] = {
    {"type", S, COLUMN_TYPE, false, NULL},
    {"name", S | C, COLUMN_NAME, false, NULL},
    {"value", C, COLUMN_NAME, false, NULL},
    {"label", S | C, COLUMN_LABEL, true, NULL},
    {"hint", S, COLUMN_HINT, true, NULL},
    {"relevant", S, COLUMN_RELEVANT, false, NULL},
    {"relevance", S, COLUMN_RELEVANT, false, NULL},
    {"constraint", S, COLUMN_CONSTRAINT, false, NULL},
    {"constraint_message", S, COLUMN_MESSAGE, true, NULL},
    {"constraint-msg", S, COLUMN_MESSAGE, true, NULL},
    {"calculation", S, COLUMN_CALCULATION, false, NULL},
    {"calculate", S, COLUMN_CALCULATION, false, NULL},
    {"required", S, COLUMN_REQUIRED, false, NULL},
    {"appearance", S, COLUMN_APPEARANCE, false, NULL},
    {"wayside_kind", S, COLUMN_KIND, false, NULL},
    {"wayside_indicator", S, COLUMN_INDICATOR, false, NULL},
    {"wayside_child", S, COLUMN_CHILD, false, NULL},
    {"wayside_critical", S, COLUMN_CRITICAL, false, NULL},
    {"wayside_most", S, COLUMN_MOST, false, NULL},
    {"wayside_shows", S, COLUMN_SHOWS, false, NULL},
    {"list_name", C, COLUMN_LIST, false, NULL},
    {"image", C, COLUMN_IMAGE, false, NULL},
    {"media::image", C, COLUMN_IMAGE, false, NULL},
    {"wayside_urgency", C, COLUMN_URGENCY, false, NULL},
    {"wayside_excludes", C, COLUMN_EXCLUDES, false, NULL},
    {"wayside_call", C, COLUMN_CALL, false, NULL},
    {"form_title", T, COLUMN_TITLE, false, NULL},
    {"wayside_always", T, COLUMN_ALWAYS, false, NULL},
    {"form_id", T, COLUMN_ID, false, NULL},
    {"id_string", T, COLUMN_ID, false, NULL},
    {"version", T, COLUMN_VERSION, false, NULL},
    {"default_language", T, COLUMN_LANGUAGE, false, NULL},
    {"required_message", S, COLUMN_IGNORED, true, NULL},
    {"guidance_hint", S, COLUMN_IGNORED, true, NULL},
    {"autoplay", S, COLUMN_IGNORED, false, NULL},
    {"instance_name", T, COLUMN_IGNORED, false, NULL},
    {"style", T, COLUMN_IGNORED, false, NULL},
    {"public_key", T, COLUMN_IGNORED, false, NULL},
    {"submission_url", T, COLUMN_IGNORED, false, NULL},
    {"auto_send", T, COLUMN_IGNORED, false, NULL},
    {"auto_delete", T, COLUMN_IGNORED, false, NULL},
    {"allow_choice_duplicates", T, COLUMN_IGNORED, false, NULL},
    {"choice_filter", S, COLUMN_REFUSED, false,
        "Choices cannot depend on an earlier answer; make one question for each list, with a relevant."},
    {"default", S, COLUMN_REFUSED, false,
        "Nothing is answered before a person answers it; take the default away."},
    {"repeat_count", S, COLUMN_REFUSED, false, "Nothing is asked again and again; take this away."},
    {"read_only", S, COLUMN_REFUSED, false, "Use type note for what is only read."},
    {"readonly", S, COLUMN_REFUSED, false, "Use type note for what is only read."},
    {"parameters", S, COLUMN_REFUSED, false, "Parameters of a type are not known here; take them away."},
    {"trigger", S, COLUMN_REFUSED, false, "A calculation follows its answers by itself; take this away."},
    {"image", S, COLUMN_REFUSED, true, "Pictures belong to choices or topics, not to a question."},
    {"media::image", S, COLUMN_REFUSED, true, "Pictures belong to choices or topics, not to a question."},
    {"audio", S | C, COLUMN_REFUSED, true, "Questions are not read out from a file; take this away."},
    {"media::audio", S | C, COLUMN_REFUSED, true, "Questions are not read out from a file; take this away."},
    {"video", S | C, COLUMN_REFUSED, true, "There are no films in a form; take this away."},
    {"media::video", S | C, COLUMN_REFUSED, true, "There are no films in a form; take this away."},
};

/* Small letters; a space or hyphen as in "list name" is "_", but for constraint-msg. */
static void plain_name(const char *from, char *to, size_t size)
{
    size_t i = 0;
    for (; from[i] && i + 1 < size; i++) {
        to[i] = from[i] >= 'A' && from[i] <= 'Z' ? (char)(from[i] + 32) : from[i];
        if (to[i] == ' ')
            to[i] = '_';
    }
    to[i] = 0;
}

/* The known column of that name, in front of "::language" when it is translated. *ret_language: what is
 * behind, or NULL. */
static const struct known *known_of(enum xlsform_which which, const char *header, const char **ret_language)
{
    char name[128];
    plain_name(header, name, sizeof name);
    for (size_t i = 0; i < sizeof knowns / sizeof *knowns; i++) {
        const struct known *known = &knowns[i];
        size_t len = strlen(known->name);
        bool begins = (known->sheets & (1u << which)) && strncmp(name, known->name, len) == 0;
        *ret_language = NULL;
        if (begins && !name[len])
            return known;
        if (!begins || !known->translated || strncmp(name + len, "::", 2) != 0)
            continue;
        *ret_language = header + len + 2 + strspn(header + len + 2, " ");
        return known;
    }
    return NULL;
}

/* "Arabic (ar)", or the tag alone. False: there is none. */
static bool language_tag(const char *language, char ret_tag[static 16])
{
    const char *open = strrchr(language, '('), *close = open ? strchr(open, ')') : NULL;
    size_t len = open ? (size_t)(close ? close - open - 1 : 0) : strlen(language);
    const char *tag = open ? open + 1 : language;
    if (len < 2 || len > 15 || (close && close[1]))
        return false;
    snprintf(ret_tag, 16, "%.*s", (int)len, tag);
    return true;
}

/* What a header says in a language: fills the tag. False when it is none of the pack. */
static bool take_language(struct xlsform *form, struct xlsform_column *column, const char *language,
    const char *place, const char *header)
{
    struct report *report = form->build->report;
    char tag[16];
    if (!language_tag(language, tag) || (!strchr(language, '(') && !build_language(form->build, tag))) {
        report_mistake(report, form->file, place,
            "Write the language's tag behind its name, as label::English (en), not \"%.60s\".", header);
        return false;
    }
    if (!build_language(form->build, tag)) {
        report_warning(report, form->file, place,
            "\"%s\" is not among the languages of pack.ini; this column is left out.", tag);
        return false;
    }
    bool first = strcmp(tag, form->build->languages[0]) == 0;
    snprintf(column->tag, sizeof column->tag, "%s", first ? "" : tag);
    return true;
}

static bool is_twice(const struct xlsform_table *table, const struct xlsform_column *column)
{
    for (size_t i = 0; column->meaning < COLUMN_IGNORED && i < table->column_count; i++)
        if (table->columns[i].meaning == column->meaning && strcmp(table->columns[i].tag, column->tag) == 0)
            return true;
    return false;
}

static void take_column(struct xlsform *form, struct xlsform_table *table, size_t at, const char *header)
{
    struct report *report = form->build->report;
    struct xlsform_column column = {.meaning = COLUMN_OWN, .column = at};
    const char *language;
    char place[32], name[128];
    const struct known *known = known_of(table->which, header, &language);
    plain_name(header, name, sizeof name);
    bool own = strncmp(name, "note", 4) == 0 || strncmp(name, "comment", 7) == 0;
    xlsform_place_at(table, table->header, at, place);
    if (!known && own)
        return;
    if (!known) {
        report_mistake(report, form->file, place,
            "The column \"%.60s\" is not known. Take it away, or let its name begin with \"note\" when it is "
            "for "
            "yourself.",
            header);
        return;
    }
    column.meaning = known->meaning;
    column.advice = known->advice;
    if (language && !take_language(form, &column, language, place, header))
        return;
    if (column.meaning == COLUMN_IGNORED)
        report_warning(report, form->file, place, "The column \"%.60s\" has no use here.", header);
    else if (is_twice(table, &column))
        report_mistake(report, form->file, place, "The column \"%.60s\" stands twice.", header);
    else if (table->column_count == XLSFORM_COLUMNS)
        report_mistake(report, form->file, place, "There are too many columns.");
    else
        table->columns[table->column_count++] = column;
}

/* Cells of columns that have no meaning here. */
static void refuse_cells(struct xlsform *form, const struct xlsform_table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        for (size_t row = table->header + 1; row < table->end; row++) {
            const struct xlsform_column *column = &table->columns[i];
            char place[32];
            if (column->meaning != COLUMN_REFUSED || !sheet_text(table->sheet, row, column->column)[0])
                continue;
            xlsform_place_at(table, row, column->column, place);
            report_mistake(form->build->report, form->file, place, "%s", column->advice);
        }
}

static void need_columns(struct xlsform *form, struct xlsform_table *table)
{
    static const enum xlsform_meaning needed[][4] = {
        {COLUMN_TYPE, COLUMN_NAME, COLUMN_LABEL, COLUMN_OWN},
        {COLUMN_LIST, COLUMN_NAME, COLUMN_LABEL, COLUMN_OWN},
        {COLUMN_TITLE, COLUMN_OWN, COLUMN_OWN, COLUMN_OWN},
    };
    static const char *const names[][3] = {
        {"type", "name", "label"}, {"list_name", "name", "label"}, {"form_title", "", ""}};
    for (size_t i = 0; needed[table->which][i] != COLUMN_OWN; i++) {
        bool there = false;
        char place[32];
        for (size_t c = 0; c < table->column_count; c++)
            there |= table->columns[c].meaning == needed[table->which][i] && !table->columns[c].tag[0];
        if (there)
            continue;
        xlsform_place_at(table, table->header, 0, place);
        report_mistake(form->build->report, form->file, place, "The column \"%s\" is missing%s%s.",
            names[table->which][i], i == 2 ? ", in the language of the pack: " : "",
            i == 2 ? form->build->languages[0] : "");
    }
}

void xlsform_columns(struct xlsform *form, struct xlsform_table *table)
{
    const struct sheet *sheet = table->sheet;
    size_t from = sheet->name && sheet->name[0] ? 0 : 1; /* the first one of a CSV names the sheet */
    for (size_t i = sheet->first[table->header]; i < sheet->first[table->header + 1]; i++) {
        const char *header = sheet->text + sheet->cells[i].text;
        if (sheet->cells[i].column >= from && header[0])
            take_column(form, table, sheet->cells[i].column, header);
    }
    refuse_cells(form, table);
    need_columns(form, table);
}
