/* release/release.h, the writing side: a power cut at any write, a full disk at any file, leaves the release
 * that was there or the new one, whole; sweeping takes nothing that is named. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/cut_trial.h"
#include "sync/pack/release/scene.h"

struct work {
    struct scene *scene;
    struct disk from; /* both releases, in memory: "previous" is the first */
    struct release *first, *second;
    bool acknowledged;
};

static bool no_media(const char *path)
{
    return !strstr(path, "/media/");
}

static struct release *open_there(struct work *work, struct disk *disk, const char *pointer)
{
    char message[256];
    struct release_ground ground = work->scene->ground;
    ground.held = true;
    return release_open(disk, pointer, &ground, message);
}

static struct work work_make(struct scene *scene, struct cut_disk **ret_cut)
{
    struct work work = {.scene = scene};
    scene_pack(scene, "First");
    scene_write(scene, "previous");
    work.first = scene_opened(scene, "previous");
    scene_pack(scene, "Second");
    scene_write(scene, "current");
    work.second = scene_opened(scene, "current");
    *ret_cut = scene_cut(scene);
    work.from = cut_disk_disk(*ret_cut);
    return work;
}

static void work_end(struct work *work, struct cut_disk *cut)
{
    release_free(work->first);
    release_free(work->second);
    cut_disk_free(cut);
}

static void begin(void *ctx)
{
    ((struct work *)ctx)->acknowledged = false;
}

static void copy_second(struct disk *disk, void *ctx)
{
    struct work *work = ctx;
    work->acknowledged = release_copy(work->second, &work->from, disk, "held", no_media) == BASE_OK;
}

static bool holds_one_whole(struct disk *disk, void *ctx)
{
    struct work *work = ctx;
    struct release *release = open_there(work, disk, "held");
    bool whole = release && release->pack_count == 1 &&
                 (!work->acknowledged || strcmp(scene_title(release), "Second") == 0);
    release_free(release);
    return whole;
}

static struct cut_disk *with_first(struct work *work)
{
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    assert_int_equal(release_copy(work->first, &work->from, &disk, "held", no_media), BASE_OK);
    return cut;
}

static void a_cut_while_a_release_is_kept_leaves_one_whole(void **state)
{
    struct cut_disk *from;
    unsigned outcomes = 0;
    struct work work = work_make(*state, &from);
    struct cut_disk *start = with_first(&work);
    const struct cut_disk_trial trial = {begin, copy_second, holds_one_whole, &work};
    assert_int_equal(cut_disk_every(start, &trial, &outcomes), 0);
    assert_true(outcomes > 50);
    cut_disk_ignore(start, true, false); /* a drive that lies about files */
    assert_true(cut_disk_every(start, &trial, &outcomes) > 0);
    cut_disk_free(start);
    work_end(&work, from);
}

static void a_full_disk_leaves_the_release_that_was_there(void **state)
{
    struct cut_disk *from;
    struct work work = work_make(*state, &from);
    struct cut_disk *start = with_first(&work);
    bool copied = false;
    for (unsigned step = 1; !copied; step++) {
        struct cut_disk *cut = cut_disk_copy(start);
        struct disk disk = cut_disk_disk(cut);
        cut_disk_full_at(cut, step);
        copied = release_copy(work.second, &work.from, &disk, "held", no_media) == BASE_OK;
        cut_disk_full_at(cut, 0);
        struct release *release = open_there(&work, &disk, "held");
        assert_non_null(release);
        assert_string_equal(scene_title(release), copied ? "Second" : "First");
        release_free(release);
        cut_disk_free(cut);
        assert_true(step < 100);
    }
    cut_disk_free(start);
    work_end(&work, from);
}

/* As follow does it: everything is there, then the pointers move, then what is left over goes. */
static void switch_over(struct disk *disk, void *ctx)
{
    struct work *work = ctx;
    work->acknowledged = release_step(disk) == BASE_OK &&
                         release_point(disk, "current", work->second->trust) == BASE_OK &&
                         release_sweep(disk, NULL, 0) == BASE_OK;
}

static bool current_and_previous_are_whole(struct disk *disk, void *ctx)
{
    struct work *work = ctx;
    struct release *current = open_there(work, disk, "current"),
                   *previous = open_there(work, disk, "previous");
    bool whole = current && previous && (!work->acknowledged || strcmp(scene_title(current), "Second") == 0);
    release_free(current);
    release_free(previous);
    return whole;
}

static void a_cut_while_pointers_move_leaves_both_whole(void **state)
{
    struct cut_disk *from;
    struct work work = work_make(*state, &from);
    /* "current" is the first, "previous" too; the files of the second lie beside them */
    assert_int_equal(release_point(&work.from, "current", work.first->trust), BASE_OK);
    const struct cut_disk_trial trial = {begin, switch_over, current_and_previous_are_whole, &work};
    assert_int_equal(cut_disk_every(from, &trial, NULL), 0);
    work_end(&work, from);
}

static bool count_one(void *ctx, const char *name)
{
    size_t *count = ctx;
    (void)name;
    (*count)++;
    return true;
}

static size_t count(struct disk *disk)
{
    size_t files = 0;
    assert_int_equal(disk->ops->list(disk->self, "", count_one, &files), BASE_OK);
    return files;
}

static bool is_there(struct disk *disk, const char *name)
{
    struct buffer bytes;
    buffer_init(&bytes, 1 << 20);
    bool there = disk_get(disk, name, &bytes) == BASE_OK;
    buffer_clear(&bytes);
    return there;
}

static void sweeping_takes_what_nobody_names_and_nothing_else(void **state)
{
    struct cut_disk *from;
    struct work work = work_make(*state, &from);
    struct disk *disk = &work.from;
    static const char *const others[] = {"drawn", "refused", "trying", "clock-floor",
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff.part", "next"};
    char orphan[65], media[65];
    assert_int_equal(release_sweep(disk, NULL, 0), BASE_OK);
    size_t before = count(disk);
    assert_true(current_and_previous_are_whole(disk, &work));
    assert_int_equal(release_put(disk, "nobody's", 8), BASE_OK);
    assert_int_equal(count(disk), before + 1);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(disk_put(disk, others[i], "x", 1), BASE_OK);
    assert_int_equal(release_sweep(disk, NULL, 0), BASE_OK);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_true(is_there(disk, others[i]));
    assert_int_equal(count(disk), before + sizeof others / sizeof *others);
    assert_int_equal(release_sweep_parts(disk), BASE_OK);
    assert_false(is_there(disk, others[4]));
    assert_true(is_there(disk, others[0]));
    /* the first goes when nothing points to it, unless it is given */
    scene_hash(work.scene, "packs/harbour/port/" SCENE_MEDIA, media);
    assert_int_equal(disk_remove(disk, "previous"), BASE_OK);
    const struct release *keep[] = {work.first};
    size_t with_both = count(disk);
    assert_int_equal(release_sweep(disk, keep, 1), BASE_OK);
    assert_int_equal(count(disk), with_both);
    assert_int_equal(release_sweep(disk, NULL, 0), BASE_OK);
    assert_true(count(disk) < with_both);
    assert_true(is_there(disk, media)); /* both had it */
    assert_false(
        is_there(disk, scene_hash(work.scene, "timestamp.json", orphan)) && !is_there(disk, "current"));
    struct release *release = open_there(&work, disk, "current");
    assert_non_null(release);
    release_free(release);
    work_end(&work, from);
}

static void what_is_put_twice_is_there_once_and_what_is_damaged_is_put_right(void **state)
{
    (void)state;
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    struct buffer bytes;
    /* SHA-256("abc"), FIPS 180-2 */
    static const char name[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_int_equal(release_put(&disk, "abc", 3), BASE_OK);
    assert_int_equal(release_put(&disk, "abc", 3), BASE_OK);
    assert_int_equal(count(&disk), 1);
    assert_int_equal(disk_put(&disk, name, "abd", 3), BASE_OK);
    assert_int_equal(release_put(&disk, "abc", 3), BASE_OK);
    buffer_init(&bytes, 3);
    assert_int_equal(disk_get(&disk, name, &bytes), BASE_OK);
    assert_memory_equal(bytes.bytes, "abc", 3);
    buffer_clear(&bytes);
    assert_int_equal(release_step(&disk), BASE_NOT_FOUND);
    cut_disk_free(cut);
}

static void what_a_place_needs_is_told_from_the_rest(void **state)
{
    struct scene *scene = *state;
    struct buffer places;
    buffer_init(&places, PLACES_BYTES);
    assert_true(network_maker_places(&scene->maker->network, &places));
    struct release_needed *here = release_needed_new(places.bytes, places.len, "demo-1");
    struct release_needed *nowhere = release_needed_new(places.bytes, places.len, NULL);
    struct release_needed *unreadable = release_needed_new("[", 1, "demo-1");
    static const struct {
        const char *path;
        bool device, none;
    } paths[] = {
        {"recipients/network.json", true, true},
        {"places/places.json", true, true},
        {"hotlines/harbour.json", true, true},
        {"hotlines/a/b.json", false, false},
        {"withdrawn/harbour/list.json", true, true},
        {"withdrawn/harbour/other.json", false, false},
        {"packs/harbour/port/pack.json", true, false},
        {"packs/harbour/port/media/x.png", true, false},
        {"packs/harbour/ports/pack.json", false, false},
        {"packs/harbour/port", false, false},
        {"other", false, false},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_int_equal(release_needed(here, paths[i].path), paths[i].device);
        assert_int_equal(release_needed(nowhere, paths[i].path), paths[i].none);
        assert_int_equal(release_needed(unreadable, paths[i].path), paths[i].none);
    }
    release_needed_free(here);
    release_needed_free(nowhere);
    release_needed_free(unreadable);
    buffer_clear(&places);
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, scene_make, scene_unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(a_cut_while_a_release_is_kept_leaves_one_whole),
        MADE(a_full_disk_leaves_the_release_that_was_there),
        MADE(a_cut_while_pointers_move_leaves_both_whole),
        MADE(sweeping_takes_what_nobody_names_and_nothing_else),
        cmocka_unit_test(what_is_put_twice_is_there_once_and_what_is_damaged_is_put_right),
        MADE(what_a_place_needs_is_told_from_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
