/* Permissions that were given, and can be taken back. */
#include "screen.h"

struct nav screen_take_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    (void)visit;
    return nav_back();
}
