#include "demo/window.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct window {
    Display *display;
    Window root;
    int width, height;
};

struct window *window_open(const char *display, int seconds)
{
    Display *connection = NULL;
    for (int i = 0; i < seconds * 20 && !connection; i++) {
        connection = XOpenDisplay(display);
        if (!connection)
            usleep(50000);
    }
    int event, error, major, minor;
    struct window *window = calloc(1, sizeof *window);
    if (!connection || !window || !XTestQueryExtension(connection, &event, &error, &major, &minor)) {
        if (connection)
            XCloseDisplay(connection);
        free(window);
        return NULL;
    }
    window->display = connection;
    window->root = DefaultRootWindow(connection);
    window->width = DisplayWidth(connection, DefaultScreen(connection));
    window->height = DisplayHeight(connection, DefaultScreen(connection));
    return window;
}

void window_close(struct window *window)
{
    if (window)
        XCloseDisplay(window->display);
    free(window);
}

void window_size(const struct window *window, int *ret_width, int *ret_height)
{
    *ret_width = window->width;
    *ret_height = window->height;
}

bool window_look(struct window *window, uint32_t *ret_pixels)
{
    XImage *image = XGetImage(window->display, window->root, 0, 0, (unsigned)window->width,
        (unsigned)window->height, AllPlanes, ZPixmap);
    if (!image)
        return false;
    bool fits = image->bits_per_pixel == 32;
    for (int y = 0; fits && y < window->height; y++)
        memcpy(ret_pixels + (size_t)y * (size_t)window->width,
            image->data + (size_t)y * (size_t)image->bytes_per_line, (size_t)window->width * 4);
    XDestroyImage(image);
    return fits;
}

void window_press(struct window *window, int x, int y)
{
    window_move(window, x, y);
    XTestFakeButtonEvent(window->display, 1, True, CurrentTime);
    XFlush(window->display);
}

void window_move(struct window *window, int x, int y)
{
    XTestFakeMotionEvent(window->display, DefaultScreen(window->display), x, y, CurrentTime);
    XFlush(window->display);
}

void window_release(struct window *window)
{
    XTestFakeButtonEvent(window->display, 1, False, CurrentTime);
    XFlush(window->display);
}

void window_place(struct window *window, int *ret_x, int *ret_y)
{
    Window root, child;
    int x, y;
    unsigned buttons;
    XQueryPointer(window->display, window->root, &root, &child, ret_x, ret_y, &x, &y, &buttons);
}
