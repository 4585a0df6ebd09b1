/* One key, and the keypad of digits. */
#include "keyboard_keys.h"

#include <stdio.h>
#include <string.h>

/* A mark that combines is shown on something to stand on. */
static const char *face_of(struct pass *pass, const struct key_view *view)
{
    if (view->icon || !keyboard_combines(view->label))
        return view->label;
    bool arabic = (unsigned char)view->label[0] == 0xd9;
    return scratch_join(pass, arabic ? "ـ" : "◌", "", view->label);
}

#define INK 0.72 /* of a line's height: above and below letters there is room for what a key never shows */

/* As large as the words can be in this box: nothing on a key is cut. */
static void fit(struct pass *pass, struct look *look, const char *face, struct box box)
{
    for (int n = 0; n < 16; n++) {
        const struct paragraph *words = words_layout(pass, look, face, 100000);
        if (paragraph_height(words) * INK <= box.h && paragraph_width(words) <= box.w - mx(pass, 1))
            return;
        look->cap_mm *= 0.92;
    }
}

static void draw_face(struct pass *pass, const struct look *look, const char *face, struct box box)
{
    const struct paragraph *words = words_layout(pass, look, face, box.w);
    struct box placed = pass_place(pass, box);
    if (paragraph_cut(words) || paragraph_lines(words) > 1)
        pass_finding(pass, "text is cut", look->keep == TEXT_VISIT ? "what was typed" : face);
    int down = (placed.h - paragraph_height(words)) / 2;
    paragraph_draw(words, pass->list, placed.x, placed.y + down, look->colour);
}

bool one_key(struct pass *pass, struct box box, const struct key_view *view)
{
    const struct theme *theme = pass->theme;
    bool small = panel_small(pass->panel);
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, view->id, placed, true);
    bool filled = touch.down || view->chosen;
    struct box drawn = touch.down ? box_inset(placed, mx(pass, 0.6), my(pass, 0.6)) : placed;
    double cap = cap_body(pass) * 1.15, high = box.h / pass->panel->px_per_mm_y;
    if (!small && cap < high * 0.27)
        cap = high * 0.27;
    cap = cap > view->most_mm ? view->most_mm : cap;
    colour_t ink = filled ? theme->accent_ink : theme->panel_ink;
    draw_fill(pass->list, drawn, filled ? theme->accent : theme->panel, mx(pass, 2));
    draw_frame(pass->list, drawn, theme->line, mx(pass, 2), 1);
    if (touch.focused)
        draw_frame(pass->list, placed, theme->focus, mx(pass, 2), mx(pass, 0.8));
    struct look look = {
        .cap_mm = cap, .align = TEXT_CENTRE, .colour = ink, .language = view->language, .keep = view->keep};
    const char *face = face_of(pass, view);
    if (view->icon) {
        icon_draw(pass, view->icon, high > 25 ? (view->most_mm > 10 ? 15 : 11) : 9, box, ink);
    } else {
        fit(pass, &look, face, box);
        draw_face(pass, &look, face, box);
    }
    if (view->leads && !view->chosen) /* there is more behind it */
        draw_fill(pass->list,
            (struct box){
                placed.x + placed.w - mx(pass, 3), placed.y + my(pass, 1.6), mx(pass, 1.4), my(pass, 1.4)},
            ink, mx(pass, 0.7));
    struct ui_node *node = pass_node(pass, view->id, ROLE_KEY, placed, view->label);
    node->focused = touch.focused;
    node->chosen = view->chosen;
    node->leads = view->leads;
    node->secret = view->keep == TEXT_VISIT;
    return touch.clicked;
}

/* 3 x 4 as on a telephone; 6 x 2 where there is no height. */
static int keypad_columns(const struct pass *pass)
{
    return panel_small(pass->panel) ? 6 : 3;
}

int keypad_height(const struct pass *pass, int room)
{
    bool small = panel_small(pass->panel);
    int rows = 12 / keypad_columns(pass), gaps = (rows - 1) * keys_gap_y(pass);
    int least = rows * (my(pass, small ? TOUCH_H_MM : 30) + 1) + gaps;
    int most = small ? least : rows * my(pass, 46) + gaps;
    return room < least ? least : (room > most ? most : room);
}

static char keypad_of(struct pass *pass, struct box box, char extra)
{
    int columns = keypad_columns(pass), rows = 12 / columns;
    const char *order = columns == 3 ? "123456789 0\b" : "12345 67890\b";
    int gap = keys_gap_x(pass), w = (box.w - (columns - 1) * gap) / columns;
    int h = (box.h - (rows - 1) * keys_gap_y(pass)) / rows;
    box = pass_place(pass, box); /* where the page has it; inside it is as on a telephone */
    bool before = pass_mirror(pass, false);
    char pressed = 0;
    pass->state->typing = true;
    for (int i = 0; i < 12; i++) {
        char sign = order[i] == ' ' ? extra : order[i], ascii[2] = {sign, 0}, id[48];
        struct box key = {
            box.x + i % columns * (w + gap), box.y + i / columns * (h + keys_gap_y(pass)), w, h};
        bool back = sign == '\b';
        if (!sign)
            continue;
        snprintf(id, sizeof(id), "digits.%s", back ? "backspace" : sign == '+' ? "plus" : ascii);
        struct key_view view = {.id = id,
            .icon = back ? "backspace" : NULL,
            .label = back ? say(pass, "Delete one digit") : say_digits(pass, ascii),
            .most_mm = panel_small(pass->panel) ? 4.8 : 12};
        if (one_key(pass, key, &view))
            pressed = sign;
    }
    pass_mirror(pass, before);
    pass->moved |= pressed != 0;
    return pressed;
}

char keypad(struct pass *pass, struct box box)
{
    return keypad_of(pass, box, 0);
}

char keypad_phone(struct pass *pass, struct box box)
{
    return keypad_of(pass, box, '+');
}
