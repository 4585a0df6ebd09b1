#include "flaws.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define ROUND_PX 1.5 /* a box is whole pixels, on both sides */

void flaws_add(struct flaws *flaws, struct box box, const char *format, ...)
{
    if (flaws->count == FLAWS_MOST) {
        flaws->more++;
        return;
    }
    struct flaw *flaw = &flaws->in[flaws->count];
    va_list args;
    va_start(args, format);
    vsnprintf(flaw->text, sizeof flaw->text, format, args);
    va_end(args);
    flaw->box = box;
    for (size_t i = 0; i < flaws->count; i++)
        if (!strcmp(flaws->in[i].text, flaw->text))
            return;
    flaws->count++;
}

struct box box_grown(struct box box, int px)
{
    return (struct box){box.x - px, box.y - px, box.w + 2 * px, box.h + 2 * px};
}

bool box_within(struct box inner, struct box outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

bool node_touched(const struct ui_node *node)
{
    return node->role >= ROLE_BUTTON && node->role <= ROLE_FIELD;
}

bool node_of_bar(const struct ui_node *node)
{
    return !strncmp(node->id, "bar.", 4) || !strcmp(node->id, "leave");
}

const struct ui_node *node_around(const struct page_view *page, struct box box)
{
    const struct ui_node *best = NULL;
    int x = box.x + box.w / 2, y = box.y + box.h / 2;
    for (size_t i = 0; i < page->node_count; i++) {
        const struct ui_node *node = &page->nodes[i];
        if (box_holds(node->box, x, y) &&
            (!best || (int64_t)node->box.w * node->box.h < (int64_t)best->box.w * best->box.h))
            best = node;
    }
    return best;
}

size_t first_on_top(const struct page_view *page)
{
    const struct ui_node *ask = NULL, *here = NULL;
    for (size_t i = 0; i < page->node_count; i++) {
        ask = strcmp(page->nodes[i].id, "still.ask") ? ask : &page->nodes[i];
        here = strcmp(page->nodes[i].id, "still.here") ? here : &page->nodes[i];
    }
    for (size_t i = draw_list_count(page->list); ask && here && i-- > 0;) {
        struct drawn drawn = draw_list_at(page->list, i);
        if (drawn.kind == DRAWN_FILL && box_within(ask->box, drawn.visible) &&
            box_within(here->box, drawn.visible))
            return i;
    }
    return 0;
}

/* Pixels between two boxes, across and down; negative when they overlap there. */
static int between(int a, int a_len, int b, int b_len)
{
    int after = b - (a + a_len), before = a - (b + b_len);
    return after > before ? after : before;
}

static void check_two(
    const struct page_view *page, const struct ui_node *a, const struct ui_node *b, struct flaws *flaws)
{
    int across = between(a->box.x, a->box.w, b->box.x, b->box.w),
        down = between(a->box.y, a->box.h, b->box.y, b->box.h);
    bool both = node_touched(a) && node_touched(b);
    struct box common = box_union(a->box, b->box);
    if (across <= -2 && down <= -2) {
        bool nested = box_within(a->box, box_grown(b->box, 2)) || box_within(b->box, box_grown(a->box, 2));
        if (both || !nested)
            flaws_add(flaws, common, "overlap: %.60s and %.60s", a->id, b->id);
        return;
    }
    double across_mm = (across + ROUND_PX) / page->panel->px_per_mm_x,
           down_mm = (down + ROUND_PX) / page->panel->px_per_mm_y;
    if (both && a->enabled && b->enabled && across_mm < TOUCH_GAP_MM && down_mm < TOUCH_GAP_MM)
        flaws_add(flaws, common, "too close to touch: %.60s and %.60s", a->id, b->id);
}

static void check_touch(const struct page_view *page, const struct ui_node *node, struct flaws *flaws)
{
    double w = (node->box.w + ROUND_PX) / page->panel->px_per_mm_x,
           h = (node->box.h + ROUND_PX) / page->panel->px_per_mm_y;
    if (node_touched(node) && (w < TOUCH_W_MM || h < TOUCH_H_MM))
        flaws_add(flaws, node->box, "too small to touch: %.60s is %.1f x %.1f mm", node->id,
            node->box.w / page->panel->px_per_mm_x, node->box.h / page->panel->px_per_mm_y);
}

static int bar_top(const struct page_view *page)
{
    int top = page->panel->height;
    for (size_t i = 0; i < page->node_count; i++)
        if (!strcmp(page->nodes[i].id, "leave") && page->nodes[i].box.y < top)
            top = page->nodes[i].box.y;
    return top;
}

void flaws_of_boxes(const struct page_view *page, struct flaws *flaws)
{
    struct box whole = {0, 0, page->panel->width, page->panel->height};
    int top = bar_top(page);
    for (size_t i = 0; i < page->node_count; i++) {
        const struct ui_node *node = &page->nodes[i];
        if (!box_within(node->box, whole))
            flaws_add(flaws, node->box, "outside the panel: %.60s", node->id);
        else if (!node_of_bar(node) && node->box.y + node->box.h > top && top < whole.h)
            flaws_add(flaws, node->box, "over the bar: %.60s", node->id);
        if (!node->label || !node->label[0])
            flaws_add(flaws, node->box, "nothing to hear: %.60s has no label", node->id);
        check_touch(page, node, flaws);
        for (size_t k = i + 1; k < page->node_count; k++)
            check_two(page, node, &page->nodes[k], flaws);
    }
}
