/* Press, move, release and the keypad, for one widget at a time. */
#include "widget/pass.h"

void pass_let_go(struct pass *pass)
{
    pass->state->pressed = 0;
    pass->state->inside = false;
    pass->state->by_key = false;
}

static void press(struct pass *pass, uint64_t id, struct box placed)
{
    const struct ui_input *input = pass->input;
    struct widget_state *state = pass->state;
    if (pass->taken || !box_holds(placed, input->x, input->y))
        return;
    pass->taken = true;
    state->pressed = id;
    state->inside = true;
    state->pressed_ms = input->at_ms;
}

/* Returns true when this input is the release of a finger that went down here and is still here. */
static bool read_finger(struct pass *pass, uint64_t id, struct box placed)
{
    const struct ui_input *input = pass->input;
    struct widget_state *state = pass->state;
    if (input->kind == UI_PRESS)
        press(pass, id, placed);
    if (state->pressed != id || state->by_key || input->finger != state->finger || input->kind == UI_PRESS)
        return false;
    state->inside = box_holds(placed, input->x, input->y);
    return input->kind == UI_RELEASE && state->inside && !pass->taken;
}

static struct touch look_at(struct pass *pass, uint64_t id)
{
    const struct widget_state *state = pass->state;
    struct touch touch = {.focused = state->focus_shown && state->focus == id};
    if (state->pressed == id) {
        pass->held_here = true;
        touch.down = state->inside;
        touch.held_ms = state->inside ? pass->now_ms - state->pressed_ms : 0;
        if (touch.held_ms < 0)
            touch.held_ms = 0;
    }
    return touch;
}

struct touch pass_touch(struct pass *pass, const char *id, struct box placed, bool enabled)
{
    if (!enabled || pass->covered)
        return (struct touch){0};
    uint64_t hash = id_hash(id);
    bool clicked = false;
    const struct ui_input *input = pass->input;
    if (input && input->kind != UI_KEY)
        clicked = read_finger(pass, hash, placed);
    if (input && input->kind == UI_KEY && input->key == KEY_SELECT && !pass->taken &&
        pass->state->focus_shown && pass->state->focus == hash)
        clicked = true;
    if (clicked)
        pass->taken = true;
    struct touch touch = look_at(pass, hash);
    touch.clicked = clicked;
    if (clicked)
        touch.down = false;
    return touch;
}

struct touch pass_hold(struct pass *pass, const char *id, struct box placed, bool enabled)
{
    if (!enabled || pass->covered)
        return (struct touch){0};
    uint64_t hash = id_hash(id);
    const struct ui_input *input = pass->input;
    struct widget_state *state = pass->state;
    bool released = false;
    if (input && input->kind != UI_KEY)
        released = read_finger(pass, hash, placed);
    if (input && input->kind == UI_KEY && input->key == KEY_SELECT && !pass->taken && state->focus_shown &&
        state->focus == hash) {
        pass->taken = true;
        state->pressed = hash;
        state->inside = state->by_key = true;
        state->pressed_ms = input->at_ms;
    }
    struct touch touch = look_at(pass, hash);
    if (released) {
        /* let go after the time was full, between two frames: it counts */
        touch.clicked = input->at_ms - state->pressed_ms >= HOLD_MS;
        touch.down = false;
    }
    return touch;
}
