#include <stdlib.h>
#include <string.h>

#include "strict_json.h"

static enum trust_error from_base(enum base_error error)
{
    return error == BASE_OK ? TRUST_OK : error == BASE_TOO_LARGE ? TRUST_BOUND : TRUST_NO_MEMORY;
}

static enum trust_error add(struct buffer *out, const char *bytes, size_t len)
{
    return from_base(buffer_add(out, bytes, len));
}

static enum trust_error write_string(const char *text, size_t len, struct buffer *out)
{
    enum trust_error error = add(out, "\"", 1);
    size_t from = 0;
    for (size_t i = 0; !error && i < len; i++)
        if (text[i] == '"' || text[i] == '\\') {
            error = add(out, text + from, i - from);
            if (!error)
                error = add(out, "\\", 1);
            from = i;
        }
    if (!error)
        error = add(out, text + from, len - from);
    return error ? error : add(out, "\"", 1);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum trust_error write_member(const json_t *object, const char *name, bool first, struct buffer *out)
{
    enum trust_error error = first ? TRUST_OK : add(out, ",", 1);
    if (!error)
        error = write_string(name, strlen(name), out);
    if (!error)
        error = add(out, ":", 1);
    return error ? error : canonical_write(json_object_get(object, name), out);
}

static enum trust_error write_object(const json_t *object, struct buffer *out)
{
    size_t count = json_object_size(object), at = 0;
    const char **names = calloc(count ? count : 1, sizeof *names);
    if (!names)
        return TRUST_NO_MEMORY;
    void *iter = json_object_iter((json_t *)(uintptr_t)object);
    for (; iter && at < count; iter = json_object_iter_next((json_t *)(uintptr_t)object, iter))
        names[at++] = json_object_iter_key(iter);
    qsort(names, at, sizeof *names, by_bytes);
    enum trust_error error = add(out, "{", 1);
    for (size_t i = 0; !error && i < at; i++)
        error = write_member(object, names[i], i == 0, out);
    free(names);
    return error ? error : add(out, "}", 1);
}

static enum trust_error write_array(const json_t *array, struct buffer *out)
{
    enum trust_error error = add(out, "[", 1);
    for (size_t i = 0; !error && i < json_array_size(array); i++) {
        if (i)
            error = add(out, ",", 1);
        if (!error)
            error = canonical_write(json_array_get(array, i), out);
    }
    return error ? error : add(out, "]", 1);
}

enum trust_error canonical_write(const json_t *value, struct buffer *out)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return write_object(value, out);
    case JSON_ARRAY:
        return write_array(value, out);
    case JSON_STRING:
        return write_string(json_string_value(value), json_string_length(value), out);
    case JSON_INTEGER:
        return from_base(buffer_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value)));
    case JSON_TRUE:
        return add(out, "true", 4);
    case JSON_FALSE:
        return add(out, "false", 5);
    case JSON_NULL:
        return add(out, "null", 4);
    case JSON_REAL:
        break;
    }
    return TRUST_FORMAT;
}
