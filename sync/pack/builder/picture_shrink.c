#include <stdlib.h>
#include <string.h>

#include "picture.h"

void raster_clear(struct raster *raster)
{
    free(raster->rgba);
    raster->rgba = NULL;
}

/* What one pixel of a side of `to` covers of a side of `from`, in parts of 1 / to. */
struct cover {
    int first, last;
};

static struct cover cover_of(int at, int from, int to)
{
    int64_t begin = (int64_t)at * from, end = begin + from;
    return (struct cover){(int)(begin / to), (int)((end - 1) / to)};
}

static uint64_t weight(int at, int source, int from, int to)
{
    int64_t begin = (int64_t)at * from, end = begin + from;
    int64_t low = (int64_t)source * to, high = low + to;
    return (uint64_t)((high < end ? high : end) - (low > begin ? low : begin));
}

struct sum {
    uint64_t colour[3]; /* weighted by alpha */
    uint64_t alpha;
};

/* All weights of one pixel together are from width * from height: below 2^25 * 2^16 with the colours. */
static void mean(const struct raster *from, const struct raster *to, int x, int y, uint8_t pixel[static 4])
{
    struct sum sum = {{0}, 0};
    struct cover columns = cover_of(x, from->width, to->width);
    struct cover rows = cover_of(y, from->height, to->height);
    for (int row = rows.first; row <= rows.last; row++) {
        uint64_t high = weight(y, row, from->height, to->height);
        const uint8_t *at = from->rgba + ((size_t)row * (size_t)from->width + (size_t)columns.first) * 4;
        for (int column = columns.first; column <= columns.last; column++, at += 4) {
            uint64_t alpha = high * weight(x, column, from->width, to->width) * at[3];
            sum.alpha += alpha;
            for (int c = 0; c < 3; c++)
                sum.colour[c] += alpha * at[c];
        }
    }
    uint64_t all = (uint64_t)from->width * (uint64_t)from->height;
    for (int c = 0; c < 3; c++)
        pixel[c] = sum.alpha ? (uint8_t)((sum.colour[c] + sum.alpha / 2) / sum.alpha) : 0;
    pixel[3] = (uint8_t)((sum.alpha + all / 2) / all);
    if (pixel[3] == 0) /* colours that nobody sees would only make the file larger */
        memset(pixel, 0, 3);
}

bool raster_shrink(const struct raster *from, int width, struct raster *ret_raster)
{
    int64_t height = ((int64_t)from->height * width + from->width / 2) / from->width;
    struct raster to = {.width = width, .height = height < 1 ? 1 : (int)height};
    to.rgba = malloc((size_t)to.width * (size_t)to.height * 4);
    if (!to.rgba)
        return false;
    for (int y = 0; y < to.height; y++)
        for (int x = 0; x < to.width; x++)
            mean(from, &to, x, y, to.rgba + ((size_t)y * (size_t)to.width + (size_t)x) * 4);
    *ret_raster = to;
    return true;
}
