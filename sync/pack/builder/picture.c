#include "picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parts.h"

#define WIDTHS 3

static const int widths[WIDTHS] = {320, 640, 1280};

static bool refuse_photograph(const char *file, const void *bytes, size_t len, struct report *report)
{
    static const uint8_t jpeg[] = {0xff, 0xd8, 0xff};
    const char *dot = strrchr(file, '.');
    bool named = dot && (strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0);
    if (!named && !(len >= sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0))
        return false;
    report_mistake(report, file, "",
        "JPEG is not read. Open it in a picture program and save it as PNG; what the camera wrote into it "
        "(place, "
        "time) is left behind then.");
    return true;
}

static bool is_svg(const char *file)
{
    const char *dot = strrchr(file, '.');
    return dot && strcasecmp(dot, ".svg") == 0;
}

/* The whole picture, as large as it is needed. */
static bool read_any(struct build *build, const char *file, struct raster *ret_raster)
{
    struct buffer bytes, drawn;
    struct report *report = build->report;
    bool svg = is_svg(file);
    buffer_init(&drawn, SOURCE_MEDIA_BYTES);
    bool done = build_read(build, file, svg ? PICTURE_SVG_BYTES : SOURCE_MEDIA_BYTES, &bytes) &&
                !refuse_photograph(file, bytes.bytes, bytes.len, report);
    if (done && svg)
        done = svg_check(file, bytes.bytes, bytes.len, report) &&
               svg_draw(build->ground->rsvg, PICTURE_DRAW_SECONDS, file, bytes.bytes, bytes.len,
                   widths[WIDTHS - 1], report, &drawn) &&
               png_read(file, drawn.bytes, drawn.len, report, ret_raster);
    else if (done)
        done = png_read(file, bytes.bytes, bytes.len, report, ret_raster);
    buffer_clear(&drawn);
    buffer_clear(&bytes);
    return done;
}

static bool add_size(
    struct build *build, const char *file, const struct raster *raster, struct pack_picture *picture)
{
    struct buffer png;
    char name[48];
    buffer_init(&png, PACK_MEDIA_BYTES);
    enum base_error error = png_write(raster, &png);
    bool done = false;
    if (error)
        report_mistake(build->report, file, "", "No PNG could be made of it: %s.", base_error_text(error));
    else {
        output_media_name(png.bytes, png.len, "png", name);
        size_t at = picture->size_count;
        picture->sizes[at].width = raster->width;
        picture->sizes[at].height = raster->height;
        picture->sizes[at].file = strdup(name);
        done = picture->sizes[at].file && output_add(&build->output, name, png.bytes, png.len);
        picture->size_count += picture->sizes[at].file != NULL;
        if (!done)
            report_mistake(build->report, file, "", "It does not fit into the pack any more.");
    }
    buffer_clear(&png);
    return done;
}

/* The widths that are smaller, then the largest that it has itself. */
static bool add_sizes(
    struct build *build, const char *file, const struct raster *whole, struct pack_picture *picture)
{
    bool done = true;
    for (size_t i = 0; done && i < WIDTHS; i++) {
        struct raster smaller = {.rgba = NULL};
        bool as_it_is = whole->width <= widths[i];
        done = as_it_is || raster_shrink(whole, widths[i], &smaller);
        if (!done)
            report_mistake(build->report, file, "", "There is not enough memory for this picture.");
        else
            done = add_size(build, file, as_it_is ? whole : &smaller, picture);
        raster_clear(&smaller);
        if (as_it_is)
            break;
    }
    return done;
}

bool picture_build(struct build *build, const char *file, struct pack_picture *ret_picture)
{
    struct raster whole = {.rgba = NULL};
    ret_picture->size_count = 0;
    bool done = read_any(build, file, &whole);
    int most = widths[WIDTHS - 1], width = done && whole.width < most ? whole.width : most;
    if (done && (int64_t)whole.height * width > (int64_t)PICTURE_HEIGHT * whole.width) {
        report_mistake(build->report, file, "",
            "It is %d points wide and %d high, which no screen shows. Cut it to what matters.", whole.width,
            whole.height);
        done = false;
    }
    done = done && add_sizes(build, file, &whole, ret_picture);
    raster_clear(&whole);
    return done;
}
