/* Widgets that are held, and yes or no. */
#include "widget/widget.h"

#include <stdio.h>

static struct look hold_look(const struct pass *pass, colour_t ink)
{
    return (struct look){
        .cap_mm = cap_button(pass), .weight = TEXT_BOLD, .align = TEXT_CENTRE, .colour = ink};
}

static void draw_focus(struct pass *pass, struct box placed, const struct touch *touch)
{
    if (touch->focused)
        draw_frame(pass->list, box_inset(placed, -mx(pass, 1), -my(pass, 1)), pass->theme->focus, mx(pass, 4),
            mx(pass, 0.8));
}

static void draw_hold(struct pass *pass, struct box box, const char *icon, const char *label, colour_t ink)
{
    struct look look = hold_look(pass, ink);
    int side = icon ? mx(pass, cap_button(pass) * 2.2) + mx(pass, 4) : 0;
    if (icon)
        icon_draw(
            pass, icon, cap_button(pass) * 2.2, (struct box){box.x + mx(pass, 3), box.y, side, box.h}, ink);
    struct box words = {box.x + side + mx(pass, 4), box.y, box.w - 2 * side - mx(pass, 8), box.h};
    if (icon && words_height(pass, &look, label, words.w) > box.h) { /* as wide as a button's words are */
        words.x = box.x + side + mx(pass, 2);
        words.w = box.w - side - mx(pass, 4.5);
    }
    words_middle(pass, &look, label, words);
}

bool hold_button(struct pass *pass, const char *id, struct box box, const char *icon, const char *label)
{
    const struct theme *theme = pass->theme;
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_hold(pass, id, placed, true);
    bool full = touch.clicked || touch.held_ms >= HOLD_MS;
    int64_t part = full ? HOLD_MS : touch.held_ms;
    draw_focus(pass, placed, &touch);
    draw_fill(pass->list, placed, theme->accent, mx(pass, 3));
    draw_hold(pass, box, icon, label, theme->accent_ink);
    if (touch.down) {
        /* what is full shows the colours the other way round, growing with the reading direction; a
         * little is there at once, so that the press is answered */
        struct box grown = box;
        grown.w = (int)(box.w * (part + 150) / (HOLD_MS + 150));
        draw_clip_push(pass->list, pass_place(pass, grown));
        draw_fill(pass->list, placed, theme->panel, mx(pass, 3));
        draw_hold(pass, box, icon, label, theme->panel_ink);
        draw_clip_pop(pass->list);
        draw_frame(pass->list, placed, theme->accent, mx(pass, 3), mx(pass, 0.8));
        pass_due(pass, pass->now_ms + FRAME_MS);
    }
    struct ui_node *node = pass_node(pass, id, ROLE_BUTTON, placed, label);
    node->focused = touch.focused;
    node->chosen = touch.down;
    if (full)
        pass_let_go(pass);
    return full;
}

bool reveal_button(struct pass *pass, const char *id, struct box box, const char *icon, const char *label)
{
    const struct theme *theme = pass->theme;
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_hold(pass, id, placed, true);
    colour_t ink = touch.down ? theme->accent_ink : theme->panel_ink;
    draw_focus(pass, placed, &touch);
    draw_fill(pass->list, placed, touch.down ? theme->accent : theme->panel, mx(pass, 3));
    draw_frame(pass->list, placed, theme->accent, mx(pass, 3), mx(pass, 0.8));
    draw_hold(pass, box, icon, label, ink);
    struct ui_node *node = pass_node(pass, id, ROLE_BUTTON, placed, label);
    node->focused = touch.focused;
    node->chosen = touch.down;
    return touch.down;
}

static bool half(struct pass *pass, const char *id, struct box box, const char *label, bool chosen)
{
    const struct theme *theme = pass->theme;
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, id, placed, true);
    bool filled = chosen != touch.down, small = panel_small(pass->panel);
    draw_focus(pass, placed, &touch);
    draw_fill(pass->list, placed, filled ? theme->accent : theme->panel, mx(pass, 3));
    draw_frame(
        pass->list, placed, chosen ? theme->accent : theme->line, mx(pass, 3), chosen ? mx(pass, 0.8) : 1);
    colour_t ink = filled ? theme->accent_ink : theme->panel_ink;
    struct look look = hold_look(pass, ink);
    if (chosen)
        icon_draw(pass, "check", small ? 4 : 6,
            (struct box){box.x + mx(pass, small ? 0.3 : 1), box.y, mx(pass, small ? 4 : 6.5), box.h}, ink);
    int side = mx(pass, small ? 4.3 : 7);
    words_middle(pass, &look, label, (struct box){box.x + side, box.y, box.w - 2 * side, box.h});
    struct ui_node *node = pass_node(pass, id, ROLE_CHOICE, placed, label);
    node->chosen = chosen;
    node->focused = touch.focused;
    return touch.clicked;
}

bool yes_no(struct pass *pass, const char *id, struct box box, bool *yes)
{
    char part[48];
    int gap = mx(pass, TOUCH_GAP_MM + 0.5), w = (box.w - gap) / 2;
    bool before = *yes;
    snprintf(part, sizeof(part), "%s.no", id);
    if (half(pass, part, (struct box){box.x, box.y, w, box.h}, say(pass, "No"), !before))
        *yes = false;
    snprintf(part, sizeof(part), "%s.yes", id);
    if (half(pass, part, (struct box){box.x + w + gap, box.y, w, box.h}, say(pass, "Yes"), before))
        *yes = true;
    if (*yes != before)
        pass->moved = true;
    return *yes != before;
}

void progress(struct pass *pass, const char *id, struct box box, size_t part, size_t whole, const char *label)
{
    struct box placed = pass_place(pass, box);
    struct box full = box;
    full.w = whole ? (int)((size_t)box.w * part / whole) : 0;
    draw_fill(pass->list, placed, pass->theme->panel, box.h / 2);
    draw_frame(pass->list, placed, pass->theme->line, box.h / 2, 1);
    if (full.w >= box.h)
        draw_fill(pass->list, pass_place(pass, full), pass->theme->accent, box.h / 2);
    pass_node(pass, id, ROLE_PROGRESS, placed, label);
}

void working(struct pass *pass, const char *id, struct box box, const char *label)
{
    /* a bead that goes from one end to the other in three seconds */
    const int64_t round_ms = 3000;
    int64_t at = pass->now_ms % round_ms;
    int bead = box.h * 4, span = box.w - bead;
    struct box placed = pass_place(pass, box);
    struct box now = {box.x + (int)(span * at / round_ms), box.y, bead, box.h};
    draw_fill(pass->list, placed, pass->theme->panel, box.h / 2);
    draw_frame(pass->list, placed, pass->theme->line, box.h / 2, 1);
    draw_fill(pass->list, pass_place(pass, now), pass->theme->accent, box.h / 2);
    pass_due(pass, pass->now_ms + FRAME_MS * 2);
    pass_node(pass, id, ROLE_PROGRESS, placed, label);
}
