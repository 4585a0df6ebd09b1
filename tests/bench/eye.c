#include "bench/eye.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include "bench/figures.h"

#define PAUSE_US 3000 /* between two looks: else the looking takes the machine from who is looked at */

struct eye {
    Display *display;
    XShmSegmentInfo segment;
    XImage *image;
    uint32_t *before;
    int width, height;
};

static bool share(struct eye *eye)
{
    int screen = DefaultScreen(eye->display);
    eye->width = DisplayWidth(eye->display, screen);
    eye->height = DisplayHeight(eye->display, screen);
    eye->image = XShmCreateImage(eye->display, DefaultVisual(eye->display, screen), 24, ZPixmap, NULL,
        &eye->segment, (unsigned)eye->width, (unsigned)eye->height);
    if (!eye->image || eye->image->bytes_per_line != eye->width * 4)
        return false;
    size_t bytes = (size_t)eye->width * (size_t)eye->height * 4;
    eye->segment.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    if (eye->segment.shmid < 0)
        return false;
    eye->segment.shmaddr = eye->image->data = shmat(eye->segment.shmid, NULL, 0);
    bool attached = XShmAttach(eye->display, &eye->segment);
    XSync(eye->display, False);
    shmctl(eye->segment.shmid, IPC_RMID, NULL);
    eye->before = calloc(1, bytes);
    return attached && eye->before;
}

struct eye *eye_open(const char *display)
{
    struct eye *eye = calloc(1, sizeof *eye);
    if (eye)
        eye->display = XOpenDisplay(display);
    if (eye && eye->display && share(eye))
        return eye;
    eye_close(eye);
    return NULL;
}

void eye_close(struct eye *eye)
{
    if (!eye)
        return;
    if (eye->segment.shmaddr) {
        XShmDetach(eye->display, &eye->segment);
        shmdt(eye->segment.shmaddr);
    }
    if (eye->image) {
        eye->image->data = NULL;
        XDestroyImage(eye->image);
    }
    if (eye->display)
        XCloseDisplay(eye->display);
    free(eye->before);
    free(eye);
}

const uint32_t *eye_look(struct eye *eye)
{
    XShmGetImage(eye->display, DefaultRootWindow(eye->display), eye->image, 0, 0, AllPlanes);
    return (const uint32_t *)(const void *)eye->image->data;
}

void eye_size(const struct eye *eye, int *ret_width, int *ret_height)
{
    *ret_width = eye->width;
    *ret_height = eye->height;
}

uint32_t eye_pixel(struct eye *eye, int x, int y)
{
    XImage *image = XGetImage(eye->display, DefaultRootWindow(eye->display), x, y, 1, 1, AllPlanes, ZPixmap);
    uint32_t colour = image ? (uint32_t)XGetPixel(image, 0, 0) & 0xffffff : 0;
    if (image)
        XDestroyImage(image);
    return colour;
}

double eye_until_still(struct eye *eye, struct eye_sign sign, double still_ms, double limit_ms)
{
    size_t bytes = (size_t)eye->width * (size_t)eye->height * 4;
    double began = wall_ms(), changed = began, now = began;
    memcpy(eye->before, eye_look(eye), bytes);
    for (; now - began < limit_ms; usleep(PAUSE_US)) {
        const uint32_t *seen = eye_look(eye);
        bool signed_off = ((seen[sign.y * eye->width + sign.x] ^ sign.colour) & 0xffffff) == 0;
        now = wall_ms();
        if (memcmp(seen, eye->before, bytes)) {
            memcpy(eye->before, seen, bytes);
            changed = now;
        } else if (signed_off && now - changed >= still_ms) {
            return changed;
        }
    }
    return -1;
}
