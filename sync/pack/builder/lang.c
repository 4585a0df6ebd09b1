/* lang/<tag>.json: what of the pack is there in one language. A topic is there when all of it is; on the live
 * channel a form is when its critical texts have two reviewers. */
#include <stdio.h>
#include <string.h>

#include "sources.h"

#define REVIEWERS_NEEDED 2
#define FORMS "forms/"

struct writing {
    struct build *build;
    const struct string_language *language; /* NULL: the first one */
    const char *tag;
    struct list left_out; /* forms, by their files */
};

static const struct string_text *text_of(const struct writing *writing, size_t string)
{
    return strings_text(writing->language, string);
}

/* NULL: not translated. Borrowed. */
static const char *say(const struct writing *writing, const char *msgid)
{
    if (!writing->language)
        return msgid;
    size_t string = strings_find(&writing->build->strings, msgid);
    const struct string_text *text = string == SIZE_MAX ? NULL : text_of(writing, string);
    return text ? text->text : NULL;
}

/* Sets key to the translation; false when there is none. */
static bool set(const struct writing *writing, json_t *object, const char *key, const char *msgid)
{
    const char *text = say(writing, msgid);
    return text && json_object_set_new(object, key, json_string(text)) == 0;
}

static bool set_items(const struct writing *writing, json_t *object, const struct list *items)
{
    json_t *array = json_array();
    bool whole = true;
    for (size_t i = 0; i < items->count; i++) {
        const char *text = say(writing, items->in[i]);
        whole &= text && json_array_append_new(array, json_string(text)) == 0;
    }
    return json_object_set_new(object, "items", array) == 0 && whole;
}

/* NULL: not all of it is translated. */
static json_t *block_json(const struct writing *writing, const struct topic_block *block)
{
    static const char *const types[] = {
        "heading", "text", "list", "numbered", "quote", "picture", "help", "signs"}; /* as the enum */
    json_t *object = json_object();
    bool whole = json_object_set_new(object, "type", json_string(types[block->type])) == 0;
    if (block->picture)
        whole &= json_object_set_new(object, "picture", json_string(block->picture)) == 0;
    if (block->type == BLOCK_LIST || block->type == BLOCK_NUMBERED)
        whole &= set_items(writing, object, &block->text);
    else if (block->text.count)
        whole &= set(writing, object, "text", block->text.in[0]);
    else if (block->type == BLOCK_PICTURE)
        whole &= json_object_set_new(object, "text", json_string("")) == 0;
    if (whole)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *topic_json(const struct writing *writing, const struct topic *topic)
{
    json_t *object = json_object(), *blocks = json_array();
    bool whole = set(writing, object, "title", topic->title);
    whole &= topic->summary ? set(writing, object, "summary", topic->summary)
                            : json_object_set_new(object, "summary", json_string("")) == 0;
    for (size_t i = 0; i < topic->block_count && whole; i++)
        whole &= json_array_append_new(blocks, block_json(writing, &topic->blocks[i])) == 0;
    whole &= json_object_set_new(object, "blocks", blocks) == 0;
    if (whole)
        return object;
    json_decref(object);
    return NULL;
}

/* Its PO file could not be read, which was said. */
static bool silent(const struct writing *writing)
{
    return writing->language && writing->language->unread;
}

static void report_topics(struct writing *writing, const struct source *source, json_t *topics)
{
    char names[200] = "", file[40];
    size_t missing = 0, used = 0;
    for (size_t i = 0; i < source->topic_count; i++) {
        const char *slug = source->topics[i].slug;
        if (source->topics[i].broken || json_object_get(topics, slug))
            continue;
        missing++;
        if (used + strlen(slug) + 8 < sizeof names)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", slug);
        else if (used + 5 < sizeof names)
            used += (size_t)snprintf(names + used, sizeof names - used, " ...");
    }
    snprintf(file, sizeof file, "po/%s.po", writing->tag);
    if (missing && !silent(writing))
        report_warning(writing->build->report, file, "",
            "%zu of %zu topics are not wholly translated and are missing in this language: %s.", missing,
            source->topic_count, names);
}

static void check_title(const struct writing *writing, const struct topic *topic)
{
    char file[40];
    const char *title = say(writing, topic->title);
    snprintf(file, sizeof file, "po/%s.po", writing->tag);
    if (title && strlen(title) > PACK_TITLE)
        report_mistake(writing->build->report, file, "",
            "The title of topic %s is longer than 400 bytes. A few words are enough.", topic->slug);
}

static json_t *topics_json(struct writing *writing, const struct source *source)
{
    json_t *topics = json_object();
    for (size_t i = 0; i < source->topic_count; i++) {
        if (source->topics[i].broken)
            continue;
        check_title(writing, &source->topics[i]);
        json_t *topic = topic_json(writing, &source->topics[i]);
        if (topic)
            json_object_set_new(topics, source->topics[i].slug, topic);
    }
    report_topics(writing, source, topics);
    return topics;
}

/* On the live channel only. */
static bool unsafe(const struct writing *writing, size_t string)
{
    const struct string *of = &writing->build->strings.in[string];
    if (!writing->build->live || !writing->language || !(of->use & STRING_CRITICAL))
        return false;
    const struct string_text *text = text_of(writing, string);
    return !text || text->unreviewed || text->reviewers < REVIEWERS_NEEDED;
}

static void find_left_out(struct writing *writing)
{
    const struct strings *strings = &writing->build->strings;
    char file[40];
    snprintf(file, sizeof file, "po/%s.po", writing->tag);
    for (size_t i = 0; i < strings->count && !silent(writing); i++) {
        const struct string *string = &strings->in[i];
        for (size_t k = 0; k < string->place_count && unsafe(writing, i); k++) {
            const char *form = string->places[k].file;
            if (strncmp(form, FORMS, strlen(FORMS)) != 0 || list_has(&writing->left_out, form) ||
                !list_add(&writing->left_out, form, strlen(form)))
                continue;
            report_warning(writing->build->report, file, "",
                "%s is left out of this language on the live channel, which shows numbers only: a critical "
                "sentence (\"%.60s\") is not translated and reviewed by two people who name themselves above "
                "it.",
                form, string->msgid);
        }
    }
}

/* Is it used by something that is there? */
static bool used(const struct writing *writing, const struct string *string)
{
    for (size_t i = 0; i < string->place_count; i++)
        if (!list_has(&writing->left_out, string->places[i].file))
            return true;
    return false;
}

static json_t *strings_json(struct writing *writing)
{
    const struct strings *strings = &writing->build->strings;
    json_t *object = json_object();
    size_t missing = 0, all = 0;
    char file[40];
    for (size_t i = 0; i < strings->count; i++) {
        const struct string *string = &strings->in[i];
        if (!(string->use & STRING_LANG) || unsafe(writing, i) || !used(writing, string))
            continue;
        all++;
        missing += !set(writing, object, string->msgid, string->msgid);
    }
    snprintf(file, sizeof file, "po/%s.po", writing->tag);
    if (missing && !silent(writing))
        report_warning(writing->build->report, file, "",
            "%zu of %zu texts of forms, tables and pictures are not translated; in this language they are "
            "said to be "
            "missing.",
            missing, all);
    return object;
}

static void write_one(struct build *build, const struct source *source, const char *tag)
{
    struct writing writing = {.build = build, .language = strings_language(&build->strings, tag), .tag = tag};
    char path[40];
    find_left_out(&writing);
    json_t *root = json_pack("{s:i, s:s, s:s}", "v", 1, "kind", "lang", "language", tag);
    if (root) {
        json_object_set_new(root, "strings", strings_json(&writing));
        json_object_set_new(root, "topics", topics_json(&writing, source));
    }
    snprintf(path, sizeof path, "lang/%s.json", tag);
    if (!output_add_json(&build->output, path, root))
        report_mistake(
            build->report, "pack.ini", "", "The texts of language %s do not fit into a pack.", tag);
    const struct built_file *file = output_find(&build->output, path);
    if (file && file->len > PACK_LANG_BYTES)
        report_mistake(build->report, "topics", "",
            "The texts of language %s take more than 8 MiB, more than a screen can hold. Make several packs "
            "of "
            "them.",
            tag);
    list_clear(&writing.left_out);
}

void lang_write(struct build *build, const struct source *source)
{
    if (build->live) {
        bool critical = false;
        for (size_t i = 0; i < build->strings.count; i++)
            critical |= (build->strings.in[i].use & STRING_CRITICAL) != 0;
        if (critical && source->pack.reviewers.count < REVIEWERS_NEEDED)
            report_mistake(build->report, "pack.ini", "",
                "On the live channel two people who read the critical sentences of the first language are "
                "named: "
                "reviewed_by = Amina Haddad, Joana Prado.");
    }
    for (size_t i = 0; i < build->language_count; i++)
        write_one(build, source, build->languages[i]);
}
