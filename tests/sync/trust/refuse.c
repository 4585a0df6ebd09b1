/* What trust refuses, each named; who is left out; what is held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/trust/walk.h"
#include "trust/bounds.h"

static int begin(void **state)
{
    struct walk *walk = malloc(sizeof *walk);
    walk_begin(walk);
    walk->repository.hashes = true;
    repository_delegate(&walk->repository, "targets", "a", "a/*", true);
    repository_delegate(&walk->repository, "targets", "b", "b/*,b/*/*", true);
    repository_target(&walk->repository, "a", "a/one", "one");
    repository_target(&walk->repository, "b", "b/two", "two");
    repository_publish(&walk->repository, "a b targets snapshot timestamp");
    *state = walk;
    return 0;
}

static int end(void **state)
{
    walk_end(*state);
    free(*state);
    return 0;
}

static void all(struct walk *walk)
{
    trust_want_all(walk->trust);
    assert_int_equal(walk_on(walk), TRUST_OK);
}

static bool found(struct walk *walk, const char *path, enum trust_error expected)
{
    enum trust_error error;
    const struct trust_target *target = walk_find(walk, path, &error);
    return error == expected && !target == (expected != TRUST_OK);
}

static void a_role_that_is_not_signed_is_left_out_and_others_are_not(void **state)
{
    struct walk *walk = *state;
    repository_role(&walk->repository, "a")->signer_count = 0;
    repository_publish(&walk->repository, "a snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_non_null(strstr(walk->why, "a.json is signed by 0 of the keys"));
    assert_int_equal(trust_role_state(walk->trust, "a"), TRUST_THRESHOLD);
    assert_int_equal(trust_role_state(walk->trust, "b"), TRUST_OK);
    assert_true(found(walk, "a/one", TRUST_THRESHOLD));
    assert_true(found(walk, "b/two", TRUST_OK));
}

static void a_role_that_the_server_does_not_keep_its_word_about_ends_the_update(void **state)
{
    struct walk *walk = *state;
    const struct repository_file *other = repository_last(&walk->repository, "b");
    repository_replace(&walk->repository, "a", other->bytes, other->len);
    assert_true(found(walk, "a/one", TRUST_LENGTH) || found(walk, "a/one", TRUST_DIGEST));
    assert_true(trust_failure(walk->trust, NULL) != TRUST_OK);
}

static void targets_outside_a_delegation_are_not_found(void **state)
{
    struct walk *walk = *state;
    repository_target(&walk->repository, "a", "b/evil", "evil");
    repository_target(&walk->repository, "a", "a/deep/evil", "evil");
    repository_publish(&walk->repository, "a snapshot timestamp");
    assert_true(found(walk, "b/evil", TRUST_ABSENT));
    assert_true(found(walk, "a/deep/evil", TRUST_ABSENT));
}

struct seen {
    char text[512];
};
static bool see(void *ctx, const struct trust_target *target)
{
    struct seen *seen = ctx;
    size_t len = strlen(seen->text);
    snprintf(seen->text + len, sizeof seen->text - len, "%s(%s) ", target->path, target->role);
    return true;
}

static void each_target_is_seen_once_as_find_would_find_it(void **state)
{
    struct walk *walk = *state;
    struct seen seen = {""};
    repository_target(&walk->repository, "a", "b/evil", "evil");
    repository_target(&walk->repository, "targets", "a/one", "of the top level");
    repository_publish(&walk->repository, "a targets snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_int_equal(trust_each(walk->trust, see, &seen), TRUST_OK);
    assert_string_equal(seen.text, "a/one(targets) b/two(b) ");
}

static void nothing_that_is_held_is_asked_for_again(void **state)
{
    struct walk *walk = *state;
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    repository_publish(&walk->repository, "b snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_string_equal(walk->asked, "2.root.json timestamp.json 3.snapshot.json 2.b.json");
}

static void what_is_held_starts_without_a_server_whatever_its_age(void **state)
{
    struct walk *walk = *state;
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    walk->now_s += 400 * 86400;
    assert_int_equal(walk_update(walk), TRUST_EXPIRED);
    walk->held = true;
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_string_equal(walk->asked, "2.root.json");
    assert_true(found(walk, "a/one", TRUST_OK));
}

/* A role that expires is used as long as it is held unchanged, when that is asked for. */
static void what_is_held_may_be_kept_when_it_expires(void **state)
{
    struct walk *walk = *state;
    struct repository *repository = &walk->repository;
    repository_expire(repository, "a", walk->now_s + 86400);
    repository_publish(repository, "a snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    walk->now_s += 2 * 86400;
    repository_publish(repository, "b snapshot timestamp");
    assert_true(found(walk, "a/one", TRUST_EXPIRED));
    walk->keep_held = true;
    assert_true(found(walk, "a/one", TRUST_OK));
    assert_true(trust_expires(walk->trust, "a") < walk->now_s);
    repository_publish(repository, "a snapshot timestamp");
    assert_true(found(walk, "a/one", TRUST_EXPIRED));
}

static bool keep_one(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    trust_recall(ctx, name->name, bytes, len);
    return true;
}

/* Who opens what was accepted before comes to the same verdict as who accepted it. */
static void what_had_expired_when_it_came_stays_left_out(void **state)
{
    struct walk *walk = *state;
    char why[TRUST_WHY];
    repository_expire(&walk->repository, "a", walk->now_s - 86400);
    repository_publish(&walk->repository, "root a snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_int_equal(trust_role_state(walk->trust, "a"), TRUST_EXPIRED);
    struct trust *again = trust_new(
        &(struct trust_start){.root = repository_role(&walk->repository, "root")->files[0].bytes,
            .root_len = repository_role(&walk->repository, "root")->files[0].len,
            .now_s = walk->now_s,
            .held = true},
        why);
    trust_each_metadata(walk->trust, keep_one, again);
    trust_want_all(again);
    struct trust_want want;
    assert_true(trust_next(again, &want));
    assert_string_equal(want.name, "3.root.json");
    assert_int_equal(trust_absent(again), TRUST_OK);
    assert_false(trust_next(again, &want));
    assert_int_equal(trust_failure(again, NULL), TRUST_OK);
    assert_int_equal(trust_version(again, "root"), 2);
    assert_int_equal(trust_role_state(again, "a"), TRUST_EXPIRED);
    assert_int_equal(trust_role_state(again, "b"), TRUST_OK);
    trust_free(again);
}

static void a_role_that_two_name_must_be_signed_as_each_asks(void **state)
{
    struct walk *walk = *state;
    struct repository *repository = &walk->repository;
    repository_delegate(repository, "targets", "shared", "s/*", false);
    repository_delegate(repository, "b", "shared", "b/x/*", false); /* with another key of its own */
    repository_role(repository, "shared")->signer_count = 1;        /* who signs only for targets */
    repository_target(repository, "shared", "s/one", "one");
    repository_target(repository, "shared", "b/x/one", "one");
    json_t *b = json_object_get(repository_body(repository, "targets"), "delegations");
    json_t *roles = json_object_get(b, "roles");
    json_array_append_new(json_object_get(json_array_get(roles, 1), "paths"), json_string("b/x/*"));
    repository_publish(repository, "shared b targets snapshot timestamp");
    assert_true(found(walk, "s/one", TRUST_OK));
    const struct trust_target *target = NULL;
    enum trust_error error = trust_find(walk->trust, "b/x/one", &target);
    while (!error && !target) {
        assert_int_equal(walk_on(walk), TRUST_OK);
        error = trust_find(walk->trust, "b/x/one", &target);
    }
    assert_int_equal(error, TRUST_THRESHOLD);
}

/* SHA-256: b/three e620..., b/four bbc9... */
static void hash_prefixes_lead_to_their_roles(void **state)
{
    struct walk *walk = *state;
    struct repository *repository = &walk->repository;
    repository_delegate(repository, "b", "prefixed", "x", false);
    json_t *role = json_array_get(
        json_object_get(json_object_get(repository_body(repository, "b"), "delegations"), "roles"), 0);
    json_object_del(role, "paths");
    json_object_set_new(role, "path_hash_prefixes", json_pack("[s,s]", "00", "e62"));
    repository_target(repository, "prefixed", "b/three", "three");
    repository_target(repository, "prefixed", "b/four", "four");
    repository_publish(repository, "prefixed b snapshot timestamp");
    assert_true(found(walk, "b/three", TRUST_OK));
    assert_true(found(walk, "b/four", TRUST_ABSENT));
}

/* Two bits: b/three is in bin 3, b/four in bin 2. */
static void hash_bins_lead_to_their_roles(void **state)
{
    struct walk *walk = *state;
    struct repository *repository = &walk->repository;
    for (int i = 0; i < 4; i++) {
        char name[] = "bin-0";
        name[4] = (char)('0' + i);
        repository_delegate(repository, "b", name, "x", false);
    }
    json_t *delegations = json_object_get(repository_body(repository, "b"), "delegations");
    json_t *ids = json_array(), *role;
    size_t i;
    json_array_foreach(json_object_get(delegations, "roles"), i, role)
    {
        json_array_append(ids, json_array_get(json_object_get(role, "keyids"), 0));
    }
    json_object_del(delegations, "roles");
    json_object_set_new(delegations, "succinct_roles",
        json_pack("{s:o,s:i,s:i,s:s}", "keyids", ids, "threshold", 1, "bit_length", 2, "name_prefix", "bin"));
    repository_target(repository, "bin-3", "b/three", "three");
    repository_target(repository, "bin-3", "b/four", "four");
    repository_publish(repository, "bin-0 bin-1 bin-2 bin-3 b snapshot timestamp");
    assert_true(found(walk, "b/three", TRUST_OK));
    assert_true(found(walk, "b/four", TRUST_ABSENT));
    all(walk);
    assert_int_equal(trust_role_state(walk->trust, "bin-0"), TRUST_OK);
}

/* A server that checks what it publishes cannot have come to this. */
static void a_bad_file_that_is_listed_anew_ends_the_update_while_its_keys_are_as_before(void **state)
{
    struct walk *walk = *state;
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    repository_role(&walk->repository, "a")->signer_count = 0;
    repository_publish(&walk->repository, "a snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    trust_want_all(walk->trust);
    assert_int_equal(walk_on(walk), TRUST_THRESHOLD);
    assert_int_equal(trust_failure(walk->trust, NULL), TRUST_THRESHOLD);
    repository_publish(&walk->repository, "targets snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_int_equal(trust_role_state(walk->trust, "a"), TRUST_THRESHOLD);
}

static void names_many(struct walk *walk)
{
    json_t *many = json_array(), *body = repository_body(&walk->repository, "a");
    for (int i = 0; i < 1024; i++)
        json_array_append_new(many, json_pack("{s:o,s:[],s:i,s:[s]}", "name", json_sprintf("many-%d", i),
                                        "keyids", "threshold", 1, "paths", "a/*"));
    json_object_set_new(body, "delegations", json_pack("{s:{},s:o}", "keys", "roles", many));
    body = repository_body(&walk->repository, "b");
    json_object_set_new(body, "delegations",
        json_pack("{s:{},s:{s:[],s:i,s:i,s:s}}", "keys", "succinct_roles", "keyids", "threshold", 1,
            "bit_length", 32, "name_prefix", "bin"));
}

static void one_who_names_thousands_holds_nobody_up(void **state)
{
    struct walk *walk = *state;
    struct seen seen = {""};
    names_many(walk);
    repository_publish(&walk->repository, "a b snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_int_equal(trust_each(walk->trust, see, &seen), TRUST_OK);
    assert_string_equal(seen.text, "a/one(a) b/two(b) ");
    for (int i = 0; i < 2000; i++) {
        const struct trust_target *target;
        char path[32];
        snprintf(path, sizeof path, "%c/none-%d", i % 2 ? 'a' : 'b', i);
        assert_int_equal(trust_find(walk->trust, path, &target), TRUST_ABSENT);
    }
    assert_true(found(walk, "a/one", TRUST_OK));
}

static void two_keys_of_one_publisher_do_not_move_the_clock(void **state)
{
    struct walk *walk = *state;
    struct repository *repository = &walk->repository;
    repository_delegate(repository, "a", "own", "a/*", false);
    repository_add_key(repository, "a", "own");
    repository_threshold(repository, "own", 2);
    json_object_set_new(repository_body(repository, "own"), "signed_at", json_integer(INT64_C(1) << 40));
    repository_publish(repository, "own a snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_int_equal(trust_role_state(walk->trust, "own"), TRUST_OK);
    assert_int_equal(trust_signed_offline(walk->trust), 0);
}

static void what_was_left_out_can_be_asked_for_what_it_named(void **state)
{
    struct walk *walk = *state;
    repository_role(&walk->repository, "a")->signer_count = 0;
    repository_publish(&walk->repository, "a snapshot timestamp");
    assert_int_equal(walk_update(walk), TRUST_OK);
    all(walk);
    assert_true(trust_left_out_names(walk->trust, "a", "a/one"));
    assert_false(trust_left_out_names(walk->trust, "a", "a/other"));
    assert_false(trust_left_out_names(walk->trust, "b", "b/two"));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_role_that_is_not_signed_is_left_out_and_others_are_not),
        TEST(a_role_that_the_server_does_not_keep_its_word_about_ends_the_update),
        TEST(targets_outside_a_delegation_are_not_found),
        TEST(each_target_is_seen_once_as_find_would_find_it),
        TEST(nothing_that_is_held_is_asked_for_again),
        TEST(what_is_held_starts_without_a_server_whatever_its_age),
        TEST(what_is_held_may_be_kept_when_it_expires),
        TEST(what_had_expired_when_it_came_stays_left_out),
        TEST(a_role_that_two_name_must_be_signed_as_each_asks),
        TEST(hash_prefixes_lead_to_their_roles),
        TEST(hash_bins_lead_to_their_roles),
        TEST(a_bad_file_that_is_listed_anew_ends_the_update_while_its_keys_are_as_before),
        TEST(one_who_names_thousands_holds_nobody_up),
        TEST(two_keys_of_one_publisher_do_not_move_the_clock),
        TEST(what_was_left_out_can_be_asked_for_what_it_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
