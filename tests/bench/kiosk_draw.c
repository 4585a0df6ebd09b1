/* What drawing costs: whole pages and one pressed tile, against copying the same pixels (memcpy). Painting
 * alone, and the whole step with layout, which is what a touch waits for.
 *
 *   bench_kiosk_draw [ROUNDS]     51 */
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
#include "list.h"
#include "screen.h"
#include "stage_inside.h"

#define IN_A_ROW 10 /* of which the mean counts: one alone is as short as the clock's own call */

struct bench {
    struct stage *stage;
    struct surface other; /* what is copied from and to */
    int rounds;
};

static void copy(const struct surface *from, struct surface *to, struct box box)
{
    for (int y = box.y; y < box.y + box.h; y++)
        memcpy(to->pixels + (size_t)y * (size_t)to->stride + box.x,
            from->pixels + (size_t)y * (size_t)from->stride + box.x, (size_t)box.w * 4);
}

static double time_copy(struct bench *bench, const struct damage *damage)
{
    double began = wall_ms();
    for (int i = 0; i < IN_A_ROW; i++)
        for (size_t k = 0; k < damage->count; k++)
            copy(&bench->stage->surface, &bench->other, damage->boxes[k]);
    return (wall_ms() - began) / IN_A_ROW;
}

static double time_paint(struct bench *bench, const struct draw_list *before, const struct draw_list *now,
    struct damage *ret_damage)
{
    colour_t page = theme_of(CONTRAST_NORMAL)->page;
    double began = wall_ms();
    for (int i = 0; i < IN_A_ROW; i++)
        draw_paint(before, now, page, &bench->stage->surface, ret_damage);
    return (wall_ms() - began) / IN_A_ROW;
}

static double time_step(struct bench *bench)
{
    double began = wall_ms();
    for (int i = 0; i < IN_A_ROW; i++) {
        ui_repaint(bench->stage->ui);
        stage_step(bench->stage, NULL, 0);
    }
    return (wall_ms() - began) / IN_A_ROW;
}

/* The finger comes down, and slides off, so that nothing follows. */
static double time_touch(struct bench *bench, struct ui_input *input)
{
    struct ui_input off = {.kind = UI_RELEASE};
    double took = 0;
    for (int i = 0; i < IN_A_ROW; i++) {
        input->at_ms = bench->stage->facts.now_ms += 1000;
        double began = wall_ms();
        stage_step(bench->stage, input, 1);
        took += wall_ms() - began;
        off.at_ms = bench->stage->facts.now_ms += 100;
        stage_step(bench->stage, &off, 1);
    }
    return took / IN_A_ROW;
}

static void print(const char *what, struct figures *paint, struct figures *step, struct figures *copy)
{
    double ours = figures_at(paint, 0.5), theirs = figures_at(copy, 0.5);
    printf("%-32s paint %7.3f ms, with layout %7.3f ms   memcpy %7.3f ms   ratio %5.2f\n", what, ours,
        figures_at(step, 0.5), theirs, ours / theirs);
}

static void whole_page(struct bench *bench, const char *what)
{
    static struct figures paint, step, copied;
    struct damage damage;
    paint.count = step.count = copied.count = 0;
    for (int i = 0; i < bench->rounds; i++) {
        figures_add(&paint, time_paint(bench, NULL, ui_list(bench->stage->ui), &damage));
        figures_add(&copied, time_copy(bench, &damage));
        figures_add(&step, time_step(bench));
    }
    print(what, &paint, &step, &copied);
}

/* A finger on it, and off it: each a list of its own, painted in turn. */
static void one_tile(struct bench *bench, const char *id)
{
    static struct figures paint, step, copied;
    struct stage *stage = bench->stage;
    const struct ui_node *node = ui_node(stage->ui, id);
    assert_non_null(node);
    struct ui_input input = {.kind = UI_PRESS,
        .x = node->box.x + node->box.w / 2,
        .y = node->box.y + node->box.h / 2,
        .at_ms = stage->facts.now_ms += 1000};
    struct box box = node->box;
    struct draw_list *lists[2] = {draw_list_new(), draw_list_new()};
    assert_true(lists[0] && lists[1]);
    memcpy(lists[0], ui_list(stage->ui), sizeof *lists[0]);
    stage_step(stage, &input, 1);
    memcpy(lists[1], ui_list(stage->ui), sizeof *lists[1]);
    struct damage damage;
    paint.count = step.count = copied.count = 0;
    for (int i = 0; i < bench->rounds; i++) {
        double there = time_paint(bench, lists[0], lists[1], &damage);
        figures_add(&paint, (there + time_paint(bench, lists[1], lists[0], &damage)) / 2);
        figures_add(&copied, time_copy(bench, &damage));
    }
    input.kind = UI_RELEASE;
    input.x = input.y = 0;
    stage_step(stage, &input, 1);
    input = (struct ui_input){.kind = UI_PRESS, .x = box.x + box.w / 2, .y = box.y + box.h / 2};
    for (int i = 0; i < bench->rounds; i++)
        figures_add(&step, time_touch(bench, &input));
    char what[64];
    snprintf(what, sizeof what, "the tile %s, %d x %d", id, box.w, box.h);
    print(what, &paint, &step, &copied);
    draw_list_free(lists[0]);
    draw_list_free(lists[1]);
}

static void press(struct bench *bench, const char *id)
{
    char message[256] = "";
    if (!stage_press(bench->stage, id, message))
        fail_msg("%s", message);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    char message[256] = "";
    struct booth *booth = venue_new();
    void *state = booth;
    bench.rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 51;
    bench.stage = booth->stage = stage_new(&booth->hand.settings, message);
    if (!bench.stage)
        fail_msg("%s", message);
    bench.other = bench.stage->surface;
    bench.other.pixels = calloc((size_t)bench.other.stride * (size_t)bench.other.height, 4);
    assert_non_null(bench.other.pixels);
    whole_page(&bench, "attract, the whole page");
    press(&bench, "attract");
    whole_page(&bench, "languages, the whole page");
    press(&bench, "language.en");
    whole_page(&bench, "home, the whole page");
    one_tile(&bench, "home.help");
    press(&bench, "home.help");
    whole_page(&bench, "help now, the whole page");
    free(bench.other.pixels);
    return booth_stop(&state);
}
