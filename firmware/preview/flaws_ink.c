#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flaws.h"

#define INK 110        /* coverage from which a pixel is seen */
#define INKS_MOST 4096 /* as many as a list holds */
#define LEAST_MM 3.5   /* the smallest capitals that may stand anywhere */

/* A piece of text or an icon with the box of what is seen of it. */
struct ink {
    struct drawn drawn;
    struct box box;
    size_t at; /* in the list */
    struct text_drawn words;
    bool text;
};

static unsigned alpha_at(const struct drawn *mask, int x, int y)
{
    const uint8_t *alpha = mask->pixels;
    return alpha[(ptrdiff_t)(y - mask->box.y) * mask->stride + (x - mask->box.x)];
}

static size_t ink_in(const struct drawn *mask, struct box box)
{
    size_t count = 0;
    box = box_intersect(box, mask->box);
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++)
            count += alpha_at(mask, x, y) >= INK;
    return count;
}

static struct box ink_box(const struct drawn *mask)
{
    struct box box = {0, 0, 0, 0};
    for (int y = mask->box.y; y < mask->box.y + mask->box.h; y++)
        for (int x = mask->box.x; x < mask->box.x + mask->box.w; x++)
            if (alpha_at(mask, x, y) >= INK)
                box = box_union(box, (struct box){x, y, 1, 1});
    return box;
}

static size_t collect(const struct page_view *page, struct ink *inks)
{
    size_t count = 0;
    for (size_t i = first_on_top(page); i < draw_list_count(page->list) && count < INKS_MOST; i++) {
        struct drawn drawn = draw_list_at(page->list, i);
        if (drawn.kind != DRAWN_MASK)
            continue;
        struct ink ink = {.drawn = drawn, .box = ink_box(&drawn), .at = i};
        ink.text = page->text && text_of_mask(page->text, drawn.pixels, drawn.key, &ink.words);
        if (!box_empty(ink.box))
            inks[count++] = ink;
    }
    return count;
}

static const char *where(const struct page_view *page, struct box box)
{
    const struct ui_node *node = node_around(page, box);
    return node ? node->id : "the frame";
}

static void add(const struct page_view *page, struct flaws *flaws, const struct ink *ink, const char *what)
{
    if (ink->text)
        flaws_add(flaws, ink->box, "%s: %.50s (%.*s)", what, where(page, ink->box),
            ink->words.len < 40 ? (int)ink->words.len : 0, ink->words.utf8);
    else
        flaws_add(flaws, ink->box, "%s: %.50s (an icon)", what, where(page, ink->box));
}

static void check_cut(const struct page_view *page, const struct ink *ink, struct flaws *flaws)
{
    struct box seen = box_intersect(
        ink->drawn.visible, (struct box){0, 0, page->surface->width, page->surface->height});
    size_t all = ink_in(&ink->drawn, ink->drawn.box), shown = ink_in(&ink->drawn, seen);
    if (all - shown > 2 + all / 50)
        add(page, flaws, ink, "ink is cut off");
}

/* What stands in a node stays in it; what stands beside one stays out. */
static void check_edges(const struct page_view *page, const struct ink *ink, struct flaws *flaws)
{
    for (size_t i = 0; i < page->node_count; i++) {
        const struct ui_node *node = &page->nodes[i];
        struct box over = box_intersect(ink->box, box_grown(node->box, -2));
        if (box_empty(over) || box_within(ink->box, box_grown(node->box, 2)) ||
            box_within(node->box, box_grown(ink->box, 2)))
            continue;
        size_t all = ink_in(&ink->drawn, ink->drawn.visible), inside = ink_in(&ink->drawn, over),
               around = ink_in(&ink->drawn, box_grown(node->box, 2));
        if (inside > 3 && all > around + 3)
            flaws_add(flaws, ink->box, "over the edge of %.60s: %.*s", node->id,
                ink->text && ink->words.len < 50 ? (int)ink->words.len : 7,
                ink->text && ink->words.len < 50 ? ink->words.utf8 : "an icon");
    }
}

static bool hides(const struct drawn *drawn)
{
    return (drawn->kind == DRAWN_FILL && drawn->colour >> 24 == 0xff) || drawn->kind == DRAWN_PICTURE;
}

static void check_covered(const struct page_view *page, const struct ink *ink, struct flaws *flaws)
{
    for (size_t i = ink->at + 1; i < draw_list_count(page->list); i++) {
        struct drawn drawn = draw_list_at(page->list, i);
        if (hides(&drawn) && ink_in(&ink->drawn, box_intersect(drawn.visible, ink->drawn.visible)) > 3) {
            add(page, flaws, ink, "ink is covered");
            return;
        }
    }
}

static size_t common_ink(const struct drawn *a, const struct drawn *b)
{
    size_t count = 0;
    struct box box = box_intersect(a->visible, b->visible);
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++)
            count += alpha_at(a, x, y) >= INK && alpha_at(b, x, y) >= INK;
    return count;
}

/* Letters of one word may touch; words and icons do not lie over each other. */
static void check_over(
    const struct page_view *page, const struct ink *a, const struct ink *b, struct flaws *flaws)
{
    struct box box = box_intersect(a->box, b->box);
    if (box_empty(box))
        return;
    size_t common = common_ink(&a->drawn, &b->drawn), less = ink_in(&a->drawn, a->drawn.visible),
           other = ink_in(&b->drawn, b->drawn.visible);
    less = other < less ? other : less;
    if (common > 6 && common > less / 12)
        add(page, flaws, a, "ink over other ink");
}

/* Only flat letters of one height: their top is the capital height. */
static bool flat_capitals(const struct text_drawn *words)
{
    bool capital = false;
    for (size_t i = 0; i < words->len; i++) {
        if (strchr("EFHITLZ", words->utf8[i]) && words->utf8[i])
            capital = true;
        else if (!words->utf8[i] || !strchr("acemnorsuvwxz", words->utf8[i]))
            return false;
    }
    return capital;
}

static void check_height(const struct page_view *page, const struct ink *ink, struct flaws *flaws)
{
    double asked = ink->words.cap_mm, drawn = -ink->words.dy / page->panel->px_per_mm_y;
    if (asked < LEAST_MM - 0.01)
        flaws_add(
            flaws, ink->box, "letters too small: capitals of %.1f mm at %.60s", asked, where(page, ink->box));
    if (flat_capitals(&ink->words) && fabs(drawn - asked) * page->panel->px_per_mm_y > 1.5)
        flaws_add(flaws, ink->box, "capitals of %.2f mm are drawn %.2f mm high at %.50s", asked, drawn,
            where(page, ink->box));
}

void flaws_of_ink(const struct page_view *page, struct flaws *flaws)
{
    struct ink *inks = calloc(INKS_MOST, sizeof *inks);
    size_t count = inks ? collect(page, inks) : 0;
    if (!inks)
        flaws_add(flaws, (struct box){0}, "no memory to look at the ink");
    for (size_t i = 0; i < count; i++) {
        check_cut(page, &inks[i], flaws);
        check_edges(page, &inks[i], flaws);
        check_covered(page, &inks[i], flaws);
        if (inks[i].text)
            check_height(page, &inks[i], flaws);
        for (size_t k = i + 1; k < count; k++)
            check_over(page, &inks[i], &inks[k], flaws);
    }
    free(inks);
}
