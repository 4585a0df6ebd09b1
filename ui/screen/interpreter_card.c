/* The interpreter card: what a person needs, in their own language and in that of the staff, who answer with
 * pictures. Nothing on it says why. */
#include <stdio.h>
#include <string.h>

#include "card_words.h"

enum stage { STAGE_CHOOSE, STAGE_CARD, STAGE_REPLIES, STAGE_REPLY };

struct nav screen_card_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    uint8_t stage = ui->pass.state->stage;
    (void)content;
    if (stage == STAGE_CHOOSE)
        return visit->back_count > 0 ? nav_back() : nav_end();
    turn_to_stage(ui, stage == STAGE_CARD ? STAGE_CHOOSE : STAGE_CARD);
    return (struct nav){0};
}

static int chosen_count(uint16_t needs)
{
    int count = 0;
    for (; needs; needs &= (uint16_t)(needs - 1))
        count++;
    return count;
}

/* Sentences one below the other, each as high as it needs, in letters in which the longest has room. */
static size_t flow_rows(
    struct pass *pass, struct flow *flow, enum ui_role role, const struct choice_view *views, size_t count)
{
    enum text_size size = pass->size;
    size_t touched = count;
    int most = 0, gap = flow->gap;
    for (;; pass->size--) {
        most = 0;
        for (size_t i = 0; i < count; i++) {
            int h = tile_height(pass, &views[i], flow->box.w, true);
            most = h > most ? h : most;
        }
        if (most <= flow->box.h || pass->size == TEXT_SMALL)
            break;
    }
    flow->gap = my(pass, TOUCH_GAP_MM + 0.2);
    for (size_t i = 0; i < count; i++) {
        struct box box;
        if (flow_take(flow, tile_height(pass, &views[i], flow->box.w, true), &box) &&
            tile(pass, box, role, &views[i], true))
            touched = i;
    }
    flow->gap = gap;
    pass->size = size;
    return touched;
}

static struct nav page_choose(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass), quiet = look_quiet(pass);
    struct choice_view views[CARD_SENTENCES];
    size_t at[CARD_SENTENCES], count = 0;
    struct box box = frame_content(ui);
    const char *show = say(pass, "Show the card");
    int h = button_height(pass, "language", show, box.w);
    struct box foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    bool full = chosen_count(visit->card_needs) >= CARD_MOST;
    struct flow flow;
    for (size_t i = 0; i < CARD_SENTENCES; i++) {
        bool is = visit->card_needs & (1u << i);
        if (!card_sentence_here(content, i))
            continue;
        at[count] = i;
        views[count++] = (struct choice_view){
            .id = scratch_join(pass, "card.need", ".", card_sentence(i)->id),
            .label = say_card(ui, content, pass->language, card_sentence(i)),
            .icon = card_sentence(i)->icon,
            .chosen = is,
            .enabled = is || !full};
    }
    flow_begin(pass, &flow, box);
    if (!panel_small(&ui->panel)) /* there the sentences need its height */
        flow_words(
            pass, &flow, "card.title", ROLE_HEADING, &heading, say(pass, "A card to show to the staff"));
    if (!panel_small(&ui->panel))
        flow_words(pass, &flow, "card.text", ROLE_TEXT, &quiet,
            say(pass, "Choose up to three sentences. The card says them in both languages."));
    size_t touched = panel_small(&ui->panel) ? flow_rows(pass, &flow, ROLE_CHECK, views, count)
                                             : flow_tiles(pass, &flow, ROLE_CHECK, views, count);
    flow_end(pass, &flow);
    if (touched < count) {
        visit->card_needs ^= (uint16_t)(1u << at[touched]);
        pass->moved = true;
    }
    if (button(pass, "card.show", foot, BUTTON_MAIN, "language", show, true))
        turn_to_stage(ui, STAGE_CARD);
    return (struct nav){0};
}

/* Lines of one language. */
struct block {
    const char *language;
    const char *lines[CARD_MOST + 1];
    size_t count;
    struct look look;
    int h, gap;
};

static struct block card_block(
    struct ui *ui, const struct content *content, const struct visit *visit, const char *language)
{
    struct block block = {.language = language};
    block.lines[block.count++] = say_i_speak(ui, content, language);
    for (size_t i = 0; i < CARD_SENTENCES && block.count <= CARD_MOST; i++)
        if ((visit->card_needs & (1u << i)) && card_sentence_here(content, i))
            block.lines[block.count++] = say_card(ui, content, language, card_sentence(i));
    return block;
}

static struct block reply_block(
    struct ui *ui, const struct content *content, const struct visit *visit, const char *language)
{
    const struct card_word *word = card_reply(visit->card_reply > 0 ? visit->card_reply - 1u : 0);
    return (struct block){
        .language = language, .lines[0] = say_card(ui, content, language, word), .count = 1};
}

/* The largest letters, at most cap_mm, in which all lines have room. */
static void block_fit(struct pass *pass, struct block *block, double cap_mm, int w, int h)
{
    block->look = (struct look){.cap_mm = cap_mm,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE,
        .colour = pass->theme->panel_ink,
        .language = block->language};
    for (;; block->look.cap_mm *= 0.92) {
        int least = 0;
        block->gap = my(pass, block->look.cap_mm * 0.8);
        block->h = ((int)block->count - 1) * block->gap;
        for (size_t i = 0; i < block->count; i++) {
            int word = words_least(pass, &block->look, block->lines[i]);
            least = word > least ? word : least;
            block->h += words_height(pass, &block->look, block->lines[i], w);
        }
        if ((block->h <= h && least <= w) || block->look.cap_mm * 0.92 < 2.5)
            return;
    }
}

static void block_draw(struct pass *pass, const struct block *block, const char *id, struct box box)
{
    for (size_t i = 0; i < block->count; i++) {
        char made[NODE_ID];
        snprintf(made, sizeof(made), "card.%s.%zu", id, i);
        box.h = words_height(pass, &block->look, block->lines[i], box.w);
        words_node(pass, made, i == 0 ? ROLE_HEADING : ROLE_TEXT, &block->look, block->lines[i], box);
        box.y += box.h + block->gap;
    }
}

/* One language large, the other below it; only one where both are the same, or where there is no room for
 * two: then the card is turned. */
static void draw_both(
    struct ui *ui, struct box box, const char *icon, struct block *large, struct block *little, bool turned)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel);
    bool both = strcmp(large->language, little->language) != 0 && (!small || icon);
    int pad = my(pass, small ? 2 : 8), w = box.w - 2 * mx(pass, small ? 3 : 10);
    double mm = icon ? (small ? 14 : 50) : 0;
    int x = box.x + (box.w - w) / 2, icon_h = icon ? my(pass, mm) + pad : 0;
    int room = box.h - 2 * pad - icon_h - (both ? 2 * pad : 0);
    double cap = cap_body(pass);
    card(pass, box);
    block_fit(pass, large, cap * (small ? 1.6 : (icon ? 3.2 : 2.4)), w, both ? room * 62 / 100 : room);
    if (both)
        block_fit(pass, little, cap * (icon ? 1.6 : 1.2), w, room - large->h);
    int used = icon_h + large->h + (both ? 2 * pad + little->h : 0), y = box.y + (box.h - used) / 2;
    if (icon)
        icon_draw(pass, icon, mm, (struct box){x, y, w, my(pass, mm)}, pass->theme->accent);
    y += icon_h;
    block_draw(pass, large, turned ? "mine" : "theirs", (struct box){x, y, w, 0});
    y += large->h + pad;
    if (!both)
        return;
    draw_fill(pass->list, pass_place(pass, (struct box){x, y, w, my(pass, 0.4) + 1}), pass->theme->line, 0);
    block_draw(pass, little, turned ? "theirs" : "mine", (struct box){x, y + pad, w, 0});
}

/* What the staff can answer, in their language. Returns which, CARD_REPLIES: none. */
static size_t draw_replies(struct ui *ui, const struct content *content, struct box box, int columns)
{
    struct pass *pass = &ui->pass;
    static const struct picture_source none = {0};
    const char *staff = card_staff_language(content);
    int gap = mx(pass, TOUCH_GAP_MM + 1), rows = (CARD_REPLIES + columns - 1) / columns;
    int w = (box.w - (columns - 1) * gap) / columns, h = (box.h - (rows - 1) * gap) / rows;
    size_t touched = CARD_REPLIES;
    for (size_t i = 0; i < CARD_REPLIES; i++) {
        int row = (int)i / columns, column = (int)i % columns;
        struct box at = {box.x + column * (w + gap), box.y + row * (h + gap), w, h};
        struct picture_tile tile = {.id = scratch_join(pass, "card.reply", ".", card_reply(i)->id),
            .picture = &none,
            .icon = card_reply(i)->icon,
            .title = say_card(ui, content, staff, card_reply(i)),
            .more = "",
            .language = staff};
        if (picture_tile(pass, &tile, at))
            touched = i;
    }
    return touched;
}

static void take_reply(struct ui *ui, struct visit *visit, size_t reply)
{
    if (reply >= CARD_REPLIES)
        return;
    visit->card_reply = (uint8_t)(reply + 1);
    turn_to_stage(ui, STAGE_REPLY);
}

/* The same on a page of its own, where height is short. */
static struct nav page_replies(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct choice_view views[CARD_REPLIES];
    const char *staff = card_staff_language(content);
    struct flow flow;
    for (size_t i = 0; i < CARD_REPLIES; i++)
        views[i] = (struct choice_view){.id = scratch_join(pass, "card.reply", ".", card_reply(i)->id),
            .label = say_card(ui, content, staff, card_reply(i)),
            .icon = card_reply(i)->icon,
            .enabled = true,
            .language = staff};
    flow_begin(pass, &flow, frame_content(ui));
    size_t touched = flow_rows(pass, &flow, ROLE_BUTTON, views, CARD_REPLIES);
    flow_end(pass, &flow);
    take_reply(ui, visit, touched);
    return (struct nav){0};
}

/* The card, and on larger panels the pictures below it. */
static struct nav page_card(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel), broad = ui->panel.width > ui->panel.height;
    const char *staff = card_staff_language(content), *mine = pass->language;
    struct box box = frame_content(ui), replies = {0};
    const char *turn_words = say(pass, "Turn the card"), *answer = say(pass, "Answer with a picture");
    bool both = strcmp(staff, mine) != 0;
    int gap = mx(pass, 5), half = small && both ? (box.w - gap) / 2 : box.w;
    int h = button_height(pass, "again", turn_words, half),
        h2 = small ? button_height(pass, "tell", answer, half) : 0;
    h = h > h2 ? h : h2;
    struct box foot = {0};
    if (small || both)
        foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    if (!small)
        replies = frame_take_foot(ui, &box, my(pass, broad ? 58 : 96));
    struct block large = card_block(ui, content, visit, visit->card_turned ? mine : staff);
    struct block little = card_block(ui, content, visit, visit->card_turned ? staff : mine);
    draw_both(ui, box, NULL, &large, &little, visit->card_turned);
    if (!small)
        take_reply(ui, visit, draw_replies(ui, content, replies, broad ? 3 : 2));
    if (both && button(pass, "card.turn", (struct box){foot.x, foot.y, half, foot.h}, BUTTON_PLAIN, "again",
                    turn_words, true)) {
        visit->card_turned = !visit->card_turned;
        pass->moved = true;
    }
    if (small &&
        button(pass, "card.answer", (struct box){both ? foot.x + half + gap : foot.x, foot.y, half, foot.h},
            BUTTON_MAIN, "tell", answer, true))
        turn_to_stage(ui, STAGE_REPLIES);
    return (struct nav){0};
}

static struct nav page_reply(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct box box = frame_content(ui);
    const char *back = say(pass, "Back to the card");
    int h = button_height(pass, "language", back, box.w);
    struct box foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    struct block large = reply_block(ui, content, visit, pass->language);
    struct block little = reply_block(ui, content, visit, card_staff_language(content));
    const char *icon = card_reply(visit->card_reply > 0 ? visit->card_reply - 1u : 0)->icon;
    draw_both(ui, box, icon, &large, &little, true);
    if (button(pass, "card.back", foot, BUTTON_MAIN, "language", back, true))
        turn_to_stage(ui, STAGE_CARD);
    return (struct nav){0};
}

struct nav screen_card(struct ui *ui, const struct content *content, struct visit *visit)
{
    switch (ui->pass.state->stage) {
    case STAGE_CARD:
        return page_card(ui, content, visit);
    case STAGE_REPLIES:
        return page_replies(ui, content, visit);
    case STAGE_REPLY:
        return page_reply(ui, content, visit);
    default:
        return page_choose(ui, content, visit);
    }
}
