#include "list.h"

#include <math.h>
#include <string.h>

#define OPAQUE 0xff000000u

/* share: 0 to 256 of colour over below. Two channels at a time, eight bits apart. */
static uint32_t blend(uint32_t below, uint32_t colour, uint32_t share)
{
    uint32_t keep = 256 - share;
    uint32_t red_blue = ((colour & 0xff00ff) * share + (below & 0xff00ff) * keep) >> 8 & 0xff00ff;
    uint32_t green = ((colour & 0xff00) * share + (below & 0xff00) * keep) >> 8 & 0xff00;
    return OPAQUE | red_blue | green;
}

/* 0 to 255 becomes 0 to 256, so that full coverage is exact. */
static uint32_t share_of(uint32_t alpha)
{
    return alpha + (alpha >> 7);
}

static uint32_t *pixel_at(struct surface *surface, int x, int y)
{
    return surface->pixels + (size_t)y * (size_t)surface->stride + x;
}

static void span(uint32_t *pixels, int count, colour_t colour)
{
    uint32_t share = share_of(colour >> 24);
    if (share == 256) {
        uint32_t solid = colour | OPAQUE;
        for (int i = 0; i < count; i++)
            pixels[i] = solid;
        return;
    }
    for (int i = 0; i < count; i++)
        pixels[i] = blend(pixels[i], colour, share);
}

static void rows(struct box box, colour_t colour, struct surface *surface)
{
    for (int y = box.y; y < box.y + box.h; y++)
        span(pixel_at(surface, box.x, y), box.w, colour);
}

void raster_clear(struct box box, colour_t colour, struct surface *surface)
{
    rows(box, colour | OPAQUE, surface);
}

/* How much of the pixel is inside the rounded box, 0 to 1, by the distance of its middle from the
 * nearest corner's centre; exact enough for radii of a pixel and more. */
static float coverage(struct box box, int radius, int x, int y)
{
    if (!box_holds(box, x, y))
        return 0;
    int from_side = x - box.x < box.x + box.w - 1 - x ? x - box.x : box.x + box.w - 1 - x;
    int from_top = y - box.y < box.y + box.h - 1 - y ? y - box.y : box.y + box.h - 1 - y;
    if (from_side >= radius || from_top >= radius)
        return 1;
    float dx = (float)radius - (float)from_side - 0.5f, dy = (float)radius - (float)from_top - 0.5f;
    float inside = (float)radius + 0.5f - sqrtf(dx * dx + dy * dy);
    return inside < 0 ? 0 : inside > 1 ? 1 : inside;
}

/* Pixel by pixel; only for corners. hole: what is left out, empty for a fill. */
static void corner(const struct command *command, struct box part, struct box hole, struct surface *surface)
{
    uint32_t alpha = command->colour >> 24;
    int inner = command->radius - command->thickness;
    for (int y = part.y; y < part.y + part.h; y++)
        for (int x = part.x; x < part.x + part.w; x++) {
            float cover = coverage(command->box, command->radius, x, y);
            if (!box_empty(hole))
                cover -= coverage(hole, inner > 0 ? inner : 0, x, y);
            uint32_t share = cover > 0 ? share_of((uint32_t)(cover * (float)alpha + 0.5f)) : 0;
            uint32_t *pixel = pixel_at(surface, x, y);
            if (share)
                *pixel = blend(*pixel, command->colour, share);
        }
}

/* The box cut into three by three: corners of the given size, sides, middle. */
static void rounded(
    const struct command *command, int size, struct box hole, struct box only, struct surface *surface)
{
    struct box box = command->box;
    int left[3] = {box.x, box.x + size, box.x + box.w - size}, wide[3] = {size, box.w - 2 * size, size};
    int top[3] = {box.y, box.y + size, box.y + box.h - size}, high[3] = {size, box.h - 2 * size, size};
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 3; column++) {
            struct box part = box_intersect(
                only, (struct box){left[column], top[row], wide[column], high[row]});
            if (box_empty(part))
                continue;
            if (row != 1 && column != 1)
                corner(command, part, hole, surface);
            else if (command->kind == COMMAND_FILL)
                rows(part, command->colour, surface);
        }
}

static void frame(const struct command *command, struct box only, struct surface *surface)
{
    int t = command->thickness, size = command->radius > t ? command->radius : t;
    struct box box = command->box;
    rounded(command, size, box_inset(box, t, t), only, surface);
    const struct box sides[] = {
        {box.x + size, box.y, box.w - 2 * size, t},
        {box.x + size, box.y + box.h - t, box.w - 2 * size, t},
        {box.x, box.y + size, t, box.h - 2 * size},
        {box.x + box.w - t, box.y + size, t, box.h - 2 * size},
    };
    for (int i = 0; i < 4; i++) {
        struct box part = box_intersect(only, sides[i]);
        if (!box_empty(part))
            rows(part, command->colour, surface);
    }
}

/* Most of a text's mask is empty: eight pixels at a time are looked at. */
static int skip_empty(const uint8_t *cover, int x, int width)
{
    uint64_t eight;
    while (x + 8 <= width) {
        memcpy(&eight, cover + x, sizeof eight);
        if (eight)
            break;
        x += 8;
    }
    while (x < width && !cover[x])
        x++;
    return x;
}

static void mask(const struct command *command, struct box only, struct surface *surface)
{
    uint32_t alpha = share_of(command->colour >> 24), solid = command->colour | OPAQUE;
    for (int y = only.y; y < only.y + only.h; y++) {
        const uint8_t *cover = (const uint8_t *)command->pixels +
                               (size_t)(y - command->box.y) * (size_t)command->stride +
                               (only.x - command->box.x);
        uint32_t *pixel = pixel_at(surface, only.x, y);
        for (int x = skip_empty(cover, 0, only.w); x < only.w; x = skip_empty(cover, x + 1, only.w)) {
            uint32_t share = share_of(cover[x]) * alpha >> 8;
            pixel[x] = share == 256 ? solid : blend(pixel[x], solid, share);
        }
    }
}

static uint32_t over(uint32_t below, uint32_t premultiplied)
{
    uint32_t keep = 256 - share_of(premultiplied >> 24);
    uint32_t red_blue = ((below & 0xff00ff) * keep >> 8 & 0xff00ff) + (premultiplied & 0xff00ff);
    uint32_t green = ((below & 0xff00) * keep >> 8 & 0xff00) + (premultiplied & 0xff00);
    return OPAQUE | (red_blue & 0xff00ff) | (green & 0xff00);
}

static void picture(const struct command *command, struct box only, struct surface *surface)
{
    for (int y = only.y; y < only.y + only.h; y++) {
        const uint32_t *from = (const uint32_t *)command->pixels +
                               (size_t)(y - command->box.y) * (size_t)command->stride +
                               (only.x - command->box.x);
        uint32_t *pixel = pixel_at(surface, only.x, y);
        for (int x = 0; x < only.w; x++) {
            if (from[x] >= OPAQUE)
                pixel[x] = from[x];
            else if (from[x])
                pixel[x] = over(pixel[x], from[x]);
        }
    }
}

void raster_command(const struct command *command, struct box only, struct surface *surface)
{
    switch (command->kind) {
    case COMMAND_FILL:
        rounded(command, command->radius, (struct box){0, 0, 0, 0}, only, surface);
        break;
    case COMMAND_FRAME:
        frame(command, only, surface);
        break;
    case COMMAND_MASK:
        mask(command, only, surface);
        break;
    case COMMAND_PICTURE:
        picture(command, only, surface);
        break;
    }
}
