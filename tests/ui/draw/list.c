/* Lists become pixels, and only what differs is drawn again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "draw/draw.h"

#define W 240
#define H 160
#define GROUND 0xfff0f0f0u
#define INK 0xff102030u

struct world {
    struct draw_list *before, *now;
    struct surface shown, fresh;
    uint32_t random;
};

static struct surface surface_of(int width, int height)
{
    struct surface surface = {calloc((size_t)width * (size_t)height, 4), width, height, width};
    assert_non_null(surface.pixels);
    return surface;
}

static int setup(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    world->before = draw_list_new();
    world->now = draw_list_new();
    world->shown = surface_of(W, H);
    world->fresh = surface_of(W, H);
    world->random = 20261124;
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    draw_list_free(world->before);
    draw_list_free(world->now);
    free(world->shown.pixels);
    free(world->fresh.pixels);
    free(world);
    return 0;
}

static uint32_t pixel(const struct surface *surface, int x, int y)
{
    return surface->pixels[y * surface->stride + x] & 0xffffff;
}

static struct damage paint(struct world *world)
{
    struct damage damage;
    draw_paint(NULL, world->now, GROUND, &world->shown, &damage);
    return damage;
}

static void a_fill_covers_its_box_and_nothing_else(void **state)
{
    struct world *world = *state;
    draw_fill(world->now, (struct box){10, 20, 30, 40}, INK, 0);
    struct damage damage = paint(world);
    assert_int_equal(damage.count, 1);
    assert_int_equal(damage.boxes[0].w, W);
    assert_int_equal(pixel(&world->shown, 10, 20), INK & 0xffffff);
    assert_int_equal(pixel(&world->shown, 39, 59), INK & 0xffffff);
    assert_int_equal(pixel(&world->shown, 9, 20), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 40, 59), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 10, 60), GROUND & 0xffffff);
}

static void rounded_corners_are_smooth_and_alike(void **state)
{
    struct world *world = *state;
    draw_fill(world->now, (struct box){0, 0, 60, 50}, 0xff000000, 16);
    paint(world);
    int between = 0;
    for (int y = 0; y < 16; y++)
        for (int x = 0; x < 16; x++) {
            uint32_t here = pixel(&world->shown, x, y);
            between += here != 0 && here != (GROUND & 0xffffff);
            assert_int_equal(here, pixel(&world->shown, 59 - x, y));
            assert_int_equal(here, pixel(&world->shown, x, 49 - y));
            assert_int_equal(here, pixel(&world->shown, 59 - x, 49 - y));
        }
    assert_in_range(between, 14, 40);
    assert_int_equal(pixel(&world->shown, 0, 0), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 16, 0), 0);
}

static void the_area_of_a_disc_is_that_of_a_circle(void **state)
{
    struct world *world = *state;
    draw_fill(world->now, (struct box){0, 0, 100, 100}, 0xff000000, 50);
    draw_paint(NULL, world->now, 0xffffffff, &world->shown, &(struct damage){0});
    double dark = 0;
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < 100; x++)
            dark += 1 - (pixel(&world->shown, x, y) & 255) / 255.0;
    assert_true(dark > 7854 * 0.995 && dark < 7854 * 1.005);
}

static void a_frame_is_as_thick_as_asked_and_empty_inside(void **state)
{
    struct world *world = *state;
    draw_frame(world->now, (struct box){10, 10, 80, 60}, INK, 12, 3);
    paint(world);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pixel(&world->shown, 10 + i, 40), INK & 0xffffff);
        assert_int_equal(pixel(&world->shown, 89 - i, 40), INK & 0xffffff);
        assert_int_equal(pixel(&world->shown, 50, 10 + i), INK & 0xffffff);
        assert_int_equal(pixel(&world->shown, 50, 69 - i), INK & 0xffffff);
    }
    assert_int_equal(pixel(&world->shown, 13, 40), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 50, 13), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 50, 40), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 10, 10), GROUND & 0xffffff);
}

static void a_mask_takes_the_colour_and_a_picture_keeps_its_own(void **state)
{
    struct world *world = *state;
    const uint8_t alpha[] = {0, 255, 128, 0};
    const uint32_t colours[] = {0xff112233, 0x00000000, 0x80800000, 0xff445566};
    draw_mask(world->now, 5, 5, &(struct mask){alpha, 4, 1, 4, 1}, 0xff000000);
    draw_picture(world->now, 5, 7, &(struct picture){colours, 4, 1, 4, 2});
    draw_paint(NULL, world->now, 0xffffffff, &world->shown, &(struct damage){0});
    assert_int_equal(pixel(&world->shown, 5, 5), 0xffffff);
    assert_int_equal(pixel(&world->shown, 6, 5), 0x000000);
    assert_in_range(pixel(&world->shown, 7, 5) & 255, 125, 129);
    assert_int_equal(pixel(&world->shown, 5, 7), 0x112233);
    assert_int_equal(pixel(&world->shown, 6, 7), 0xffffff);
    assert_in_range(pixel(&world->shown, 7, 7) & 255, 125, 129);
    assert_in_range(pixel(&world->shown, 7, 7) >> 16, 252, 255);
}

static void a_clip_holds_until_its_pop_and_nests(void **state)
{
    struct world *world = *state;
    draw_clip_push(world->now, (struct box){0, 0, 50, 50});
    draw_clip_push(world->now, (struct box){40, 40, 50, 50});
    draw_fill(world->now, (struct box){0, 0, W, H}, INK, 0);
    draw_clip_pop(world->now);
    draw_fill(world->now, (struct box){0, 0, 10, 100}, 0xff00ff00, 0);
    draw_clip_pop(world->now);
    draw_fill(world->now, (struct box){200, 100, 10, 10}, INK, 0);
    paint(world);
    assert_int_equal(pixel(&world->shown, 45, 45), INK & 0xffffff);
    assert_int_equal(pixel(&world->shown, 39, 45), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 50, 45), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 5, 49), 0x00ff00);
    assert_int_equal(pixel(&world->shown, 5, 50), GROUND & 0xffffff);
    assert_int_equal(pixel(&world->shown, 205, 105), INK & 0xffffff);
}

static void equal_lists_draw_nothing(void **state)
{
    struct world *world = *state;
    struct draw_list *lists[] = {world->before, world->now};
    for (int i = 0; i < 2; i++) {
        draw_fill(lists[i], (struct box){1, 2, 30, 40}, INK, 4);
        draw_frame(lists[i], (struct box){1, 2, 30, 40}, INK, 4, 2);
    }
    struct damage damage = {.count = 7};
    draw_paint(world->before, world->now, GROUND, &world->shown, &damage);
    assert_int_equal(damage.count, 0);
}

static void a_changed_mask_key_redraws_its_box_only(void **state)
{
    struct world *world = *state;
    uint8_t alpha[64];
    memset(alpha, 200, sizeof alpha);
    for (int i = 0; i < 5; i++) {
        draw_mask(world->before, 20 * i, 30, &(struct mask){alpha, 8, 8, 8, 10 + (uint64_t)i}, INK);
        draw_mask(
            world->now, 20 * i, 30, &(struct mask){alpha, 8, 8, 8, i == 3 ? 99 : 10 + (uint64_t)i}, INK);
    }
    struct damage damage;
    draw_paint(world->before, world->now, GROUND, &world->shown, &damage);
    assert_int_equal(damage.count, 1);
    assert_memory_equal(&damage.boxes[0], (&(struct box){60, 30, 8, 8}), sizeof(struct box));
}

static void an_inserted_command_does_not_redraw_those_after_it(void **state)
{
    struct world *world = *state;
    for (int i = 0; i < 60; i++) {
        if (i == 5)
            draw_fill(world->now, (struct box){200, 5, 4, 4}, INK, 0);
        draw_fill(world->now, (struct box){i, i, 10, 10}, INK, 0);
        draw_fill(world->before, (struct box){i, i, 10, 10}, INK, 0);
    }
    draw_fill(world->now, (struct box){200, 100, 3, 3}, INK, 0);
    struct damage damage;
    draw_paint(world->before, world->now, GROUND, &world->shown, &damage);
    assert_int_equal(damage.count, 2);
    assert_int_equal(damage.boxes[0].w, 4);
    assert_int_equal(damage.boxes[1].w, 3);
}

static uint32_t next(struct world *world)
{
    world->random = world->random * 1664525 + 1013904223;
    return world->random >> 8;
}

static struct box random_box(struct world *world)
{
    int x = (int)(next(world) % (W + 40)) - 20, y = (int)(next(world) % (H + 40)) - 20;
    return (struct box){x, y, 1 + (int)(next(world) % 60), 1 + (int)(next(world) % 60)};
}

/* The same seed records the same command, so that a list can be changed in a few places. */
static void record(struct draw_list *list, uint32_t seed, const uint8_t *alpha)
{
    struct world own = {.random = seed};
    struct box box = random_box(&own);
    colour_t colour = (next(&own) % 3 ? 0xff000000 : 0x60000000) | next(&own);
    int radius = (int)(next(&own) % 20);
    switch (next(&own) % 4) {
    case 0:
        draw_fill(list, box, colour, 0);
        break;
    case 1:
        draw_fill(list, box, colour, radius);
        break;
    case 2:
        draw_frame(list, box, colour, radius, 1 + radius / 4);
        break;
    default:
        draw_clip_push(list, random_box(&own));
        draw_mask(list, box.x, box.y, &(struct mask){alpha, 40, 40, 40, 7}, colour);
        draw_clip_pop(list);
    }
}

static void painting_what_differs_gives_the_picture_of_painting_all(void **state)
{
    struct world *world = *state;
    uint8_t alpha[1600];
    uint32_t seeds[80];
    for (size_t i = 0; i < sizeof alpha; i++)
        alpha[i] = (uint8_t)(i * 7);
    for (int i = 0; i < 80; i++)
        seeds[i] = next(world);
    draw_paint(NULL, world->before, GROUND, &world->shown, &(struct damage){0});
    for (int round = 0; round < 300; round++) {
        int changes = (int)(next(world) % 30), drop = (int)(next(world) % 80),
            twice = (int)(next(world) % 80);
        for (int i = 0; i < changes; i++)
            seeds[next(world) % 80] = next(world);
        draw_list_reset(world->now);
        for (int i = 0; i < 80; i++) {
            if (i != drop)
                record(world->now, seeds[i], alpha);
            if (i == twice)
                record(world->now, seeds[(i + 40) % 80], alpha);
        }
        struct damage damage;
        draw_paint(world->before, world->now, GROUND, &world->shown, &damage);
        assert_in_range(damage.count, 0, DRAW_DAMAGE);
        draw_paint(NULL, world->now, GROUND, &world->fresh, &damage);
        assert_memory_equal(world->shown.pixels, world->fresh.pixels, W * H * 4);
        struct draw_list *swap = world->before;
        world->before = world->now;
        world->now = swap;
    }
}

static void a_full_list_counts_what_it_dropped(void **state)
{
    struct world *world = *state;
    for (int i = 0; i < DRAW_COMMANDS + 3; i++)
        draw_fill(world->now, (struct box){i % W, 0, 1, 1}, INK, 0);
    assert_int_equal(draw_list_dropped(world->now), 3);
    draw_list_reset(world->now);
    assert_int_equal(draw_list_dropped(world->now), 0);
}

static void absurd_boxes_do_no_harm(void **state)
{
    struct world *world = *state;
    const int far[] = {INT32_MIN, INT32_MIN + 1, -1, 0, 1, INT32_MAX - 1, INT32_MAX};
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 7; j++) {
            draw_fill(world->now, (struct box){far[i], far[j], far[j], far[i]}, INK, far[i]);
            draw_frame(world->now, (struct box){far[j], far[i], far[j], far[i]}, INK, far[j], far[i]);
        }
    paint(world);
    struct box apart = box_intersect((struct box){0, 0, 10, 10}, (struct box){10, 0, 10, 10});
    assert_true(box_empty(apart));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_fill_covers_its_box_and_nothing_else),
        TEST(rounded_corners_are_smooth_and_alike),
        TEST(the_area_of_a_disc_is_that_of_a_circle),
        TEST(a_frame_is_as_thick_as_asked_and_empty_inside),
        TEST(a_mask_takes_the_colour_and_a_picture_keeps_its_own),
        TEST(a_clip_holds_until_its_pop_and_nests),
        TEST(equal_lists_draw_nothing),
        TEST(a_changed_mask_key_redraws_its_box_only),
        TEST(an_inserted_command_does_not_redraw_those_after_it),
        TEST(painting_what_differs_gives_the_picture_of_painting_all),
        TEST(a_full_list_counts_what_it_dropped),
        TEST(absurd_boxes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
