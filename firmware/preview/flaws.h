/* flaws: what is wrong with a page as it stands, found from its pixels and boxes alone: nothing that the
 * widgets say of themselves is believed. Pure. Numbers: design of the screen, VVSG 2.0 7.1 and 7.2. */
#ifndef WAYSIDE_PREVIEW_FLAWS_H
#define WAYSIDE_PREVIEW_FLAWS_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/draw.h"
#include "draw/theme.h"
#include "text/text.h"
#include "widget/node.h"

#define FLAWS_MOST 96 /* of one page; more are counted and not kept */
#define FLAW_TEXT 160

struct page_view {
    const struct surface *surface;
    const struct draw_list *list; /* that was painted onto it */
    const struct text *text;      /* its faces; NULL: masks are not asked what they say */
    const struct ui_node *nodes;
    size_t node_count;
    const struct panel *panel;
    enum contrast contrast;
};
struct flaw {
    struct box box;
    char text[FLAW_TEXT]; /* what and where, one sentence without an end */
};
struct flaws {
    struct flaw in[FLAWS_MOST];
    size_t count, more;
};

void flaws_add(struct flaws *flaws, struct box box, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Nodes outside the panel, over the bar, over each other; touch areas too small or too close. */
void flaws_of_boxes(const struct page_view *page, struct flaws *flaws);
/* Ink that is cut, covered, over other ink or over the edge of what it stands in; letters too small. */
void flaws_of_ink(const struct page_view *page, struct flaws *flaws);
/* Contrast of every piece of text, every icon and the edge of every control. */
void flaws_of_colours(const struct page_view *page, struct flaws *flaws);

/* The smallest node around a box, or NULL. */
const struct ui_node *node_around(const struct page_view *page, struct box box);
bool node_touched(const struct ui_node *node);
bool node_of_bar(const struct ui_node *node);
/* Where a question stands over the page, the first command that belongs to it; else 0. */
size_t first_on_top(const struct page_view *page);
struct box box_grown(struct box box, int px);
bool box_within(struct box inner, struct box outer);

#endif
