#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "stage_inside.h"

#define NODES_BYTES (1 << 20)

static const char *const roles[] = {[ROLE_TEXT] = "text",
    [ROLE_HEADING] = "heading",
    [ROLE_BUTTON] = "button",
    [ROLE_CHOICE] = "choice",
    [ROLE_CHECK] = "check",
    [ROLE_KEY] = "key",
    [ROLE_FIELD] = "field",
    [ROLE_PICTURE] = "picture",
    [ROLE_PROGRESS] = "progress"};

char *stage_nodes(const struct stage *stage)
{
    struct buffer text;
    size_t count = 0;
    enum base_error error = BASE_OK;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    buffer_init(&text, NODES_BYTES);
    for (size_t i = 0; i < count && error == BASE_OK; i++) {
        const struct ui_node *node = &nodes[i];
        error = buffer_printf(&text, "%-24s %-8s%s%s%s%s  %s\n", node->id, roles[node->role],
            node->enabled ? "" : " off", node->chosen ? " chosen" : "", node->focused ? " focus" : "",
            node->secret ? " secret" : "", node->label ? node->label : "");
    }
    char *copy = error == BASE_OK ? strdup(text.len ? (const char *)text.bytes : "") : NULL;
    buffer_clear(&text);
    return copy;
}

static bool write_nodes(struct stage *stage, const char *path, char message[static 256])
{
    char *text = stage_nodes(stage);
    enum base_error error = text ? file_put(path, text, strlen(text), 0644) : BASE_NO_MEMORY;
    free(text);
    return error == BASE_OK || stage_fail(message, "%.150s: %s", path, base_error_text(error));
}

static bool run_step(
    struct stage *stage, const struct script_step *step, const char *folder, char message[static 256])
{
    char path[512];
    const char *word = step->word[0];
    snprintf(path, sizeof path, "%.400s/%s.%s", folder, word, step->verb == SCRIPT_NODES ? "txt" : "png");
    switch (step->verb) {
    case SCRIPT_PRESS:
        return stage_press(stage, word, message);
    case SCRIPT_HOLD:
        return stage_hold(stage, word, step->number, message);
    case SCRIPT_TYPE:
        return stage_type(stage, word, message);
    case SCRIPT_KEY:
        return stage_key(stage, word, message);
    case SCRIPT_WAIT:
        stage_wait(stage, step->number);
        return true;
    case SCRIPT_EXPECT:
        return ui_node(stage->ui, word) || stage_fail(message, "%.48s is not on this screen", word);
    case SCRIPT_SHOT:
        return picture_write(&stage->surface, path, message);
    case SCRIPT_NODES:
        return write_nodes(stage, path, message);
    case SCRIPT_SET:
        return stage_set(stage, word, step->word[1], message);
    case SCRIPT_ANSWER:
        return stage_answer(stage, word, step->word[1], message);
    }
    return false;
}

bool stage_run(
    struct stage *stage, const struct script *script, const char *folder, char ret_message[static 256])
{
    for (size_t i = 0; i < script->count; i++) {
        char message[256] = "";
        if (!run_step(stage, &script->steps[i], folder, message))
            return stage_fail(ret_message, "line %u: %.230s", script->steps[i].line, message);
    }
    return true;
}
