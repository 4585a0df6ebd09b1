/* What stands there when nobody does: calm travel information, one picture after the other. A touch
 * anywhere leads to the languages. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

struct card_words {
    const char *picture, *title, *text;
};
static const struct card_words cards[CARDS] = {
    {"card-station", "Welcome", "Information for travellers"},
    {"card-harbour", "A safe journey", "Help, rest and answers to your questions"},
    {"card-road", "On your way to work?", "Know what you can expect, wherever you come from"},
};
static const struct card_words resting = {"card-station", "Welcome",
    "This machine cannot show numbers or take messages right now. Please ask at the information desk."};

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

static void draw_picture_card(struct ui *ui, const char *name, struct box box)
{
    struct pass *pass = &ui->pass;
    struct picture picture;
    if (!pictures_card(pass->pictures, name, box.w, box.h, &picture)) {
        pass_finding(pass, "no such picture", name);
        return;
    }
    draw_picture(
        pass->list, box.x + (box.w - picture.width) / 2, box.y + (box.h - picture.height) / 2, &picture);
}

static void draw_words(
    struct ui *ui, const struct content *content, const struct card_words *words, struct box box)
{
    struct pass *pass = &ui->pass;
    size_t order[2];
    size_t count = languages_here(content, order, 2);
    const struct catalogue *before = pass->catalogue;
    const char *language = pass->language;
    bool narrow = panel_small(&ui->panel);
    int each = count ? box.h / (int)count : 0;
    for (size_t i = 0; i < count; i++) {
        char id[48];
        pass->catalogue = content->catalogues[order[i]];
        pass->language = content->languages->in[order[i]].tag;
        struct look title = {.cap_mm = narrow ? 4.2 : 10.5, .weight = TEXT_BOLD, .colour = pass->theme->ink};
        struct look text = {.cap_mm = narrow ? 3.5 : 6, .colour = pass->theme->quiet};
        const char *a = say(pass, words->title), *b = say(pass, words->text);
        struct box at = {box.x, box.y + (int)i * each, box.w, each};
        int h = words_height(pass, &title, a, at.w), h2 = words_height(pass, &text, b, at.w);
        words_draw(pass, &title, a, (struct box){at.x, at.y, at.w, h});
        if (h + my(pass, narrow ? 0.5 : 2) + h2 <= each)
            words_draw(pass, &text, b, (struct box){at.x, at.y + h + my(pass, narrow ? 0.5 : 2), at.w, h2});
        snprintf(id, sizeof(id), "attract.%s", pass->language);
        pass_node(pass, id, ROLE_TEXT, at, a);
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
    const struct card_words *words = open ? &cards[pass->now_ms / CARD_MS % CARDS] : &resting;
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
    draw_picture_card(ui, words->picture, view);
    draw_words(ui, content, words, say_box);
    if (open)
        draw_foot(ui, content, (struct box){in.x, in.y + in.h - foot_h, in.w, foot_h});
    struct look quiet = {
        .cap_mm = narrow ? 1.5 : 2.6, .colour = pass->theme->quiet, .align = TEXT_CENTRE, .language = "en"};
    struct box below = {in.x, in.y + in.h, in.w, whole.h - in.y - in.h};
    const char *small_print = ui->facts->enrol_code;
    if (content->network && content->network->demo)
        small_print = scratch_join(
            pass, say(pass, "Demonstration"), small_print[0] ? "   " : "", small_print);
    if (small_print[0])
        words_draw(pass, &quiet, scratch_text(pass, small_print, strlen(small_print)), below);
    pass_due(pass, (pass->now_ms / CARD_MS + 1) * CARD_MS);
    struct touch touch = pass_touch(pass, "attract", whole, open);
    if (open)
        pass_node(pass, "attract", ROLE_BUTTON, whole, words->title);
    /* the first touch already answers: the finger that goes down is enough */
    bool awake = touch.down || touch.clicked || (open && pass->input && pass->input->kind == UI_KEY);
    return awake ? nav_instead(SCREEN_LANGUAGE) : (struct nav){0};
}
