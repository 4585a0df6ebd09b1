/* What stands there when nobody does: calm travel information, one picture after the other. A touch
 * anywhere leads to the languages. */
#include "packs.h"

#include <stdio.h>
#include <string.h>

#define LANGUAGES_TRIED 8

struct card_words { /* of the image, or a topic of the first pack */
    const char *picture, *title, *text;
    const struct pack *pack; /* NULL: of the image */
    size_t topic;
};
static const struct card_words cards[CARDS] = {
    {"card-station", "Welcome", "Information for travellers", NULL, 0},
    {"card-harbour", "A safe journey", "Help, rest and answers to your questions", NULL, 0},
    {"card-road", "On your way to work?", "Know what you can expect, wherever you come from", NULL, 0},
};
static const struct card_words resting = {"card-station", "Welcome",
    "This machine cannot show numbers or take messages right now. Please ask at the information desk.", NULL,
    0};

/* A few pixels this way and that, so that no edge stays in one place. */
static void drift(const struct ui *ui, int64_t now_ms, int *ret_x, int *ret_y)
{
    static const int8_t steps[8][2] = {{0, 0}, {2, 1}, {3, 3}, {1, 4}, {-1, 3}, {-3, 2}, {-2, -1}, {-1, -2}};
    size_t step = (size_t)(now_ms / CARD_MS % 8);
    *ret_x = steps[step][0] * px_x(&ui->panel, 0.5);
    *ret_y = steps[step][1] * px_y(&ui->panel, 0.5);
}

/* The languages of the place, or all of the image while there is none. */
static size_t languages_here(const struct content *content, size_t *ret_index, size_t most)
{
    size_t count = 0, all = content->languages->count;
    for (size_t i = 0; content->place && i < content->place->language_count; i++)
        for (size_t k = 0; k < all && count < most; k++)
            if (strcmp(content->languages->in[k].tag, content->place->languages[i]) == 0)
                ret_index[count++] = k;
    for (size_t k = 0; !content->place && k < all && count < most; k++)
        ret_index[count++] = k;
    return count;
}

/* In this language, or NULL. */
static const struct pack_text *topic_in(const struct card_words *card, const char *tag)
{
    const struct pack_language *language = pack_language(card->pack, tag);
    return language && language->topics[card->topic].there ? &language->topics[card->topic] : NULL;
}

static const char *title_of(const struct content *content, const struct card_words *card)
{
    size_t order[LANGUAGES_TRIED], count = languages_here(content, order, LANGUAGES_TRIED);
    for (size_t i = 0; card->pack && i < count; i++) {
        const struct pack_text *text = topic_in(card, content->languages->in[order[i]].tag);
        if (text)
            return text->title;
    }
    return card->title;
}

/* Topics for everybody, with a picture, that are shown today. */
static size_t topic_cards(
    struct ui *ui, const struct content *content, struct card_words ret_in[static TOPIC_CARDS])
{
    size_t count = 0;
    const struct pack *pack = content->pack_count > 0 && content->place ? content->packs[0] : NULL;
    for (size_t i = 0; pack && i < pack->topic_count && count < TOPIC_CARDS; i++) {
        struct card_words card = {.pack = pack, .topic = i};
        enum pack_audience audience = pack->topics[i].audience;
        const struct picture_source *picture = pack_picture(ui, content, pack, pack->topics[i].picture, 0);
        if ((audience != AUDIENCE_PUBLIC && audience != AUDIENCE_WORKER) ||
            pictures_absent(ui->pictures, picture) || !title_of(content, &card) ||
            !pack_topic_shown(pack, i, ui->facts->today, content->place->code))
            continue;
        ret_in[count++] = card;
    }
    return count;
}

/* Those of the image and those of the pack in turn. */
static struct card_words card_now(struct ui *ui, const struct content *content)
{
    struct card_words topics[TOPIC_CARDS];
    size_t count = topic_cards(ui, content, topics), step = (size_t)(ui->pass.now_ms / CARD_MS);
    if (count == 0)
        return cards[step % CARDS];
    return step % 2 ? topics[step / 2 % count] : cards[step / 2 % CARDS];
}

static void draw_picture_card(
    struct ui *ui, const struct content *content, const struct card_words *card, struct box box)
{
    struct pass *pass = &ui->pass;
    struct picture picture;
    const char *name = card->picture;
    if (card->pack) {
        size_t index = card->pack->topics[card->topic].picture;
        (void)picture_draw(pass, pack_picture(ui, content, card->pack, index, box.w), box);
        return;
    }
    if (!pictures_card(pass->pictures, name, box.w, box.h, &picture)) {
        pass_finding(pass, "no such picture", name);
        return;
    }
    draw_picture(
        pass->list, box.x + (box.w - picture.width) / 2, box.y + (box.h - picture.height) / 2, &picture);
}

/* Title and text of a card in one language. */
static void draw_words_in(struct ui *ui, const char *title_words, const char *text_words, struct box at)
{
    struct pass *pass = &ui->pass;
    char id[NODE_ID];
    bool narrow = panel_small(&ui->panel);
    struct look title = {.cap_mm = narrow ? 4.2 : 10.5, .weight = TEXT_BOLD, .colour = pass->theme->ink};
    struct look text = {.cap_mm = narrow ? 3.5 : 6, .colour = pass->theme->quiet};
    int gap = my(pass, narrow ? 0.5 : 2), h = words_height(pass, &title, title_words, at.w);
    for (; h > at.h && title.cap_mm > 3; h = words_height(pass, &title, title_words, at.w))
        title.cap_mm *= 0.92; /* titles of packs may be long */
    int h2 = words_height(pass, &text, text_words, at.w);
    words_draw(pass, &title, title_words, (struct box){at.x, at.y, at.w, h});
    if (h + gap + h2 <= at.h)
        words_draw(pass, &text, text_words, (struct box){at.x, at.y + h + gap, at.w, h2});
    snprintf(id, sizeof(id), "attract.%s", pass->language);
    pass_node(pass, id, ROLE_TEXT, at, title_words);
}

/* In the first two languages of the place that have it. */
static void draw_words(
    struct ui *ui, const struct content *content, const struct card_words *card, struct box box)
{
    struct pass *pass = &ui->pass;
    size_t order[LANGUAGES_TRIED], all = languages_here(content, order, LANGUAGES_TRIED), count = 0;
    for (size_t i = 0; i < all && count < 2; i++)
        if (!card->pack || topic_in(card, content->languages->in[order[i]].tag))
            order[count++] = order[i];
    const struct catalogue *before = pass->catalogue;
    const char *language = pass->language;
    int each = count ? box.h / (int)count : 0;
    for (size_t i = 0; i < count; i++) {
        pass->catalogue = content->catalogues[order[i]];
        pass->language = content->languages->in[order[i]].tag;
        struct box at = {box.x, box.y + (int)i * each, box.w, each};
        const struct pack_text *text = card->pack ? topic_in(card, pass->language) : NULL;
        if (text)
            draw_words_in(ui, text->title, text->summary ? text->summary : "", at);
        else
            draw_words_in(ui, say(pass, card->title), say(pass, card->text), at);
    }
    pass->catalogue = before;
    pass->language = language;
}

static void draw_foot(struct ui *ui, const struct content *content, struct box box)
{
    struct pass *pass = &ui->pass;
    struct look look = {.cap_mm = panel_small(&ui->panel) ? 3.5 : 4.8,
        .colour = pass->theme->accent_ink,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE};
    size_t order[4];
    size_t count = languages_here(content, order, 4);
    draw_fill(pass->list, box, pass->theme->accent, my(pass, 3));
    const char *line = "";
    for (size_t i = 0; i < count; i++)
        line = scratch_join(pass, line, i ? "   ·   " : "", content->languages->in[order[i]].autonym);
    icon_draw(pass, "touch", 11, (struct box){box.x + mx(pass, 3), box.y, mx(pass, 14), box.h}, look.colour);
    look.language = "en";
    words_middle(pass, &look, line, (struct box){box.x + mx(pass, 20), box.y, box.w - mx(pass, 40), box.h});
}

static void draw_top(struct ui *ui, const struct content *content, struct box box)
{
    struct pass *pass = &ui->pass;
    double cap = panel_small(&ui->panel) ? 3.5 : 4.8;
    struct look name = {.cap_mm = cap, .colour = pass->theme->ink, .weight = TEXT_BOLD};
    struct look clock = name;
    clock.align = TEXT_END;
    name.language = clock.language = "en";
    if (content->place)
        words_middle(pass, &name, network_text(&content->place->name, pass->language),
            (struct box){box.x, box.y, box.w * 3 / 5, box.h});
    if (ui->facts->minute_of_day >= 0) {
        int minute = ui->facts->minute_of_day;
        char digits[8];
        snprintf(digits, sizeof(digits), "%02d:%02d", minute / 60 % 24, minute % 60);
        words_middle(pass, &clock, scratch_text(pass, digits, strlen(digits)), box);
        pass_due(pass, pass->now_ms + 60000);
    }
}

struct nav screen_attract(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    (void)visit;
    bool open = content->place && content->network, narrow = panel_small(&ui->panel);
    bool broad = ui->panel.width > ui->panel.height;
    struct card_words words = open ? card_now(ui, content) : resting;
    struct box whole = {0, 0, ui->panel.width, ui->panel.height};
    int dx, dy;
    pass_mirror(pass, false);
    drift(ui, pass->now_ms, &dx, &dy);
    struct box in = box_inset(whole, mx(pass, narrow ? 5 : 16), my(pass, narrow ? 4 : 16));
    in.x += dx;
    in.y += dy;
    int top_h = my(pass, narrow ? 9 : 14), foot_h = my(pass, narrow ? 12 : 20),
        gap = my(pass, narrow ? 3 : 12);
    draw_top(ui, content, (struct box){in.x, in.y, in.w, top_h});
    struct box middle = {in.x, in.y + top_h + gap / 2, in.w, in.h - top_h - foot_h - gap - gap / 2};
    struct box view = middle, say_box = middle;
    if (broad) {
        view.w = middle.w / 2;
        say_box.x += view.w + gap;
        say_box.w -= view.w + gap;
    } else {
        view.h = middle.h * 56 / 100;
        say_box.y += view.h + gap;
        say_box.h -= view.h + gap;
    }
    draw_picture_card(ui, content, &words, view);
    draw_words(ui, content, &words, say_box);
    if (open)
        draw_foot(ui, content, (struct box){in.x, in.y + in.h - foot_h, in.w, foot_h});
    struct look quiet = {
        .cap_mm = narrow ? 1.5 : 2.6, .colour = pass->theme->quiet, .align = TEXT_CENTRE, .language = "en"};
    struct box below = {in.x, in.y + in.h, in.w, whole.h - in.y - in.h};
    const char *small_print = ui->facts->enrol_code;
    if ((content->network && content->network->demo) || (words.pack && words.pack->demo))
        small_print = scratch_join(
            pass, say(pass, "Demonstration"), small_print[0] ? "   " : "", small_print);
    if (small_print[0])
        words_draw(pass, &quiet, scratch_text(pass, small_print, strlen(small_print)), below);
    pass_due(pass, (pass->now_ms / CARD_MS + 1) * CARD_MS);
    struct touch touch = pass_touch(pass, "attract", whole, open);
    if (open)
        pass_node(pass, "attract", ROLE_BUTTON, whole, title_of(content, &words));
    /* the first touch already answers: the finger that goes down is enough */
    bool awake = touch.down || touch.clicked || (open && pass->input && pass->input->kind == UI_KEY);
    return awake ? nav_instead(SCREEN_LANGUAGE) : (struct nav){0};
}
