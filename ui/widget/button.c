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

static struct look label_look(const struct pass *pass, colour_t ink)
{
    return (struct look){
        .cap_mm = cap_button(pass), .weight = TEXT_BOLD, .align = TEXT_CENTRE, .colour = ink};
}

/* In tiles there is room for larger words; those without a picture are all word. */
static struct look tile_look(const struct pass *pass, const char *icon, int width, bool wide, colour_t ink)
{
    struct look look = label_look(pass, ink);
    look.cap_mm = cap_body(pass);
    bool broad = width >= mx(pass, 110);
    if (pass->size <= TEXT_NORMAL && !wide && !panel_small(pass->panel))
        look.cap_mm *= icon ? (broad ? 1.6 : 1.3) : (broad ? 2.2 : 1.6);
    return look;
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

static struct ui_node *node_of(struct pass *pass, const char *id, enum ui_role role, struct box placed,
    const char *label, bool enabled, const struct touch *touch)
{
    struct ui_node *node = pass_node(pass, id, role, placed, label);
    node->enabled = enabled;
    node->focused = touch->focused;
    return node;
}

bool button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *label, bool enabled)
{
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, id, placed, enabled);
    struct paint paint = paint_of(pass, kind, touch.down, enabled);
    draw_base(pass, placed, paint, &touch);
    draw_label(pass, box, icon, label, paint.ink);
    node_of(pass, id, ROLE_BUTTON, placed, label, enabled, &touch);
    return touch.clicked;
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

/* Pictures above the words when there is height for it. */
static double tile_icon_mm(const struct pass *pass, struct box box)
{
    double h = box.h / pass->panel->px_per_mm_y;
    int mm = (int)(h * 0.38); /* whole millimetres: few sizes of each picture */
    return mm < 9 ? 9 : (mm > 56 ? 56 : mm);
}

/* Of a picture beside its words: it grows with them. */
static double row_icon_mm(const struct pass *pass)
{
    int mm = (int)(cap_body(pass) * 1.7);
    return mm < 9 ? 9 : mm;
}

int tile_height(struct pass *pass, const char *icon, const char *label, int width, bool wide)
{
    struct look look = tile_look(pass, icon, width, wide, 0);
    if (!icon)
        return words_height(pass, &look, label, width - mx(pass, 6)) + my(pass, 6);
    if (!wide)
        return words_height(pass, &look, label, width - mx(pass, 8)) + my(pass, 21);
    int h = words_height(pass, &look, label, width - mx(pass, row_icon_mm(pass) + 10.5)) + my(pass, 4);
    int least = my(pass, panel_small(pass->panel) ? TOUCH_H_MM : 16);
    return h > least ? h : least;
}

int tile_least(struct pass *pass, const char *icon, const char *label, int width, bool wide)
{
    struct look look = tile_look(pass, icon, width, wide, 0);
    return words_least(pass, &look, label) + mx(pass, icon && wide ? row_icon_mm(pass) + 10.5 : 8);
}

struct tile_ink {
    colour_t ink, icon;
};

static void draw_tile(
    struct pass *pass, struct box box, const char *icon, const char *label, bool wide, struct tile_ink ink)
{
    struct look look = tile_look(pass, icon, box.w, wide, ink.ink);
    if (!icon) {
        words_middle(pass, &look, label, box_inset(box, mx(pass, 3), 0));
        return;
    }
    if (wide) {
        int side = mx(pass, row_icon_mm(pass) + 2);
        look.align = TEXT_START;
        icon_draw(
            pass, icon, row_icon_mm(pass), (struct box){box.x + mx(pass, 3), box.y, side, box.h}, ink.icon);
        int at = side + mx(pass, 5.5);
        words_middle(pass, &look, label, (struct box){box.x + at, box.y, box.w - at - mx(pass, 3), box.h});
        return;
    }
    int words_h = words_height(pass, &look, label, box.w - mx(pass, 8));
    double mm = tile_icon_mm(pass, box);
    int free_h = box.h - words_h - my(pass, mm) - my(pass, 3);
    if (free_h < my(pass, 3)) {
        mm = (int)((box.h - words_h - my(pass, 6)) / pass->panel->px_per_mm_y);
        free_h = my(pass, 3);
    }
    int y = box.y + free_h / 2;
    icon_draw(pass, icon, mm, (struct box){box.x, y, box.w, my(pass, mm)}, ink.icon);
    words_draw(pass, &look, label,
        (struct box){box.x + mx(pass, 4), y + my(pass, mm + 3), box.w - mx(pass, 8), words_h});
}

bool tile(struct pass *pass, const char *id, struct box box, enum ui_role role, const char *icon,
    const char *label, bool wide, bool chosen, bool enabled)
{
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, id, placed, enabled);
    struct paint paint = paint_of(pass, chosen ? BUTTON_MAIN : BUTTON_PLAIN, touch.down, enabled);
    bool plain = !chosen && enabled && !touch.down;
    struct tile_ink inks = {paint.ink, plain ? pass->theme->accent : paint.ink};
    draw_base(pass, placed, paint, &touch);
    if (chosen && role != ROLE_BUTTON) {
        bool broad = box.w >= mx(pass, 110) && !wide;
        int side = mx(pass, broad ? 15 : 9);
        icon_draw(pass, "check", broad ? 11 : 7,
            (struct box){
                box.x + box.w - side - mx(pass, 0.5), box.y + my(pass, 0.5), side, my(pass, broad ? 15 : 9)},
            paint.ink);
    }
    draw_tile(pass, box, icon, label, wide, inks);
    struct ui_node *node = node_of(pass, id, role, placed, label, enabled, &touch);
    node->chosen = chosen;
    return touch.clicked;
}
