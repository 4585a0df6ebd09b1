#include <stdlib.h>
#include <string.h>

#include "parts.h"

static bool add(struct buffer *text, const void *bytes, size_t len)
{
    return buffer_add(text, bytes, len) == BASE_OK;
}

static bool put_text(const char *value, size_t len, struct buffer *text)
{
    if (!add(text, "\"", 1))
        return false;
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        if (value[i] != '"' && value[i] != '\\')
            continue;
        if (!add(text, value + from, i - from) || !add(text, "\\", 1))
            return false;
        from = i;
    }
    return add(text, value + from, len - from) && add(text, "\"", 1);
}

static bool put(const json_t *value, unsigned depth, struct buffer *text);

static bool put_array(const json_t *array, unsigned depth, struct buffer *text)
{
    if (!add(text, "[", 1))
        return false;
    for (size_t i = 0; i < json_array_size(array); i++)
        if ((i && !add(text, ",", 1)) || !put(json_array_get(array, i), depth + 1, text))
            return false;
    return add(text, "]", 1);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of an object, sorted; borrowed from it, the list itself is the caller's. */
static const char **sorted_names(const json_t *object, size_t *ret_count)
{
    size_t count = 0;
    const char **names = calloc(json_object_size(object) + 1, sizeof *names);
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)object, name, member)
    {
        if (names)
            names[count++] = name;
    }
    if (names)
        qsort(names, count, sizeof *names, by_bytes);
    *ret_count = count;
    return names;
}

static bool put_object(const json_t *object, unsigned depth, struct buffer *text)
{
    size_t count;
    const char **names = sorted_names(object, &count);
    bool done = names && add(text, "{", 1);
    for (size_t i = 0; done && i < count; i++)
        done = (!i || add(text, ",", 1)) && put_text(names[i], strlen(names[i]), text) && add(text, ":", 1) &&
               put(json_object_get(object, names[i]), depth + 1, text);
    free(names);
    return done && add(text, "}", 1);
}

static bool put(const json_t *value, unsigned depth, struct buffer *text)
{
    if (depth > SIGNER_DEPTH)
        return false;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return put_object(value, depth, text);
    case JSON_ARRAY:
        return put_array(value, depth, text);
    case JSON_STRING:
        return put_text(json_string_value(value), json_string_length(value), text);
    case JSON_INTEGER:
        return buffer_printf(text, "%" JSON_INTEGER_FORMAT, json_integer_value(value)) == BASE_OK;
    case JSON_TRUE:
        return add(text, "true", 4);
    case JSON_FALSE:
        return add(text, "false", 5);
    case JSON_NULL:
        return add(text, "null", 4);
    case JSON_REAL:
        break; /* has no canonical form */
    }
    return false;
}

bool signed_canonical(const json_t *value, struct buffer *ret_text)
{
    return put(value, 0, ret_text);
}
