/* The receipt: eighteen digits that only the person has, covered until held; what to do when it is not
 * safe to keep them; and, on leaving, four of them typed back. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

#include "digit_boxes.h"

enum stage { STAGE_RECEIPT, STAGE_NOT_SAFE, STAGE_TYPE_BACK };

struct nav screen_receipt_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)content;
    explicit_bzero(visit->type_back, sizeof(visit->type_back));
    if (ui->pass.state->stage != STAGE_RECEIPT)
        turn_to_stage(ui, STAGE_RECEIPT);
    return (struct nav){0};
}

static double digits_cap(const struct ui *ui)
{
    double cap = cap_body(&ui->pass) * (panel_small(&ui->panel) ? 1.2 : 3);
    double most = panel_small(&ui->panel) ? 4.6 : 15;
    return cap > most ? most : cap;
}

static void draw_groups(struct ui *ui, const struct visit *visit, struct box box, bool shown)
{
    struct pass *pass = &ui->pass;
    struct look look = {.cap_mm = digits_cap(ui),
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE,
        .keep = TEXT_VISIT,
        .colour = pass->theme->panel_ink};
    bool before = pass_mirror(pass, false);
    for (int i = 0; i < 3; i++) {
        char group[7] = {0};
        struct box line = {box.x, box.y + i * box.h / 3, box.w, box.h / 3};
        if (panel_small(&ui->panel))
            line = (struct box){box.x + i * box.w / 3, box.y, box.w / 3, box.h};
        if (shown) {
            memcpy(group, visit->receipt + (size_t)i * 6, 6);
            words_middle(pass, &look, say_digits(pass, group), line);
            explicit_bzero(group, sizeof(group));
            continue;
        }
        int dot = my(pass, look.cap_mm * 0.55), step = dot * 2, x = line.x + (line.w - 6 * step + dot) / 2;
        for (int k = 0; k < 6; k++)
            draw_fill(pass->list, (struct box){x + k * step, line.y + (line.h - dot) / 2, dot, dot},
                pass->theme->quiet, dot / 2);
    }
    pass_mirror(pass, before);
}

static int secret_height(struct ui *ui, int flow_w)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel);
    struct look look = {.cap_mm = digits_cap(ui), .weight = TEXT_BOLD};
    int h = 3 * words_height(pass, &look, say_digits(pass, "000000"), flow_w) + my(pass, 2);
    if (small)
        h /= 3;
    int least = my(pass, small ? 26 : 78);
    return (h > least ? h : least) + my(pass, small ? 2 : 10);
}

/* The card and the button that uncovers it stay on one page together. */
static void flow_secret(struct ui *ui, struct flow *flow, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const char *label = say(pass, "Hold here to see the digits");
    int button_h = button_height(pass, "eye", label, flow->box.w),
        gap = my(pass, panel_small(&ui->panel) ? 2.8 : 4);
    int card_h = secret_height(ui, flow->box.w) + flow_grow(pass, flow, my(pass, 20));
    struct box box;
    if (!flow_take(flow, card_h + gap + button_h, &box))
        return;
    struct box secret = {box.x, box.y, box.w, card_h};
    bool shown = reveal_button(
        pass, "receipt.show", (struct box){box.x, box.y + card_h + gap, box.w, button_h}, "eye", label);
    card(pass, secret);
    int side = card_h - my(pass, panel_small(&ui->panel) ? 2 : 8), side_most = secret.w * 2 / 5;
    side = side > side_most ? side_most : side;
    struct box qr = {secret.x + secret.w - mx(pass, 8) - side, secret.y + (card_h - side) / 2, side, side};
    struct box digits = {
        secret.x + mx(pass, 4), secret.y + my(pass, 3), secret.w - side - mx(pass, 16), card_h - my(pass, 6)};
    draw_groups(ui, visit, pass->mirrored ? pass_place(pass, digits) : digits, shown);
    if (shown)
        draw_qr(pass, visit->receipt, pass_place(pass, qr));
    else
        icon_draw(pass, "covered", 26, qr, pass->theme->quiet);
    struct ui_node *node = pass_node(pass, "receipt.digits", ROLE_TEXT, pass_place(pass, secret),
        shown ? say_digits(pass, visit->receipt) : say(pass, "Covered"));
    node->secret = true;
}

static void flow_case_word(struct ui *ui, struct flow *flow, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    if (!visit->case_word[0])
        return;
    body.keep = TEXT_VISIT;
    flow_point(pass, flow, "receipt.case_word", "tell", &body,
        say_with(pass, "If you speak to them one day, these words help them find your message: {words}",
            "words", visit->case_word, NULL));
}

static struct nav page_receipt(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    int gap = mx(pass, 5), w = (box.w - gap) / 2;
    const char *unsafe = say_critical(pass, "Not safe to keep?");
    const char *done = visit->practice ? say(pass, "End the practice") : say(pass, "I have them");
    int h = button_height(pass, "shield", unsafe, w), h2 = button_height(pass, "check", done, w);
    h = h > h2 ? h : h2;
    h = h > foot_height(ui) ? h : foot_height(ui);
    struct box foot = frame_take_foot(ui, &box, h);
    flow_begin(pass, &flow, box);
    flow_form_marks(ui, &flow, content, visit);
    flow_words(pass, &flow, "receipt.title", ROLE_HEADING, &heading,
        visit->practice ? say_critical(pass, "An example: these digits open nothing")
                        : say(pass, "Keep these digits for your answer"));
    flow_words(pass, &flow, "receipt.text", ROLE_TEXT, &body,
        say_critical(pass, "With them you can read the answer, here or at another machine like this. Only "
                           "you have them. We cannot make them again."));
    flow_secret(ui, &flow, visit);
    flow_case_word(ui, &flow, visit);
    if (!visit->practice)
        flow_truth(ui, &flow);
    flow_readers(ui, &flow, content, visit);
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    if (button(pass, "receipt.not_safe", (struct box){foot.x, foot.y, w, foot.h}, BUTTON_PLAIN, "shield",
            unsafe, true))
        turn_to_stage(ui, STAGE_NOT_SAFE);
    if (button(pass, "receipt.leave", (struct box){foot.x + w + gap, foot.y, w, foot.h}, BUTTON_MAIN, "check",
            done, true)) {
        if (visit->practice) {
            form_clear(visit);
            return nav_instead(SCREEN_FORM);
        }
        turn_to_stage(ui, STAGE_TYPE_BACK);
    }
    return (struct nav){0};
}

static struct nav page_not_safe(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "not_safe.title", ROLE_HEADING, &heading,
        say_critical(pass, "It may not be safe to keep these digits"));
    flow_words(
        pass, &flow, "not_safe.text", ROLE_TEXT, &body, say_critical(pass, "What you can do instead:"));
    flow_point(pass, &flow, "not_safe.heart", "talk", &body,
        say_critical(
            pass, "Learn only the digits by heart, three or four at a time. Nothing else is needed."));
    flow_point(pass, &flow, "not_safe.note", "pencil", &body,
        say_critical(pass, "Write them among other numbers, without a word about what they are for."));
    flow_point(pass, &flow, "not_safe.trust", "trust", &body,
        say_critical(pass, "Give them to someone you trust. Whoever has them can read the answer."));
    flow_point(pass, &flow, "not_safe.photo", "eye", &body,
        say_critical(pass, "A photo stays on a telephone that others may look at."));
    flow_point(pass, &flow, "not_safe.without", "check", &body,
        say_critical(pass, "Keep nothing. Your message is still read. But you cannot read the answer here."));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    if (button(pass, "not_safe.back", foot, BUTTON_MAIN, NULL, say(pass, "Back"), true))
        turn_to_stage(ui, STAGE_RECEIPT);
    return (struct nav){0};
}

static void type_one(struct ui *ui, struct visit *visit, char key)
{
    size_t count = strlen(visit->type_back);
    if (key == '\b' && count > 0)
        visit->type_back[count - 1] = 0;
    else if (key != '\b' && key && count < TYPE_BACK_DIGITS)
        visit->type_back[count] = key;
    if (key)
        ui->pass.moved = true;
}

static struct nav page_type_back(struct ui *ui, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui), at;
    bool small = panel_small(&ui->panel);
    int gap = mx(pass, 5), w = (box.w - gap) / 2;
    const char *again = say(pass, "Show me again"), *unwanted = say_critical(pass, "I do not want them");
    int h = button_height(pass, "eye", again, w), h2 = button_height(pass, NULL, unwanted, w);
    h = h > h2 ? h : h2;
    struct box foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    size_t count = strlen(visit->type_back);
    size_t length = strlen(visit->receipt);
    bool full = count == TYPE_BACK_DIGITS && length >= TYPE_BACK_DIGITS;
    bool right = full &&
                 memcmp(visit->type_back, visit->receipt + length - TYPE_BACK_DIGITS, TYPE_BACK_DIGITS) == 0;
    flow_begin(pass, &flow, box);
    flow_words(
        pass, &flow, "type_back.title", ROLE_HEADING, &heading, say(pass, "Type the last four digits"));
    flow_words(pass, &flow, "type_back.text", ROLE_TEXT, &body,
        full && !right ? say_critical(pass, "These are not the last four. Look at them again.")
                       : say(pass, "So we know that you have them and that they are right."));
    struct digit_boxes digits = {"type_back.digits", visit->type_back, (int)count, (int)count,
        TYPE_BACK_DIGITS, 4, say(pass, "Type the last four digits")};
    if (flow_take(&flow, digit_boxes_height(ui, &digits, box.w), &at))
        digit_boxes(ui, at, &digits);
    flow_space(&flow, my(pass, small ? 0 : 6));
    if (flow_take(&flow, keypad_height(pass, flow_room(&flow)), &at))
        type_one(ui, visit, keypad(pass, box_inset(at, small ? 0 : (at.w - mx(pass, 200)) / 2, 0)));
    flow_end(pass, &flow);
    if (button(pass, "receipt.again", (struct box){foot.x, foot.y, w, foot.h}, BUTTON_PLAIN, "eye", again,
            true)) {
        explicit_bzero(visit->type_back, sizeof(visit->type_back));
        turn_to_stage(ui, STAGE_RECEIPT);
    }
    bool leave = button(pass, "receipt.unwanted", (struct box){foot.x + w + gap, foot.y, w, foot.h},
        BUTTON_PLAIN, NULL, unwanted, true);
    return right || leave ? nav_instead(SCREEN_GOODBYE) : (struct nav){0};
}

struct nav screen_receipt(struct ui *ui, const struct content *content, struct visit *visit)
{
    switch (ui->pass.state->stage) {
    case STAGE_NOT_SAFE:
        return page_not_safe(ui, content);
    case STAGE_TYPE_BACK:
        return page_type_back(ui, visit);
    default:
        return page_receipt(ui, content, visit);
    }
}
