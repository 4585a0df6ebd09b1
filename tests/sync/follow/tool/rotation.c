/* The suite's cases of keys that change, one by one. Digits are keys; a version is "keys/threshold/signers".
 */
#include "sync/follow/tool/suite.h"

#include <stdio.h>
#include <string.h>

struct rotation {
    const char *name, *versions[4]; /* of a root: one after another */
    bool refused;                   /* the last one */
};

static const struct rotation roots[] = {
    {"1-of-1 key rotation", {"1/1/1", "2/1/21", "2/1/2"}, false},
    {"1-of-1 key rotation, unused signatures", {"1/1/314", "2/1/3214", "2/1/324"}, false},
    {"3-of-5, different combinations", {"01234/3/024", "01234/3/041", "01234/3/013", "01234/3/013"}, false},
    {"3-of-5, one key rotated", {"01234/3/024", "01345/3/041"}, false},
    {"3-of-5, one key rotated, intermediate step", {"01234/3/024", "01345/3/0245", "01345/3/045"}, false},
    {"3-of-5, all keys rotated", {"01234/3/024", "56789/3/024567", "56789/3/567"}, false},
    {"threshold 1 to 2 of 3", {"123/1/1", "123/2/12"}, false},
    {"threshold 2 to 1 of 3", {"123/2/12", "123/1/12", "123/1/1"}, false},
    {"1-of-1 to 2-of-2", {"1/1/1", "12/2/12"}, false},
    {"not signed with the old key", {"1/1/1", "2/1/234"}, true},
    {"not signed with the new key", {"1/1/1", "2/1/134"}, true},
    {"not signed with 3 new keys", {"01234/3/024", "01345/3/024"}, true},
    {"not signed with 3 old keys", {"01234/3/024", "01345/3/045"}, true},
    {"new threshold not reached", {"123/1/1", "123/2/2"}, true},
    {"old threshold not reached", {"123/2/12", "123/1/1"}, true},
};
static const struct rotation others[] = {
    {"1-of-1 key rotation", {"2/1/2"}, false},
    {"unused signatures", {"1/1/314"}, false},
    {"not signed with the new key", {"2/1/134"}, true},
    {"one signature of another key", {"01345/3/024"}, true},
    {"one signature missing", {"01345/3/04"}, true},
    {"first combination", {"01234/3/024"}, false},
    {"second combination", {"01234/3/041"}, false},
    {"third combination", {"01234/3/013"}, false},
    {"fourth combination", {"01234/3/123"}, false},
    {"fifth combination", {"01234/3/234"}, false},
};

static void set_keys(struct repository *repository, const char *role, const char *version, int first_key)
{
    char keys[12], signers[12];
    int threshold;
    assert_int_equal(sscanf(version, "%11[0-9]/%d/%11[0-9]", keys, &threshold, signers), 3);
    repository_revoke_all(repository, "root", role);
    repository_threshold(repository, role, threshold);
    for (const char *p = keys; *p; p++)
        repository_grant(repository, "root", role, first_key + *p - '0');
    for (const char *p = signers; *p; p++)
        repository_sign_with(repository, role, first_key + *p - '0');
}

static int ten_keys(struct repository *repository)
{
    int first = repository->key_count;
    for (int i = 0; i < 10; i++)
        repository_key(repository, i % 2 ? KIND_ECDSA : KIND_ED25519);
    return first;
}

static void a_root_is_signed_by_enough_old_and_enough_new_keys(void **state)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        struct repository *repository = &suite->repository;
        int first_key = ten_keys(repository), count = 0;
        repository_restart(repository, "root");
        for (; count < 4 && roots[i].versions[count]; count++) {
            set_keys(repository, "root", roots[i].versions[count], first_key);
            repository_publish(repository, "root");
        }
        const struct repository_role *root = repository_role(repository, "root");
        suite_initial_root(suite, root->files[0].bytes, root->files[0].len);
        assert_int_equal(suite_init(suite), 0);
        print_message("%s\n", roots[i].name);
        assert_int_equal(suite_refresh(suite), roots[i].refused);
        assert_true(suite_holds(suite, "root", &root->files[count - 1 - roots[i].refused]));
        suite_end(state);
    }
}

static void a_role_is_signed_by_enough_of_the_keys_that_root_names(void **state)
{
    static const char *const roles[] = {"timestamp", "snapshot", "targets"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        struct repository *repository = &suite->repository;
        int first_key = ten_keys(repository);
        assert_int_equal(suite_init(suite), 0);
        print_message("%s\n", others[i].name);
        for (size_t j = 0; j < 3; j++) {
            set_keys(repository, roles[j], others[i].versions[0], first_key);
            repository_publish(repository, "root targets snapshot timestamp");
            assert_int_equal(suite_refresh(suite), others[i].refused);
            assert_int_equal(
                suite_holds(suite, roles[j], repository_last(repository, roles[j])), !others[i].refused);
        }
        suite_end(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_root_is_signed_by_enough_old_and_enough_new_keys),
        cmocka_unit_test(a_role_is_signed_by_enough_of_the_keys_that_root_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
