/* network.ini: what it may say, and what it is refused for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plan.h"

#define ROOT "[root]\npeople = Amina, Ben, Chloe\nthreshold = 2\n"
#define REST "[recipients]\npeople=Amina,Chloe\n[hotlines]\npeople=Amina,Dina\n[places]\npeople=Ben\n"
#define NAME "[network]\nname = Harbour line\noperator = Ben\n"

static void refused(const char *text, const char *words)
{
    char message[256] = "";
    struct plan *plan = calloc(1, sizeof *plan);
    assert_non_null(plan);
    assert_false(plan_read(text, strlen(text), plan, message));
    if (!strstr(message, words))
        fail_msg("\"%s\" does not say \"%s\"", message, words);
    free(plan);
}

static struct plan *taken(const char *text)
{
    char message[256] = "";
    struct plan *plan = calloc(1, sizeof *plan);
    assert_non_null(plan);
    if (!plan_read(text, strlen(text), plan, message))
        fail_msg("%s", message);
    return plan;
}

static void a_plan_is_read_with_two_of_three_and_standard_thresholds(void **state)
{
    (void)state;
    struct plan *plan = taken(NAME ROOT REST "[packs-harbour]\npeople = Dina\n");
    assert_string_equal(plan->network, "Harbour line");
    assert_int_equal(plan_role(plan, "root")->threshold, 2);
    assert_int_equal(plan_role(plan, "root")->count, 3);
    assert_int_equal(plan_role(plan, "hotlines")->threshold, 2);
    assert_int_equal(plan_role(plan, "places")->threshold, 1);
    assert_int_equal(plan_role(plan, "packs-harbour")->threshold, 1);
    assert_string_equal(plan_role(plan, "recipients")->people[1], "Chloe");
    assert_null(plan_role(plan, "packs-other"));
    free(plan);
}

static void two_people_of_the_operator_do_not_hold_root(void **state)
{
    (void)state;
    refused("[network]\nname=N\noperator = Ben, Chloe\n" ROOT REST, "at most one may be");
    free(taken("[network]\nname=N\noperator = nobody\n" ROOT REST));
}

static void who_the_operator_is_must_be_said(void **state)
{
    (void)state;
    refused("[network]\nname=N\n" ROOT REST, "operator = nobody");
    refused("[network]\nname=N\noperator =\n" ROOT REST, "operator = nobody");
}

static void the_operator_alone_cannot_sign_numbers(void **state)
{
    (void)state;
    refused("[network]\nname=N\noperator = Amina, Dina\n" ROOT REST, "operator's people alone");
}

static void one_signature_is_too_few_for_root_teams_and_numbers(void **state)
{
    (void)state;
    refused(NAME "[root]\npeople=Amina,Ben\nthreshold=1\n" REST, "[root] needs two signatures");
    refused(NAME ROOT
        "[recipients]\npeople=Amina\nthreshold=1\n[hotlines]\npeople=A,B\n[places]\npeople=Ben\n",
        "[recipients] needs two");
    refused(NAME ROOT "[recipients]\npeople=Amina\n[hotlines]\npeople=A,B\n[places]\npeople=Ben\n",
        "asks for 2 signatures and names 1");
}

static void what_is_misspelt_is_named(void **state)
{
    (void)state;
    refused(NAME ROOT REST "[pack-harbour]\npeople=Dina\n", "[pack-harbour] is no role");
    refused(NAME ROOT REST "[packs-Harbour]\npeople=Dina\n", "is no role");
    refused(NAME ROOT REST "[packs-harbour]\nperson=Dina\n", "person is not known");
    refused("[network]\nnam = x\n" ROOT REST, "nam is not known");
    refused(NAME "[root]\npeople=Amina,,Ben\n" REST, "one comma");
    refused(NAME "[root]\npeople=Amina,Ben,Amina\n" REST, "twice");
    refused(NAME "[root]\npeople=Amina,Ben\nthreshold=two\n" REST, "must be a number");
    refused(NAME ROOT "no section at all\n" REST, "line 7");
    refused(NAME "[root]\npeople=Amina,Ben\n Chloe\n" REST, "stands there twice"); /* a line that goes on */
    refused(NAME "[root]\npeople=Amina,Ben\n[root]\npeople=Chloe\n" REST, "stands there twice");
    char longer[512] = NAME "[root]\npeople=";
    memset(longer + strlen(longer), 'a', 200);
    refused(longer, "line 5: longer than 190");
    refused(NAME ROOT, "[recipients] is missing");
    refused("", "name is missing");
}

static void somebody_who_has_not_joined_is_named(void **state)
{
    (void)state;
    char message[256];
    struct plan *plan = taken(NAME ROOT REST);
    struct people *people = calloc(1, sizeof *people);
    struct signer_role role;
    assert_non_null(people);
    strcpy(people->in[0].key.name, "Amina");
    people->count = 1;
    assert_false(plan_top(plan, people, "root", &role, message));
    assert_non_null(strstr(message, "names Ben, who has not joined"));
    free(people);
    free(plan);
}

static void a_delegation_covers_only_its_own_paths(void **state)
{
    (void)state;
    char message[256];
    size_t count;
    struct plan *plan = taken(NAME ROOT REST "[packs-harbour]\npeople = Dina\n");
    struct people *people = calloc(1, sizeof *people);
    struct signer_role *roles = calloc(PLAN_ROLES, sizeof *roles);
    assert_true(people && roles);
    static const char *const names[] = {"Amina", "Ben", "Chloe", "Dina"};
    for (size_t i = 0; i < 4; i++)
        strcpy(people->in[people->count++].key.name, names[i]);
    assert_true(plan_delegations(plan, people, roles, &count, message));
    assert_int_equal(count, 4);
    assert_string_equal(roles[3].name, "packs-harbour");
    assert_int_equal(roles[3].path_count, 3);
    assert_string_equal(roles[3].paths[0], "packs/harbour/*/*");
    assert_string_equal(roles[3].paths[1], "packs/harbour/*/*/*");
    assert_string_equal(roles[3].paths[2], "withdrawn/harbour/*");
    assert_string_equal(roles[1].paths[0], "hotlines/*");
    free(roles);
    free(people);
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_read_with_two_of_three_and_standard_thresholds),
        cmocka_unit_test(two_people_of_the_operator_do_not_hold_root),
        cmocka_unit_test(who_the_operator_is_must_be_said),
        cmocka_unit_test(the_operator_alone_cannot_sign_numbers),
        cmocka_unit_test(one_signature_is_too_few_for_root_teams_and_numbers),
        cmocka_unit_test(what_is_misspelt_is_named),
        cmocka_unit_test(somebody_who_has_not_joined_is_named),
        cmocka_unit_test(a_delegation_covers_only_its_own_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
