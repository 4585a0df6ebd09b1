/* What is asked of a pack once it is read. */
#include <stdlib.h>
#include <string.h>

#include "pack/pack.h"

const struct pack_language *pack_language(const struct pack *pack, const char *tag)
{
    for (size_t i = 0; i < pack->language_count; i++)
        if (strcmp(pack->languages[i].tag, tag) == 0)
            return &pack->languages[i];
    return NULL;
}

const struct form *pack_form(const struct pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->form_count; i++)
        if (strcmp(pack->forms[i]->id, id) == 0)
            return pack->forms[i];
    return NULL;
}

const struct pack_table *pack_table(const struct pack *pack, const char *name)
{
    for (size_t i = 0; i < pack->table_count; i++)
        if (strcmp(pack->tables[i]->name, name) == 0)
            return pack->tables[i];
    return NULL;
}

static int to_msgid(const void *msgid, const void *entry)
{
    return strcmp(msgid, ((const struct pack_string *)entry)->msgid);
}

const char *pack_string(const struct pack_language *language, const char *msgid)
{
    const struct pack_string *found = NULL;
    if (language->string_count)
        found = bsearch(
            msgid, language->strings, language->string_count, sizeof *language->strings, to_msgid);
    return found ? found->text : NULL;
}

bool pack_topic_shown(const struct pack *pack, size_t topic, const char *day, const char *place)
{
    if (topic >= pack->topic_count)
        return false;
    if (pack->topics[topic].campaign == SIZE_MAX)
        return true;
    const struct pack_campaign *campaign = &pack->campaigns[pack->topics[topic].campaign];
    if (!day[0] || strcmp(day, campaign->from) < 0 || strcmp(day, campaign->until) > 0)
        return false;
    bool here = campaign->place_count == 0;
    for (size_t i = 0; i < campaign->place_count && !here; i++)
        here = strcmp(campaign->places[i], place) == 0;
    return here;
}

size_t pack_episode(const struct pack *pack, size_t topic, int step, const char *day, const char *place)
{
    size_t best = SIZE_MAX;
    const struct pack_topic *from = &pack->topics[topic];
    for (size_t i = 0; i < pack->topic_count && from->episode > 0; i++) {
        const struct pack_topic *other = &pack->topics[i];
        int away = (other->episode - from->episode) * step;
        if (away <= 0 || strcmp(other->story, from->story) != 0 || !pack_topic_shown(pack, i, day, place))
            continue;
        if (best == SIZE_MAX || away < (pack->topics[best].episode - from->episode) * step)
            best = i;
    }
    return best;
}

bool pack_sign_for(enum pack_audience topic, const char *audience)
{
    return strcmp(audience, "public") == 0 || (topic == AUDIENCE_WORKER && strcmp(audience, "worker") == 0);
}

static void drop_sounds(struct pack *pack, const char *slug)
{
    size_t kept = 0;
    for (size_t i = 0; i < pack->sound_count; i++)
        if (strcmp(pack->sounds[i].of, slug) != 0)
            pack->sounds[kept++] = pack->sounds[i];
    pack->sound_count = kept;
}

bool pack_withdraw(struct pack *pack, const char *slug)
{
    size_t topic = 0;
    while (topic < pack->topic_count && strcmp(pack->topics[topic].slug, slug) != 0)
        topic++;
    if (topic == pack->topic_count)
        return false;
    size_t after = pack->topic_count - topic - 1;
    drop_sounds(pack, slug);
    memmove(&pack->topics[topic], &pack->topics[topic + 1], after * sizeof *pack->topics);
    for (size_t i = 0; i < pack->language_count; i++)
        memmove(&pack->languages[i].topics[topic], &pack->languages[i].topics[topic + 1],
            after * sizeof *pack->languages[i].topics);
    pack->topic_count--;
    return true;
}
