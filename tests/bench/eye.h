/* The whole screen as one who stands there sees it, looked at again and again: shared memory with the X
 * server, so that a look costs a copy and no more. */
#ifndef WAYSIDE_TESTS_EYE_H
#define WAYSIDE_TESTS_EYE_H

#include <stdbool.h>
#include <stdint.h>

struct eye;

struct eye *eye_open(const char *display); /* NULL: not to be reached */
void eye_close(struct eye *eye);
/* The screen now, 32-bit XRGB, width * height; until the next look. */
const uint32_t *eye_look(struct eye *eye);
void eye_size(const struct eye *eye, int *ret_width, int *ret_height);
/* One pixel, asked for alone. */
uint32_t eye_pixel(struct eye *eye, int x, int y);

struct eye_sign { /* that what is meant stands there: one pixel's colour */
    int x, y;
    uint32_t colour;
};
/* Looks until the sign is there and nothing has changed for still_ms. Returns when the screen first looked as
 * it does then (wall_ms), or -1 when that did not come within limit_ms. */
double eye_until_still(struct eye *eye, struct eye_sign sign, double still_ms, double limit_ms);

#endif
