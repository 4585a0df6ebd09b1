/* outbox: the order of leaving, and that nothing in the folder says which file is real. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/outbox/scene.h"

static struct disk_names names_of(struct disk *disk)
{
    struct disk_names names = {0};
    assert_int_equal(disk_names(disk, "", 2000, &names), BASE_OK);
    return names;
}

static size_t count_of(struct disk *disk)
{
    struct disk_names names = names_of(disk);
    size_t count = names.count;
    disk_names_free(&names);
    return count;
}

static void put_all(struct outbox *outbox, const char *kinds)
{
    for (unsigned i = 0; kinds[i]; i++) {
        enum outbox_kind kind = (enum outbox_kind)(strchr("hmrud", kinds[i]) - "hmrud");
        assert_int_equal(scene_put(outbox, kind, i + 1), OUTBOX_OK);
    }
}

static void help_leaves_before_messages_before_reports_before_usage(void **state)
{
    struct scene *scene = *state;
    char text[200];
    put_all(scene->outbox, "urmhurmh");
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "4 8 3 7 2 6 1 5");
}

static void of_one_kind_the_first_comes_first(void **state)
{
    struct scene *scene = *state;
    char text[200];
    put_all(scene->outbox, "hhhhhhhhhh");
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "1 2 3 4 5 6 7 8 9 10");
}

static void two_dummies_wait_and_real_ones_take_their_places(void **state)
{
    struct scene *scene = *state;
    char text[200];
    assert_int_equal(outbox_dummies_missing(scene->outbox), 2);
    put_all(scene->outbox, "dd");
    assert_int_equal(outbox_dummies_missing(scene->outbox), 0);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 3), OUTBOX_OK);
    assert_int_equal(count_of(&scene->disk), 2);
    assert_int_equal(outbox_dummies_missing(scene->outbox), 0);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 4), OUTBOX_OK);
    assert_int_equal(count_of(&scene->disk), 2);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 5), OUTBOX_OK);
    assert_int_equal(count_of(&scene->disk), 3);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "4 5 3");
    assert_int_equal(outbox_dummies_missing(scene->outbox), 2);
}

static void a_dummy_that_is_not_needed_any_more_is_not_put(void **state)
{
    struct scene *scene = *state;
    put_all(scene->outbox, "hh");
    assert_int_equal(scene_put(scene->outbox, OUTBOX_DUMMY, 9), OUTBOX_OK);
    assert_int_equal(count_of(&scene->disk), 2);
}

static void how_many_are_ahead_is_known(void **state)
{
    struct scene *scene = *state;
    put_all(scene->outbox, "ddrrmu");
    assert_int_equal(outbox_ahead(scene->outbox, OUTBOX_HELP), 0);
    assert_int_equal(outbox_ahead(scene->outbox, OUTBOX_MESSAGE), 1);
    assert_int_equal(outbox_ahead(scene->outbox, OUTBOX_REPORT), 3);
    assert_int_equal(outbox_ahead(scene->outbox, OUTBOX_USAGE), 4);
}

static void a_file_of_an_earlier_life_is_never_overtaken(void **state)
{
    struct scene *scene = *state;
    char text[200];
    put_all(scene->outbox, "rru");
    scene_restart(scene);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 4), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 5), OUTBOX_OK);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "1 2 3 5 4");
}

static void after_a_restart_dummies_count_as_real(void **state)
{
    struct scene *scene = *state;
    char text[200];
    put_all(scene->outbox, "dd");
    scene_restart(scene);
    assert_int_equal(outbox_dummies_missing(scene->outbox), 0);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 3), OUTBOX_OK);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "1 2 3");
}

static void a_refused_file_goes_to_the_tail_and_holds_nobody_up(void **state)
{
    struct scene *scene = *state;
    struct outbox_file file;
    char text[200];
    put_all(scene->outbox, "hrr");
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(scene_number(file.id), 1);
    assert_int_equal(outbox_refused(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 4), OUTBOX_OK);
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(scene_number(file.id), 4);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "4 2 3 1");
}

static void the_only_file_refused_stays_as_it_is(void **state)
{
    struct scene *scene = *state;
    struct outbox_file file;
    char text[200];
    put_all(scene->outbox, "h");
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(outbox_refused(&scene->disk, &file), OUTBOX_OK);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "1");
}

/* The agent has read a dummy and is sending it while the kiosk gives its place to a report. */
static void deleting_what_was_replaced_deletes_no_report(void **state)
{
    struct scene *scene = *state;
    struct outbox_file sending;
    char text[200];
    put_all(scene->outbox, "dd");
    assert_int_equal(outbox_first(&scene->disk, &sending), OUTBOX_OK);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 3), OUTBOX_OK);
    assert_int_equal(outbox_sent(&scene->disk, &sending), OUTBOX_OK);
    assert_int_equal(outbox_refused(&scene->disk, &sending), OUTBOX_OK);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "3 2");
}

/* The other way: the kiosk has listed a dummy that the agent deletes before its place is taken. */
static enum base_error (*real_create)(void *, const char *, const void *, size_t, unsigned);
static struct disk *agents_disk;

static enum base_error create_while_the_agent_deletes(
    void *self, const char *path, const void *bytes, size_t len, unsigned mode)
{
    struct outbox_file file;
    if (outbox_first(agents_disk, &file) != OUTBOX_OK || outbox_sent(agents_disk, &file) != OUTBOX_OK)
        return BASE_IO;
    return real_create(self, path, bytes, len, mode);
}

static void a_dummy_deleted_while_it_is_replaced_harms_nothing(void **state)
{
    struct scene *scene = *state;
    char text[200];
    put_all(scene->outbox, "dd");
    struct disk_ops racing = *scene->disk.ops;
    struct disk plain = scene->disk;
    real_create = racing.create;
    agents_disk = &plain;
    racing.create = create_while_the_agent_deletes;
    scene->disk.ops = &racing;
    assert_int_equal(scene_put(scene->outbox, OUTBOX_REPORT, 3), OUTBOX_OK);
    scene->disk.ops = plain.ops;
    assert_int_equal(outbox_dummies_missing(scene->outbox), 0);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "3 2");
}

static void the_same_file_again_changes_nothing(void **state)
{
    struct scene *scene = *state;
    uint8_t id[ID_BYTES], other[ENVELOPE_BYTES];
    char text[200];
    put_all(scene->outbox, "ddh");
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 3), OUTBOX_OK);
    scene_id(3, id);
    memset(other, 7, sizeof other);
    assert_int_equal(outbox_put(scene->outbox, OUTBOX_HELP, id, other), OUTBOX_DISK);
    scene_restart(scene);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 3), OUTBOX_OK);
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "3 2");
}

static void a_real_name_is_like_that_of_the_dummy_whose_place_it_took(void **state)
{
    struct scene *scene = *state;
    put_all(scene->outbox, "dd");
    struct disk_names before = names_of(&scene->disk);
    assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, 3), OUTBOX_OK);
    struct disk_names after = names_of(&scene->disk);
    assert_int_equal(after.count, before.count);
    assert_memory_equal(after.names[0], before.names[0], 21); /* the order */
    assert_string_not_equal(after.names[0], before.names[0]); /* but never the name */
    assert_string_equal(after.names[1], before.names[1]);
    for (size_t i = 0; i < after.count; i++) {
        assert_int_equal(strlen(after.names[i]), 57);
        assert_int_equal(strspn(after.names[i], "0123456789"), 20);
        assert_string_equal(after.names[i] + 53, ".age");
    }
    disk_names_free(&before);
    disk_names_free(&after);
}

/* A dummy that covers does to the folder exactly what a real file does. */
static void dummies_take_places_at_random_moments_too(void **state)
{
    struct scene *scene = *state;
    unsigned covers = 0, shortest = 0, longest = 0, firsts = 0, n = 2;
    int64_t last = 0;
    put_all(scene->outbox, "dd");
    for (int second = 0; second < 20000; second++) {
        scene->now_ms += 1000;
        if (outbox_dummies_missing(scene->outbox) == 0)
            continue;
        struct disk_names before = names_of(&scene->disk);
        assert_int_equal(scene_put(scene->outbox, OUTBOX_DUMMY, ++n), OUTBOX_OK);
        struct disk_names after = names_of(&scene->disk);
        assert_int_equal(after.count, 2);
        size_t changed = strcmp(after.names[0], before.names[0]) == 0;
        assert_memory_equal(after.names[changed], before.names[changed], 21);
        assert_string_not_equal(after.names[changed], before.names[changed]);
        assert_string_equal(after.names[1 - changed], before.names[1 - changed]);
        firsts += changed == 0;
        disk_names_free(&before);
        disk_names_free(&after);
        covers++;
        shortest += scene->now_ms - last < 10000;
        longest += scene->now_ms - last > 120000;
        last = scene->now_ms;
    }
    /* 333 expected; 5 standard deviations are 91. A clockwork would have no short and no long waits. */
    assert_in_range(covers, 240, 430);
    assert_in_range(shortest, 10, 120);
    assert_in_range(longest, 10, 120);
    assert_in_range(firsts, covers / 3, covers * 2 / 3); /* as often one as the other */
}

static void distances_between_names_do_not_count_what_came_between(void **state)
{
    struct scene *scene = *state;
    char digits[21] = "";
    unsigned long long last = 0, distances[200], small = 0;
    for (unsigned i = 0; i < 200; i++) {
        assert_int_equal(scene_put(scene->outbox, OUTBOX_HELP, i), OUTBOX_OK);
        struct disk_names names = names_of(&scene->disk);
        memcpy(digits, names.names[names.count - 1], 20);
        distances[i] = strtoull(digits, NULL, 10) - last;
        last += distances[i];
        disk_names_free(&names);
    }
    for (unsigned i = 2; i < 200; i++)
        small += distances[i] < 500000000000ull;
    assert_in_range(small, 60, 140); /* as many below the middle as above */
}

static void foreign_files_are_left_alone(void **state)
{
    struct scene *scene = *state;
    static const char *const foreign[] = {"notes.txt", "00000000000000000001.age",
        "99999999999999999999-00000000000000000000000000000001.age", /* over 64 bits */
        "0000000000000000000x-00000000000000000000000000000001.age",
        "00000000000000000001-0000000000000000000000000000000A.age",
        "00000000000000000001_00000000000000000000000000000001.age",
        "00000000000000000001-00000000000000000000000000000001.agf"};
    char text[200];
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        assert_int_equal(disk_put(&scene->disk, foreign[i], "x", 1), BASE_OK);
    put_all(scene->outbox, "h");
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "1");
    assert_int_equal(count_of(&scene->disk), sizeof foreign / sizeof *foreign);
}

static void a_file_of_another_size_is_set_aside_and_the_next_one_sent(void **state)
{
    struct scene *scene = *state;
    static char large[ENVELOPE_BYTES + 1];
    struct outbox_file file;
    memset(&file, 0x5a, sizeof file);
    assert_int_equal(
        disk_put(&scene->disk, "00000000000000000001-00000000000000000000000000000001.age", "short", 5),
        BASE_OK);
    assert_int_equal(disk_put(&scene->disk, "00000000000000000002-00000000000000000000000000000002.age",
                         large, sizeof large),
        BASE_OK);
    put_all(scene->outbox, "h");
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_SIZE);
    assert_int_equal(file.bytes[0], 0x5a);
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_SIZE);
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(scene_number(file.id), 1);
    assert_int_equal(outbox_sent(&scene->disk, &file), OUTBOX_OK);
    assert_int_equal(outbox_first(&scene->disk, &file), OUTBOX_EMPTY);
    assert_int_equal(count_of(&scene->disk), 2);
}

/* A hostile agent may name files as it likes. It could send in any order anyway; it must break nothing. */
static void names_at_the_ends_of_the_numbers_lose_nothing(void **state)
{
    struct scene *scene = *state;
    static const char *const ends[] = {"00000000000000000000-000000000000000000000000000000f0.age",
        "18446744073709551615-000000000000000000000000000000f1.age"};
    uint8_t id[ID_BYTES], file[ENVELOPE_BYTES];
    char text[200];
    for (unsigned i = 0; i < 2; i++) {
        memset(id, 0, ID_BYTES);
        id[15] = (uint8_t)(0xf0 + i);
        scene_file(id, file);
        assert_int_equal(disk_put(&scene->disk, ends[i], file, sizeof file), BASE_OK);
    }
    put_all(scene->outbox, "hrh");
    assert_string_equal(scene_drain(&scene->disk, text, sizeof text), "240 241 1 2 3");
}

static void on_a_real_disk_real_files_and_dummies_have_one_mode_and_size(void **state)
{
    (void)state;
    char folder[] = "/tmp/wayside-outbox-XXXXXX";
    struct disk disk;
    struct outbox *outbox;
    int64_t now = 0;
    struct stat stats[2];
    assert_non_null(mkdtemp(folder));
    assert_int_equal(disk_open(folder, &disk), BASE_OK);
    assert_int_equal(outbox_new(&disk, scene_clock(&now), &outbox), OUTBOX_OK);
    put_all(outbox, "ddh");
    struct disk_names names = names_of(&disk);
    assert_int_equal(names.count, 2);
    assert_int_equal(chdir(folder), 0);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(stat(names.names[i], &stats[i]), 0);
    assert_int_equal(stats[0].st_mode, stats[1].st_mode);
    assert_int_equal(stats[0].st_size, stats[1].st_size);
    assert_int_equal(stats[0].st_mode & 0777, 0640);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(unlink(names.names[i]), 0);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
    disk_names_free(&names);
    outbox_free(outbox);
    disk_close(&disk);
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCENE(help_leaves_before_messages_before_reports_before_usage),
        WITH_SCENE(of_one_kind_the_first_comes_first),
        WITH_SCENE(two_dummies_wait_and_real_ones_take_their_places),
        WITH_SCENE(a_dummy_that_is_not_needed_any_more_is_not_put),
        WITH_SCENE(how_many_are_ahead_is_known),
        WITH_SCENE(a_file_of_an_earlier_life_is_never_overtaken),
        WITH_SCENE(after_a_restart_dummies_count_as_real),
        WITH_SCENE(a_refused_file_goes_to_the_tail_and_holds_nobody_up),
        WITH_SCENE(the_only_file_refused_stays_as_it_is),
        WITH_SCENE(deleting_what_was_replaced_deletes_no_report),
        WITH_SCENE(a_dummy_deleted_while_it_is_replaced_harms_nothing),
        WITH_SCENE(the_same_file_again_changes_nothing),
        WITH_SCENE(a_real_name_is_like_that_of_the_dummy_whose_place_it_took),
        WITH_SCENE(dummies_take_places_at_random_moments_too),
        WITH_SCENE(distances_between_names_do_not_count_what_came_between),
        WITH_SCENE(foreign_files_are_left_alone),
        WITH_SCENE(a_file_of_another_size_is_set_aside_and_the_next_one_sent),
        WITH_SCENE(names_at_the_ends_of_the_numbers_lose_nothing),
        cmocka_unit_test(on_a_real_disk_real_files_and_dummies_have_one_mode_and_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
