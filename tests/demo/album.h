/* What the demo leaves behind: a picture for each step, kiosk and desk side by side, on one page. */
#ifndef WAYSIDE_DEMO_ALBUM_H
#define WAYSIDE_DEMO_ALBUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct album {
    char folder[400];
    FILE *page; /* index.html, grows with each step */
    int steps;
    long long began_ms;
};

bool album_open(struct album *album, const char *folder);
/* Prints the sentence and begins a step of that name on the page. */
void album_step(struct album *album, const char *sentence);
/* A picture of this step; who: "kiosk" or "desk". pixels: 32-bit XRGB. */
bool album_pixels(struct album *album, const char *who, const uint32_t *pixels, int width, int height);
/* A PNG file that draw writes to path (the browser). */
bool album_file(struct album *album, const char *who, bool (*draw)(void *ctx, const char *path), void *ctx);
void album_note(struct album *album, const char *text); /* a line of small print */
bool album_close(struct album *album, const char *ending);

#endif
