/* Tell someone: about me, or about someone else? It decides which questions are asked. */
#include "screen.h"

struct nav nav_tell(const struct content *content, struct visit *visit)
{
    return content->forms[FORM_REPORT] ? nav_go(SCREEN_TELL) : nav_form(visit, FORM_HELP);
}

struct nav screen_tell(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    const struct choice_view views[] = {
        {.id = "tell.me", .label = say(pass, "About me"), .icon = "alone", .enabled = true},
        {.id = "tell.other", .label = say(pass, "About someone else"), .icon = "people", .enabled = true},
    };
    (void)content;
    bool small = panel_small(&ui->panel);
    flow_begin(pass, &flow, frame_content(ui));
    flow_words(pass, &flow, "tell.title", ROLE_HEADING, &heading, say(pass, "Who is it about?"));
    flow_space(&flow, my(pass, small ? 0 : 4));
    const char *first = say_critical(pass, "You will see who reads it before the first question."),
               *skip = say(pass, "You can leave out any question and stop at any time.");
    int inset = mx(pass, body.cap_mm * 2) + mx(pass, 4);
    flow.reserve = small ? 0
                         : words_height(pass, &body, first, flow.box.w - inset) +
                               words_height(pass, &body, skip, flow.box.w - inset) + 4 * flow.gap;
    size_t chosen = flow_tiles(pass, &flow, ROLE_BUTTON, views, 2);
    flow_space(&flow, my(pass, small ? 0 : 4));
    flow_point(pass, &flow, "tell.readers", "eye", &body, first);
    flow_point(pass, &flow, "tell.skip", "check", &body, skip);
    flow_end(pass, &flow);
    return chosen < 2 ? nav_form(visit, chosen == 0 ? FORM_HELP : FORM_REPORT) : (struct nav){0};
}
