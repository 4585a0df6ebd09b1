/* Inside ui/widget only: how things that are pressed look. */
#ifndef WAYSIDE_WIDGET_BUTTON_PARTS_H
#define WAYSIDE_WIDGET_BUTTON_PARTS_H

#include "widget/widget.h"

struct paint {
    colour_t fill, ink, line;
};
struct paint paint_of(const struct pass *pass, enum button_kind kind, bool down, bool enabled);
void draw_base(struct pass *pass, struct box placed, struct paint paint, const struct touch *touch);
/* Of what stands on a button. */
struct look label_look(const struct pass *pass, colour_t ink);
struct ui_node *node_of(struct pass *pass, const char *id, enum ui_role role, struct box placed,
    const char *label, bool enabled, const struct touch *touch);

#endif
