/* What one needs, in one's own language and in the place's. */
#include "screen.h"

struct nav screen_card(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    (void)visit;
    return nav_back();
}
