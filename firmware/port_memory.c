#include "firmware/port.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct memory_port {
    struct surface surface;
    struct ui_input waiting[PORT_INPUTS];
    size_t count, presented;
    bool exposed;
    int wake_fd;
};

struct memory_port *memory_port_new(void)
{
    struct memory_port *port = calloc(1, sizeof *port);
    if (!port)
        return NULL;
    port->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (port->wake_fd >= 0)
        return port;
    free(port);
    return NULL;
}

static void memory_close(void *self)
{
    struct memory_port *port = self;
    if (port->surface.pixels)
        explicit_bzero(port->surface.pixels, (size_t)port->surface.stride * (size_t)port->surface.height * 4);
    free(port->surface.pixels);
    port->surface = (struct surface){0};
}

void memory_port_free(struct memory_port *port)
{
    if (!port)
        return;
    memory_close(port);
    close(port->wake_fd);
    explicit_bzero(port, sizeof *port);
    free(port);
}

static bool memory_open(void *self, const struct panel *panel, char ret_message[static 256])
{
    struct memory_port *port = self;
    port->surface = (struct surface){.width = panel->width, .height = panel->height, .stride = panel->width};
    port->surface.pixels = calloc((size_t)panel->width * (size_t)panel->height, 4);
    if (!port->surface.pixels)
        snprintf(ret_message, 256, "not enough memory for a surface of %d x %d", panel->width, panel->height);
    return port->surface.pixels;
}

static struct surface *memory_surface(void *self)
{
    struct memory_port *port = self;
    return &port->surface;
}

static void memory_present(void *self, const struct damage *damage)
{
    struct memory_port *port = self;
    port->presented += damage->count > 0;
}

static size_t memory_fds(void *self, struct pollfd ret_fds[static PORT_FDS])
{
    struct memory_port *port = self;
    ret_fds[0] = (struct pollfd){.fd = port->wake_fd, .events = POLLIN};
    return 1;
}

static void memory_drain(void *self, struct port_news *ret_news)
{
    struct memory_port *port = self;
    uint64_t told;
    ssize_t got = read(port->wake_fd, &told, sizeof told);
    (void)got;
    *ret_news = (struct port_news){.count = port->count, .exposed = port->exposed};
    memcpy(ret_news->inputs, port->waiting, port->count * sizeof *port->waiting);
    explicit_bzero(port->waiting, sizeof port->waiting);
    port->count = 0;
    port->exposed = false;
}

static void memory_forget(void *self)
{
    struct memory_port *port = self;
    explicit_bzero(port->waiting, sizeof port->waiting);
    port->count = 0;
}

struct screen_port memory_port_of(struct memory_port *port)
{
    static const struct screen_port_ops ops = {
        .open = memory_open,
        .surface = memory_surface,
        .present = memory_present,
        .fds = memory_fds,
        .drain = memory_drain,
        .forget = memory_forget,
        .close = memory_close,
    };
    return (struct screen_port){.ops = &ops, .self = port};
}

static void wake(struct memory_port *port)
{
    uint64_t one = 1;
    ssize_t wrote = write(port->wake_fd, &one, sizeof one);
    (void)wrote;
}

bool memory_port_play(struct memory_port *port, const struct ui_input *input)
{
    if (port->count == PORT_INPUTS)
        return false;
    port->waiting[port->count++] = *input;
    wake(port);
    return true;
}

void memory_port_expose(struct memory_port *port)
{
    port->exposed = true;
    wake(port);
}

size_t memory_port_presented(const struct memory_port *port)
{
    return port->presented;
}
