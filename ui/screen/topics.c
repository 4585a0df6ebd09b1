/* What the packs of this place tell to those who read this part, each with its picture. What is not in the
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

/* Of a story: in how many parts it is told. */
static const char *say_more(
    struct ui *ui, const struct content *content, struct topic_ref ref, const struct topic_view *view)
{
    size_t at, parts = story_length(ui, content, ref, &at);
    if (!view->mine)
        return say_with(
            &ui->pass, "In: {languages}", "languages", say_topic_languages(ui, content, view), NULL);
    if (parts > 1)
        return say_count(&ui->pass, "A story in pictures: {n} part", "A story in pictures: {n} parts", parts);
    return view->text->summary ? view->text->summary : "";
}

/* One topic; a touch opens it. */
static bool topic_tile(struct ui *ui, const struct content *content, struct topic_ref ref,
    const struct topic_view *view, struct box box)
{
    struct pass *pass = &ui->pass;
    char id[NODE_ID];
    snprintf(id, sizeof(id), "topics.topic.%.64s", view->topic->slug);
    struct picture_tile of = {.id = id,
        .icon = "info",
        .picture = pack_picture(ui, content, view->pack, view->topic->picture, box.w * 2 / 5),
        .title = view->text->title,
        .more = say_more(ui, content, ref, view),
        .language = view->mine ? NULL : view->language->tag};
    pack_marks(pass, view->pack, view->mine ? view->language : NULL);
    return picture_tile(pass, &of, box);
}

/* The questions about an offer stand first among the pages about work. */
static bool job_tile(struct ui *ui, struct box box)
{
    static const struct picture_source none;
    struct picture_tile of = {.id = "topics.job",
        .icon = "inspect",
        .picture = &none,
        .title = say(&ui->pass, "Check a job offer"),
        .more = say(&ui->pass, "A few questions show warning signs. Your answers stay here and are wiped.")};
    return picture_tile(&ui->pass, &of, box);
}

struct listed {
    const struct content *content;
    const struct topic_ref *refs;
    size_t count;
    const struct topic_grid *grid;
    bool job;
    size_t touched; /* count: none; count + 1: the job offer */
};

/* In the visitor's language, or not. */
static bool belongs(struct ui *ui, const struct listed *listed, size_t i, bool mine, struct topic_view *view)
{
    return topic_view(&ui->pass, listed->content, listed->refs[i], NULL, view) && view->mine == mine;
}

static size_t count_of(struct ui *ui, const struct listed *listed, bool mine)
{
    size_t found = mine && listed->job;
    struct topic_view view;
    for (size_t i = 0; i < listed->count; i++)
        found += belongs(ui, listed, i, mine, &view);
    return found;
}

struct tiling {
    struct box row;
    bool shown;
    int column;
};

/* The next place in rows of tiles; false: on another page. */
static bool next_tile(
    struct flow *flow, const struct topic_grid *grid, struct tiling *tiling, struct box *ret_box)
{
    if (tiling->column == 0)
        tiling->shown = flow_take(flow, grid->tile_h, &tiling->row);
    *ret_box = (struct box){tiling->row.x + tiling->column * (grid->tile_w + grid->gap), tiling->row.y,
        grid->tile_w, tiling->row.h};
    tiling->column = (tiling->column + 1) % grid->columns;
    return tiling->shown;
}

static void flow_group(struct ui *ui, struct flow *flow, struct listed *listed, bool mine)
{
    struct tiling tiling = {.column = 0};
    struct box box;
    struct topic_view view;
    if (mine && listed->job && next_tile(flow, listed->grid, &tiling, &box) && job_tile(ui, box))
        listed->touched = listed->count + 1;
    for (size_t i = 0; i < listed->count; i++) {
        if (!belongs(ui, listed, i, mine, &view))
            continue;
        if (next_tile(flow, listed->grid, &tiling, &box) &&
            topic_tile(ui, listed->content, listed->refs[i], &view, box))
            listed->touched = i;
    }
}

static const char *say_title(struct pass *pass, enum topic_part part)
{
    switch (part) {
    case PART_WORK:
        return say(pass, "Work: pay, papers, a job offer");
    case PART_BUYER:
        return say(pass, "For those who buy, hire, employ");
    case PART_STAFF:
        return say(pass, "For people who work here");
    case PART_RIGHTS:
        break;
    }
    return say(pass, "Your rights, and signs");
}

/* The title stays while pages turn; returns what is left below it. */
static struct box draw_title(struct ui *ui, const char *title)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass);
    struct box box = frame_content(ui);
    bool small = panel_small(&ui->panel);
    if (small && heading.cap_mm > 5.4)
        heading.cap_mm = 5.4;
    while (small && words_height(pass, &heading, title, box.w) > words_height(pass, &heading, "0", box.w) &&
           heading.cap_mm > 3.5)
        heading.cap_mm *= 0.94; /* one line of it, at every text size */
    int h = words_height(pass, &heading, title, box.w), below = my(pass, small ? 1 : 8);
    words_node(pass, "topics.title", ROLE_HEADING, &heading, title, (struct box){box.x, box.y, box.w, h});
    return (struct box){box.x, box.y + h + below, box.w, box.h - h - below};
}

static struct nav open_topic(const struct content *content, struct visit *visit, struct topic_ref ref)
{
    visit->topic_pack = ref.pack;
    visit->topic = ref.topic;
    visit->topic_language[0] = 0;
    return nav_go(content->packs[ref.pack]->topics[ref.topic].episode ? SCREEN_EPISODE : SCREEN_TOPIC);
}

struct nav screen_topics(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct topic_ref refs[TOPICS_LISTED];
    struct flow flow;
    struct look look = look_body(pass);
    size_t count = topics_of(ui, content, visit->part, refs, TOPICS_LISTED);
    bool job = visit->part == PART_WORK && content->forms[FORM_JOB];
    look.weight = TEXT_BOLD;
    flow_begin(pass, &flow, draw_title(ui, say_title(pass, visit->part)));
    struct topic_grid grid = grid_of(ui, &flow, count + job);
    struct listed listed = {content, refs, count, &grid, job, count};
    flow.gap = grid.gap;
    flow.tight = true;
    if (count_of(ui, &listed, true) > 0)
        flow_group(ui, &flow, &listed, true);
    if (count_of(ui, &listed, false) > 0) {
        flow_keep(&flow, words_height(pass, &look, say(pass, "Not in your language"), flow.box.w) + flow.gap +
                             grid.tile_h);
        flow_words(pass, &flow, "topics.elsewhere", ROLE_HEADING, &look, say(pass, "Not in your language"));
        flow_group(ui, &flow, &listed, false);
    }
    flow_end(pass, &flow);
    if (listed.touched < count)
        return open_topic(content, visit, refs[listed.touched]);
    return listed.touched > count ? nav_form(visit, FORM_JOB) : (struct nav){0};
}
