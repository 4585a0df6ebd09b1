/* Buttons, tiles, and those that are held. */
#include <string.h>

#include "button_parts.h"

struct paint paint_of(const struct pass *pass, enum button_kind kind, bool down, bool enabled)
{
    const struct theme *theme = pass->theme;
    struct paint paint = {theme->panel, theme->panel_ink, theme->line};
    if (kind == BUTTON_MAIN)
        paint = (struct paint){theme->accent, theme->accent_ink, theme->accent};
    if (kind == BUTTON_LEAVE)
        paint = (struct paint){theme->warn, theme->warn_ink, theme->warn};
    if (kind == BUTTON_QUIET)
        paint = (struct paint){theme->page, theme->ink, theme->page};
    if (!enabled)
        paint = (struct paint){theme->page, theme->quiet, theme->quiet};
    if (down)
        paint = kind == BUTTON_MAIN ? (struct paint){theme->panel, theme->panel_ink, theme->accent}
                                    : (struct paint){theme->accent, theme->accent_ink, theme->accent};
    return paint;
}

static int radius(const struct pass *pass)
{
    return mx(pass, 3);
}

static int stroke(const struct pass *pass, double mm)
{
    int px = mx(pass, mm);
    return px > 0 ? px : 1;
}

void draw_base(struct pass *pass, struct box placed, struct paint paint, const struct touch *touch)
{
    /* pressed: also smaller, so that no colour alone says it */
    struct box box = touch->down ? box_inset(placed, mx(pass, 0.6), my(pass, 0.6)) : placed;
    if (touch->focused)
        draw_frame(pass->list, box_inset(placed, -mx(pass, 1), -my(pass, 1)), pass->theme->focus,
            radius(pass) + mx(pass, 1), stroke(pass, 0.8));
    draw_fill(pass->list, box, paint.fill, radius(pass));
    draw_frame(pass->list, box, paint.line, radius(pass), stroke(pass, 0.3));
}

void card(struct pass *pass, struct box box)
{
    struct box placed = pass_place(pass, box);
    draw_fill(pass->list, placed, pass->theme->panel, radius(pass));
    draw_frame(pass->list, placed, pass->theme->line, radius(pass), stroke(pass, 0.2));
}

struct look label_look(const struct pass *pass, colour_t ink)
{
    return (struct look){
        .cap_mm = cap_button(pass), .weight = TEXT_BOLD, .align = TEXT_CENTRE, .colour = ink};
}

static double icon_mm(const struct pass *pass)
{
    return cap_button(pass) * 2.2;
}

static int button_pad(const struct pass *pass)
{
    return mx(pass, 3);
}

/* Icon and label side by side, both in the middle; an arrow that leads on stands after its word. */
static void draw_label(struct pass *pass, struct box box, const char *icon, const char *label, colour_t ink)
{
    struct look look = label_look(pass, ink);
    box = box_inset(box, button_pad(pass), 0);
    if (!label) {
        icon_draw(pass, icon, icon_mm(pass), box, ink);
        return;
    }
    int icon_w = icon ? mx(pass, icon_mm(pass)) + mx(pass, 2.5) : 0;
    const struct paragraph *words = words_layout(pass, &look, label, box.w - icon_w);
    int used = paragraph_width(words) + icon_w;
    int start = box.x + (box.w - used) / 2;
    bool after = icon && strcmp(icon, pass->right_to_left ? "back" : "next") == 0;
    int icon_x = after ? start + used - icon_w + mx(pass, 2.5) : start;
    if (icon)
        icon_draw(pass, icon, icon_mm(pass), (struct box){icon_x, box.y, icon_w - mx(pass, 2.5), box.h}, ink);
    /* laid out in the same width as measured, then moved so that its middle is right */
    int free_w = box.w - icon_w - paragraph_width(words);
    words_middle(pass, &look, label,
        (struct box){start + (after ? 0 : icon_w) - free_w / 2, box.y, box.w - icon_w, box.h});
}

int button_height(struct pass *pass, const char *icon, const char *label, int width)
{
    struct look look = label_look(pass, 0);
    bool small = panel_small(pass->panel);
    int icon_w = icon ? mx(pass, icon_mm(pass) + 2.5) : 0;
    int h = label ? words_height(pass, &look, label, width - 2 * button_pad(pass) - icon_w) +
                        my(pass, small ? 1 : 5)
                  : 0;
    int icon_h = icon ? my(pass, icon_mm(pass) + (small ? 1 : 3)) : 0;
    int least = my(pass, small ? TOUCH_H_MM : 17);
    h = h > icon_h ? h : icon_h;
    return h > least ? h : least;
}

struct ui_node *node_of(struct pass *pass, const char *id, enum ui_role role, struct box placed,
    const char *label, bool enabled, const struct touch *touch)
{
    struct ui_node *node = pass_node(pass, id, role, placed, label);
    node->enabled = enabled;
    node->focused = touch->focused;
    return node;
}

/* label: drawn beside the icon; name: heard. */
static bool press_button(struct pass *pass, const char *id, struct box box, enum button_kind kind,
    const char *icon, const char *label, const char *name, bool enabled)
{
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, id, placed, enabled);
    struct paint paint = paint_of(pass, kind, touch.down, enabled);
    draw_base(pass, placed, paint, &touch);
    draw_label(pass, box, icon, label, paint.ink);
    node_of(pass, id, ROLE_BUTTON, placed, name, enabled, &touch);
    return touch.clicked;
}

bool button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *label, bool enabled)
{
    return press_button(pass, id, box, kind, icon, label, label, enabled);
}

bool icon_button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *name, bool enabled)
{
    return press_button(pass, id, box, kind, icon, NULL, name, enabled);
}

bool bar_button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *label, bool enabled)
{
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, id, placed, enabled);
    struct paint paint = paint_of(pass, kind, touch.down, enabled);
    if (enabled || touch.down)
        draw_base(pass, placed, paint, &touch);
    struct look look = {.cap_mm = 3.5, .weight = TEXT_BOLD, .align = TEXT_CENTRE, .colour = paint.ink};
    int words_h = words_height(pass, &look, label, box.w - mx(pass, 2));
    bool both = box.h >= words_h + my(pass, 10.5);
    int icon_h = both ? box.h - words_h - my(pass, 2.5) : box.h;
    if (enabled)
        icon_draw(pass, icon, both ? 8 : 8.5,
            (struct box){box.x, box.y + (both ? my(pass, 0.8) : 0), box.w, icon_h}, paint.ink);
    if (enabled && both)
        words_draw(pass, &look, label,
            (struct box){box.x + mx(pass, 1), box.y + icon_h + my(pass, 0.5), box.w - mx(pass, 2), words_h});
    if (enabled)
        node_of(pass, id, ROLE_BUTTON, placed, label, enabled, &touch);
    return touch.clicked;
}
