/* topics/: all of them, in the order of the screen, checked against what stands in other files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sources.h"

struct adding {
    struct build *build;
    const struct topic *topic;
};

static void add(struct adding *adding, const char *text, size_t line, const char *comment)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", line);
    const char *file = adding->topic->file;
    if (!strings_add(&adding->build->strings, text, STRING_TOPIC, file, place, comment))
        report_mistake(adding->build->report, file, place,
            "This text cannot be kept: it is too long, or the pack has too many.");
    speak_check(adding->build, file, place, text);
}

static void add_block(struct adding *adding, const struct topic_block *block)
{
    static const char *const comments[] = {"heading", "paragraph", "point of a list", "step of a list",
        "quotation", "what a picture shows, read out to those who do not see it", "",
        ""}; /* as enum block_type */
    for (size_t i = 0; i < block->text.count; i++)
        add(adding, block->text.in[i], block->lines[i], comments[block->type]);
}

/* Every text of a topic, in its order: what translators see, and what a language needs for it to be there. */
static void add_strings(struct build *build, const struct topic *topic)
{
    struct adding adding = {.build = build, .topic = topic};
    if (topic->title)
        add(&adding, topic->title, topic->lines[0], "title of a topic");
    if (topic->summary)
        add(&adding, topic->summary, topic->lines[1], "one line below the title of a topic");
    for (size_t i = 0; i < topic->block_count; i++)
        add_block(&adding, &topic->blocks[i]);
}

static void check(struct build *build, const struct source *source, const struct topic *topic)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", topic->lines[4]);
    if (topic->campaign && !pack_ini_campaign(&source->pack, topic->campaign))
        report_mistake(build->report, topic->file, place,
            "There is no campaign \"%.64s\" in pack.ini. Add [campaign %.64s] there, or take this line out.",
            topic->campaign, topic->campaign);
    snprintf(place, sizeof place, "line %zu", topic->lines[5]);
    if (topic->review_by && strcmp(topic->review_by, build->ground->today) < 0)
        report_warning(build->report, topic->file, place,
            "This topic was to be read again by %s. Read it, and set a new day.", topic->review_by);
    if (topic->block_count == 0 && !topic->broken)
        report_warning(build->report, topic->file, "", "The page has a title and no text.");
}

/* The same episode of the same story, once more. */
static void check_twice(struct build *build, const struct source *source, size_t at)
{
    const struct topic *topic = &source->topics[at];
    char place[32];
    snprintf(place, sizeof place, "line %zu", topic->lines[7]);
    for (size_t i = 0; topic->story && topic->episode_number && i < at; i++) {
        const struct topic *other = &source->topics[i];
        if (other->story && strcmp(other->story, topic->story) == 0 &&
            other->episode_number == topic->episode_number)
            report_mistake(build->report, topic->file, place,
                "Episode %d of the story \"%.64s\" is %.200s already. Give this one another number.",
                topic->episode_number, topic->story, other->file);
    }
}

/* {signs} shows a table; without it there would be an empty place. */
static void check_signs(struct build *build, const struct topic *topic)
{
    char place[32];
    for (size_t i = 0; i < topic->block_count; i++) {
        if (topic->blocks[i].type != BLOCK_SIGNS || build_there(build, "indicators.csv"))
            continue;
        snprintf(place, sizeof place, "line %zu", topic->blocks[i].line);
        report_mistake(build->report, topic->file, place,
            "{signs} shows the signs of indicators.csv, which is not there. Write it, or take {signs} out.");
    }
}

static size_t rank(const struct list *order, const char *slug)
{
    size_t i = 0;
    while (i < order->count && strcmp(order->in[i], slug) != 0)
        i++;
    return i;
}

static void read_one(struct build *build, struct source *source, const char *name)
{
    char file[300];
    struct buffer bytes;
    struct topic topic = {.slug = NULL};
    snprintf(file, sizeof file, "topics/%s", name);
    if (build_read(build, file, SOURCE_TOPIC_BYTES, &bytes)) {
        topic.broken = !topic_read(file, bytes.bytes, bytes.len, build->report, &topic);
        topic.slug = strndup(name, strlen(name) - strlen(".md"));
        topic.rank = topic.slug ? rank(&source->pack.topics, topic.slug) : 0;
        if (topic.slug && topic.file)
            source->topics[source->topic_count++] = topic;
        else
            topic_clear(&topic);
    }
    buffer_clear(&bytes);
}

/* As pack.ini has them, then the others as they are: by name. */
static void sort(struct source *source)
{
    for (size_t i = 1; i < source->topic_count; i++) {
        struct topic topic = source->topics[i];
        size_t at = i;
        for (; at > 0 && source->topics[at - 1].rank > topic.rank; at--)
            source->topics[at] = source->topics[at - 1];
        source->topics[at] = topic;
    }
}

static void name_missing(struct build *build, const struct source *source, const struct disk_names *names)
{
    char name[SLUG_BYTES + 4], place[32];
    snprintf(place, sizeof place, "line %zu", source->pack.topics_line);
    for (size_t i = 0; i < source->pack.topics.count; i++) {
        const char *slug = source->pack.topics.in[i];
        bool there = false;
        snprintf(name, sizeof name, "%s.md", strlen(slug) <= SLUG_BYTES ? slug : "?");
        for (size_t k = 0; k < names->count; k++)
            there |= strcmp(names->names[k], name) == 0;
        if (!there)
            report_mistake(build->report, "pack.ini", place,
                "There is no file topics/%.64s.md. Write it, or take \"%.64s\" out of topics.", slug, slug);
    }
}

static bool name_good(struct build *build, const char *name)
{
    char slug[300], file[310];
    snprintf(slug, sizeof slug, "%s", name);
    slug[strlen(slug) - strlen(".md")] = 0;
    if (is_slug(slug))
        return true;
    snprintf(file, sizeof file, "topics/%s", name);
    report_mistake(build->report, file, "",
        "Name the file with small letters a to z, digits and hyphens, at most 64: topics/papers-kept.md.");
    return false;
}

void topics_build(struct build *build, struct source *source)
{
    static const char *const endings[] = {".md", NULL};
    struct disk_names names;
    if (!source_names(build, "topics", endings, PACK_TOPICS, &names))
        return;
    source->topics = calloc(names.count ? names.count : 1, sizeof *source->topics);
    for (size_t i = 0; i < names.count && source->topics; i++)
        if (name_good(build, names.names[i]))
            read_one(build, source, names.names[i]);
    name_missing(build, source, &names);
    disk_names_free(&names);
    sort(source);
    for (size_t i = 0; i < source->topic_count; i++) {
        check(build, source, &source->topics[i]);
        check_twice(build, source, i);
        check_signs(build, &source->topics[i]);
        add_strings(build, &source->topics[i]);
    }
}
