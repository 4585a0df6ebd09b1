/* Inside ui/screen only: who reads what is sent from here, by when, and what they must pass on. */
#ifndef WAYSIDE_SCREEN_READERS_H
#define WAYSIDE_SCREEN_READERS_H

#include "screen.h"

struct team_hours;
/* The hours of all teams, parsed once; borrows the content. NULL: no memory, times are said as the teams do.
 */
struct team_hours *team_hours_new(const struct content *content);
void team_hours_free(struct team_hours *hours); /* takes NULL */

/* Who would get the form that is filled in; NULL: nobody is left (screen/answers.h). */
const struct network_team *form_team_now(const struct content *content, const struct visit *visit);
int answers_urgency_now(const struct content *content, const struct visit *visit);
/* Nobody is reading now; this team reads it by. */
void flow_readers_of(struct ui *ui, struct flow *flow, const struct network_team *team, int urgency);
/* What the law makes them pass on, and who runs the machines between. */
void flow_must_report(
    struct ui *ui, struct flow *flow, const struct content *content, const struct network_team *team);

#endif
