/* pack.json */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/network.h"
#include "pack_parts.h"

static int by_name(const void *a, const void *b)
{
    const struct pack_named *one = a, *other = b;
    return strcmp(one->name, other->name);
}

static int to_name(const void *name, const void *entry)
{
    return strcmp(name, ((const struct pack_named *)entry)->name);
}

void pack_names_make(struct json_read *read, struct hold *hold, const void *entries, size_t count,
    size_t size, const char *key, struct pack_names *ret_names)
{
    struct pack_named *in = json_read_hold(read, hold, count, sizeof *in);
    if (!in)
        return;
    for (size_t i = 0; i < count; i++) {
        const void *entry = (const char *)entries + i * size;
        in[i] = (struct pack_named){.name = *(char *const *)entry, .at = i};
    }
    qsort(in, count, sizeof *in, by_name);
    for (size_t i = 0; i + 1 < count; i++)
        if (strcmp(in[i].name, in[i + 1].name) == 0) {
            size_t mark = json_read_down(read, key, -1);
            json_read_refuse(read, "%.64s is there twice", in[i].name);
            json_read_up(read, mark);
        }
    *ret_names = (struct pack_names){.in = in, .count = count};
}

size_t pack_names_find(const struct pack_names *names, const char *name)
{
    const struct pack_named *found = names->count
                                         ? bsearch(name, names->in, names->count, sizeof *names->in, to_name)
                                         : NULL;
    return found ? found->at : SIZE_MAX;
}

/* A name of its own: what topics, pictures, sounds and campaigns are called. */
static char *read_slug(struct json_read *read, struct pack *pack, const json_t *object, const char *key)
{
    char *slug = json_read_held(read, pack->memory, object, key, PACK_SLUG, false);
    if (!read->failed && !json_read_is_word(slug, "-_", PACK_SLUG))
        json_read_refuse_key(read, key, "not letters, digits, - and _");
    return slug;
}

/* Where the array's one thing of that name stands; SIZE_MAX when the member is not there. */
static size_t read_link(struct json_read *read, const json_t *object, const char *key,
    const struct pack_names *names, const char *what)
{
    if (!json_object_get(object, key))
        return SIZE_MAX;
    size_t found = pack_names_find(names, json_read_text(read, object, key, PACK_SLUG));
    if (found == SIZE_MAX)
        json_read_refuse_key(read, key, what);
    return found;
}

/* "media/<32 hex>.png" */
static char *read_media(
    struct json_read *read, struct pack *pack, const json_t *object, const char *key, const char *ending)
{
    char *file = json_read_held(read, pack->memory, object, key, 64, false);
    if (read->failed)
        return file;
    if (strncmp(file, "media/", 6) != 0 || strspn(file + 6, "0123456789abcdef") != 32 ||
        strcmp(file + 38, ending) != 0)
        json_read_refuse_key(read, key, "not media/<32 hexadecimal digits> and its ending");
    return file;
}

static void read_sizes(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_picture *picture)
{
    json_t *array = json_read_array(read, object, "sizes", 1, 3), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "sizes", (int)i);
        int before = i ? picture->sizes[i - 1].width : 0;
        picture->sizes[i].width = (int)json_read_int(read, value, "width", before + 1, PACK_WIDEST);
        picture->sizes[i].height = (int)json_read_int(read, value, "height", 1, PACK_WIDEST);
        picture->sizes[i].file = read_media(read, pack, value, "file", ".png");
        picture->size_count = i + 1;
        json_read_up(read, mark);
    }
}

/* How each array is read: makes room for all of it, then goes through. */
typedef void entry_read(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry);

static size_t read_all(struct json_read *read, const json_t *root, const char *key, size_t max, size_t size,
    struct pack *pack, struct pack_index *index, entry_read *each, void **ret_entries)
{
    json_t *array = json_read_optional_array(read, root, key, max), *value;
    size_t i;
    unsigned char *entries = json_read_hold(read, pack->memory, json_array_size(array), size);
    *ret_entries = entries;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, key, (int)i);
        if (read->failed)
            return 0;
        each(read, value, pack, index, entries + i * size);
        json_read_up(read, mark);
    }
    return read->failed ? 0 : json_array_size(array);
}

static void read_language(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry)
{
    struct pack_language *language = entry;
    (void)pack;
    (void)index;
    const char *tag = json_read_text(read, object, "tag", sizeof language->tag - 1);
    if (!read->failed && !json_read_is_language(tag))
        json_read_refuse_key(read, "tag", "not a language tag");
    if (!read->failed)
        memcpy(language->tag, tag, strlen(tag) + 1);
    language->reviewed = json_read_bool(read, object, "reviewed");
}

static void read_picture(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry)
{
    struct pack_picture *picture = entry;
    (void)index;
    picture->name = read_slug(read, pack, object, "name");
    picture->alt = json_read_held(read, pack->memory, object, "alt", PACK_MSGID, true);
    read_sizes(read, object, pack, picture);
}

static void read_campaign(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry)
{
    struct pack_campaign *campaign = entry;
    (void)index;
    campaign->id = read_slug(read, pack, object, "id");
    json_read_day(read, object, "from", false, campaign->from);
    json_read_day(read, object, "until", false, campaign->until);
    if (!read->failed && strcmp(campaign->from, campaign->until) > 0)
        json_read_refuse_key(read, "until", "is before from");
    json_t *array = json_read_optional_array(read, object, "places", PACK_CAMPAIGN_PLACES), *value;
    size_t i;
    campaign->places = json_read_hold(read, pack->memory, json_array_size(array), sizeof *campaign->places);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "places", (int)i);
        if (read->failed)
            return;
        campaign->places[i] = json_read_held_value(read, pack->memory, value, 32, false);
        campaign->place_count = i + 1;
        json_read_up(read, mark);
    }
}

/* Both or neither: which episode of which story. */
static void read_episode(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_topic *topic)
{
    topic->story = json_read_held(read, pack->memory, object, "story", PACK_SLUG, true);
    if (json_object_get(object, "episode"))
        topic->episode = (int)json_read_int(read, object, "episode", 1, PACK_EPISODES);
    if (read->failed)
        return;
    if (topic->story[0] && !json_read_is_word(topic->story, "-_", PACK_SLUG))
        json_read_refuse_key(read, "story", "not letters, digits, - and _");
    if ((topic->story[0] != 0) != (topic->episode > 0))
        json_read_refuse_key(read, "episode", "story and episode go together");
}

static void read_needs(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_topic *topic)
{
    json_t *array = json_read_optional_array(read, object, "needs", PACK_NEEDS), *value;
    size_t i;
    topic->needs = json_read_hold(read, pack->memory, json_array_size(array), sizeof *topic->needs);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "needs", (int)i);
        if (read->failed)
            return;
        topic->needs[i] = json_read_held_value(read, pack->memory, value, PACK_NEED, false);
        if (!read->failed && !json_read_is_word(topic->needs[i], "-_", PACK_NEED))
            json_read_refuse(read, "not letters, digits, - and _");
        topic->need_count = i + 1;
        json_read_up(read, mark);
    }
}

/* Each episode of a story is there once. By the number of topics squared, of which there are 1,024. */
static void check_stories(struct json_read *read, const struct pack *pack)
{
    for (size_t i = 0; i < pack->topic_count && !read->failed; i++)
        for (size_t k = 0; k < i && pack->topics[i].episode && !read->failed; k++)
            if (pack->topics[k].episode == pack->topics[i].episode &&
                strcmp(pack->topics[k].story, pack->topics[i].story) == 0)
                json_read_refuse_key(read, "topics", "an episode of a story is there twice");
}

static void read_topic(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry)
{
    static const char *const audiences[] = {"public", "worker", "buyer", "child", "staff"}; /* as the enum */
    struct pack_topic *topic = entry;
    size_t i = 0, count = sizeof audiences / sizeof *audiences;
    topic->slug = read_slug(read, pack, object, "slug");
    const char *audience = json_read_text(read, object, "audience", 16);
    while (i < count && strcmp(audience, audiences[i]) != 0)
        i++;
    if (i == count)
        json_read_refuse_key(read, "audience", "not public, worker, buyer, child or staff");
    topic->audience = i < count ? (enum pack_audience)i : AUDIENCE_PUBLIC;
    topic->picture = read_link(read, object, "picture", &index->pictures, "not one of the pictures");
    topic->campaign = read_link(read, object, "campaign", &index->campaigns, "not one of the campaigns");
    json_read_day(read, object, "review_by", true, topic->review_by);
    read_episode(read, object, pack, topic);
    read_needs(read, object, pack, topic);
}

static void read_sound(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry)
{
    struct pack_sound *sound = entry;
    sound->name = read_slug(read, pack, object, "name");
    sound->language = json_read_held(
        read, pack->memory, object, "language", sizeof pack->languages->tag - 1, false);
    if (!read->failed && !pack_language(pack, sound->language))
        json_read_refuse_key(read, "language", "not one of the languages");
    sound->of = json_read_held(read, pack->memory, object, "of", PACK_SLUG, false);
    if (!read->failed && pack_names_find(&index->topics, sound->of) == SIZE_MAX)
        json_read_refuse_key(read, "of", "not one of the topics");
    sound->file = read_media(read, pack, object, "file", ".ogg");
}

static void read_voice(
    struct json_read *read, const json_t *object, struct pack *pack, struct pack_index *index, void *entry)
{
    struct pack_voice *voice = entry;
    char file[64];
    (void)index;
    voice->language = json_read_held(
        read, pack->memory, object, "language", sizeof pack->languages->tag - 1, false);
    if (!read->failed && !pack_language(pack, voice->language))
        json_read_refuse_key(read, "language", "not one of the languages");
    voice->file = json_read_held(read, pack->memory, object, "file", sizeof file - 1, false);
    snprintf(file, sizeof file, "voice/%s.voice", read->failed ? "" : voice->language);
    if (!read->failed && strcmp(voice->file, file) != 0)
        json_read_refuse_key(read, "file", "not voice/ and the language and .voice");
}

/* "help" in forms is form/help.json. */
static void read_name(
    struct json_read *read, const json_t *value, struct pack *pack, struct pack_index *index, void *entry)
{
    char **name = entry;
    (void)index;
    *name = json_read_held_value(read, pack->memory, value, PACK_SLUG, false);
    if (!read->failed && !json_read_is_word(*name, "-_", PACK_SLUG))
        json_read_refuse(read, "not letters, digits, - and _");
}

/* https://, printable ASCII that stands for itself in HTML and in a QR code, no slash at the end. */
static void read_web(struct json_read *read, const json_t *root, struct pack *pack)
{
    static const char start[] = "https://";
    pack->web = json_read_held(read, pack->memory, root, "web", PACK_WEB, true);
    if (read->failed || !pack->web[0])
        return;
    size_t len = strlen(pack->web);
    bool good = strncmp(pack->web, start, strlen(start)) == 0 && len > strlen(start) &&
                pack->web[len - 1] != '/';
    for (size_t i = 0; i < len; i++)
        good &= pack->web[i] > ' ' && pack->web[i] < 0x7f && !strchr("\"'<>\\^`{|}?#&", pack->web[i]);
    if (!good)
        json_read_refuse_key(read, "web", "not https:// and an address without ?, # and a slash at its end");
}

static void read_id(struct json_read *read, const json_t *root, struct pack *pack)
{
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "pack") != 0)
        json_read_refuse_key(read, "kind", "not \"pack\"");
    pack->id = json_read_held(read, pack->memory, root, "id", 2 * PACK_NAME + 1, false);
    pack->owner = json_read_held(read, pack->memory, root, "owner", PACK_NAME, false);
    if (!read->failed && !json_read_is_slug(pack->owner, strlen(pack->owner)))
        json_read_refuse_key(read, "owner", "not small letters, digits and hyphens");
    size_t len = read->failed ? 0 : strlen(pack->owner);
    if (!read->failed && (strncmp(pack->id, pack->owner, len) != 0 || pack->id[len] != '/' ||
                             strlen(pack->id + len + 1) > PACK_NAME ||
                             !json_read_is_slug(pack->id + len + 1, strlen(pack->id + len + 1))))
        json_read_refuse_key(read, "id", "not the owner, a slash and a name in small letters");
    pack->version = (int)json_read_int(read, root, "version", 1, INT32_MAX);
    pack->title = json_read_held(read, pack->memory, root, "title", PACK_MSGID, false);
    pack->demo = json_read_bool(read, root, "demo");
    read_web(read, root, pack);
}

/* One array: its bound, its entries, and that none has the name of another. */
#define READ_ALL(key, max, each, entries, count)                                                             \
    do {                                                                                                     \
        void *all = NULL;                                                                                    \
        (count) = read_all(read, root, key, max, sizeof *(entries), pack, ret_index, each, &all);            \
        (entries) = all;                                                                                     \
    } while (0)
#define MAKE_NAMES(key, entries, count, ret_names)                                                           \
    pack_names_make(read, pack->memory, entries, count, sizeof *(entries), key, ret_names)

void pack_head(struct json_read *read, const json_t *root, struct pack *pack, struct pack_index *ret_index,
    char ***ret_forms, size_t *ret_form_count, char ***ret_tables, size_t *ret_table_count)
{
    struct pack_names once;
    read_id(read, root, pack);
    json_read_array(read, root, "languages", 1, PACK_LANGUAGES);
    READ_ALL("languages", PACK_LANGUAGES, read_language, pack->languages, pack->language_count);
    for (size_t i = 0; i < pack->language_count; i++)
        if (pack_language(pack, pack->languages[i].tag) != &pack->languages[i])
            json_read_refuse_key(read, "languages", "a tag is there twice");
    READ_ALL("pictures", PACK_PICTURES, read_picture, pack->pictures, pack->picture_count);
    MAKE_NAMES("pictures", pack->pictures, pack->picture_count, &ret_index->pictures);
    READ_ALL("campaigns", PACK_CAMPAIGNS, read_campaign, pack->campaigns, pack->campaign_count);
    MAKE_NAMES("campaigns", pack->campaigns, pack->campaign_count, &ret_index->campaigns);
    READ_ALL("topics", PACK_TOPICS, read_topic, pack->topics, pack->topic_count);
    MAKE_NAMES("topics", pack->topics, pack->topic_count, &ret_index->topics);
    check_stories(read, pack);
    READ_ALL("sounds", PACK_SOUNDS, read_sound, pack->sounds, pack->sound_count);
    READ_ALL("voices", PACK_LANGUAGES, read_voice, pack->voices, pack->voice_count);
    READ_ALL("forms", PACK_FORMS, read_name, *ret_forms, *ret_form_count);
    MAKE_NAMES("forms", *ret_forms, *ret_form_count, &once);
    READ_ALL("tables", PACK_TABLES, read_name, *ret_tables, *ret_table_count);
    MAKE_NAMES("tables", *ret_tables, *ret_table_count, &once);
}
