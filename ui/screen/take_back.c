/* Permissions are taken back. Which of them were given is not known on this machine, so all that its forms
 * can ask for are offered: a no that was one already stays a no. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

/* Of taking back and deleting: nothing is undone while it is under way. */
struct nav screen_later_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)content;
    if (visit->writing == WORK_RUNNING || visit->writing == WORK_DONE)
        return (struct nav){0};
    if (visit->writing == WORK_NONE)
        return nav_back();
    visit->writing = WORK_NONE;
    turn(ui);
    return (struct nav){0};
}

int hold_height(struct ui *ui, const char *label, int w)
{
    struct pass *pass = &ui->pass;
    int sign = mx(pass,
        cap_button(pass) * 2.2 + 5); /* keeps its place on both sides, so that words are in the middle */
    int need = button_height(pass, NULL, label, w - 2 * sign), least = foot_height(ui) * 5 / 4;
    return need > least ? need : least;
}

struct permission {
    const struct form *form; /* that its words are from */
    const struct form_choice *choice;
};

static bool listed(const struct permission *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].choice->name, name) == 0)
            return true;
    return false;
}

/* Each permission once, in the order of the forms. */
static size_t permissions(const struct content *content, struct permission ret_list[static TAKE_BACK_MOST])
{
    size_t count = 0;
    for (size_t role = 0; role < FORM_ROLES; role++) {
        const struct form *form = content->forms[role];
        for (size_t q = 0; form && q < form->question_count; q++) {
            const struct form_question *question = &form->questions[q];
            if (question->type != QUESTION_CONSENT)
                continue;
            for (size_t c = 0; c < question->choice_count && count < TAKE_BACK_MOST; c++)
                if (!listed(ret_list, count, question->choices[c].name))
                    ret_list[count++] = (struct permission){form, &question->choices[c]};
        }
    }
    return count;
}

static struct visit_take_back *chosen_find(struct visit *visit, const char *name)
{
    for (size_t i = 0; i < TAKE_BACK_MOST; i++)
        if (strcmp(visit->taken_back[i].name, name) == 0)
            return &visit->taken_back[i];
    return NULL;
}

static void choose(struct visit *visit, const char *name, bool back)
{
    struct visit_take_back *at = chosen_find(visit, name), *room = chosen_find(visit, "");
    if (at && !back)
        explicit_bzero(at, sizeof *at);
    if (!at && back && room)
        snprintf(room->name, sizeof room->name, "%s", name);
}

static size_t chosen_count(const struct visit *visit)
{
    size_t count = 0;
    for (size_t i = 0; i < TAKE_BACK_MOST; i++)
        count += visit->taken_back[i].name[0] != 0;
    return count;
}

static const char *permission_words(
    struct ui *ui, const struct content *content, const struct permission *permission)
{
    const struct form *before = ui->form;
    ui->form = permission->form;
    const char *words = say_form(ui, content, permission->choice->label);
    ui->form = before;
    return words;
}

struct row {
    const char *id, *words, *label;
    bool back;
};

static bool row_button(struct pass *pass, const char *id, struct box box, const struct row *row)
{
    return button(
        pass, id, box, row->back ? BUTTON_MAIN : BUTTON_PLAIN, row->back ? "check" : NULL, row->label, true);
}

/* What may be done with what was told, and beside it, or below in large letters, what becomes of it. */
static bool flow_row(struct ui *ui, struct flow *flow, const struct row *row)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    body.weight = TEXT_BOLD;
    body.colour = pass->theme->panel_ink;
    bool small = panel_small(&ui->panel),
         beside = small ? pass->size <= TEXT_NORMAL : pass->size <= TEXT_LARGE;
    int pad = mx(pass, small ? 2 : 6), pad_y = my(pass, small ? 1 : 3), w = flow->box.w - 2 * pad;
    int button_w = beside ? mx(pass, small ? 52 : 92) : w;
    int words_w = beside ? w - button_w - pad : w;
    int words_h = words_height(pass, &body, row->words, words_w);
    int button_h = button_height(pass, row->back ? "check" : NULL, row->label, button_w);
    int h = beside ? (words_h > button_h ? words_h : button_h) : words_h + button_h + my(pass, 2);
    char id[96];
    snprintf(id, sizeof(id), "take_back.words.%s", row->id);
    if (h + 2 * pad_y > flow->box.h) { /* large letters on a small panel: words, then the button */
        body.colour = pass->theme->ink;
        flow_words(pass, flow, id, ROLE_TEXT, &body, row->words);
        snprintf(id, sizeof(id), "take_back.%s", row->id);
        struct box alone;
        return flow_take(flow, button_h, &alone) && row_button(pass, id, alone, row);
    }
    int more = flow_grow(pass, flow, my(pass, 12));
    struct box at;
    if (!flow_take(flow, h + 2 * pad_y + more, &at))
        return false;
    card(pass, at);
    at = box_inset(at, pad, pad_y + more / 2);
    struct box words = {at.x, at.y, words_w, beside ? at.h : words_h};
    words_middle(pass, &body, row->words, words);
    pass_node(pass, id, ROLE_TEXT, pass_place(pass, words), row->words);
    snprintf(id, sizeof(id), "take_back.%s", row->id);
    int y = beside ? at.y + (at.h - button_h) / 2 : at.y + at.h - button_h;
    return row_button(pass, id, (struct box){at.x + at.w - button_w, y, button_w, button_h}, row);
}

static void flow_rows(struct ui *ui, struct flow *flow, const struct content *content, struct visit *visit,
    const struct permission *list, size_t count)
{
    struct pass *pass = &ui->pass;
    const char *back = say_critical(pass, "Becomes a no"), *not_yet = say_critical(pass, "Take it back");
    int gap = flow->gap, blocks = flow->blocks;
    bool all = true;
    flow->gap = px_y(&ui->panel, TOUCH_GAP_MM + 0.5);
    for (size_t i = 0; i < count; i++)
        all = all && chosen_find(visit, list[i].choice->name);
    struct row every = {"all", say_critical(pass, "All of these"), all ? back : not_yet, all};
    if (count > 1 && flow_row(ui, flow, &every)) {
        for (size_t i = 0; i < count; i++)
            choose(visit, list[i].choice->name, !all);
        pass->moved = true;
    }
    for (size_t i = 0; i < count; i++) {
        bool is = chosen_find(visit, list[i].choice->name);
        struct row row = {
            list[i].choice->name, permission_words(ui, content, &list[i]), is ? back : not_yet, is};
        if (flow_row(ui, flow, &row)) {
            choose(visit, list[i].choice->name, !is);
            pass->moved = true;
        }
    }
    flow_space(flow, gap - flow->gap);
    flow->blocks = blocks + 1; /* rows keep together */
    flow->gap = gap;
}

static struct nav page_choose(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct permission list[TAKE_BACK_MOST];
    size_t count = permissions(content, list);
    struct box box = frame_content(ui);
    const char *label = say_critical(pass, "Hold for two seconds to send");
    struct box foot = frame_take_foot(ui, &box, hold_height(ui, label, box.w));
    flow_begin(pass, &flow, box);
    flow_words(
        pass, &flow, "take_back.title", ROLE_HEADING, &heading, say_critical(pass, "Take back a permission"));
    flow_words(pass, &flow, "take_back.text", ROLE_TEXT, &body,
        say_critical(pass, "Did you say yes to one of these? You can make it a no. This machine does not "
                           "know what you said, so it shows them all."));
    flow_words(pass, &flow, "take_back.limit", ROLE_TEXT, &body,
        say_critical(pass, "What was passed on before your no arrives cannot be called back."));
    flow_rows(ui, &flow, content, visit, list, count);
    flow_end(pass, &flow);
    if (chosen_count(visit) == 0) {
        (void)button(pass, "take_back.send", foot, BUTTON_MAIN, "hold", label, false);
        return (struct nav){0};
    }
    if (!hold_button(pass, "take_back.send", foot, "hold", label))
        return (struct nav){0};
    visit->writing = WORK_RUNNING;
    turn(ui);
    return (struct nav){.want = UI_TAKE_BACK};
}

struct nav screen_take_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    bool again, stop;
    struct pass *pass = &ui->pass;
    if (visit->writing == WORK_DONE) {
        visit->back_count = 0;
        return nav_instead(SCREEN_GOODBYE);
    }
    if (!work_page(ui, content, visit->writing,
            say(pass, "Your no is being locked so that only the team can open it. This takes a moment."),
            &again, &stop))
        return page_choose(ui, content, visit);
    if (stop)
        visit->writing = WORK_NONE;
    if (again)
        visit->writing = WORK_RUNNING;
    if (again || stop)
        turn(ui);
    return (struct nav){.want = again ? UI_TAKE_BACK : UI_NOTHING};
}
