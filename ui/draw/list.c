#include "list.h"

#include <stdlib.h>
#include <string.h>

/* Coordinates are held to this, so that sums of two of them cannot overflow. */
#define FAR 1000000

struct draw_list *draw_list_new(void)
{
    return calloc(1, sizeof(struct draw_list));
}

void draw_list_free(struct draw_list *list)
{
    if (!list)
        return;
    draw_list_reset(list);
    free(list);
}

void draw_list_reset(struct draw_list *list)
{
    explicit_bzero(list->commands, list->count * sizeof list->commands[0]);
    explicit_bzero(list->clip, sizeof list->clip);
    list->count = list->clips = list->dropped = 0;
}

unsigned draw_list_dropped(const struct draw_list *list)
{
    return list->dropped;
}

size_t draw_list_count(const struct draw_list *list)
{
    return list->count;
}

struct drawn draw_list_at(const struct draw_list *list, size_t i)
{
    static const enum drawn_kind kinds[] = {[COMMAND_FILL] = DRAWN_FILL,
        [COMMAND_FRAME] = DRAWN_FRAME,
        [COMMAND_MASK] = DRAWN_MASK,
        [COMMAND_PICTURE] = DRAWN_PICTURE};
    const struct command *command = &list->commands[i];
    return (struct drawn){.kind = kinds[command->kind],
        .box = command->box,
        .visible = command->visible,
        .colour = command->colour,
        .key = command->key,
        .pixels = command->pixels,
        .stride = command->stride,
        .radius = command->radius,
        .thickness = command->thickness};
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

static uint64_t mix_box(uint64_t hash, struct box box)
{
    hash = mix(hash, (uint64_t)(uint32_t)box.x << 32 | (uint32_t)box.y);
    return mix(hash, (uint64_t)(uint32_t)box.w << 32 | (uint32_t)box.h);
}

static uint64_t command_hash(const struct command *command)
{
    uint64_t hash = mix(command->key, (uint64_t)command->kind << 32 | command->colour);
    hash = mix_box(mix_box(hash, command->box), command->visible);
    return mix(hash, (uint64_t)(uint32_t)command->radius << 32 | (uint32_t)command->thickness);
}

static bool box_equal(struct box a, struct box b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

bool command_equal(const struct command *a, const struct command *b)
{
    return a->hash == b->hash && a->key == b->key && a->kind == b->kind && a->colour == b->colour &&
           a->radius == b->radius && a->thickness == b->thickness && box_equal(a->box, b->box) &&
           box_equal(a->visible, b->visible);
}

static bool near(struct box box)
{
    return box.x > -FAR && box.y > -FAR && box.x < FAR && box.y < FAR && box.w < FAR && box.h < FAR;
}

static void record(struct draw_list *list, struct command command)
{
    if (box_empty(command.box) || !near(command.box))
        return;
    command.visible = command.box;
    if (list->clips)
        command.visible = box_intersect(
            command.box, list->clip[list->clips <= CLIPS_DEEP ? list->clips - 1 : CLIPS_DEEP - 1]);
    if (box_empty(command.visible))
        return;
    if (list->count == DRAW_COMMANDS) {
        list->dropped++;
        return;
    }
    command.hash = command_hash(&command);
    list->commands[list->count++] = command;
}

static int radius_within(struct box box, int radius)
{
    int most = (box.w < box.h ? box.w : box.h) / 2;
    if (radius > most)
        radius = most;
    return radius > 0 ? radius : 0;
}

void draw_fill(struct draw_list *list, struct box box, colour_t colour, int radius_px)
{
    if (colour >> 24)
        record(list,
            (struct command){
                .kind = COMMAND_FILL, .box = box, .colour = colour, .radius = radius_within(box, radius_px)});
}

void draw_frame(struct draw_list *list, struct box box, colour_t colour, int radius_px, int thickness_px)
{
    int most = (box.w < box.h ? box.w : box.h) / 2;
    if (thickness_px <= 0 || !(colour >> 24))
        return;
    if (thickness_px >= most)
        draw_fill(list, box, colour, radius_px);
    else
        record(list, (struct command){.kind = COMMAND_FRAME,
                         .box = box,
                         .colour = colour,
                         .radius = radius_within(box, radius_px),
                         .thickness = thickness_px});
}

void draw_mask(struct draw_list *list, int x, int y, const struct mask *mask, colour_t colour)
{
    if (mask->alpha && colour >> 24)
        record(list, (struct command){.kind = COMMAND_MASK,
                         .box = {x, y, mask->width, mask->height},
                         .colour = colour,
                         .key = mask->key,
                         .pixels = mask->alpha,
                         .stride = mask->stride});
}

void draw_picture(struct draw_list *list, int x, int y, const struct picture *picture)
{
    if (picture->pixels)
        record(list, (struct command){.kind = COMMAND_PICTURE,
                         .box = {x, y, picture->width, picture->height},
                         .key = picture->key,
                         .pixels = picture->pixels,
                         .stride = picture->stride});
}

/* Deeper than CLIPS_DEEP only counts, and the deepest box that was kept holds; a page nests four. */
void draw_clip_push(struct draw_list *list, struct box box)
{
    if (list->clips > 0 && list->clips < CLIPS_DEEP)
        box = box_intersect(box, list->clip[list->clips - 1]);
    if (list->clips < CLIPS_DEEP)
        list->clip[list->clips] = box;
    list->clips++;
}

void draw_clip_pop(struct draw_list *list)
{
    if (list->clips > 0)
        list->clips--;
}
