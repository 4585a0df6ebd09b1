#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

#define PLACES_KEPT 8

static bool is_text(const char *text, size_t most)
{
    size_t len = strlen(text);
    return len > 0 && len <= most && utf8_valid(text, len);
}

/* "Yes" stands in a thousand cells: translators need to see some of them, and every file that has it counts.
 */
static bool known_place(const struct string *string, const char *file)
{
    if (string->place_count < PLACES_KEPT)
        return false;
    for (size_t i = string->place_count; i > 0; i--)
        if (strcmp(string->places[i - 1].file, file) == 0)
            return true;
    return false;
}

static bool add_place(struct string *string, const char *file, const char *place)
{
    if (known_place(string, file))
        return true;
    struct string_place *places = realloc(string->places, (string->place_count + 1) * sizeof *string->places);
    if (!places)
        return false;
    string->places = places;
    struct string_place *new = &places[string->place_count];
    snprintf(new->place, sizeof new->place, "%s", place);
    new->file = strdup(file);
    string->place_count += new->file != NULL;
    return new->file;
}

static void string_clear(struct string *string)
{
    for (size_t i = 0; i < string->place_count; i++)
        free(string->places[i].file);
    free(string->places);
    free(string->msgid);
    free(string->comment);
}

static bool add_new(struct strings *strings, const char *msgid, const char *comment)
{
    if (strings->count == STRINGS_MOST)
        return false;
    if (strings->count == strings->cap) {
        size_t cap = strings->cap ? 2 * strings->cap : 64;
        struct string *in = realloc(strings->in, cap * sizeof *in);
        if (!in)
            return false;
        strings->in = in;
        strings->cap = cap;
    }
    if (!strings->index)
        strings->index = json_object();
    struct string string = {.msgid = strdup(msgid), .comment = strdup(comment)};
    if (!string.msgid || !string.comment ||
        json_object_set_new(strings->index, msgid, json_integer((json_int_t)strings->count))) {
        string_clear(&string);
        return false;
    }
    strings->in[strings->count++] = string;
    return true;
}

bool text_overrides(const char *text)
{
    return strstr(text, "\xe2\x80\xad") || strstr(text, "\xe2\x80\xae");
}

bool strings_add(struct strings *strings, const char *msgid, unsigned use, const char *file,
    const char *place, const char *comment)
{
    if (!is_text(msgid, STRING_BYTES))
        return false;
    size_t at = strings_find(strings, msgid);
    if (at == SIZE_MAX) {
        if (!add_new(strings, msgid, comment))
            return false;
        at = strings->count - 1;
    }
    strings->in[at].use |= use;
    return add_place(&strings->in[at], file, place);
}

size_t strings_find(const struct strings *strings, const char *msgid)
{
    const json_t *at = json_object_get(strings->index, msgid);
    return at ? (size_t)json_integer_value(at) : SIZE_MAX;
}

struct string_language *strings_language(const struct strings *strings, const char *tag)
{
    for (size_t i = 0; i < strings->language_count; i++)
        if (strcmp(strings->languages[i].tag, tag) == 0)
            return &strings->languages[i];
    return NULL;
}

const struct string_text *strings_text(const struct string_language *language, size_t string)
{
    bool there = string < language->text_count && language->texts[string].text;
    return there ? &language->texts[string] : NULL;
}

/* Room for the texts of all strings up to this one. */
static bool reach(struct string_language *language, size_t string)
{
    if (string < language->text_count)
        return true;
    size_t count = language->text_count ? language->text_count : 64;
    while (count <= string)
        count *= 2;
    struct string_text *texts = realloc(language->texts, count * sizeof *texts);
    if (!texts)
        return false;
    memset(texts + language->text_count, 0, (count - language->text_count) * sizeof *texts);
    language->texts = texts;
    language->text_count = count;
    return true;
}

bool strings_put(struct string_language *language, size_t string, const struct string_text *text)
{
    struct string_text new = *text;
    new.text = strdup(text->text);
    if (!new.text || string >= STRINGS_MOST || !reach(language, string)) {
        free(new.text);
        return false;
    }
    free(language->texts[string].text);
    language->texts[string] = new;
    return true;
}

bool strings_translate(struct strings *strings, const char *tag, const char *msgid, const char *text)
{
    struct string_language *language = strings_language(strings, tag);
    size_t string = strings_find(strings, msgid);
    if (!language || string == SIZE_MAX || !is_text(text, TRANSLATION_BYTES))
        return false;
    char *copy = strdup(text);
    bool done = copy && strings_put(language, string, &(struct string_text){.text = copy});
    free(copy);
    return done;
}

void strings_clear(struct strings *strings)
{
    for (size_t i = 0; i < strings->count; i++)
        string_clear(&strings->in[i]);
    for (size_t i = 0; i < strings->language_count; i++) {
        for (size_t k = 0; k < strings->languages[i].text_count; k++)
            free(strings->languages[i].texts[k].text);
        free(strings->languages[i].texts);
    }
    free(strings->languages);
    free(strings->in);
    json_decref(strings->index);
    *strings = (struct strings){.in = NULL};
}
