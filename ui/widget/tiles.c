/* Tiles in as many columns as the words allow, as high as the page has room for. */
#include "widget/widget.h"

struct grid {
    int columns, rows, gap, tile_w, tile_h;
    bool wide;
};

static void measure(struct pass *pass, const struct choice_view *views, size_t count, struct grid *grid,
    int *ret_least_w, int *ret_least_h)
{
    *ret_least_w = *ret_least_h = 0;
    for (size_t i = 0; i < count; i++) {
        int w = tile_least(pass, &views[i], grid->tile_w, grid->wide);
        int h = tile_height(pass, &views[i], grid->tile_w, grid->wide);
        *ret_least_w = w > *ret_least_w ? w : *ret_least_w;
        *ret_least_h = h > *ret_least_h ? h : *ret_least_h;
    }
}

/* The most columns of this shape in which every word fits; tile_h is then the least height. */
static void shape(
    struct pass *pass, const struct choice_view *views, size_t count, int width, int most, struct grid *grid)
{
    for (grid->columns = most; grid->columns >= 1; grid->columns--) {
        int least_w;
        grid->tile_w = (width - (grid->columns - 1) * grid->gap) / grid->columns;
        measure(pass, views, count, grid, &least_w, &grid->tile_h);
        if (least_w <= grid->tile_w)
            break;
    }
    if (grid->columns < 1) {
        grid->columns = 1;
        grid->tile_w = width;
    }
    grid->rows = ((int)count + grid->columns - 1) / grid->columns;
}

static int grid_height(const struct grid *grid)
{
    return grid->rows * grid->tile_h + (grid->rows - 1) * grid->gap;
}

static bool pictured(const struct choice_view *views)
{
    return views[0].icon || views[0].picture;
}

/* The same proportions everywhere: as tall as there is room, up to these parts of the width. */
static int tallest(struct pass *pass, const struct grid *grid, const struct choice_view *views, bool broad)
{
    if (grid->wide)
        return my(pass, 42);
    if (broad)
        return my(pass, 80);
    if (grid->columns == 1)
        return grid->tile_w * (pictured(views) ? 56 : 64) / 100;
    return pictured(views) ? grid->tile_w * 13 / 10 : grid->tile_w * 7 / 10;
}

/* Two or three stand one below the other, so that none is alone in its row. */
static int most_columns(struct pass *pass, size_t count, bool broad)
{
    if (broad)
        return 4;
    if (count <= 3 && !panel_small(pass->panel))
        return 1;
    return count <= 4 ? 2 : 3;
}

static struct grid grid_for(
    struct pass *pass, const struct flow *flow, const struct choice_view *views, size_t count)
{
    bool broad = flow->box.w > mx(pass, 300);
    int most = most_columns(pass, count, broad);
    int room = flow_room(flow) - flow->reserve;
    struct grid grid = {.gap = my(pass, panel_small(pass->panel) ? TOUCH_GAP_MM + 0.2 : 5), .wide = false};
    shape(pass, views, count, flow->box.w, most, &grid);
    if (grid_height(&grid) > room) {
        grid.wide = true;
        shape(pass, views, count, flow->box.w, most < 2 ? 1 : 2, &grid);
    }
    if (grid.tile_h > flow->box.h && grid.columns > 1) /* higher than any page: broader instead */
        shape(pass, views, count, flow->box.w, 1, &grid);
    int high = (room - (grid.rows - 1) * grid.gap) / grid.rows;
    int top = tallest(pass, &grid, views, broad);
    high = high > top ? top : high;
    grid.tile_h = high > grid.tile_h ? high : grid.tile_h;
    return grid;
}

size_t flow_tiles(
    struct pass *pass, struct flow *flow, enum ui_role role, const struct choice_view *views, size_t count)
{
    size_t touched = count;
    if (count == 0)
        return count;
    enum text_size size = pass->size;
    struct grid grid = grid_for(pass, flow, views, count);
    while (grid.tile_h > flow->box.h && pass->size > TEXT_SMALL) {
        pass->size--; /* words that fit on no page are worth more than their size */
        grid = grid_for(pass, flow, views, count);
    }
    int gap = flow->gap;
    flow->gap = grid.gap; /* the same across and down */
    for (int row = 0; row < grid.rows; row++) {
        struct box box;
        if (!flow_take(flow, grid.tile_h, &box))
            continue;
        flow->blocks -= row > 0; /* rows keep together */
        for (int column = 0; column < grid.columns; column++) {
            size_t i = (size_t)(row * grid.columns + column);
            if (i >= count)
                break;
            struct box at = {box.x + column * (grid.tile_w + grid.gap), box.y, grid.tile_w, grid.tile_h};
            if (tile(pass, at, role, &views[i], grid.wide))
                touched = i;
        }
    }
    pass->size = size;
    flow->gap = gap;
    flow_space(flow, gap - grid.gap);
    return touched;
}

size_t flow_buttons(struct pass *pass, struct flow *flow, const struct choice_view *views, size_t count)
{
    size_t chosen = count;
    int gap = mx(pass, TOUCH_GAP_MM + 1), w = count ? (flow->box.w - ((int)count - 1) * gap) / (int)count : 0,
        h = 0;
    struct box box;
    int most = mx(pass, 80);
    w = w > most ? most : w;
    for (size_t i = 0; i < count; i++) {
        int need = button_height(pass, NULL, views[i].label, w);
        h = need > h ? need : h;
    }
    if (count == 0 || !flow_take(flow, h, &box))
        return count;
    for (size_t i = 0; i < count; i++) {
        struct box at = {box.x + (int)i * (w + gap), box.y, w, h};
        if (button(pass, views[i].id, at, views[i].chosen ? BUTTON_MAIN : BUTTON_PLAIN, NULL, views[i].label,
                views[i].enabled))
            chosen = i;
    }
    return chosen;
}
