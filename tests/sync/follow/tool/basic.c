/* The suite's basic cases. */
#include "sync/follow/tool/suite.h"

#include <stdlib.h>
#include <string.h>

#define FIRST "root:2 timestamp snapshot:1 targets:1 "
#define ALL_ONE "root:1 snapshot:1 targets:1 timestamp:1"

static bool last_asked(const struct suite *suite, const char *what)
{
    size_t all = strlen(suite->asked), len = strlen(what);
    return all >= len && !strcmp(suite->asked + all - len, what);
}

static void a_refresh_asks_for_four_files_and_keeps_them(void **state)
{
    struct suite *suite = *state;
    char trusted[512];
    assert_int_equal(suite_init(suite), 0);
    assert_string_equal(suite->asked, "");
    assert_int_equal(suite_refresh(suite), 0);
    assert_string_equal(suite->asked, FIRST);
    assert_string_equal(suite_trusted(suite, trusted), ALL_ONE);
    assert_true(suite_holds(suite, "root", repository_last(&suite->repository, "root")));
    assert_true(suite_holds(suite, "snapshot", repository_last(&suite->repository, "snapshot")));
    assert_true(suite_holds(suite, "targets", repository_last(&suite->repository, "targets")));
}

static void a_download_refreshes_first(void **state)
{
    struct suite *suite = *state;
    char trusted[512];
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_download(suite, "nonexistent artifact"), 1);
    assert_string_equal(suite->asked, FIRST);
    assert_string_equal(suite_trusted(suite, trusted), ALL_ONE);
    assert_non_null(strstr(suite->said, "no role has signed"));
}

static void broken_root(struct suite *suite, bool version)
{
    const struct repository_file *file = repository_last(&suite->repository, "root");
    json_t *root = json_loadb(file->bytes, file->len, 0, NULL);
    if (version)
        json_object_del(json_object_get(root, "signed"), "version");
    else
        json_object_set_new(json_array_get(json_object_get(root, "signatures"), 0), "sig",
            json_string(
                "3045022100ee448afe2d25dd1f05afedac83a24e7df90f203615221434979153dc7cea6d4702207710015"
                "851e571885a77db8a6e42c4b2983a59b9e1ebec91178dfa2fb0d42ab8"));
    char *text = json_dumps(root, 0);
    suite_initial_root(suite, text, strlen(text));
    free(text);
    json_decref(root);
}

static void a_first_root_that_is_not_valid_asks_for_nothing(void **state)
{
    struct suite *suite = *state;
    for (int version = 0; version < 2; version++) {
        broken_root(suite, version);
        suite_init(suite);
        assert_int_equal(suite_refresh(suite), 1);
        assert_string_equal(suite->asked, "");
    }
}

static void a_role_that_is_not_signed_is_not_kept(void **state)
{
    static const struct {
        const char *role, *trusted;
    } cases[] = {{"root", "root:1"}, {"timestamp", "root:2"}, {"snapshot", "root:2 timestamp:2"},
        {"targets", "root:2 snapshot:2 timestamp:2"}};
    char trusted[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        repository_role(&suite->repository, cases[i].role)->signer_count = 0;
        repository_publish(&suite->repository, "root targets snapshot timestamp");
        assert_int_equal(suite_init(suite), 0);
        assert_int_equal(suite_refresh(suite), 1);
        assert_string_equal(suite_trusted(suite, trusted), cases[i].trusted);
        suite_end(state);
    }
}

static void a_version_that_its_address_does_not_say_is_not_kept(void **state)
{
    static const struct {
        const char *role, *trusted;
    } cases[] = {
        {"root", "root:1"}, {"snapshot", "root:2 timestamp:2"}, {"targets", "root:2 snapshot:2 timestamp:2"}};
    char trusted[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        repository_set_version(&suite->repository, cases[i].role, 2);
        repository_publish(&suite->repository, "root targets snapshot timestamp");
        assert_int_equal(suite_init(suite), 0);
        assert_int_equal(suite_refresh(suite), 1);
        assert_string_equal(suite_trusted(suite, trusted), cases[i].trusted);
        suite_end(state);
    }
}

static void a_timestamp_of_the_version_that_is_held_changes_nothing(void **state)
{
    struct suite *suite = *state;
    const struct repository_file *first = repository_last(&suite->repository, "timestamp");
    char *bytes = strndup(first->bytes, first->len);
    struct repository_file held = {bytes, first->len};
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    json_t *meta = json_object_get(repository_body(&suite->repository, "timestamp"), "meta");
    json_object_set_new(json_object_get(meta, "snapshot.json"), "version", json_integer(100));
    repository_unpublish(&suite->repository, "timestamp");
    repository_publish(&suite->repository, "timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    assert_true(last_asked(suite, " timestamp "));
    assert_true(suite_holds(suite, "timestamp", &held));
    free(bytes);
}

static void hashes_of_metadata_are_checked(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    repository->hashes = true;
    repository_publish(repository, "targets snapshot timestamp");
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    repository_publish(repository, "targets");
    json_t *meta = json_object_get(repository_body(repository, "snapshot"), "meta");
    json_object_set_new(json_object_get(json_object_get(meta, "targets.json"), "hashes"), "sha256",
        json_string("46419349341cfb2d95f6ae3d4cd5c3d3dd7f4673985dad42a45130be5e0531a0"));
    repository_publish(repository, "snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "snapshot"), 3);
    assert_int_equal(suite_version(suite, "targets"), 2);
}

static void metadata_is_kept_byte_for_byte(void **state)
{
    struct suite *suite = *state;
    const struct repository_file *file = repository_last(&suite->repository, "timestamp");
    char *spaced = calloc(1, file->len + 2);
    memcpy(spaced, file->bytes, file->len);
    spaced[file->len] = ' ';
    repository_replace(&suite->repository, "timestamp", spaced, file->len + 1);
    free(spaced);
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    assert_true(suite_holds(suite, "timestamp", repository_last(&suite->repository, "timestamp")));
}

static void targets_that_the_snapshot_does_not_name_are_not_asked_for(void **state)
{
    struct suite *suite = *state;
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    json_t *meta = json_object_get(repository_body(&suite->repository, "snapshot"), "meta");
    json_t *before = json_deep_copy(json_object_get(meta, "targets.json"));
    repository_publish(&suite->repository, "targets");
    json_object_set_new(meta, "targets.json", before);
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "targets"), 1);
    assert_true(last_asked(suite, " timestamp "));
}

static void fields_that_nobody_knows_are_signed_like_others(void **state)
{
    struct suite *suite = *state;
    json_t *root = repository_body(&suite->repository, "root");
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    json_object_set_new(root, "custom-field", json_string("value \"quoted\" \\ ü"));
    json_t *roles = json_object_get(json_object_get(root, "roles"), "root");
    json_object_set_new(roles, "another-field", json_string("value"));
    const char *id;
    json_t *key;
    json_object_foreach(json_object_get(root, "keys"), id, key)
    {
        json_object_set_new(key, "extra-field", json_pack("{s:i,s:i}", "b", 2, "a", 1));
        json_object_set_new(key, "keyid_hash_algorithms", json_string("md5"));
    }
    repository_publish(&suite->repository, "root");
    assert_int_equal(suite_refresh(suite), 0);
    assert_int_equal(suite_version(suite, "root"), 2);
}

static void what_the_server_does_not_have_is_a_failure(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    char trusted[512];
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    json_t *snapshot = json_object_get(
        json_object_get(repository_body(repository, "timestamp"), "meta"), "snapshot.json");
    json_object_set_new(snapshot, "version", json_integer(2));
    repository_publish(repository, "timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_true(last_asked(suite, " snapshot:2 "));
    assert_string_equal(suite_trusted(suite, trusted), "root:1 snapshot:1 targets:1 timestamp:2");
    json_t *targets = json_object_get(
        json_object_get(repository_body(repository, "snapshot"), "meta"), "targets.json");
    json_object_set_new(targets, "version", json_integer(2));
    repository_publish(repository, "snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_true(last_asked(suite, " targets:2 "));
    assert_string_equal(suite_trusted(suite, trusted), "root:1 snapshot:2 targets:1 timestamp:3");
    while (repository_last(repository, "timestamp"))
        repository_unpublish(repository, "timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_true(last_asked(suite, " timestamp "));
}

static void a_snapshot_is_no_timestamp_even_when_it_is_signed(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    char trusted[512];
    assert_int_equal(suite_init(suite), 0);
    int key = repository_role(repository, "timestamp")->signers[0];
    repository_grant(repository, "root", "snapshot", key);
    repository_sign_with(repository, "snapshot", key);
    json_object_set_new(repository_body(repository, "snapshot"), "meta",
        json_pack("{s:{s:i}}", "snapshot.json", "version", 1));
    repository_publish(repository, "root snapshot");
    const struct repository_file *snapshot = repository_last(repository, "snapshot");
    repository_publish(repository, "timestamp");
    repository_replace(repository, "timestamp", snapshot->bytes, snapshot->len);
    assert_int_equal(suite_refresh(suite), 1);
    assert_string_equal(suite_trusted(suite, trusted), "root:2");
}

static void the_clock_of_the_machine_is_believed(void **state)
{
    struct suite *suite = *state;
    assert_int_equal(suite_init(suite), 0);
    repository_expire(&suite->repository, "root", suite->now_s + 7 * 86400);
    repository_publish(&suite->repository, "root");
    assert_int_equal(suite_refresh(suite), 0);
    suite->later_days = 8;
    assert_int_equal(suite_refresh(suite), 1);
    assert_non_null(strstr(suite->said, "root.json expired"));
}

static void a_wrong_command_line_is_told_how_it_is_right(void **state)
{
    struct suite *suite = *state;
    const char *const cases[][8] = {{NULL}, {"refresh", NULL}, {"--metadata-dir", "x", "refresh", NULL},
        {"--metadata-dir", "x", "init", NULL}, {"--metadata-dir", "x", "init", "a", "b", NULL},
        {"--metadata-dir", "x", "--metadata-url", "y", "download", NULL},
        {"--metadata-dir", "x", "--metadata-url", "y", "fetch", NULL}, {"--unknown", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(suite_run(suite, cases[i]), 2);
        assert_non_null(strstr(suite->said, "usage:"));
    }
    const char *const help[] = {"--help", NULL};
    assert_int_equal(suite_run(suite, help), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE_TEST(a_refresh_asks_for_four_files_and_keeps_them),
        SUITE_TEST(a_download_refreshes_first),
        SUITE_TEST(a_first_root_that_is_not_valid_asks_for_nothing),
        cmocka_unit_test(a_role_that_is_not_signed_is_not_kept),
        cmocka_unit_test(a_version_that_its_address_does_not_say_is_not_kept),
        SUITE_TEST(a_timestamp_of_the_version_that_is_held_changes_nothing),
        SUITE_TEST(hashes_of_metadata_are_checked),
        SUITE_TEST(metadata_is_kept_byte_for_byte),
        SUITE_TEST(targets_that_the_snapshot_does_not_name_are_not_asked_for),
        SUITE_TEST(fields_that_nobody_knows_are_signed_like_others),
        SUITE_TEST(what_the_server_does_not_have_is_a_failure),
        SUITE_TEST(a_snapshot_is_no_timestamp_even_when_it_is_signed),
        SUITE_TEST(the_clock_of_the_machine_is_believed),
        SUITE_TEST(a_wrong_command_line_is_told_how_it_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
