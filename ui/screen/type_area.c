/* Where something is typed: the field above, the keyboard below. */
#include "screen.h"

#include <string.h>

#define OPEN_MM 13      /* the button that leads to the keyboard's own page */
#define LEFT_SHOWN 1000 /* letters: more is no limit to anybody, only a number that asks to be read */

bool typing_alone(const struct ui *ui)
{
    return panel_small(&ui->panel) && ui->pass.state->stage == TYPING_STAGE;
}

/* Some lines; fewer where there is no height for them. */
static int field_least(const struct pass *pass)
{
    if (pass->panel->width > pass->panel->height)
        return my(pass, cap_body(pass) * 2.5 + 14);
    return my(pass, cap_body(pass) * 5.5 + 8);
}

int type_area_height(const struct ui *ui)
{
    const struct pass *pass = &ui->pass;
    if (panel_small(&ui->panel))
        return my(pass, OPEN_MM);
    return keyboard_least(pass) + my(pass, 6) + field_least(pass);
}

static size_t letters_left(const struct ui *ui, const struct text_field *field)
{
    size_t each = strncmp(ui->pass.language, "en", 2) == 0 ? 1 : 2; /* bytes of a letter */
    return field_room(field) / each;
}

static void draw_left(struct ui *ui, const struct text_field *field, struct box box)
{
    struct pass *pass = &ui->pass;
    struct look look = look_quiet(pass);
    size_t left = letters_left(ui, field);
    if (left > LEFT_SHOWN)
        return;
    look.align = TEXT_END;
    const char *words = say_count(pass, "Room for {n} letter", "Room for {n} letters", left);
    words_node(pass, "field.left", ROLE_TEXT, &look, words, box);
}

/* Not larger than what one likes to fill; what is left is above it. The limit stands below. */
static struct box fit_view(struct ui *ui, const struct text_field *field, struct box view)
{
    struct pass *pass = &ui->pass;
    struct look quiet = look_quiet(pass);
    int left_h = words_height(pass, &quiet, "0", view.w), gap = my(pass, 1.5);
    int most = my(pass, ui->panel.height > ui->panel.width ? 150 : 400);
    bool wide = ui->panel.width > ui->panel.height; /* no height is kept for what is not shown */
    view.h -= wide && letters_left(ui, field) > LEFT_SHOWN ? 0 : left_h + gap;
    if (view.h > most) {
        view.y += view.h - most;
        view.h = most;
    }
    draw_left(ui, field, (struct box){view.x, view.y + view.h + gap, view.w, left_h});
    return view;
}

/* As high as a key, in the place of the field. */
static struct box words_row(const struct pass *pass, struct box view)
{
    int h = my(pass, TOUCH_H_MM) + 1;
    if (view.h > h)
        view = (struct box){view.x, view.y + (view.h - h) / 2, view.w, h};
    return view;
}

void type_area(struct ui *ui, struct box box, const struct typed_text *typed)
{
    struct pass *pass = &ui->pass;
    struct text_field field;
    bool small = panel_small(&ui->panel);
    field_init(&field, typed->bytes, typed->cap);
    field.caret = *typed->caret <= field.len ? *typed->caret : field.len;
    field.cleared = pass->state->cleared;
    if (small && !typing_alone(ui)) {
        int h = my(pass, OPEN_MM);
        box = (struct box){box.x, box.y + (box.h > h ? box.h - h : 0), box.w, box.h < h ? box.h : h};
        bool open = button(pass, "field.open", box, BUTTON_PLAIN, "pencil",
            field.len ? say(pass, "Go on writing") : typed->hint, true);
        if (open)
            turn_to_stage(ui, TYPING_STAGE);
        return;
    }
    int keys_h = small ? keyboard_height(
                             pass, box.h - my(pass, TOUCH_GAP_MM + 0.2) - my(pass, cap_body(pass) * 2 + 3))
                       : keyboard_height(pass, box.h - my(pass, 6) - my(pass, cap_body(pass) * 14));
    struct box keys = {box.x, box.y + box.h - keys_h, box.w, keys_h};
    struct box view = {box.x, box.y, box.w, box.h - keys_h - my(pass, small ? TOUCH_GAP_MM + 0.2 : 7)};
    if (!small)
        view = fit_view(ui, &field, view);
    if (small && keyboard_composing(pass, &field))
        (void)keyboard_words(pass, words_row(pass, view), &field, true);
    else
        field_view(pass, typed->id, view, &field, typed->hint, small);
    (void)keyboard(pass, keys, &field);
    *typed->caret = field.caret;
    pass->state->cleared = (uint16_t)field.cleared;
}
