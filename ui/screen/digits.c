/* The digits of a receipt are typed. A wrong one is said at once, by the check digit. */
#include "screen.h"

#include <string.h>

#include "digit_boxes.h"
#include "rules/damm.h"

static void type_digit(struct pass *pass, struct visit *visit, char key)
{
    struct widget_state *state = pass->state;
    if (key == '\b') {
        if (state->digit_at > 0 && state->digit_at == visit->digit_count)
            visit->digits[--visit->digit_count] = 0;
        if (state->digit_at > 0)
            state->digit_at--;
    } else if (key && state->digit_at < RECEIPT_DIGITS) {
        visit->digits[state->digit_at++] = key;
        if (state->digit_at > visit->digit_count)
            visit->digit_count = state->digit_at;
    }
}

/* A touch on a group goes there, so that one digit in the middle can be put right. */
static void move_to_group(
    struct ui *ui, struct visit *visit, struct box box, const struct digit_boxes *digits)
{
    static const char *const ids[3] = {"digits.first", "digits.second", "digits.third"};
    struct pass *pass = &ui->pass;
    bool before = pass_mirror(pass, false);
    for (int i = 0; i < 3; i++) {
        struct box group = digit_boxes_group(ui, box, digits, i);
        if (visit->digit_count < RECEIPT_DIGITS)
            break;
        struct touch touch = pass_touch(pass, ids[i], group, true);
        pass_node(pass, ids[i], ROLE_BUTTON, group, say(pass, "Type these six again"));
        if (touch.clicked) {
            pass->state->digit_at = (uint8_t)(i * 6);
            pass->moved = true;
        }
    }
    pass_mirror(pass, before);
}

struct nav screen_digits(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui), at;
    bool small = panel_small(&ui->panel);
    bool full = visit->digit_count == RECEIPT_DIGITS,
         valid = full && damm_valid(visit->digits, RECEIPT_DIGITS);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    (void)content;
    if (pass->state->digit_at > visit->digit_count || visit->digit_count < RECEIPT_DIGITS)
        pass->state->digit_at = (uint8_t)visit->digit_count;
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "digits.title", ROLE_HEADING, &heading, say(pass, "Type your 18 digits"));
    flow_words(pass, &flow, full && !valid ? "digits.mistyped" : "digits.text", ROLE_TEXT, &body,
        full && !valid ? say_critical(pass, "One of the digits is not right. Touch a group to type it again.")
                       : say(pass, "You got them here when you told us something."));
    struct digit_boxes digits = {"digits.typed", visit->digits, (int)visit->digit_count,
        full && valid && pass->state->digit_at == RECEIPT_DIGITS ? -1 : pass->state->digit_at, RECEIPT_DIGITS,
        6, say(pass, "Type your 18 digits")};
    if (flow_take(&flow, digit_boxes_height(ui, &digits, box.w), &at)) {
        digit_boxes(ui, at, &digits);
        move_to_group(ui, visit, at, &digits);
    }
    flow_space(&flow, my(pass, small ? 0 : 8));
    if (flow_take(&flow, keypad_height(pass, flow_room(&flow)), &at))
        type_digit(pass, visit, keypad(pass, box_inset(at, small ? 0 : (at.w - mx(pass, 200)) / 2, 0)));
    flow_end(pass, &flow);
    if (!button(pass, "digits.look", foot, BUTTON_MAIN, "answer", say(pass, "Look for my answer"), valid))
        return (struct nav){0};
    visit->reading = WORK_RUNNING;
    return (struct nav){.kind = NAV_GO, .screen = SCREEN_ANSWER, .want = UI_READ_ANSWER};
}
