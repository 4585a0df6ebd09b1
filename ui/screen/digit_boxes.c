/* Boxes for digits that are typed, in groups; the same in every language from left to right. */
#include "digit_boxes.h"

#include <stdio.h>

void digit_boxes(struct ui *ui, struct box box, const struct digit_boxes *digits)
{
    struct pass *pass = &ui->pass;
    int groups = digits->cells / digits->group, gap = mx(pass, 1),
        between = mx(pass, panel_small(&ui->panel) ? 3 : 6);
    int gaps = (digits->cells - groups) * gap + (groups - 1) * between;
    int w = (box.w - gaps) / digits->cells, most = mx(pass, 22);
    w = w > most ? most : w;
    int used = w * digits->cells + gaps, x = box.x + (box.w - used) / 2;
    double cap = cap_body(pass) * 1.3, widest = w / ui->panel.px_per_mm_x * 0.85;
    struct look look = {.cap_mm = cap > widest ? widest : cap,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE,
        .keep = TEXT_VISIT,
        .colour = pass->theme->panel_ink};
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
        x += w + ((i + 1) % digits->group == 0 ? between : gap);
    }
    pass_mirror(pass, before);
    struct ui_node *node = pass_node(
        pass, digits->id, ROLE_TEXT, pass_place(pass, box), say_digits(pass, digits->ascii));
    node->secret = true;
}
