/* port: where the surface is shown and fingers come from. An SDL window (X11, dummy driver), a memory
 * surface for preview and tests; a board's frame buffer is one more. */
#ifndef WAYSIDE_FIRMWARE_PORT_H
#define WAYSIDE_FIRMWARE_PORT_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/error.h"
#include "draw/draw.h"
#include "draw/theme.h"
#include "screen/ui.h"

#define PORT_FDS 4
#define PORT_INPUTS 64 /* of one batch; what is more comes with the next */

struct port_news {
    struct ui_input inputs[PORT_INPUTS];
    size_t count;
    bool exposed; /* paint everything again; the surface may be another one */
    bool ended;   /* the window was closed */
    bool more;    /* call drain again after this batch */
};
struct screen_port_ops {
    /* False with one sentence. */
    bool (*open)(void *self, const struct panel *panel, char ret_message[static 256]);
    /* Borrowed until the next drain. */
    struct surface *(*surface)(void *self);
    void (*present)(void *self, const struct damage *damage);
    /* Descriptors to wait on for input; at most PORT_FDS. */
    size_t (*fds)(void *self, struct pollfd ret_fds[static PORT_FDS]);
    /* Takes what has happened, without waiting. */
    void (*drain)(void *self, struct port_news *ret_news);
    /* A visit has ended: drop what is queued and overwrite what queues keep of old events. */
    void (*forget)(void *self);
    void (*close)(void *self);
};
struct screen_port {
    const struct screen_port_ops *ops;
    void *self;
};

/* SDL window over the whole screen. clock gives the inputs their time. lost is called, once, when the X
 * server is gone, and then the process ends with 1: Xlib allows nothing else. NULL: no memory. */
struct sdl_port *sdl_port_new(struct clock_source clock, void (*lost)(void *ctx), void *ctx);
void sdl_port_free(struct sdl_port *port);
struct screen_port sdl_port_of(struct sdl_port *port);

/* A surface in memory; inputs are played into it. */
struct memory_port;
struct memory_port *memory_port_new(void);
void memory_port_free(struct memory_port *port);
struct screen_port memory_port_of(struct memory_port *port);
/* False when PORT_INPUTS are waiting already. Wakes a poll. */
MUST_CHECK bool memory_port_play(struct memory_port *port, const struct ui_input *input);
void memory_port_expose(struct memory_port *port);
size_t memory_port_presented(const struct memory_port *port); /* how often */

#endif
