/* The suite's cases of going back, and of recovering from having been sent far ahead. */
#include "sync/follow/tool/suite.h"

#include <string.h>

static void begin(struct suite *suite)
{
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
}

static bool last_asked(const struct suite *suite, const char *what)
{
    size_t all = strlen(suite->asked), len = strlen(what);
    return all >= len && !strcmp(suite->asked + all - len, what);
}

static void a_snapshot_that_is_held_is_not_asked_for(void **state)
{
    struct suite *suite = *state;
    assert_int_equal(suite_init(suite), 0);
    suite_update_snapshot(suite);
    assert_int_equal(suite_refresh(suite), 0);
    repository_unpublish(&suite->repository, "snapshot");
    repository_set_version(&suite->repository, "snapshot", 1);
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "snapshot"), 2);
    assert_true(last_asked(suite, " timestamp "));
}

static void an_older_timestamp_is_refused(void **state)
{
    struct suite *suite = *state;
    assert_int_equal(suite_init(suite), 0);
    repository_publish(&suite->repository, "timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "timestamp"), 2);
    repository_publish_as(&suite->repository, "timestamp", 1);
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "timestamp"), 2);
    assert_true(last_asked(suite, " timestamp "));
}

static void a_timestamp_that_names_an_older_snapshot_is_refused(void **state)
{
    for (int hashes = 0; hashes < 2; hashes++) {
        suite_begin(state);
        struct suite *suite = *state;
        suite->repository.hashes = hashes;
        assert_int_equal(suite_init(suite), 0);
        suite_update_snapshot(suite);
        assert_int_equal(suite_refresh(suite), 0);
        json_t *meta = json_object_get(repository_body(&suite->repository, "timestamp"), "meta");
        json_object_set_new(json_object_get(meta, "snapshot.json"), "version", json_integer(1));
        repository_publish(&suite->repository, "timestamp");
        assert_int_equal(suite_refresh(suite), 1);
        assert_int_equal(suite_version(suite, "timestamp"), 2);
        assert_int_equal(suite_version(suite, "snapshot"), 2);
        assert_true(last_asked(suite, " timestamp "));
        suite_end(state);
    }
}

static void a_snapshot_of_another_version_than_promised_is_refused(void **state)
{
    struct suite *suite = *state;
    char trusted[512];
    assert_int_equal(suite_init(suite), 0);
    json_t *meta = json_object_get(repository_body(&suite->repository, "timestamp"), "meta");
    repository_publish_as(&suite->repository, "snapshot", 2);
    json_object_set_new(json_object_get(meta, "snapshot.json"), "version", json_integer(1));
    repository_publish(&suite->repository, "timestamp");
    const struct repository_file *second = repository_last(&suite->repository, "snapshot");
    char bytes[4096];
    size_t len = second->len;
    memcpy(bytes, second->bytes, len);
    repository_unpublish(&suite->repository, "snapshot");
    repository_replace(&suite->repository, "snapshot", bytes, len);
    assert_int_equal(suite_refresh(suite), 1);
    assert_true(last_asked(suite, " snapshot:1 "));
    assert_string_equal(suite_trusted(suite, trusted), "root:1 timestamp:2");
}

static void targets_that_go_back_or_vanish_are_refused(void **state)
{
    for (int way = 0; way < 3; way++) {
        suite_begin(state);
        struct suite *suite = *state;
        struct repository *repository = &suite->repository;
        repository->hashes = way == 1;
        repository_delegate(repository, "targets", "role", "a/*", false);
        repository_publish(repository, "role targets snapshot timestamp");
        begin(suite);
        json_t *meta = json_object_get(repository_body(repository, "snapshot"), "meta");
        if (way == 2)
            json_object_del(meta, "role.json");
        else
            json_object_set_new(json_object_get(meta, "targets.json"), "version", json_integer(1));
        repository_publish(repository, "snapshot timestamp");
        assert_int_equal(suite_refresh(suite), 1);
        assert_int_equal(suite_version(suite, "snapshot"), 2);
        assert_int_equal(suite_version(suite, "targets"), 2);
        assert_int_equal(suite_version(suite, "timestamp"), 3);
        suite_end(state);
    }
}

static void new_keys_of_timestamp_bring_it_back_from_far_ahead(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    for (int i = 0; i < 20; i++)
        repository_publish(repository, "timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "timestamp"), 21);
    repository_rotate(repository, "timestamp");
    repository_restart(repository, "timestamp");
    repository_publish(repository, "root timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "timestamp"), 1);
}

static void new_keys_of_both_bring_the_snapshot_back_from_far_ahead(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    for (int i = 0; i < 20; i++)
        repository_publish(repository, "snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "snapshot"), 21);
    repository_rotate(repository, "snapshot");
    repository_rotate(repository, "timestamp");
    repository_restart(repository, "snapshot");
    repository_publish(repository, "root snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "snapshot"), 1);
}

/* The specification says so of either key: the timestamp that named the snapshot goes with it. */
static void new_keys_of_snapshot_alone_bring_it_back_too(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    for (int i = 0; i < 20; i++)
        repository_publish(repository, "snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    repository_rotate(repository, "snapshot");
    repository_restart(repository, "snapshot");
    repository_publish(repository, "root snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "snapshot"), 1);
}

static void new_keys_of_snapshot_bring_targets_back_from_far_ahead(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    for (int i = 0; i < 20; i++)
        repository_publish(repository, "targets");
    repository_publish(repository, "snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "targets"), 21);
    repository_rotate(repository, "snapshot");
    repository_restart(repository, "targets");
    repository_publish(repository, "root targets snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "targets"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE_TEST(a_snapshot_that_is_held_is_not_asked_for),
        SUITE_TEST(an_older_timestamp_is_refused),
        cmocka_unit_test(a_timestamp_that_names_an_older_snapshot_is_refused),
        SUITE_TEST(a_snapshot_of_another_version_than_promised_is_refused),
        cmocka_unit_test(targets_that_go_back_or_vanish_are_refused),
        SUITE_TEST(new_keys_of_timestamp_bring_it_back_from_far_ahead),
        SUITE_TEST(new_keys_of_both_bring_the_snapshot_back_from_far_ahead),
        SUITE_TEST(new_keys_of_snapshot_alone_bring_it_back_too),
        SUITE_TEST(new_keys_of_snapshot_bring_targets_back_from_far_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
