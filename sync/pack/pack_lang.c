/* lang/<tag>.json: every text of one language. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_parts.h"

struct lang {
    struct json_read *read;
    struct pack *pack;
    const struct pack_index *index;
};

static char *held(struct lang *lang, const json_t *object, const char *key, size_t max)
{
    return json_read_held(lang->read, lang->pack->memory, object, key, max, false);
}

static void read_items(struct lang *lang, const json_t *object, struct pack_block *block)
{
    json_t *array = json_read_array(lang->read, object, "items", 1, PACK_ITEMS), *value;
    size_t i;
    block->text = json_read_hold(lang->read, lang->pack->memory, json_array_size(array), sizeof(char *));
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(lang->read, "items", (int)i);
        if (lang->read->failed)
            return;
        block->text[i] = json_read_held_value(lang->read, lang->pack->memory, value, PACK_PARAGRAPH, false);
        block->text_count = i + 1;
        json_read_up(lang->read, mark);
    }
}

static void read_one(struct lang *lang, const json_t *object, struct pack_block *block, bool may_be_empty)
{
    block->text = json_read_hold(lang->read, lang->pack->memory, 1, sizeof(char *));
    if (!block->text)
        return;
    block->text[0] = json_read_held(
        lang->read, lang->pack->memory, object, "text", PACK_PARAGRAPH, may_be_empty);
    block->text_count = 1;
}

static void read_block(struct lang *lang, const json_t *object, struct pack_block *block)
{
    static const char *const types[] = {
        "heading", "text", "list", "numbered", "quote", "picture", "help", "signs"}; /* as the enum */
    size_t i = 0, count = sizeof types / sizeof *types;
    const char *type = json_read_text(lang->read, object, "type", 16);
    while (i < count && strcmp(type, types[i]) != 0)
        i++;
    if (i == count) {
        json_read_refuse_key(
            lang->read, "type", "not heading, text, list, numbered, quote, picture, help or signs");
        return;
    }
    block->type = (enum block_type)i;
    block->picture = SIZE_MAX;
    if (block->type == BLOCK_LIST || block->type == BLOCK_NUMBERED)
        read_items(lang, object, block);
    else if (block->type != BLOCK_HELP && block->type != BLOCK_SIGNS)
        read_one(lang, object, block, block->type == BLOCK_PICTURE);
    if (block->type != BLOCK_PICTURE)
        return;
    block->picture = pack_names_find(
        &lang->index->pictures, json_read_text(lang->read, object, "picture", PACK_SLUG));
    if (block->picture == SIZE_MAX)
        json_read_refuse_key(lang->read, "picture", "not one of the pictures in pack.json");
}

static void read_topic(struct lang *lang, const json_t *object, struct pack_text *text)
{
    text->title = held(lang, object, "title", PACK_TITLE);
    text->summary = json_read_held(lang->read, lang->pack->memory, object, "summary", PACK_SUMMARY, true);
    json_t *array = json_read_array(lang->read, object, "blocks", 0, PACK_BLOCKS), *value;
    size_t i;
    text->blocks = json_read_hold(
        lang->read, lang->pack->memory, json_array_size(array), sizeof *text->blocks);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(lang->read, "blocks", (int)i);
        if (lang->read->failed)
            return;
        read_block(lang, value, &text->blocks[i]);
        text->block_count = i + 1;
        json_read_up(lang->read, mark);
    }
    text->there = true;
}

static void read_topics(struct lang *lang, const json_t *root, struct pack_text *texts)
{
    json_t *topics = json_read_object(lang->read, root, "topics"), *value;
    const char *slug;
    size_t mark = json_read_down(lang->read, "topics", -1);
    json_object_foreach(topics, slug, value)
    {
        size_t below = json_read_down(lang->read, slug, -1);
        size_t topic = pack_names_find(&lang->index->topics, slug);
        if (topic == SIZE_MAX)
            json_read_refuse(lang->read, "not one of the topics in pack.json");
        if (lang->read->failed)
            return;
        read_topic(lang, value, &texts[topic]);
        json_read_up(lang->read, below);
    }
    json_read_up(lang->read, mark);
}

static int by_msgid(const void *a, const void *b)
{
    const struct pack_string *one = a, *other = b;
    return strcmp(one->msgid, other->msgid);
}

static size_t read_strings(struct lang *lang, const json_t *root, struct pack_string **ret_strings)
{
    json_t *strings = json_read_object(lang->read, root, "strings"), *value;
    const char *msgid;
    size_t count = 0, mark = json_read_down(lang->read, "strings", -1);
    if (json_object_size(strings) > PACK_STRINGS)
        json_read_refuse(lang->read, "over %d of them", PACK_STRINGS);
    struct pack_string *in = json_read_hold(
        lang->read, lang->pack->memory, json_object_size(strings), sizeof *in);
    json_object_foreach(strings, msgid, value)
    {
        char shown[41];
        snprintf(shown, sizeof shown, "%s", msgid);
        size_t len = strlen(msgid), below = json_read_down(lang->read, shown, -1);
        if (len == 0 || len > PACK_MSGID)
            json_read_refuse(lang->read, "a msgid has 1 to %d bytes", PACK_MSGID);
        if (lang->read->failed)
            return 0;
        in[count].msgid = hold_text(lang->pack->memory, msgid, len);
        if (!in[count].msgid)
            json_read_refuse(lang->read, "out of memory");
        in[count++].text = json_read_held_value(lang->read, lang->pack->memory, value, PACK_STRING, false);
        json_read_up(lang->read, below);
    }
    json_read_up(lang->read, mark);
    if (count && !lang->read->failed)
        qsort(in, count, sizeof *in, by_msgid);
    *ret_strings = in;
    return count;
}

static void read_lang(struct lang *lang, const json_t *root, struct pack_language *language)
{
    struct json_read *read = lang->read;
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "lang") != 0)
        json_read_refuse_key(read, "kind", "not \"lang\"");
    if (strcmp(json_read_text(read, root, "language", 32), language->tag) != 0)
        json_read_refuse_key(read, "language", "not that of the file's name");
    language->string_count = read_strings(lang, root, &language->strings);
    read_topics(lang, root, language->topics);
}

bool pack_lang_read(struct pack *pack, const struct pack_index *index, struct pack_language *language,
    const void *json, size_t len, char ret_message[static 256])
{
    char document[64];
    struct json_read read;
    struct lang lang = {.read = &read, .pack = pack, .index = index};
    snprintf(document, sizeof document, "lang/%s.json", language->tag);
    json_t *root = json_read_root(&read, document, json, len, ret_message);
    if (!root)
        return false;
    read_lang(&lang, root, language);
    json_decref(root);
    return !read.failed;
}
