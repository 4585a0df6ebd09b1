/* Inside ui/screen only: who reads what is sent from here, by when, and what they must pass on. */
#ifndef WAYSIDE_SCREEN_READERS_H
#define WAYSIDE_SCREEN_READERS_H

#include "screen.h"

/* Who would get the form that is filled in; NULL: nobody is left (screen/answers.h). */
const struct network_team *form_team_now(const struct content *content, const struct visit *visit);
int answers_urgency_now(const struct content *content, const struct visit *visit);
/* Nobody is reading now; this team reads it by. */
void flow_readers_of(struct ui *ui, struct flow *flow, const struct network_team *team, int urgency);
/* What the law makes them pass on, and who runs the machines between. */
void flow_must_report(
    struct ui *ui, struct flow *flow, const struct content *content, const struct network_team *team);

#endif
