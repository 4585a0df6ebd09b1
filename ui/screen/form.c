/* The help form: who will read it and what they must pass on, then one question a page. */
#include "form_digits.h"
#include "packs.h"

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

/* Nothing may be begun now: said before anything is asked, with the numbers that help. */
static struct nav page_closed(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "closed.title", ROLE_HEADING, &heading,
        say_critical(pass, "This machine cannot take a message right now"));
    flow_words(pass, &flow, "closed.text", ROLE_TEXT, &body,
        ui->facts->tell == UI_TELL_FULL
            ? say_critical(pass,
                  "There is no room in it until it is connected again. Please come back later, or use one "
                  "of these:")
            : say_critical(pass, "It was not connected for a long time and cannot be sure who would read "
                                 "your message. Please "
                                 "look for another machine like this, or use one of these:"));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return button(pass, "closed.back", foot, BUTTON_MAIN, NULL, say(pass, "Back"), true) ? nav_back()
                                                                                         : (struct nav){0};
}

static void flow_must_report(struct ui *ui, struct flow *flow, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass), quiet = look_quiet(pass);
    const struct network_team *team = team_here(content);
    const char *must = team ? network_text(&team->must_report, pass->language) : "";
    if (must[0])
        flow_point(pass, flow, "before.must_report", "scales", &body,
            say_with(pass, "They tell no one else unless you say yes, or the law here makes them. {what}",
                "what", must, NULL));
    if (content->network->one_operator)
        flow_point(pass, flow, "before.one_operator", "info", &quiet,
            say_critical(pass,
                "One organisation runs both machines that carry your message. It cannot read it. It "
                "could see that this machine gave something to this team."));
}

static struct nav page_before(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "before.title", ROLE_HEADING, &heading, say(pass, "Before you begin"));
    flow_readers(ui, &flow, content);
    flow_must_report(ui, &flow, content);
    flow_point(pass, &flow, "before.free", "check", &body,
        say(pass,
            "You can skip any question, go back, or stop. Nobody asks for your name, your country or your "
            "papers."));
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 4));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    const char *next = pass->right_to_left ? "back" : "next";
    if (button(pass, "form.begin", foot, BUTTON_MAIN, next, say(pass, "Begin"), true)) {
        visit->told_first = true;
        visit->question = form_first(form_now(content, visit), visit);
        turn(ui);
    }
    return (struct nav){0};
}

static void flow_progress(
    struct ui *ui, struct flow *flow, const struct form *form, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    size_t part = 0, whole = 0;
    for (size_t i = 0; i < form->question_count; i++) {
        if (!form_asked(form, visit, i) || form->questions[i].type == QUESTION_CALCULATE)
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

static void toggle(uint32_t *chosen, enum question_type type, size_t choice)
{
    uint32_t bit = UINT32_C(1) << choice;
    if (type == QUESTION_ONE)
        *chosen = *chosen & bit ? 0 : bit;
    else
        *chosen ^= bit;
}

/* A choice shows the pack's own picture of that name, else one of the machine's icons. */
static void choice_picture(
    struct ui *ui, const struct content *content, const char *name, struct choice_view *view)
{
    const struct pack *pack = form_pack(content, ui->form);
    for (size_t i = 0; name && pack && i < pack->picture_count; i++)
        if (strcmp(pack->pictures[i].name, name) == 0) {
            view->picture = pack_picture(ui, content, pack, i, ui->panel.width / 4);
            return;
        }
    view->icon = name;
}

static void flow_choices(struct ui *ui, struct flow *flow, const struct content *content,
    const struct form_question *question, uint32_t *chosen)
{
    struct pass *pass = &ui->pass;
    struct choice_view views[CHOICES_MAX];
    bool full = question->type == QUESTION_SEVERAL && question->most > 0 &&
                __builtin_popcount(*chosen) >= question->most;
    for (size_t i = 0; i < question->choice_count; i++) {
        char id[48];
        bool is = *chosen & (UINT32_C(1) << i);
        snprintf(id, sizeof(id), "form.choice.%s", question->choices[i].name);
        views[i] = (struct choice_view){.id = scratch_text(pass, id, strlen(id)),
            .label = say_form(ui, content, question->choices[i].label),
            .chosen = is,
            .enabled = is || !full};
        choice_picture(ui, content, question->choices[i].picture, &views[i]);
    }
    enum ui_role role = question->type == QUESTION_ONE ? ROLE_CHOICE : ROLE_CHECK;
    size_t touched = flow_tiles(pass, flow, role, views, question->choice_count);
    if (touched == question->choice_count)
        return;
    toggle(chosen, question->type, touched);
    pass->moved = true;
}

/* One permission: what for, and no or yes beside it, or below it in large letters. */
static void consent_row(struct ui *ui, struct flow *flow, const struct content *content,
    const struct form_choice *choice, uint32_t bit, uint32_t *chosen)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    body.weight = TEXT_BOLD;
    body.colour = pass->theme->panel_ink;
    bool small = panel_small(&ui->panel),
         beside = small ? pass->size <= TEXT_NORMAL : pass->size <= TEXT_LARGE;
    int pad = mx(pass, small ? 2 : 5), side = mx(pass, 15), w = flow->box.w - 2 * pad;
    int answer_w = beside ? mx(pass, small ? 50 : 96) : w,
        answer_h = button_height(pass, NULL, say(pass, "No"), w) + 1;
    int label_w = (beside ? w - answer_w - pad : w) - side;
    const char *label = say_form(ui, content, choice->label);
    struct choice_view view = {0};
    choice_picture(ui, content, choice->picture, &view);
    int label_h = words_height(pass, &body, label, label_w), pad_y = my(pass, small ? 1 : 4);
    int row_h = beside ? (label_h > answer_h ? label_h : answer_h) : label_h + answer_h + my(pass, 2);
    bool yes = *chosen & bit;
    char id[48];
    struct box row;
    int more = flow_grow(pass, flow, my(pass, 20));
    answer_h += more / 4;
    row_h += more / 4;
    if (!flow_take(flow, row_h + 2 * pad_y + more - more / 4, &row))
        return;
    card(pass, row);
    row = box_inset(row, pad, pad_y + (more - more / 4) / 2);
    struct box words = {row.x + side, row.y, label_w, beside ? row.h : label_h};
    struct box sign = {row.x, words.y, side - mx(pass, 4), words.h};
    if (view.picture && picture_height(pass, view.picture, sign.w, sign.h) > 0)
        (void)picture_draw(pass, view.picture, sign);
    else if (view.icon)
        icon_draw(pass, view.icon, 11, sign, pass->theme->accent);
    words_middle(pass, &body, label, words);
    snprintf(id, sizeof(id), "form.consent.%s", choice->name);
    pass_node(pass, id, ROLE_TEXT, pass_place(pass, words), label);
    int y = beside ? row.y + (row.h - answer_h) / 2 : row.y + row.h - answer_h;
    if (yes_no(pass, id, (struct box){row.x + row.w - answer_w, y, answer_w, answer_h}, &yes))
        *chosen ^= bit;
}

static void flow_consents(struct ui *ui, struct flow *flow, const struct content *content,
    const struct form_question *question, uint32_t *chosen)
{
    int gap = flow->gap, blocks = flow->blocks;
    flow->gap = px_y(&ui->panel, TOUCH_GAP_MM + 0.5);
    for (size_t i = 0; i < question->choice_count; i++)
        consent_row(ui, flow, content, &question->choices[i], UINT32_C(1) << i, chosen);
    flow_space(flow, gap - flow->gap);
    flow->blocks = blocks + 1; /* rows keep together */
    flow->gap = gap;
}

/* Beside an empty page to write on there is room for what encourages. */
static bool why_shown(const struct ui *ui, const struct form_question *question)
{
    return question->type == QUESTION_TEXT && !panel_small(&ui->panel) &&
           ui->panel.height > ui->panel.width && ui->pass.size <= TEXT_NORMAL;
}

static void flow_head(struct ui *ui, struct flow *flow, const struct content *content,
    const struct form_question *question, bool fits)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass), quiet = look_quiet(pass);
    flow_words(pass, flow, "form.question", ROLE_HEADING, &heading, say_form(ui, content, question->label));
    if (question->type == QUESTION_SEVERAL)
        flow_words(pass, flow, "form.most", ROLE_TEXT, &quiet,
            question->most > 0 ? say_count(pass, "Choose {n}, or none", "Choose up to {n}, or none",
                                     (unsigned long)question->most)
                               : say(pass, "Choose as many as you like, or none"));
    if (question->why && (pass->state->why || why_shown(ui, question))) {
        struct look body = look_body(pass);
        flow_point(pass, flow, "form.why_text", "info", &body, say_form(ui, content, question->why));
    }
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

/* Why we ask · send what is here · next. */
static struct nav form_foot(
    struct ui *ui, const struct content *content, struct visit *visit, struct box foot)
{
    struct pass *pass = &ui->pass;
    const struct form *form = form_now(content, visit);
    const struct form_question *question = &form->questions[visit->question];
    int gap = mx(pass, panel_small(&ui->panel) ? 3 : 5), w = (foot.w - 2 * gap) / 3;
    const char *arrow = pass->right_to_left ? "back" : "next";
    bool asks = question->type != QUESTION_NOTE, given = !asks || answered(form, visit);
    struct box at = {foot.x, foot.y, w, foot.h};
    if (question->why && !why_shown(ui, question) &&
        button(pass, "form.why", at, BUTTON_PLAIN, "info", say(pass, "Why we ask"), true)) {
        pass->state->why = !pass->state->why;
        pass->state->page = 0;
        pass->moved = true;
    }
    at.x += w + gap;
    bool pressing = answers_urgency(form, visit) <= 2 &&
                    form_next(form, visit, visit->question) < form->question_count;
    if (pressing &&
        button(pass, "form.send_now", at, BUTTON_PLAIN, NULL, say(pass, "Enough: send this"), true))
        return nav_go(SCREEN_CHECK);
    at.x += w + gap;
    const char *label = given ? say(pass, "Next") : say(pass, "Skip");
    if (!button(pass, "form.next", at, given ? BUTTON_MAIN : BUTTON_PLAIN, arrow, label, true))
        return (struct nav){0};
    size_t next = form_next(form, visit, visit->question);
    if (next == form->question_count)
        return nav_go(SCREEN_CHECK);
    visit->question = next;
    pass->state->cleared = 0;
    turn(ui);
    return (struct nav){0};
}

static int form_foot_height(struct ui *ui, struct box box)
{
    struct pass *pass = &ui->pass;
    int w = (box.w - 2 * mx(pass, panel_small(&ui->panel) ? 3 : 5)) / 3;
    int h = foot_height(ui);
    const char *labels[] = {
        say(pass, "Why we ask"), say(pass, "Enough: send this"), say(pass, "Next"), say(pass, "Skip")};
    const char *icons[] = {"info", NULL, "next", "next"};
    for (size_t i = 0; i < 4; i++) {
        int need = button_height(pass, icons[i], labels[i], w);
        h = need > h ? need : h;
    }
    return h;
}

static struct nav page_question(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const struct form *form = form_now(content, visit);
    const struct form_question *question = &form->questions[visit->question];
    uint32_t *chosen = &visit->answers[visit->question].chosen;
    struct typed_text typed = {"form.field", visit->typed, sizeof(visit->typed), &visit->typed_caret,
        say(pass, "Write here, in any language")};
    struct box box = frame_content(ui);
    struct flow flow;
    if (question->type == QUESTION_TEXT && typing_alone(ui)) {
        type_area(ui, box, &typed);
        return (struct nav){0};
    }
    struct box foot = frame_take_foot(ui, &box, form_foot_height(ui, box));
    struct box typing = box;
    if (question->type == QUESTION_TEXT) {
        int h = type_area_height(ui);
        typing.y = box.y + box.h - h;
        typing.h = h;
        box.h -= h + my(pass, panel_small(&ui->panel) ? 0.5 : 5); /* words may stand close to a field */
    }
    flow_begin(pass, &flow, box);
    flow.tight = question->type == QUESTION_TEXT;
    flow_progress(ui, &flow, form, visit);
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 3));
    flow_head(ui, &flow, content, question, answer_fits(form, visit, visit->question));
    if (question->type == QUESTION_NOTE)
        flow_number(ui, &flow, content, true);
    else if (question->type == QUESTION_CONSENT)
        flow_consents(ui, &flow, content, question, chosen);
    else if (question->type == QUESTION_INTEGER || question->type == QUESTION_DATE)
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

struct nav screen_form(struct ui *ui, const struct content *content, struct visit *visit)
{
    if (!visit->told_first && ui->facts->tell != UI_TELL_OPEN)
        return page_closed(ui, content);
    if (!visit->told_first)
        return page_before(ui, content, visit);
    if (!form_asked(form_now(content, visit), visit, visit->question))
        visit->question = form_first(form_now(content, visit), visit);
    return page_question(ui, content, visit);
}
