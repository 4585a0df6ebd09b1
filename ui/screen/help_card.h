/* Inside ui/screen only: one number on its card. */
#ifndef WAYSIDE_SCREEN_HELP_CARD_H
#define WAYSIDE_SCREEN_HELP_CARD_H

#include "help_lines.h"
#include "packs.h"

/* Who it is, the number, whether somebody answers now; then what one wants to know before calling. In one
 * card where the page has room for all of it. first: of the page's numbers; then the digits come before the
 * rest. */
void flow_help_card(struct ui *ui, struct flow *flow, const struct content *content,
    const struct help_line *line, bool first);

#endif
