#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

#define HEADER 24 /* signature, length and name of IHDR, width, height */

static uint32_t u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Before a single byte of it is unfolded. */
static bool header_good(const char *file, const uint8_t *bytes, size_t len, struct report *report)
{
    static const uint8_t begin[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    if (len < HEADER || memcmp(bytes, begin, sizeof begin - 1) != 0) {
        report_mistake(report, file, "", "This is no PNG. Open it in a picture program and save it as PNG.");
        return false;
    }
    uint32_t width = u32(bytes + 16), height = u32(bytes + 20);
    bool good = width > 0 && height > 0 && width <= PICTURE_SIDE && height <= PICTURE_SIDE &&
                (uint64_t)width * height <= PICTURE_PIXELS;
    if (!good)
        report_mistake(report, file, "",
            "It is %lu points wide and %lu high; at most %d million points are read, and none of the sides "
            "longer "
            "than %d. Make it smaller: 1280 wide is enough.",
            (unsigned long)width, (unsigned long)height, PICTURE_PIXELS / 1000000, PICTURE_SIDE);
    return good;
}

bool png_read(
    const char *file, const void *bytes, size_t len, struct report *report, struct raster *ret_raster)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    struct raster raster = {.rgba = NULL};
    if (!header_good(file, bytes, len, report))
        return false;
    bool done = png_image_begin_read_from_memory(&image, bytes, len);
    if (done) {
        image.format = PNG_FORMAT_RGBA;
        image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
        raster = (struct raster){(int)image.width, (int)image.height, malloc(PNG_IMAGE_SIZE(image))};
        done = raster.rgba && png_image_finish_read(&image, NULL, raster.rgba, 0, NULL);
    }
    png_image_free(&image);
    if (done) {
        *ret_raster = raster;
        return true;
    }
    report_mistake(report, file, "",
        "The picture is damaged, or cut short. Open it in a picture program and save it again.");
    raster_clear(&raster);
    return false;
}

static bool is_opaque(const struct raster *raster)
{
    for (size_t i = 0; i < (size_t)raster->width * (size_t)raster->height; i++)
        if (raster->rgba[4 * i + 3] != 255)
            return false;
    return true;
}

/* Keeps the signature and the chunks that hold pixels; what libpng says about colours beside them goes. */
static enum base_error keep_pixels(const uint8_t *png, size_t len, struct buffer *ret_png)
{
    enum base_error error = buffer_add(ret_png, png, 8);
    for (size_t at = 8; !error && len - at >= 12;) {
        size_t chunk = (size_t)u32(png + at) + 12;
        bool kept = !(png[at + 4] & 0x20); /* a capital: no one can do without it */
        if (chunk > len - at)
            return BASE_FORMAT;
        if (kept)
            error = buffer_add(ret_png, png + at, chunk);
        at += chunk;
    }
    return error;
}

/* Three bytes a pixel when nothing shines through. To be freed. */
static uint8_t *pixels_of(const struct raster *raster, bool opaque)
{
    size_t count = (size_t)raster->width * (size_t)raster->height, step = opaque ? 3 : 4;
    uint8_t *pixels = malloc(count * step);
    for (size_t i = 0; pixels && i < count; i++)
        memcpy(pixels + i * step, raster->rgba + i * 4, step);
    return pixels;
}

enum base_error png_write(const struct raster *raster, struct buffer *ret_png)
{
    bool opaque = is_opaque(raster);
    png_image image = {.version = PNG_IMAGE_VERSION,
        .width = (png_uint_32)raster->width,
        .height = (png_uint_32)raster->height,
        .format = opaque ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA};
    uint8_t *pixels = pixels_of(raster, opaque);
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *png = pixels ? malloc(size) : NULL;
    enum base_error error = BASE_NO_MEMORY;
    if (png && png_image_write_to_memory(&image, png, &size, 0, pixels, 0, NULL))
        error = keep_pixels(png, size, ret_png);
    png_image_free(&image);
    free(png);
    free(pixels);
    return error;
}
