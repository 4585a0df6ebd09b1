/* Any bytes as a PNG: refused with a mistake, or made smaller and written, which can be read again. */
#include <stdlib.h>
#include <string.h>

#include "picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST (1 << 20) /* pixels: a fuzzer that unfolds large ones learns nothing more */

static uint32_t side(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct report report;
    struct raster whole, smaller = {.rgba = NULL}, again;
    struct buffer png;
    if (size >= 24 && side(data + 16) <= PICTURE_SIDE && (uint64_t)side(data + 16) * side(data + 20) > MOST)
        return 0;
    report_init(&report);
    bool good = png_read("media/a.png", data, size, &report, &whole);
    if (good == (report.mistakes > 0))
        abort();
    if (good) {
        int width = whole.width > 3 ? whole.width / 3 : whole.width;
        buffer_init(&png, 16 << 20);
        if (!raster_shrink(&whole, width, &smaller) || png_write(&smaller, &png) != BASE_OK ||
            !png_read("media/b.png", png.bytes, png.len, &report, &again))
            abort();
        if (again.width != smaller.width || again.height != smaller.height ||
            memcmp(again.rgba, smaller.rgba, (size_t)again.width * (size_t)again.height * 4) != 0)
            abort();
        buffer_clear(&png);
        raster_clear(&again);
        raster_clear(&smaller);
        raster_clear(&whole);
    }
    report_clear(&report);
    return 0;
}
