#include "ui/text/sheet.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PAPER 0xffffffffu

void sheet_init(struct sheet *sheet, int width, int height)
{
    size_t count = (size_t)width * (size_t)height;
    sheet->surface = (struct surface){malloc(count * 4), width, height, width};
    sheet->list = draw_list_new();
    if (!sheet->surface.pixels || !sheet->list)
        abort();
    memset(sheet->surface.pixels, 0xff, count * 4);
}

void sheet_clear(struct sheet *sheet)
{
    draw_list_free(sheet->list);
    free(sheet->surface.pixels);
}

void sheet_paragraph(struct sheet *sheet, const struct paragraph *paragraph, int x, int y)
{
    struct damage damage;
    draw_list_reset(sheet->list);
    paragraph_draw(paragraph, sheet->list, x, y, 0xff000000);
    draw_paint(NULL, sheet->list, PAPER, &sheet->surface, &damage);
}

static uint32_t pixel(const struct sheet *sheet, int x, int y)
{
    return sheet->surface.pixels[y * sheet->surface.stride + x];
}

struct box sheet_ink(const struct sheet *sheet)
{
    struct box ink = {0, 0, 0, 0};
    for (int y = 0; y < sheet->surface.height; y++)
        for (int x = 0; x < sheet->surface.width; x++)
            if ((pixel(sheet, x, y) & 255) < 128)
                ink = box_union(ink, (struct box){x, y, 1, 1});
    return ink;
}

static bool stands_at(const struct sheet *sheet, const struct sheet *other, struct box part, int x, int y)
{
    for (int dy = 0; dy < part.h; dy++)
        for (int dx = 0; dx < part.w; dx++)
            if (pixel(sheet, x + dx, y + dy) != pixel(other, part.x + dx, part.y + dy))
                return false;
    return true;
}

bool sheet_finds(const struct sheet *sheet, const struct sheet *other, struct box part)
{
    for (int y = 0; y + part.h <= sheet->surface.height; y++)
        for (int x = 0; x + part.w <= sheet->surface.width; x++)
            if (stands_at(sheet, other, part, x, y))
                return true;
    return false;
}

void sheet_write(const struct sheet *sheet, const char *name)
{
    char path[512];
    png_image image = {.version = PNG_IMAGE_VERSION,
        .width = (png_uint_32)sheet->surface.width,
        .height = (png_uint_32)sheet->surface.height,
        .format = PNG_FORMAT_BGRA};
    (void)mkdir(WAYSIDE_BUILD "/sheets", 0755);
    snprintf(path, sizeof path, WAYSIDE_BUILD "/sheets/%s.png", name);
    if (!png_image_write_to_file(&image, path, 0, sheet->surface.pixels, 0, NULL))
        abort();
}
