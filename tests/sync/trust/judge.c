/* trust_would_take and trust_signers: what a hub and an editor's laptop ask before anything is promised. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/trust/walk.h"

static int begin(void **state)
{
    struct walk *walk = malloc(sizeof *walk);
    walk_begin(walk);
    repository_delegate(&walk->repository, "targets", "packs-a", "packs/a/*", true);
    repository_add_key(&walk->repository, "targets", "packs-a");
    json_t *role = json_array_get(
        json_object_get(
            json_object_get(repository_body(&walk->repository, "targets"), "delegations"), "roles"),
        0);
    json_object_set_new(role, "threshold", json_integer(2));
    repository_publish(&walk->repository, "packs-a targets snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    trust_want_all(walk->trust);
    assert_int_equal(walk_on(walk), TRUST_OK);
    *state = walk;
    return 0;
}

static int end(void **state)
{
    walk_end(*state);
    free(*state);
    return 0;
}

static enum trust_error judge(struct walk *walk, const char *role)
{
    const struct repository_file *file = repository_last(&walk->repository, role);
    walk->why[0] = 0;
    enum trust_error error = trust_would_take(walk->trust, role, file->bytes, file->len, walk->why);
    assert_int_equal(error != TRUST_OK, walk->why[0] != 0);
    return error;
}

static void the_next_version_signed_by_enough_is_taken(void **state)
{
    struct walk *walk = *state;
    repository_target(&walk->repository, "packs-a", "packs/a/page", "text");
    repository_publish(&walk->repository, "packs-a targets root");
    assert_int_equal(judge(walk, "packs-a"), TRUST_OK);
    assert_int_equal(judge(walk, "targets"), TRUST_OK);
    assert_int_equal(judge(walk, "root"), TRUST_OK);
}

static void only_the_next_version_is_taken(void **state)
{
    struct walk *walk = *state;
    assert_int_equal(judge(walk, "packs-a"), TRUST_VERSION);
    assert_int_equal(judge(walk, "root"), TRUST_VERSION);
    repository_publish(&walk->repository, "packs-a packs-a");
    assert_int_equal(judge(walk, "packs-a"), TRUST_VERSION);
    assert_string_equal(walk->why, "packs-a.json is version 3; version 2 comes next");
}

static void what_has_expired_or_reaches_too_far_is_named_before_signatures(void **state)
{
    struct walk *walk = *state;
    repository_role(&walk->repository, "packs-a")->signer_count = 1;
    repository_expire(&walk->repository, "packs-a", walk->now_s - 1);
    repository_publish(&walk->repository, "packs-a");
    assert_int_equal(judge(walk, "packs-a"), TRUST_EXPIRED);
    repository_unpublish(&walk->repository, "packs-a");
    repository_set_version(&walk->repository, "packs-a", 1);
    repository_expire(&walk->repository, "packs-a", walk->now_s + 86400);
    repository_target(&walk->repository, "packs-a", "recipients/network.json", "text");
    repository_publish(&walk->repository, "packs-a");
    assert_int_equal(judge(walk, "packs-a"), TRUST_FORMAT);
    assert_non_null(strstr(walk->why, "recipients/network.json is outside"));
}

static void too_few_signatures_wait_for_more(void **state)
{
    struct walk *walk = *state;
    repository_role(&walk->repository, "packs-a")->signer_count = 1;
    repository_publish(&walk->repository, "packs-a");
    assert_int_equal(judge(walk, "packs-a"), TRUST_THRESHOLD);
    assert_string_equal(
        walk->why, "packs-a.json is signed by 1 of the keys that its delegation names, 2 are needed");
}

static void a_root_needs_enough_of_the_old_and_of_the_new_keys(void **state)
{
    struct walk *walk = *state;
    int old = repository_role(&walk->repository, "root")->signers[0];
    repository_rotate(&walk->repository, "root");
    repository_publish(&walk->repository, "root");
    assert_int_equal(judge(walk, "root"), TRUST_THRESHOLD);
    assert_non_null(strstr(walk->why, "the present root"));
    repository_unpublish(&walk->repository, "root");
    repository_set_version(&walk->repository, "root", 1);
    repository_sign_with(&walk->repository, "root", old);
    repository_publish(&walk->repository, "root");
    assert_int_equal(judge(walk, "root"), TRUST_OK);
}

static void roles_of_the_hub_and_of_nobody_are_not_taken(void **state)
{
    struct walk *walk = *state;
    repository_publish(&walk->repository, "snapshot timestamp");
    assert_int_equal(judge(walk, "snapshot"), TRUST_FORMAT);
    assert_int_equal(judge(walk, "timestamp"), TRUST_FORMAT);
    assert_int_equal(trust_would_take(walk->trust, "packs-b", "{}", 2, walk->why), TRUST_ABSENT);
    assert_int_equal(trust_would_take(walk->trust, "packs-a", "{}", 2, walk->why), TRUST_FORMAT);
    assert_int_equal(trust_would_take(walk->trust, "packs-a", NULL, 0, walk->why), TRUST_FORMAT);
}

struct told {
    char text[512];
};
static bool tell(void *ctx, const char *key_id, const char *name, bool signed_it)
{
    struct told *told = ctx;
    size_t len = strlen(told->text);
    assert_int_equal(strlen(key_id), 64);
    snprintf(told->text + len, sizeof told->text - len, "%s%s ", name[0] ? name : "-", signed_it ? "+" : "");
    return true;
}

static void signers_are_told_by_name(void **state)
{
    struct walk *walk = *state;
    struct told told = {""};
    int threshold = 0;
    assert_true(trust_signers(walk->trust, "packs-a", NULL, 0, tell, &told, &threshold));
    assert_string_equal(told.text, "- - ");
    assert_int_equal(threshold, 2);
    repository_role(&walk->repository, "packs-a")->signer_count = 1;
    repository_publish(&walk->repository, "packs-a");
    const struct repository_file *file = repository_last(&walk->repository, "packs-a");
    told.text[0] = 0;
    assert_true(trust_signers(walk->trust, "packs-a", file->bytes, file->len, tell, &told, &threshold));
    assert_string_equal(told.text, "-+ - ");
    assert_false(trust_signers(walk->trust, "packs-b", NULL, 0, tell, &told, &threshold));
    assert_false(trust_signers(walk->trust, "packs-a", "{}", 2, tell, &told, &threshold));
}

static void signers_of_a_new_root_are_the_old_and_the_new(void **state)
{
    struct walk *walk = *state;
    struct told told = {""};
    int threshold = 0;
    repository_rotate(&walk->repository, "root");
    repository_publish(&walk->repository, "root");
    const struct repository_file *file = repository_last(&walk->repository, "root");
    assert_true(trust_signers(walk->trust, "root", file->bytes, file->len, tell, &told, &threshold));
    assert_string_equal(told.text, "- -+ ");
    assert_int_equal(threshold, 1);
}

/* A hub before its first content knows root alone. */
static void with_root_alone_the_first_targets_are_judged(void **state)
{
    struct walk *walk = *state;
    char why[TRUST_WHY];
    struct told told = {""};
    int threshold = 0;
    const struct repository_role *targets = repository_role(&walk->repository, "targets");
    struct trust *fresh = trust_new(
        &(struct trust_start){
            .root = walk->kept[0].file.bytes, .root_len = walk->kept[0].file.len, .now_s = walk->now_s},
        why);
    const struct repository_file *first = &targets->files[0], *second = &targets->files[1];
    assert_int_equal(trust_would_take(fresh, "targets", first->bytes, first->len, why), TRUST_OK);
    assert_int_equal(trust_would_take(fresh, "targets", second->bytes, second->len, why), TRUST_VERSION);
    assert_true(trust_signers(fresh, "targets", first->bytes, first->len, tell, &told, &threshold));
    assert_string_equal(told.text, "-+ ");
    trust_free(fresh);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_next_version_signed_by_enough_is_taken),
        TEST(only_the_next_version_is_taken),
        TEST(what_has_expired_or_reaches_too_far_is_named_before_signatures),
        TEST(too_few_signatures_wait_for_more),
        TEST(a_root_needs_enough_of_the_old_and_of_the_new_keys),
        TEST(roles_of_the_hub_and_of_nobody_are_not_taken),
        TEST(signers_are_told_by_name),
        TEST(signers_of_a_new_root_are_the_old_and_the_new),
        TEST(with_root_alone_the_first_targets_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
