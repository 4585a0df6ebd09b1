#include "base/json_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

void json_write_init(struct json_write *json, char *out, size_t cap)
{
    *json = (struct json_write){.out = out, .cap = cap};
}

static void raw(struct json_write *json, const char *text, size_t len)
{
    if (json->failed || len > json->cap - json->len) {
        json->failed = true;
        return;
    }
    memcpy(json->out + json->len, text, len);
    json->len += len;
    if (json->len < json->cap)
        json->out[json->len] = 0;
}

static bool in_object(const struct json_write *json)
{
    return json->depth > 0 && json->objects >> (json->depth - 1) & 1;
}

/* Before each value: in an object only after a key, at the top only one. */
static void value_begin(struct json_write *json)
{
    if (json->keyed) {
        json->keyed = false;
    } else if (in_object(json) || (json->depth == 0 && json->comma)) {
        json->failed = true;
    } else if (json->comma) {
        raw(json, ",", 1);
    }
    json->comma = true;
}

void json_open(struct json_write *json, char bracket)
{
    value_begin(json);
    if ((bracket != '{' && bracket != '[') || json->depth >= JSON_WRITE_DEPTH) {
        json->failed = true;
        return;
    }
    uint32_t bit = UINT32_C(1) << json->depth++;
    json->objects = bracket == '{' ? json->objects | bit : json->objects & ~bit;
    raw(json, &bracket, 1);
    json->comma = false;
}

void json_close(struct json_write *json, char bracket)
{
    if (json->depth == 0 || json->keyed || bracket != (in_object(json) ? '}' : ']')) {
        json->failed = true;
        return;
    }
    json->depth--;
    raw(json, &bracket, 1);
    json->comma = true;
}

static void escaped(struct json_write *json, const char *text, size_t len)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    raw(json, "\"", 1);
    for (size_t i = 0; i < len && !json->failed; i++) {
        unsigned char c = (unsigned char)text[i];
        const char *short_form = c ? strchr(from, c) : NULL;
        char escape[8];
        if (short_form) {
            raw(json, (char[]){'\\', to[short_form - from]}, 2);
        } else if (c < 0x20 || c == 0x7f) {
            raw(json, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
        } else if (c == 0xe2 && len - i >= 3 && (unsigned char)text[i + 1] == 0x80 &&
                   ((unsigned char)text[i + 2] & 0xfe) == 0xa8) {
            raw(json, (unsigned char)text[i + 2] == 0xa8 ? "\\u2028" : "\\u2029", 6);
            i += 2;
        } else {
            raw(json, text + i, 1);
        }
    }
    raw(json, "\"", 1);
}

void json_key(struct json_write *json, const char *key)
{
    if (!in_object(json) || json->keyed || !utf8_valid(key, strlen(key))) {
        json->failed = true;
        return;
    }
    if (json->comma)
        raw(json, ",", 1);
    escaped(json, key, strlen(key));
    raw(json, ":", 1);
    json->keyed = true;
}

void json_text_n(struct json_write *json, const char *text, size_t len)
{
    value_begin(json);
    if (!utf8_valid(text, len))
        json->failed = true;
    escaped(json, text, len);
}

void json_text(struct json_write *json, const char *text)
{
    json_text_n(json, text, strlen(text));
}

void json_int(struct json_write *json, int64_t value)
{
    char digits[24];
    value_begin(json);
    raw(json, digits, (size_t)snprintf(digits, sizeof digits, "%" PRId64, value));
}

void json_bool(struct json_write *json, bool value)
{
    value_begin(json);
    raw(json, value ? "true" : "false", value ? 4 : 5);
}

void json_hex(struct json_write *json, const uint8_t *bytes, size_t len)
{
    value_begin(json);
    raw(json, "\"", 1);
    for (size_t i = 0; i < len && !json->failed; i++) {
        char digits[3];
        hex_write(bytes + i, 1, digits);
        raw(json, digits, 2);
    }
    raw(json, "\"", 1);
}

bool json_done(const struct json_write *json)
{
    return !json->failed && json->depth == 0 && json->comma;
}

void json_member_text(struct json_write *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_member_int(struct json_write *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

void json_member_hex(struct json_write *json, const char *key, const uint8_t *bytes, size_t len)
{
    json_key(json, key);
    json_hex(json, bytes, len);
}
