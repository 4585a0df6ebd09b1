/* draw: pixels. A pass records commands into a list; paint() compares the list with the one before,
 * redraws what differs and says where. It knows boxes, masks and colours, no text and no widget. */
#ifndef WAYSIDE_DRAW_H
#define WAYSIDE_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct box {
    int x, y, w, h; /* pixels, origin top left */
};
bool box_holds(struct box box, int x, int y);
struct box box_inset(struct box box, int dx, int dy);
struct box box_union(struct box a, struct box b);
struct box box_intersect(struct box a, struct box b); /* w or h 0 when apart */
bool box_empty(struct box box);

typedef uint32_t colour_t; /* 0xAARRGGBB */

/* 32-bit XRGB, in memory as SDL_PIXELFORMAT_XRGB8888. pixels belong to whoever made the surface. */
struct surface {
    uint32_t *pixels;
    int width, height, stride; /* stride in pixels */
};

/* An 8-bit coverage mask: a shaped piece of text, an icon. key: equal keys are equal pictures, so that
 * two lists can be compared without looking at the pixels; alpha is borrowed and must live as long as
 * the list that mentions it and the one after. */
struct mask {
    const uint8_t *alpha;
    int width, height, stride;
    uint64_t key;
};
/* A picture in its own colours (attract cards): premultiplied 0xAARRGGBB, same rules as a mask. */
struct picture {
    const uint32_t *pixels;
    int width, height, stride;
    uint64_t key;
};

#define DRAW_COMMANDS 4096 /* a page has some hundred */
#define DRAW_DAMAGE 16     /* more boxes than that are merged */

struct draw_list;
struct draw_list *draw_list_new(void); /* NULL: no memory */
void draw_list_free(struct draw_list *list);
void draw_list_reset(struct draw_list *list); /* wiped, for the next pass */
/* Commands that did not fit since the reset: 0 in every test. */
unsigned draw_list_dropped(const struct draw_list *list);

void draw_fill(struct draw_list *list, struct box box, colour_t colour, int radius_px);
void draw_frame(struct draw_list *list, struct box box, colour_t colour, int radius_px, int thickness_px);
void draw_mask(struct draw_list *list, int x, int y, const struct mask *mask, colour_t colour);
void draw_picture(struct draw_list *list, int x, int y, const struct picture *picture);
/* What follows is drawn only inside this box (and those pushed before) until the pop. */
void draw_clip_push(struct draw_list *list, struct box box);
void draw_clip_pop(struct draw_list *list);

/* What was recorded, in order: for tools that look at pages (the gallery, tests). */
enum drawn_kind { DRAWN_FILL, DRAWN_FRAME, DRAWN_MASK, DRAWN_PICTURE };
struct drawn {
    enum drawn_kind kind;
    struct box box, visible; /* where it would draw; that within the clips */
    colour_t colour;
    uint64_t key;       /* of the mask or picture */
    const void *pixels; /* of the mask (8 bit) or picture (32 bit), else NULL */
    int stride, radius, thickness;
};
size_t draw_list_count(const struct draw_list *list);
struct drawn draw_list_at(const struct draw_list *list, size_t i);

struct damage {
    struct box boxes[DRAW_DAMAGE];
    size_t count;
};
/* Redraws onto surface what differs between before and now (before NULL: everything, on background). */
void draw_paint(const struct draw_list *before, const struct draw_list *now, colour_t background,
    struct surface *surface, struct damage *ret_damage);

/* PNG files (8-bit, at most 4096 x 4096, libpng with limits) as they come with the image or a pack. */
struct loaded_picture;
MUST_CHECK enum base_error picture_load(const void *png, size_t len, struct loaded_picture **ret_picture);
/* The same scaled to fit a box of w x h pixels, area averaged; for icons made at build in big sizes. */
MUST_CHECK enum base_error picture_load_scaled(
    const void *png, size_t len, int w, int h, struct loaded_picture **ret_picture);
void picture_free(struct loaded_picture *picture);
struct picture picture_of(const struct loaded_picture *picture); /* in colour */
struct mask picture_mask(const struct loaded_picture *picture);  /* its alpha, for icons */

#endif
