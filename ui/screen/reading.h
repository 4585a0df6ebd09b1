/* Inside ui/screen only: pages of packs as they are read, one topic or one episode. */
#ifndef WAYSIDE_SCREEN_READING_H
#define WAYSIDE_SCREEN_READING_H

#include "packs.h"

/* The same look for words that are in the topic's language, not the page's. */
struct look in_language(struct look look, const struct topic_view *view);
/* One block over as many pages as it needs. BLOCK_HELP draws nothing: whoever draws the page has the buttons.
 */
void flow_block(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, size_t number);
/* What the topic's own picture shows; "" for a decoration. */
const char *alternative(const struct topic_view *view);
/* A picture as wide as the page, but not over that part of its height. */
void flow_picture(struct ui *ui, struct flow *flow, const char *id, const struct picture_source *picture,
    const char *alternative, int percent);

/* Said before anything else on the page, with the other languages it can be read in. */
void flow_elsewhere(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct visit *visit);
/* From here to mirror_back the page runs as its language does. */
bool mirror_as(struct ui *ui, struct flow *flow, const struct topic_view *view);
void mirror_back(struct ui *ui, struct flow *flow, bool before);

/* Help now · tell someone, side by side. */
struct nav help_buttons(struct ui *ui, const struct content *content, struct visit *visit, struct box box);
int help_buttons_height(struct ui *ui, int width);
/* Services for what the page is about, and the page to take along: what there is of them. */
struct nav flow_onward(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct visit *visit);

#endif
