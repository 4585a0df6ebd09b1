#include <stdio.h>
#include <string.h>

#include "stage_inside.h"
#include "widget/typist.h"

#define BETWEEN_MS 600 /* longer than what counts as a double strike */
#define TOUCH_MS 80
#define HOLD_STEP_MS 50

static void finger(struct stage *stage, enum ui_input_kind kind, struct box box)
{
    struct ui_input input = {
        .kind = kind,
        .x = box.x + box.w / 2,
        .y = box.y + box.h / 2,
        .at_ms = stage->facts.now_ms,
    };
    stage_step(stage, &input, 1);
}

static bool find(struct stage *stage, const char *id, struct box *ret_box, char message[static 256])
{
    const struct ui_node *node = ui_node(stage->ui, id);
    if (node && node->enabled) {
        *ret_box = node->box;
        return true;
    }
    if (node)
        return stage_fail(message, "%.48s cannot be pressed now", id);
    size_t count = 0, len = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    len = (size_t)snprintf(message, 256, "%.48s is not on this screen; there are", id);
    for (size_t i = 0; i < count && len < 200; i++)
        len += (size_t)snprintf(message + len, 256 - len, " %.48s", nodes[i].id);
    return false;
}

bool stage_hold(struct stage *stage, const char *id, int64_t ms, char ret_message[static 256])
{
    struct box box;
    stage_wait(stage, BETWEEN_MS);
    if (!find(stage, id, &box, ret_message))
        return false;
    finger(stage, UI_PRESS, box);
    for (int64_t held = 0; held < ms; held += HOLD_STEP_MS)
        stage_wait(stage, HOLD_STEP_MS);
    finger(stage, UI_RELEASE, box);
    return true;
}

bool stage_press(struct stage *stage, const char *id, char ret_message[static 256])
{
    return stage_hold(stage, id, TOUCH_MS, ret_message);
}

bool stage_type(struct stage *stage, const char *utf8, char ret_message[static 256])
{
    while (*utf8) {
        struct typist typist = typist_for(utf8);
        while (!typist.done) {
            size_t count = 0;
            const struct ui_node *nodes = ui_nodes(stage->ui, &count);
            const struct ui_node *node = typist_next(&typist, nodes, count);
            if (!node)
                return stage_fail(ret_message, "the keyboard on this screen has no key.%.40s", typist.key);
            char id[NODE_ID];
            snprintf(id, sizeof id, "%s", node->id);
            if (!stage_press(stage, id, ret_message))
                return false;
        }
        utf8 += typist.bytes;
    }
    return true;
}

bool stage_key(struct stage *stage, const char *name, char ret_message[static 256])
{
    static const char *const names[] = {"up", "down", "left", "right", "select", "back", "help"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name)) {
            stage_wait(stage, BETWEEN_MS);
            struct ui_input input = {.kind = UI_KEY, .key = (enum ui_key)i, .at_ms = stage->facts.now_ms};
            stage_step(stage, &input, 1);
            return true;
        }
    return stage_fail(ret_message, "%.40s is not one of up, down, left, right, select, back, help", name);
}
