/* Inside ui/widget only: how things that are pressed look. */
#ifndef WAYSIDE_WIDGET_BUTTON_PARTS_H
#define WAYSIDE_WIDGET_BUTTON_PARTS_H

#include "widget/widget.h"

struct paint {
    colour_t fill, ink, line;
};
struct paint paint_of(const struct pass *pass, enum button_kind kind, bool down, bool enabled);
void draw_base(struct pass *pass, struct box placed, struct paint paint, const struct touch *touch);

#endif
