/* What the answers about a job offer show: warning signs, each with what to do. Never that it is safe. The
 * signs are notes of the form, so whoever writes it says what they are. Nothing of it leaves the machine. */
#include "form_inside.h"

#include <stdio.h>

#define SIGNS_SEVERAL 2 /* together they weigh more */

static size_t signs_found(const struct form *form, const struct visit *visit)
{
    size_t count = 0;
    for (size_t i = 0; i < form->question_count; i++)
        count += form->questions[i].shows == NOTE_SIGN && form_asked(form, visit, i);
    return count;
}

static void flow_sign(
    struct ui *ui, struct flow *flow, const struct content *content, const struct form_question *sign)
{
    struct pass *pass = &ui->pass;
    struct look strong = look_body(pass), body = look_body(pass);
    char id[80];
    strong.weight = TEXT_BOLD;
    snprintf(id, sizeof(id), "job.%s", sign->name);
    const char *label = say_form(ui, content, sign->label);
    const char *what = sign->why ? say_form(ui, content, sign->why) : "";
    flow_keep(flow, words_height(pass, &strong, label, flow->box.w) +
                        words_height(pass, &body, what, flow->box.w) + my(pass, 6));
    flow_point(pass, flow, id, "alarm", &strong, label);
    if (!what[0])
        return;
    snprintf(id, sizeof(id), "job.%s.do", sign->name);
    flow_point(pass, flow, id, "next", &body, what);
}

static void flow_signs(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass), body = look_body(pass);
    const struct form *form = form_now(content, visit);
    size_t count = signs_found(form, visit);
    flow_words(pass, flow, "job.title", ROLE_HEADING, &heading,
        count > 0 ? say_critical(pass, "Warning signs in this offer")
                  : say_critical(pass, "None of the signs that we ask about"));
    if (count >= SIGNS_SEVERAL)
        flow_words(pass, flow, "job.several", ROLE_TEXT, &body,
            say_critical(pass, "Several signs together weigh more than each one alone."));
    for (size_t i = 0; i < form->question_count; i++)
        if (form->questions[i].shows == NOTE_SIGN && form_asked(form, visit, i))
            flow_sign(ui, flow, content, &form->questions[i]);
    flow_words(pass, flow, "job.never_sure", ROLE_TEXT, &body,
        say_critical(pass,
            "Nobody can be sure from a few answers. Before you go, tell someone you trust where "
            "you go, and when you will call."));
}

struct nav screen_job(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct box box = frame_content(ui);
    const char *help = say(pass, "Help now"), *tell = say(pass, "Tell us about it");
    bool report = content->forms[FORM_REPORT];
    int gap = mx(pass, panel_small(&ui->panel) ? 3 : 5), w = report ? (box.w - gap) / 2 : box.w;
    int h = button_height(pass, "phone", help, w), h2 = button_height(pass, "tell", tell, w);
    h = h2 > h ? h2 : h;
    struct box foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    flow_begin(pass, &flow, box);
    if (visit->form == FORM_JOB && form_now(content, visit))
        flow_signs(ui, &flow, content, visit);
    flow_end(pass, &flow);
    struct box at = {foot.x, foot.y, w, foot.h};
    if (button(pass, "job.help", at, BUTTON_MAIN, "phone", help, true))
        return nav_go(SCREEN_HELP);
    at.x += w + gap;
    if (report && button(pass, "job.tell", at, BUTTON_PLAIN, "tell", tell, true))
        return nav_form(visit, FORM_REPORT);
    return (struct nav){0};
}
