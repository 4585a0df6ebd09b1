/* The loop of the attract screen: which slide comes when, and in which languages it is. */
#include "attract_slides.h"

#include <string.h>

#define IMAGE_CARDS 6
#define TOPIC_CARDS 8   /* of all packs, in turn with those of the image */
#define EPISODES_MAX 64 /* that the loop goes through */

static const struct slide cards[IMAGE_CARDS] = {
    {.card = "card-station", .says = SAYS_WELCOME, .panel = SIZE_MAX},
    {.card = "card-harbour", .says = SAYS_JOURNEY, .panel = SIZE_MAX},
    {.card = "card-road", .says = SAYS_WORK, .panel = SIZE_MAX},
    {.card = "card-airport", .says = SAYS_WELCOME, .panel = SIZE_MAX},
    {.card = "card-street", .says = SAYS_JOURNEY, .panel = SIZE_MAX},
    {.card = "card-market", .says = SAYS_WORK, .panel = SIZE_MAX},
};

static struct slide_words say_card(struct pass *pass, enum slide_says says)
{
    switch (says) {
    case SAYS_WELCOME:
        break;
    case SAYS_JOURNEY:
        return (struct slide_words){
            say(pass, "A safe journey"), say(pass, "Help, rest and answers to your questions"), false};
    case SAYS_WORK:
        return (struct slide_words){say(pass, "On your way to work?"),
            say(pass, "Know what you can expect, wherever you come from"), false};
    case SAYS_RESTING:
        return (struct slide_words){say(pass, "Welcome"),
            say(pass, "This machine cannot show numbers or take messages right now. Please ask at the "
                      "information desk."),
            false};
    }
    return (struct slide_words){say(pass, "Welcome"), say(pass, "Information for travellers"), false};
}

/* In this language, or NULL. */
static const struct pack_text *text_in(const struct slide *slide, const char *tag)
{
    const struct pack_language *language = pack_language(slide->pack, tag);
    return language && language->topics[slide->topic].there ? &language->topics[slide->topic] : NULL;
}

size_t slide_languages(
    const struct content *content, const struct slide *slide, size_t ret_index[static LANGUAGES_TRIED])
{
    size_t count = 0, all = content->languages->count,
           of_place = content->place ? content->place->language_count : 0;
    for (size_t i = 0; i < of_place; i++)
        for (size_t k = 0; k < all && count < LANGUAGES_TRIED; k++)
            if (strcmp(content->languages->in[k].tag, content->place->languages[i]) == 0 &&
                (!slide->pack || text_in(slide, content->languages->in[k].tag)))
                ret_index[count++] = k;
    for (size_t k = 0; !content->place && k < all && count < LANGUAGES_TRIED; k++)
        ret_index[count++] = k;
    return count;
}

/* For everybody who passes: with a picture that can be drawn, in a language of the place, shown today. */
static bool can_stand(struct ui *ui, const struct content *content, const struct slide *slide)
{
    size_t order[LANGUAGES_TRIED];
    const struct pack_topic *topic = &slide->pack->topics[slide->topic];
    const struct picture_source *picture = pack_picture(ui, content, slide->pack, topic->picture, 0);
    return (topic->audience == AUDIENCE_PUBLIC || topic->audience == AUDIENCE_WORKER) &&
           !pictures_absent(ui->pictures, picture) &&
           pack_topic_shown(slide->pack, slide->topic, ui->facts->today, content->place->code) &&
           slide_languages(content, slide, order) > 0;
}

/* The block of the n-th picture of an episode; SIZE_MAX: it has fewer. The same in every language. */
static size_t panel_block(const struct content *content, const struct slide *slide, size_t n)
{
    size_t order[LANGUAGES_TRIED];
    if (slide_languages(content, slide, order) == 0)
        return SIZE_MAX;
    const struct pack_text *text = text_in(slide, content->languages->in[order[0]].tag);
    for (size_t i = 0; i < text->block_count; i++)
        if (text->blocks[i].type == BLOCK_PICTURE && n-- == 0)
            return i;
    return SIZE_MAX;
}

struct loop {
    struct slide topics[TOPIC_CARDS], episodes[EPISODES_MAX];
    size_t topic_count, episode_count;
};

/* Topics in the packs' order; of episodes those that follow the first of their story, in the story's order.
 */
static void find(struct ui *ui, const struct content *content, struct loop *loop)
{
    const char *place = content->place ? content->place->code : "";
    for (size_t p = 0; place[0] && p < content->pack_count; p++)
        for (size_t t = 0; t < content->packs[p]->topic_count; t++) {
            struct slide slide = {.pack = content->packs[p], .topic = t, .panel = SIZE_MAX};
            bool told = slide.pack->topics[t].episode > 0;
            if (told ? loop->episode_count == EPISODES_MAX : loop->topic_count == TOPIC_CARDS)
                continue;
            if (!can_stand(ui, content, &slide))
                continue;
            if (!told) {
                loop->topics[loop->topic_count++] = slide;
                continue;
            }
            if (pack_episode(slide.pack, t, -1, ui->facts->today, place) != SIZE_MAX)
                continue;
            for (; slide.topic != SIZE_MAX && loop->episode_count < EPISODES_MAX;
                 slide.topic = pack_episode(slide.pack, slide.topic, 1, ui->facts->today, place))
                if (can_stand(ui, content, &slide))
                    loop->episodes[loop->episode_count++] = slide;
        }
}

/* Those of the image and those of topics in turn, until both have been. */
static struct slide card_at(const struct loop *loop, size_t step)
{
    size_t topics = loop->topic_count, both = topics < IMAGE_CARDS ? topics : IMAGE_CARDS;
    if (step < 2 * both)
        return step % 2 ? loop->topics[step / 2] : cards[step / 2];
    return topics > both ? loop->topics[step - both] : cards[step - both];
}

static size_t panels_of(const struct content *content, const struct slide *episode)
{
    size_t count = 0;
    while (panel_block(content, episode, count) != SIZE_MAX)
        count++;
    return count;
}

struct slide slide_now(struct ui *ui, const struct content *content, size_t step)
{
    struct loop loop = {.topic_count = 0};
    find(ui, content, &loop);
    size_t each = IMAGE_CARDS + loop.topic_count, period = 0, at = 0;
    for (size_t i = 0; i < loop.episode_count; i++)
        period += each + panels_of(content, &loop.episodes[i]);
    if (loop.episode_count == 0) {
        struct slide card = card_at(&loop, step % each);
        card.run = step;
        return card;
    }
    size_t left = step % period, round = step / period;
    for (; left >= each + panels_of(content, &loop.episodes[at]); at++)
        left -= each + panels_of(content, &loop.episodes[at]);
    struct slide slide = left < each ? card_at(&loop, left) : loop.episodes[at];
    slide.run = left < each ? step : round * loop.episode_count + at;
    if (left < each)
        return slide;
    slide.panel = panel_block(content, &slide, left - each);
    slide.in_episode = true;
    return slide;
}

struct slide_words slide_words(struct ui *ui, const struct slide *slide, const char *tag)
{
    struct pass *pass = &ui->pass;
    if (!slide->pack)
        return say_card(pass, slide->says);
    const struct pack_text *text = text_in(slide, tag);
    if (!text)
        return (struct slide_words){"", "", false};
    if (!slide->in_episode)
        return (struct slide_words){text->title, text->summary ? text->summary : "", false};
    const char *caption = "";
    for (size_t i = slide->panel + 1; i < text->block_count && text->blocks[i].type != BLOCK_PICTURE; i++)
        if (text->blocks[i].type == BLOCK_TEXT || text->blocks[i].type == BLOCK_QUOTE)
            caption = scratch_join(pass, caption, caption[0] ? " " : "", text->blocks[i].text[0]);
    return (struct slide_words){
        caption[0] ? caption : text->title, caption[0] ? text->title : "", caption[0]};
}
