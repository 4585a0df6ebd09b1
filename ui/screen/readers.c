/* Who reads what is sent from here, and by when: from the hours of the team, the time a file takes to leave
 * and the hours within which the team acts. */
#include "readers.h"

#include <stdio.h>

#include "call_time.h"
#include "help_lines.h"

#define DAY_MINUTES 1440
#define URGENCY_MOST 4

/* So many minutes from now: of today, tomorrow or a day. */
static const char *say_by(struct ui *ui, const char *team, int minutes)
{
    struct pass *pass = &ui->pass;
    struct date day;
    char clock[8], iso[16];
    int at = ui->facts->minute_of_day + minutes, days = at / DAY_MINUTES;
    if (!date_read(ui->facts->today, &day))
        return "";
    snprintf(clock, sizeof(clock), "%02d:%02d", at / 60 % 24, at % 60);
    date_write(date_after(day, days), iso);
    const char *time = say_digits(pass, clock);
    if (days == 0)
        return say_with(pass, "{team} reads it by {time} today.", "team", team, "time", time, NULL);
    if (days == 1)
        return say_with(pass, "{team} reads it by {time} tomorrow.", "team", team, "time", time, NULL);
    return say_with(pass, "{team} reads it by {time} on {day}.", "team", team, "time", time, "day",
        say_day(pass, iso), NULL);
}

static const char *say_read_by(struct ui *ui, const struct network_team *team, int urgency)
{
    struct pass *pass = &ui->pass;
    const char *name = network_text(&team->name, pass->language);
    const char *when = network_text(&team->reads_by, pass->language);
    int within = urgency >= 1 && urgency <= URGENCY_MOST ? team->act_by_hours[urgency] : 0;
    int from = within > 0 ? call_earliest(ui->call_time, team, ui->facts) : -1;
    if (from >= 0)
        return say_by(ui, name, from + within * 60);
    return when[0] ? say_with(pass, "{team} reads it {when}.", "team", name, "when", when, NULL)
                   : say_with(pass, "Only {team} can read it.", "team", name, NULL);
}

const struct network_team *form_team_now(const struct content *content, const struct visit *visit)
{
    return form_team(content->network, content->place, visit->form, form_now(content, visit), visit);
}

void flow_readers_of(struct ui *ui, struct flow *flow, const struct network_team *team, int urgency)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    if (!team)
        return;
    flow_point(pass, flow, "readers.nobody", "clock", &body,
        say_critical(pass, "Nobody is reading this at this moment."));
    flow_point(pass, flow, "readers.who", "people", &body, say_read_by(ui, team, urgency));
    pass->critical = true;
}

void flow_readers(struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit)
{
    flow_readers_of(ui, flow, form_team_now(content, visit), answers_urgency_now(content, visit));
}

int answers_urgency_now(const struct content *content, const struct visit *visit)
{
    const struct form *form = form_now(content, visit);
    return form ? answers_urgency(form, visit) : 3;
}

void flow_must_report(
    struct ui *ui, struct flow *flow, const struct content *content, const struct network_team *team)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass), quiet = look_quiet(pass);
    const char *must = team ? network_text(&team->must_report, pass->language) : "";
    pass->critical = true;
    if (must[0])
        flow_point(pass, flow, "before.must_report", "scales", &body,
            say_with(pass, "They tell no one else unless you say yes, or the law here makes them. {what}",
                "what", must, NULL));
    if (content->network->one_operator)
        flow_point(pass, flow, "before.one_operator", "info", &quiet,
            say_critical(pass,
                "One organisation runs both machines that carry your message. It cannot read it. It "
                "could see that this machine gave something to this team."));
}
