/* Who reads what is sent from here, and by when: from the hours of the team, the time a file takes to leave
 * and the hours within which the team acts. */
#include "readers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help_lines.h"

#define DAY_MINUTES 1440
#define URGENCY_MOST 4

struct team_hours {
    size_t count;
    struct hours *in[]; /* one for each team of the network; NULL: not known */
};

struct team_hours *team_hours_new(const struct content *content)
{
    size_t count = content->network ? content->network->team_count : 0;
    struct team_hours *made = calloc(1, sizeof(*made) + count * sizeof(made->in[0]));
    if (!made)
        return NULL;
    made->count = count;
    for (size_t i = 0; i < count; i++) {
        const char *text = content->network->teams[i].hours, *why;
        size_t offset;
        made->in[i] = text && text[0] ? hours_new(text, &offset, &why) : NULL;
    }
    return made;
}

void team_hours_free(struct team_hours *hours)
{
    for (size_t i = 0; hours && i < hours->count; i++)
        hours_free(hours->in[i]);
    free(hours);
}

/* So many minutes after midnight of today, by the place's clock: the first minute, from when a file could be
 * there, in which somebody is. -1: not known. */
static int first_minute(const struct ui *ui, const struct network_team *team)
{
    const struct content *content = ui->content;
    const struct ui_facts *facts = ui->facts;
    struct date today;
    size_t index = (size_t)(team - content->network->teams);
    if (!ui->team_hours || index >= ui->team_hours->count || !ui->team_hours->in[index] ||
        facts->minute_of_day < 0 || !date_read(facts->today, &today))
        return -1;
    int64_t leaves = facts->longest_leave_s > 0 ? (facts->longest_leave_s + 59) / 60 : 0;
    int at = facts->minute_of_day + (int)(leaves < 7 * DAY_MINUTES ? leaves : 7 * DAY_MINUTES);
    struct date day = date_after(today, at / DAY_MINUTES);
    struct hours_moment moment = {
        .year = day.year, .month = day.month, .day = day.day, .minute = at % DAY_MINUTES};
    hours_holidays(&moment, (const char *const *)content->place->holidays, content->place->holiday_count);
    struct hours_answer answer = hours_at(ui->team_hours->in[index], &moment);
    if (!answer.open && answer.minutes < 0)
        return -1;
    return answer.open ? at : at + answer.minutes;
}

/* The sentence for today, tomorrow or a day, with {team}, {time} and {day}. */
static const char *say_moment(
    struct ui *ui, const struct network_team *team, int minute, const char *const sentences[static 3])
{
    struct pass *pass = &ui->pass;
    struct date today;
    char clock[8], iso[16];
    int days = minute / DAY_MINUTES;
    if (!date_read(ui->facts->today, &today))
        return "";
    struct date day = date_after(today, days);
    snprintf(clock, sizeof(clock), "%02d:%02d", minute / 60 % 24, minute % 60);
    snprintf(iso, sizeof(iso), "%04d-%02d-%02d", day.year % 10000, day.month % 100, day.day % 100);
    return say_with(pass, sentences[days < 2 ? days : 2], "team", network_text(&team->name, pass->language),
        "time", say_digits(pass, clock), "day", say_day(pass, iso), NULL);
}

static const char *say_read_by(struct ui *ui, const struct network_team *team, int urgency)
{
    struct pass *pass = &ui->pass;
    const char *const sentences[3] = {"{team} reads it by {time} today.",
        "{team} reads it by {time} tomorrow.", "{team} reads it by {time} on {day}."};
    const char *name = network_text(&team->name, pass->language);
    const char *when = network_text(&team->reads_by, pass->language);
    int within = urgency >= 1 && urgency <= URGENCY_MOST ? team->act_by_hours[urgency] : 0;
    int from = within > 0 ? first_minute(ui, team) : -1;
    if (from >= 0)
        return say_moment(ui, team, from + within * 60, sentences);
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
