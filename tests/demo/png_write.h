/* A picture as a PNG file, for people who look at what the demo saw. */
#ifndef WAYSIDE_DEMO_PNG_WRITE_H
#define WAYSIDE_DEMO_PNG_WRITE_H

#include <stdbool.h>
#include <stdint.h>

/* pixels: width * height of 32-bit XRGB. */
bool png_write(const char *path, const uint32_t *pixels, int width, int height);

#endif
