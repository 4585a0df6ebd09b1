/* release/release.h: what is verified is read whole; a folder that lies is told in one sentence. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cursor.h"
#include "sync/pack/release/scene.h"

static void everything_that_was_signed_is_there(void **state)
{
    struct scene *scene = *state;
    char name[65], id[65];
    struct buffer bytes;
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    release_maker_name(scene->maker, name);
    hex_write(release->id, TRUST_HASH, id);
    assert_string_equal(id, name);
    assert_string_equal(release->network->name, "wayside example network");
    assert_string_equal(release->place->code, "demo-1");
    assert_string_equal(release->place->emergency_number, "112");
    assert_true(release->hotlines->count >= 2);
    assert_string_equal(scene_title(release), "Your papers");
    assert_string_equal(release->packs_why, "");
    buffer_init(&bytes, 1000);
    assert_int_equal(
        release_target(release, &scene->disk, "packs/harbour/port/" SCENE_MEDIA, &bytes), BASE_OK);
    assert_string_equal((char *)bytes.bytes, "a picture");
    buffer_clear(&bytes);
    buffer_init(&bytes, 8);
    assert_int_equal(
        release_target(release, &scene->disk, "packs/harbour/port/" SCENE_MEDIA, &bytes), BASE_TOO_LARGE);
    assert_int_equal(release_target(release, &scene->disk, "packs/harbour/port/x", &bytes), BASE_NOT_FOUND);
    buffer_clear(&bytes);
    assert_true(trust_expires(release->trust, "recipients") > SCENE_NOW);
    release_free(release);
    release_free(NULL);
}

static void a_mix_or_a_desk_takes_no_packs_and_all_numbers(void **state)
{
    struct scene *scene = *state;
    network_maker_hotline(&scene->maker->network, "there", "+442079460999")->places[0] = "demo-9";
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    size_t here = release->hotlines->count;
    release_free(release);
    scene->ground.place = NULL;
    release = scene_opened(scene, "current");
    assert_null(release->place);
    assert_int_equal(release->pack_count, 0);
    assert_int_equal(release->hotlines->count, here + 1);
    release_free(release);
}

static void an_emergency_number_of_the_place_goes_before_one_for_everywhere(void **state)
{
    struct scene *scene = *state;
    struct maker_hotline *here = network_maker_hotline(&scene->maker->network, "own", "999");
    here->emergency = true;
    here->places[0] = "demo-1";
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    assert_string_equal(release->place->emergency_number, "999");
    release_free(release);
}

static void what_is_withdrawn_is_not_shown(void **state)
{
    struct scene *scene = *state;
    static const char list[] =
        "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":[\"own\"],\"topics\":[\"port/papers\","
        "\"other/papers\"]}";
    network_maker_hotline(&scene->maker->network, "own", "+442079460999");
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    size_t before = release->hotlines->count;
    release_free(release);
    assert_true(release_maker_put(scene->maker, "withdrawn/harbour/list.json", list, strlen(list)));
    scene_write(scene, "current");
    release = scene_opened(scene, "current");
    assert_int_equal(release->hotlines->count, before - 1);
    assert_int_equal(release->packs[0]->topic_count, 0);
    release_free(release);
}

static void a_pack_that_nobody_has_signed_is_not_there(void **state)
{
    struct scene *scene = *state;
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    assert_int_equal(release->pack_count, 0);
    release_free(release);
}

static void a_broken_pack_refuses_the_release_unless_packs_are_optional(void **state)
{
    struct scene *scene = *state;
    static const char *const broken[] = {"{}", "",
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/other\","
        "\"version\":1,\"owner\":\"harbour\",\"title\":\"t\",\"demo\":true,"
        "\"languages\":[{\"tag\":\"fr\",\"reviewed\":true}]}"};
    static const char *const said[] = {"packs/harbour/port/pack.json: v: missing.",
        "packs/harbour/port/pack.json: not JSON with every key once",
        "packs/harbour/port/pack.json: id: not that"};
    scene_pack(scene, "Your papers");
    for (size_t i = 0; i < 3; i++) {
        assert_true(
            release_maker_put(scene->maker, "packs/harbour/port/pack.json", broken[i], strlen(broken[i])));
        scene_write(scene, "current");
        scene->ground.packs_optional = false;
        assert_null(scene_open(scene, "current"));
        assert_memory_equal(scene->message, said[i], strlen(said[i]));
        scene->ground.packs_optional = true;
        struct release *release = scene_opened(scene, "current");
        assert_int_equal(release->pack_count, 0);
        assert_memory_equal(release->packs_why, said[i], strlen(said[i]));
        assert_string_equal(release->place->emergency_number, "112");
        assert_non_null(network_team(release->network, scene->keys.team));
        release_free(release);
    }
}

static void what_was_withdrawn_and_cannot_be_read_takes_the_packs_with_it(void **state)
{
    struct scene *scene = *state;
    scene_pack(scene, "Your papers");
    assert_true(release_maker_put(scene->maker, "withdrawn/harbour/list.json", "{}", 2));
    scene_write(scene, "current");
    assert_null(scene_open(scene, "current"));
    assert_string_equal(scene->message, "withdrawn/harbour/list.json: v: missing.");
    scene->ground.packs_optional = true;
    struct release *release = scene_opened(scene, "current");
    assert_int_equal(release->pack_count, 0);
    assert_true(release->hotlines->count > 0);
    release_free(release);
}

static void the_release_in_use_is_not_opened_again_and_an_older_one_never(void **state)
{
    struct scene *scene = *state;
    scene_pack(scene, "First");
    scene_write(scene, "previous");
    struct release *first = scene_opened(scene, "previous");
    scene->ground.in_use = first;
    assert_null(scene_open(scene, "previous"));
    assert_string_equal(scene->message, "");
    scene_pack(scene, "Second");
    scene_write(scene, "current");
    struct release *second = scene_opened(scene, "current");
    assert_string_equal(scene_title(second), "Second");
    scene->ground.in_use = second;
    assert_null(scene_open(scene, "current"));
    assert_string_equal(scene->message, "");
    assert_null(scene_open(scene, "previous"));
    assert_string_not_equal(scene->message, "");
    scene->ground.held = true;
    assert_null(scene_open(scene, "previous"));
    assert_string_not_equal(scene->message, "");
    release_free(first);
    release_free(second);
}

static void a_root_that_was_rotated_is_followed_from_that_of_the_image(void **state)
{
    struct scene *scene = *state;
    scene_pack(scene, "First");
    scene_write(scene, "previous");
    assert_true(release_maker_replace_key(scene->maker, "timestamp", 0));
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    assert_int_equal(trust_version(release->trust, "root"), 2);
    scene->ground.in_use = release;
    assert_null(scene_open(scene, "previous")); /* its root is older */
    assert_string_not_equal(scene->message, "");
    scene->ground.in_use = NULL;
    release_free(release);
    assert_true(release_maker_replace_key(scene->maker, "root", 0));
    scene_write(scene, "current");
    release = scene_opened(scene, "current");
    assert_int_equal(trust_version(release->trust, "root"), 3);
    release_free(release);
}

static void what_has_expired_is_refused_but_goes_on_when_it_is_held(void **state)
{
    struct scene *scene = *state;
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    scene->ground.now_s = SCENE_NOW + 86400 * 1000;
    assert_null(scene_open(scene, "current"));
    assert_non_null(strstr(scene->message, "expired"));
    scene->ground.held = true;
    struct release *release = scene_opened(scene, "current");
    assert_string_equal(scene_title(release), "Your papers");
    release_free(release);
}

static void what_is_not_signed_as_asked_is_refused(void **state)
{
    struct scene *scene = *state;
    static const char *const roles[] = {"timestamp", "snapshot", "targets", "recipients", "places"};
    scene_pack(scene, "Your papers");
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        for (int held = 0; held < 2; held++) {
            struct maker_role *role = release_maker_role(scene->maker, roles[i]);
            role->stranger = role->changed = true;
            scene_write(scene, "current");
            scene->ground.held = held;
            assert_null(scene_open(scene, "current"));
            assert_string_not_equal(scene->message, "");
            role->stranger = false;
            role->changed = true;
        }
    scene_write(scene, "current");
    release_free(scene_opened(scene, "current"));
    struct maker_role *hotlines = release_maker_role(scene->maker, "hotlines");
    hotlines->stranger = hotlines->changed = true;
    scene_write(scene, "current");
    assert_null(scene_open(scene, "current"));
    assert_memory_equal(scene->message, "hotlines.json: ", 15);
    hotlines->stranger = false;
    hotlines->changed = true;
    struct maker_role *role = release_maker_role(scene->maker, "recipients");
    role->signatures = 1;
    role->changed = true;
    scene_write(scene, "current");
    assert_null(scene_open(scene, "current"));
    assert_non_null(strstr(scene->message, "recipients/network.json"));
}

static void a_place_that_is_not_there_is_said(void **state)
{
    struct scene *scene = *state;
    scene_write(scene, "current");
    scene->ground.place = "demo-2";
    assert_null(scene_open(scene, "current"));
    assert_string_equal(scene->message, "places/places.json: the place of these settings is not there.");
}

static void a_root_of_somebody_else_believes_nothing(void **state)
{
    struct scene *scene = *state, *other;
    scene_write(scene, "current");
    void *made;
    assert_int_equal(scene_make(&made), 0);
    other = made;
    struct release_ground ground = scene->ground;
    ground.root = other->root.bytes;
    ground.root_len = other->root.len;
    assert_null(release_open(&scene->disk, "current", &ground, scene->message));
    assert_string_not_equal(scene->message, "");
    ground.root = "{}";
    ground.root_len = 2;
    assert_null(release_open(&scene->disk, "current", &ground, scene->message));
    assert_string_not_equal(scene->message, "");
    scene_unmake(&made);
}

static void a_hub_cannot_leave_the_numbers_out_of_its_snapshot(void **state)
{
    struct scene *scene = *state;
    release_maker_role(scene->maker, "hotlines")->left_out = true;
    scene_pack(scene, "Your papers");
    for (int place = 0; place < 2; place++) {
        scene_write(scene, "current");
        assert_null(scene_open(scene, "current"));
        assert_memory_equal(scene->message, "hotlines.json: ", 15);
        scene->ground.place = NULL; /* a mix, a desk */
    }
}

/* Ids of the numbers of this release, each ended by a space. */
static const char *numbers(const struct release *release, char text[static 256])
{
    size_t len = 0;
    text[0] = 0;
    for (size_t i = 0; i < release->hotlines->count; i++)
        len += (size_t)snprintf(text + len, 256 - len, "%s ", release->hotlines->in[i].id);
    return text;
}

static void a_number_that_was_taken_back_does_not_return_when_its_ngo_is_left_out(void **state)
{
    struct scene *scene = *state;
    static const char list[] = "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":[\"own\"],\"topics\":[]}";
    char before[256], after[256];
    network_maker_hotline(&scene->maker->network, "own", "+442079460999");
    scene_pack(scene, "Your papers");
    assert_true(release_maker_put(scene->maker, "withdrawn/harbour/list.json", list, strlen(list)));
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    assert_null(strstr(numbers(release, before), "own "));
    release_free(release);

    struct maker_role *packs = release_maker_role(scene->maker, "packs-harbour");
    packs->stranger = packs->changed = true;
    scene_write(scene, "current");
    release = scene_opened(scene, "current");
    assert_int_equal(trust_role_state(release->trust, "packs-harbour"), TRUST_THRESHOLD);
    assert_null(strstr(numbers(release, after), "own "));
    assert_string_equal(release->place->emergency_number, "112");
    release_free(release);

    /* With nothing withdrawn, its numbers stay: two people have signed them. */
    assert_true(release_maker_remove(scene->maker, "withdrawn/harbour/list.json"));
    packs->changed = true;
    scene_write(scene, "current");
    release = scene_opened(scene, "current");
    assert_non_null(strstr(numbers(release, after), "own "));
    release_free(release);
}

static void no_list_of_an_ngo_keeps_keys_from_a_mix_or_a_desk(void **state)
{
    struct scene *scene = *state;
    assert_true(release_maker_put(scene->maker, "withdrawn/harbour/list.json", "{}", 2));
    scene_write(scene, "current");
    scene->ground.place = NULL;
    struct release *release = scene_opened(scene, "current");
    assert_non_null(network_team(release->network, scene->keys.team));
    release_free(release);
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, scene_make, scene_unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(everything_that_was_signed_is_there),
        MADE(a_mix_or_a_desk_takes_no_packs_and_all_numbers),
        MADE(an_emergency_number_of_the_place_goes_before_one_for_everywhere),
        MADE(what_is_withdrawn_is_not_shown),
        MADE(a_pack_that_nobody_has_signed_is_not_there),
        MADE(a_broken_pack_refuses_the_release_unless_packs_are_optional),
        MADE(what_was_withdrawn_and_cannot_be_read_takes_the_packs_with_it),
        MADE(the_release_in_use_is_not_opened_again_and_an_older_one_never),
        MADE(a_root_that_was_rotated_is_followed_from_that_of_the_image),
        MADE(what_has_expired_is_refused_but_goes_on_when_it_is_held),
        MADE(what_is_not_signed_as_asked_is_refused),
        MADE(a_place_that_is_not_there_is_said),
        MADE(a_root_of_somebody_else_believes_nothing),
        MADE(a_hub_cannot_leave_the_numbers_out_of_its_snapshot),
        MADE(a_number_that_was_taken_back_does_not_return_when_its_ngo_is_left_out),
        MADE(no_list_of_an_ngo_keeps_keys_from_a_mix_or_a_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
