#include "scenes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lead.h"
#include "rules/damm.h"
#include "stage_inside.h"
#include "widget/pass.h"

#define EXAMPLE_DIGITS "48213907566120934"
#define CARD_STAYS_MS 8000
#define FADING_MS 200 /* what moves is due again sooner */
#define LONG_MS 46000
#define LONG_TYPING_MS 121000
#define ANSWER_SHORT "We read your message."
#define ANSWER_LONG                                                                                          \
    "We read your message. You are not in trouble with us. You can come to our house by the harbour on "     \
    "any day before 18:00, or call +44 20 7946 0123. Somebody who speaks your language is there on "         \
    "Tuesdays. "                                                                                             \
    "We do not tell your employer, and we do not tell the police unless you want that."
#define TYPED_WORDS "Two men keep our papers. We are five."

static void give_receipt(struct stage *stage, struct visit *visit)
{
    static const uint8_t thread[ID_BYTES] = {0x5c, 0x3a, 0x91};
    visit->sending = WORK_DONE;
    strcpy(visit->receipt, EXAMPLE_DIGITS);
    visit->receipt[RECEIPT_DIGITS - 1] = damm_digit(EXAMPLE_DIGITS, RECEIPT_DIGITS - 1);
    visit->receipt[RECEIPT_DIGITS] = 0;
    if (!image_case_word(&stage->image, visit->language, thread, visit->case_word))
        visit->case_word[0] = 0;
}

static void give_digits(struct visit *visit, size_t count)
{
    struct widget_state *state = (struct widget_state *)visit->widget_state;
    char digits[RECEIPT_DIGITS + 1] = EXAMPLE_DIGITS;
    digits[RECEIPT_DIGITS - 1] = damm_digit(EXAMPLE_DIGITS, RECEIPT_DIGITS - 1);
    if (count > RECEIPT_DIGITS) {
        count = RECEIPT_DIGITS;
        digits[3] = digits[3] == '9' ? '0' : (char)(digits[3] + 1);
    }
    snprintf(visit->digits, sizeof visit->digits, "%.*s", (int)count, digits);
    visit->digit_count = count;
    state->digit_at = (uint8_t)count;
}

static void give_answers(const struct stage *stage, struct visit *visit, size_t count)
{
    static const char *const states[] = {"received", "working", "answered"};
    const struct network_place *place = stage->content.place;
    const char *team = "";
    give_digits(visit, RECEIPT_DIGITS);
    visit->found_deleted = count == ANSWERS_DELETED;
    count = visit->found_deleted ? 1 : count;
    visit->reading = count > 3 ? WORK_NOTHING : WORK_DONE;
    if (count > 3)
        return;
    if (place)
        team = network_text(&stage->content.network->teams[place->team].name, visit->language);
    snprintf(visit->found_team, sizeof visit->found_team, "%s", team);
    snprintf(visit->found_state, sizeof visit->found_state, "%s", states[count ? count - 1 : 0]);
    visit->found_count = count;
    for (size_t i = 0; i < count; i++) {
        struct visit_found *found = &visit->found[i];
        *found = (struct visit_found){.n = (uint32_t)(count - i), .day = "2026-11-24"};
        snprintf(found->language, sizeof found->language, "%s", visit->language);
        snprintf(found->text, sizeof found->text, "%s", i ? ANSWER_SHORT : ANSWER_LONG);
    }
}

/* Some answer to every question that is asked then: the first choice of each, words, numbers, days. */
static void answer_all(const struct form *form, struct visit *visit)
{
    for (size_t i = 0; i < form->question_count; i++) {
        const struct form_question *question = &form->questions[i];
        struct visit_answer *answer = &visit->answers[i];
        if (question->choice_count)
            answer->chosen = 1;
        if (question->type == QUESTION_SEVERAL && question->choice_count > 2)
            answer->chosen = 1 | 4;
        if (question->type == QUESTION_INTEGER)
            strcpy(answer->value, "4");
        else if (question->type == QUESTION_PHONE)
            strcpy(answer->value, "+442079460123");
        else if (question->type == QUESTION_DATE)
            strcpy(answer->value, "2026-12-03");
        else if (question->type == QUESTION_TEXT)
            strcpy(visit->typed, TYPED_WORDS);
    }
    visit->question = form->question_count ? form->question_count - 1 : 0;
}

static void set_up_form(struct stage *stage, const struct scene *scene, struct visit *visit)
{
    const struct form *form = stage->content.forms[scene->form];
    visit->form = scene->form;
    visit->told_first = scene->way != SCENE_BEFORE && scene->way != SCENE_TELL;
    if (!form)
        return;
    if (scene->way == SCENE_QUESTION && !lead_to(form, visit, scene->number))
        visit->question = scene->number;
    if (scene->way == SCENE_CHECK || scene->way == SCENE_SENDING || scene->way == SCENE_RECEIPT)
        answer_all(form, visit);
}

static void set_up(struct stage *stage, const struct scene *scene, struct visit *visit)
{
    set_up_form(stage, scene, visit);
    switch (scene->way) {
    case SCENE_PART:
        visit->part = (enum topic_part)scene->number;
        break;
    case SCENE_TOPIC:
        visit->topic_pack = scene->pack;
        visit->topic = scene->number;
        break;
    case SCENE_SENDING:
        visit->sending = (enum visit_work)scene->number;
        break;
    case SCENE_RECEIPT:
        give_receipt(stage, visit);
        break;
    case SCENE_DIGITS:
        give_digits(visit, scene->number);
        break;
    case SCENE_ANSWER:
        give_answers(stage, visit, scene->number);
        break;
    case SCENE_READING:
        give_digits(visit, RECEIPT_DIGITS);
        visit->reading = WORK_RUNNING;
        break;
    case SCENE_WRITING:
        visit->writing = (enum visit_work)scene->number; /* fall through */
    case SCENE_TYPED:
        give_answers(stage, visit, 1);
        strcpy(visit->write_back, TYPED_WORDS);
        visit->write_back_caret = strlen(TYPED_WORDS);
        break;
    default:
        break;
    }
}

/* A visitor looks through the pages too: in large letters the button is on a later one. */
static bool turn_to(struct stage *stage, const char *id)
{
    char message[256];
    for (int page = 0; !ui_node(stage->ui, id) && page < 40; page++) {
        const struct ui_node *next = ui_node(stage->ui, "page.next");
        if (!next || !next->enabled || !stage_press(stage, "page.next", message))
            return false;
    }
    return ui_node(stage->ui, id);
}

static bool press(struct stage *stage, const char *id, char message[static 256])
{
    char name[NODE_ID];
    size_t len = strlen(id);
    if (!len || id[len - 1] != '!')
        return turn_to(stage, id) ? stage_press(stage, id, message)
                                  : stage_fail(message, "%.48s is not on this screen", id);
    snprintf(name, sizeof name, "%.*s", (int)len - 1, id);
    if (!turn_to(stage, name))
        return stage_fail(message, "%.48s is not on this screen", name);
    const struct ui_node *node = ui_node(stage->ui, name);
    struct ui_input input = {.kind = UI_PRESS,
        .x = node->box.x + node->box.w / 2,
        .y = node->box.y + node->box.h / 2,
        .at_ms = stage->facts.now_ms += 700};
    stage_step(stage, &input, 1);
    stage_wait(stage, 100);
    return true;
}

/* The same place, or none, for what a machine with no content shows. */
static void set_place(struct stage *stage, bool resting)
{
    const struct content *content = &stage->content;
    if (resting == !content->place)
        return;
    stage->content.place = resting ? NULL : stage->held_place;
    stage->content.network = resting ? NULL : stage->held_network;
    ui_content(stage->ui, &stage->content);
}

static void remember_place(struct stage *stage)
{
    if (!stage->content.place)
        return;
    stage->held_place = stage->content.place;
    stage->held_network = stage->content.network;
}

bool scene_stand(struct stage *stage, const struct scene *scene, const struct scene_look *look,
    char ret_message[static 256])
{
    remember_place(stage);
    visit_end(stage->keeper);
    ui_forget(stage->ui);
    set_place(stage, scene->way == SCENE_RESTING);
    struct visit *visit = visit_of(stage->keeper);
    snprintf(visit->language, sizeof visit->language, "%s", look->language);
    visit->text_size = look->size;
    visit->contrast = look->contrast;
    visit->screen = scene->screen;
    visit->reach = scene->low;
    stage->facts.panel_top_mm = stage->settings->panel.width < stage->settings->panel.height ? GALLERY_TOP_MM
                                                                                             : 0;
    stage->facts.tell = scene->way == SCENE_TELL ? (int)scene->number : 0;
    stage->facts.connected_ago_s = 5400;
    stage->facts.enrol_code[0] = 0;
    if (scene->way == SCENE_ENROL)
        strcpy(stage->facts.enrol_code, "K7QX-2M4P");
    set_up(stage, scene, visit);
    ui_repaint(stage->ui);
    stage_step(stage, NULL, 0);
    if (scene->way == SCENE_CARD)
        stage_wait(stage, (int64_t)scene->number * CARD_STAYS_MS + CARD_STAYS_MS / 2);
    for (int i = 0; scene->way == SCENE_CARD && i < 40 && stage->due_ms - stage->facts.now_ms < FADING_MS;
         i++)
        stage_wait(stage, FADING_MS); /* one card is giving way to the next */
    for (size_t i = 0; i < scene->presses; i++)
        if (!press(stage, scene->press[i], ret_message))
            return false;
    if (scene->way == SCENE_STILL)
        stage_wait(stage, ((struct widget_state *)visit->widget_state)->typing ? LONG_TYPING_MS : LONG_MS);
    return true;
}

static bool can_press(const struct stage *stage, const char *id)
{
    const struct ui_node *node = ui_node(stage->ui, id);
    return node && node->enabled;
}

bool scene_turn(struct stage *stage, int page)
{
    char message[256], before[NODE_ID] = "";
    size_t count = 0;
    if (page > 40)
        return false;
    if (can_press(stage, "page.next"))
        return stage_press(stage, "page.next", message);
    if (!can_press(stage, "key.page") || page > 8)
        return false;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count && !before[0]; i++)
        if (nodes[i].role == ROLE_KEY)
            strcpy(before, nodes[i].id);
    if (page == 1)
        strcpy(stage->first_key, before);
    if (!stage_press(stage, "key.page", message))
        return false;
    return !ui_node(stage->ui, stage->first_key); /* round again */
}
