/* What a list is made of; shared by the files of draw. */
#ifndef WAYSIDE_DRAW_LIST_H
#define WAYSIDE_DRAW_LIST_H

#include "draw/draw.h"

#define CLIPS_DEEP 32

enum command_kind { COMMAND_FILL, COMMAND_FRAME, COMMAND_MASK, COMMAND_PICTURE };

struct command {
    struct box box;     /* where it would draw */
    struct box visible; /* box within the clips; never empty */
    uint64_t key;       /* of a mask or picture, else 0 */
    uint64_t hash;      /* of everything that makes the pixels, but not of the address */
    const void *pixels;
    int stride, radius, thickness;
    colour_t colour;
    enum command_kind kind;
};

struct draw_list {
    size_t count, clips;
    unsigned dropped;
    struct box clip[CLIPS_DEEP];
    struct command commands[DRAW_COMMANDS];
};

bool command_equal(const struct command *a, const struct command *b);

/* What differs between the two, as boxes that cover it. */
void damage_find(const struct draw_list *before, const struct draw_list *now, struct damage *ret_damage);
void damage_add(struct damage *damage, struct box box);

/* One command, only inside the box. */
void raster_command(const struct command *command, struct box only, struct surface *surface);
void raster_clear(struct box box, colour_t colour, struct surface *surface);

#endif
