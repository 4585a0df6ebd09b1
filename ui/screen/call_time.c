#include "call_time.h"

#include <stdlib.h>

#include "form_inside.h"

#define DAY_MINUTES 1440
/* Marks a sentence of the catalogue that is looked up elsewhere. */
#define N_(msgid) msgid

struct call_time {
    const struct content *content;
    size_t count;
    struct opening teams[]; /* of the network, same order */
};

struct call_time *call_time_new(const struct content *content)
{
    size_t count = content->network && content->place ? content->network->team_count : 0;
    struct call_time *made = count ? calloc(1, sizeof(*made) + count * sizeof(made->teams[0])) : NULL;
    if (!made)
        return NULL;
    made->content = content;
    made->count = count;
    for (size_t i = 0; i < count; i++)
        made->teams[i] = opening_read(content->network->teams[i].hours, "");
    return made;
}

void call_time_free(struct call_time *call_time)
{
    for (size_t i = 0; call_time && i < call_time->count; i++)
        opening_clear(&call_time->teams[i]);
    free(call_time);
}

enum call_offer call_offer(const struct content *content, const struct ui_facts *facts)
{
    if (!content->forms[FORM_CALL])
        return CALL_NEVER;
    bool connected = facts->connected_ago_s >= 0 && facts->connected_ago_s <= CALL_CONNECTED_S;
    if (!connected)
        return CALL_NOT_CONNECTED;
    return facts->tell == UI_TELL_OPEN ? CALL_OFFERED : CALL_FULL;
}

/* The same facts so many minutes later. */
static struct ui_facts later(const struct ui_facts *facts, int minutes)
{
    struct ui_facts then = *facts;
    struct date day;
    int at = facts->minute_of_day + minutes;
    if (!date_read(facts->today, &day))
        return then;
    day = date_after(day, at / DAY_MINUTES);
    then.minute_of_day = at % DAY_MINUTES;
    date_write(day, then.today);
    return then;
}

int call_earliest(
    const struct call_time *call_time, const struct network_team *team, const struct ui_facts *facts)
{
    struct date day;
    int64_t leaves = facts->longest_leave_s > 0 ? (facts->longest_leave_s + 59) / 60 : 0;
    if (!call_time || !team || facts->minute_of_day < 0 || !date_read(facts->today, &day) ||
        leaves > HOURS_AHEAD * DAY_MINUTES)
        return -1;
    const struct network_place *place = call_time->content->place;
    const struct opening *opening = &call_time->teams[team - call_time->content->network->teams];
    struct ui_facts then = later(facts, (int)leaves);
    struct answers_now now = opening_now(opening, place, &then);
    if (now.state == NOW_OPEN)
        return (int)leaves;
    return now.state == NOW_CLOSED && now.minutes >= 0 ? (int)leaves + now.minutes : -1;
}

const char *say_call_earliest(struct ui *ui, const struct network_team *team)
{
    static const struct then_words words = {N_("The earliest call is today at {time}."),
        N_("The earliest call is tomorrow at {time}."), N_("The earliest call is on {day} at {time}.")};
    return say_then(&ui->pass, ui->facts, call_earliest(ui->call_time, team, ui->facts), &words);
}
