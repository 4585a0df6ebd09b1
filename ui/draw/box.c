#include "draw/draw.h"

bool box_empty(struct box box)
{
    return box.w <= 0 || box.h <= 0;
}

bool box_holds(struct box box, int x, int y)
{
    int64_t dx = (int64_t)x - box.x, dy = (int64_t)y - box.y;
    return dx >= 0 && dy >= 0 && dx < box.w && dy < box.h;
}

struct box box_inset(struct box box, int dx, int dy)
{
    struct box in = {box.x + dx, box.y + dy, box.w - 2 * dx, box.h - 2 * dy};
    if (in.w < 0)
        in.w = 0;
    if (in.h < 0)
        in.h = 0;
    return in;
}

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

static int greater(int a, int b)
{
    return a > b ? a : b;
}

struct box box_union(struct box a, struct box b)
{
    if (box_empty(a))
        return b;
    if (box_empty(b))
        return a;
    int x = lesser(a.x, b.x), y = lesser(a.y, b.y);
    return (struct box){x, y, greater(a.x + a.w, b.x + b.w) - x, greater(a.y + a.h, b.y + b.h) - y};
}

struct box box_intersect(struct box a, struct box b)
{
    int x = greater(a.x, b.x), y = greater(a.y, b.y);
    int w = lesser(a.x + a.w, b.x + b.w) - x, h = lesser(a.y + a.h, b.y + b.h) - y;
    if (box_empty(a) || box_empty(b) || w <= 0 || h <= 0)
        return (struct box){x, y, 0, 0};
    return (struct box){x, y, w, h};
}
