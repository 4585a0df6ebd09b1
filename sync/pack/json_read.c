#include "json_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/cursor.h"

/* At least as many as there are values; an upper bound is enough, the grammar comes after it. */
static size_t count_values(const char *json, size_t len)
{
    size_t count = 0;
    bool text = false;
    for (size_t i = 0; i < len; i++) {
        if (text && json[i] == '\\')
            i++;
        else if (json[i] == '"')
            text = !text;
        else if (!text)
            count += json[i] == '[' || json[i] == '{' || json[i] == ',';
    }
    return count;
}

json_t *json_read_root(
    struct json_read *read, const char *document, const void *json, size_t len, char message[static 256])
{
    json_error_t error;
    *read = (struct json_read){.document = document, .message = message};
    if (count_values(json, len) > JSON_READ_VALUES) {
        json_read_refuse(read, "over %d values", JSON_READ_VALUES);
        return NULL;
    }
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        json_read_refuse(read, "not JSON with every key once, near byte %d", error.position);
    else if (!json_is_object(root))
        json_read_refuse(read, "not a JSON object");
    if (read->failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

void json_read_refuse(struct json_read *read, const char *what, ...)
{
    char why[128];
    va_list args;
    if (read->failed)
        return;
    va_start(args, what);
    vsnprintf(why, sizeof why, what, args);
    va_end(args);
    snprintf(read->message, 256, "%s: %s%s%s.", read->document, read->path, read->path[0] ? ": " : "", why);
    read->failed = true;
}

size_t json_read_down(struct json_read *read, const char *key, int index)
{
    size_t mark = strlen(read->path), room = sizeof read->path - mark;
    const char *dot = mark && key[0] ? "." : "";
    if (index < 0)
        snprintf(read->path + mark, room, "%s%s", dot, key);
    else
        snprintf(read->path + mark, room, "%s%s[%d]", dot, key, index);
    return mark;
}

void json_read_up(struct json_read *read, size_t mark)
{
    read->path[mark] = 0;
}

void json_read_refuse_key(struct json_read *read, const char *key, const char *what)
{
    size_t mark = json_read_down(read, key, -1);
    json_read_refuse(read, "%s", what);
    json_read_up(read, mark);
}

/* The member, or NULL when it is missing or of another type. */
static json_t *member(
    struct json_read *read, const json_t *object, const char *key, json_type type, const char *what)
{
    json_t *value = json_object_get(object, key);
    if (!read->failed && !value)
        json_read_refuse_key(read, key, "missing");
    else if (!read->failed && json_typeof(value) != type)
        json_read_refuse_key(read, key, what);
    return read->failed ? NULL : value;
}

json_t *json_read_object(struct json_read *read, const json_t *object, const char *key)
{
    return member(read, object, key, JSON_OBJECT, "not an object");
}

json_t *json_read_array(struct json_read *read, const json_t *object, const char *key, size_t min, size_t max)
{
    json_t *array = member(read, object, key, JSON_ARRAY, "not an array");
    size_t count = json_array_size(array);
    if (!array || (count >= min && count <= max))
        return array;
    size_t mark = json_read_down(read, key, -1);
    json_read_refuse(read, "has %zu entries, not %zu to %zu", count, min, max);
    json_read_up(read, mark);
    return NULL;
}

bool json_read_bool(struct json_read *read, const json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!json_is_boolean(value))
        json_read_refuse_key(read, key, value ? "not true or false" : "missing");
    return json_is_true(value);
}

int64_t json_read_int(struct json_read *read, const json_t *object, const char *key, int64_t min, int64_t max)
{
    json_t *value = member(read, object, key, JSON_INTEGER, "not a whole number");
    int64_t number = json_integer_value(value);
    if (!value)
        return min;
    if (number >= min && number <= max)
        return number;
    size_t mark = json_read_down(read, key, -1);
    json_read_refuse(read, "not from %lld to %lld", (long long)min, (long long)max);
    json_read_up(read, mark);
    return min;
}

const char *json_read_text_value(struct json_read *read, const json_t *value, size_t max)
{
    const char *text = json_string_value(value);
    if (!text) {
        json_read_refuse(read, "not a text");
        return "";
    }
    size_t len = json_string_length(value);
    if (len == 0 || len > max) {
        json_read_refuse(read, len ? "over %zu bytes" : "empty, give 1 to %zu bytes", max);
        return "";
    }
    for (const char *c = text; *c; c++)
        if (((unsigned char)*c < 0x20 && *c != '\n') || *c == 0x7f) {
            json_read_refuse(read, "holds a control character");
            return "";
        }
    return text;
}

const char *json_read_text(struct json_read *read, const json_t *object, const char *key, size_t max)
{
    json_t *value = json_object_get(object, key);
    size_t mark = json_read_down(read, key, -1);
    if (!value)
        json_read_refuse(read, "missing");
    const char *text = json_read_text_value(read, value, max);
    json_read_up(read, mark);
    return text;
}

char *json_read_copy(struct json_read *read, const json_t *object, const char *key, size_t max)
{
    const char *text = json_read_text(read, object, key, max);
    char *copy = read->failed ? NULL : strdup(text);
    if (!copy)
        json_read_refuse(read, "out of memory");
    return copy;
}

void json_read_hex_value(struct json_read *read, const json_t *value, uint8_t *ret_bytes, size_t len)
{
    if (!json_is_string(value) ||
        !hex_read(json_string_value(value), json_string_length(value), ret_bytes, len))
        json_read_refuse(read, "not %zu lower-case hexadecimal digits", 2 * len);
}

void json_read_hex(
    struct json_read *read, const json_t *object, const char *key, uint8_t *ret_bytes, size_t len)
{
    json_t *value = json_object_get(object, key);
    size_t mark = json_read_down(read, key, -1);
    if (!value)
        json_read_refuse(read, "missing");
    json_read_hex_value(read, value, ret_bytes, len);
    json_read_up(read, mark);
}

void *json_read_new(struct json_read *read, size_t count, size_t size)
{
    void *made = read->failed ? NULL : calloc(count ? count : 1, size);
    if (!made)
        json_read_refuse(read, "out of memory");
    return made;
}

void *json_read_hold(struct json_read *read, struct hold *hold, size_t count, size_t size)
{
    void *made = read->failed ? NULL : hold_take(hold, count, size);
    if (!made)
        json_read_refuse(read, "out of memory");
    return made;
}

char *json_read_held_value(
    struct json_read *read, struct hold *hold, const json_t *value, size_t max, bool may_be_empty)
{
    bool empty = may_be_empty && json_is_string(value) && json_string_length(value) == 0;
    const char *text = empty ? "" : json_read_text_value(read, value, max);
    char *copy = read->failed ? NULL : hold_text(hold, text, strlen(text));
    if (!copy)
        json_read_refuse(read, "out of memory");
    return copy;
}

char *json_read_held(struct json_read *read, struct hold *hold, const json_t *object, const char *key,
    size_t max, bool may_be_empty)
{
    json_t *value = json_object_get(object, key);
    size_t mark = json_read_down(read, key, -1);
    char *copy = NULL;
    if (value)
        copy = json_read_held_value(read, hold, value, max, may_be_empty);
    else if (!may_be_empty)
        json_read_refuse(read, "missing");
    else if (!(copy = hold_text(hold, "", 0)))
        json_read_refuse(read, "out of memory");
    json_read_up(read, mark);
    return copy;
}

json_t *json_read_optional_array(struct json_read *read, const json_t *object, const char *key, size_t max)
{
    return json_object_get(object, key) ? json_read_array(read, object, key, 0, max) : NULL;
}

static bool is_in(char *const *list, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], text) == 0)
            return true;
    return false;
}

size_t json_read_texts(struct json_read *read, const json_t *object, const char *key, size_t max,
    size_t bytes, bool (*fits)(const char *text), const char *what, bool once, char ***ret_list)
{
    json_t *array = json_read_optional_array(read, object, key, max), *value;
    size_t i, count = 0;
    if (!array)
        return 0;
    *ret_list = json_read_new(read, json_array_size(array), sizeof **ret_list);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, key, (int)i);
        const char *text = json_read_text_value(read, value, bytes);
        if (!read->failed && !fits(text))
            json_read_refuse(read, "%s", what);
        if (!read->failed && once && is_in(*ret_list, count, text))
            json_read_refuse(read, "is there twice");
        if (read->failed)
            break;
        (*ret_list)[count] = strdup(text);
        if (!(*ret_list)[count])
            json_read_refuse(read, "out of memory");
        else
            count++;
        json_read_up(read, mark);
    }
    return count;
}

void json_read_day(
    struct json_read *read, const json_t *object, const char *key, bool may_be_empty, char ret_day[static 11])
{
    int64_t day_s;
    const char *text = json_string_value(json_object_get(object, key));
    ret_day[0] = 0;
    if (may_be_empty && (!json_object_get(object, key) || (text && !text[0])))
        return;
    text = json_read_text(read, object, key, 10);
    if (!read->failed && !day_read(text, &day_s))
        json_read_refuse_key(read, key, "not a day, YYYY-MM-DD");
    if (!read->failed)
        memcpy(ret_day, text, 11);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool json_read_is_word(const char *text, const char *also, size_t max)
{
    size_t len = strlen(text);
    if (len == 0 || len > max || !(is_letter(text[0]) || is_digit(text[0])))
        return false;
    for (const char *c = text; *c; c++)
        if (!is_letter(*c) && !is_digit(*c) && !strchr(also, *c))
            return false;
    return true;
}

bool json_read_is_slug(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!(text[i] >= 'a' && text[i] <= 'z') && !is_digit(text[i]) &&
            (text[i] != '-' || i == 0 || i + 1 == len))
            return false;
    return len > 0;
}

bool json_read_is_language(const char *text)
{
    size_t part = 0;
    while (is_letter(text[part]))
        part++;
    if (part < 2 || part > 8)
        return false;
    for (text += part; *text; text += part) {
        if (*text++ != '-')
            return false;
        for (part = 0; is_letter(text[part]) || is_digit(text[part]);)
            part++;
        if (part < 1 || part > 8)
            return false;
    }
    return true;
}
