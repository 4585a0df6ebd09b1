/* One picture of a story after the other. */
#include "screen.h"

struct nav screen_episode(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    (void)visit;
    return nav_back();
}
