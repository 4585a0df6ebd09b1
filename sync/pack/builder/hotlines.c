/* hotlines.csv -> hotlines/<owner>.json (docs/formats.md, Network): a target of its own, which two people
 * sign. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/hotlines.h"
#include "sources.h"
#include "table_kinds.h"

struct row {
    struct build *build;
    const struct table *table;
    size_t row;
};

static char *take(const struct row *row, const char *column)
{
    return table_take(row->table, row->row, table_column(row->table->kind, column));
}

static void complain(const struct row *row, const char *column, const char *what)
{
    char place[32];
    size_t at = row->table->at[table_column(row->table->kind, column)];
    sheet_place(row->row, at == SIZE_MAX ? 0 : at, place);
    report_mistake(row->build->report, row->table->file, place, "%s", what);
}

static bool is_emergency(const struct row *row)
{
    char *text = take(row, "emergency");
    bool emergency = text && strcmp(text, "yes") == 0;
    free(text);
    return emergency;
}

/* A place has one number to call when life is in danger; its own is more than that of everywhere. */
static void check_emergency(struct build *build, const struct table *table)
{
    json_t *seen = json_object(); /* places that have one; "" everywhere */
    for (size_t i = 0; i < table->row_count; i++) {
        struct row row = {.build = build, .table = table, .row = table->rows[i]};
        struct list places = {.in = NULL};
        bool twice = false;
        char *text = is_emergency(&row) ? take(&row, "places") : NULL;
        if (text && !text[0])
            twice = json_object_get(seen, "") || json_object_set_new(seen, "", json_true());
        else if (text && list_split(text, LIST_WORDS, PLACES_MAX, &places))
            for (size_t k = 0; k < places.count; k++)
                twice |= json_object_get(seen, places.in[k]) ||
                         json_object_set_new(seen, places.in[k], json_true());
        if (twice)
            complain(&row, "emergency",
                "Another row is the emergency number of the same place. Say yes in one of them only.");
        list_clear(&places);
        free(text);
    }
    json_decref(seen);
}

static void warn_twice(struct build *build, const struct table *table)
{
    size_t column = table_column(table->kind, "number");
    json_t *seen = json_object();
    char place[32], earlier[32];
    for (size_t i = 0; i < table->row_count; i++) {
        char *number = table_take(table, table->rows[i], column);
        const json_t *before = number ? json_object_get(seen, number) : NULL;
        sheet_place(table->rows[i], table->at[column], place);
        if (before) {
            sheet_place((size_t)json_integer_value(before), table->at[column], earlier);
            report_warning(build->report, table->file, place,
                "%s has the same number. One row is enough, unless hours or places differ.", earlier);
        } else if (number) {
            json_object_set_new(seen, number, json_integer((json_int_t)table->rows[i]));
        }
        free(number);
    }
    json_decref(seen);
}

bool hotlines_load(struct build *build, struct table *ret_table)
{
    bool good = table_load(build, table_kind(0), ret_table);
    check_emergency(build, ret_table);
    warn_twice(build, ret_table);
    return good;
}

/* The text in every language that has it, the first one first. */
static json_t *texts_json(const struct row *row, const char *column)
{
    const struct build *build = row->build;
    json_t *texts = json_object();
    char *msgid = take(row, column);
    size_t string = msgid ? strings_find(&build->strings, msgid) : SIZE_MAX;
    json_object_set_new(texts, build->languages[0], json_string(msgid));
    for (size_t i = 1; i < build->language_count && string != SIZE_MAX; i++) {
        const struct string_language *language = strings_language(&build->strings, build->languages[i]);
        const struct string_text *text = language ? strings_text(language, string) : NULL;
        if (text)
            json_object_set_new(texts, build->languages[i], json_string(text->text));
    }
    free(msgid);
    return texts;
}

static json_t *list_json(const struct row *row, const char *column)
{
    struct list list = {.in = NULL};
    json_t *array = json_array();
    char *text = take(row, column);
    if (text && list_split(text, LIST_WORDS, PLACES_MAX, &list))
        for (size_t i = 0; i < list.count; i++)
            json_array_append_new(array, json_string(list.in[i]));
    list_clear(&list);
    free(text);
    return array;
}

static void set_text(json_t *object, const struct row *row, const char *column, const char *standard)
{
    char *text = take(row, column);
    json_object_set_new(object, column, json_string(text && text[0] ? text : standard));
    free(text);
}

static json_t *hotline_json(const struct row *row)
{
    json_t *object = json_object();
    set_text(object, row, "id", "");
    json_object_set_new(object, "emergency", json_boolean(is_emergency(row)));
    set_text(object, row, "number", "");
    set_text(object, row, "text_number", "");
    json_object_set_new(object, "name", texts_json(row, "name"));
    json_object_set_new(object, "answered_by", texts_json(row, "answered_by"));
    json_object_set_new(object, "languages", list_json(row, "languages"));
    set_text(object, row, "opening_hours", "");
    set_text(object, row, "time_zone", "");
    json_object_set_new(object, "places", list_json(row, "places"));
    set_text(object, row, "checked_on", "");
    set_text(object, row, "free_from_foreign_sim", "unknown");
    set_text(object, row, "records_calls", "unknown");
    set_text(object, row, "on_phone_bill", "unknown");
    set_text(object, row, "children", "unknown");
    return object;
}

void hotlines_write(struct build *build, const char *owner, const struct table *table)
{
    char path[64];
    json_t *root = json_pack("{s:i, s:s}", "v", 1, "kind", "hotlines"), *array = json_array();
    for (size_t i = 0; i < table->row_count && build->language_count; i++)
        json_array_append_new(
            array, hotline_json(&(struct row){.build = build, .table = table, .row = table->rows[i]}));
    json_object_set_new(root, "hotlines", array);
    snprintf(path, sizeof path, "/hotlines/%s.json", owner);
    if (!output_add_json(&build->output, path, root))
        report_mistake(
            build->report, table->file, "", "The numbers cannot be put together: not enough memory.");
    const struct built_file *file = output_find(&build->output, path);
    if (file && file->len > HOTLINES_BYTES)
        report_mistake(build->report, table->file, "",
            "The numbers in all languages take more than 4 MiB. Keep those that are needed at the places.");
}
