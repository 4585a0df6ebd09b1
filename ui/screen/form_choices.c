/* The choices of a question: tiles with a picture and words, or permissions one by one. */
#include "form_inside.h"

#include <stdio.h>
#include <string.h>

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

/* A call is asked for only where it can be on its way soon. */
static bool choice_offered(const struct ui *ui, const struct form_choice *choice)
{
    return !choice->call || call_offered(ui);
}

/* In the largest letters on the smallest panel long words need the place of the pictures. */
static void fit_views(struct pass *pass, const struct flow *flow, struct choice_view *views, size_t count)
{
    bool high = false;
    for (size_t i = 0; i < count; i++)
        high = high || tile_height(pass, &views[i], flow->box.w, true) > flow->box.h;
    for (size_t i = 0; high && i < count; i++) {
        views[i].icon = NULL;
        views[i].picture = NULL;
    }
}

void flow_choices(struct ui *ui, struct flow *flow, const struct content *content,
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
            .enabled = is || (!full && choice_offered(ui, &question->choices[i]))};
        choice_picture(ui, content, question->choices[i].picture, &views[i]);
    }
    if (panel_small(&ui->panel))
        fit_views(pass, flow, views, question->choice_count);
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
    while (!beside && label_h + answer_h + my(pass, 2) + 2 * pad_y > flow->box.h && body.cap_mm > 3.5) {
        body.cap_mm *= 0.92; /* smaller before it is higher than the page */
        label_h = words_height(pass, &body, label, label_w);
    }
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

void flow_consents(struct ui *ui, struct flow *flow, const struct content *content,
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
