/* The blocks of a page out of a pack, one by one. */
#include "reading.h"

#include <stdio.h>
#include <string.h>

struct look in_language(struct look look, const struct topic_view *view)
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

const char *alternative(const struct topic_view *view)
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
void flow_picture(struct ui *ui, struct flow *flow, const char *id, const struct picture_source *picture,
    const char *alternative, int percent)
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

static void keep_section(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t from);

void flow_block(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t number)
{
    struct pass *pass = &ui->pass;
    const struct pack_block *block = &view->text->blocks[number];
    struct look look = block_look(pass, block, view);
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
    case BLOCK_HELP: /* whoever draws the page has the buttons */
        break;
    case BLOCK_SIGNS:
        flow_signs(ui, flow, view);
        break;
    }
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
            flow_block(ui, &dry, content, view, i);
    }
    return dry.y - dry.gap;
}

/* A short section stays whole, a long one begins where it can; a heading never stands alone at the end of
 * one. */
static void keep_section(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t from)
{
    struct pass *pass = &ui->pass;
    struct look heading = block_look(pass, &view->text->blocks[from], view), body = look_body(pass);
    int least = words_height(pass, &heading, view->text->blocks[from].text[0], flow->box.w) + flow->gap +
                2 * words_height(pass, &body, "0", flow->box.w);
    int whole = section_height(ui, flow, content, view, from);
    flow_keep(flow, whole <= flow->box.h / 2 ? whole : least);
}
