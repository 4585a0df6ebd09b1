/* What will leave, line by line, in the person's words; each line can be taken out. Then it is held for
 * two seconds. */
#include "form_digits.h"
#include "form_inside.h"
#include "readers.h"

#include <stdio.h>
#include <string.h>

struct nav screen_check_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    if (visit->sending == WORK_RUNNING || visit->sending == WORK_DONE)
        return (struct nav){0};
    if (visit->sending != WORK_NONE) {
        visit->sending = WORK_NONE;
        return (struct nav){0};
    }
    return nav_back();
}

#define EXAMPLE_DIGITS "123456789012345678"

/* The labels of what was chosen, one after the other. */
static const char *chosen_words(
    struct ui *ui, const struct content *content, const struct answer_leaving *answer)
{
    struct pass *pass = &ui->pass;
    const char *words = "";
    if (answer->text)
        return answer->question->type == QUESTION_TEXT ? answer->text
                                                       : say_value(pass, answer->question, answer->text);
    for (size_t i = 0; i < answer->question->choice_count; i++) {
        if (!(answer->chosen & (UINT32_C(1) << i)))
            continue;
        words = scratch_join(pass, words, words[0] ? say(pass, ", ") : "",
            say_form(ui, content, answer->question->choices[i].label));
    }
    if (answer->question->type == QUESTION_CONSENT && !answer->chosen)
        return say(pass, "No to all of these");
    return words;
}

static bool take_out_button(
    struct pass *pass, const struct answer_leaving *answer, struct box box, bool removed)
{
    char id[48];
    snprintf(id, sizeof(id), "check.%s.%s", removed ? "put_back" : "take_out", answer->question->name);
    return button(
        pass, id, box, BUTTON_PLAIN, NULL, removed ? say(pass, "Put back") : say(pass, "Take out"), true);
}

/* One answer: the question small, the words below, the button at the end of the line. */
static bool flow_line(struct ui *ui, struct flow *flow, const struct content *content,
    const struct answer_leaving *answer, bool removed)
{
    struct pass *pass = &ui->pass;
    struct look quiet = look_quiet(pass), body = look_body(pass);
    quiet.colour = body.colour = pass->theme->panel_ink;
    body.keep = answer->text ? TEXT_VISIT : TEXT_CONTENT;
    body.weight = TEXT_BOLD;
    if (answer->question->type == QUESTION_PHONE && !removed) /* as on the keys of a telephone */
        body.language = "en";
    bool small = panel_small(&ui->panel);
    const char *question = say_form(ui, content, answer->question->label);
    const char *words = removed ? say(pass, "The team does not get this.")
                                : chosen_words(ui, content, answer);
    bool can = answer->question->type != QUESTION_CONSENT || answer->chosen || removed;
    int pad = mx(pass, small ? 3 : 6), button_w = mx(pass, small ? 34 : 54);
    int w = flow->box.w - 2 * pad - (can ? button_w + pad : 0);
    int question_h = words_height(pass, &quiet, question, w), words_h = words_height(pass, &body, words, w);
    int button_h = can ? button_height(
                             pass, NULL, removed ? say(pass, "Put back") : say(pass, "Take out"), button_w)
                       : 0;
    int inner = question_h + my(pass, 1.5) + words_h;
    int h = (inner > button_h ? inner : button_h) + my(pass, small ? 3 : 8);
    int more = h > flow->box.h ? 0 : flow_grow(pass, flow, my(pass, 14));
    char id[48];
    struct box box;
    snprintf(id, sizeof(id), "check.line.%s", answer->question->name);
    if (h > flow->box.h) { /* a long text: over pages, with its button below */
        flow_words(pass, flow, id, ROLE_TEXT, &quiet, question);
        flow_words(pass, flow, id, ROLE_TEXT, &body, words);
        return flow_take(flow, button_h, &box) &&
               take_out_button(
                   pass, answer, (struct box){box.x + box.w - button_w, box.y, button_w, button_h}, removed);
    }
    if (!flow_take(flow, h + more, &box))
        return false;
    card(pass, box);
    int y = box.y + (box.h - inner) / 2;
    words_draw(pass, &quiet, question, (struct box){box.x + pad, y, w, question_h});
    struct box at = {box.x + pad, y + question_h + my(pass, 1.5), w, words_h};
    words_node(pass, id, ROLE_TEXT, &body, words, at);
    if (answer->text && !removed && pass->made->node_count > 0) /* never spoken, never kept */
        pass->made->nodes[pass->made->node_count - 1].secret = true;
    struct box end = {box.x + box.w - pad - button_w, box.y + (box.h - button_h) / 2, button_w, button_h};
    return can && take_out_button(pass, answer, end, removed);
}

static size_t flow_lines_of(
    struct ui *ui, struct flow *flow, const struct content *content, struct visit *visit)
{
    size_t leaving = 0;
    for (size_t i = 0; i < form_now(content, visit)->question_count; i++) {
        struct answer_leaving answer;
        if (!answer_given(form_now(content, visit), visit, i, &answer))
            continue;
        if (flow_line(ui, flow, content, &answer, visit->removed[i])) {
            visit->removed[i] = !visit->removed[i];
            ui->pass.moved = true;
        }
        leaving += !visit->removed[i] && answer.question->type != QUESTION_CONSENT;
    }
    return leaving;
}

/* What the page says above the answers: that this is what leaves, and to whom. */
static void flow_who(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const struct network_team *team = form_team_now(content, visit);
    struct look heading = look_heading(pass), body = look_body(pass);
    flow_words(pass, flow, "check.title", ROLE_HEADING, &heading,
        say_critical(pass, "This is what the team will get"));
    if (team)
        flow_words(pass, flow, "check.text", ROLE_TEXT, &body,
            say_with(pass,
                "It is locked so that only {team} can open it. Take out what you do not want to tell.",
                "team", network_text(&team->name, pass->language), NULL));
    else
        flow_nobody_left(ui, flow, content, visit);
    flow_space(flow, my(pass, panel_small(&ui->panel) ? 0 : 3));
}

/* In practice it looks the same, and the receipt is an example; nothing is sealed. */
static struct nav send(struct ui *ui, struct visit *visit)
{
    turn(ui);
    if (!visit->practice) {
        visit->sending = WORK_RUNNING;
        return (struct nav){.want = UI_SEND_FORM};
    }
    snprintf(visit->receipt, sizeof(visit->receipt), "%s", EXAMPLE_DIGITS);
    visit->sending = WORK_DONE;
    ui->pass.moved = true;
    return (struct nav){0};
}

static struct nav page_check(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look body = look_body(pass);
    const struct network_team *team = form_team_now(content, visit);
    struct box box = frame_content(ui);
    const char *label = say_critical(pass, "Hold for two seconds to send");
    int need = button_height(pass, "hold", label, box.w), foot_h = foot_height(ui) * 5 / 4;
    struct box foot = frame_take_foot(ui, &box, need > foot_h ? need : foot_h);
    flow_begin(pass, &flow, box);
    flow_form_marks(ui, &flow, content, visit);
    flow_who(ui, &flow, content, visit);
    size_t leaving = flow_lines_of(ui, &flow, content, visit);
    if (leaving == 0)
        flow_words(pass, &flow, "check.nothing", ROLE_TEXT, &body,
            say(pass, "There is nothing to send yet. Go back and answer what you like."));
    flow_end(pass, &flow);
    if (leaving == 0 || !team) {
        return button(pass, "check.back", foot, BUTTON_MAIN, NULL, say(pass, "Back"), true) ? nav_back()
                                                                                            : (struct nav){0};
    }
    return hold_button(pass, "check.send", foot, "hold", label) ? send(ui, visit) : (struct nav){0};
}

struct nav screen_check(struct ui *ui, const struct content *content, struct visit *visit)
{
    bool again, stop;
    struct pass *pass = &ui->pass;
    if (!form_now(content, visit) || visit->form == FORM_JOB) /* whose answers never leave */
        return nav_instead(SCREEN_HOME);
    if (visit->sending == WORK_DONE) {
        visit->back_count = 0; /* what has been sealed is not changed any more */
        return nav_instead(SCREEN_RECEIPT);
    }
    if (!work_page(ui, content, visit->sending,
            say(pass,
                "Your words are being locked so that only the team can open them. This takes a few seconds."),
            &again, &stop))
        return page_check(ui, content, visit);
    if (stop)
        visit->sending = WORK_NONE;
    if (again)
        visit->sending = WORK_RUNNING;
    if (again || stop)
        turn(ui);
    return (struct nav){.want = again ? UI_SEND_FORM : UI_NOTHING};
}
