/* Your rights, and signs: what the packs of this place tell, each with its picture. What is not in the
 * visitor's language stands at the end and says so. */
#include "packs.h"

#include <stdio.h>
#include <string.h>

struct topic_grid {
    int columns, rows; /* of one page */
    int gap, tile_w, tile_h;
};

/* The same number on every page, so that a page needs to measure only its own. */
static struct topic_grid grid_of(struct ui *ui, const struct flow *flow, size_t count)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel), broad = ui->panel.width > ui->panel.height;
    struct topic_grid grid = {.columns = 1, .rows = 5, .gap = my(pass, small ? TOUCH_GAP_MM + 0.2 : 5)};
    if (pass->size >= TEXT_LARGE)
        grid.rows = 4;
    if (broad)
        grid.rows = pass->size >= TEXT_LARGE ? 2 : 3;
    if (small)
        grid.rows = pass->size >= TEXT_LARGE ? 1 : 2;
    if (broad && !small)
        grid.columns = 2;
    int used = ((int)count + grid.columns - 1) / grid.columns, least = 4 - broad;
    if (!small && used < grid.rows) /* a few stand larger, but not huge */
        grid.rows = used > least ? used : least;
    grid.tile_w = (flow->box.w - (grid.columns - 1) * grid.gap) / grid.columns;
    grid.tile_h = (flow->box.h - (grid.rows - 1) * grid.gap) / grid.rows;
    return grid;
}

/* One topic; a touch opens it. */
static bool topic_tile(
    struct ui *ui, const struct content *content, const struct topic_view *view, struct box box)
{
    struct pass *pass = &ui->pass;
    char id[NODE_ID];
    struct picture_tile of = {.icon = "info",
        .title = view->text->title,
        .more = view->text->summary ? view->text->summary : "",
        .language = view->mine ? NULL : view->language->tag};
    snprintf(id, sizeof(id), "topics.topic.%.64s", view->topic->slug);
    of.id = id;
    of.picture = pack_picture(ui, content, view->pack, view->topic->picture, box.w * 2 / 5);
    if (!view->mine)
        of.more = say_with(
            pass, "In: {languages}", "languages", say_topic_languages(ui, content, view), NULL);
    pack_marks(pass, view->pack, view->mine ? view->language : NULL);
    return picture_tile(pass, &of, box);
}

enum group { GROUP_MINE, GROUP_STAFF, GROUP_OTHER, GROUPS };

static bool belongs(struct ui *ui, const struct content *content, struct topic_ref ref, enum group group,
    struct topic_view *view)
{
    if (!topic_view(&ui->pass, content, ref, NULL, view))
        return false;
    if (!view->mine)
        return group == GROUP_OTHER;
    return group == (view->topic->audience == AUDIENCE_STAFF ? GROUP_STAFF : GROUP_MINE);
}

static size_t count_of(struct ui *ui, const struct content *content, const struct topic_ref *refs,
    size_t count, enum group group)
{
    size_t found = 0;
    struct topic_view view;
    for (size_t i = 0; i < count; i++)
        found += belongs(ui, content, refs[i], group, &view);
    return found;
}

static void flow_group_title(struct ui *ui, struct flow *flow, enum group group)
{
    struct pass *pass = &ui->pass;
    struct look look = look_body(pass);
    look.weight = TEXT_BOLD;
    if (group == GROUP_STAFF)
        flow_words(pass, flow, "topics.staff", ROLE_HEADING, &look, say(pass, "For people who work here"));
    if (group == GROUP_OTHER)
        flow_words(pass, flow, "topics.elsewhere", ROLE_HEADING, &look, say(pass, "Not in your language"));
}

/* Rows of tiles; returns the topic that was touched, or count. */
static size_t flow_group(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_ref *refs, size_t count, enum group group, const struct topic_grid *grid)
{
    size_t touched = count;
    struct box row = {0};
    bool shown = false;
    int column = 0;
    for (size_t i = 0; i < count; i++) {
        struct topic_view view;
        if (!belongs(ui, content, refs[i], group, &view))
            continue;
        if (column == 0)
            shown = flow_take(flow, grid->tile_h, &row);
        struct box at = {row.x + column * (grid->tile_w + grid->gap), row.y, grid->tile_w, row.h};
        column = (column + 1) % grid->columns;
        if (shown && topic_tile(ui, content, &view, at))
            touched = i;
    }
    return touched;
}

struct nav screen_topics(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct topic_ref refs[TOPICS_LISTED];
    size_t count = topics_shown(ui, content, refs, TOPICS_LISTED), touched = count;
    struct look heading = look_heading(pass);
    struct box box = frame_content(ui);
    struct flow flow;
    const char *title = say(pass, "Your rights, and signs");
    if (panel_small(&ui->panel) && heading.cap_mm > 5.4) /* one line of it, at every text size */
        heading.cap_mm = 5.4;
    int title_h = words_height(pass, &heading, title, box.w),
        below = my(pass, panel_small(&ui->panel) ? 1 : 8);
    words_node(
        pass, "topics.title", ROLE_HEADING, &heading, title, (struct box){box.x, box.y, box.w, title_h});
    box.y += title_h + below; /* it stays while pages turn */
    box.h -= title_h + below;
    flow_begin(pass, &flow, box);
    struct topic_grid grid = grid_of(ui, &flow, count);
    flow.gap = grid.gap;
    flow.tight = true;
    for (int group = GROUP_MINE; group < GROUPS; group++) {
        if (count_of(ui, content, refs, count, (enum group)group) == 0)
            continue;
        flow_group_title(ui, &flow, (enum group)group);
        size_t at = flow_group(ui, &flow, content, refs, count, (enum group)group, &grid);
        touched = at < count ? at : touched;
    }
    flow_end(pass, &flow);
    if (touched == count)
        return (struct nav){0};
    visit->topic_pack = refs[touched].pack;
    visit->topic = refs[touched].topic;
    visit->topic_language[0] = 0;
    return nav_go(SCREEN_TOPIC);
}
