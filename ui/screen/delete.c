/* What was sent is to be deleted: what that does and what it does not do comes first, then it is held. */
#include "screen.h"

static struct nav page_truth(struct ui *ui, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    const char *label = say_critical(pass, "Hold for two seconds to delete");
    struct box foot = frame_take_foot(ui, &box, hold_height(ui, label, box.w));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "delete.title", ROLE_HEADING, &heading, say_critical(pass, "Delete what I sent"));
    flow_point(pass, &flow, "delete.does", "check", &body,
        say_critical(pass,
            "The team's computers erase all that you told them, and their notes about it. They "
            "keep only that it was deleted, and when."));
    flow_point(pass, &flow, "delete.until", "hourglass", &body,
        say_critical(pass, "Until your wish reaches them, they can still read it."));
    flow_point(pass, &flow, "delete.copies", "people", &body,
        say_critical(pass, "What they passed on before, because you said yes or the law made them, is not "
                           "deleted. Nor is what someone remembers."));
    flow_point(pass, &flow, "delete.help", "info", &body,
        say_critical(pass, "Then they cannot help you with it any more. Help that is under way may stop."));
    flow_point(pass, &flow, "delete.new", "tell", &body,
        say_critical(pass, "It cannot be undone. You can always tell us again, and get new digits."));
    flow_end(pass, &flow);
    if (!hold_button(pass, "delete.send", foot, "hold", label))
        return (struct nav){0};
    visit->writing = WORK_RUNNING;
    turn(ui);
    return (struct nav){.want = UI_DELETE};
}

struct nav screen_delete(struct ui *ui, const struct content *content, struct visit *visit)
{
    bool again, stop;
    struct pass *pass = &ui->pass;
    if (visit->writing == WORK_DONE) {
        visit->back_count = 0;
        return nav_instead(SCREEN_GOODBYE);
    }
    if (!work_page(ui, content, visit->writing,
            say(pass, "Your wish is being locked so that only the team can open it. This takes a moment."),
            &again, &stop))
        return page_truth(ui, visit);
    if (stop)
        visit->writing = WORK_NONE;
    if (again)
        visit->writing = WORK_RUNNING;
    if (again || stop)
        turn(ui);
    return (struct nav){.want = again ? UI_DELETE : UI_NOTHING};
}
