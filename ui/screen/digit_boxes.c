/* Boxes for digits that are typed, in groups; the same in every language from left to right. Where there is
 * height each group has a row of its own, as on the receipt that they are read from. */
#include "digit_boxes.h"

#include <stdio.h>

static int rows_of(const struct ui *ui, const struct digit_boxes *digits)
{
    return ui->panel.height > ui->panel.width ? digits->cells / digits->group : 1;
}

static int between(const struct ui *ui)
{
    return px_x(&ui->panel, panel_small(&ui->panel) ? 3 : 6);
}

static int gap_x(const struct ui *ui)
{
    return px_x(&ui->panel, ui->panel.height > ui->panel.width ? 2 : 1);
}

static int gap_y(const struct ui *ui)
{
    return px_y(&ui->panel, TOUCH_GAP_MM + 0.5);
}

/* All of one row: its cells and what lies between them. */
static int row_width(const struct ui *ui, const struct digit_boxes *digits, int cell_w)
{
    int cells = digits->cells / rows_of(ui, digits), groups = cells / digits->group;
    return cells * cell_w + (cells - groups) * gap_x(ui) + (groups - 1) * between(ui);
}

static int cell_width(const struct ui *ui, const struct digit_boxes *digits, int width)
{
    int cells = digits->cells / rows_of(ui, digits), most = px_x(&ui->panel, 24);
    int w = (width - row_width(ui, digits, 0)) / cells;
    return w > most ? most : w;
}

static struct look digit_look(const struct ui *ui, int cell_w)
{
    bool upright = ui->panel.height > ui->panel.width;
    double cap = cap_body(&ui->pass) * (upright ? 1.8 : 1.3);
    double widest = cell_w / ui->panel.px_per_mm_x * (upright ? 0.5 : 0.85);
    return (struct look){.cap_mm = cap > widest ? widest : cap,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE,
        .keep = TEXT_VISIT,
        .colour = ui->pass.theme->panel_ink};
}

static int row_height(struct ui *ui, const struct digit_boxes *digits, int width)
{
    struct pass *pass = &ui->pass;
    int w = cell_width(ui, digits, width);
    struct look look = digit_look(ui, w);
    int h = words_height(pass, &look, say_digits(pass, "0"), w) + my(pass, 1);
    int least = my(pass, panel_small(&ui->panel) ? TOUCH_H_MM : 22) + 1;
    return h > least ? h : least;
}

int digit_boxes_height(struct ui *ui, const struct digit_boxes *digits, int width)
{
    int rows = rows_of(ui, digits);
    return rows * row_height(ui, digits, width) + (rows - 1) * gap_y(ui);
}

struct box digit_boxes_group(struct ui *ui, struct box box, const struct digit_boxes *digits, int group)
{
    int rows = rows_of(ui, digits), in_row = digits->cells / rows / digits->group;
    int cell_w = cell_width(ui, digits, box.w), h = (box.h - (rows - 1) * gap_y(ui)) / rows;
    int w = digits->group * cell_w + (digits->group - 1) * gap_x(ui);
    int x = box.x + (box.w - row_width(ui, digits, cell_w)) / 2;
    return (struct box){
        x + group % in_row * (w + between(ui)), box.y + group / in_row * (h + gap_y(ui)), w, h};
}

void digit_boxes(struct ui *ui, struct box box, const struct digit_boxes *digits)
{
    struct pass *pass = &ui->pass;
    int w = cell_width(ui, digits, box.w);
    struct look look = digit_look(ui, w);
    bool before = pass_mirror(pass, false);
    for (int i = 0; i < digits->cells; i++) {
        struct box group = digit_boxes_group(ui, box, digits, i / digits->group);
        struct box cell = {group.x + i % digits->group * (w + gap_x(ui)), group.y, w, group.h};
        bool here = i == digits->at;
        draw_fill(pass->list, cell, pass->theme->panel, mx(pass, 1.5));
        draw_frame(pass->list, cell, here ? pass->theme->accent : pass->theme->line, mx(pass, 1.5),
            here ? mx(pass, 0.9) : 1);
        if (i >= digits->count)
            continue;
        char one[2] = {digits->ascii[i], 0};
        words_middle(pass, &look, say_digits(pass, one), cell);
    }
    pass_mirror(pass, before);
    struct ui_node *node = pass_node(pass, digits->id, ROLE_TEXT, pass_place(pass, box),
        digits->ascii[0] ? say_digits(pass, digits->ascii) : digits->name);
    node->secret = digits->ascii[0];
}
