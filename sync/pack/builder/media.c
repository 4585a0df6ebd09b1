/* media/: pictures that topics name, and topics read out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sources.h"

static const struct pack_picture *find(const struct source *source, const char *name)
{
    for (size_t i = 0; i < source->picture_count; i++)
        if (strcmp(source->pictures[i].name, name) == 0)
            return &source->pictures[i];
    return NULL;
}

/* What a topic shows of it first: pack.json keeps it for those who list pictures without topics. */
static const char *alt_of(const struct source *source, const char *name, bool *ret_used)
{
    const char *alt = "";
    *ret_used = false;
    for (size_t i = 0; i < source->topic_count; i++) {
        const struct topic *topic = &source->topics[i];
        *ret_used |= topic->picture && strcmp(topic->picture, name) == 0;
        for (size_t k = 0; k < topic->block_count; k++) {
            const struct topic_block *block = &topic->blocks[k];
            bool here = block->picture && strcmp(block->picture, name) == 0;
            *ret_used |= here;
            if (here && !*alt && block->text.count)
                alt = block->text.in[0];
        }
    }
    return alt;
}

static void take_picture(struct build *build, struct source *source, const char *file, const char *name)
{
    bool used;
    struct pack_picture picture = {.name = NULL};
    const char *alt = alt_of(source, name, &used);
    if (!is_slug(name)) {
        report_mistake(build->report, file, "",
            "Name a picture with small letters a to z, digits and hyphens, at most 64: media/passport.svg.");
        return;
    }
    if (!used && !form_shows_picture(build, name)) {
        report_warning(build->report, file, "", "No topic and no form shows this picture; it is left out.");
        return;
    }
    if (find(source, name)) {
        report_mistake(build->report, file, "", "There are two pictures of this name. Take one away.");
        return;
    }
    picture.name = strdup(name);
    picture.alt = strdup(alt);
    if (picture.name && picture.alt && picture_build(build, file, &picture) && picture.size_count == 0)
        report_mistake(build->report, file, "", "Nothing could be made of this picture.");
    if (picture.name && picture.alt)
        source->pictures[source->picture_count++] = picture;
    if (*alt && !strings_add(&build->strings, alt, STRING_LANG, file, "", "what a picture shows, read out"))
        report_mistake(build->report, file, "", "The words for this picture cannot be kept.");
}

static void add_sound(
    struct build *build, struct source *source, const char *file, const char *slug, const char *tag)
{
    char media[48];
    if (!sound_build(build, file, media))
        return;
    source->sounds[source->sound_count++] = (struct pack_sound){
        .name = strdup(slug), .language = strdup(tag), .file = strdup(media), .of = strdup(slug)};
}

/* <topic>.<tag>.ogg */
static void take_sound(struct build *build, struct source *source, const char *file, char *name)
{
    char *dot = strrchr(name, '.');
    bool there = false;
    if (!dot) {
        report_mistake(build->report, file, "",
            "A sound is called by its topic and its language: media/papers.en.ogg for topics/papers.md.");
        return;
    }
    *dot = 0;
    for (size_t i = 0; i < source->topic_count; i++)
        there |= strcmp(source->topics[i].slug, name) == 0;
    if (!there)
        report_mistake(
            build->report, file, "", "There is no topics/%.64s.md that this sound could read out.", name);
    else if (!build_language(build, dot + 1))
        report_mistake(build->report, file, "",
            "\"%.15s\" is not one of the languages of pack.ini. Add it there, or correct the name.", dot + 1);
    else
        add_sound(build, source, file, name, dot + 1);
}

static void take(struct build *build, struct source *source, const char *name)
{
    char file[300], base[300];
    snprintf(file, sizeof file, "media/%s", name);
    snprintf(base, sizeof base, "%s", name);
    char *ending = strrchr(base, '.');
    bool sound = strcmp(ending, ".ogg") == 0;
    *ending = 0;
    if (sound)
        take_sound(build, source, file, base);
    else
        take_picture(build, source, file, base);
}

static void need(struct build *build, const struct source *source, const struct topic *topic,
    const char *name, size_t line)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", line);
    if (name && !find(source, name))
        report_mistake(build->report, topic->file, place,
            "There is no picture media/%.64s.svg or .png. Put it there, or correct the name.", name);
}

void media_build(struct build *build, struct source *source)
{
    static const char *const endings[] = {".svg", ".png", ".jpg", ".jpeg", ".ogg", NULL};
    struct disk_names names;
    if (!source_names(build, "media", endings, PACK_PICTURES, &names))
        return;
    source->pictures = calloc(names.count + 1, sizeof *source->pictures);
    source->sounds = calloc(names.count + 1, sizeof *source->sounds);
    for (size_t i = 0; i < names.count && source->pictures && source->sounds; i++)
        take(build, source, names.names[i]);
    disk_names_free(&names);
    for (size_t i = 0; i < source->topic_count; i++) {
        const struct topic *topic = &source->topics[i];
        need(build, source, topic, topic->picture, topic->lines[3]);
        for (size_t k = 0; k < topic->block_count; k++)
            need(build, source, topic, topic->blocks[k].picture, topic->blocks[k].line);
    }
}
