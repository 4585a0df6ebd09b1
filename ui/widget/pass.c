#include "widget/pass.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLIDE_MM 12

uint64_t id_hash(const char *id)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *id; id++)
        hash = (hash ^ (uint8_t)*id) * UINT64_C(0x100000001b3);
    return hash ? hash : 1;
}

/* Something that lies on the screen trembles for ever; a person's finger goes somewhere. */
static bool is_activity(const struct pass *pass)
{
    const struct ui_input *input = pass->input;
    const struct widget_state *state = pass->state;
    return input->kind != UI_MOVE || abs(input->x - state->active_x) >= mx(pass, SLIDE_MM) ||
           abs(input->y - state->active_y) >= my(pass, SLIDE_MM);
}

static void note_activity(struct pass *pass)
{
    const struct ui_input *input = pass->input;
    struct widget_state *state = pass->state;
    if (state->asking || !is_activity(pass))
        return;
    state->active_ms = input->at_ms;
    if (input->kind != UI_KEY) {
        state->active_x = input->x;
        state->active_y = input->y;
    }
}

void pass_begin(struct pass *pass)
{
    pass->made->node_count = 0;
    pass->made->scratch.used = 0;
    pass->made->mixed_count = 0;
    pass->due_ms = INT64_MAX;
    pass->right_to_left = language_right_to_left(pass->language);
    pass->mirrored = pass->right_to_left;
    pass->covered = pass->taken = pass->held_here = pass->moved = false;
    pass->critical = pass->back_key = false;
    pass->demo = pass->unreviewed = pass->elsewhere = false;
    pass->state->typing = false;
    draw_list_reset(pass->list);
    const struct ui_input *input = pass->input;
    struct widget_state *state = pass->state;
    if (!input)
        return;
    note_activity(pass);
    if (input->kind == UI_KEY) {
        if (state->by_key) {
            pass_let_go(pass);
            pass->taken = true; /* the key only ends the hold */
        }
        pass->back_key = input->key == KEY_BACK && !pass->taken;
        return;
    }
    state->focus_shown = false;
    if (input->kind == UI_PRESS) {
        bool another = state->finger_down && input->finger != state->finger && state->pressed;
        int dx = input->x - state->turned_x, dy = input->y - state->turned_y;
        bool again = state->turned_ms && input->at_ms - state->turned_ms < DOUBLE_STRIKE_MS &&
                     abs(dx) < mx(pass, 12) && abs(dy) < my(pass, 12);
        if (another) {
            pass->taken = true;
            return;
        }
        pass_let_go(pass);
        state->finger_down = true;
        state->finger = input->finger;
        pass->taken = again;
    }
}

/* Two things that can be touched are far enough apart. */
static void check_apart(struct pass *pass, const struct ui_node *a, const struct ui_node *b)
{
    int gx = mx(pass, TOUCH_GAP_MM) - 2, gy = my(pass, TOUCH_GAP_MM) - 2;
    struct box wide = box_inset(a->box, -gx, -gy);
    if (box_empty(box_intersect(wide, b->box)))
        return;
    pass_finding(pass,
        box_empty(box_intersect(a->box, b->box)) ? "touch areas too close" : "touch areas overlap",
        scratch_join(pass, a->id, " and ", b->id));
}

static bool is_touched(const struct ui_node *node)
{
    return node->role >= ROLE_BUTTON && node->role <= ROLE_FIELD && node->enabled;
}

static void check_nodes(struct pass *pass)
{
    struct box whole = {0, 0, pass->panel->width, pass->panel->height};
    for (size_t i = 0; i < pass->made->node_count; i++) {
        const struct ui_node *node = &pass->made->nodes[i];
        struct box inside = box_intersect(node->box, whole);
        if (inside.w != node->box.w || inside.h != node->box.h)
            pass_finding(pass, "outside the panel", node->id);
        if (!is_touched(node))
            continue;
        if (node->box.w < mx(pass, TOUCH_W_MM) - 1 || node->box.h < my(pass, TOUCH_H_MM) - 1)
            pass_finding(pass, "touch area too small", node->id);
        for (size_t k = i + 1; k < pass->made->node_count; k++)
            if (is_touched(&pass->made->nodes[k]))
                check_apart(pass, node, &pass->made->nodes[k]);
    }
}

void pass_end(struct pass *pass)
{
    const struct ui_input *input = pass->input;
    struct widget_state *state = pass->state;
    bool released = input && input->kind == UI_RELEASE && input->finger == state->finger;
    if (released)
        state->finger_down = false;
    if (released || (state->pressed && !pass->held_here))
        pass_let_go(pass);
    if (!input)
        check_nodes(pass);
}

int mx(const struct pass *pass, double mm)
{
    return px_x(pass->panel, mm);
}

int my(const struct pass *pass, double mm)
{
    return px_y(pass->panel, mm);
}

double cap_body(const struct pass *pass)
{
    return text_size_mm(pass->size);
}

double cap_heading(const struct pass *pass)
{
    double body = cap_body(pass);
    if (panel_small(pass->panel))
        return body * 1.12;
    return body * (pass->size >= TEXT_LARGE ? 1.12 : 1.5);
}

double cap_button(const struct pass *pass)
{
    double body = cap_body(pass);
    return panel_small(pass->panel) && body > 3.5 ? 3.5 : body;
}

double cap_small(const struct pass *pass)
{
    double small = cap_body(pass) * 0.8;
    return small < 3.5 ? 3.5 : small;
}

bool pass_mirror(struct pass *pass, bool mirrored)
{
    bool before = pass->mirrored;
    pass->mirrored = mirrored;
    return before;
}

struct box pass_place(const struct pass *pass, struct box box)
{
    if (pass->mirrored)
        box.x = pass->panel->width - box.x - box.w;
    return box;
}

void pass_due(struct pass *pass, int64_t at_ms)
{
    if (at_ms < pass->due_ms)
        pass->due_ms = at_ms;
}

struct ui_node *pass_node(
    struct pass *pass, const char *id, enum ui_role role, struct box placed, const char *label)
{
    struct pass_made *made = pass->made;
    if (pass->covered || made->node_count == NODES_MAX) {
        if (!pass->covered)
            pass_finding(pass, "too many nodes", id);
        /* the slot after the last: written and never shown */
        struct ui_node *spare = &made->nodes[NODES_MAX - 1];
        if (made->node_count == NODES_MAX)
            return spare;
        spare = &made->nodes[made->node_count];
        *spare = (struct ui_node){0};
        return spare;
    }
    struct ui_node *node = &made->nodes[made->node_count++];
    *node = (struct ui_node){.role = role,
        .box = placed,
        .label = label ? label : "",
        .language = pass->language,
        .enabled = true};
    snprintf(node->id, sizeof(node->id), "%s", id);
    return node;
}

void pass_finding(struct pass *pass, const char *what, const char *id)
{
    struct findings *findings = pass->findings;
    char line[256];
    int n = snprintf(line, sizeof(line), "%s: %s\n", what, id);
    size_t len = n < (int)sizeof(line) ? (size_t)n : sizeof(line) - 1;
    if (len >= sizeof(findings->text) - findings->len || strstr(findings->text, line))
        return;
    memcpy(findings->text + findings->len, line, len + 1);
    findings->len += len;
}

void pass_turned(struct pass *pass)
{
    struct widget_state *state = pass->state;
    state->page = 0;
    state->pages = 1;
    state->spread = state->grow = 0;
    state->why = false;
    state->key_page = state->opened = state->dead = state->composing = 0;
    state->words_from = 0;
    state->screen_ms = pass->now_ms;
    if (pass->input && pass->input->kind != UI_KEY) {
        state->turned_ms = pass->input->at_ms;
        state->turned_x = pass->input->x;
        state->turned_y = pass->input->y;
    }
    pass_let_go(pass);
    pass->moved = true;
}
