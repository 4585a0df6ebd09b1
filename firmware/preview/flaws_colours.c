#include <stdio.h>
#include <string.h>

#include "flaws.h"

#define FULL 250   /* coverage from which a pixel has the ink's own colour */
#define COLOURS 48 /* told apart around one piece */
#define RATIO_ROUND 0.02
#define OFF_RATIO 3.0 /* what cannot be pressed now must still be seen */

struct range {
    double least, most;
};

static struct range range_of(enum contrast contrast)
{
    switch (contrast) {
    case CONTRAST_HIGH:
        return (struct range){20, 21.1};
    case CONTRAST_LOW:
        return (struct range){4.5, 8};
    default:
        return (struct range){10, 21.1};
    }
}

struct counts {
    colour_t colour[COLOURS];
    size_t times[COLOURS], used;
};

static void count_colour(struct counts *counts, colour_t colour)
{
    colour |= 0xff000000u;
    for (size_t i = 0; i < counts->used; i++)
        if (counts->colour[i] == colour) {
            counts->times[i]++;
            return;
        }
    if (counts->used == COLOURS)
        return;
    counts->colour[counts->used] = colour;
    counts->times[counts->used++] = 1;
}

static bool most_often(const struct counts *counts, colour_t *ret_colour)
{
    size_t best = 0;
    for (size_t i = 0; i < counts->used; i++)
        if (counts->times[i] > best) {
            best = counts->times[i];
            *ret_colour = counts->colour[i];
        }
    return best > 0;
}

static colour_t pixel(const struct surface *surface, int x, int y)
{
    return surface->pixels[(ptrdiff_t)y * surface->stride + x] | 0xff000000u;
}

/* Its own colour, and that of what it stands on, from the pixels. */
static bool colours_of(
    const struct page_view *page, const struct drawn *mask, colour_t *ink, colour_t *ground)
{
    struct counts inks = {.used = 0}, grounds = {.used = 0};
    struct box whole = {0, 0, page->surface->width, page->surface->height};
    struct box box = box_intersect(box_grown(mask->visible, 2), whole);
    const uint8_t *alpha = mask->pixels;
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++) {
            unsigned a = box_holds(mask->box, x, y)
                             ? alpha[(ptrdiff_t)(y - mask->box.y) * mask->stride + (x - mask->box.x)]
                             : 0;
            if (a >= FULL && box_holds(mask->visible, x, y))
                count_colour(&inks, pixel(page->surface, x, y));
            else if (a == 0)
                count_colour(&grounds, pixel(page->surface, x, y));
        }
    return most_often(&inks, ink) && most_often(&grounds, ground);
}

static void check_mask(const struct page_view *page, const struct drawn *mask, struct flaws *flaws)
{
    colour_t ink, ground;
    struct range range = range_of(page->contrast);
    if (!colours_of(page, mask, &ink, &ground))
        return;
    const struct ui_node *node = node_around(page, mask->visible);
    double ratio = contrast_ratio(ink, ground);
    bool off = node && !node->enabled;
    if (ratio < (off ? OFF_RATIO : range.least - RATIO_ROUND))
        flaws_add(flaws, mask->visible, "contrast %.1f:1 is less than %.1f: %.60s", ratio,
            off ? OFF_RATIO : range.least, node ? node->id : "the frame");
    else if (ratio > range.most + RATIO_ROUND)
        flaws_add(flaws, mask->visible, "contrast %.1f:1 is more than %.1f: %.60s", ratio, range.most,
            node ? node->id : "the frame");
}

/* The greatest contrast on a line that goes over the edge at x, y towards dx, dy. */
static double over_edge(const struct page_view *page, int x, int y, int dx, int dy)
{
    struct box whole = {0, 0, page->surface->width, page->surface->height};
    double most = 1;
    if (!box_holds(whole, x - 2 * dx, y - 2 * dy))
        return 0;
    colour_t outside = pixel(page->surface, x - 2 * dx, y - 2 * dy);
    for (int i = 0; i < 6; i++) {
        if (!box_holds(whole, x + i * dx, y + i * dy))
            break;
        double ratio = contrast_ratio(outside, pixel(page->surface, x + i * dx, y + i * dy));
        most = ratio > most ? ratio : most;
    }
    return most;
}

/* An edge that is there at all is seen well, on three sides or more; a control without one is its words. */
static void check_control(const struct page_view *page, const struct ui_node *node, struct flaws *flaws)
{
    struct box box = node->box;
    int x = box.x + box.w / 2, y = box.y + box.h / 2;
    double sides[] = {over_edge(page, box.x, y, 1, 0), over_edge(page, box.x + box.w - 1, y, -1, 0),
        over_edge(page, x, box.y, 0, 1), over_edge(page, x, box.y + box.h - 1, 0, -1)};
    struct range range = range_of(page->contrast);
    int seen = 0, faint = 0;
    double worst = 21;
    for (int i = 0; i < 4; i++) {
        seen += sides[i] >= range.least - RATIO_ROUND;
        faint += sides[i] > 1.2 && sides[i] < range.least - RATIO_ROUND;
        if (sides[i] > 1.2 && sides[i] < worst)
            worst = sides[i];
    }
    if (faint && seen < 3)
        flaws_add(flaws, box, "the edge of %.60s has contrast %.1f:1", node->id, worst);
}

void flaws_of_colours(const struct page_view *page, struct flaws *flaws)
{
    for (size_t i = first_on_top(page); i < draw_list_count(page->list); i++) {
        struct drawn drawn = draw_list_at(page->list, i);
        if (drawn.kind == DRAWN_MASK)
            check_mask(page, &drawn, flaws);
    }
    for (size_t i = 0; i < page->node_count; i++)
        if (node_touched(&page->nodes[i]) && page->nodes[i].enabled)
            check_control(page, &page->nodes[i], flaws);
}
