/* A picture and words that are pressed together. */
#include "button_parts.h"

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

/* A picture of a pack where there is one, else an icon. */
static bool has_picture(const struct pass *pass, const struct choice_view *view)
{
    return view->picture && picture_height(pass, view->picture, 100, 100) > 0;
}

static bool has_either(const struct pass *pass, const struct choice_view *view)
{
    return view->icon || has_picture(pass, view);
}

/* In tiles there is room for larger words; those without a picture are all word. */
static struct look tile_look(
    const struct pass *pass, const struct choice_view *view, int width, bool wide, colour_t ink)
{
    struct look look = label_look(pass, ink);
    bool icon = has_either(pass, view);
    look.cap_mm = cap_body(pass);
    look.language = view->language;
    bool broad = width >= mx(pass, 110);
    if (pass->size <= TEXT_NORMAL && !wide && !panel_small(pass->panel))
        look.cap_mm *= icon ? (broad ? 1.6 : 1.3) : (broad ? 2.2 : 1.6);
    return look;
}

/* What a picture beside the words leaves them, to the pixel as it is drawn. */
static int row_words_w(const struct pass *pass, int width)
{
    return width - mx(pass, row_icon_mm(pass) + 2) - mx(pass, 5.5) - mx(pass, 3);
}

int tile_height(struct pass *pass, const struct choice_view *view, int width, bool wide)
{
    bool picture = has_either(pass, view);
    struct look look = tile_look(pass, view, width, wide, 0);
    if (!picture)
        return words_height(pass, &look, view->label, width - mx(pass, 6)) + my(pass, 6);
    if (!wide)
        return words_height(pass, &look, view->label, width - mx(pass, 8)) + my(pass, 21);
    int h = words_height(pass, &look, view->label, row_words_w(pass, width)) + my(pass, 4);
    int least = my(pass, panel_small(pass->panel) ? TOUCH_H_MM : 16);
    return h > least ? h : least;
}

int tile_least(struct pass *pass, const struct choice_view *view, int width, bool wide)
{
    bool picture = has_either(pass, view);
    struct look look = tile_look(pass, view, width, wide, 0);
    return words_least(pass, &look, view->label) + mx(pass, picture && wide ? row_icon_mm(pass) + 10.5 : 8);
}

struct tile_ink {
    colour_t ink, icon;
};

static void draw_either(
    struct pass *pass, const struct choice_view *view, double mm, struct box box, struct tile_ink ink)
{
    if (has_picture(pass, view) && picture_draw(pass, view->picture, box))
        return;
    if (view->icon)
        icon_draw(pass, view->icon, mm, box, ink.icon);
}

static void draw_tile(
    struct pass *pass, struct box box, const struct choice_view *view, bool wide, struct tile_ink ink)
{
    bool picture = has_either(pass, view);
    struct look look = tile_look(pass, view, box.w, wide, ink.ink);
    if (!picture) {
        words_middle(pass, &look, view->label, box_inset(box, mx(pass, 3), 0));
        return;
    }
    if (wide) {
        int side = mx(pass, row_icon_mm(pass) + 2), inset = my(pass, 1.5);
        look.align = TEXT_START;
        draw_either(pass, view, row_icon_mm(pass),
            (struct box){box.x + mx(pass, 3), box.y + inset, side, box.h - 2 * inset}, ink);
        int at = side + mx(pass, 5.5);
        words_middle(
            pass, &look, view->label, (struct box){box.x + at, box.y, box.w - at - mx(pass, 3), box.h});
        return;
    }
    int words_h = words_height(pass, &look, view->label, box.w - mx(pass, 8));
    double mm = tile_icon_mm(pass, box);
    int free_h = box.h - words_h - my(pass, mm) - my(pass, 3);
    if (free_h < my(pass, 3)) {
        mm = (int)((box.h - words_h - my(pass, 6)) / pass->panel->px_per_mm_y);
        free_h = my(pass, 3);
    }
    int y = box.y + free_h / 2, side = mx(pass, 4);
    draw_either(pass, view, mm, (struct box){box.x + side, y, box.w - 2 * side, my(pass, mm)}, ink);
    words_draw(pass, &look, view->label,
        (struct box){box.x + side, y + my(pass, mm + 3), box.w - 2 * side, words_h});
}

bool tile(struct pass *pass, struct box box, enum ui_role role, const struct choice_view *view, bool wide)
{
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, view->id, placed, view->enabled);
    struct paint paint = paint_of(pass, view->chosen ? BUTTON_MAIN : BUTTON_PLAIN, touch.down, view->enabled);
    bool plain = !view->chosen && view->enabled && !touch.down;
    struct tile_ink inks = {paint.ink, plain ? pass->theme->accent : paint.ink};
    draw_base(pass, placed, paint, &touch);
    if (view->chosen && role != ROLE_BUTTON) {
        bool broad = box.w >= mx(pass, 110) && !wide;
        int side = mx(pass, broad ? 15 : 9);
        icon_draw(pass, "check", broad ? 11 : 7,
            (struct box){
                box.x + box.w - side - mx(pass, 0.5), box.y + my(pass, 0.5), side, my(pass, broad ? 15 : 9)},
            paint.ink);
    }
    draw_tile(pass, box, view, wide, inks);
    struct ui_node *node = node_of(pass, view->id, role, placed, view->label, view->enabled, &touch);
    node->chosen = view->chosen;
    if (view->language)
        node->language = view->language;
    return touch.clicked;
}
