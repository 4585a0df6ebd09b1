#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "i18n/catalogue.h"

#define LANGUAGES_MAX 256
#define LANGUAGES_BYTES (1 << 16)

static bool text_take(const json_t *object, const char *name, char *ret_text, size_t cap)
{
    const json_t *value = json_object_get(object, name);
    size_t len = json_string_length(value);
    if (!json_is_string(value) || len == 0 || len >= cap || memchr(json_string_value(value), 0, len))
        return false;
    memcpy(ret_text, json_string_value(value), len + 1);
    return true;
}

/* BCP 47 as far as languages of an image need it: letters, digits and single hyphens between them. */
static bool tag_valid(const char *tag)
{
    size_t part = 0;
    for (; *tag; tag++) {
        bool alphanumeric = (*tag >= 'a' && *tag <= 'z') || (*tag >= 'A' && *tag <= 'Z') ||
                            (*tag >= '0' && *tag <= '9');
        if (!alphanumeric && (*tag != '-' || part == 0))
            return false;
        part = alphanumeric ? part + 1 : 0;
    }
    return part > 0;
}

static const char *language_take(const json_t *object, struct language *language)
{
    const json_t *right_to_left = json_object_get(object, "right_to_left");
    const json_t *reviewed = json_object_get(object, "reviewed");
    if (!json_is_object(object) || json_object_size(object) != 5)
        return "it has not exactly tag, autonym, english, right_to_left, reviewed";
    if (!text_take(object, "tag", language->tag, sizeof language->tag) || !tag_valid(language->tag))
        return "tag is no language tag of at most 15 characters";
    if (!text_take(object, "autonym", language->autonym, sizeof language->autonym))
        return "autonym is no text of at most 63 bytes";
    if (!text_take(object, "english", language->english, sizeof language->english))
        return "english is no text of at most 63 bytes";
    if (!json_is_boolean(right_to_left) || !json_is_boolean(reviewed))
        return "right_to_left and reviewed are not both true or false";
    language->right_to_left = json_is_true(right_to_left);
    language->reviewed = json_is_true(reviewed);
    return NULL;
}

static bool known(const struct languages *languages, const char *tag)
{
    for (size_t i = 0; i < languages->count; i++)
        if (strcmp(languages->in[i].tag, tag) == 0)
            return true;
    return false;
}

static const char *languages_take(const json_t *list, struct languages *languages)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct language language = {.reviewed = false};
        const char *wrong = language_take(json_array_get(list, i), &language);
        if (wrong)
            return wrong;
        if (known(languages, language.tag))
            return "its tag stands there twice";
        languages->in[languages->count++] = language;
    }
    return NULL;
}

bool languages_read(
    const void *json, size_t len, struct languages *ret_languages, char ret_message[static 256])
{
    struct languages languages = {NULL, 0};
    const char *wrong = NULL;
    bool small = len <= LANGUAGES_BYTES;
    json_t *root = small ? json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const json_t *list = json_object_get(root, "languages");
    size_t count = json_array_size(list);
    if (!json_is_array(list) || json_object_size(root) != 1 || count == 0 || count > LANGUAGES_MAX) {
        snprintf(ret_message, 256,
            "The list of languages is not {\"languages\": [...]} with 1 to %d entries.", LANGUAGES_MAX);
        goto out;
    }
    languages.in = calloc(count, sizeof *languages.in);
    wrong = languages.in ? languages_take(list, &languages) : "there is no memory";
    if (wrong)
        snprintf(
            ret_message, 256, "Entry %zu of the list of languages is wrong: %s.", languages.count + 1, wrong);
out:
    json_decref(root);
    if (!languages.in || wrong) {
        free(languages.in);
        return false;
    }
    *ret_languages = languages;
    return true;
}

void languages_clear(struct languages *languages)
{
    free(languages->in);
    *languages = (struct languages){NULL, 0};
}
