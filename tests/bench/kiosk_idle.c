/* How often wayside-kiosk wakes when nothing happens: all its threads' voluntary switches, on the attract
 * screen for a minute and on a page until it asks whether somebody is there; beside what is due. And how
 * long a report takes to be sealed and durable.
 *
 *   bench_kiosk_idle [SECONDS]     60 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/figures.h"
#include "firmware/booth.h"
#include "screen.h"

#define FRAMES 12       /* of the change from one card to the next: 11, and the card's own */
#define PAGE_S_MOST 40  /* after 45 it asks, and counts down */
#define SETTLE_MS 10500 /* the first card after somebody was there does not fade; and the outbox fills */

static long number_in(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at ? strtol(at + strlen(name), NULL, 10) : 0;
}

struct waits {
    long switches, threads;
    double cpu_ms;
};
static struct waits waits_of(pid_t pid)
{
    struct waits waits = {0};
    char folder[64], path[400], text[4096];
    snprintf(folder, sizeof folder, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(folder);
    struct dirent *entry;
    while (tasks && (entry = readdir(tasks))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        station_read(path, "status", text, sizeof text);
        waits.switches += number_in(text, "\nvoluntary_ctxt_switches:");
        station_read(path, "schedstat", text, sizeof text);
        waits.cpu_ms += strtod(text, NULL) / 1e6;
        waits.threads++;
    }
    if (tasks)
        closedir(tasks);
    return waits;
}

/* Cards that come within so long from now. */
static long cards_within(double ms)
{
    int64_t now = clock_system().mono_ms(NULL);
    return (long)((now + (int64_t)ms) / CARD_MS - now / CARD_MS);
}

static void print(const char *what, struct waits before, struct waits after, double s, long due)
{
    printf("%-24s %4ld voluntary switches of %ld threads in %.0f s, %.1f a minute; due %ld; CPU %.1f ms\n",
        what, after.switches - before.switches, after.threads, s,
        (double)(after.switches - before.switches) * 60 / s, due, after.cpu_ms - before.cpu_ms);
}

static void measure_idle(struct booth *on_attract, struct booth *on_page, double s)
{
    double page_s = s < PAGE_S_MOST ? s : PAGE_S_MOST;
    pause_ms(SETTLE_MS);
    booth_press(on_page, "attract", 80);
    booth_press(on_page, "language.en", 80);
    pause_ms(1000);
    long due = cards_within(s * 1e3) * FRAMES;
    struct waits attract = waits_of(on_attract->kiosk->pid), page = waits_of(on_page->kiosk->pid);
    pause_ms((long)(page_s * 1e3));
    print("on a page", page, waits_of(on_page->kiosk->pid), page_s, 0);
    pause_ms((long)((s - page_s) * 1e3));
    print("on the attract screen", attract, waits_of(on_attract->kiosk->pid), s, due);
}

static void measure_sending(struct booth *booth)
{
    static const char *const way[] = {
        "leave", "attract", "language.en", "home.tell", "form.begin", "form.choice.yes", "form.send_now"};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        booth_press(booth, way[i], 80);
    const struct ui_node *node = ui_node(stage_ui(booth->stage), "check.send");
    if (!node)
        fail_msg("check.send is not on the screen");
    pause_ms(400);
    window_press(booth->window, node->box.x + node->box.w / 2, node->box.y + node->box.h / 2);
    double start = wall_ms();
    while (!station_outbox(&booth->hand.station, NULL, 0, NULL) && wall_ms() - start < 20000)
        pause_ms(5);
    printf("a report is sealed and durable %.0f ms after two seconds of holding\n", wall_ms() - start - 2000);
    window_release(booth->window);
}

int main(int argc, char **argv)
{
    void *attract = NULL, *page = NULL;
    double s = argc > 1 ? strtod(argv[1], NULL) : 60;
    booth_start(&attract);
    booth_start(&page);
    measure_idle(attract, page, s);
    measure_sending(page);
    booth_stop(&page);
    return booth_stop(&attract);
}
