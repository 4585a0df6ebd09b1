/* base/disk.h on a real disk. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"

struct place {
    char folder[64];
    struct disk disk;
};

static int open_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/wayside-disk-XXXXXX");
    if (!mkdtemp(place->folder) || chdir(place->folder) != 0 || mkdir("sub", 0700) != 0)
        return -1;
    *state = place;
    return disk_open(place->folder, &place->disk) == BASE_OK ? 0 : -1;
}

static int close_place(void **state)
{
    struct place *place = *state;
    char command[128];
    disk_close(&place->disk);
    disk_close(&place->disk);
    snprintf(command, sizeof command, "rm -r %s", place->folder);
    int gone = chdir("/") == 0 ? system(command) : -1;
    free(place);
    return gone;
}

static void holds(struct disk *disk, const char *path, const char *expected)
{
    struct buffer bytes;
    buffer_init(&bytes, 1000);
    assert_int_equal(disk_get(disk, path, &bytes), BASE_OK);
    assert_string_equal((char *)bytes.bytes, expected);
    buffer_clear(&bytes);
}

static size_t entries(struct disk *disk, const char *path)
{
    struct disk_names names;
    assert_int_equal(disk_names(disk, path, 100, &names), BASE_OK);
    size_t count = names.count;
    disk_names_free(&names);
    return count;
}

static void a_file_is_put_replaced_read_and_removed(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    assert_int_equal(disk_put(disk, "sub/a", "one", 3), BASE_OK);
    holds(disk, "sub/a", "one");
    assert_int_equal(disk_put(disk, "sub/a", "two!", 4), BASE_OK);
    holds(disk, "sub/a", "two!");
    assert_int_equal(entries(disk, "sub"), 1);
    assert_int_equal(disk_remove(disk, "sub/a"), BASE_OK);
    assert_int_equal(disk_remove(disk, "sub/a"), BASE_NOT_FOUND);
    assert_int_equal(entries(disk, "sub"), 0);
}

static void modes_do_not_depend_on_the_umask(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    struct stat stat_a, stat_b;
    mode_t before = umask(0077);
    assert_int_equal(disk_put(disk, "a", "x", 1), BASE_OK);
    umask(0);
    assert_int_equal(disk_put_mode(disk, "b", "x", 1, 0600), BASE_OK);
    umask(before);
    assert_int_equal(stat("a", &stat_a), 0);
    assert_int_equal(stat("b", &stat_b), 0);
    assert_int_equal(stat_a.st_mode & 0777, 0640);
    assert_int_equal(stat_b.st_mode & 0777, 0600);
}

static void names_come_sorted_without_folders_links_and_tmp(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    static const char *const put[] = {"c", "a", "b", "d.tmp", "tmp"};
    struct disk_names names;
    for (size_t i = 0; i < sizeof put / sizeof *put; i++)
        assert_int_equal(disk_put(disk, put[i], "x", 1), BASE_OK);
    assert_int_equal(symlink("a", "link"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(disk_names(disk, "", 4, &names), BASE_OK);
    assert_int_equal(names.count, 4);
    assert_string_equal(names.names[0], "a");
    assert_string_equal(names.names[2], "c");
    assert_string_equal(names.names[3], "tmp");
    disk_names_free(&names);
    assert_int_equal(disk_names(disk, "", 3, &names), BASE_TOO_LARGE);
    assert_int_equal(disk_names(disk, "none", 3, &names), BASE_NOT_FOUND);
}

static void sweeping_removes_only_what_a_power_cut_left(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    assert_int_equal(disk_put(disk, "sub/a.0011.tmp", "x", 1), BASE_OK);
    assert_int_equal(disk_put(disk, "sub/b", "x", 1), BASE_OK);
    assert_int_equal(disk_put(disk, "c.tmp", "x", 1), BASE_OK);
    assert_int_equal(disk_sweep(disk, "sub"), BASE_OK);
    assert_int_equal(access("sub/a.0011.tmp", F_OK), -1);
    assert_int_equal(access("sub/b", F_OK), 0);
    assert_int_equal(access("c.tmp", F_OK), 0);
    assert_int_equal(disk_sweep(disk, ""), BASE_OK);
    assert_int_equal(access("c.tmp", F_OK), -1);
}

static void a_path_that_leaves_the_folder_is_refused(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    char longest[300];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    const char *const bad[] = {"", "/a", "../a", "a/../b", "..", ".", "a/", "a//b", "./a", longest};
    struct buffer bytes;
    buffer_init(&bytes, 10);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(disk_put(disk, bad[i], "x", 1), BASE_FORMAT);
        assert_int_equal(disk_get(disk, bad[i], &bytes), BASE_FORMAT);
        assert_int_equal(disk_remove(disk, bad[i]), BASE_FORMAT);
    }
    longest[250] = 0;
    assert_int_equal(disk_put(disk, longest, "x", 1), BASE_TOO_LARGE);
    assert_int_equal(disk_put(disk, "..a", "x", 1), BASE_OK);
}

/* The other half of the device may be hostile: a link or a pipe in a shared folder leads nowhere. */
static void a_link_is_not_followed_and_a_pipe_not_waited_for(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    struct buffer bytes;
    buffer_init(&bytes, 100000);
    assert_int_equal(symlink("/etc/passwd", "link"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_not_equal(disk_get(disk, "link", &bytes), BASE_OK);
    assert_int_not_equal(disk_get(disk, "pipe", &bytes), BASE_OK);
    assert_int_not_equal(disk_get(disk, "sub", &bytes), BASE_OK);
    assert_int_equal(bytes.len, 0);
    assert_int_equal(disk_put(disk, "link", "mine", 4), BASE_OK);
    holds(disk, "link", "mine");
    buffer_clear(&bytes);
}

static void a_file_over_the_maximum_leaves_the_buffer_as_it_was(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    static char large[40000];
    struct buffer bytes;
    memset(large, 'x', sizeof large);
    buffer_init(&bytes, sizeof large - 1);
    assert_int_equal(disk_put(disk, "a", large, sizeof large), BASE_OK);
    assert_int_equal(disk_get(disk, "a", &bytes), BASE_TOO_LARGE);
    assert_int_equal(bytes.len, 0);
    buffer_clear(&bytes);
}

static void a_failed_put_leaves_no_tmp(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk;
    struct disk_names names;
    assert_int_not_equal(disk_put(disk, "sub", "x", 1), BASE_OK); /* a folder stands there */
    assert_int_equal(disk_put(disk, "none/a", "x", 1), BASE_NOT_FOUND);
    assert_int_equal(disk_names(disk, "", 100, &names), BASE_OK);
    assert_int_equal(names.count, 0);
    disk_names_free(&names);
    assert_int_equal(system("test -z \"$(find . -name '*.tmp')\""), 0);
}

static void ordinary_paths_work_with_and_without_a_folder(void **state)
{
    struct place *place = *state;
    char path[128];
    struct buffer bytes;
    buffer_init(&bytes, 100);
    snprintf(path, sizeof path, "%s/key", place->folder);
    assert_int_equal(file_put(path, "k1", 2, 0600), BASE_OK);
    assert_int_equal(file_put("key", "key2", 4, 0600), BASE_OK);
    assert_int_equal(file_read(path, 4, &bytes), BASE_OK);
    assert_string_equal((char *)bytes.bytes, "key2");
    assert_int_equal(file_read("key", 3, &bytes), BASE_TOO_LARGE);
    assert_string_equal((char *)bytes.bytes, "key2");
    assert_int_equal(file_read("none", 4, &bytes), BASE_NOT_FOUND);
    assert_int_equal(file_put("none/key", "x", 1, 0600), BASE_NOT_FOUND);
    assert_int_equal(file_put("empty", "", 0, 0600), BASE_OK);
    assert_int_equal(file_read("empty", 4, &bytes), BASE_OK);
    assert_string_equal((char *)bytes.bytes, "");
    buffer_clear(&bytes);
}

static void room_is_known_and_a_missing_folder_said(void **state)
{
    struct disk *disk = &((struct place *)*state)->disk, none;
    uint64_t room = 0;
    assert_int_equal(disk->ops->room(disk->self, &room), BASE_OK);
    assert_true(room > 0);
    assert_int_equal(disk_open("/none/such", &none), BASE_NOT_FOUND);
}

static void every_error_has_a_phrase_of_its_own(void **state)
{
    (void)state;
    for (int i = BASE_OK; i <= BASE_CUT; i++)
        for (int j = BASE_OK; j < i; j++)
            assert_string_not_equal(base_error_text((enum base_error)i), base_error_text((enum base_error)j));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_put_replaced_read_and_removed, open_place, close_place),
        cmocka_unit_test_setup_teardown(modes_do_not_depend_on_the_umask, open_place, close_place),
        cmocka_unit_test_setup_teardown(
            names_come_sorted_without_folders_links_and_tmp, open_place, close_place),
        cmocka_unit_test_setup_teardown(sweeping_removes_only_what_a_power_cut_left, open_place, close_place),
        cmocka_unit_test_setup_teardown(a_path_that_leaves_the_folder_is_refused, open_place, close_place),
        cmocka_unit_test_setup_teardown(
            a_link_is_not_followed_and_a_pipe_not_waited_for, open_place, close_place),
        cmocka_unit_test_setup_teardown(
            a_file_over_the_maximum_leaves_the_buffer_as_it_was, open_place, close_place),
        cmocka_unit_test_setup_teardown(a_failed_put_leaves_no_tmp, open_place, close_place),
        cmocka_unit_test_setup_teardown(
            ordinary_paths_work_with_and_without_a_folder, open_place, close_place),
        cmocka_unit_test_setup_teardown(room_is_known_and_a_missing_folder_said, open_place, close_place),
        cmocka_unit_test(every_error_has_a_phrase_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
