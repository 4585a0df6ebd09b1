/* From exec to the moment when the whole window looks as it stays, and the memory then: wayside-kiosk against
 * Chromium in its kiosk mode with the same page (words in seven scripts, fonts, picture), one after the other
 * on the same X server. Both were started once before, so that files and the list of fonts are in memory.
 *
 *   bench_kiosk_start [RUNS [PICTURE]]     7; PICTURE: both screens side by side, as PNG */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/figures.h"
#include "bench/venue.h"
#include "demo/png_write.h"
#include "screen.h"

#define WIDTH 1080
#define HEIGHT 1920
#define SHRUNK 3
#define GAP 20
#define KIOSK_STILL_MS 700
#define BROWSER_STILL_MS 2000
#define LIMIT_MS 60000

struct seen {
    struct figures ms, cpu, pss;
    int processes;
    uint32_t picture[WIDTH * HEIGHT];
};
struct bench {
    struct booth *booth;
    struct eye *eye;
    struct eye_sign sign;
    char page[256];
    struct seen kiosk, browser;
};

/* A card stands for eight seconds: begin where it will not turn meanwhile. */
static void await_fresh_card(void)
{
    while (clock_system().mono_ms(NULL) % CARD_MS > CARD_MS / 2)
        pause_ms(50);
}

static void keep(struct bench *bench, struct seen *seen, double ms, struct process *process, bool counts)
{
    if (ms < 0)
        fail_msg("%s did not come to rest on the screen", process->name);
    struct costs costs = costs_of(process->pid);
    memcpy(seen->picture, eye_look(bench->eye), sizeof seen->picture);
    if (!counts)
        return;
    figures_add(&seen->ms, ms);
    figures_add(&seen->cpu, costs.cpu_ms);
    figures_add(&seen->pss, costs.pss_kib / 1024);
    seen->processes = costs.processes;
}

static void run_kiosk(struct bench *bench, bool counts)
{
    await_fresh_card();
    double began = wall_ms();
    booth_kiosk(bench->booth, "x11");
    double at = eye_until_still(bench->eye, bench->sign, KIOSK_STILL_MS, LIMIT_MS);
    keep(bench, &bench->kiosk, at < 0 ? at : at - began, bench->booth->kiosk, counts);
    venue_end(bench->booth, bench->booth->kiosk, bench->eye);
}

static void run_browser(struct bench *bench, bool counts)
{
    double began = wall_ms();
    struct process *process = venue_chromium(bench->booth, bench->page);
    assert_non_null(process);
    double at = eye_until_still(bench->eye, bench->sign, BROWSER_STILL_MS, LIMIT_MS);
    keep(bench, &bench->browser, at < 0 ? at : at - began, process, counts);
    venue_end(bench->booth, process, bench->eye);
}

/* Is what the window shows what the screens draw into memory? */
static void check_picture(struct bench *bench)
{
    const struct surface *surface = stage_surface(bench->booth->stage);
    size_t different = 0;
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++)
        different += ((bench->kiosk.picture[i] ^ surface->pixels[i]) & 0xffffff) != 0;
    if (different)
        fail_msg("the kiosk's window differs from its page in %zu pixels", different);
}

static uint32_t mean(const uint32_t *pixels, int x, int y)
{
    unsigned sum[3] = {0};
    for (int i = 0; i < SHRUNK * SHRUNK; i++) {
        uint32_t at = pixels[(y * SHRUNK + i / SHRUNK) * WIDTH + x * SHRUNK + i % SHRUNK];
        for (int k = 0; k < 3; k++)
            sum[k] += at >> (8 * k) & 255;
    }
    for (int k = 0; k < 3; k++)
        sum[k] /= SHRUNK * SHRUNK;
    return sum[2] << 16 | sum[1] << 8 | sum[0];
}

static void write_both(struct bench *bench, const char *path)
{
    enum { W = WIDTH / SHRUNK, H = HEIGHT / SHRUNK, ALL = 2 * W + 3 * GAP, TALL = H + 2 * GAP };
    uint32_t *both = malloc(sizeof *both * ALL * TALL);
    assert_non_null(both);
    for (int i = 0; i < ALL * TALL; i++)
        both[i] = 0x808080;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            both[(y + GAP) * ALL + x + GAP] = mean(bench->kiosk.picture, x, y);
            both[(y + GAP) * ALL + x + 2 * GAP + W] = mean(bench->browser.picture, x, y);
        }
    if (!png_write(path, both, ALL, TALL))
        fail_msg("%s cannot be written", path);
    free(both);
}

static void print(const char *what, const char *unit, struct figures *kiosk, struct figures *browser)
{
    double ours = figures_at(kiosk, 0.5), theirs = figures_at(browser, 0.5);
    printf("%-46s %8.1f %s (longest %.1f)   Chromium %8.1f %s   ratio 1/%.1f\n", what, ours, unit,
        figures_at(kiosk, 1), theirs, unit, theirs / ours);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 7;
    char message[256] = "";
    void *state = bench.booth = venue_new();
    bench.eye = eye_open(bench.booth->display);
    bench.booth->stage = stage_new(&bench.booth->hand.settings, message);
    if (!bench.eye || !bench.booth->stage)
        fail_msg("%s", message[0] ? message : "the X server has no shared memory");
    await_fresh_card();
    page_write(bench.booth, bench.page, &bench.sign);
    run_kiosk(&bench, false);
    check_picture(&bench);
    run_browser(&bench, false);
    if (argc > 2)
        write_both(&bench, argv[2]);
    for (int i = 0; i < runs; i++) {
        run_kiosk(&bench, true);
        run_browser(&bench, true);
    }
    print("exec to the whole window as it stays", "ms", &bench.kiosk.ms, &bench.browser.ms);
    print("CPU time until then, all processes", "ms", &bench.kiosk.cpu, &bench.browser.cpu);
    print("memory then (PSS of all processes)", "MiB", &bench.kiosk.pss, &bench.browser.pss);
    printf("%-46s %d, Chromium %d; %d runs each\n", "processes", bench.kiosk.processes,
        bench.browser.processes, runs);
    eye_close(bench.eye);
    return booth_stop(&state);
}
