#include <errno.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "preview/stage.h"

static void row_of(const struct surface *surface, int y, png_byte *row)
{
    const uint32_t *pixel = surface->pixels + (ptrdiff_t)y * surface->stride;
    for (int x = 0; x < surface->width; x++) {
        row[3 * x] = (png_byte)(pixel[x] >> 16);
        row[3 * x + 1] = (png_byte)(pixel[x] >> 8);
        row[3 * x + 2] = (png_byte)pixel[x];
    }
}

static bool write_all(
    png_structp png, png_infop info, FILE *file, const struct surface *surface, png_byte *row)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_init_io(png, file);
    png_set_IHDR(png, info, (png_uint_32)surface->width, (png_uint_32)surface->height, 8, PNG_COLOR_TYPE_RGB,
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (int y = 0; y < surface->height; y++) {
        row_of(surface, y, row);
        png_write_row(png, row);
    }
    png_write_end(png, NULL);
    return true;
}

bool picture_write(const struct surface *surface, const char *path, char ret_message[static 256])
{
    FILE *file = fopen(path, "wbe");
    if (!file) {
        snprintf(ret_message, 256, "%.150s: %s", path, strerror(errno));
        return false;
    }
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    png_byte *row = malloc((size_t)surface->width * 3);
    bool written = info && row && write_all(png, info, file, surface, row);
    free(row);
    png_destroy_write_struct(&png, &info);
    if (fclose(file) || !written) {
        snprintf(ret_message, 256, "%.150s: the picture could not be written; is the disk full?", path);
        return false;
    }
    return true;
}
