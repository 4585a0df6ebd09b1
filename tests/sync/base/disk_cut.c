/* base/disk.h under power cuts, on a full disk, and without its fsyncs. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/disk.h"
#include "fault/cut_trial.h"

#define OLD "the old content"
#define NEW "the new content, which is longer"

struct acknowledged {
    bool put, removed;
    bool was_there; /* before the act */
};

static void begin(void *ctx)
{
    struct acknowledged *acknowledged = ctx;
    acknowledged->put = acknowledged->removed = false;
}

static bool is(const struct buffer *bytes, const char *text)
{
    return bytes->len == strlen(text) && memcmp(bytes->bytes, text, bytes->len) == 0;
}

static void put_new(struct disk *disk, void *ctx)
{
    ((struct acknowledged *)ctx)->put = disk_put(disk, "folder/file", NEW, strlen(NEW)) == BASE_OK;
}

/* Old or new, whole; new once acknowledged; nothing only when nothing was there. */
static bool old_or_new(struct disk *disk, void *ctx)
{
    const struct acknowledged *acknowledged = ctx;
    struct buffer bytes;
    buffer_init(&bytes, 1000);
    enum base_error error = disk_get(disk, "folder/file", &bytes);
    bool fine = !error && is(&bytes, NEW);
    if (!acknowledged->put)
        fine = fine || (acknowledged->was_there ? !error && is(&bytes, OLD) : error == BASE_NOT_FOUND);
    buffer_clear(&bytes);
    return fine;
}

static struct cut_disk *start_with(bool old)
{
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    if (old)
        assert_int_equal(disk_put(&disk, "folder/file", OLD, strlen(OLD)), BASE_OK);
    return cut;
}

static void a_new_file_survives_a_cut_at_every_step(void **state)
{
    (void)state;
    struct acknowledged acknowledged = {.was_there = false};
    struct cut_disk_trial trial = {begin, put_new, old_or_new, &acknowledged};
    struct cut_disk *cut = start_with(false);
    unsigned outcomes = 0;
    assert_int_equal(cut_disk_every(cut, &trial, &outcomes), 0);
    assert_true(outcomes > 50);
    cut_disk_free(cut);
}

static void a_replaced_file_survives_a_cut_at_every_step(void **state)
{
    (void)state;
    struct acknowledged acknowledged = {.was_there = true};
    struct cut_disk_trial trial = {begin, put_new, old_or_new, &acknowledged};
    struct cut_disk *cut = start_with(true);
    assert_int_equal(cut_disk_every(cut, &trial, NULL), 0);
    cut_disk_free(cut);
}

static void without_the_fsync_of_the_file_something_is_lost(void **state)
{
    (void)state;
    for (int old = 0; old < 2; old++) {
        struct acknowledged acknowledged = {.was_there = old};
        struct cut_disk_trial trial = {begin, put_new, old_or_new, &acknowledged};
        struct cut_disk *cut = start_with(old);
        cut_disk_ignore(cut, true, false);
        assert_true(cut_disk_every(cut, &trial, NULL) > 0);
        cut_disk_free(cut);
    }
}

static void without_the_fsync_of_the_folder_something_is_lost(void **state)
{
    (void)state;
    for (int old = 0; old < 2; old++) {
        struct acknowledged acknowledged = {.was_there = old};
        struct cut_disk_trial trial = {begin, put_new, old_or_new, &acknowledged};
        struct cut_disk *cut = start_with(old);
        cut_disk_ignore(cut, false, true);
        assert_true(cut_disk_every(cut, &trial, NULL) > 0);
        cut_disk_free(cut);
    }
}

static void remove_old(struct disk *disk, void *ctx)
{
    ((struct acknowledged *)ctx)->removed = disk_remove(disk, "folder/file") == BASE_OK;
}

static bool gone_or_whole(struct disk *disk, void *ctx)
{
    struct buffer bytes;
    buffer_init(&bytes, 1000);
    enum base_error error = disk_get(disk, "folder/file", &bytes);
    bool fine = error == BASE_NOT_FOUND ||
                (!((struct acknowledged *)ctx)->removed && !error && is(&bytes, OLD));
    buffer_clear(&bytes);
    return fine;
}

static void what_was_removed_stays_removed(void **state)
{
    (void)state;
    struct acknowledged acknowledged = {0};
    struct cut_disk_trial trial = {begin, remove_old, gone_or_whole, &acknowledged};
    struct cut_disk *cut = start_with(true);
    assert_int_equal(cut_disk_every(cut, &trial, NULL), 0);
    cut_disk_ignore(cut, false, true);
    assert_true(cut_disk_every(cut, &trial, NULL) > 0);
    cut_disk_free(cut);
}

static bool sweeps_clean(struct disk *disk, void *ctx)
{
    struct disk_names names = {0};
    bool whole = old_or_new(disk, ctx), clean = disk_sweep(disk, "folder") == BASE_OK;
    clean = clean && disk_names(disk, "folder", 10, &names) == BASE_OK && names.count <= 1;
    disk_names_free(&names);
    return whole && clean && old_or_new(disk, ctx);
}

static void a_sweep_after_a_cut_takes_only_what_is_half(void **state)
{
    (void)state;
    struct acknowledged acknowledged = {.was_there = true};
    struct cut_disk_trial trial = {begin, put_new, sweeps_clean, &acknowledged};
    struct cut_disk *cut = start_with(true);
    assert_int_equal(cut_disk_every(cut, &trial, NULL), 0);
    cut_disk_free(cut);
}

static void a_full_disk_keeps_the_old_and_no_tmp(void **state)
{
    (void)state;
    for (size_t room = 0; room < strlen(NEW); room += 5) {
        struct acknowledged acknowledged = {.was_there = true};
        struct cut_disk *cut = start_with(true);
        struct disk disk = cut_disk_disk(cut);
        uint64_t left = 0;
        cut_disk_capacity(cut, strlen(OLD) + room);
        assert_int_equal(disk_put(&disk, "folder/file", NEW, strlen(NEW)), BASE_NO_SPACE);
        assert_true(old_or_new(&disk, &acknowledged));
        assert_int_equal(disk.ops->room(disk.self, &left), BASE_OK);
        assert_int_equal(left, room); /* the half-written tmp is gone */
        cut_disk_free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_survives_a_cut_at_every_step),
        cmocka_unit_test(a_replaced_file_survives_a_cut_at_every_step),
        cmocka_unit_test(without_the_fsync_of_the_file_something_is_lost),
        cmocka_unit_test(without_the_fsync_of_the_folder_something_is_lost),
        cmocka_unit_test(what_was_removed_stays_removed),
        cmocka_unit_test(a_sweep_after_a_cut_takes_only_what_is_half),
        cmocka_unit_test(a_full_disk_keeps_the_old_and_no_tmp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
