#include "pack/hotlines.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network_parts.h"

#define ID_MOST 64
#define LANGUAGES_MOST 64
#define PLACES_MOST 4096

bool hotline_is_number(const char *text)
{
    if (text[0] == '+')
        return text[1] >= '1' && text[1] <= '9' && strspn(text + 1, "0123456789") == strlen(text + 1) &&
               strlen(text + 1) >= 7 && strlen(text + 1) <= 15;
    return strlen(text) >= 2 && strspn(text, "0123456789*#") == strlen(text) &&
           strcspn(text, "0123456789") < strlen(text);
}

static char *read_number(struct json_read *read, const json_t *object, const char *key, bool may_be_empty)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (may_be_empty && (!json_object_get(object, key) || (text && !text[0]))) {
        char *none = read->failed ? NULL : strdup("");
        if (!none)
            json_read_refuse(read, "out of memory");
        return none;
    }
    char *number = json_read_copy(read, object, key, 20);
    if (!read->failed && !hotline_is_number(number))
        json_read_refuse_key(read, key, "not + and 7 to 15 digits, nor a short number as dialled");
    return number;
}

static char *read_optional(struct json_read *read, const json_t *object, const char *key, size_t max)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (json_object_get(object, key) && !(text && !text[0]))
        return json_read_copy(read, object, key, max);
    char *none = read->failed ? NULL : strdup("");
    if (!none)
        json_read_refuse(read, "out of memory");
    return none;
}

/* Missing is unknown: nobody is told that a call is free because a column was forgotten. */
static enum hotline_fact read_fact(struct json_read *read, const json_t *object, const char *key)
{
    static const char *const facts[] = {"unknown", "no", "yes"}; /* as the enum */
    if (!json_object_get(object, key))
        return FACT_UNKNOWN;
    const char *fact = json_read_text(read, object, key, 8);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (strcmp(fact, facts[i]) == 0)
            return (enum hotline_fact)i;
    json_read_refuse_key(read, key, "not yes, no or unknown");
    return FACT_UNKNOWN;
}

static void read_places(struct json_read *read, const json_t *object, struct hotline *hotline)
{
    json_t *array = json_read_optional_array(read, object, "places", PLACES_MOST), *value;
    size_t i;
    if (!array)
        return;
    hotline->places = json_read_new(read, json_array_size(array), sizeof *hotline->places);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "places", (int)i);
        const char *code = json_read_text_value(read, value, 32);
        if (read->failed)
            return;
        hotline->places[i] = strdup(code);
        if (!hotline->places[i])
            json_read_refuse(read, "out of memory");
        else
            hotline->place_count = i + 1;
        json_read_up(read, mark);
    }
}

static void read_hotline(
    struct json_read *read, const json_t *object, const char *owner, struct hotline *hotline)
{
    hotline->id = json_read_copy(read, object, "id", ID_MOST);
    if (!read->failed && !json_read_is_word(hotline->id, "-_", ID_MOST))
        json_read_refuse_key(read, "id", "not letters, digits, - and _");
    hotline->owner = read->failed ? NULL : strdup(owner);
    if (!hotline->owner)
        json_read_refuse(read, "out of memory");
    hotline->emergency = json_read_bool(read, object, "emergency");
    hotline->number = read_number(read, object, "number", false);
    hotline->text_number = read_number(read, object, "text_number", true);
    parts_texts(read, object, "name", HOTLINE_NAME, &hotline->name);
    if (json_object_get(object, "answered_by"))
        parts_texts(read, object, "answered_by", PARTS_TEXT, &hotline->answered_by);
    if (json_object_get(object, "languages"))
        hotline->language_count = parts_languages(read, object, "languages", 0, &hotline->languages);
    hotline->opening_hours = read_optional(read, object, "opening_hours", PARTS_HOURS);
    hotline->time_zone = read_optional(read, object, "time_zone", 64);
    if (!read->failed && hotline->time_zone[0] && !json_read_is_word(hotline->time_zone, "/_-+", 64))
        json_read_refuse_key(read, "time_zone", "not a name like Europe/Lisbon");
    read_places(read, object, hotline);
    json_read_day(read, object, "checked_on", hotline->emergency, hotline->checked_on);
    hotline->free_from_foreign_sim = read_fact(read, object, "free_from_foreign_sim");
    hotline->records_calls = read_fact(read, object, "records_calls");
    hotline->on_phone_bill = read_fact(read, object, "on_phone_bill");
    hotline->children = read_fact(read, object, "children");
}

static void hotline_clear(struct hotline *hotline)
{
    free(hotline->id);
    free(hotline->owner);
    free(hotline->number);
    free(hotline->text_number);
    parts_texts_clear(&hotline->name);
    parts_texts_clear(&hotline->answered_by);
    parts_list_clear(hotline->languages, hotline->language_count);
    free(hotline->opening_hours);
    free(hotline->time_zone);
    parts_list_clear(hotline->places, hotline->place_count);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void refuse_twice(struct json_read *read, const struct hotlines *made)
{
    const char **ids = json_read_new(read, made->count, sizeof *ids);
    if (!ids)
        return;
    for (size_t i = 0; i < made->count; i++)
        ids[i] = made->in[i].id;
    qsort(ids, made->count, sizeof *ids, by_id);
    for (size_t i = 0; i + 1 < made->count; i++)
        if (strcmp(ids[i], ids[i + 1]) == 0)
            json_read_refuse(read, "hotlines: %s is there twice", ids[i]);
    free(ids);
}

static void read_all(
    struct json_read *read, const json_t *root, const char *owner, size_t most, struct hotlines *made)
{
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "hotlines") != 0)
        json_read_refuse_key(read, "kind", "not \"hotlines\"");
    json_t *array = json_read_array(read, root, "hotlines", 0, most), *value;
    size_t i;
    made->in = json_read_new(read, json_array_size(array), sizeof *made->in);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "hotlines", (int)i);
        if (read->failed)
            return;
        read_hotline(read, value, owner, &made->in[made->count++]);
        json_read_up(read, mark);
    }
    if (!read->failed)
        refuse_twice(read, made);
}

bool hotlines_read(
    struct hotlines *hotlines, const char *owner, const void *json, size_t len, char ret_message[static 256])
{
    char document[64];
    struct json_read read;
    struct hotlines made = {0};
    snprintf(document, sizeof document, "hotlines/%.40s.json", owner);
    if (len > HOTLINES_BYTES) {
        snprintf(ret_message, 256, "%s: over %d bytes.", document, HOTLINES_BYTES);
        return false;
    }
    json_t *root = json_read_root(&read, document, json, len, ret_message);
    if (!root)
        return false;
    read_all(&read, root, owner, HOTLINES_MAX - hotlines->count, &made);
    json_decref(root);
    if (!read.failed && made.count > 0) {
        struct hotline *in = realloc(hotlines->in, (hotlines->count + made.count) * sizeof *in);
        if (!in)
            json_read_refuse(&read, "out of memory");
        else {
            hotlines->in = in;
            memcpy(in + hotlines->count, made.in, made.count * sizeof *in);
            hotlines->count += made.count;
            made.count = 0;
        }
    }
    hotlines_clear(&made);
    return !read.failed;
}

void hotlines_clear(struct hotlines *hotlines)
{
    for (size_t i = 0; i < hotlines->count; i++)
        hotline_clear(&hotlines->in[i]);
    free(hotlines->in);
    *hotlines = (struct hotlines){0};
}

bool hotline_here(const struct hotline *hotline, const char *place)
{
    bool here = hotline->place_count == 0;
    for (size_t i = 0; i < hotline->place_count && !here; i++)
        here = strcmp(hotline->places[i], place) == 0;
    return here;
}

void hotlines_keep_place(struct hotlines *hotlines, const char *place)
{
    size_t kept = 0;
    for (size_t i = 0; i < hotlines->count; i++)
        if (hotline_here(&hotlines->in[i], place))
            hotlines->in[kept++] = hotlines->in[i];
        else
            hotline_clear(&hotlines->in[i]);
    hotlines->count = kept;
}

void hotlines_drop(struct hotlines *hotlines, const char *owner)
{
    size_t kept = 0;
    for (size_t i = 0; i < hotlines->count; i++)
        if (hotlines->in[i].emergency || strcmp(hotlines->in[i].owner, owner) != 0)
            hotlines->in[kept++] = hotlines->in[i];
        else
            hotline_clear(&hotlines->in[i]);
    hotlines->count = kept;
}

void hotlines_withdraw(struct hotlines *hotlines, const char *owner, const char *id)
{
    size_t kept = 0;
    for (size_t i = 0; i < hotlines->count; i++)
        if (strcmp(hotlines->in[i].owner, owner) != 0 || strcmp(hotlines->in[i].id, id) != 0)
            hotlines->in[kept++] = hotlines->in[i];
        else
            hotline_clear(&hotlines->in[i]);
    hotlines->count = kept;
}
