/* The suite's cases of target files. */
#include "sync/follow/tool/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void publish(struct suite *suite)
{
    repository_publish(&suite->repository, "targets snapshot timestamp");
}

static void serve_instead(struct suite *suite, const char *path, const char *text)
{
    for (int i = 0; i < suite->repository.target_count; i++) {
        struct repository_target *target = &suite->repository.targets[i];
        if (strcmp(target->path, path) != 0)
            continue;
        free(target->file.bytes);
        target->file = (struct repository_file){strdup(text), strlen(text)};
    }
}

static void a_target_is_fetched_once_by_its_hash(void **state)
{
    struct suite *suite = *state;
    char text[2048];
    static const char *const paths[] = {"target_file.txt", "path/to/a/target_file.txt", "with space?&#%.txt"};
    assert_int_equal(suite_init(suite), 0);
    for (size_t i = 0; i < 3; i++)
        repository_target(&suite->repository, "targets", paths[i], "target file contents");
    publish(suite);
    assert_int_equal(suite_refresh(suite), 0);
    assert_string_equal(suite_targets(suite, text), "");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(suite_download(suite, paths[i]), 0);
    assert_string_equal(
        suite_targets(suite, text), "target file contents|target file contents|target file contents|");
    suite->artifacts[0] = 0;
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(suite_download(suite, paths[i]), 0);
    assert_string_equal(suite->artifacts, "");
}

static void other_bytes_than_were_signed_are_refused(void **state)
{
    static const char *const wrong[] = {"malicious data - should not download", "anything", "contenT", ""};
    struct suite *suite = *state;
    char text[2048];
    assert_int_equal(suite_init(suite), 0);
    repository_target(&suite->repository, "targets", "target_file.txt", "target file contents");
    repository_target(&suite->repository, "targets", "another_target_file.txt", "content");
    publish(suite);
    assert_int_equal(suite_download(suite, "target_file.txt"), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        serve_instead(suite, "target_file.txt", wrong[i]);
        serve_instead(suite, "another_target_file.txt", wrong[i]);
        assert_int_equal(suite_download(suite, "target_file.txt"), 0); /* it is there already */
        assert_int_equal(suite_download(suite, "another_target_file.txt"), 1);
        assert_string_equal(suite_targets(suite, text), "target file contents|");
    }
}

static void a_target_that_changes_replaces_the_one_before(void **state)
{
    struct suite *suite = *state;
    char text[2048], now[64], expected[80];
    assert_int_equal(suite_init(suite), 0);
    for (int i = 0; i < 4; i++) {
        snprintf(now, sizeof now, "modified file contents %d", i);
        snprintf(expected, sizeof expected, "%s|", now);
        repository_target(&suite->repository, "targets", "target_file.txt", now);
        publish(suite);
        assert_int_equal(suite_download(suite, "target_file.txt"), 0);
        assert_string_equal(suite_targets(suite, text), expected);
        serve_instead(suite, "target_file.txt", "malicious contents");
        publish(suite);
        suite_download(suite, "target_file.txt");
        assert_string_equal(suite_targets(suite, text), expected);
    }
}

static void a_target_with_sha512_alone_is_named_by_it(void **state)
{
    struct suite *suite = *state;
    static const char hash[] = "b2d1d285b5199c85f988d03649c37e44fd3dde01e5d69c50fef90651962f48110e9340b60d49a"
                               "479c4c0b53f5f07d690686dd87d2481937a512e8b85ee7c617f";
    assert_int_equal(suite_init(suite), 0);
    repository_target(&suite->repository, "targets", "a/b", "content");
    json_t *target = json_object_get(
        json_object_get(repository_body(&suite->repository, "targets"), "targets"), "a/b");
    json_object_set_new(target, "hashes", json_pack("{s:s,s:s}", "sha512", hash, "blake2b-256", "00"));
    publish(suite);
    assert_int_equal(suite_download(suite, "a/b"), 1); /* the server of this test knows it by the other */
    char expected[200];
    snprintf(expected, sizeof expected, "a/%s.b ", hash);
    assert_string_equal(suite->artifacts, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE_TEST(a_target_is_fetched_once_by_its_hash),
        SUITE_TEST(other_bytes_than_were_signed_are_refused),
        SUITE_TEST(a_target_that_changes_replaces_the_one_before),
        SUITE_TEST(a_target_with_sha512_alone_is_named_by_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
