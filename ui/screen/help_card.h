/* Inside ui/screen only: one number on its card. */
#ifndef WAYSIDE_SCREEN_HELP_CARD_H
#define WAYSIDE_SCREEN_HELP_CARD_H

#include "contact_card.h"

/* Who it is, the number, whether somebody answers now; then what one wants to know before calling. first: of
 * the page's numbers. */
void flow_help_card(struct ui *ui, struct flow *flow, const struct content *content,
    const struct help_line *line, bool first);
/* The same with the way to the number's own page. */
struct nav flow_help_line(struct ui *ui, struct flow *flow, const struct content *content,
    struct visit *visit, const struct help_line *line, bool first);

#endif
