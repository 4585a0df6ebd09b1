/* Deletes what was sent. */
#include "screen.h"

struct nav screen_delete(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    (void)visit;
    return nav_back();
}
