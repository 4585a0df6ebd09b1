/* The gallery's eye: a good page has no flaw, and each fault that is put into it is found by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flaws.h"

#define W 800
#define H 600
#define WORD_W 60
#define WORD_H 20
#define PAPER 0xfff7f5f0u
#define INK 0xff16262cu

/* A page with a heading, two buttons with a word each, and the bar with Leave now. */
struct world {
    struct panel panel;
    struct surface surface;
    struct draw_list *list;
    struct ui_node nodes[8];
    size_t node_count;
    uint8_t word[WORD_W * WORD_H];
    struct page_view page;
    struct flaws flaws;
};

static struct mask word_of(const struct world *world)
{
    return (struct mask){world->word, WORD_W, WORD_H, WORD_W, 4711};
}

static struct ui_node *add_node(struct world *world, const char *id, enum ui_role role, struct box box)
{
    struct ui_node *node = &world->nodes[world->node_count++];
    *node = (struct ui_node){.role = role, .box = box, .label = "words", .enabled = true};
    snprintf(node->id, sizeof node->id, "%s", id);
    return node;
}

static void add_button(struct world *world, const char *id, struct box box)
{
    struct mask word = word_of(world);
    draw_fill(world->list, box, 0xffffffffu, 4);
    draw_frame(world->list, box, INK, 4, 2);
    draw_mask(world->list, box.x + (box.w - WORD_W) / 2, box.y + (box.h - WORD_H) / 2, &word, INK);
    add_node(world, id, ROLE_BUTTON, box);
}

static int setup(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    world->panel = (struct panel){W, H, 4, 4};
    world->surface = (struct surface){calloc((size_t)W * H, 4), W, H, W};
    world->list = draw_list_new();
    memset(world->word, 255, sizeof world->word);
    struct mask word = word_of(world);
    draw_mask(world->list, 40, 40, &word, INK);
    add_node(world, "title", ROLE_HEADING, (struct box){40, 35, 300, 30});
    add_button(world, "one", (struct box){40, 100, 200, 60});
    add_button(world, "two", (struct box){40, 200, 200, 60});
    add_button(world, "leave", (struct box){500, 520, 200, 60});
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    draw_list_free(world->list);
    free(world->surface.pixels);
    free(world);
    return 0;
}

static void look(struct world *world)
{
    struct damage damage;
    draw_paint(NULL, world->list, PAPER, &world->surface, &damage);
    world->page = (struct page_view){.surface = &world->surface,
        .list = world->list,
        .nodes = world->nodes,
        .node_count = world->node_count,
        .panel = &world->panel,
        .contrast = world->page.contrast};
    world->flaws = (struct flaws){0};
    flaws_of_boxes(&world->page, &world->flaws);
    flaws_of_ink(&world->page, &world->flaws);
    flaws_of_colours(&world->page, &world->flaws);
}

static void found(struct world *world, const char *text)
{
    look(world);
    for (size_t i = 0; i < world->flaws.count; i++)
        if (strstr(world->flaws.in[i].text, text))
            return;
    fail_msg("not found: %s (%zu others, first: %s)", text, world->flaws.count,
        world->flaws.count ? world->flaws.in[0].text : "");
}

static void a_good_page_has_no_flaw(void **state)
{
    struct world *world = *state;
    look(world);
    if (world->flaws.count)
        fail_msg("%s", world->flaws.in[0].text);
}

static void a_button_that_is_too_small_or_too_close_is_found(void **state)
{
    struct world *world = *state;
    add_button(world, "low", (struct box){300, 100, 200, 50 - 2});
    found(world, "too small to touch: low");
    add_button(world, "narrow", (struct box){300, 200, 68, 60});
    found(world, "too small to touch: narrow");
    add_button(world, "near", (struct box){40, 260 + 8, 200, 60});
    found(world, "too close to touch: two and near");
}

static void nodes_over_each_other_are_found(void **state)
{
    struct world *world = *state;
    add_button(world, "three", (struct box){40, 150, 200, 60});
    found(world, "overlap: one and three");
    add_node(world, "words", ROLE_TEXT, (struct box){200, 210, 200, 20});
    found(world, "overlap: two and words");
}

static void what_leaves_the_panel_or_covers_the_bar_is_found(void **state)
{
    struct world *world = *state;
    add_node(world, "far", ROLE_TEXT, (struct box){700, 300, 120, 20});
    found(world, "outside the panel: far");
    add_node(world, "deep", ROLE_TEXT, (struct box){40, 500, 120, 40});
    found(world, "over the bar: deep");
}

static void ink_that_is_cut_covered_or_over_other_ink_is_found(void **state)
{
    struct world *world = *state;
    struct mask word = word_of(world);
    draw_clip_push(world->list, (struct box){400, 300, 100, 12});
    draw_mask(world->list, 400, 300, &word, INK);
    draw_clip_pop(world->list);
    found(world, "ink is cut off");
    draw_mask(world->list, 400, 350, &word, INK);
    draw_fill(world->list, (struct box){430, 340, 60, 60}, PAPER, 0);
    found(world, "ink is covered");
    draw_mask(world->list, 400, 420, &word, INK);
    draw_mask(world->list, 420, 425, &word, INK);
    found(world, "ink over other ink");
}

static void ink_over_the_edge_of_a_button_is_found(void **state)
{
    struct world *world = *state;
    struct mask word = word_of(world);
    draw_mask(world->list, 215, 220, &word, INK);
    found(world, "over the edge of two");
}

static void weak_colours_are_found_in_each_contrast(void **state)
{
    struct world *world = *state;
    struct mask word = word_of(world);
    draw_mask(world->list, 400, 300, &word, 0xff3d5058u); /* 7.8:1 */
    found(world, "contrast 7.8:1 is less than 10.0");
    world->page.contrast = CONTRAST_HIGH;
    found(world, "is less than 20.0");
    world->page.contrast = CONTRAST_LOW;
    found(world, "is more than 8.0");
}

static void a_faint_edge_is_found(void **state)
{
    struct world *world = *state;
    struct box box = {300, 100, 200, 60};
    draw_frame(world->list, box, 0xffb0b0b0u, 4, 2);
    add_node(world, "faint", ROLE_BUTTON, box);
    found(world, "the edge of faint");
}

static void what_cannot_be_heard_is_found(void **state)
{
    struct world *world = *state;
    add_node(world, "mute", ROLE_TEXT, (struct box){300, 300, 100, 20})->label = "";
    found(world, "nothing to hear: mute");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_good_page_has_no_flaw),
        TEST(a_button_that_is_too_small_or_too_close_is_found),
        TEST(nodes_over_each_other_are_found),
        TEST(what_leaves_the_panel_or_covers_the_bar_is_found),
        TEST(ink_that_is_cut_covered_or_over_other_ink_is_found),
        TEST(ink_over_the_edge_of_a_button_is_found),
        TEST(weak_colours_are_found_in_each_contrast),
        TEST(a_faint_edge_is_found),
        TEST(what_cannot_be_heard_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
