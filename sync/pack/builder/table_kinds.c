#include "table_kinds.h"

#include <string.h>

#define NEED COLUMN_NEEDED
#define SAY COLUMN_TRANSLATED
#define SERVICE_NEEDS                                                                                        \
    "bed doctor leave papers pay lawyer police talk home stay child food clothes compensation interpreter "  \
    "labour witness work"

const char table_needs[] = SERVICE_NEEDS;

bool need_known(const char *need)
{
    size_t len = strlen(need);
    for (const char *at = table_needs; len > 0 && (at = strstr(at, need)); at++)
        if ((at == table_needs || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
            return true;
    return false;
}

static const struct table_kind kinds[TABLE_KINDS] = {
    {"hotlines", 4096,
        {{"id", CELL_NAME, NULL, NEED | COLUMN_UNIQUE}, {"number", CELL_NUMBER, NULL, NEED},
            {"text_number", CELL_NUMBER, NULL, 0}, {"emergency", CELL_YES_NO, NULL, 0},
            {"name", CELL_TEXT, NULL, NEED | SAY}, {"answered_by", CELL_TEXT, NULL, NEED | SAY},
            {"languages", CELL_TAGS, NULL, NEED}, {"opening_hours", CELL_HOURS, NULL, NEED},
            {"time_zone", CELL_ZONE, NULL, 0}, {"places", CELL_PLACES, NULL, 0},
            {"checked_on", CELL_CHECKED, NULL, NEED}, {"checked_by", CELL_TEXT, NULL, NEED | COLUMN_KEPT},
            {"free_from_foreign_sim", CELL_FACT, NULL, 0}, {"records_calls", CELL_FACT, NULL, 0},
            {"on_phone_bill", CELL_FACT, NULL, 0}, {"children", CELL_FACT, NULL, 0}},
        16},
    {"services", TABLE_ROWS,
        {{"id", CELL_NAME, NULL, NEED | COLUMN_UNIQUE}, {"name", CELL_TEXT, NULL, NEED | SAY},
            {"need", CELL_CHOICES, SERVICE_NEEDS, NEED}, {"description", CELL_TEXT, NULL, SAY},
            {"address", CELL_TEXT, NULL, 0}, {"number", CELL_NUMBER, NULL, 0},
            {"languages", CELL_TAGS, NULL, 0}, {"opening_hours", CELL_HOURS, NULL, 0},
            {"time_zone", CELL_ZONE, NULL, 0}, {"places", CELL_PLACES, NULL, 0},
            {"checked_on", CELL_CHECKED, NULL, NEED}, {"checked_by", CELL_TEXT, NULL, NEED | COLUMN_KEPT},
            {"free", CELL_FACT, NULL, 0}, {"asks_papers", CELL_FACT, NULL, 0},
            {"children", CELL_FACT, NULL, 0}},
        15},
    {"indicators", TABLE_ROWS,
        {{"code", CELL_NAME, NULL, NEED | COLUMN_UNIQUE},
            {"audience", CELL_CHOICE, "public worker practitioner", NEED},
            {"text", CELL_TEXT, NULL, NEED | SAY}, {"source", CELL_TEXT, NULL, NEED}},
        4},
    {"agencies", TABLE_ROWS,
        {{"name", CELL_TEXT, NULL, NEED}, {"licence", CELL_TEXT, NULL, NEED},
            {"status", CELL_CHOICE, "licensed suspended withdrawn", NEED}, {"number", CELL_NUMBER, NULL, 0},
            {"address", CELL_TEXT, NULL, 0}, {"country", CELL_TEXT, NULL, 0},
            {"valid_until", CELL_DAY, NULL, 0}, {"source", CELL_TEXT, NULL, NEED},
            {"as_of", CELL_DAY, NULL, NEED}},
        9},
    {"goods", TABLE_ROWS,
        {{"good", CELL_TEXT, NULL, NEED | SAY}, {"country", CELL_TEXT, NULL, NEED | SAY},
            {"kind", CELL_CHOICE, "forced child both", NEED}, {"alternative", CELL_TEXT, NULL, SAY},
            {"source", CELL_TEXT, NULL, NEED}, {"year", CELL_YEAR, NULL, NEED}},
        6},
    {"roster", TABLE_ROWS,
        {{"id", CELL_NAME, NULL, NEED | COLUMN_UNIQUE}, {"name", CELL_TEXT, NULL, NEED},
            {"kind", CELL_CHOICE, "course expert", NEED}, {"about", CELL_TEXT, NULL, NEED | SAY},
            {"languages", CELL_TAGS, NULL, 0}, {"contact", CELL_TEXT, NULL, 0}, {"until", CELL_DAY, NULL, 0},
            {"source", CELL_TEXT, NULL, NEED}},
        8},
};

const struct table_kind *table_kind(size_t i)
{
    return &kinds[i];
}

size_t table_column(const struct table_kind *kind, const char *name)
{
    for (size_t i = 0; i < kind->column_count; i++)
        if (strcmp(kind->columns[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}
