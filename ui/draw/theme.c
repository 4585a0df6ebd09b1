#include "draw/theme.h"

#include <math.h>

static const double sizes_mm[TEXT_SIZES] = {3.5, 4.8, 7.3, 9.0};

/* Colours of travel information: quiet paper, deep sea green. The ratios are computed in
 * tests/ui/draw/theme.c; change a colour and it says which pair no longer holds. */
static const struct theme themes[CONTRASTS] = {
    [CONTRAST_NORMAL] =
        {
            .page = 0xfff7f5f0,
            .ink = 0xff16262c,
            .quiet = 0xff2b3d45,
            .panel = 0xffffffff,
            .panel_ink = 0xff16262c,
            .accent = 0xff0a424b,
            .accent_ink = 0xffffffff,
            .warn = 0xff6e1a12,
            .warn_ink = 0xffffffff,
            .line = 0xff243c45,
            .focus = 0xff2a1a86,
        },
    [CONTRAST_HIGH] =
        {
            .page = 0xff000000,
            .ink = 0xffffffff,
            .quiet = 0xffffffff,
            .panel = 0xff000000,
            .panel_ink = 0xffffffff,
            .accent = 0xffffffff,
            .accent_ink = 0xff000000,
            .warn = 0xffffffd2,
            .warn_ink = 0xff000000,
            .line = 0xffffffff,
            .focus = 0xffffffd2,
        },
    [CONTRAST_LOW] =
        {
            .page = 0xffe2ddd2,
            .ink = 0xff46555a,
            .quiet = 0xff515d61,
            .panel = 0xffebe7de,
            .panel_ink = 0xff46555a,
            .accent = 0xff46666b,
            .accent_ink = 0xfff2efe8,
            .warn = 0xff84504a,
            .warn_ink = 0xfff4efe8,
            .line = 0xff505d62,
            .focus = 0xff55508c,
        },
};

int px_x(const struct panel *panel, double mm)
{
    return (int)lround(mm * panel->px_per_mm_x);
}

int px_y(const struct panel *panel, double mm)
{
    return (int)lround(mm * panel->px_per_mm_y);
}

bool panel_small(const struct panel *panel)
{
    return panel->width < 200 * panel->px_per_mm_x;
}

double text_size_mm(enum text_size size)
{
    return sizes_mm[size >= 0 && size < TEXT_SIZES ? size : TEXT_NORMAL];
}

const struct theme *theme_of(enum contrast contrast)
{
    return &themes[contrast >= 0 && contrast < CONTRASTS ? contrast : CONTRAST_NORMAL];
}

static double linear(unsigned channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(colour_t colour)
{
    return 0.2126 * linear(colour >> 16 & 255) + 0.7152 * linear(colour >> 8 & 255) +
           0.0722 * linear(colour & 255);
}

double contrast_ratio(colour_t a, colour_t b)
{
    double one = luminance(a), other = luminance(b);
    return one > other ? (one + 0.05) / (other + 0.05) : (other + 0.05) / (one + 0.05);
}
