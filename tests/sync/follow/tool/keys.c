/* The suite's cases of keys and signatures. */
#include "sync/follow/tool/suite.h"

#include <stdlib.h>
#include <string.h>

#include "sync/trust/repository_key.h"

static void a_snapshot_with_too_few_signatures_is_refused(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    repository_threshold(repository, "snapshot", 3);
    repository_add_key(repository, "root", "snapshot");
    repository_add_key(repository, "root", "snapshot");
    repository_publish(repository, "root targets snapshot timestamp");
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_refresh(suite), 0);
    repository_role(repository, "snapshot")->signer_count = 2;
    repository_publish(repository, "targets snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "snapshot"), 2);
    assert_non_null(strstr(suite->said, "snapshot.json is signed by 2 of the keys"));
}

static void a_threshold_over_the_number_of_keys_is_never_reached(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    for (int i = 0; i < 4; i++)
        repository_add_key(repository, "root", "snapshot");
    repository_threshold(repository, "snapshot", 6);
    repository_publish(repository, "root snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "root"), 2);
    assert_int_equal(suite_version(suite, "snapshot"), 0);
}

/* Changes the signatures of the last file of role, with jansson. */
static void edit_signatures(
    struct repository *repository, const char *role, void (*edit)(json_t *signatures, void *ctx), void *ctx)
{
    const struct repository_file *file = repository_last(repository, role);
    json_t *document = json_loadb(file->bytes, file->len, 0, NULL);
    edit(json_object_get(document, "signatures"), ctx);
    char *text = json_dumps(document, 0);
    repository_replace(repository, role, text, strlen(text));
    free(text);
    json_decref(document);
}

static void repeat_first(json_t *signatures, void *ctx)
{
    for (int i = 0; i < *(int *)ctx; i++)
        json_array_append(signatures, json_array_get(signatures, 0));
}

static void one_key_named_often_counts_once(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    int times = 8;
    assert_int_equal(suite_init(suite), 0);
    int key = repository_key(repository, KIND_ED25519);
    for (int i = 0; i < 9; i++)
        repository_grant(repository, "root", "snapshot", key);
    repository_sign_with(repository, "snapshot", key);
    repository_threshold(repository, "snapshot", 6);
    repository_publish(repository, "root snapshot timestamp");
    edit_signatures(repository, "snapshot", repeat_first, &times);
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "snapshot"), 0);
}

static void one_key_under_two_ids_counts_once(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    int first = repository_role(repository, "snapshot")->signers[0];
    int second = repository_key(repository, KIND_ED25519);
    struct repository_key *copy = &repository->keys[second];
    memcpy(copy->secret, repository->keys[first].secret, sizeof copy->secret);
    json_decref(copy->json);
    copy->json = json_deep_copy(repository->keys[first].json);
    json_object_set_new(copy->json, "name", json_string("another name"));
    repository_grant(repository, "root", "snapshot", second);
    repository_sign_with(repository, "snapshot", second);
    repository_threshold(repository, "snapshot", 2);
    repository_publish(repository, "root snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "root"), 2);
    assert_int_equal(suite_version(suite, "snapshot"), 0);
}

static void a_key_id_that_signs_twice_is_refused(void **state)
{
    struct suite *suite = *state;
    int once = 1;
    assert_int_equal(suite_init(suite), 0);
    edit_signatures(&suite->repository, "snapshot", repeat_first, &once);
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "snapshot"), 0);
}

struct wrong {
    const char *id, *sig;
};
static void put_wrong(json_t *signatures, void *ctx)
{
    const struct wrong *wrong = ctx;
    size_t i;
    json_t *entry;
    json_array_foreach(signatures, i, entry)
    {
        if (!strcmp(json_string_value(json_object_get(entry, "keyid")), wrong->id))
            json_object_set_new(entry, "sig", json_string(wrong->sig));
    }
}

static void every_kind_of_key_is_believed_and_only_what_it_signed(void **state)
{
    static const enum repository_kind kinds[] = {KIND_RSA, KIND_RSA_PKCS1, KIND_ECDSA, KIND_ED25519};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        struct repository *repository = &suite->repository;
        assert_int_equal(suite_init(suite), 0);
        int key = repository_key(repository, kinds[i]);
        repository_grant(repository, "root", "root", key);
        repository_sign_with(repository, "root", key);
        repository_threshold(repository, "root", 2);
        repository_publish(repository, "root");
        assert_int_equal(suite_refresh(suite), 0);
        assert_int_equal(suite_version(suite, "root"), 2);
        json_t *other = repository_key_sign(&repository->keys[key], "other bytes", 11);
        struct wrong wrong = {repository->keys[key].id, json_string_value(json_object_get(other, "sig"))};
        repository_publish(repository, "root");
        edit_signatures(repository, "root", put_wrong, &wrong);
        json_decref(other);
        assert_int_equal(suite_refresh(suite), 1);
        assert_int_equal(suite_version(suite, "root"), 2);
        suite_end(state);
    }
}

static void a_wrong_signature_beside_enough_right_ones_harms_nothing(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    static const char *const signatures[] = {
        "3046022100fa1f62d38e0f5c565fa23e5d230086258427d87f024c146071966deefde5546802", "", "not hex"};
    assert_int_equal(suite_init(suite), 0);
    const char *first = repository->keys[repository_role(repository, "timestamp")->signers[0]].id;
    repository_add_key(repository, "root", "timestamp");
    repository_publish(repository, "root");
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        struct wrong wrong = {first, signatures[i]};
        repository_publish(repository, "timestamp");
        edit_signatures(repository, "timestamp", put_wrong, &wrong);
        assert_int_equal(suite_refresh(suite), 0);
        assert_int_equal(suite_version(suite, "timestamp"), 2 + i);
    }
}

static void a_key_of_an_unknown_kind_harms_nothing(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    int key = repository_key(repository, KIND_ED25519);
    json_object_set_new(repository->keys[key].json, "keytype", json_string("sphincs+"));
    json_object_set_new(repository->keys[key].json, "scheme", json_string("sphincs+-shake-256s"));
    repository_grant(repository, "root", "snapshot", key);
    repository_sign_with(repository, "snapshot", key);
    repository_publish(repository, "root snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 0);
    repository_threshold(repository, "snapshot", 2);
    repository_publish(repository, "root snapshot timestamp");
    assert_int_equal(suite_refresh(suite), 1);
    assert_int_equal(suite_version(suite, "snapshot"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SUITE_TEST(a_snapshot_with_too_few_signatures_is_refused),
        SUITE_TEST(a_threshold_over_the_number_of_keys_is_never_reached),
        SUITE_TEST(one_key_named_often_counts_once),
        SUITE_TEST(one_key_under_two_ids_counts_once),
        SUITE_TEST(a_key_id_that_signs_twice_is_refused),
        cmocka_unit_test(every_kind_of_key_is_believed_and_only_what_it_signed),
        SUITE_TEST(a_wrong_signature_beside_enough_right_ones_harms_nothing),
        SUITE_TEST(a_key_of_an_unknown_kind_harms_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
