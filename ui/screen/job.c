/* What the answers about a job offer mean, and what to do. */
#include "screen.h"

struct nav screen_job(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    (void)visit;
    return nav_back();
}
