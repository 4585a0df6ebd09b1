/* From a finger to the first and to the last pixel that changes, in the real program: a walk over all screens
 * that presses what was pressed least, by XTEST. The same screens in memory beside it are taken through the
 * same touch before, so that it is known which pixels will change and to what; two of them, the first and the
 * last in the picture, are then asked for one by one until both are as they should be, and in the end the
 * whole window is compared. Against Chromium with a page of nine buttons that leads to another such page.
 *
 *   bench_kiosk_touch [TOUCHES [OF_CHROMIUM]]     1000, 100 */
#include <limits.h>
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
#include "screen.h"
#include "stage_inside.h"
#include "widget/pass.h"

#define WIDTH 1080
#define HEIGHT 1920
#define LIMIT_MS 3000
#define HELD_MS 40
#define REST_MS 25
#define IDS_MOST 2048
#define SAME_PLACE_MM 13
#define SLOWEST 5
#define RECENT 4 /* touches within the time of a double strike */
#define DOUBLE_MS 350
#define VISIT_TOUCHES 24

struct pair {
    struct figures first, last;
};
struct bench {
    struct booth *booth;
    struct eye *eye;
    struct pair down, up, leave;
    uint32_t before[WIDTH * HEIGHT];
    struct {
        char id[NODE_ID];
        uint32_t page;
        int times;
    } ids[IDS_MOST];
    int id_count, touched_x[RECENT], touched_y[RECENT]; /* the last places */
    int in_visit, touches;
    unsigned dice;
    bool seen[SCREEN_GOODBYE + 1];
    struct {
        char id[NODE_ID], screen[32];
        double ms;
    } slowest[SLOWEST]; /* fingers up, the slowest first */
    int redrawn; /* touches after which the page looked different from what was expected, and was looked up */
};
struct spots { /* the first and the last pixel that change, and to what */
    int at[2];
    uint32_t colour[2];
};

static const uint32_t *pixels(const struct bench *bench)
{
    return stage_surface(bench->booth->stage)->pixels;
}

/* The same touch in memory. False: nothing changes. */
static bool foresee(struct bench *bench, struct ui_input input, struct spots *ret_spots)
{
    struct stage *stage = bench->booth->stage;
    const uint32_t *now = pixels(bench);
    memcpy(bench->before, now, sizeof bench->before);
    input.at_ms = stage->facts.now_ms = clock_system().mono_ms(NULL);
    stage_step(stage, &input, 1);
    int first = 0, last = WIDTH * HEIGHT - 1;
    while (first < last && !((now[first] ^ bench->before[first]) & 0xffffff))
        first++;
    while (last > first && !((now[last] ^ bench->before[last]) & 0xffffff))
        last--;
    *ret_spots = (struct spots){{first, last}, {now[first] & 0xffffff, now[last] & 0xffffff}};
    return ((now[first] ^ bench->before[first]) & 0xffffff) != 0;
}

static bool same(struct bench *bench)
{
    const uint32_t *seen = eye_look(bench->eye), *meant = pixels(bench);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        if ((seen[i] ^ meant[i]) & 0xffffff)
            return false;
    return true;
}

/* Both are as they should be: adds when the one and when the other came. */
static bool until_there(struct eye *eye, const struct spots *spots, double began, struct pair *pair)
{
    double came[2] = {-1, -1};
    for (double now = began; now - began < LIMIT_MS && (came[0] < 0 || came[1] < 0);)
        for (int i = 0; i < 2; i++) {
            bool there = came[i] < 0 &&
                         eye_pixel(eye, spots->at[i] % WIDTH, spots->at[i] / WIDTH) == spots->colour[i];
            now = wall_ms();
            if (there)
                came[i] = now;
        }
    if (came[0] < 0 || came[1] < 0)
        return false;
    figures_add(&pair->first, (came[0] < came[1] ? came[0] : came[1]) - began);
    figures_add(&pair->last, (came[0] < came[1] ? came[1] : came[0]) - began);
    return true;
}

/* What the clock alone changes (a card, a count) is drawn in memory too. */
static void catch_up(struct bench *bench)
{
    struct stage *stage = bench->booth->stage;
    for (double began = wall_ms(); !same(bench);) {
        stage->facts.now_ms = clock_system().mono_ms(NULL);
        stage_step(stage, NULL, 0);
        if (wall_ms() - began > LIMIT_MS)
            fail_msg("the window never looked like the same screen (%s) in memory",
                screen_name(visit_of(stage->keeper)->screen));
    }
}

/* Which page of which screen it is: pages of a form have buttons of the same ids. */
static uint32_t page_of(const struct ui_node *nodes, size_t count, enum screen_id screen)
{
    uint32_t hash = 2166136261u + (uint32_t)screen;
    for (size_t i = 0; i < count; i++)
        for (const char *at = nodes[i].role == ROLE_HEADING ? nodes[i].label : ""; *at; at++)
            hash = (hash ^ (uint8_t)*at) * 16777619u;
    return hash;
}

static int times(struct bench *bench, const char *id, uint32_t page, bool add)
{
    int i = 0;
    while (i < bench->id_count && (bench->ids[i].page != page || strcmp(bench->ids[i].id, id) != 0))
        i++;
    if (i == IDS_MOST)
        return INT16_MAX;
    if (i == bench->id_count) {
        bench->ids[i].page = page;
        snprintf(bench->ids[bench->id_count++].id, NODE_ID, "%s", id);
    }
    bench->ids[i].times += add;
    return bench->ids[i].times;
}

/* Not what takes its time by design (a search of digits is slow for who guesses), and not where one of the
 * last touches was: that may count as a double strike. */
static bool may_press(const struct bench *bench, const struct ui_node *node)
{
    int near = (int)(SAME_PLACE_MM * 4.03);
    for (int i = 0; i < RECENT; i++)
        if (abs(node->box.x + node->box.w / 2 - bench->touched_x[i]) < near &&
            abs(node->box.y + node->box.h / 2 - bench->touched_y[i]) < near)
            return false;
    return node->enabled && node->role >= ROLE_BUTTON && node->role <= ROLE_FIELD &&
           !strstr(node->id, ".send") && strcmp(node->id, "digits.look") != 0;
}

static void forget_places(struct bench *bench)
{
    pause_ms(DOUBLE_MS);
    bench->touches = 0;
    for (int i = 0; i < RECENT; i++)
        bench->touched_x[i] = -WIDTH;
}

/* Stands on every page; counted for each screen only. */
static bool is_bar(const struct ui_node *node)
{
    return !strncmp(node->id, "bar.", 4) || !strcmp(node->id, "leave");
}

/* What was pressed least, of equals any; now and then Leave now, so that the walk does not stay among the
 * pages of a form. Always the same walk. */
static struct ui_node choose(struct bench *bench)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage_ui(bench->booth->stage), &count), *best = NULL;
    unsigned least = UINT_MAX;
    enum screen_id screen = visit_of(bench->booth->stage->keeper)->screen;
    uint32_t page = page_of(nodes, count, screen);
    for (size_t i = 0; i < count; i++) {
        if (!may_press(bench, &nodes[i]))
            continue;
        bench->dice = bench->dice * 1664525u + 1013904223u;
        bool bar = is_bar(&nodes[i]);
        unsigned weight = ((unsigned)times(bench, nodes[i].id, bar ? (uint32_t)screen : page, false) + bar) *
                              16 +
                          (bench->dice >> 28);
        if (bench->in_visit >= VISIT_TOUCHES && !strcmp(nodes[i].id, "leave"))
            weight = 0;
        if (weight < least) {
            least = weight;
            best = &nodes[i];
        }
    }
    if (!best && bench->touches == 0)
        fail_msg("nothing can be pressed on %s", screen_name(screen));
    if (!best) {
        forget_places(bench);
        return choose(bench);
    }
    bool bar = is_bar(best);
    times(bench, best->id, bar ? (uint32_t)screen : page, true);
    return *best;
}

static void await_resting_card(void)
{
    for (;;) {
        int64_t in = clock_system().mono_ms(NULL) % CARD_MS;
        if (in > 600 && in < CARD_MS - 1200)
            return;
        pause_ms(20);
    }
}

static bool one_finger(struct bench *bench, enum ui_input_kind kind, int x, int y, struct pair *pair)
{
    struct spots spots;
    bool changes = foresee(bench, (struct ui_input){.kind = kind, .x = x, .y = y}, &spots);
    double began = wall_ms();
    if (kind == UI_PRESS)
        window_press(bench->booth->window, x, y);
    else
        window_release(bench->booth->window);
    if (!changes)
        return false;
    if (!until_there(bench->eye, &spots, began, pair))
        bench->redrawn++;
    return true;
}

static void note_slow(struct bench *bench, const char *id, const char *screen, double ms)
{
    int at = SLOWEST;
    while (at > 0 && bench->slowest[at - 1].ms < ms)
        at--;
    if (at == SLOWEST)
        return;
    memmove(
        &bench->slowest[at + 1], &bench->slowest[at], (size_t)(SLOWEST - 1 - at) * sizeof bench->slowest[0]);
    snprintf(bench->slowest[at].id, NODE_ID, "%s", id);
    snprintf(bench->slowest[at].screen, sizeof bench->slowest[at].screen, "%s", screen);
    bench->slowest[at].ms = ms;
}

static void touch(struct bench *bench)
{
    struct stage *stage = bench->booth->stage;
    enum screen_id screen = visit_of(stage->keeper)->screen;
    bench->in_visit = screen == SCREEN_ATTRACT ? 0 : bench->in_visit + 1;
    if (screen == SCREEN_ATTRACT)
        await_resting_card();
    catch_up(bench);
    struct ui_node node = choose(bench);
    int x = node.box.x + node.box.w / 2, y = node.box.y + node.box.h / 2;
    bench->seen[screen] = true;
    window_move(bench->booth->window, x, y);
    pause_ms(REST_MS);
    bool leaves = !strcmp(node.id, "leave");
    one_finger(bench, UI_PRESS, x, y, &bench->down);
    pause_ms(HELD_MS);
    struct pair *pair = leaves ? &bench->leave : &bench->up;
    size_t had = pair->last.count;
    one_finger(bench, UI_RELEASE, x, y, pair);
    if (pair->last.count > had)
        note_slow(bench, node.id, screen_name(screen), pair->last.of[had]);
    bench->touched_x[bench->touches % RECENT] = x;
    bench->touched_y[bench->touches++ % RECENT] = y;
    pause_ms(REST_MS);
}

static void print(const char *what, struct figures *figures)
{
    printf("%-52s median %5.1f  95th %5.1f  99th %5.1f  longest %5.1f ms  (%zu)\n", what,
        figures_at(figures, 0.5), figures_at(figures, 0.95), figures_at(figures, 0.99),
        figures_at(figures, 1), figures->count);
}

static void walk(struct bench *bench, int touches)
{
    struct booth *booth = bench->booth;
    int screens = 0;
    booth_kiosk(booth, "x11");
    booth_until_drawn(booth);
    booth_look(booth);
    visit_end(booth->stage->keeper);
    ui_forget(booth->stage->ui);
    forget_places(bench);
    for (int i = 0; i < touches; i++)
        touch(bench);
    for (int i = 0; i <= SCREEN_GOODBYE; i++)
        screens += bench->seen[i];
    print("finger down to the first changed pixel", &bench->down.first);
    print("finger down to the last changed pixel", &bench->down.last);
    print("finger up to the first changed pixel of what follows", &bench->up.first);
    print("finger up to the last changed pixel of what follows", &bench->up.last);
    print("Leave now to the last pixel of attract", &bench->leave.last);
    printf("%d touches of %d things on %d of %d screens; %d looked different from what was foreseen\n",
        touches, bench->id_count, screens, SCREEN_GOODBYE + 1, bench->redrawn);
    for (int i = 0; i < SLOWEST; i++)
        printf("    slow: %.1f ms after %s on %s\n", bench->slowest[i].ms, bench->slowest[i].id,
            bench->slowest[i].screen);
    venue_end(booth, booth->kiosk, bench->eye);
}

/* ---- Chromium ------------------------------------------------------------------------------------ */
static const char page_head[] =
    "<!doctype html><html lang=en><meta charset=utf-8><style>body{margin:0;font:40px 'Noto Sans'}"
    "div{position:absolute;inset:0;padding:60px}#a{background:#f7f5f0}#b{background:#0a424b;color:#fff;"
    "display:none}button{display:block;width:960px;height:150px;margin:20px 0;font:44px 'Noto Sans','Noto "
    "Naskh Arabic','Noto Sans CJK SC','Noto Sans Devanagari','Noto Looped Thai','Noto Sans Ethiopic';"
    "border:0;background:#fff;color:#16262c}button:active{background:#0a424b;color:#fff}"
    "#b button:active{background:#ffd}</style>";
static const char page_foot[] =
    "<script>function turn(){const a=document.getElementById('a'),b=document.getElementById('b'),"
    "one=a.style.display!=='none';a.style.display=one?'none':'block';b.style.display=one?'block':'none'}"
    "document.querySelectorAll('button').forEach(b=>b.addEventListener('click',turn))</script>";

static void write_buttons(FILE *file, const char *name, const struct languages *languages)
{
    fprintf(file, "<div id=%s>Page %s", name, name);
    for (size_t i = 0; i < languages->count; i++)
        fprintf(file, "<button lang=%s>%s</button>", languages->in[i].tag, languages->in[i].autonym);
    fprintf(file, "</div>");
}

static void write_touch_page(struct bench *bench, char ret_path[static 256])
{
    snprintf(ret_path, 256, "%s/touch.html", bench->booth->hand.station.folder);
    FILE *file = fopen(ret_path, "w");
    assert_non_null(file);
    fputs(page_head, file);
    write_buttons(file, "a", &bench->booth->stage->image.languages);
    write_buttons(file, "b", &bench->booth->stage->image.languages);
    fputs(page_foot, file);
    assert_int_equal(fclose(file), 0);
}

/* At the second button, between its edge and its word; at both ends of the page. */
static void touch_browser(struct bench *bench, bool on_a, struct pair *down, struct pair *up)
{
    enum { X = 540, Y = 400, EDGE = 80 };
    const uint32_t page = on_a ? 0x0a424b : 0xf7f5f0, pressed = on_a ? 0x0a424b : 0xffffdd;
    const struct spots button = {{Y * WIDTH + EDGE, Y * WIDTH + 1000}, {pressed, pressed}};
    const struct spots ends = {{5 * WIDTH + 5, 1915 * WIDTH + 1070}, {page, page}};
    double began = wall_ms();
    window_press(bench->booth->window, X, Y);
    if (!until_there(bench->eye, &button, began, down))
        fail_msg("Chromium's button did not change");
    pause_ms(HELD_MS);
    began = wall_ms();
    window_release(bench->booth->window);
    if (!until_there(bench->eye, &ends, began, up))
        fail_msg("Chromium's page did not turn");
    pause_ms(REST_MS + HELD_MS);
}

static void walk_browser(struct bench *bench, int touches)
{
    static struct pair down, up;
    char page[256];
    write_touch_page(bench, page);
    struct process *process = venue_chromium(bench->booth, page);
    assert_non_null(process);
    struct eye_sign sign = {5, 1915, 0xf7f5f0};
    if (eye_until_still(bench->eye, sign, 2000, 60000) < 0)
        fail_msg("Chromium did not come to rest on the screen");
    for (int i = 0; i < touches; i++)
        touch_browser(bench, i % 2 == 0, &down, &up);
    print("Chromium: finger down to the first changed pixel", &down.first);
    print("Chromium: finger up to the last pixel of a page", &up.last);
    printf("ratios of the medians: first 1/%.1f, last 1/%.1f; of the 99th percentiles: 1/%.1f, 1/%.1f\n",
        figures_at(&down.first, 0.5) / figures_at(&bench->down.first, 0.5),
        figures_at(&up.last, 0.5) / figures_at(&bench->up.last, 0.5),
        figures_at(&down.first, 0.99) / figures_at(&bench->down.first, 0.99),
        figures_at(&up.last, 0.99) / figures_at(&bench->up.last, 0.99));
    venue_end(bench->booth, process, bench->eye);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int touches = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 1000;
    void *state = bench.booth = venue_new();
    bench.eye = eye_open(bench.booth->display);
    if (!bench.eye)
        fail_msg("the X server has no shared memory");
    walk(&bench, touches);
    walk_browser(&bench, argc > 2 ? (int)strtol(argv[2], NULL, 10) : 100);
    eye_close(bench.eye);
    return booth_stop(&state);
}
