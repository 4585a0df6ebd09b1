/* A topic's page on the web, as a code that a telephone reads; and what that leaves behind. */
#include "reading.h"

#include <stdio.h>

#define ADDRESS_BYTES (PACK_WEB + LANGUAGE_TAG + PACK_SLUG + 16)

/* <web>/<language>/<slug>.html, as the web export names its pages. */
static void address_of(const struct topic_view *view, char ret_address[static ADDRESS_BYTES])
{
    snprintf(
        ret_address, ADDRESS_BYTES, "%s/%s/%s.html", view->pack->web, view->language->tag, view->topic->slug);
}

static void draw_code(struct ui *ui, const struct topic_view *view, struct box box)
{
    struct pass *pass = &ui->pass;
    char address[ADDRESS_BYTES];
    int side = box.w < box.h ? box.w : box.h, most = mx(pass, 90);
    side = side < most ? side : most;
    struct box code = {box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side};
    address_of(view, address);
    draw_qr(pass, address, pass_place(pass, code));
    pass_node(pass, "along.code", ROLE_PICTURE, pass_place(pass, code),
        say(pass, "A code for the camera of your telephone"));
}

static void flow_say(struct ui *ui, struct flow *flow, const struct topic_view *view)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass), body = look_body(pass), title = body;
    title.weight = TEXT_BOLD;
    title.language = view->language->tag;
    flow_words(pass, flow, "along.title", ROLE_HEADING, &heading, say(pass, "Take this page with you"));
    flow_words(pass, flow, "along.topic", ROLE_TEXT, &title, view->text->title);
    flow_point(pass, flow, "along.trace", "alarm", &body,
        say_critical(pass, "A photo of the code, and the page it opens, stay on your telephone. If someone "
                           "else looks at it, do not take the page with you."));
    flow_point(pass, flow, "along.how", "phone", &body,
        say(pass, "Point the camera of your telephone at the code. It opens the same words on the web."));
}

struct nav screen_along(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct topic_view view;
    struct flow flow;
    struct box box = frame_content(ui), code = box;
    bool small = panel_small(&ui->panel), broad = !small && ui->panel.width > ui->panel.height;
    if (!topic_view(pass, content, (struct topic_ref){visit->topic_pack, visit->topic}, visit->topic_language,
            &view) ||
        !view.pack->web[0])
        return nav_back();
    pack_marks(pass, view.pack, view.mine ? view.language : NULL);
    if (broad) {
        int gap = mx(pass, 14);
        code.w = box.w * 2 / 5;
        code.x = box.x + box.w - code.w;
        box.w -= code.w + gap;
    }
    flow_begin(pass, &flow, box);
    flow_say(ui, &flow, &view);
    if (broad)
        draw_code(ui, &view, code);
    else if (flow_take(&flow, small ? flow.box.h : my(pass, 100), &code))
        draw_code(ui, &view, code);
    flow_end(pass, &flow);
    return (struct nav){0};
}
