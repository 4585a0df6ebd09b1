/* What a person may do here. Words are neutral when read from three metres. */
#include "packs.h"

enum way { WAY_HELP, WAY_TELL, WAY_RIGHTS, WAY_WORK, WAY_SERVICES, WAY_ANSWER, WAY_BUYER, WAY_STAFF, WAYS };
struct ways {
    struct choice_view views[WAYS];
    enum way is[WAYS];
    size_t count;
};
struct rows {
    int columns, h;
};

static void offer(struct ways *ways, enum way way, const char *id, const char *icon, const char *label)
{
    ways->is[ways->count] = way;
    ways->views[ways->count++] = (struct choice_view){
        .id = id, .label = label, .icon = icon, .enabled = true};
}

static struct ways large_ways(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct ways ways = {.count = 0};
    offer(&ways, WAY_HELP, "home.help", "phone", say(pass, "Help now"));
    offer(&ways, WAY_TELL, "home.tell", "tell", say(pass, "Tell someone, privately"));
    if (part_shown(ui, content, PART_RIGHTS))
        offer(&ways, WAY_RIGHTS, "home.rights", "info", say(pass, "Your rights, and signs"));
    if (part_shown(ui, content, PART_WORK))
        offer(&ways, WAY_WORK, "home.work", "pay", say(pass, "Work: pay, papers, a job offer"));
    return ways;
}

static struct ways small_ways(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct ways ways = {.count = 0};
    if (services_here(content))
        offer(&ways, WAY_SERVICES, "home.services", "doctor", say(pass, "Doctor, bed, food, lawyer"));
    offer(&ways, WAY_ANSWER, "home.answer", "answer", say(pass, "Read my answer"));
    if (part_shown(ui, content, PART_BUYER))
        offer(&ways, WAY_BUYER, "home.buyer", "scales", say(pass, "For those who buy, hire, employ"));
    if (part_shown(ui, content, PART_STAFF))
        offer(&ways, WAY_STAFF, "home.staff", "people", say(pass, "I work here"));
    return ways;
}

static int row_height(struct pass *pass, const struct choice_view *view, int width)
{
    int h = tile_height(pass, view, width, true),
        least = my(pass, panel_small(pass->panel) ? TOUCH_H_MM : 21);
    return h > least ? h : least;
}

/* The columns in which rows of these are lowest, and every word fits. */
static struct rows rows_for(struct pass *pass, const struct choice_view *views, size_t count, int width)
{
    struct rows best = {.columns = 0};
    int gap = mx(pass, TOUCH_GAP_MM) + 1, lowest = 0;
    for (int columns = (int)count; columns >= 1; columns--) {
        int w = (width - (columns - 1) * gap) / columns, h = 0, least = 0;
        for (size_t i = 0; i < count; i++) {
            int need = row_height(pass, &views[i], w), word = tile_least(pass, &views[i], w, true);
            h = need > h ? need : h;
            least = word > least ? word : least;
        }
        int all = h * (((int)count + columns - 1) / columns);
        if ((least <= w || columns == 1) && (best.columns == 0 || all < lowest)) {
            best = (struct rows){columns, h};
            lowest = all;
        }
    }
    return best;
}

/* Rows of a picture and its words side by side; returns which was touched, or count. */
static size_t flow_rows(struct pass *pass, struct flow *flow, const struct choice_view *views, size_t count)
{
    size_t touched = count;
    struct rows rows = rows_for(pass, views, count, flow->box.w);
    struct box row = {0};
    bool shown = false;
    int across = mx(pass, TOUCH_GAP_MM) + 1, gap = flow->gap;
    flow->gap = panel_small(pass->panel) ? my(pass, TOUCH_GAP_MM) + 1 : my(pass, 5);
    for (size_t i = 0; i < count; i++) {
        int column = (int)i % rows.columns, w;
        if (column == 0)
            shown = flow_take(flow, rows.h, &row);
        size_t here = count - (i - (size_t)column); /* what is left shares the last row */
        int in_row = here < (size_t)rows.columns ? (int)here : rows.columns;
        w = (row.w - (in_row - 1) * across) / in_row;
        if (shown && tile(pass, (struct box){row.x + column * (w + across), row.y, w, row.h}, ROLE_BUTTON,
                         &views[i], true))
            touched = i;
    }
    flow->gap = gap;
    return touched;
}

/* "Doctor, bed, food, lawyer" stands alone above the others where the panel is high. */
static size_t flow_small_ways(struct ui *ui, struct flow *flow, const struct ways *ways)
{
    struct pass *pass = &ui->pass;
    size_t above = ui->panel.width < ui->panel.height || panel_small(&ui->panel) ? 1 : 0;
    size_t touched = flow_rows(pass, flow, ways->views, above);
    if (above && touched < above)
        return touched;
    return above + flow_rows(pass, flow, ways->views + above, ways->count - above);
}

/* What stands below the tiles needs: laid out on a flow on which nothing is drawn. */
static int height_below(
    struct ui *ui, const struct flow *flow, const struct content *content, const struct ways *ways)
{
    struct flow dry = {
        .box = flow->box, .gap = flow->gap - flow->spread, .tight = true, .current = UINT16_MAX};
    if (panel_small(&ui->panel))
        return 0; /* on the next page: the first has the four tiles */
    dry.box.h = ui->panel.height * 4;
    (void)flow_small_ways(ui, &dry, ways);
    if (ui->panel.width < ui->panel.height || ui->pass.size <= TEXT_NORMAL) /* else on the next page */
        flow_number(ui, &dry, content, false);
    return dry.y + px_y(&ui->panel, 6);
}

/* On the smallest panel no tile is higher than a page: its letters are then a step smaller. */
static enum text_size size_that_fits(struct ui *ui, const struct ways *ways, struct box box)
{
    struct pass *pass = &ui->pass;
    enum text_size before = pass->size, size = before;
    int w = box.w - mx(pass, TOUCH_W_MM + TOUCH_GAP_MM) - 2; /* beside the pager */
    for (size_t i = 0; panel_small(&ui->panel) && i < ways->count; i++)
        while (pass->size > TEXT_SMALL && tile_height(pass, &ways->views[i], w, true) > box.h)
            size = --pass->size;
    pass->size = before;
    return size;
}

static struct nav lead_to_topics(struct visit *visit, enum topic_part part)
{
    visit->part = part;
    return nav_go(SCREEN_TOPICS);
}

static struct nav lead(const struct content *content, struct visit *visit, enum way way)
{
    switch (way) {
    case WAY_HELP:
        return nav_go(SCREEN_HELP);
    case WAY_TELL:
        return nav_tell(content, visit);
    case WAY_RIGHTS:
        return lead_to_topics(visit, PART_RIGHTS);
    case WAY_WORK:
        return lead_to_topics(visit, PART_WORK);
    case WAY_SERVICES:
        visit->needs[0] = 0;
        return nav_go(SCREEN_SERVICES);
    case WAY_ANSWER:
        return nav_go(SCREEN_DIGITS);
    case WAY_BUYER:
        return lead_to_topics(visit, PART_BUYER);
    case WAY_STAFF:
        return lead_to_topics(visit, PART_STAFF);
    case WAYS:
        break;
    }
    return (struct nav){0};
}

struct nav screen_home(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass);
    bool small = panel_small(&ui->panel);
    struct ways large = large_ways(ui, content), below = small_ways(ui, content);
    enum text_size size = pass->size;
    flow_begin(pass, &flow, frame_content(ui));
    if (!small) /* there the tiles need its height */
        flow_words(
            pass, &flow, "home.title", ROLE_HEADING, &heading, say(pass, "What would you like to do?"));
    flow_space(&flow, my(pass, small ? 0 : 4));
    pass->size = size_that_fits(ui, &large, frame_content(ui));
    pass->size = size_that_fits(ui, &below, frame_content(ui));
    flow.reserve = height_below(ui, &flow, content, &below);
    size_t at = flow_tiles(pass, &flow, ROLE_BUTTON, large.views, large.count);
    size_t then = flow_small_ways(ui, &flow, &below);
    pass->size = size;
    flow_space(&flow, my(pass, small ? 0 : 6));
    if (!small) /* behind "Help now" there */
        flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    if (at < large.count)
        return lead(content, visit, large.is[at]);
    return then < below.count ? lead(content, visit, below.is[then]) : (struct nav){0};
}
