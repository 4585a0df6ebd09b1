/* One topic: its picture first, then short pages, and at the foot where help is. */
#include "packs.h"

#include <stdio.h>
#include <string.h>

#define LANGUAGES_OFFERED 4

static struct look in_language(struct look look, const struct topic_view *view)
{
    if (!view->mine)
        look.language = view->language->tag;
    return look;
}

static struct look block_look(
    struct pass *pass, const struct pack_block *block, const struct topic_view *view)
{
    struct look look = in_language(look_body(pass), view);
    if (block->type == BLOCK_HEADING)
        look.weight = TEXT_BOLD;
    if (block->type == BLOCK_HEADING && pass->size <= TEXT_NORMAL && !panel_small(pass->panel))
        look.cap_mm *= 1.2;
    return look;
}

static const char *node_id(struct pass *pass, const char *kind, size_t number)
{
    char id[NODE_ID];
    snprintf(id, sizeof(id), "topic.%s.%zu", kind, number + 1);
    return scratch_text(pass, id, strlen(id));
}

/* The picture that stands on top already: not drawn a second time where the text has it. */
static bool is_topics_own(const struct topic_view *view, const struct pack_block *block)
{
    return block->type == BLOCK_PICTURE && block->picture == view->topic->picture;
}

/* What the topic's own picture shows; "" for a decoration. */
static const char *alternative(const struct topic_view *view)
{
    if (view->topic->picture >= view->pack->picture_count || !view->pack->pictures[view->topic->picture].alt)
        return "";
    const char *msgid = view->pack->pictures[view->topic->picture].alt;
    const char *text = msgid[0] ? pack_string(view->language, msgid) : NULL;
    for (size_t i = 0; i < view->text->block_count; i++)
        if (is_topics_own(view, &view->text->blocks[i]) && view->text->blocks[i].text_count > 0)
            return view->text->blocks[i].text[0];
    return text ? text : msgid;
}

/* A picture as wide as the page, but not over the part of it that leaves room to read. */
static void flow_picture(struct ui *ui, struct flow *flow, const char *id,
    const struct picture_source *picture, const char *alternative, int percent)
{
    struct pass *pass = &ui->pass;
    struct box box;
    int h = picture_height(pass, picture, flow->box.w, flow->box.h * percent / 100);
    if (h == 0 || !flow_take(flow, h, &box))
        return;
    if (picture_draw(pass, picture, box) && alternative && alternative[0])
        pass_node(pass, id, ROLE_PICTURE, pass_place(pass, box), alternative);
}

static void flow_items(struct ui *ui, struct flow *flow, const struct topic_view *view,
    const struct pack_block *block, size_t number)
{
    struct pass *pass = &ui->pass;
    struct look look = block_look(pass, block, view);
    int gap = flow->gap;
    flow->gap = gap * 2 / 3;
    for (size_t i = 0; i < block->text_count; i++) {
        char id[NODE_ID], digits[24];
        snprintf(id, sizeof(id), "topic.item.%zu.%zu", number + 1, i + 1);
        snprintf(digits, sizeof(digits), "%zu", i + 1);
        flow_mark(pass, flow, id, block->type == BLOCK_NUMBERED ? say_digits(pass, digits) : "•", &look,
            block->text[i]);
    }
    flow->gap = gap;
    flow_space(flow, gap - gap * 2 / 3);
}

/* One sign, and below it in small letters where it comes from. */
static void flow_sign(struct ui *ui, struct flow *flow, const struct topic_view *view,
    const struct pack_table *table, size_t row)
{
    struct pass *pass = &ui->pass;
    struct look look = in_language(look_body(pass), view), quiet = look_quiet(pass);
    const char *text = table_cell(table, row, "text"), *said = pack_string(view->language, text);
    const char *source = say_with(pass, "Source: {source}", "source", table_cell(table, row, "source"), NULL);
    const char *code = table_cell(table, row, "code");
    int gap = flow->gap, inset = mx(pass, look.cap_mm * 2) + mx(pass, 4);
    char id[NODE_ID];
    if (!said) {
        look.language = view->pack->languages[0].tag;
        pass->elsewhere |= strcmp(look.language, view->language->tag) != 0;
    }
    flow_keep(flow, words_height(pass, &look, said ? said : text, flow->box.w - inset) + gap / 4 +
                        words_height(pass, &quiet, source, flow->box.w - inset));
    snprintf(id, sizeof(id), "topic.sign.%.64s", code);
    flow->gap = gap / 4;
    flow_mark(pass, flow, id, "•", &look, said ? said : text);
    flow->gap = gap * 2 / 3;
    flow->box.x += inset;
    flow->box.w -= inset;
    snprintf(id, sizeof(id), "topic.source.%.64s", code);
    flow_words(pass, flow, id, ROLE_TEXT, &quiet, source);
    flow->box.x -= inset;
    flow->box.w += inset;
    flow->gap = gap;
}

/* The pack's indicators for the topic's audience. */
static void flow_signs(struct ui *ui, struct flow *flow, const struct topic_view *view)
{
    struct pass *pass = &ui->pass;
    struct look look = look_body(pass);
    const struct pack_table *table = pack_table(view->pack, "indicators");
    look.weight = TEXT_BOLD;
    for (size_t i = 0; table && i < table->row_count; i++)
        if (pack_sign_for(view->topic->audience, table_cell(table, i, "audience")))
            flow_sign(ui, flow, view, table, i);
    if (table)
        flow_point(pass, flow, "topic.signs", "info", &look,
            say(pass, "None of these is enough alone. Several together are a reason to ask."));
}

/* Help now · tell someone, side by side. */
static struct nav help_buttons(struct ui *ui, struct box box)
{
    struct pass *pass = &ui->pass;
    int gap = mx(pass, panel_small(&ui->panel) ? 3 : 5), half = (box.w - gap) / 2;
    struct nav nav = {0};
    if (button(pass, "topic.help", (struct box){box.x, box.y, half, box.h}, BUTTON_MAIN, "phone",
            say(pass, "Help now"), true))
        nav = nav_go(SCREEN_HELP);
    if (button(pass, "topic.tell", (struct box){box.x + half + gap, box.y, half, box.h}, BUTTON_PLAIN, "tell",
            say(pass, "Tell someone"), true))
        nav = nav_go(SCREEN_FORM);
    return nav;
}

static int buttons_height(struct ui *ui)
{
    struct pass *pass = &ui->pass;
    int half = (frame_content(ui).w - mx(pass, 5)) / 2, h = foot_height(ui);
    int a = button_height(pass, "phone", say(pass, "Help now"), half);
    int b = button_height(pass, "tell", say(pass, "Tell someone"), half);
    h = a > h ? a : h;
    return b > h ? b : h;
}

/* Said before anything else on the page, with the other languages it can be read in. */
static void flow_elsewhere(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look look = look_body(pass);
    struct choice_view views[LANGUAGES_OFFERED];
    const char *tags[LANGUAGES_OFFERED];
    size_t topic = (size_t)(view->topic - view->pack->topics), count = 0;
    flow_point(pass, flow, "topic.elsewhere", "info", &look,
        say_with(pass, "This page is not in your language. You see it in: {language}", "language",
            say_language(ui, content, view->language->tag), NULL));
    for (size_t i = 0; i < view->pack->language_count && count < LANGUAGES_OFFERED; i++) {
        const struct pack_language *language = &view->pack->languages[i];
        char id[NODE_ID];
        if (!language->topics[topic].there)
            continue;
        snprintf(id, sizeof(id), "topic.in.%s", language->tag);
        views[count] = (struct choice_view){.id = scratch_text(pass, id, strlen(id)),
            .label = say_language(ui, content, language->tag),
            .chosen = language == view->language,
            .enabled = true};
        tags[count++] = language->tag;
    }
    if (count < 2)
        return;
    size_t chosen = flow_buttons(pass, flow, views, count);
    if (chosen < count) {
        snprintf(visit->topic_language, sizeof(visit->topic_language), "%s", tags[chosen]);
        turn(ui);
    }
}

static void keep_section(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t from);

/* One block. buttons: those for help stand in the page, not at its foot. */
static struct nav flow_block(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t number, bool buttons)
{
    struct pass *pass = &ui->pass;
    const struct pack_block *block = &view->text->blocks[number];
    struct look look = block_look(pass, block, view);
    struct box box;
    switch (block->type) {
    case BLOCK_HEADING:
        keep_section(ui, flow, content, view, number);
        flow_words(pass, flow, node_id(pass, "heading", number), ROLE_HEADING, &look, block->text[0]);
        break;
    case BLOCK_TEXT:
        flow_words(pass, flow, node_id(pass, "text", number), ROLE_TEXT, &look, block->text[0]);
        break;
    case BLOCK_QUOTE:
        flow_point(pass, flow, node_id(pass, "quote", number), "talk", &look, block->text[0]);
        break;
    case BLOCK_LIST:
    case BLOCK_NUMBERED:
        flow_items(ui, flow, view, block, number);
        break;
    case BLOCK_PICTURE:
        if (is_topics_own(view, block))
            break;
        flow_picture(ui, flow, node_id(pass, "picture", number),
            pack_picture(ui, content, view->pack, block->picture, flow->box.w),
            block->text_count ? block->text[0] : "", 45);
        break;
    case BLOCK_HELP:
        if (buttons && flow_take(flow, buttons_height(ui), &box))
            return help_buttons(ui, box);
        break;
    case BLOCK_SIGNS:
        flow_signs(ui, flow, view);
        break;
    }
    return (struct nav){0};
}

/* From a heading to the next: what belongs together. Laid out on a page without end, and not drawn. */
static int section_height(struct ui *ui, const struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t from)
{
    struct flow dry = {.box = flow->box, .gap = flow->gap, .tight = true, .current = UINT16_MAX};
    dry.box.h = flow->box.h * 4; /* longer than a page is no longer kept together */
    for (size_t i = from; i < view->text->block_count && dry.page == 0; i++) {
        const struct pack_block *block = &view->text->blocks[i];
        if (i > from && block->type == BLOCK_HEADING)
            break;
        struct look look = block_look(&ui->pass, block, view);
        if (i == from)
            flow_words(&ui->pass, &dry, "", ROLE_HEADING, &look, block->text[0]);
        else
            (void)flow_block(ui, &dry, content, view, i, false);
    }
    return dry.y - dry.gap;
}

/* A section stays whole where a page has room for it; a heading never stands alone at the end of one. */
static void keep_section(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t from)
{
    struct pass *pass = &ui->pass;
    struct look heading = block_look(pass, &view->text->blocks[from], view), body = look_body(pass);
    int least = words_height(pass, &heading, view->text->blocks[from].text[0], flow->box.w) + flow->gap +
                2 * words_height(pass, &body, "0", flow->box.w);
    int whole = section_height(ui, flow, content, view, from);
    flow_keep(flow, whole <= flow->box.h ? whole : least);
}

/* Picture, title, and the blocks over as many pages as they need. */
static struct nav flow_topic(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, bool picture, bool buttons)
{
    struct pass *pass = &ui->pass;
    struct look heading = in_language(look_heading(pass), view);
    const struct pack_text *text = view->text;
    struct nav nav = {0};
    bool before = pass->mirrored, helps = false;
    struct box box = flow->box;
    if (!view->mine)
        (void)pass_mirror(pass, language_right_to_left(view->language->tag));
    if (pass->mirrored != before) /* the same place, reckoned from the other edge */
        flow->box.x = ui->panel.width - box.x - box.w;
    if (picture)
        flow_picture(ui, flow, "topic.picture",
            pack_picture(ui, content, view->pack, view->topic->picture, flow->box.w), alternative(view), 38);
    flow_words(pass, flow, "topic.title", ROLE_HEADING, &heading, text->title);
    for (size_t i = 0; i < text->block_count; i++) {
        struct nav at = flow_block(ui, flow, content, view, i, buttons);
        nav = at.kind != NAV_STAY ? at : nav;
        helps = text->blocks[i].type == BLOCK_HELP;
    }
    (void)pass_mirror(pass, before);
    flow->box.x = box.x;
    if (buttons && !helps && flow_take(flow, buttons_height(ui), &box)) {
        struct nav at = help_buttons(ui, box);
        nav = at.kind != NAV_STAY ? at : nav;
    }
    return nav;
}

/* On a broad panel the picture stands beside all pages, and lines are no longer than one likes to read. */
static bool picture_beside(
    struct ui *ui, const struct content *content, const struct topic_view *view, struct box *box)
{
    struct pass *pass = &ui->pass;
    int gap = mx(pass, 14), w = box->w * 38 / 100;
    const struct picture_source *picture = pack_picture(ui, content, view->pack, view->topic->picture, w);
    if (picture_height(pass, picture, w, box->h) == 0 ||
        !picture_draw(pass, picture, (struct box){box->x, box->y, w, box->h})) {
        *box = box_inset(*box, box->w * 15 / 100, 0);
        return false;
    }
    if (alternative(view)[0])
        pass_node(pass, "topic.picture", ROLE_PICTURE,
            pass_place(pass, (struct box){box->x, box->y, w, box->h}), alternative(view));
    box->x += w + gap;
    box->w -= w + gap;
    return true;
}

struct nav screen_topic(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct topic_view view;
    struct box box = frame_content(ui), foot = {0};
    struct flow flow;
    bool small = panel_small(&ui->panel), broad = !small && ui->panel.width > ui->panel.height;
    if (!topic_view(
            pass, content, (struct topic_ref){visit->topic_pack, visit->topic}, visit->topic_language, &view))
        return nav_instead(SCREEN_TOPICS);
    pack_marks(pass, view.pack, view.language);
    if (!small)
        foot = frame_take_foot(ui, &box, buttons_height(ui));
    if (broad)
        (void)picture_beside(ui, content, &view, &box);
    flow_begin(pass, &flow, box);
    if (!view.mine)
        flow_elsewhere(ui, &flow, content, &view, visit);
    struct nav nav = flow_topic(ui, &flow, content, &view, !broad, small);
    flow_end(pass, &flow);
    if (small)
        return nav;
    struct nav at = help_buttons(ui, foot);
    return at.kind != NAV_STAY ? at : nav;
}
