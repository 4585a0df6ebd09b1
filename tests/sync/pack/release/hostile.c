/* release/release.h in the kiosk's case: the folder is another's, and it may hold anything. One sentence, and
 * nothing worse. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/pack/release/scene.h"

static void path_of(const struct scene *scene, const char *name, char ret_path[static 256])
{
    snprintf(ret_path, 256, "%s/%s", scene->content, name);
}

static void refused(struct scene *scene)
{
    struct release *release = scene_open(scene, "current");
    assert_null(release);
    assert_non_null(strchr(scene->message, '.'));
    assert_int_equal(scene->message[strlen(scene->message) - 1], '.');
}

static void write_file(const char *path, const void *bytes, size_t len)
{
    assert_int_equal(file_put(path, bytes, len, 0600), BASE_OK);
}

static void a_pointer_that_is_none_is_refused(void **state)
{
    struct scene *scene = *state;
    static const char *const bad[] = {"", "wayside release 1", "wayside release 2\n", "\n",
        "wayside release 1\n\n", "wayside release 1\nx\n",
        "wayside release 1\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff timestamp.json",
        "wayside release 1\n00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff "
        "timestamp.json\n",
        "wayside release 1\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff "
        "../timestamp.json\n",
        "wayside release 1\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff \n",
        "wayside release 1\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff a b\n",
        "wayside release 1\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff a\n"
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff a\n"};
    char path[256];
    path_of(scene, "current", path);
    refused(scene);
    assert_string_equal(scene->message, "current: no such file or folder.");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_file(path, bad[i], strlen(bad[i]));
        refused(scene);
        assert_string_equal(scene->message, "current: not a pointer to a release.");
    }
    write_file(path, "wayside release 1\n", 18);
    refused(scene); /* it lists nothing */
    assert_int_equal(truncate(path, 64 << 20), 0);
    refused(scene);
}

static void a_pointer_may_be_no_plain_file(void **state)
{
    struct scene *scene = *state;
    char path[256], other[256];
    scene_write(scene, "previous");
    path_of(scene, "current", path);
    path_of(scene, "previous", other);
    assert_int_equal(symlink(other, path), 0);
    refused(scene);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    refused(scene);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/dev/zero", path), 0);
    refused(scene);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    refused(scene);
    assert_int_equal(rmdir(path), 0);
}

enum spoil { GONE, SHORT, LONG, FLIPPED, EMPTY, HUGE_FILE, LINKED, PIPE, FOLDER, ZERO, SPOILS };

/* Spoils a file whose bytes are given; undone by unspoil. */
static void spoil(const char *path, const struct buffer *bytes, enum spoil how)
{
    struct buffer other;
    buffer_init(&other, 64 << 20);
    assert_int_equal(buffer_add(&other, bytes->bytes, bytes->len), BASE_OK);
    assert_int_equal(unlink(path), 0);
    if (how == SHORT)
        write_file(path, bytes->bytes, bytes->len - 1);
    if (how == LONG) {
        assert_int_equal(buffer_add(&other, " ", 1), BASE_OK);
        write_file(path, other.bytes, other.len);
    }
    if (how == FLIPPED) {
        other.bytes[other.len / 2] ^= 1;
        write_file(path, other.bytes, other.len);
    }
    if (how == EMPTY)
        write_file(path, "", 0);
    if (how == HUGE_FILE) {
        write_file(path, bytes->bytes, bytes->len);
        assert_int_equal(truncate(path, (off_t)1 << 36), 0);
    }
    if (how == LINKED)
        assert_int_equal(symlink("/etc/passwd", path), 0);
    if (how == PIPE)
        assert_int_equal(mkfifo(path, 0600), 0);
    if (how == FOLDER)
        assert_int_equal(mkdir(path, 0700), 0);
    if (how == ZERO)
        assert_int_equal(symlink("/dev/zero", path), 0);
    buffer_clear(&other);
}

static void every_file_may_be_anything(void **state)
{
    struct scene *scene = *state;
    struct disk_names names;
    char media[65], path[256];
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    scene_hash(scene, "packs/harbour/port/" SCENE_MEDIA, media);
    assert_int_equal(release_sweep(&scene->disk, NULL, 0), BASE_OK); /* of what no release needs */
    assert_int_equal(disk_names(&scene->disk, "", 1000, &names), BASE_OK);
    assert_true(names.count > 10);
    for (size_t i = 0; i < names.count; i++) {
        struct buffer bytes;
        if (strcmp(names.names[i], "current") == 0)
            continue;
        buffer_init(&bytes, 1 << 20);
        assert_int_equal(disk_get(&scene->disk, names.names[i], &bytes), BASE_OK);
        path_of(scene, names.names[i], path);
        for (int how = GONE; how < SPOILS; how++) {
            spoil(path, &bytes, (enum spoil)how);
            if (strcmp(names.names[i], media) == 0)
                release_free(scene_opened(scene, "current")); /* the page goes on without */
            else
                refused(scene);
            if (how == FOLDER)
                assert_int_equal(rmdir(path), 0);
            else if (how != GONE)
                assert_int_equal(unlink(path), 0);
            write_file(path, bytes.bytes, bytes.len);
        }
        buffer_clear(&bytes);
    }
    release_free(scene_opened(scene, "current"));
    disk_names_free(&names);
}

static void a_picture_that_is_another_is_not_given(void **state)
{
    struct scene *scene = *state;
    char media[65], path[256];
    struct buffer bytes;
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    struct release *release = scene_opened(scene, "current");
    path_of(scene, scene_hash(scene, "packs/harbour/port/" SCENE_MEDIA, media), path);
    write_file(path, "another!!", 9);
    buffer_init(&bytes, 100);
    assert_int_equal(
        release_target(release, &scene->disk, "packs/harbour/port/" SCENE_MEDIA, &bytes), BASE_FORMAT);
    assert_int_equal(bytes.len, 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(
        release_target(release, &scene->disk, "packs/harbour/port/" SCENE_MEDIA, &bytes), BASE_NOT_FOUND);
    buffer_clear(&bytes);
    release_free(release);
}

/* Files of two releases, each signed, put together by hand. */
static void two_releases_do_not_mix(void **state)
{
    struct scene *scene = *state;
    struct buffer first, second;
    char path[256];
    buffer_init(&first, RELEASE_POINTER);
    buffer_init(&second, RELEASE_POINTER);
    scene_pack(scene, "First");
    scene_write(scene, "previous");
    scene_pack(scene, "Second");
    scene_write(scene, "current");
    assert_int_equal(disk_get(&scene->disk, "previous", &first), BASE_OK);
    assert_int_equal(disk_get(&scene->disk, "current", &second), BASE_OK);
    path_of(scene, "current", path);
    const char *const roles[] = {".snapshot.json", "timestamp.json", "packs-harbour.json"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        /* the second's pointer with one line of the first */
        char text[8192] = "", *line, *rest = strdup((char *)second.bytes), *all = rest;
        char *from = strstr((char *)first.bytes, roles[i]);
        assert_non_null(from);
        while (from[-1] != '\n')
            from--;
        while ((line = strsep(&rest, "\n")) && *line) {
            if (strstr(line, roles[i]))
                snprintf(text + strlen(text), sizeof text - strlen(text), "%.*s\n", (int)strcspn(from, "\n"),
                    from);
            else
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", line);
        }
        free(all);
        write_file(path, text, strlen(text));
        refused(scene);
    }
    write_file(path, second.bytes, second.len);
    struct release *release = scene_opened(scene, "current");
    assert_string_equal(scene_title(release), "Second");
    release_free(release);
    buffer_clear(&first);
    buffer_clear(&second);
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, scene_make, scene_unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(a_pointer_that_is_none_is_refused),
        MADE(a_pointer_may_be_no_plain_file),
        MADE(every_file_may_be_anything),
        MADE(a_picture_that_is_another_is_not_given),
        MADE(two_releases_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
