/* The suite's cases of what has expired, of the top level and delegated. */
#include "sync/follow/tool/suite.h"

#include <string.h>

#define DAY INT64_C(86400)

static void begin(struct suite *suite)
{
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
}

static void a_root_that_has_expired_is_kept_and_ends_the_update(void **state)
{
    struct suite *suite = *state;
    begin(suite);
    repository_publish(&suite->repository, "root");
    assert_int_equal(suite_refresh(suite), 0);
    repository_expire(&suite->repository, "root", suite->now_s - DAY);
    repository_publish(&suite->repository, "root targets snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "root"), 3);
    assert_int_equal(suite_version(suite, "timestamp"), 1);
    assert_int_equal(suite_version(suite, "snapshot"), 1);
    repository_expire(&suite->repository, "root", suite->now_s + DAY); /* and it can be mended */
    repository_publish(&suite->repository, "root");
    assert_int_equal(suite_refresh(suite), 0);
}

static void a_role_that_has_expired_is_not_kept(void **state)
{
    static const struct {
        const char *role, *publish, *trusted;
    } cases[] = {
        {"timestamp", "timestamp", "root:1 snapshot:1 targets:1 timestamp:1"},
        {"snapshot", "snapshot timestamp", "root:1 snapshot:1 targets:1 timestamp:2"},
        {"targets", "targets snapshot timestamp", "root:1 snapshot:2 targets:1 timestamp:2"},
    };
    char trusted[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        begin(suite);
        repository_expire(&suite->repository, cases[i].role, suite->now_s - 5 * DAY);
        repository_publish(&suite->repository, cases[i].publish);
        assert_int_equal(suite_refresh(suite), 1);
        assert_non_null(strstr(suite->said, "expired on"));
        assert_string_equal(suite_trusted(suite, trusted), cases[i].trusted);
        suite_end(state);
    }
}

static void what_is_held_and_has_expired_still_leads_to_what_is_new(void **state)
{
    struct suite *suite = *state;
    char trusted[512];
    repository_expire(&suite->repository, "timestamp", suite->now_s + 7 * DAY);
    repository_restart(&suite->repository, "timestamp");
    repository_publish(&suite->repository, "timestamp");
    begin(suite);
    repository_expire(&suite->repository, "timestamp", suite->now_s + 21 * DAY);
    repository_publish(&suite->repository, "targets snapshot timestamp");
    suite->later_days = 18;
    assert_int_equal(suite_refresh(suite), 0);
    assert_string_equal(suite_trusted(suite, trusted), "root:1 snapshot:2 targets:2 timestamp:2");
}

static void a_timestamp_that_is_repeated_until_it_expires_is_a_freeze(void **state)
{
    struct suite *suite = *state;
    repository_expire(&suite->repository, "timestamp", suite->now_s + 7 * DAY);
    repository_publish(&suite->repository, "timestamp");
    begin(suite);
    suite->later_days = 8;
    assert_int_equal(suite_refresh(suite), 1);
    assert_non_null(strstr(suite->said, "timestamp.json expired on"));
}

static void delegate(struct suite *suite, int64_t expires_s)
{
    struct repository *repository = &suite->repository;
    repository_delegate(repository, "targets", "delegated", "delegatedpath/*", false);
    repository_expire(repository, "delegated", expires_s);
    repository_target(repository, "delegated", "delegatedpath/first", "first");
    repository_target(repository, "delegated", "delegatedpath/second", "second");
    repository_publish(repository, "delegated targets snapshot timestamp");
}

static void a_delegated_role_that_had_expired_signs_nothing(void **state)
{
    struct suite *suite = *state;
    char text[2048];
    assert_int_equal(suite_init(suite), 0);
    delegate(suite, suite->now_s - DAY);
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_download(suite, "delegatedpath/first"), 1);
    assert_non_null(strstr(suite->said, "delegated.json expired on"));
    assert_string_equal(suite_targets(suite, text), "");
    assert_string_equal(suite_trusted(suite, text), "root:1 snapshot:2 targets:2 timestamp:2");
}

static void a_delegated_role_that_is_held_signs_nothing_once_it_expires(void **state)
{
    struct suite *suite = *state;
    char text[2048];
    assert_int_equal(suite_init(suite), 0);
    delegate(suite, suite->now_s + 7 * DAY);
    assert_int_equal(suite_download(suite, "delegatedpath/first"), 0);
    assert_string_equal(suite_targets(suite, text), "first|");
    suite->later_days = 18;
    assert_int_equal(suite_download(suite, "delegatedpath/second"), 1);
    assert_string_equal(suite_targets(suite, text), "first|");
}

static void a_delegated_role_that_is_held_and_has_expired_gives_way_to_a_newer_one(void **state)
{
    struct suite *suite = *state;
    char text[2048];
    assert_int_equal(suite_init(suite), 0);
    delegate(suite, suite->now_s + 7 * DAY);
    assert_int_equal(suite_download(suite, "delegatedpath/first"), 0);
    repository_expire(&suite->repository, "delegated", suite->now_s + 21 * DAY);
    repository_publish(&suite->repository, "delegated snapshot timestamp");
    suite->later_days = 18;
    assert_int_equal(suite_download(suite, "delegatedpath/second"), 0);
    assert_string_equal(suite_targets(suite, text), "first|second|");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE_TEST(a_root_that_has_expired_is_kept_and_ends_the_update),
        cmocka_unit_test(a_role_that_has_expired_is_not_kept),
        SUITE_TEST(what_is_held_and_has_expired_still_leads_to_what_is_new),
        SUITE_TEST(a_timestamp_that_is_repeated_until_it_expires_is_a_freeze),
        SUITE_TEST(a_delegated_role_that_had_expired_signs_nothing),
        SUITE_TEST(a_delegated_role_that_is_held_signs_nothing_once_it_expires),
        SUITE_TEST(a_delegated_role_that_is_held_and_has_expired_gives_way_to_a_newer_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
