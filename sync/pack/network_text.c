/* What several of the network's documents have in common: texts in languages, lists of languages, words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network_parts.h"

void parts_texts(
    struct json_read *read, const json_t *object, const char *key, size_t most, struct network_text *ret_text)
{
    json_t *texts = json_read_object(read, object, key), *value;
    const char *language;
    size_t mark = json_read_down(read, key, -1), max = sizeof ret_text->in / sizeof *ret_text->in;
    if (json_object_size(texts) < 1 || json_object_size(texts) > max)
        json_read_refuse(read, "not in 1 to %zu languages", max);
    json_object_foreach(texts, language, value)
    {
        if (read->failed)
            break;
        if (strlen(language) >= LANGUAGE_TAG || !json_read_is_language(language)) {
            json_read_refuse(read, "has a key that is not a language tag");
            break;
        }
        snprintf(ret_text->in[ret_text->count].language, LANGUAGE_TAG, "%s", language);
        ret_text->in[ret_text->count].text = json_read_copy(read, texts, language, most);
        ret_text->count += !read->failed;
    }
    json_read_up(read, mark);
}

size_t parts_languages(
    struct json_read *read, const json_t *object, const char *key, size_t min, char ***ret_languages)
{
    json_t *array = json_read_array(read, object, key, min, PARTS_LANGUAGES), *value;
    size_t i, count = 0;
    *ret_languages = json_read_new(read, json_array_size(array), sizeof **ret_languages);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, key, (int)i);
        const char *tag = json_read_text_value(read, value, LANGUAGE_TAG - 1);
        if (!json_read_is_language(tag))
            json_read_refuse(read, "not a language tag");
        for (size_t j = 0; j < count; j++)
            if (strcmp((*ret_languages)[j], tag) == 0)
                json_read_refuse(read, "is there twice");
        if (read->failed)
            break;
        (*ret_languages)[count] = strdup(tag);
        if (!(*ret_languages)[count])
            json_read_refuse(read, "out of memory");
        else
            count++;
        json_read_up(read, mark);
    }
    return count;
}

void parts_zone_name(struct json_read *read, const json_t *object, const char *key, char **ret_name)
{
    *ret_name = json_read_copy(read, object, key, 64);
    if (!read->failed && !json_read_is_word(*ret_name, "/_-+", 64))
        json_read_refuse_key(read, key, "not a name like Europe/Lisbon");
}

/* As dialled: digits, and what people write between and before them. */
bool parts_is_dialled(const char *text)
{
    return strspn(text, "0123456789+*# -") == strlen(text) && strcspn(text, "0123456789") < strlen(text);
}
