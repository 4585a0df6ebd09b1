/* One number to take along. Its code is shown only after it is said what a picture in a phone can do, and
 * what one can do instead. */
#include <stdio.h>
#include <string.h>

#include "help_lines.h"
#include "service_card.h"

enum stage { STAGE_WARNING, STAGE_CODE };

struct nav screen_number_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)content;
    if (ui->pass.state->stage == STAGE_WARNING)
        return visit->back_count > 0 ? nav_back() : nav_end();
    turn_to_stage(ui, STAGE_WARNING);
    return (struct nav){0};
}

/* NULL: the content came anew and it is not there any more. */
static const char *number_of(const struct ui *ui, const struct visit *visit)
{
    const struct service *service = service_at(ui->services, visit->number_at);
    const struct hotline *hotline = help_line_at(ui->help, visit->number_at);
    const char *number = visit->number_of_service ? (service ? service->number : "")
                                                  : (hotline ? hotline->number : "");
    return number[0] ? number : NULL;
}

static void flow_digits_of(struct ui *ui, struct flow *flow, const char *number)
{
    struct pass *pass = &ui->pass;
    struct look look = {.cap_mm = cap_body(pass) * (panel_small(&ui->panel) ? 1.5 : 2.6),
        .weight = TEXT_BOLD,
        .colour = pass->theme->ink,
        .language = "en", /* as on the keys of a telephone */
        .align = pass->right_to_left ? TEXT_END : TEXT_START};
    const char *words = say_number(pass, number);
    int least = paragraph_width(words_layout(pass, &look, words, 100000));
    struct box box;
    if (least > flow->box.w)
        look.cap_mm *= 0.98 * flow->box.w / least;
    if (flow_take(flow, words_height(pass, &look, words, flow->box.w), &box))
        words_node(pass, "number.digits", ROLE_TEXT, &look, words, box);
}

static struct nav page_warning(struct ui *ui, const char *number)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    const char *show = say(pass, "Show the code");
    int h = button_height(pass, "qr", show, box.w);
    struct box foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    struct flow flow;
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "number.title", ROLE_HEADING, &heading, say(pass, "Take this number with you"));
    flow_digits_of(ui, &flow, number);
    flow_point(pass, &flow, "number.stays", "eye", &body,
        say_critical(
            pass, "With a code, the number goes into a phone and stays there. Someone may find it."));
    flow_words(
        pass, &flow, "number.instead", ROLE_TEXT, &body, say_critical(pass, "What you can do instead:"));
    flow_point(pass, &flow, "number.heart", "talk", &body,
        say_critical(pass, "Learn it by heart, three or four digits at a time."));
    flow_point(pass, &flow, "number.note", "pencil", &body,
        say_critical(pass, "Write it among other numbers, without a name."));
    flow_point(pass, &flow, "number.other", "phone", &body,
        say_critical(pass, "Call from a telephone that is not yours, and where nobody listens."));
    flow_end(pass, &flow);
    if (button(pass, "number.show", foot, BUTTON_PLAIN, "qr", show, true))
        turn_to_stage(ui, STAGE_CODE);
    return (struct nav){0};
}

/* A URI of RFC 3966, which the camera of a phone offers to call. */
static void draw_code(struct pass *pass, const char *number, struct box box)
{
    char uri[64];
    snprintf(uri, sizeof(uri), "tel:%.56s", number);
    int side = box.w < box.h ? box.w : box.h;
    struct box square = {box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side};
    draw_qr(pass, uri, pass_place(pass, square));
    pass_node(pass, "number.code", ROLE_PICTURE, pass_place(pass, square), say(pass, "QR code"));
}

static struct nav page_code(struct ui *ui, const char *number)
{
    struct pass *pass = &ui->pass;
    struct box box = frame_content(ui), at;
    bool broad = ui->panel.width > ui->panel.height;
    enum text_size size = pass->size;
    struct flow flow;
    if (panel_small(&ui->panel) && size > TEXT_NORMAL) /* beside the code there is no room for larger ones */
        pass->size = TEXT_NORMAL;
    struct look body = look_body(pass);
    if (broad) { /* beside it, since height is what such a panel lacks */
        int side = box.h < box.w * 45 / 100 ? box.h : box.w * 45 / 100, gap = mx(pass, 6);
        draw_code(pass, number, (struct box){box.x + box.w - side, box.y, side, box.h});
        box.w -= side + gap;
    }
    flow_begin(pass, &flow, box);
    flow_digits_of(ui, &flow, number);
    flow_words(pass, &flow, "number.camera", ROLE_TEXT, &body,
        say(pass, "The camera of a phone reads this code and offers to call."));
    flow_words(pass, &flow, "number.wipe", ROLE_TEXT, &body,
        say_critical(pass, "Someone may look at your phone? Remove the call and the picture afterwards."));
    int side = flow_left(&flow), most = mx(pass, 120), least = my(pass, 60);
    side = side > most ? most : (side < least ? least : side);
    if (!broad && flow_take(&flow, side, &at))
        draw_code(pass, number, at);
    flow_end(pass, &flow);
    pass->size = size;
    return (struct nav){0};
}

struct nav screen_number(struct ui *ui, const struct content *content, struct visit *visit)
{
    const char *number = number_of(ui, visit);
    (void)content;
    if (!number)
        return nav_instead(SCREEN_HELP);
    return ui->pass.state->stage == STAGE_CODE ? page_code(ui, number) : page_warning(ui, number);
}
