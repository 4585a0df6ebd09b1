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
    made.hotline_count = json_read_texts(&read, root, "hotlines", WITHDRAWN_MAX, PACK_NAME + 1 + PACK_SLUG,
        is_id, "not a hotline's id", false, &made.hotlines);
    made.topic_count = json_read_texts(&read, root, "topics", WITHDRAWN_MAX, PACK_NAME + 1 + PACK_SLUG,
        is_topic, "not <pack>/<topic>", false, &made.topics);
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
