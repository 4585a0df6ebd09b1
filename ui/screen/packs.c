/* What packs hold, in the visitor's language or said not to be. */
#include "packs.h"

#include <stdio.h>
#include <string.h>

#include "text/locale.h"

size_t topics_shown(const struct ui *ui, const struct content *content, struct topic_ref *ret_in, size_t most)
{
    size_t count = 0;
    const char *place = content->place ? content->place->code : "";
    for (size_t p = 0; p < content->pack_count; p++) {
        const struct pack *pack = content->packs[p];
        for (size_t t = 0; t < pack->topic_count && count < most; t++)
            if (pack_topic_shown(pack, t, ui->facts->today, place))
                ret_in[count++] = (struct topic_ref){p, t};
    }
    return count;
}

static enum topic_part part_of(enum pack_audience audience)
{
    static const enum topic_part parts[] = {[AUDIENCE_PUBLIC] = PART_RIGHTS,
        [AUDIENCE_WORKER] = PART_WORK,
        [AUDIENCE_BUYER] = PART_BUYER,
        [AUDIENCE_CHILD] = PART_RIGHTS,
        [AUDIENCE_STAFF] = PART_STAFF};
    return parts[audience];
}

static size_t episode(
    const struct ui *ui, const struct content *content, const struct pack *pack, size_t topic, int step)
{
    return pack_episode(pack, topic, step, ui->facts->today, content->place ? content->place->code : "");
}

size_t topics_of(const struct ui *ui, const struct content *content, enum topic_part part,
    struct topic_ref *ret_in, size_t most)
{
    size_t count = 0;
    const char *place = content->place ? content->place->code : "";
    for (size_t p = 0; p < content->pack_count; p++) {
        const struct pack *pack = content->packs[p];
        for (size_t t = 0; t < pack->topic_count && count < most; t++)
            if (part_of(pack->topics[t].audience) == part &&
                pack_topic_shown(pack, t, ui->facts->today, place) &&
                episode(ui, content, pack, t, -1) == SIZE_MAX)
                ret_in[count++] = (struct topic_ref){p, t};
    }
    return count;
}

bool part_shown(const struct ui *ui, const struct content *content, enum topic_part part)
{
    struct topic_ref any;
    return topics_of(ui, content, part, &any, 1) > 0 || (part == PART_WORK && content->forms[FORM_JOB]);
}

size_t story_length(const struct ui *ui, const struct content *content, struct topic_ref ref, size_t *ret_at)
{
    const struct pack *pack = content->packs[ref.pack];
    size_t before = 0, after = 0;
    *ret_at = 0;
    if (pack->topics[ref.topic].episode == 0)
        return 0;
    for (size_t t = ref.topic; (t = episode(ui, content, pack, t, -1)) != SIZE_MAX;)
        before++;
    for (size_t t = ref.topic; (t = episode(ui, content, pack, t, 1)) != SIZE_MAX;)
        after++;
    *ret_at = before + 1;
    return before + 1 + after;
}

bool service_meets(const char *needs, const char *need)
{
    size_t len = strlen(need);
    while (*needs) {
        size_t word = strcspn(needs, " ");
        if (word == len && memcmp(needs, need, len) == 0)
            return true;
        needs += word + strspn(needs + word, " ");
    }
    return false;
}

bool services_here(const struct content *content)
{
    for (size_t p = 0; p < content->pack_count; p++) {
        const struct pack_table *table = pack_table(content->packs[p], "services");
        if (table && table->row_count > 0)
            return true;
    }
    return false;
}

static const struct pack_language *language_with(const struct pack *pack, const char *tag, size_t topic)
{
    const struct pack_language *language = tag && tag[0] ? pack_language(pack, tag) : NULL;
    return language && language->topics[topic].there ? language : NULL;
}

bool topic_view(const struct pass *pass, const struct content *content, struct topic_ref ref,
    const char *wish, struct topic_view *ret_view)
{
    if (ref.pack >= content->pack_count || ref.topic >= content->packs[ref.pack]->topic_count)
        return false;
    const struct pack *pack = content->packs[ref.pack];
    const struct pack_language *found = language_with(pack, pass->language, ref.topic);
    bool mine = found;
    if (!found)
        found = language_with(pack, wish, ref.topic);
    for (size_t i = 0; !found && content->place && i < content->place->language_count; i++)
        found = language_with(pack, content->place->languages[i], ref.topic);
    for (size_t i = 0; !found && i < pack->language_count; i++)
        found = language_with(pack, pack->languages[i].tag, ref.topic);
    if (!found)
        return false;
    *ret_view = (struct topic_view){pack, &pack->topics[ref.topic], found, &found->topics[ref.topic], mine};
    return true;
}

const char *say_language(struct ui *ui, const struct content *content, const char *tag)
{
    char name[LANGUAGE_NAME];
    for (size_t i = 0; i < content->languages->count; i++)
        if (strcmp(content->languages->in[i].tag, tag) == 0)
            return content->languages->in[i].autonym;
    language_name(tag, tag, name);
    if (!text_can_draw(ui->text, tag, name))
        language_name(tag, ui->pass.language, name);
    return scratch_text(&ui->pass, name, strlen(name));
}

const char *say_topic_languages(struct ui *ui, const struct content *content, const struct topic_view *view)
{
    struct pass *pass = &ui->pass;
    size_t topic = (size_t)(view->topic - view->pack->topics);
    const char *line = "";
    for (size_t i = 0; i < view->pack->language_count; i++) {
        const struct pack_language *language = &view->pack->languages[i];
        if (language->topics[topic].there)
            line = scratch_join(
                pass, line, line[0] ? say(pass, ", ") : "", say_language(ui, content, language->tag));
    }
    return line;
}

/* The smallest that is at least as wide, else the widest. */
static size_t size_for(const struct pack_picture *picture, int width)
{
    size_t best = picture->size_count - 1;
    while (best > 0 && picture->sizes[best - 1].width >= width)
        best--;
    return best;
}

struct media {
    struct picture_source source;
    const struct content_media *media;
    const struct pack *pack;
};

static bool media_get(void *self, const char *name, struct buffer *ret_png)
{
    const struct media *of = self;
    return of->media->get(of->media->self, of->pack, name, ret_png);
}

const struct picture_source *pack_picture(
    struct ui *ui, const struct content *content, const struct pack *pack, size_t index, int width)
{
    struct media *made = scratch_take(&ui->pass, sizeof(*made));
    *made = (struct media){.media = &content->media, .pack = pack};
    if (index >= pack->picture_count || pack->pictures[index].size_count == 0)
        return &made->source;
    const struct pack_picture *picture = &pack->pictures[index];
    size_t at = size_for(picture, width);
    made->source = (struct picture_source){picture->sizes[at].file, picture->sizes[at].width,
        picture->sizes[at].height, content->media.get ? media_get : NULL, made};
    return &made->source;
}

void pack_marks(struct pass *pass, const struct pack *pack, const struct pack_language *language)
{
    pass->demo |= pack->demo;
    pass->unreviewed |= language && !language->reviewed;
}

const struct pack *form_pack(const struct content *content, const struct form *form)
{
    for (size_t p = 0; p < content->pack_count; p++)
        for (size_t f = 0; f < content->packs[p]->form_count; f++)
            if (content->packs[p]->forms[f] == form)
                return content->packs[p];
    return NULL;
}

const char *say_form(struct ui *ui, const struct content *content, const char *msgid)
{
    struct pass *pass = &ui->pass;
    const struct pack *pack = form_pack(content, ui->form);
    if (!pack)
        return say_critical(pass, msgid);
    const struct pack_language *language = pack_language(pack, pass->language);
    const char *text = language ? pack_string(language, msgid) : NULL;
    bool found = text;
    pack_marks(pass, pack, found ? language : NULL);
    if (!found && pass->catalogue) /* sentences that a pack took over from the image */
        text = catalogue_text(pass->catalogue, NULL, msgid, &found);
    if (found) {
        pass->critical = true;
        return text;
    }
    /* What it was written in is still better than nothing, and is said to be another language. */
    pass->elsewhere |= strcmp(pack->languages[0].tag, pass->language) != 0;
    text = pack_string(&pack->languages[0], msgid);
    return text ? text : msgid;
}
