/* custom.rollout and custom.urgent (docs/formats.md, Content trust): whose turn it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "agent_parts.h"
#include "sync/pack/release/scene.h"

#define PAGE "packs/harbour/port/lang/en.json"

static const uint8_t device[8] = {1, 2, 3, 4, 5, 6, 7, 8};

/* A first release in use, and a second in which the page is new, with that custom. */
struct pair {
    struct release *now, *next;
};

static struct pair pair_make(struct scene *scene, const char *path, const char *custom)
{
    static const char page[] =
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{},\"topics\":{\"papers\":{\"title\":"
        "\"Second\",\"summary\":\"S\",\"blocks\":[]}}}";
    struct pair pair;
    scene_pack(scene, "First");
    scene_write(scene, "previous");
    pair.now = scene_opened(scene, "previous");
    assert_true(release_maker_put_custom(scene->maker, path, page, strlen(page), custom));
    scene_write(scene, "current");
    pair.next = scene_opened(scene, "current");
    return pair;
}

static void pair_free(struct pair *pair)
{
    release_free(pair->now);
    release_free(pair->next);
}

static bool reached(struct scene *scene, const char *path, const char *custom)
{
    struct pair pair = pair_make(scene, path, custom);
    bool yes = rollout_reached(pair.next->trust, pair.now, "demo-1", device);
    assert_true(rollout_reached(pair.next->trust, NULL, "demo-1", device)); /* a first release never waits */
    assert_true(rollout_reached(pair.now->trust, pair.now, "demo-1", device));
    pair_free(&pair);
    return yes;
}

static void a_release_waits_until_the_devices_turn_has_come(void **state)
{
    assert_true(reached(*state, PAGE, NULL));
    assert_true(reached(*state, PAGE, "{\"rollout\":{\"percent\":100}}"));
    assert_false(reached(*state, PAGE, "{\"rollout\":{\"percent\":0}}"));
    assert_false(reached(*state, PAGE, "{\"rollout\":{\"percent\":0,\"places\":[\"demo-2\"]}}"));
    assert_true(reached(*state, PAGE, "{\"rollout\":{\"percent\":0,\"places\":[\"demo-2\",\"demo-1\"]}}"));
    assert_true(reached(*state, PAGE, "{\"rollout\":{\"percent\":0},\"urgent\":true}"));
    assert_false(reached(*state, PAGE, "{\"rollout\":{\"percent\":0},\"urgent\":false}"));
}

static void what_is_of_no_concern_here_holds_nothing_up(void **state)
{
    assert_true(reached(*state, "packs/harbour/other/lang/en.json", "{\"rollout\":{\"percent\":0}}"));
    assert_true(reached(*state, PAGE, "{\"rollout\":{\"percent\":\"0\"}}"));
    assert_true(reached(*state, PAGE, "{\"rollout\":[]}"));
}

/* Is the second release reached, of which the page never is, with that other change? */
static bool reached_with(struct scene *scene, void (*change)(struct release_maker *maker))
{
    struct pair pair = pair_make(scene, PAGE, "{\"rollout\":{\"percent\":0}}");
    assert_false(rollout_reached(pair.next->trust, pair.now, "demo-1", device));
    release_free(pair.next);
    change(scene->maker);
    scene_write(scene, "current");
    pair.next = scene_opened(scene, "current");
    bool yes = rollout_reached(pair.next->trust, pair.now, "demo-1", device);
    pair_free(&pair);
    return yes;
}

static void add_number(struct release_maker *maker)
{
    assert_non_null(network_maker_hotline(&maker->network, "new", "+442079460999"));
}

static void revoke(struct release_maker *maker)
{
    maker->network.revoked[0] = "0011223344556677";
}

static void take_back(struct release_maker *maker)
{
    static const char list[] = "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":[],\"topics\":[]}";
    assert_true(release_maker_put_custom(
        maker, "withdrawn/harbour/list.json", list, sizeof list - 1, "{\"rollout\":{\"percent\":0}}"));
}

static void one_publishers_plan_holds_up_no_numbers_and_no_keys(void **state)
{
    assert_true(reached_with(*state, add_number));
    assert_true(reached_with(*state, revoke));
    assert_true(reached_with(*state, take_back));
}

static void about_as_many_devices_as_it_says_take_it(void **state)
{
    struct pair pair = pair_make(*state, PAGE, "{\"rollout\":{\"percent\":30}}");
    unsigned taken = 0;
    for (unsigned i = 0; i < 500; i++) {
        uint8_t id[8] = {(uint8_t)i, (uint8_t)(i >> 8)};
        taken += rollout_reached(pair.next->trust, pair.now, "demo-1", id);
        assert_int_equal(rollout_reached(pair.next->trust, pair.now, "demo-1", id),
            rollout_reached(pair.next->trust, pair.now, "demo-1", id));
    }
    assert_in_range(taken, 100, 200);
    pair_free(&pair);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_make, scene_unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_release_waits_until_the_devices_turn_has_come),
        TEST(what_is_of_no_concern_here_holds_nothing_up),
        TEST(one_publishers_plan_holds_up_no_numbers_and_no_keys),
        TEST(about_as_many_devices_as_it_says_take_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
