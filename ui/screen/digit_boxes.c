/* Boxes for digits that are typed, in groups; the same in every language from left to right. */
#include "digit_boxes.h"

#include <stdio.h>

static int between(const struct ui *ui)
{
    return px_x(&ui->panel, panel_small(&ui->panel) ? 3 : 6);
}

static int gaps_of(const struct ui *ui, const struct digit_boxes *digits)
{
    int groups = digits->cells / digits->group;
    return (digits->cells - groups) * px_x(&ui->panel, 1) + (groups - 1) * between(ui);
}

static int cell_width(const struct ui *ui, const struct digit_boxes *digits, int width)
{
    int w = (width - gaps_of(ui, digits)) / digits->cells, most = px_x(&ui->panel, 22);
    return w > most ? most : w;
}

static struct look digit_look(const struct ui *ui, int cell_w)
{
    double cap = cap_body(&ui->pass) * 1.3, widest = cell_w / ui->panel.px_per_mm_x * 0.85;
    return (struct look){.cap_mm = cap > widest ? widest : cap,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE,
        .keep = TEXT_VISIT,
        .colour = ui->pass.theme->panel_ink};
}

int digit_boxes_height(struct ui *ui, const struct digit_boxes *digits, int width)
{
    struct pass *pass = &ui->pass;
    int w = cell_width(ui, digits, width);
    struct look look = digit_look(ui, w);
    int h = words_height(pass, &look, say_digits(pass, "0"), w) + my(pass, 1);
    int least = my(pass, panel_small(&ui->panel) ? TOUCH_H_MM : 22) + 1;
    return h > least ? h : least;
}

void digit_boxes(struct ui *ui, struct box box, const struct digit_boxes *digits)
{
    struct pass *pass = &ui->pass;
    int w = cell_width(ui, digits, box.w);
    int used = w * digits->cells + gaps_of(ui, digits), x = box.x + (box.w - used) / 2;
    struct look look = digit_look(ui, w);
    bool before = pass_mirror(pass, false);
    for (int i = 0; i < digits->cells; i++) {
        struct box cell = {x, box.y, w, box.h};
        bool here = i == digits->at;
        draw_fill(pass->list, cell, pass->theme->panel, mx(pass, 1.5));
        draw_frame(pass->list, cell, here ? pass->theme->accent : pass->theme->line, mx(pass, 1.5),
            here ? mx(pass, 0.9) : 1);
        if (i < digits->count) {
            char one[2] = {digits->ascii[i], 0};
            words_middle(pass, &look, say_digits(pass, one), cell);
        }
        x += w + ((i + 1) % digits->group == 0 ? between(ui) : mx(pass, 1));
    }
    pass_mirror(pass, before);
    struct ui_node *node = pass_node(
        pass, digits->id, ROLE_TEXT, pass_place(pass, box), say_digits(pass, digits->ascii));
    node->secret = true;
}
