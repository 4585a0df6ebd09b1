/* The suite's cases of delegation graphs and unusual role names. A delegation is "by>role", "!" behind it
 * when it is terminating, "=pattern" when it is not about "*". */
#include "sync/follow/tool/suite.h"

#include <stdio.h>
#include <string.h>

#define TOP "root:2 timestamp snapshot:2 targets:2 "

struct graph {
    const char *delegations, *visited;
};
static const struct graph graphs[] = {
    {"targets>A", "A"},
    {"targets>A targets>B", "A B"},
    {"targets>A targets>B B>C", "A B C"},
    {"targets>A targets>B A>C A>D", "A C D B"},
    {"targets>A targets>B A>C C>D", "A C D B"},
    {"targets>A targets>B A>C! A>D", "A C"},
    {"targets>A targets>B A>C! C>D", "A C D"},
    {"targets>A=*.py targets>B A>C", "B"},
    {"targets>A targets>B A>C=*.py C>D", "A B"},
    {"targets>A targets>B B>C C>D D>B", "A B C D"},
    {"targets>A targets>B B>C A>C", "A C B"},
    {"targets>A targets>B B>C A>C=*.py", "A B C"},
};
static const char tree[] =
    "targets>A=*.doc,*.md targets>B=releases/*/* B>C=releases/x/* B>D=releases/y/*.zip";

static void build(struct repository *repository, const char *delegations)
{
    char copy[256], *rest = NULL, roles[128] = "";
    snprintf(copy, sizeof copy, "%s", delegations);
    for (char *one = strtok_r(copy, " ", &rest); one; one = strtok_r(NULL, " ", &rest)) {
        char by[32], role[2] = {0};
        const char *arrow = strchr(one, '>'), *paths = strchr(one, '=');
        snprintf(by, sizeof by, "%.*s", (int)(arrow - one), one);
        role[0] = arrow[1];
        repository_delegate(repository, by, role, paths ? paths + 1 : "*", arrow[2] == '!');
        size_t len = strlen(roles);
        if (!strstr(roles, role))
            snprintf(roles + len, sizeof roles - len, "%s ", role);
    }
    repository_publish(repository, roles);
}

static void expect_asked(struct suite *suite, const char *visited)
{
    char expected[512] = TOP, copy[128], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", visited);
    for (char *role = strtok_r(copy, " ", &rest); role; role = strtok_r(NULL, " ", &rest)) {
        size_t len = strlen(expected);
        snprintf(expected + len, sizeof expected - len, "%s:1 ", role);
    }
    assert_string_equal(suite->asked, expected);
}

static void roles_are_visited_in_their_order(void **state)
{
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        assert_int_equal(suite_init(suite), 0);
        build(&suite->repository, graphs[i].delegations);
        repository_publish(&suite->repository, "targets snapshot timestamp");
        assert_int_equal(suite_download(suite, "missingpath"), 1);
        expect_asked(suite, graphs[i].visited);
        suite_end(state);
    }
}

static void a_target_is_found_where_every_role_on_the_way_delegates_it(void **state)
{
    static const struct {
        const char *path, *text, *visited;
        bool found;
    } cases[] = {
        {"targetfile", "targetfile content", "", true},
        {"README.md", "README by A", "A", true},
        {"releases/x/x_v1", "x release by C", "B C", true},
        {"releases/y/y_v1.zip", "y release by D", "B D", true},
        {"releases/z/z_v1.zip", "z release by D", "B", false},
    };
    static const char *const signers[] = {"targets", "A", "C", "D", "D"};
    char text[2048], expected[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        struct repository *repository = &suite->repository;
        assert_int_equal(suite_init(suite), 0);
        build(repository, tree);
        for (size_t j = 0; j < sizeof cases / sizeof *cases; j++)
            repository_target(repository, signers[j], cases[j].path, cases[j].text);
        for (const char *role = "ABCD"; *role; role++) {
            char name[2] = {*role, 0};
            repository_restart(repository, name);
            repository_publish(repository, name);
        }
        repository_publish(repository, "targets snapshot timestamp");
        assert_int_equal(suite_download(suite, cases[i].path), !cases[i].found);
        snprintf(expected, sizeof expected, "%s%s", cases[i].found ? cases[i].text : "",
            cases[i].found ? "|" : "");
        assert_string_equal(suite_targets(suite, text), expected);
        expect_asked(suite, cases[i].visited);
        suite_end(state);
    }
}

static void a_role_may_have_any_name(void **state)
{
    static const struct {
        const char *role, *asked;
    } cases[] = {{"?", "%3F:1 "}, {"#", "%23:1 "}, {"/delegatedrole", "%2Fdelegatedrole:1 "},
        {"../delegatedrole", "..%2Fdelegatedrole:1 "}, {"..", "..:1 "}, {".", ".:1 "}, {"a b", "a%20b:1 "},
        {"\xc3\xbc", "%C3%BC:1 "}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        suite_begin(state);
        struct suite *suite = *state;
        char trusted[512];
        repository_delegate(&suite->repository, "targets", cases[i].role, "*", false);
        repository_publish(&suite->repository, "targets");
        repository_publish_as(&suite->repository, cases[i].role, 1);
        repository_publish(&suite->repository, "snapshot timestamp");
        assert_int_equal(suite_init(suite), 0);
        assert_int_equal(suite_download(suite, "nonexistent target"), 1);
        if (!strstr(suite->asked, cases[i].asked))
            fail_msg("%s: asked %s; %s", cases[i].role, suite->asked, suite->said);
        suite_trusted(suite, trusted);
        size_t spaces = 0;
        for (const char *p = trusted; *p; p++)
            spaces += *p == ' ';
        assert_int_equal(spaces + 1, 5);
        suite_end(state);
    }
}

static void without_consistent_snapshots_names_have_no_versions(void **state)
{
    struct suite *suite = *state;
    char text[2048];
    struct repository *repository = &suite->repository;
    json_object_set_new(repository_body(repository, "root"), "consistent_snapshot", json_false());
    repository_delegate(repository, "targets", "A", "a/*", false);
    repository_target(repository, "A", "a/file", "content");
    repository_publish(repository, "root A targets snapshot timestamp");
    assert_int_equal(suite_init(suite), 0);
    assert_int_equal(suite_download(suite, "a/file"), 0);
    assert_string_equal(suite->asked, "root:2 root:3 timestamp snapshot targets A ");
    assert_string_equal(suite->artifacts, "a/file ");
    assert_string_equal(suite_targets(suite, text), "content|");
    assert_string_equal(suite_trusted(suite, text), "A:1 root:2 snapshot:2 targets:2 timestamp:2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_are_visited_in_their_order),
        cmocka_unit_test(a_target_is_found_where_every_role_on_the_way_delegates_it),
        cmocka_unit_test(a_role_may_have_any_name),
        SUITE_TEST(without_consistent_snapshots_names_have_no_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
