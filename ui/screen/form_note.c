/* Pages of a form that ask nothing: they say something, show who can help now, or lead on. */
#include "form_inside.h"

#include <stdio.h>
#include <string.h>

#include "help_card.h"
#include "readers.h"

#define LINES_SHOWN 2 /* of those that answer now, below the emergency number */

bool call_offered(const struct ui *ui)
{
    return ui->facts->connected_ago_s >= 0 && ui->facts->connected_ago_s <= CALL_CONNECTED_S;
}

const char *say_no_call(struct pass *pass)
{
    return say(pass, "A call can be asked for only when this machine was connected in the last 15 minutes.");
}

/* The emergency number and where people are, then the lines that answer now. */
static void flow_numbers(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct help_line lines[HELP_LINES_SHOWN];
    struct help_wish wish = {ui->pass.language, visit->child};
    size_t count = help_lines_now(ui->help, ui->facts, &wish, lines), drawn = 0;
    flow_number(ui, flow, content, true);
    for (size_t i = 0; i < count && drawn < LINES_SHOWN; i++) {
        if (lines[i].hotline->emergency || lines[i].now.state != NOW_OPEN)
            continue;
        flow_help_card(ui, flow, content, &lines[i], false);
        drawn++;
    }
}

static void flow_gets_it(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    const struct network_team *team = form_team_now(content, visit);
    if (!team) {
        flow_nobody_left(ui, flow, content, visit);
        return;
    }
    flow_point(pass, flow, "readers.only", "lock", &body,
        say_with(pass, "Only {team} can read it.", "team", network_text(&team->name, pass->language), NULL));
    flow_readers(ui, flow, content, visit);
    flow_must_report(ui, flow, content, team);
}

void flow_nobody_left(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    flow_words(pass, flow, "nobody_left", ROLE_TEXT, &body,
        say_critical(pass, "From here nobody else can read it. You can go back and choose again, or use one "
                           "of these numbers:"));
    flow_numbers(ui, flow, content, visit);
}

void flow_note(struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    const struct form_question *question = &form_now(content, visit)->questions[visit->question];
    if (question->why)
        flow_words(pass, flow, "form.note", ROLE_TEXT, &body, say_form(ui, content, question->why));
    if (question->shows == NOTE_NUMBERS)
        flow_numbers(ui, flow, content, visit);
    else if (question->shows == NOTE_READERS)
        flow_gets_it(ui, flow, content, visit);
}

const char *say_note_way(struct pass *pass, const struct form_question *question)
{
    switch (question->shows) {
    case NOTE_SEND:
        return say(pass, "Send what is here");
    case NOTE_SERVICES:
        return say(pass, "Show me");
    case NOTE_HELP:
        return say(pass, "Write about myself");
    default:
        return NULL;
    }
}

/* The services that are wished for are called as the choices of the question "needs". */
static void take_needs(const struct form *form, struct visit *visit)
{
    const struct form_question *question = form_question(form, "needs");
    size_t len = 0;
    visit->needs[0] = 0;
    for (size_t i = 0; question && i < question->choice_count; i++) {
        const char *name = question->choices[i].name;
        size_t more = strlen(name) + (len > 0);
        if (!form_chose(form, visit, "needs", name) || more >= sizeof(visit->needs) - len)
            continue;
        snprintf(visit->needs + len, sizeof(visit->needs) - len, "%s%s", len ? " " : "", name);
        len += more;
    }
}

struct nav note_way(const struct content *content, struct visit *visit)
{
    switch (form_now(content, visit)->questions[visit->question].shows) {
    case NOTE_SEND:
        return nav_go(SCREEN_CHECK);
    case NOTE_SERVICES:
        take_needs(form_now(content, visit), visit);
        return nav_go(SCREEN_SERVICES);
    case NOTE_HELP:
        form_clear(visit);
        visit->form = FORM_HELP;
        return nav_instead(SCREEN_FORM);
    default:
        return (struct nav){0};
    }
}
