/* Inside ui/screen only: may one ask to be called back, and when at the earliest. */
#ifndef WAYSIDE_SCREEN_CALL_TIME_H
#define WAYSIDE_SCREEN_CALL_TIME_H

#include "answers_now.h"

struct call_time;
/* The hours of all teams. NULL when there are none, or no memory. Borrows the content. */
struct call_time *call_time_new(const struct content *content);
void call_time_free(struct call_time *call_time); /* takes NULL */

enum call_offer {
    CALL_OFFERED,
    CALL_NEVER, /* this place has no form for it */
    CALL_NOT_CONNECTED,
    CALL_FULL, /* no message can be taken just now */
};
enum call_offer call_offer(const struct content *content, const struct ui_facts *facts);

/* Minutes from now until somebody of the team can have read it: when it has arrived and they are there. -1:
 * not known. team: one of the content's network, NULL: not known. */
int call_earliest(
    const struct call_time *call_time, const struct network_team *team, const struct ui_facts *facts);
/* "The earliest call is today at 15:00."; "" when it is not known. */
const char *say_call_earliest(struct ui *ui, const struct network_team *team);

#endif
