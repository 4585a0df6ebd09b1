/* The text field as it is seen: the part around the caret, what is left of the limit. */
#include "widget/widget.h"

#include <string.h>

/* What is seen of the paragraph: moved up so that the caret's line is inside. */
static int shift_of(const struct box *caret, int h)
{
    int end = caret->y + caret->h;
    return end > h ? end - h : 0;
}

/* The line that the caret stands in is seen whole. */
static void fit_line(struct pass *pass, struct look *look, int h)
{
    while (look->cap_mm > 2 && words_height(pass, look, "A", 100000) > h)
        look->cap_mm *= 0.94;
}

/* A line below what is not a word yet. */
static void draw_composing(struct pass *pass, struct box inner, const struct paragraph *paragraph,
    const struct text_field *field, int shift)
{
    size_t len = pass->state->composing;
    if (!len || len > field->caret)
        return;
    struct box from = paragraph_caret(paragraph, field->caret - len);
    struct box to = paragraph_caret(paragraph, field->caret);
    int x = from.y == to.y ? from.x : 0, thick = my(pass, 0.5) > 1 ? my(pass, 0.5) : 2;
    struct box at = {inner.x + x, inner.y + to.y + to.h - shift - thick, to.x - x, thick};
    draw_fill(pass->list, at, pass->theme->focus, 0);
}

static void draw_caret(struct pass *pass, struct box inner, struct box caret, int shift)
{
    int w = mx(pass, 0.6) > 1 ? mx(pass, 0.6) : 2;
    struct box at = {inner.x + caret.x - w / 2, inner.y + caret.y - shift, w, caret.h};
    draw_fill(pass->list, at, pass->theme->focus, 0);
}

void field_view(struct pass *pass, const char *id, struct box box, struct text_field *field, const char *hint,
    bool one_line)
{
    struct box placed = pass_place(pass, box);
    struct box inner = box_inset(placed, mx(pass, 3), my(pass, one_line ? 1.5 : 3));
    struct touch touch = pass_touch(pass, id, placed, true);
    struct look look = look_body(pass);
    look.keep = TEXT_VISIT;
    look.colour = pass->theme->panel_ink;
    if (one_line)
        fit_line(pass, &look, inner.h);
    const struct paragraph *paragraph = words_layout(pass, &look, field->bytes, inner.w);
    struct box caret = paragraph_caret(paragraph, field->caret);
    int shift = shift_of(&caret, inner.h);
    struct box seen = inner;
    if (one_line) { /* the caret's line, in the middle, and nothing of the others */
        seen.y += (inner.h - caret.h) / 2;
        seen.h = caret.h;
        shift = caret.y - (inner.h - caret.h) / 2;
    }
    if (touch.clicked && field->len > 0 && pass->input->kind != UI_KEY) { /* the keypad has keys for it */
        size_t at = paragraph_offset_at(
            paragraph, pass->input->x - inner.x, pass->input->y - inner.y + shift);
        field->caret = at <= field->len ? at : field->len;
        pass->state->composing = 0;
        pass->moved = true;
    }
    draw_fill(pass->list, placed, pass->theme->panel, mx(pass, 3));
    draw_frame(pass->list, placed, pass->theme->accent, mx(pass, 3), mx(pass, 0.6));
    draw_clip_push(pass->list, seen);
    if (field->len == 0 && hint) {
        struct look quiet = look_body(pass);
        quiet.colour = pass->theme->quiet;
        quiet.cap_mm = look.cap_mm;
        const struct paragraph *words = words_layout(pass, &quiet, hint, inner.w);
        int down = one_line ? (inner.h - paragraph_height(words)) / 2 : 0;
        paragraph_draw(words, pass->list, inner.x, inner.y + (down > 0 ? down : 0), quiet.colour);
    }
    paragraph_draw(paragraph, pass->list, inner.x, inner.y - shift, look.colour);
    draw_composing(pass, inner, paragraph, field, shift);
    draw_clip_pop(pass->list);
    draw_caret(pass, inner, caret, shift);
    struct ui_node *node = pass_node(pass, id, ROLE_FIELD, placed, field->len ? field->bytes : hint);
    node->secret = field->len > 0;
    node->focused = touch.focused;
}
