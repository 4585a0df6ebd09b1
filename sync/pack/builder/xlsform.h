/* A form as its editor wrote it: XLSForm, in an .xlsx or a .csv. Every mistake has its cell.
 *
 *   xlsform_book.c        the sheets survey, choices, settings
 *   xlsform_columns.c     what their columns mean
 *   xlsform_rows.c        the rows of survey: groups, types
 *   xlsform_question.c    one question, its choices
 *   xlsform_expression.c  relevant, constraint, calculation
 *   xlsform_write.c       form/<id>.json, and what is translated */
#ifndef WAYSIDE_BUILDER_XLSFORM_H
#define WAYSIDE_BUILDER_XLSFORM_H

#include "pack/form.h"
#include "parts.h"
#include "rules/condition.h"

#define XLSFORM_ROWS 2000  /* of a sheet */
#define XLSFORM_COLUMNS 96 /* that are taken, of a sheet */
#define XLSFORM_GROUPS 16  /* inside each other */
#define XLSFORM_NAME 64    /* as form_read has it */
#define XLSFORM_KIND 32    /* of a team, the same */

enum xlsform_which { SURVEY, CHOICES, SETTINGS, XLSFORM_SHEETS };

/* What a column means. Those from COLUMN_IGNORED on carry nothing into the form. */
enum xlsform_meaning {
    COLUMN_TYPE,
    COLUMN_NAME,
    COLUMN_LABEL,
    COLUMN_HINT,
    COLUMN_RELEVANT,
    COLUMN_CONSTRAINT,
    COLUMN_MESSAGE,
    COLUMN_CALCULATION,
    COLUMN_REQUIRED,
    COLUMN_APPEARANCE,
    COLUMN_KIND,
    COLUMN_INDICATOR,
    COLUMN_CHILD,
    COLUMN_CRITICAL,
    COLUMN_MOST,
    COLUMN_SHOWS,
    COLUMN_LIST,
    COLUMN_IMAGE,
    COLUMN_URGENCY,
    COLUMN_EXCLUDES,
    COLUMN_CALL,
    COLUMN_TITLE,
    COLUMN_ALWAYS,
    COLUMN_ID,
    COLUMN_VERSION,
    COLUMN_LANGUAGE,
    COLUMN_IGNORED, /* what has no use here: one warning */
    COLUMN_REFUSED, /* each cell with something in it is a mistake */
    COLUMN_OWN,     /* the editor's own notes */
};
struct xlsform_column {
    enum xlsform_meaning meaning;
    size_t column;
    char tag[16];       /* of a translation; "" the language that the pack is written in */
    const char *advice; /* COLUMN_REFUSED: what to do */
};
/* A sheet, or the part of a CSV that stands for one. */
struct xlsform_table {
    const struct sheet *sheet;
    enum xlsform_which which;
    size_t header, end; /* rows: of the names of the columns, behind the last one; equal: there is none */
    struct xlsform_column columns[XLSFORM_COLUMNS];
    size_t column_count;
};

struct xlsform_question {
    size_t row; /* of survey */
    enum question_type type;
    const char *name, *list; /* borrowed from the sheet; list: of its choices, "" none */
    char *relevant;          /* with those of its groups; NULL always */
    const char *constraint, *calculation, *indicator, *message; /* "" none */
    int most;
    bool child, critical;
    size_t choices[CHOICES_MAX]; /* rows of choices */
    size_t choice_count;
};
struct xlsform_group {
    size_t row;
    const char *relevant;
};
struct xlsform {
    struct build *build;
    const char *file, *id;
    struct sheet sheets[XLSFORM_SHEETS]; /* of a CSV all in the first */
    struct xlsform_table tables[XLSFORM_SHEETS];
    struct xlsform_question questions[QUESTIONS_MAX];
    size_t question_count;
    struct xlsform_group groups[XLSFORM_GROUPS];
    size_t group_count;
    int version;
    const char *title;
};

/* ---- book ---- */
/* False when a sheet could not be read; mistakes in cells are in the report. */
bool xlsform_read(struct xlsform *form, const void *bytes, size_t len);
void xlsform_clear(struct xlsform *form);
/* "" when there is no such column or nothing in it. */
const char *xlsform_cell(const struct xlsform_table *table, size_t row, enum xlsform_meaning meaning);
const char *xlsform_translation(
    const struct xlsform_table *table, size_t row, enum xlsform_meaning meaning, const char *tag);
/* "survey!D7" of an .xlsx, "cell D7" of a .csv; where there is no such column, the row's first cell. */
void xlsform_place(
    const struct xlsform_table *table, size_t row, enum xlsform_meaning meaning, char ret_place[static 32]);
void xlsform_place_at(
    const struct xlsform_table *table, size_t row, size_t column, char ret_place[static 32]);
bool xlsform_row_empty(const struct xlsform_table *table, size_t row);
void xlsform_mistake(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
void xlsform_warning(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The columns of a table, from its header; reports those that it does not know. */
void xlsform_columns(struct xlsform *form, struct xlsform_table *table);

/* ---- rows and questions ---- */
void xlsform_rows(struct xlsform *form);
/* Adds the question of a row of survey; type_words: its cell "type" without the type itself. */
void xlsform_question(struct xlsform *form, size_t row, enum question_type type, const char *type_words);
const struct xlsform_question *xlsform_find(const struct xlsform *form, const char *name);
/* yes, true, 1; no, false, 0; "" is no. Reports anything else. */
bool xlsform_yes(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning);
/* A number from min to max, or 0; reports what is none. */
int xlsform_number(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    int min, int max);
/* As form_read has it: letters, digits, _ - and full stops; first a letter, or a digit too. */
bool xlsform_is_name(const char *text, bool digit_first);

/* ---- expressions ---- */
/* Reports what is wrong with this cell of survey. self: what "." stands for, or NULL. */
bool xlsform_expression(struct xlsform *form, size_t row, enum xlsform_meaning meaning,
    const struct xlsform_question *self, const char *expression);
/* That of the row and of the groups around it, joined; NULL in *ret_relevant when all are empty. False: too
 * long together, which was reported. */
bool xlsform_relevant(struct xlsform *form, size_t row, char **ret_relevant);

/* ---- output ---- */
/* Adds texts to the strings and form/<id>.json to the output. False with a mistake in the report. */
bool xlsform_write(struct xlsform *form);

#endif
