/* The kiosk's window seen and touched from outside, as a person does: pictures of the screen (XGetImage)
 * and real presses (XTEST). */
#ifndef WAYSIDE_DEMO_WINDOW_H
#define WAYSIDE_DEMO_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

struct window;

/* Waits up to seconds for the X server of that display (":7"). NULL: not to be reached. */
struct window *window_open(const char *display, int seconds);
void window_close(struct window *window);
void window_size(const struct window *window, int *ret_width, int *ret_height);
/* The whole screen as 32-bit XRGB into width * height pixels of the caller. */
bool window_look(struct window *window, uint32_t *ret_pixels);
void window_press(struct window *window, int x, int y); /* the finger comes down */
void window_move(struct window *window, int x, int y);
void window_release(struct window *window);
/* Where the pointer is. */
void window_place(struct window *window, int *ret_x, int *ret_y);

#endif
