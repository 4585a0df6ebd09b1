/* Inside ui/screen only: a service on its card. */
#ifndef WAYSIDE_SCREEN_SERVICE_CARD_H
#define WAYSIDE_SCREEN_SERVICE_CARD_H

#include "contact_card.h"
#include "services_list.h"

/* True when the button of its number's page was pressed. */
bool flow_service_card(struct ui *ui, struct flow *flow, const struct content *content,
    const struct service_now *one, bool first);
#endif
