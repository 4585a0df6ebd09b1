/* Which tables there are, their columns, and what a cell of each column must hold (docs/pack-sources.md). */
#ifndef WAYSIDE_BUILDER_TABLE_KINDS_H
#define WAYSIDE_BUILDER_TABLE_KINDS_H

#include "parts.h"

enum cell_kind {
    CELL_TEXT,
    CELL_NAME,    /* a slug */
    CELL_NUMBER,  /* telephone: E.164 or short */
    CELL_DAY,     /* YYYY-MM-DD */
    CELL_CHECKED, /* the same, not in the future; old ones warn */
    CELL_YEAR,
    CELL_YES_NO,
    CELL_FACT, /* yes, no, unknown */
    CELL_TAGS, /* list of languages */
    CELL_PLACES,
    CELL_HOURS,
    CELL_ZONE,
    CELL_CHOICE, /* one of choices */
    CELL_CHOICES /* a list of them */
};
struct column {
    const char *name;
    enum cell_kind kind;
    const char *choices; /* "yes no" */
    unsigned flags;
};
enum column_flag {
    COLUMN_NEEDED = 1,
    COLUMN_TRANSLATED = 2,
    COLUMN_KEPT = 4,  /* for the editor, not published */
    COLUMN_UNIQUE = 8 /* no other row has it */
};
#define TABLE_KIND_COLUMNS 20
struct table_kind {
    const char *name; /* "services": services.csv, table/services.json */
    size_t rows_most;
    struct column columns[TABLE_KIND_COLUMNS];
    size_t column_count;
};
#define TABLE_KINDS 6
extern const char table_needs[]; /* those of services, with spaces between */
bool need_known(const char *need);
/* The first is hotlines, which is no table of the pack. */
const struct table_kind *table_kind(size_t i);

/* ---- cells ---- */

/* The cell as it is published: without spaces around it, numbers without what stands between digits, lists
 * with one space between. NULL without memory. */
char *cell_clean(enum cell_kind kind, const char *text);
/* A cleaned cell that is not empty; false with one sentence that says what to do. */
bool cell_check(const struct column *column, const char *text, char ret_sentence[static 256]);
/* A whole number of days from one day to another. */
int days_between(const char *from, const char *to);

/* ---- a table as it was read ---- */
struct table {
    const struct table_kind *kind;
    struct sheet sheet;
    char file[40];
    size_t at[TABLE_KIND_COLUMNS]; /* the column of the sheet; SIZE_MAX: not there */
    size_t *rows;                  /* those that are not empty, without the names of the columns */
    size_t row_count;
};
/* False: there is no such file, or it has mistakes (which are reported). table_clear in any case. */
bool table_load(struct build *build, const struct table_kind *kind, struct table *ret_table);
void table_clear(struct table *table);
/* Cleaned; "" when empty. NULL without memory. column is an index into the kind's columns. */
char *table_take(const struct table *table, size_t row, size_t column);
size_t table_column(const struct table_kind *kind, const char *name);

bool hotlines_load(struct build *build, struct table *ret_table);
/* When the translations are there. */
void hotlines_write(struct build *build, const char *owner, const struct table *table);

#endif
