#include "list.h"

/* How far ahead a command is looked for in the list before. A screen that gains a widget shifts the
 * rest by some tens of commands; a miss only costs pixels drawn again. */
#define LOOK_AHEAD 128

static int64_t area(struct box box)
{
    return box_empty(box) ? 0 : (int64_t)box.w * box.h;
}

/* What one box around both would draw for nothing. */
static int64_t waste(struct box a, struct box b)
{
    return area(box_union(a, b)) - area(a) - area(b) + area(box_intersect(a, b));
}

static void damage_remove(struct damage *damage, size_t at)
{
    damage->boxes[at] = damage->boxes[--damage->count];
}

static void merge_cheapest(struct damage *damage, struct box *box)
{
    size_t a = 0, b = DRAW_DAMAGE; /* b == DRAW_DAMAGE stands for the new box */
    int64_t best = INT64_MAX;
    for (size_t i = 0; i < damage->count; i++)
        for (size_t j = i + 1; j <= damage->count; j++) {
            struct box other = j == damage->count ? *box : damage->boxes[j];
            int64_t cost = waste(damage->boxes[i], other);
            if (cost < best) {
                best = cost;
                a = i;
                b = j == damage->count ? DRAW_DAMAGE : j;
            }
        }
    struct box merged = box_union(damage->boxes[a], b == DRAW_DAMAGE ? *box : damage->boxes[b]);
    if (b == DRAW_DAMAGE) {
        damage_remove(damage, a);
        *box = merged;
    } else {
        damage->boxes[a] = merged;
        damage_remove(damage, b);
    }
}

void damage_add(struct damage *damage, struct box box)
{
    if (box_empty(box))
        return;
    for (size_t i = 0; i < damage->count;) {
        struct box both = box_union(damage->boxes[i], box);
        if (area(both) <= area(damage->boxes[i])) /* already inside */
            return;
        if (waste(damage->boxes[i], box) <= area(both) / 8) {
            damage_remove(damage, i);
            box = both;
            i = 0;
        } else {
            i++;
        }
    }
    if (damage->count == DRAW_DAMAGE)
        merge_cheapest(damage, &box);
    damage->boxes[damage->count++] = box;
}

static size_t find_ahead(const struct draw_list *list, size_t from, size_t end, const struct command *command)
{
    if (end - from > LOOK_AHEAD)
        end = from + LOOK_AHEAD;
    for (size_t i = from; i < end; i++)
        if (command_equal(&list->commands[i], command))
            return i;
    return SIZE_MAX;
}

/* Commands that both lists hold in the same order draw the same pixels wherever no other command of
 * either list draws. So any common subsequence is right, and a longer one only saves work. */
void damage_find(const struct draw_list *before, const struct draw_list *now, struct damage *ret_damage)
{
    size_t i = 0, j = 0, before_end = before->count, now_end = now->count;
    while (i < before_end && j < now_end && command_equal(&before->commands[i], &now->commands[j]))
        i++, j++;
    while (before_end > i && now_end > j &&
           command_equal(&before->commands[before_end - 1], &now->commands[now_end - 1]))
        before_end--, now_end--;
    for (; j < now_end; j++) {
        size_t same = find_ahead(before, i, before_end, &now->commands[j]);
        if (same == SIZE_MAX) {
            damage_add(ret_damage, now->commands[j].visible);
            continue;
        }
        for (; i < same; i++)
            damage_add(ret_damage, before->commands[i].visible);
        i = same + 1;
    }
    for (; i < before_end; i++)
        damage_add(ret_damage, before->commands[i].visible);
}

static bool covers(const struct command *command, struct box box)
{
    return command->kind == COMMAND_FILL && command->radius == 0 && command->colour >> 24 == 0xff &&
           area(box_intersect(command->visible, box)) == area(box);
}

/* What lies under the last opaque fill of the whole box need not be drawn. */
static void paint_box(
    const struct draw_list *now, colour_t background, struct box box, struct surface *surface)
{
    size_t first = now->count;
    while (first > 0 && !covers(&now->commands[first - 1], box))
        first--;
    if (first == 0)
        raster_clear(box, background, surface);
    else
        first--;
    for (; first < now->count; first++) {
        struct box part = box_intersect(now->commands[first].visible, box);
        if (!box_empty(part))
            raster_command(&now->commands[first], part, surface);
    }
}

void draw_paint(const struct draw_list *before, const struct draw_list *now, colour_t background,
    struct surface *surface, struct damage *ret_damage)
{
    struct box all = {0, 0, surface->width, surface->height};
    struct damage found = {.count = 0};
    if (before)
        damage_find(before, now, &found);
    else
        damage_add(&found, all);
    ret_damage->count = 0;
    for (size_t i = 0; i < found.count; i++) {
        struct box box = box_intersect(found.boxes[i], all);
        if (box_empty(box))
            continue;
        paint_box(now, background, box, surface);
        ret_damage->boxes[ret_damage->count++] = box;
    }
}
