/* Pictures of a pack: from what an editor drew or photographed to 8-bit PNG in up to three widths, without
 * anything that a camera or a drawing program wrote beside the pixels (places, times, names). */
#ifndef WAYSIDE_BUILDER_PICTURE_H
#define WAYSIDE_BUILDER_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "builder/report.h"

#define PICTURE_PIXELS 32000000 /* of a source: 128 MB unfolded */
#define PICTURE_SIDE 16384      /* of a source */
#define PICTURE_HEIGHT 4096     /* of what is made: the most that a kiosk draws */
#define PICTURE_SVG_BYTES (2 << 20)
#define PICTURE_SVG_ELEMENTS 50000
#define PICTURE_SVG_DEPTH 128
#define PICTURE_DRAW_SECONDS 30
#define PICTURE_DRAW_MEMORY (1u << 30)

struct raster {
    int width, height;
    uint8_t *rgba; /* rows from the top, not premultiplied */
};
void raster_clear(struct raster *raster);
/* Each pixel is the mean of the area that it covers, weighted by alpha; only smaller. Height as it follows,
 * at least 1. False without memory. */
bool raster_shrink(const struct raster *from, int width, struct raster *ret_raster);

/* Looks at the header before anything is unfolded. False with a mistake in the report. */
bool png_read(
    const char *file, const void *bytes, size_t len, struct report *report, struct raster *ret_raster);
/* Pixels and what they need, nothing else; equal pixels give equal bytes. BASE_TOO_LARGE over ret_png->max.
 */
MUST_CHECK enum base_error png_write(const struct raster *raster, struct buffer *ret_png);

/* Refuses what is no plain drawing: scripts, what is elsewhere (files, addresses), entities, words (each
 * machine has other letters, and words in a picture are read out by nobody). False with a mistake in the
 * report. */
bool svg_check(const char *file, const void *bytes, size_t len, struct report *report);
/* Runs program (rsvg-convert) over the bytes, without files, in bounds of memory and time (seconds). */
bool svg_draw(const char *program, int seconds, const char *file, const void *bytes, size_t len, int width,
    struct report *report, struct buffer *ret_png);

#endif
