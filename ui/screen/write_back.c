/* More words to the team that answered. Held for two seconds like the form. */
#include "screen.h"

struct nav screen_write_back_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)content;
    if (typing_alone(ui)) {
        turn_to_stage(ui, 0);
        return (struct nav){0};
    }
    if (visit->writing == WORK_RUNNING || visit->writing == WORK_DONE)
        return (struct nav){0};
    if (visit->writing != WORK_NONE) {
        visit->writing = WORK_NONE;
        turn(ui);
        return (struct nav){0};
    }
    return nav_back();
}

static struct nav page_write(struct ui *ui, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct typed_text typed = {"write_back.field", visit->write_back, sizeof(visit->write_back),
        &visit->write_back_caret, say(pass, "Write here, in any language")};
    struct box box = frame_content(ui);
    bool small = panel_small(&ui->panel);
    if (typing_alone(ui)) {
        type_area(ui, box, &typed);
        return (struct nav){0};
    }
    const char *label = say_critical(pass, "Hold for two seconds to send");
    int need = button_height(pass, "hold", label, box.w);
    struct box foot = frame_take_foot(ui, &box, need > foot_height(ui) ? need : foot_height(ui));
    int h = type_area_height(ui);
    struct box typing = {box.x, box.y + box.h - h, box.w, h};
    box.h -= h + my(pass, small ? 2.6 : 5);
    flow_begin(pass, &flow, box);
    flow.tight = true;
    if (!small) /* there the field below says as much, and who reads it says more */
        flow_words(pass, &flow, "write_back.title", ROLE_HEADING, &heading, say(pass, "Write back"));
    flow_words(pass, &flow, "write_back.text", ROLE_TEXT, &body,
        visit->found_team[0] ? say_with(pass, "Only {team} can read it.", "team", visit->found_team, NULL)
                             : say(pass, "Only the team that answered can read it."));
    if (!small && flow.page == 0) {
        typing.h += flow_left(&flow);
        typing.y -= flow_left(&flow);
    }
    flow_end(pass, &flow);
    type_area(ui, typing, &typed);
    if (!visit->write_back[0]) {
        (void)button(pass, "write_back.send", foot, BUTTON_MAIN, "hold", label, false);
        return (struct nav){0};
    }
    if (!hold_button(pass, "write_back.send", foot, "hold", label))
        return (struct nav){0};
    visit->writing = WORK_RUNNING;
    turn(ui);
    return (struct nav){.want = UI_WRITE_BACK};
}

struct nav screen_write_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    bool again, stop;
    struct pass *pass = &ui->pass;
    if (visit->writing == WORK_DONE) {
        visit->back_count = 0;
        return nav_instead(SCREEN_GOODBYE);
    }
    if (!work_page(ui, content, visit->writing,
            say(pass,
                "Your words are being locked so that only the team can open them. This takes a few seconds."),
            &again, &stop))
        return page_write(ui, visit);
    if (stop)
        visit->writing = WORK_NONE;
    if (again)
        visit->writing = WORK_RUNNING;
    if (again || stop)
        turn(ui);
    return (struct nav){.want = again ? UI_WRITE_BACK : UI_NOTHING};
}
