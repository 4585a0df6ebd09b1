/* What a person feels at the real program, under an X server of its own: from exec to a picture, from a
 * finger to something that moves and to the new screen, from Leave now to attract, from a held button to a
 * receipt. And what the program costs when nobody is there. Release build, else the numbers mean nothing.
 *
 *   bench_kiosk [ROUNDS]      of each touch; 20 */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "firmware/booth.h"

#define ROUNDS_MOST 200
#define PATCH_W 300 /* pixels looked at: enough to hold a letter on every screen */
#define PATCH_H 100
#define IDLE_S 20

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct series {
    double ms[ROUNDS_MOST];
    int count;
};
static void print_series(const char *what, struct series *series)
{
    qsort(series->ms, (size_t)series->count, sizeof series->ms[0], by_size);
    printf("%-44s median %7.1f ms   longest %7.1f ms   (%d)\n", what, series->ms[series->count / 2],
        series->ms[series->count - 1], series->count);
}

static XImage *patch(Display *display, struct box box)
{
    return XGetImage(display, DefaultRootWindow(display), box.x, box.y, PATCH_W, PATCH_H, AllPlanes, ZPixmap);
}

/* From now until the patch at box looks different. Frees before. */
static double until_changed(Display *display, struct box box, XImage *before)
{
    double start = now_ms();
    bool same = true;
    while (same && now_ms() - start < 3000) {
        XImage *now = patch(display, box);
        same = !memcmp(now->data, before->data, (size_t)now->bytes_per_line * PATCH_H);
        XDestroyImage(now);
    }
    XDestroyImage(before);
    return now_ms() - start;
}

static struct box middle_of(struct booth *booth, const char *id)
{
    const struct ui_node *node = ui_node(stage_ui(booth->stage), id);
    if (!node)
        fail_msg("%s is not on the screen", id);
    return (struct box){node->box.x + node->box.w / 2, node->box.y + node->box.h / 2, 0, 0};
}

/* Presses id; looks at its own middle while the finger is down, at another place when it is lifted. */
static void touch(struct booth *booth, Display *display, const char *id, struct box elsewhere,
    struct series *down, struct series *up)
{
    char message[256] = "";
    struct box at = middle_of(booth, id), own = {at.x - PATCH_W / 2, at.y - PATCH_H / 2, 0, 0};
    pause_ms(400);
    XImage *before = patch(display, own);
    window_press(booth->window, at.x, at.y);
    down->ms[down->count++] = until_changed(display, own, before);
    pause_ms(80);
    before = patch(display, elsewhere);
    window_release(booth->window);
    up->ms[up->count++] = until_changed(display, elsewhere, before);
    if (!stage_press(booth->stage, id, message))
        fail_msg("%s", message);
}

static void measure_touches(struct booth *booth, Display *display, int rounds)
{
    static struct series pressed, screen, left;
    struct box heading = {100, 80, 0, 0}, card = {400, 400, 0, 0};
    for (int round = 0; round < rounds; round++) {
        booth_press(booth, "attract", 80);
        touch(booth, display, "language.en", heading, &pressed, &screen);
        touch(booth, display, "leave", card, &pressed, &left);
    }
    print_series("finger down to something that moves", &pressed);
    print_series("finger up to the new screen", &screen);
    print_series("Leave now to attract", &left);
}

static void measure_sending(struct booth *booth)
{
    static const char *const way[] = {
        "attract", "language.en", "home.tell", "form.begin", "form.choice.yes", "form.send_now"};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        booth_press(booth, way[i], 80);
    struct box at = middle_of(booth, "check.send");
    pause_ms(400);
    window_press(booth->window, at.x, at.y);
    double start = now_ms();
    while (!station_outbox(&booth->hand.station, NULL, 0, NULL) && now_ms() - start < 20000)
        pause_ms(5);
    printf("%-44s        %7.1f ms after two seconds of holding\n", "a report sealed and durable",
        now_ms() - start - 2000);
    window_release(booth->window);
}

static long number_in(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at ? strtol(at + strlen(name), NULL, 10) : -1;
}

static void read_status(pid_t pid, char text[static 4096])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d", (int)pid);
    station_read(path, "status", text, 4096);
}

static void measure_idle(struct booth *booth)
{
    char text[4096], stat[512];
    long before, after;
    pid_t pid = booth->kiosk->pid;
    read_status(pid, text);
    before = number_in(text, "\nvoluntary_ctxt_switches:");
    pause_ms(IDLE_S * 1000L);
    read_status(pid, text);
    after = number_in(text, "\nvoluntary_ctxt_switches:");
    printf("%-44s %ld in %d s (attract turns every 8 s)\n", "waits of the screen's thread with nobody there",
        after - before, IDLE_S);
    printf("%-44s %ld KiB resident, %ld KiB locked\n", "memory", number_in(text, "\nVmRSS:"),
        number_in(text, "\nVmLck:"));
    char path[64];
    snprintf(path, sizeof path, "/proc/%d", (int)pid);
    station_read(path, "schedstat", stat, sizeof stat);
    printf("%-44s %.0f ms\n", "CPU of the screen's thread since its start", strtod(stat, NULL) / 1e6);
}

int main(int argc, char **argv)
{
    void *state = NULL;
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 20;
    if (rounds < 1 || rounds > ROUNDS_MOST / 2)
        rounds = 20;
    booth_prepare(&state);
    struct booth *booth = state;
    booth_server(booth);
    double start = now_ms();
    booth_kiosk(booth, "x11");
    booth_until_drawn(booth);
    printf("%-44s        %7.1f ms\n", "exec to the first picture (Xvfb)", now_ms() - start);
    booth_look(booth);
    Display *display = XOpenDisplay(booth->display);
    if (!display)
        return 1;
    measure_idle(booth);
    measure_touches(booth, display, rounds);
    measure_sending(booth);
    XCloseDisplay(display);
    return booth_stop(&state);
}
