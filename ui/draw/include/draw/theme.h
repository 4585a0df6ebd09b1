/* Theme: millimetres and colours. Sizes are given in mm and become pixels by the panel's pitch, which
 * may differ in x and y. Numbers and their sources: VVSG 2.0 7.1 and 7.2, EN 301 549 5.1.4. */
#ifndef WAYSIDE_DRAW_THEME_H
#define WAYSIDE_DRAW_THEME_H

#include "draw/draw.h"

struct panel {
    int width, height; /* px */
    double px_per_mm_x, px_per_mm_y;
};
int px_x(const struct panel *panel, double mm);
int px_y(const struct panel *panel, double mm);
bool panel_small(const struct panel *panel); /* narrower than 200 mm: the keyboard is a page of its own */

enum text_size {
    TEXT_SMALL,
    TEXT_NORMAL,
    TEXT_LARGE,
    TEXT_LARGEST,
    TEXT_SIZES
}; /* 3.5 4.8 7.3 9.0 mm capitals */
double text_size_mm(enum text_size size);

enum contrast { CONTRAST_NORMAL, CONTRAST_HIGH, CONTRAST_LOW, CONTRASTS }; /* >= 10:1, >= 20:1, 4.5 to 8:1 */

#define TOUCH_W_MM 17.8
#define TOUCH_H_MM 12.7
#define TOUCH_GAP_MM 2.54

struct theme {
    colour_t page, ink, quiet, panel, panel_ink, accent, accent_ink, warn, warn_ink, line, focus;
};
const struct theme *theme_of(enum contrast contrast);
/* WCAG 2.2 contrast ratio of two opaque colours, 1 to 21. */
double contrast_ratio(colour_t a, colour_t b);

#endif
