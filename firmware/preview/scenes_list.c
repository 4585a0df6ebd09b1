#include "scenes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/answers.h"
#include "stage_inside.h"
#include "widget/pass.h"

#define OPENED_MOST 8 /* sub-pages of one page */
#define DIGITS_WRONG (RECEIPT_DIGITS + 1)

static const char *const forms[FORM_ROLES] = {"help", "report", "call", "job"};

/* When the list is full the last place is written over, and the count says so. */
__attribute__((format(printf, 4, 5))) static struct scene *add(
    struct scenes *scenes, enum scene_way way, enum screen_id screen, const char *name, ...)
{
    struct scene *scene = &scenes->in[scenes->count < SCENES_MOST ? scenes->count++ : SCENES_MOST - 1];
    va_list args;
    *scene = (struct scene){.way = way, .screen = screen};
    va_start(args, name);
    vsnprintf(scene->name, sizeof scene->name, name, args);
    va_end(args);
    return scene;
}

static void add_numbers(struct scenes *scenes, enum scene_way way, enum screen_id screen, const char *name,
    size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        add(scenes, way, screen, "%s.%zu", name, i)->number = i;
}

static void add_pressed(struct scenes *scenes, const struct scene *on, const char *id, bool optional)
{
    struct scene from = *on;
    if (from.presses == SCENE_PRESSES)
        return;
    struct scene *scene = add(scenes, from.way, from.screen, "%.60s+%.30s", from.name, id);
    char name[SCENE_NAME];
    memcpy(name, scene->name, sizeof name);
    *scene = from;
    memcpy(scene->name, name, sizeof name);
    snprintf(scene->press[scene->presses++], NODE_ID, "%s", id);
    scene->optional = from.optional || optional;
}

static void add_form(struct scenes *scenes, const struct form *form, enum form_role role)
{
    static const char *const words[] = {"", "full", "closed"};
    add(scenes, SCENE_BEFORE, SCREEN_FORM, "form.%s", forms[role])->form = role;
    for (size_t i = 1; i <= 2 && role == FORM_HELP; i++) {
        struct scene *scene = add(scenes, SCENE_TELL, SCREEN_FORM, "form.%s.%s", forms[role], words[i]);
        scene->form = role;
        scene->number = i;
    }
    for (size_t i = 0; i < form->question_count; i++) {
        if (form->questions[i].type == QUESTION_CALCULATE || form->questions[i].shows == NOTE_SIGN)
            continue;
        struct scene *scene = add(scenes, SCENE_QUESTION, SCREEN_FORM, "form.%s.%zu.%.40s", forms[role], i,
            form->questions[i].name);
        scene->form = role;
        scene->number = i;
    }
    if (role != FORM_JOB)
        add(scenes, SCENE_CHECK, SCREEN_CHECK, "check.%s", forms[role])->form = role;
}

static void add_works(struct scenes *scenes)
{
    static const char *const words[] = {
        [WORK_RUNNING] = "running", [WORK_FULL] = "full", [WORK_RATE] = "rate", [WORK_FAILED] = "failed"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!words[i])
            continue;
        add(scenes, SCENE_SENDING, SCREEN_CHECK, "check.%s", words[i])->number = i;
        add(scenes, SCENE_WRITING, SCREEN_WRITE_BACK, "write_back.%s", words[i])->number = i;
    }
    add(scenes, SCENE_WRITING, SCREEN_WRITE_BACK, "write_back.done")->number = WORK_DONE;
}

static void add_after(struct scenes *scenes)
{
    static const char *const switches[] = {"key.shift", "key.layer", "key.script", "key.order"};
    add(scenes, SCENE_RECEIPT, SCREEN_RECEIPT, "receipt");
    add_pressed(scenes, &scenes->in[scenes->count - 1], "receipt.show!", false);
    add(scenes, SCENE_DIGITS, SCREEN_DIGITS, "digits");
    add(scenes, SCENE_DIGITS, SCREEN_DIGITS, "digits.some")->number = 8;
    add(scenes, SCENE_DIGITS, SCREEN_DIGITS, "digits.all")->number = RECEIPT_DIGITS;
    add(scenes, SCENE_DIGITS, SCREEN_DIGITS, "digits.mistyped")->number = DIGITS_WRONG;
    add(scenes, SCENE_READING, SCREEN_ANSWER, "answer.looking");
    add_numbers(scenes, SCENE_ANSWER, SCREEN_ANSWER, "answer", 0, 3);
    add(scenes, SCENE_ANSWER, SCREEN_ANSWER, "answer.nothing")->number = 4;
    add(scenes, SCENE_ANSWER, SCREEN_ANSWER, "answer.deleted")->number = ANSWERS_DELETED;
    struct scene typed = *add(scenes, SCENE_TYPED, SCREEN_WRITE_BACK, "write_back");
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        add_pressed(scenes, &typed, switches[i], true);
    add_pressed(scenes, &typed, "field.open", true);
    struct scene opened = scenes->in[scenes->count - 1];
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        add_pressed(scenes, &opened, switches[i], true);
    add(scenes, SCENE_ANSWER, SCREEN_TAKE_BACK, "take_back")->number = 1;
    add(scenes, SCENE_ANSWER, SCREEN_DELETE, "delete")->number = 1;
    add_works(scenes);
}

static void add_topics(struct scenes *scenes, const struct content *content)
{
    static const char *const parts[] = {
        [PART_RIGHTS] = "rights", [PART_WORK] = "work", [PART_BUYER] = "buyer", [PART_STAFF] = "staff"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        add(scenes, SCENE_PART, SCREEN_TOPICS, "topics.%s", parts[i])->number = i;
    for (size_t p = 0; p < content->pack_count; p++)
        for (size_t t = 0; t < content->packs[p]->topic_count; t++) {
            const struct pack_topic *topic = &content->packs[p]->topics[t];
            struct scene *scene = add(scenes, SCENE_TOPIC, topic->story[0] ? SCREEN_EPISODE : SCREEN_TOPIC,
                "%s.%.60s", topic->story[0] ? "episode" : "topic", topic->slug);
            scene->pack = p;
            scene->number = t;
        }
}

static void add_all(struct scenes *scenes, const struct content *content)
{
    add_numbers(scenes, SCENE_CARD, SCREEN_ATTRACT, "attract", 0, 8);
    add(scenes, SCENE_ENROL, SCREEN_ATTRACT, "attract.enrol");
    add(scenes, SCENE_RESTING, SCREEN_ATTRACT, "attract.resting");
    add(scenes, SCENE_RESTING, SCREEN_HOME, "home.resting");
    add(scenes, SCENE_PLAIN, SCREEN_LANGUAGE, "language");
    add(scenes, SCENE_PLAIN, SCREEN_HOME, "home");
    add(scenes, SCENE_STILL, SCREEN_HOME, "home.still");
    add(scenes, SCENE_PLAIN, SCREEN_HELP, "help");
    add(scenes, SCENE_PLAIN, SCREEN_SERVICES, "services");
    add(scenes, SCENE_PLAIN, SCREEN_CARD, "card");
    add(scenes, SCENE_PLAIN, SCREEN_TELL, "tell");
    add(scenes, SCENE_TOPIC, SCREEN_ALONG, "along");
    add(scenes, SCENE_PLAIN, SCREEN_NUMBER, "number");
    add_topics(scenes, content);
    for (int role = 0; role < FORM_ROLES; role++)
        if (content->forms[role])
            add_form(scenes, content->forms[role], (enum form_role)role);
    struct scene *job = add(scenes, SCENE_CHECK, SCREEN_JOB, "job");
    job->form = FORM_JOB;
    add_after(scenes);
    add(scenes, SCENE_RECEIPT, SCREEN_GOODBYE, "goodbye");
}

/* The screens with most on them once more, brought down. */
static void add_low(struct scenes *scenes, const struct panel *panel)
{
    static const char *const low[] = {"home", "help", "language", "digits", "write_back", "receipt",
        "form.help", "services", "check.help", "card"};
    size_t count = scenes->count;
    if (panel->width > panel->height)
        return;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sizeof low / sizeof *low; k++) {
            struct scene from = scenes->in[i];
            if (strcmp(from.name, low[k]))
                continue;
            struct scene *scene = add(scenes, from.way, from.screen, "%.60s.low", low[k]);
            memcpy(from.name, scene->name, sizeof from.name);
            *scene = from;
            scene->low = true;
        }
}

static uint64_t ids_of(const struct stage *stage)
{
    size_t count = 0;
    uint64_t sum = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++)
        sum += id_hash(nodes[i].id) * 0x9e3779b97f4a7c15u >> 7;
    return sum ^ count;
}

static bool worth_pressing(const struct ui_node *node)
{
    return node->enabled && node->role == ROLE_BUTTON && strncmp(node->id, "bar.", 4) &&
           strncmp(node->id, "page.", 5) && strncmp(node->id, "key.", 4) && strncmp(node->id, "digits.", 7) &&
           strcmp(node->id, "leave") && strcmp(node->id, "form.next") && strcmp(node->id, "form.begin") &&
           strncmp(node->id, "field.", 6);
}

/* What each button opens on the same screen becomes a scene of its own. */
static void open_buttons(struct stage *stage, struct scenes *scenes, size_t at)
{
    static const struct scene_look look = {"en", TEXT_NORMAL, CONTRAST_NORMAL};
    struct scene from = scenes->in[at];
    char ids[OPENED_MOST][NODE_ID], message[256];
    size_t count = 0, opened = 0;
    if (!scene_stand(stage, &from, &look, message))
        return;
    uint64_t before = ids_of(stage);
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count && opened < OPENED_MOST; i++)
        if (worth_pressing(&nodes[i]))
            memcpy(ids[opened++], nodes[i].id, NODE_ID);
    for (size_t i = 0; i < opened; i++) {
        if (!scene_stand(stage, &from, &look, message) || !stage_press(stage, ids[i], message))
            continue;
        if (visit_of(stage->keeper)->screen == from.screen && ids_of(stage) != before)
            add_pressed(scenes, &from, ids[i], false);
    }
}

static bool has_buttons(const struct scene *scene)
{
    return scene->way != SCENE_CARD && scene->way != SCENE_ENROL && scene->way != SCENE_RESTING &&
           scene->way != SCENE_STILL && scene->way != SCENE_SENDING && scene->way != SCENE_WRITING &&
           scene->way != SCENE_TYPED && scene->way != SCENE_READING && scene->presses < 2;
}

bool scenes_of(struct stage *stage, bool explore, struct scenes *ret_scenes, char ret_message[static 256])
{
    struct scenes scenes = {.in = calloc(SCENES_MOST, sizeof *scenes.in)};
    if (!scenes.in)
        return stage_fail(ret_message, "not enough memory");
    add_all(&scenes, &stage->content);
    add_low(&scenes, &stage->settings->panel);
    for (size_t i = 0; explore && i < scenes.count; i++)
        if (has_buttons(&scenes.in[i]))
            open_buttons(stage, &scenes, i);
    if (scenes.count == SCENES_MOST) {
        scenes_clear(&scenes);
        return stage_fail(ret_message, "there is more to show than %d pages can", SCENES_MOST);
    }
    *ret_scenes = scenes;
    return true;
}

void scenes_clear(struct scenes *scenes)
{
    free(scenes->in);
    *scenes = (struct scenes){0};
}
