/* What stands there when nobody does: calm travel information, one picture after the other, and a story panel
 * by panel. A touch anywhere leads to the languages. */
#include "attract_slides.h"

#include <stdio.h>
#include <string.h>

#define FADE_MS 300         /* at the end of a slide, and at the beginning of the next: 11 frames */
#define DIM_AFTER_MS 600000 /* without anybody: the panel lasts longer, and the hall is darker at night */
#define DIM 0x80000000u
#define LANGUAGES_AT_ONCE 2

static const struct slide resting = {.card = "card-station", .says = SAYS_RESTING, .panel = SIZE_MAX};

/* A few pixels this way and that, so that no edge stays in one place. */
static void drift(const struct ui *ui, int64_t now_ms, int *ret_x, int *ret_y)
{
    static const int8_t steps[8][2] = {{0, 0}, {2, 1}, {3, 3}, {1, 4}, {-1, 3}, {-3, 2}, {-2, -1}, {-1, -2}};
    size_t step = (size_t)(now_ms / CARD_MS % 8);
    *ret_x = steps[step][0] * px_x(&ui->panel, 0.5);
    *ret_y = steps[step][1] * px_y(&ui->panel, 0.5);
}

/* For how long nobody has been there: the visit begins anew whenever somebody was. */
static int64_t alone_ms(const struct pass *pass)
{
    if (pass->state->screen_ms == 0)
        pass->state->screen_ms = pass->now_ms;
    return pass->now_ms - pass->state->screen_ms;
}

/* The page's own colour over a slide that comes or goes, clear in between. The first slide after a visit
 * stands at once: whoever leaves must not wait for it. */
static void draw_fade(struct ui *ui, struct box box)
{
    struct pass *pass = &ui->pass;
    int64_t in = pass->now_ms % CARD_MS, left = CARD_MS - in, alone = alone_ms(pass);
    int64_t veil = in < FADE_MS ? FADE_MS - in : (left < FADE_MS ? FADE_MS - left : 0);
    if (alone < CARD_MS || alone >= DIM_AFTER_MS) {
        pass_due(pass, pass->now_ms + left);
        return;
    }
    if (veil > 0) {
        colour_t alpha = (colour_t)(veil * 255 / FADE_MS);
        draw_fill(pass->list, box, (pass->theme->page & 0x00ffffff) | alpha << 24, 0);
    }
    bool moving = in < FADE_MS || left <= FADE_MS;
    pass_due(
        pass, moving ? pass->now_ms + FRAME_MS - in % FRAME_MS : pass->now_ms + left - FADE_MS + FRAME_MS);
}

static void draw_picture_card(
    struct ui *ui, const struct content *content, const struct slide *slide, struct box box)
{
    struct pass *pass = &ui->pass;
    struct picture picture;
    if (slide->pack) {
        size_t index = slide->pack->topics[slide->topic].picture;
        const struct pack_text *text = NULL;
        for (size_t i = 0; slide->in_episode && !text && i < slide->pack->language_count; i++)
            if (slide->pack->languages[i].topics[slide->topic].there)
                text = &slide->pack->languages[i].topics[slide->topic];
        if (text && slide->panel < text->block_count)
            index = text->blocks[slide->panel].picture;
        (void)picture_draw(pass, pack_picture(ui, content, slide->pack, index, box.w), box);
        return;
    }
    if (!pictures_card(pass->pictures, slide->card, box.w, box.h, &picture)) {
        pass_finding(pass, "no such picture", slide->card);
        return;
    }
    draw_picture(
        pass->list, box.x + (box.w - picture.width) / 2, box.y + (box.h - picture.height) / 2, &picture);
}

/* Title and text of a slide in one language. */
static void draw_words_in(struct ui *ui, const struct slide_words *words, struct box at)
{
    struct pass *pass = &ui->pass;
    char id[NODE_ID];
    bool narrow = panel_small(&ui->panel);
    double cap = words->caption ? (narrow ? 3.8 : 7) : (narrow ? 4.2 : 10.5);
    struct look title = {
        .cap_mm = cap, .weight = words->caption ? TEXT_REGULAR : TEXT_BOLD, .colour = pass->theme->ink};
    struct look text = {.cap_mm = narrow ? 3.5 : 6, .colour = pass->theme->quiet};
    int gap = my(pass, narrow ? 0.5 : 2), h = words_height(pass, &title, words->title, at.w);
    for (; h > at.h && title.cap_mm > 2.5; h = words_height(pass, &title, words->title, at.w))
        title.cap_mm *= 0.92; /* titles of packs may be long */
    int h2 = words_height(pass, &text, words->text, at.w);
    words_draw(pass, &title, words->title, (struct box){at.x, at.y, at.w, h});
    if (words->text[0] && h + gap + h2 <= at.h)
        words_draw(pass, &text, words->text, (struct box){at.x, at.y + h + gap, at.w, h2});
    snprintf(id, sizeof(id), "attract.%s", pass->language);
    pass_node(pass, id, ROLE_TEXT, at, words->title);
}

/* Two languages of the place at once; the next slide, or the next episode, stands in the next two. */
static const char *draw_words(
    struct ui *ui, const struct content *content, const struct slide *slide, struct box box)
{
    struct pass *pass = &ui->pass;
    size_t order[LANGUAGES_TRIED], count = slide_languages(content, slide, order);
    size_t shown = count < LANGUAGES_AT_ONCE ? count : LANGUAGES_AT_ONCE;
    size_t first = count ? slide->run * LANGUAGES_AT_ONCE % (count + count % LANGUAGES_AT_ONCE) : 0;
    const struct catalogue *before = pass->catalogue;
    const char *language = pass->language, *title = "";
    int each = shown ? box.h / (int)shown : 0;
    for (size_t i = 0; i < shown; i++) {
        size_t at = order[(first + i) % count];
        pass->catalogue = content->catalogues[at];
        pass->language = content->languages->in[at].tag;
        struct slide_words words = slide_words(ui, slide, pass->language);
        draw_words_in(ui, &words, (struct box){box.x, box.y + (int)i * each, box.w, each});
        title = i == 0 ? words.title : title;
    }
    pass->catalogue = before;
    pass->language = language;
    return title;
}

static void draw_foot(struct ui *ui, const struct content *content, struct box box)
{
    struct pass *pass = &ui->pass;
    struct look look = {.cap_mm = panel_small(&ui->panel) ? 3.5 : 4.8,
        .colour = pass->theme->accent_ink,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE};
    const struct slide any = {.panel = SIZE_MAX};
    size_t order[LANGUAGES_TRIED], count = slide_languages(content, &any, order);
    draw_fill(pass->list, box, pass->theme->accent, my(pass, 3));
    const char *line = "";
    for (size_t i = 0; i < count; i++)
        line = scratch_join(pass, line, i ? "   ·   " : "", content->languages->in[order[i]].autonym);
    icon_draw(pass, "touch", 11, (struct box){box.x + mx(pass, 3), box.y, mx(pass, 14), box.h}, look.colour);
    look.language = "en";
    struct box in = {box.x + mx(pass, 20), box.y, box.w - mx(pass, 40), box.h};
    while (words_height(pass, &look, line, in.w) > in.h && look.cap_mm > 2.5)
        look.cap_mm *= 0.92; /* all of them, however many */
    words_middle(pass, &look, line, in);
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
    struct slide slide = open ? slide_now(ui, content, (size_t)(pass->now_ms / CARD_MS)) : resting;
    struct box whole = {0, 0, ui->panel.width, ui->panel.height};
    int dx, dy;
    pass_mirror(pass, false);
    drift(ui, pass->now_ms, &dx, &dy);
    struct box in = box_inset(whole, mx(pass, narrow ? 5 : 16), my(pass, narrow ? 6 : 16));
    in.x += dx;
    in.y += dy;
    int top_h = my(pass, narrow ? 11 : 14), foot_h = my(pass, narrow ? 13 : 22),
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
    draw_picture_card(ui, content, &slide, view);
    const char *title = draw_words(ui, content, &slide, say_box);
    draw_fade(ui, middle);
    if (open)
        draw_foot(ui, content, (struct box){in.x, in.y + in.h - foot_h, in.w, foot_h});
    struct look quiet = {
        .cap_mm = narrow ? 1.5 : 2.6, .colour = pass->theme->quiet, .align = TEXT_CENTRE, .language = "en"};
    struct box below = {in.x, in.y + in.h, in.w, whole.h - in.y - in.h};
    const char *small_print = ui->facts->enrol_code;
    if ((content->network && content->network->demo) || (slide.pack && slide.pack->demo))
        small_print = scratch_join(
            pass, say(pass, "Demonstration"), small_print[0] ? "   " : "", small_print);
    if (small_print[0])
        words_draw(pass, &quiet, scratch_text(pass, small_print, strlen(small_print)), below);
    if (alone_ms(pass) >= DIM_AFTER_MS)
        draw_fill(pass->list, whole, DIM, 0);
    struct touch touch = pass_touch(pass, "attract", whole, open);
    if (open)
        pass_node(pass, "attract", ROLE_BUTTON, whole, title);
    /* the first touch already answers: the finger that goes down is enough */
    bool awake = touch.down || touch.clicked || (open && pass->input && pass->input->kind == UI_KEY);
    return awake ? nav_instead(SCREEN_LANGUAGE) : (struct nav){0};
}
