/* Before the first question: who will read it and what they must pass on, or that nothing may be begun now.
 */
#include "form_inside.h"

#include "readers.h"

/* Nothing may be begun now: said before anything is asked, with the numbers that help. */
static struct nav page_closed(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "closed.title", ROLE_HEADING, &heading,
        say_critical(pass, "This machine cannot take a message right now"));
    flow_words(pass, &flow, "closed.text", ROLE_TEXT, &body,
        ui->facts->tell == UI_TELL_FULL
            ? say_critical(pass,
                  "There is no room in it until it is connected again. Please come back later, or use one "
                  "of these:")
            : say_critical(pass, "It was not connected for a long time and cannot be sure who would read "
                                 "your message. Please "
                                 "look for another machine like this, or use one of these:"));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return button(pass, "closed.back", foot, BUTTON_MAIN, NULL, say(pass, "Back"), true) ? nav_back()
                                                                                         : (struct nav){0};
}

static const char *title_before(struct ui *ui, const struct content *content, const struct visit *visit)
{
    return visit->form == FORM_HELP ? say(&ui->pass, "Before you begin")
                                    : say_form(ui, content, form_now(content, visit)->title);
}

static void flow_before(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    const struct network_team *team = form_team_now(content, visit);
    if (visit->form == FORM_JOB) {
        flow_point(pass, flow, "before.nothing_leaves", "lock", &body,
            say_critical(pass, "Your answers do not leave this machine. It does not keep them."));
    } else {
        flow_readers(ui, flow, content, visit);
        flow_must_report(ui, flow, content, team);
    }
    flow_point(pass, flow, "before.free", "check", &body,
        say(pass,
            "You can skip any question, go back, or stop. Nobody asks for your name, your country or your "
            "papers."));
    flow_space(flow, my(pass, panel_small(&ui->panel) ? 0 : 4));
    flow_number(ui, flow, content, false);
}

static void begin(struct ui *ui, const struct content *content, struct visit *visit, bool practice)
{
    form_clear(visit);
    visit->practice = practice;
    visit->told_first = true;
    visit->question = form_first(form_now(content, visit), visit);
    turn(ui);
}

static struct nav page_before(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass);
    struct box box = frame_content(ui);
    bool tries = visit->form != FORM_JOB;
    int gap = mx(pass, panel_small(&ui->panel) ? 3 : 5), w = tries ? (box.w - gap) / 2 : box.w;
    const char *practice = say(pass, "Show me how this works"), *start = say(pass, "Begin");
    const char *next = pass->right_to_left ? "back" : "next";
    int h = foot_height(ui), h1 = tries ? button_height(pass, "eye", practice, w) : 0;
    struct box foot = frame_take_foot(ui, &box, h1 > h ? h1 : h);
    flow_begin(pass, &flow, box);
    flow_form_marks(ui, &flow, content, visit);
    flow_words(pass, &flow, "before.title", ROLE_HEADING, &heading, title_before(ui, content, visit));
    flow_before(ui, &flow, content, visit);
    flow_end(pass, &flow);
    struct box at = {foot.x, foot.y, w, foot.h};
    if (tries && button(pass, "form.practice", at, BUTTON_PLAIN, "eye", practice, true))
        begin(ui, content, visit, true);
    at.x = foot.x + foot.w - w;
    if (button(pass, "form.begin", at, BUTTON_MAIN, next, start, true))
        begin(ui, content, visit, false);
    return (struct nav){0};
}

static struct nav page_no_call(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "no_call.title", ROLE_HEADING, &heading,
        say(pass, "A call cannot be asked for right now"));
    flow_words(pass, &flow, "no_call.text", ROLE_TEXT, &body, say_no_call(pass));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return button(pass, "no_call.back", foot, BUTTON_MAIN, NULL, say(pass, "Back"), true) ? nav_back()
                                                                                          : (struct nav){0};
}

struct nav form_before_page(struct ui *ui, const struct content *content, struct visit *visit)
{
    if (visit->form != FORM_JOB && ui->facts->tell != UI_TELL_OPEN)
        return page_closed(ui, content);
    if (visit->form == FORM_CALL && !call_offered(ui))
        return page_no_call(ui, content);
    return page_before(ui, content, visit);
}
