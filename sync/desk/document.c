#include "desk/document.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/cursor.h"
#include "seal/keys.h"

static const char *const kinds[] = {
    "help", "report", "message", "voice", "withdraw", "usage", "cover", "action"};

bool member_text(const json_t *object, const char *key, char *ret_text, size_t cap)
{
    const json_t *value = json_object_get(object, key);
    size_t len = json_string_length(value);
    if (!json_is_string(value) || len >= cap) {
        return false;
    }
    memcpy(ret_text, json_string_value(value), len + 1);
    return true;
}

bool member_hex(const json_t *object, const char *key, uint8_t *ret_bytes, size_t len)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) &&
           hex_read(json_string_value(value), json_string_length(value), ret_bytes, len);
}

bool member_int(const json_t *object, const char *key, int64_t min, int64_t max, int64_t *ret_value)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value) || json_integer_value(value) < min || json_integer_value(value) > max) {
        return false;
    }
    *ret_value = json_integer_value(value);
    return true;
}

static bool kind_of(const json_t *root, enum document_kind *ret_kind)
{
    const char *text = json_string_value(json_object_get(root, "kind"));
    for (size_t i = 0; text && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(text, kinds[i]) == 0) {
            *ret_kind = (enum document_kind)i;
            return true;
        }
    }
    return false;
}

/* "<choice>" | ["<choice>",...] | "<text>" under each question's name. */
static bool answers_valid(json_t *root)
{
    json_t *answers = json_object_get(root, "answers"), *value, *choice;
    const char *name;
    size_t i;
    if (!answers) {
        return true;
    }
    if (!json_is_object(answers) || json_object_size(answers) > QUESTIONS_MAX) {
        return false;
    }
    json_object_foreach(answers, name, value)
    {
        if (json_is_string(value)) {
            continue;
        }
        if (!json_is_array(value) || json_array_size(value) > CHOICES_MAX) {
            return false;
        }
        json_array_foreach(value, i, choice)
        {
            if (!json_is_string(choice)) {
                return false;
            }
        }
    }
    return true;
}

static bool consent_valid(json_t *root)
{
    json_t *consent = json_object_get(root, "consent"), *value;
    const char *name;
    if (!consent) {
        return true;
    }
    if (!json_is_object(consent) || json_object_size(consent) > QUESTIONS_MAX) {
        return false;
    }
    json_object_foreach(consent, name, value)
    {
        if (!json_is_boolean(value)) {
            return false;
        }
    }
    return true;
}

/* Kinds of bodies that must not get it. */
static bool exclude_valid(json_t *root)
{
    json_t *exclude = json_object_get(root, "exclude"), *one;
    size_t i;
    if (!exclude) {
        return true;
    }
    if (!json_is_array(exclude) || json_array_size(exclude) > EXCLUDED_MAX) {
        return false;
    }
    json_array_foreach(exclude, i, one)
    {
        if (!json_is_string(one) || json_string_length(one) >= DOCUMENT_TAG) {
            return false;
        }
    }
    return true;
}

/* Either permissions, each of them a no, or everything. */
static bool withdraw_read(json_t *root, struct document *document)
{
    json_t *consent = json_object_get(root, "consent"), *value;
    const json_t *all = json_object_get(root, "delete");
    const char *name;
    document->erases = json_is_true(all);
    if (all || !consent) {
        return document->erases && !consent;
    }
    json_object_foreach(consent, name, value)
    {
        if (!json_is_false(value)) {
            return false;
        }
    }
    return json_object_size(consent) > 0;
}

static bool reply_read(const json_t *root, struct document *document)
{
    const json_t *reply = json_object_get(root, "reply");
    char to[SEAL_RECIPIENT_TEXT];
    if (!reply) {
        return true;
    }
    document->has_reply = true;
    return json_is_object(reply) && member_text(reply, "to", to, sizeof to) &&
           !seal_recipient_read(to, strlen(to), document->reply_to) &&
           member_hex(reply, "drop", document->reply_drop, 32) &&
           member_hex(reply, "sign", document->reply_sign, 32);
}

static bool day_valid(const char *day)
{
    int64_t second;
    return strcmp(day, "unknown") == 0 || day_read(day, &second);
}

/* A first document must say where it belongs; a later one has its thread for that. */
static bool origin_read(const json_t *root, struct document *document)
{
    bool first = document->kind == DOCUMENT_HELP || document->kind == DOCUMENT_REPORT;
    strcpy(document->day, "unknown");
    return ((!first && !json_object_get(root, "place")) ||
               member_text(root, "place", document->place, sizeof document->place)) &&
           ((!first && !json_object_get(root, "day")) ||
               (member_text(root, "day", document->day, sizeof document->day) && day_valid(document->day))) &&
           ((!first && !json_object_get(root, "lang")) ||
               member_text(root, "lang", document->lang, sizeof document->lang));
}

/* The members that may be missing; each that is there must be right. */
static bool extras_read(const json_t *root, struct document *document)
{
    int64_t number;
    document->hour = DOCUMENT_HOUR_NONE;
    document->urgency = 4;
    if (json_object_get(root, "hour")) {
        if (!member_int(root, "hour", 0, 23, &number)) {
            return false;
        }
        document->hour = (int)number;
    }
    if (json_object_get(root, "urgency")) {
        if (!member_int(root, "urgency", 1, 4, &number)) {
            return false;
        }
        document->urgency = (int)number;
    }
    return reply_read(root, document);
}

static bool fields_read(json_t *root, struct document *document)
{
    int64_t version;
    if (!member_int(root, "v", 1, 1, &version) || !kind_of(root, &document->kind)) {
        return false;
    }
    if (document->kind == DOCUMENT_COVER) {
        return true;
    }
    if (!member_hex(root, "id", document->id, ID_BYTES)) {
        return false;
    }
    if (document->kind == DOCUMENT_ACTION || document->kind == DOCUMENT_USAGE) {
        return true;
    }
    return member_hex(root, "thread", document->thread, ID_BYTES) && origin_read(root, document) &&
           extras_read(root, document) && answers_valid(root) && consent_valid(root) && exclude_valid(root) &&
           (document->kind != DOCUMENT_WITHDRAW || withdraw_read(root, document));
}

enum desk_error document_read(const char *json, size_t len, struct document *ret_document)
{
    if (len > DOCUMENT_BYTES) {
        return DESK_FORMAT;
    }
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
    struct document document = {0};
    if (!json_is_object(root) || !fields_read(root, &document)) {
        json_decref(root);
        return DESK_FORMAT;
    }
    document.json = root;
    *ret_document = document;
    return DESK_OK;
}

void document_clear(struct document *document)
{
    json_decref(document->json);
    *document = (struct document){0};
}
