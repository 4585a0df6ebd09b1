#include "firmware/port.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OVERWRITE_EVENTS 512 /* more than one visit ever has queued at a time */

struct sdl_port {
    struct clock_source clock;
    void (*lost)(void *ctx);
    void *ctx;
    SDL_Window *window;
    Display *display; /* NULL: not X11 */
    struct surface surface;
};

struct sdl_port *sdl_port_new(struct clock_source clock, void (*lost)(void *ctx), void *ctx)
{
    struct sdl_port *port = calloc(1, sizeof *port);
    if (port)
        *port = (struct sdl_port){.clock = clock, .lost = lost, .ctx = ctx};
    return port;
}

void sdl_port_free(struct sdl_port *port)
{
    free(port);
}

/* Xlib calls the first, then the second, in the middle of whatever it was asked, and never returns. */
static int connection_error(Display *display)
{
    (void)display;
    return 0;
}
static void connection_lost(Display *display, void *self)
{
    struct sdl_port *port = self;
    (void)display;
    port->lost(port->ctx);
    _exit(1);
}

/* Left to itself SDL goes on without X, into memory that nobody sees. */
static void only_a_screen(void)
{
    const char *asked = getenv("SDL_VIDEODRIVER");
    if (!asked || !*asked)
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "x11", SDL_HINT_OVERRIDE);
}

static void hints(void)
{
    only_a_screen();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1"); /* a press is a finger, whatever made it */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
}

static void find_display(struct sdl_port *port)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(port->window, &info) || info.subsystem != SDL_SYSWM_X11)
        return;
    port->display = info.info.x11.display;
    XSetIOErrorHandler(connection_error);
    XSetIOErrorExitHandler(port->display, connection_lost, port);
}

static struct surface *sdl_surface(void *self)
{
    struct sdl_port *port = self;
    SDL_Surface *of_window = SDL_GetWindowSurface(port->window);
    if (of_window)
        port->surface = (struct surface){
            .pixels = of_window->pixels,
            .width = of_window->w,
            .height = of_window->h,
            .stride = of_window->pitch / 4,
        };
    return &port->surface;
}

static bool sdl_open(void *self, const struct panel *panel, char ret_message[static 256])
{
    struct sdl_port *port = self;
    hints();
    if (SDL_Init(SDL_INIT_VIDEO)) {
        snprintf(ret_message, 256, "the screen cannot be opened: %.150s; is DISPLAY set?", SDL_GetError());
        return false;
    }
    SDL_StopTextInput(); /* no input method, no connection to one */
    SDL_ShowCursor(SDL_DISABLE);
    port->window = SDL_CreateWindow(
        "Wayside", 0, 0, panel->width, panel->height, SDL_WINDOW_BORDERLESS | SDL_WINDOW_SHOWN);
    SDL_Surface *of_window = port->window ? SDL_GetWindowSurface(port->window) : NULL;
    if (!of_window) {
        snprintf(ret_message, 256, "no window of %d x %d can be shown: %.150s", panel->width, panel->height,
            SDL_GetError());
    } else if (of_window->format->format != SDL_PIXELFORMAT_RGB888) {
        snprintf(ret_message, 256, "the screen has %s; it must have 24 bits of colour",
            SDL_GetPixelFormatName(of_window->format->format));
    } else if (of_window->w != panel->width || of_window->h != panel->height) {
        snprintf(ret_message, 256, "the window became %d x %d; set [panel] width and height to the screen's",
            of_window->w, of_window->h);
    } else {
        find_display(port);
        return true;
    }
    SDL_Quit();
    port->window = NULL;
    return false;
}

static void sdl_present(void *self, const struct damage *damage)
{
    struct sdl_port *port = self;
    SDL_Rect rects[DRAW_DAMAGE];
    for (size_t i = 0; i < damage->count; i++) {
        const struct box *box = &damage->boxes[i];
        rects[i] = (SDL_Rect){box->x, box->y, box->w, box->h};
    }
    if (damage->count)
        SDL_UpdateWindowSurfaceRects(port->window, rects, (int)damage->count);
}

static size_t sdl_fds(void *self, struct pollfd ret_fds[static PORT_FDS])
{
    struct sdl_port *port = self;
    if (!port->display)
        return 0;
    ret_fds[0] = (struct pollfd){.fd = ConnectionNumber(port->display), .events = POLLIN};
    return 1;
}

static int pixel(float at, int size)
{
    int px = (int)(at * (float)size + 0.5f);
    return px < 0 ? 0 : px >= size ? size - 1 : px;
}

static void take_finger(struct sdl_port *port, const SDL_TouchFingerEvent *touch, struct port_news *news)
{
    news->inputs[news->count++] = (struct ui_input){
        .kind = touch->type == SDL_FINGERDOWN ? UI_PRESS
                : touch->type == SDL_FINGERUP ? UI_RELEASE
                                              : UI_MOVE,
        .finger = (int)(touch->fingerId & 0x7fffffff),
        .x = pixel(touch->x, port->surface.width),
        .y = pixel(touch->y, port->surface.height),
        .at_ms = port->clock.mono_ms(port->clock.self),
    };
}

/* The tactile keypad is to the machine a keyboard with a few keys. */
static void take_key(struct sdl_port *port, SDL_Keycode code, struct port_news *news)
{
    static const struct {
        SDL_Keycode code;
        enum ui_key key;
    } keys[] = {{SDLK_UP, KEY_UP}, {SDLK_DOWN, KEY_DOWN}, {SDLK_LEFT, KEY_LEFT}, {SDLK_RIGHT, KEY_RIGHT},
        {SDLK_RETURN, KEY_SELECT}, {SDLK_KP_ENTER, KEY_SELECT}, {SDLK_ESCAPE, KEY_BACK},
        {SDLK_BACKSPACE, KEY_BACK}, {SDLK_F1, KEY_HELP}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].code == code)
            news->inputs[news->count++] = (struct ui_input){
                .kind = UI_KEY, .key = keys[i].key, .at_ms = port->clock.mono_ms(port->clock.self)};
}

static void take_event(struct sdl_port *port, const SDL_Event *event, struct port_news *news)
{
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        take_finger(port, &event->tfinger, news);
        break;
    case SDL_KEYDOWN:
        if (!event->key.repeat)
            take_key(port, event->key.keysym.sym, news);
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_EXPOSED ||
            event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
            event->window.event == SDL_WINDOWEVENT_RESTORED)
            news->exposed = true;
        break;
    case SDL_QUIT:
        news->ended = true;
        break;
    default:
        break;
    }
}

static void sdl_drain(void *self, struct port_news *ret_news)
{
    struct sdl_port *port = self;
    SDL_Event event;
    *ret_news = (struct port_news){0};
    SDL_PumpEvents();
    while (ret_news->count < PORT_INPUTS &&
           SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0)
        take_event(port, &event, ret_news);
    ret_news->more = ret_news->count == PORT_INPUTS;
    explicit_bzero(&event, sizeof event);
}

/* Xlib and xcb keep the memory of what they delivered: event records in a free list, and the last bytes
 * read from the connection. Both are filled with something else. */
static void overwrite_x(Display *display)
{
    XEvent nothing = {.xclient = {.type = ClientMessage}};
    for (int i = 0; i < OVERWRITE_EVENTS; i++)
        XPutBackEvent(display, &nothing);
    for (int i = 0; i < OVERWRITE_EVENTS; i++)
        XNextEvent(display, &nothing);
    int first = 0, last = 0, each = 0;
    XDisplayKeycodes(display, &first, &last);
    KeySym *long_answer = XGetKeyboardMapping(display, (KeyCode)first, last - first + 1, &each);
    if (long_answer)
        XFree(long_answer);
}

/* SDL keeps event records in a free list too. */
static void overwrite_sdl(void)
{
    SDL_Event nothing = {.type = SDL_USEREVENT};
    for (int i = 0; i < OVERWRITE_EVENTS; i++)
        SDL_PeepEvents(&nothing, 1, SDL_ADDEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static void sdl_forget(void *self)
{
    struct sdl_port *port = self;
    SDL_PumpEvents();
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    overwrite_sdl();
    if (port->display)
        overwrite_x(port->display);
}

static void sdl_close(void *self)
{
    struct sdl_port *port = self;
    if (port->window) {
        SDL_Surface *of_window = SDL_GetWindowSurface(port->window);
        if (of_window)
            SDL_memset(of_window->pixels, 0, (size_t)of_window->pitch * (size_t)of_window->h);
        SDL_DestroyWindow(port->window);
    }
    port->window = NULL;
    port->display = NULL;
    SDL_Quit();
}

struct screen_port sdl_port_of(struct sdl_port *port)
{
    static const struct screen_port_ops ops = {
        .open = sdl_open,
        .surface = sdl_surface,
        .present = sdl_present,
        .fds = sdl_fds,
        .drain = sdl_drain,
        .forget = sdl_forget,
        .close = sdl_close,
    };
    return (struct screen_port){.ops = &ops, .self = port};
}
