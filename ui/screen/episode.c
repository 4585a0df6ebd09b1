/* A story in pictures: one large picture with its caption on a page, then the next. Which episode of how many
 * it is stands above; it ends with the way to the next one, and to whoever can help. */
#include "reading.h"

#include <stdio.h>

struct panel_at { /* of the story: a picture and what is said below it */
    size_t first, end;
};

/* The panel that begins at this block or after it; first == block_count: there is none. */
static struct panel_at panel_from(const struct pack_text *text, size_t block)
{
    struct panel_at at = {.first = block};
    while (at.first < text->block_count && text->blocks[at.first].type != BLOCK_PICTURE)
        at.first++;
    at.end = at.first + (at.first < text->block_count);
    while (at.end < text->block_count && text->blocks[at.end].type != BLOCK_PICTURE)
        at.end++;
    return at;
}

static void flow_caption(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct panel_at at)
{
    enum text_size size = ui->pass.size;
    if (!panel_small(&ui->panel) && size <= TEXT_NORMAL)
        ui->pass.size++; /* a few words beside one large picture */
    for (size_t i = at.first + 1; i < at.end; i++)
        flow_block(ui, flow, content, view, i);
    ui->pass.size = size;
}

/* Laid out on a page without end, and not drawn. */
static int caption_height(struct ui *ui, const struct flow *flow, const struct content *content,
    const struct topic_view *view, struct panel_at at)
{
    struct flow dry = {.box = flow->box, .gap = flow->gap, .tight = true, .current = UINT16_MAX};
    dry.box.h = flow->box.h * 16;
    flow_caption(ui, &dry, content, view, at);
    return dry.y > 0 ? dry.y - dry.gap : 0;
}

static const struct picture_source *picture_of_panel(struct ui *ui, const struct content *content,
    const struct topic_view *view, struct panel_at at, int width)
{
    return pack_picture(ui, content, view->pack, view->text->blocks[at.first].picture, width);
}

static void draw_panel(struct ui *ui, const struct topic_view *view, struct panel_at at,
    const struct picture_source *picture, struct box box)
{
    struct pass *pass = &ui->pass;
    const struct pack_block *block = &view->text->blocks[at.first];
    char id[NODE_ID];
    snprintf(id, sizeof(id), "episode.picture.%zu", at.first + 1);
    if (picture_draw(pass, picture, box) && block->text_count && block->text[0][0])
        pass_node(pass, id, ROLE_PICTURE, pass_place(pass, box), block->text[0]);
}

/* The picture above its caption, which keeps the room that it needs. */
static void flow_panel_above(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct panel_at at)
{
    struct pass *pass = &ui->pass;
    const struct picture_source *picture = picture_of_panel(ui, content, view, at, flow->box.w);
    bool alone = panel_small(&ui->panel); /* large letters on a small panel: a page for each */
    int caption = caption_height(ui, flow, content, view, at), least = flow->box.h * 45 / 100;
    int most = flow->box.h - caption - flow->gap;
    most = alone ? flow->box.h : (most > least ? most : least);
    int h = picture_height(pass, picture, flow->box.w, most), left = flow->box.h - h - flow->gap - caption;
    struct box box;
    if (flow->y == 0 && !alone && left > 0)
        flow->y = left / 3;
    if (h > 0 && flow_take(flow, h, &box))
        draw_panel(ui, view, at, picture, box);
    flow_caption(ui, flow, content, view, at);
}

/* The picture beside its caption, on each of the caption's pages. */
static void flow_panel_beside(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct panel_at at)
{
    struct pass *pass = &ui->pass;
    struct box whole = flow->box;
    int gap = mx(pass, panel_small(&ui->panel) ? 4 : 14), w = (whole.w - gap) * 56 / 100;
    const struct picture_source *picture = picture_of_panel(ui, content, view, at, w);
    struct box left = {whole.x, whole.y, w, whole.h};
    if (picture_height(pass, picture, w, whole.h) > 0) {
        flow->box.x += w + gap;
        flow->box.w -= w + gap;
    }
    int caption = caption_height(ui, flow, content, view, at);
    if (flow->y == 0 && caption < whole.h)
        flow->y = (whole.h - caption) / 2;
    uint16_t first = flow->page;
    if (flow->page == flow->current && flow->box.w != whole.w)
        draw_panel(ui, view, at, picture, left);
    flow_caption(ui, flow, content, view, at);
    if (flow->current > first && flow->current <= flow->page && flow->box.w != whole.w)
        draw_panel(ui, view, at, picture, left);
    flow->box = whole;
    if (flow->y == 0) /* a panel without words is a page all the same */
        flow->y = whole.h;
}

static void flow_panels(
    struct ui *ui, struct flow *flow, const struct content *content, const struct topic_view *view)
{
    bool small = panel_small(&ui->panel), broad = ui->panel.width > ui->panel.height;
    bool before = mirror_as(ui, flow, view);
    struct panel_at at = panel_from(view->text, 0);
    for (; at.first < view->text->block_count; at = panel_from(view->text, at.end)) {
        flow_keep(flow, flow->box.h); /* each begins a page */
        if (small ? ui->pass.size <= TEXT_NORMAL : broad)
            flow_panel_beside(ui, flow, content, view, at);
        else
            flow_panel_above(ui, flow, content, view, at);
    }
    mirror_back(ui, flow, before);
}

static const char *say_part(struct ui *ui, const struct content *content, struct topic_ref ref)
{
    struct pass *pass = &ui->pass;
    char one[24], all[24];
    size_t at, parts = story_length(ui, content, ref, &at);
    snprintf(one, sizeof(one), "%zu", at);
    snprintf(all, sizeof(all), "%zu", parts);
    return say_with(
        pass, "Part {n} of {all}", "n", say_digits(pass, one), "all", say_digits(pass, all), NULL);
}

/* Title and part stay while pages turn, in one line on a small panel. Returns what is left below. */
static struct box draw_title(struct ui *ui, const struct topic_view *view, const char *part, struct box box)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel);
    struct look title = in_language(look_heading(pass), view), quiet = look_quiet(pass);
    if (small) {
        quiet.cap_mm = 3.5;
        int h = words_height(pass, &quiet, part, box.w);
        words_node(pass, "episode.part", ROLE_TEXT, &quiet, part, (struct box){box.x, box.y, box.w, h});
        return (struct box){box.x, box.y + h + my(pass, 0.5), box.w, box.h - h - my(pass, 0.5)};
    }
    int h = words_height(pass, &title, view->text->title, box.w),
        part_h = words_height(pass, &quiet, part, box.w);
    int gap = my(pass, 2), below = my(pass, 6);
    words_node(
        pass, "episode.title", ROLE_HEADING, &title, view->text->title, (struct box){box.x, box.y, box.w, h});
    words_node(
        pass, "episode.part", ROLE_TEXT, &quiet, part, (struct box){box.x, box.y + h + gap, box.w, part_h});
    h += gap + part_h + below;
    return (struct box){box.x, box.y + h, box.w, box.h - h};
}

/* A tile for another episode; true when it was touched. */
static bool episode_tile(
    struct ui *ui, struct flow *flow, const struct content *content, struct topic_ref ref, const char *id)
{
    struct pass *pass = &ui->pass;
    struct topic_view view;
    struct box box;
    if (!topic_view(pass, content, ref, NULL, &view) ||
        !flow_take(flow, my(pass, panel_small(&ui->panel) ? 20 : 46), &box))
        return false;
    struct picture_tile of = {.id = id,
        .icon = "next",
        .picture = pack_picture(ui, content, view.pack, view.topic->picture, box.w * 2 / 5),
        .title = view.text->title,
        .more = say_part(ui, content, ref),
        .language = view.mine ? NULL : view.language->tag};
    return picture_tile(pass, &of, box);
}

/* How it goes on: the next part, whoever can help, the page to take along. */
static struct nav flow_end_page(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass);
    size_t next = pack_episode(
        view->pack, visit->topic, 1, ui->facts->today, content->place ? content->place->code : "");
    if (next == SIZE_MAX && view->topic->need_count == 0 && !view->pack->web[0])
        return (struct nav){0};
    flow_keep(flow, flow->box.h);
    flow_words(pass, flow, "episode.end", ROLE_HEADING, &heading,
        next == SIZE_MAX ? say(pass, "The story ends here") : say(pass, "The story goes on"));
    if (next != SIZE_MAX &&
        episode_tile(ui, flow, content, (struct topic_ref){visit->topic_pack, next}, "episode.next")) {
        visit->topic = next;
        turn(ui);
    }
    return flow_onward(ui, flow, content, view, visit);
}

struct nav screen_episode(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct topic_view view;
    struct topic_ref ref = {visit->topic_pack, visit->topic};
    struct box box = frame_content(ui), foot = {0};
    struct flow flow;
    bool small = panel_small(&ui->panel);
    if (!topic_view(pass, content, ref, visit->topic_language, &view) || view.topic->episode == 0)
        return nav_instead(SCREEN_TOPICS);
    pack_marks(pass, view.pack, view.language);
    if (!small)
        foot = frame_take_foot(ui, &box, help_buttons_height(ui, box.w));
    flow_begin(pass, &flow, draw_title(ui, &view, say_part(ui, content, ref), box));
    if (!view.mine)
        flow_elsewhere(ui, &flow, content, &view, visit);
    flow_panels(ui, &flow, content, &view);
    struct nav nav = flow_end_page(ui, &flow, content, &view, visit), at = {0};
    if (small && flow_take(&flow, help_buttons_height(ui, flow.box.w), &box))
        at = help_buttons(ui, content, visit, box);
    flow_end(pass, &flow);
    if (!small)
        at = help_buttons(ui, content, visit, foot);
    return at.kind != NAV_STAY ? at : nav;
}
