#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "preview/stage.h"
#include "text/text.h"

#define SHEET_W 2400
#define SHEET_H 2300
#define GAP 14
#define CAPTION_H 40
#define CAPTION_MM 2.6 /* at PX_PER_MM: capitals of 10 px */
#define PX_PER_MM 4
#define PAPER 0xff55585au
#define WORDS 0xffffffffu
#define MARK 0xffff40a0u

struct sheet {
    struct panel own; /* of the sheet, for its captions */
    struct text *text;
    struct draw_list *list;
    struct surface surface, cells; /* cells: one scaled page beside the other, as many as fit */
    int w, h, columns, rows, filled, number;
    char base[512];
};

static int columns_for(const struct panel *panel)
{
    return panel->width < panel->height ? 8 : panel->width < 1000 ? 5 : 4;
}

static bool surface_make(struct surface *surface, int width, int height)
{
    surface->pixels = calloc((size_t)width * (size_t)height, 4);
    surface->width = surface->stride = width;
    surface->height = height;
    return surface->pixels;
}

static void sheet_free(struct sheet *sheet)
{
    if (sheet->text)
        text_free(sheet->text);
    draw_list_free(sheet->list);
    free(sheet->surface.pixels);
    free(sheet->cells.pixels);
    free(sheet);
}

struct sheet *sheet_new(
    const char *fonts, const struct panel *panel, const char *base, char ret_message[static 256])
{
    struct sheet *sheet = calloc(1, sizeof *sheet);
    snprintf(ret_message, 256, "not enough memory for the sheets");
    if (!sheet)
        return NULL;
    snprintf(sheet->base, sizeof sheet->base, "%s", base);
    sheet->columns = columns_for(panel);
    sheet->w = (SHEET_W - GAP) / sheet->columns - GAP;
    sheet->h = (int)((int64_t)sheet->w * panel->height / panel->width);
    sheet->rows = (SHEET_H - GAP) / (sheet->h + CAPTION_H + GAP);
    sheet->own = (struct panel){SHEET_W, SHEET_H, PX_PER_MM, PX_PER_MM};
    sheet->list = draw_list_new();
    if (!sheet->list || !surface_make(&sheet->surface, SHEET_W, SHEET_H) ||
        !surface_make(&sheet->cells, sheet->w, sheet->h * sheet->columns * sheet->rows) ||
        !(sheet->text = text_new(fonts, &sheet->own, ret_message))) {
        sheet_free(sheet);
        return NULL;
    }
    return sheet;
}

static struct box cell_box(const struct sheet *sheet, int cell)
{
    return (struct box){GAP + cell % sheet->columns * (sheet->w + GAP),
        GAP + cell / sheet->columns * (sheet->h + CAPTION_H + GAP), sheet->w, sheet->h};
}

/* The average of the area that each pixel stands for. */
static uint32_t average(const struct surface *page, struct box box)
{
    uint32_t sum[3] = {0}, count = (uint32_t)box.w * (uint32_t)box.h;
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++) {
            uint32_t pixel = page->pixels[(ptrdiff_t)y * page->stride + x];
            sum[0] += pixel >> 16 & 255;
            sum[1] += pixel >> 8 & 255;
            sum[2] += pixel & 255;
        }
    return sum[0] / count << 16 | sum[1] / count << 8 | sum[2] / count;
}

static void scale(struct sheet *sheet, const struct surface *page, uint32_t *to)
{
    for (int y = 0; y < sheet->h; y++) {
        int top = (int)((int64_t)y * page->height / sheet->h),
            below = (int)((int64_t)(y + 1) * page->height / sheet->h);
        for (int x = 0; x < sheet->w; x++) {
            int left = (int)((int64_t)x * page->width / sheet->w),
                right = (int)((int64_t)(x + 1) * page->width / sheet->w);
            struct box box = {left, top, right > left ? right - left : 1, below > top ? below - top : 1};
            to[(ptrdiff_t)y * sheet->w + x] = average(page, box);
        }
    }
}

static bool write_out(struct sheet *sheet, char message[static 256])
{
    char path[600];
    struct damage damage;
    int rows = (sheet->filled + sheet->columns - 1) / sheet->columns;
    draw_paint(NULL, sheet->list, PAPER, &sheet->surface, &damage);
    for (int cell = 0; cell < sheet->filled; cell++) {
        struct box box = cell_box(sheet, cell);
        const uint32_t *from = sheet->cells.pixels + (size_t)cell * (size_t)sheet->w * (size_t)sheet->h;
        for (int y = 0; y < box.h; y++)
            memcpy(sheet->surface.pixels + (ptrdiff_t)(box.y + y) * SHEET_W + box.x,
                from + (ptrdiff_t)y * sheet->w, (size_t)sheet->w * 4);
    }
    struct surface used = sheet->surface;
    used.height = GAP + rows * (sheet->h + CAPTION_H + GAP);
    snprintf(path, sizeof path, "%s-%d.png", sheet->base, ++sheet->number);
    draw_list_reset(sheet->list);
    sheet->filled = 0;
    return picture_write(&used, path, message);
}

bool sheet_add(struct sheet *sheet, const struct surface *page, const char *caption, bool marked,
    char ret_message[static 256])
{
    struct box box = cell_box(sheet, sheet->filled);
    struct text_style style = {.language = "en", .cap_mm = CAPTION_MM, .max_lines = 2};
    scale(sheet, page, sheet->cells.pixels + (size_t)sheet->filled * (size_t)sheet->w * (size_t)sheet->h);
    if (marked)
        draw_frame(sheet->list, (struct box){box.x - 7, box.y - 7, box.w + 14, box.h + 14}, MARK, 0, 7);
    paragraph_draw(text_layout(sheet->text, &style, caption, strlen(caption), sheet->w), sheet->list, box.x,
        box.y + box.h + 6, WORDS);
    if (++sheet->filled < sheet->columns * sheet->rows)
        return true;
    return write_out(sheet, ret_message);
}

bool sheet_end(struct sheet *sheet, char ret_message[static 256])
{
    bool good = !sheet->filled || write_out(sheet, ret_message);
    sheet_free(sheet);
    return good;
}
