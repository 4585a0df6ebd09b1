/* A form: who will read it and what they must pass on, then one question a page. */
#include "call_time.h"
#include "form_digits.h"
#include "form_inside.h"
#include "readers.h"

#include <stdio.h>
#include <string.h>

static size_t last_question(const struct form *form)
{
    return form->question_count;
}

struct nav screen_form_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    if (typing_alone(ui)) {
        turn_to_stage(ui, 0);
        return (struct nav){0};
    }
    if (!visit->told_first)
        return nav_back();
    size_t before = form_before(form_now(content, visit), visit, visit->question);
    if (before == last_question(form_now(content, visit)))
        visit->told_first = false;
    else
        visit->question = before;
    turn(ui);
    return (struct nav){0};
}

static void flow_progress(
    struct ui *ui, struct flow *flow, const struct form *form, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    size_t part = 0, whole = 0;
    for (size_t i = 0; i < form->question_count; i++) {
        if (!form_is_page(form, visit, i))
            continue;
        whole++;
        part += i <= visit->question;
    }
    char a[8], b[8];
    snprintf(a, sizeof(a), "%zu", part);
    snprintf(b, sizeof(b), "%zu", whole);
    const char *words = say_with(
        pass, "Page {page} of {pages}", "page", say_digits(pass, a), "pages", say_digits(pass, b), NULL);
    struct box box;
    if (flow_take(flow, my(pass, panel_small(&ui->panel) ? 1.6 : 3), &box))
        progress(pass, "form.progress", box, part, whole, words);
}

/* Beside an empty page to write on there is room for what encourages. */
static bool why_shown(const struct ui *ui, const struct form_question *question)
{
    return question->type == QUESTION_TEXT && !panel_small(&ui->panel) &&
           ui->panel.height > ui->panel.width && ui->pass.size <= TEXT_NORMAL;
}

/* When a call can be asked for, and when it comes. */
static void flow_about_calls(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    const struct form_question *question = &form_now(content, visit)->questions[visit->question];
    bool phone = question->type == QUESTION_PHONE, asks = false;
    for (size_t i = 0; i < question->choice_count; i++)
        asks = asks || question->choices[i].call;
    const char *earliest = asks || phone ? say_call_earliest(ui, form_team_now(content, visit)) : "";
    if (asks && !call_offered(ui))
        flow_point(pass, flow, "form.no_call", "signal", &body, say_no_call(pass));
    else if (earliest[0] && !(phone && panel_small(&ui->panel))) /* there the keys need its height */
        flow_point(pass, flow, "form.earliest", "clock", &body, earliest);
}

static void flow_head(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit, bool fits)
{
    const struct form_question *question = &form_now(content, visit)->questions[visit->question];
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass), quiet = look_quiet(pass);
    flow_words(pass, flow, "form.question", ROLE_HEADING, &heading, say_form(ui, content, question->label));
    if (question->type == QUESTION_SEVERAL)
        flow_words(pass, flow, "form.most", ROLE_TEXT, &quiet,
            question->most > 0 ? say_count(pass, "Choose {n}, or none", "Choose up to {n}, or none",
                                     (unsigned long)question->most)
                               : say(pass, "Choose as many as you like, or none"));
    if (question->why && question->type != QUESTION_NOTE && (pass->state->why || why_shown(ui, question))) {
        struct look body = look_body(pass);
        flow_point(pass, flow, "form.why_text", "info", &body, say_form(ui, content, question->why));
    }
    flow_about_calls(ui, flow, content, visit);
    if (!fits && question->message) { /* told, and never in the way */
        struct look body = look_body(pass);
        flow_point(pass, flow, "form.message", "info", &body, say_form(ui, content, question->message));
    }
}

static bool answered(const struct form *form, const struct visit *visit)
{
    struct answer_leaving answer;
    return answer_given(form, visit, visit->question, &answer);
}

/* Who says to be under 18 sees children's numbers first, wherever numbers are. */
static void note_age(const struct form *form, struct visit *visit)
{
    if (form_chose(form, visit, "age", "under15") || form_chose(form, visit, "age", "15to17"))
        visit->child = true;
    if (form_chose(form, visit, "age", "18plus"))
        visit->child = false;
}

/* Behind the last question: what the answers mean, or what will leave. */
static struct nav form_on(struct ui *ui, const struct content *content, struct visit *visit)
{
    size_t next = form_next(form_now(content, visit), visit, visit->question);
    note_age(form_now(content, visit), visit);
    if (next == last_question(form_now(content, visit)))
        return nav_go(visit->form == FORM_JOB ? SCREEN_JOB : SCREEN_CHECK);
    visit->question = next;
    ui->pass.state->cleared = 0;
    turn(ui);
    return (struct nav){0};
}

/* The button in the middle: where a note leads; to send what is here, when it presses. */
static const char *say_middle(struct ui *ui, const struct form *form, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const struct form_question *question = &form->questions[visit->question];
    bool pressing = answers_urgency(form, visit) <= 2 && visit->form != FORM_JOB &&
                    form_next(form, visit, visit->question) < last_question(form);
    if (question->type == QUESTION_NOTE && say_note_way(pass, question))
        return say_note_way(pass, question);
    return pressing ? say(pass, "Enough: send this") : NULL;
}

/* Why we ask · send what is here, or where a note leads · next. */
static struct nav form_foot(
    struct ui *ui, const struct content *content, struct visit *visit, struct box foot)
{
    struct pass *pass = &ui->pass;
    const struct form *form = form_now(content, visit);
    const struct form_question *question = &form->questions[visit->question];
    int gap = mx(pass, panel_small(&ui->panel) ? 3 : 5), w = (foot.w - 2 * gap) / 3;
    const char *arrow = pass->right_to_left ? "back" : "next", *middle = say_middle(ui, form, visit);
    bool note = question->type == QUESTION_NOTE, given = note || answered(form, visit);
    bool way = note && say_note_way(pass, question), last = way && question->shows == NOTE_HELP;
    struct box at = {foot.x, foot.y, w, foot.h};
    if (question->why && !note && !why_shown(ui, question) &&
        button(pass, "form.why", at, BUTTON_PLAIN, "info", say(pass, "Why we ask"), true)) {
        pass->state->why = !pass->state->why;
        pass->state->page = 0;
        pass->moved = true;
    }
    at.x += w + gap;
    if (last)
        at.w += w + gap;
    if (middle && button(pass, way ? "form.way" : "form.send_now", at, way ? BUTTON_MAIN : BUTTON_PLAIN, NULL,
                      middle, true))
        return way ? note_way(content, visit) : nav_go(SCREEN_CHECK);
    if (last)
        return (struct nav){0};
    at.x += w + gap;
    const char *label = given ? say(pass, "Next") : say(pass, "Skip");
    bool main = given && !way;
    return button(pass, "form.next", at, main ? BUTTON_MAIN : BUTTON_PLAIN, arrow, label, true)
               ? form_on(ui, content, visit)
               : (struct nav){0};
}

static int form_foot_height(struct ui *ui, const struct form_question *question, struct box box)
{
    struct pass *pass = &ui->pass;
    int w = (box.w - 2 * mx(pass, panel_small(&ui->panel) ? 3 : 5)) / 3;
    int h = foot_height(ui);
    const char *way = say_note_way(pass, question);
    const char *labels[] = {say(pass, "Why we ask"), way ? way : say(pass, "Enough: send this"),
        say(pass, "Next"), say(pass, "Skip")};
    const char *icons[] = {"info", NULL, "next", "next"};
    for (size_t i = 0; i < 4; i++) {
        int need = button_height(pass, icons[i], labels[i], w);
        h = need > h ? need : h;
    }
    return h;
}

/* The field ends where the document would be full: what takes two bytes there counts twice. */
static size_t typed_cap(const struct form *form, const struct visit *visit)
{
    size_t len = strlen(visit->typed), written = text_written(visit->typed), room = form_text_room(form);
    size_t cap = len + (room > written ? room - written : 0) + 1;
    return cap < sizeof(visit->typed) ? cap : sizeof(visit->typed);
}

static struct nav page_question(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const struct form *form = form_now(content, visit);
    const struct form_question *question = &form->questions[visit->question];
    uint32_t *chosen = &visit->answers[visit->question].chosen;
    struct typed_text typed = {"form.field", visit->typed, typed_cap(form, visit), &visit->typed_caret,
        say(pass, "Write here, in any language")};
    struct box box = frame_content(ui);
    struct flow flow;
    if (question->type == QUESTION_TEXT && typing_alone(ui)) {
        type_area(ui, box, &typed);
        return (struct nav){0};
    }
    struct box foot = frame_take_foot(ui, &box, form_foot_height(ui, question, box));
    struct box typing = box;
    if (question->type == QUESTION_TEXT) {
        int h = type_area_height(ui);
        typing.y = box.y + box.h - h;
        typing.h = h;
        box.h -= h + my(pass, panel_small(&ui->panel) ? 0.5 : 5); /* words may stand close to a field */
    }
    flow_begin(pass, &flow, box);
    flow.tight = question->type == QUESTION_TEXT;
    if (flow.pager && flow.tight && panel_small(&ui->panel)) { /* its keys stand beside the field too */
        flow.pager_box.h = typing.y + typing.h - box.y;
        typing.w = flow.box.w;
    }
    flow_form_marks(ui, &flow, content, visit);
    flow_progress(ui, &flow, form, visit);
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 3));
    flow_head(ui, &flow, content, visit, answer_fits(form, visit, visit->question));
    if (question->type == QUESTION_NOTE)
        flow_note(ui, &flow, content, visit);
    else if (question->type == QUESTION_CONSENT)
        flow_consents(ui, &flow, content, question, chosen);
    else if (question_has_digits(question))
        flow_digits(ui, &flow, question, visit->answers[visit->question].value);
    else if (question->type != QUESTION_TEXT)
        flow_choices(ui, &flow, content, question, chosen);
    if (question->type == QUESTION_TEXT && flow.page == 0 && !panel_small(&ui->panel)) {
        /* what the words above do not need is the field's */
        typing.h += flow_left(&flow);
        typing.y -= flow_left(&flow);
    }
    flow_end(pass, &flow);
    if (question->type == QUESTION_TEXT)
        type_area(ui, typing, &typed);
    return form_foot(ui, content, visit, foot);
}

void form_clear(struct visit *visit)
{
    explicit_bzero(visit->answers, sizeof(visit->answers));
    explicit_bzero(visit->typed, sizeof(visit->typed));
    explicit_bzero(visit->removed, sizeof(visit->removed));
    explicit_bzero(visit->receipt, sizeof(visit->receipt));
    explicit_bzero(visit->case_word, sizeof(visit->case_word));
    explicit_bzero(visit->type_back, sizeof(visit->type_back));
    visit->typed_caret = 0;
    visit->question = 0;
    visit->sending = WORK_NONE;
    visit->told_first = visit->practice = false;
}

struct nav nav_form(struct visit *visit, enum form_role role)
{
    if (visit->form != role || visit->practice)
        form_clear(visit);
    visit->form = role;
    return nav_go(SCREEN_FORM);
}

void flow_form_marks(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look strong = look_quiet(pass), quiet = look_quiet(pass);
    const struct form *form = form_now(content, visit);
    strong.weight = TEXT_BOLD;
    strong.colour = pass->theme->ink;
    if (visit->practice)
        flow_words(pass, flow, "form.practice_mark", ROLE_TEXT, &strong,
            say_critical(pass, "Practice. Nothing is sent."));
    if (form && form->always)
        flow_words(pass, flow, "form.always", ROLE_TEXT, &quiet, say_form(ui, content, form->always));
}

struct nav screen_form(struct ui *ui, const struct content *content, struct visit *visit)
{
    const struct form *form = form_now(content, visit);
    if (!form)
        return nav_instead(SCREEN_HELP);
    if (!visit->told_first)
        return form_before_page(ui, content, visit);
    if (!form_is_page(form, visit, visit->question))
        visit->question = form_first(form, visit);
    return page_question(ui, content, visit);
}
