#include "pack/withdrawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network_parts.h"
#include "pack/pack.h"

static bool is_id(const char *text)
{
    return json_read_is_word(text, "-_", PACK_SLUG);
}

static bool is_topic(const char *text)
{
    const char *slash = strchr(text, '/');
    return slash && slash - text <= PACK_NAME && json_read_is_slug(text, (size_t)(slash - text)) &&
           is_id(slash + 1);
}

static size_t read_list(struct json_read *read, const json_t *root, const char *key,
    bool (*fits)(const char *text), const char *what, char ***ret_list)
{
    json_t *array = json_read_optional_array(read, root, key, WITHDRAWN_MAX), *value;
    size_t i, count = 0;
    *ret_list = json_read_new(read, json_array_size(array), sizeof **ret_list);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, key, (int)i);
        const char *text = json_read_text_value(read, value, PACK_NAME + 1 + PACK_SLUG);
        if (!read->failed && !fits(text))
            json_read_refuse(read, "%s", what);
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

bool withdrawn_read(const char *owner, const void *json, size_t len, struct withdrawn *ret_withdrawn,
    char ret_message[static 256])
{
    char document[80];
    struct json_read read;
    struct withdrawn made = {0};
    *ret_withdrawn = made;
    snprintf(document, sizeof document, "withdrawn/%.40s/list.json", owner);
    if (len > WITHDRAWN_BYTES) {
        snprintf(ret_message, 256, "%s: over %d bytes.", document, WITHDRAWN_BYTES);
        return false;
    }
    json_t *root = json_read_root(&read, document, json, len, ret_message);
    if (!root)
        return false;
    json_read_int(&read, root, "v", 1, 1);
    if (strcmp(json_read_text(&read, root, "kind", 32), "withdrawn") != 0)
        json_read_refuse_key(&read, "kind", "not \"withdrawn\"");
    made.hotline_count = read_list(&read, root, "hotlines", is_id, "not a hotline's id", &made.hotlines);
    made.topic_count = read_list(&read, root, "topics", is_topic, "not <pack>/<topic>", &made.topics);
    json_decref(root);
    if (read.failed)
        withdrawn_clear(&made);
    *ret_withdrawn = made;
    return !read.failed;
}

void withdrawn_clear(struct withdrawn *withdrawn)
{
    parts_list_clear(withdrawn->hotlines, withdrawn->hotline_count);
    parts_list_clear(withdrawn->topics, withdrawn->topic_count);
    *withdrawn = (struct withdrawn){0};
}
