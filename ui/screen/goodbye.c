/* What happens next, and when to look again. Leads to attract, and the visit is wiped. */
#include "screen.h"

struct nav screen_goodbye(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    bool kept = visit->sending == WORK_DONE || visit->writing == WORK_DONE;
    flow_begin(pass, &flow, box);
    flow_words(
        pass, &flow, "goodbye.title", ROLE_HEADING, &heading, say(pass, "Thank you. Take care of yourself."));
    if (kept) {
        flow_truth(ui, &flow);
        flow_readers(ui, &flow, content, visit);
    }
    flow_point(pass, &flow, "goodbye.again", "answer", &body,
        say(pass, "Come back from tomorrow on to read your answer, here or at another machine like this."));
    flow_point(pass, &flow, "goodbye.wiped", "check", &body,
        say_critical(pass, "When you close this page, the screen forgets all you did here."));
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 4));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return button(pass, "goodbye.close", foot, BUTTON_MAIN, "check", say(pass, "Close"), true)
               ? nav_end()
               : (struct nav){0};
}
