/* One topic: its picture first, then short pages, and at the foot where help is. */
#include "reading.h"

/* Picture, title, and the blocks over as many pages as they need. */
static void flow_topic(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, bool picture)
{
    struct pass *pass = &ui->pass;
    struct look heading = in_language(look_heading(pass), view);
    bool before = mirror_as(ui, flow, view);
    if (picture)
        flow_picture(ui, flow, "topic.picture",
            pack_picture(ui, content, view->pack, view->topic->picture, flow->box.w), alternative(view), 38);
    flow_words(pass, flow, "topic.title", ROLE_HEADING, &heading, view->text->title);
    for (size_t i = 0; i < view->text->block_count; i++)
        flow_block(ui, flow, content, view, i);
    mirror_back(ui, flow, before);
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
        foot = frame_take_foot(ui, &box, help_buttons_height(ui, box.w));
    if (broad)
        (void)picture_beside(ui, content, &view, &box);
    flow_begin(pass, &flow, box);
    if (!view.mine)
        flow_elsewhere(ui, &flow, content, &view, visit);
    flow_topic(ui, &flow, content, &view, !broad);
    struct nav nav = flow_onward(ui, &flow, content, &view, visit), at = {0};
    if (small && flow_take(&flow, help_buttons_height(ui, flow.box.w), &box))
        at = help_buttons(ui, content, visit, box);
    flow_end(pass, &flow);
    if (!small)
        at = help_buttons(ui, content, visit, foot);
    return at.kind != NAV_STAY ? at : nav;
}
