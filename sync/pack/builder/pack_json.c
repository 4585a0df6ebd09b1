/* pack.json (docs/formats.md, Content pack) */
#include <stdio.h>
#include <string.h>

#include "sources.h"

static json_t *list_json(const struct list *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_string(list->in[i]));
    return array;
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, json_string(text));
}

static json_t *languages_json(const struct build *build)
{
    json_t *array = json_array();
    for (size_t i = 0; i < build->language_count; i++) {
        const struct string_language *language = strings_language(&build->strings, build->languages[i]);
        bool reviewed = true;
        for (size_t k = 0; language && k < language->text_count; k++)
            reviewed &= !language->texts[k].unreviewed;
        json_array_append_new(
            array, json_pack("{s:s, s:b}", "tag", build->languages[i], "reviewed", (int)reviewed));
    }
    return array;
}

static json_t *topics_json(const struct source *source)
{
    json_t *array = json_array();
    for (size_t i = 0; i < source->topic_count; i++) {
        const struct topic *topic = &source->topics[i];
        json_t *object = json_object();
        set_text(object, "slug", topic->slug);
        set_text(object, "audience", topic->audience ? topic->audience : "public");
        set_text(object, "picture", topic->picture);
        set_text(object, "campaign", topic->campaign);
        set_text(object, "review_by", topic->review_by);
        set_text(object, "story", topic->story);
        if (topic->episode_number)
            json_object_set_new(object, "episode", json_integer(topic->episode_number));
        if (topic->needs.count)
            json_object_set_new(object, "needs", list_json(&topic->needs));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *campaigns_json(const struct source *source)
{
    json_t *array = json_array();
    for (size_t i = 0; i < source->pack.campaign_count; i++) {
        const struct campaign *campaign = &source->pack.campaigns[i];
        json_t *object = json_object();
        set_text(object, "id", campaign->id);
        set_text(object, "from", campaign->from);
        set_text(object, "until", campaign->until);
        json_object_set_new(object, "places", list_json(&campaign->places));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *pictures_json(const struct source *source)
{
    json_t *array = json_array();
    for (size_t i = 0; i < source->picture_count; i++) {
        const struct pack_picture *picture = &source->pictures[i];
        json_t *sizes = json_array();
        for (size_t k = 0; k < picture->size_count; k++)
            json_array_append_new(
                sizes, json_pack("{s:i, s:i, s:s}", "width", picture->sizes[k].width, "height",
                           picture->sizes[k].height, "file", picture->sizes[k].file));
        json_array_append_new(
            array, json_pack("{s:s, s:s, s:o}", "name", picture->name, "alt", picture->alt, "sizes", sizes));
    }
    return array;
}

static json_t *sounds_json(const struct source *source)
{
    json_t *array = json_array();
    for (size_t i = 0; i < source->sound_count; i++) {
        const struct pack_sound *sound = &source->sounds[i];
        json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:s}", "name", sound->name, "language",
                                         sound->language, "of", sound->of, "file", sound->file));
    }
    return array;
}

static json_t *voices_json(const struct source *source)
{
    json_t *array = json_array();
    for (size_t i = 0; i < source->voices.count; i++) {
        char file[64];
        snprintf(file, sizeof file, "voice/%s.voice", source->voices.in[i]);
        json_array_append_new(array, json_pack("{s:s, s:s}", "language", source->voices.in[i], "file", file));
    }
    return array;
}

void pack_write(struct build *build, const struct source *source)
{
    const struct pack_ini *pack = &source->pack;
    char id[2 * SLUG_BYTES + 2];
    snprintf(id, sizeof id, "%s/%s", pack->owner, pack->id);
    json_t *root = json_pack("{s:i, s:s, s:s, s:i, s:s, s:s, s:b}", "v", 1, "kind", "pack", "id", id,
        "version", pack->version, "owner", pack->owner, "title", pack->title, "demo", (int)!build->live);
    if (root) {
        set_text(root, "web", pack->web);
        json_object_set_new(root, "languages", languages_json(build));
        json_object_set_new(root, "topics", topics_json(source));
        json_object_set_new(root, "campaigns", campaigns_json(source));
        json_object_set_new(root, "pictures", pictures_json(source));
        json_object_set_new(root, "sounds", sounds_json(source));
        if (source->voices.count)
            json_object_set_new(root, "voices", voices_json(source));
        json_object_set_new(root, "forms", list_json(&source->forms));
        json_object_set_new(root, "tables", list_json(&source->tables));
    }
    if (!output_add_json(&build->output, "pack.json", root))
        report_mistake(build->report, "pack.ini", "", "The pack cannot be put together: not enough memory.");
}
