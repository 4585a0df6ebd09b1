/* A ceremony on a stick, by the real program: the first one, and each change that comes later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "sync/publish/scene.h"
#include "trust/trust.h"

static int begin(void **state)
{
    struct editor *editor = editor_begin();
    people_gather(editor, NULL);
    *state = editor;
    return 0;
}

static int end(void **state)
{
    editor_end(*state);
    return 0;
}

/* Would a device that holds this root take that one? */
static void devices_take(const char *old, const char *new)
{
    char why[TRUST_WHY] = "";
    struct trust *trust = trust_new(
        &(struct trust_start){.root = old, .root_len = strlen(old), .now_s = 1}, why);
    if (!trust)
        fail_msg("%s", why);
    if (trust_would_take(trust, "root", new, strlen(new), why))
        fail_msg("%s", why);
    trust_free(trust);
}

static void three_people_make_root_and_targets(void **state)
{
    struct editor *editor = *state;
    ceremony_held(editor, NULL, "Amina", "Ben");
    editor_heard(editor, "The ceremony is done");
    assert_true(editor_has(editor, STICK "/1.root.json"));
    char *root = editor_get(editor, STICK "/root.json"), *targets = editor_get(editor, STICK "/targets.json");
    char why[TRUST_WHY] = "";
    struct trust *trust = trust_new(
        &(struct trust_start){.root = root, .root_len = strlen(root), .now_s = 1}, why);
    assert_non_null(trust);
    assert_int_equal(trust_would_take(trust, "targets", targets, strlen(targets), why), TRUST_OK);
    trust_free(trust);
    free(root);
    free(targets);
    assert_false(editor_has(editor, STICK "/next/root.json"));
}

static void one_signature_of_three_does_not_finish(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, person_signs(editor, "Chloe"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 1);
    editor_heard(editor, "root.json has 1 of 2 signatures");
    assert_false(editor_has(editor, STICK "/root.json"));
    editor_code(editor, TYPE(editor, "ceremony", "check", STICK, "--json"), 0);
    editor_heard(editor, "\"have\":[\"Chloe\"],\"from\":[\"Amina\",\"Ben\"]");
}

static void the_same_person_twice_is_one_signature(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, person_signs(editor, "Amina"), 0);
    editor_code(editor, person_signs(editor, "Amina"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 1);
}

static void only_yes_signs(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    static const char *const answers[] = {"", "no\n", "y\n", "yes please\n"};
    for (size_t i = 0; i < 4; i++) {
        editor_code(editor,
            ANSWER(editor, answers[i], "ceremony", "sign", STICK, "--key", "Amina.key", "--passphrase-file",
                "Amina.words"),
            1);
        editor_heard(editor, "nothing was signed");
    }
    editor_code(editor,
        ANSWER(editor, "yes\n", "ceremony", "sign", STICK, "--key", "Amina.key", "--passphrase-file",
            "Amina.words"),
        0);
}

static void a_wrong_passphrase_signs_nothing(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    char *before = editor_get(editor, STICK "/next/root.json");
    editor_put(editor, "wrong", "six other words than these are\n");
    editor_code(editor,
        TYPE(editor, "ceremony", "sign", STICK, "--key", "Amina.key", "--passphrase-file", "wrong", "--yes"),
        1);
    editor_heard(editor, "nothing was signed");
    editor_not_heard(editor, "other words than");
    char *after = editor_get(editor, STICK "/next/root.json");
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void a_key_without_a_part_signs_nothing(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, person_signs(editor, "Dina"), 1);
    editor_heard(editor, "no part in this");
}

static void planning_again_keeps_signatures_and_a_changed_plan_loses_them(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, person_signs(editor, "Amina"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, TYPE(editor, "ceremony", "check", STICK, "--json"), 0);
    editor_heard(editor, "\"have\":[\"Amina\"]");
    editor_put(editor, STICK "/network.ini", PLAN "[packs-other]\npeople = Chloe\n");
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, TYPE(editor, "ceremony", "check", STICK, "--json"), 0);
    editor_heard(editor, "\"file\":\"targets.json\",\"version\":1,\"need\":2,\"have\":[]");
    editor_heard(editor, "\"file\":\"root.json\",\"version\":1,\"need\":2,\"have\":[\"Amina\"]");
}

static void nothing_new_is_nothing_to_sign_and_renewal_is_a_next_version(void **state)
{
    struct editor *editor = *state;
    ceremony_held(editor, NULL, "Amina", "Ben");
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_heard(editor, "there is nothing to sign");
    assert_false(editor_has(editor, STICK "/next/root.json"));
    char *old = editor_get(editor, STICK "/root.json");
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK, "--renew"), 0);
    editor_heard(editor, "root.json, version 2 (now: 1)");
    editor_heard(editor, "only the dates are new");
    editor_code(editor, person_signs(editor, "Ben"), 0);
    editor_code(editor, person_signs(editor, "Chloe"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 0);
    char *new = editor_get(editor, STICK "/root.json");
    devices_take(old, new);
    free(old);
    free(new);
}

static void a_person_who_changes_the_key_signs_no_more_with_the_old_one(void **state)
{
    struct editor *editor = *state;
    ceremony_held(editor, NULL, "Amina", "Ben");
    char *old = editor_get(editor, STICK "/root.json");
    char before[256], after[256];
    snprintf(before, sizeof before, "%s/Chloe.key", editor->folder);
    snprintf(after, sizeof after, "%s/ChloeOld.key", editor->folder);
    assert_int_equal(rename(before, after), 0);
    editor_key(editor, "Chloe");
    person_joins(editor, "Chloe");
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_heard(editor, "+ Chloe: a new key, the old one counts no more");
    editor_code(editor, person_signs(editor, "Amina"), 0);
    editor_code(editor, person_signs(editor, "Chloe"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 1); /* the old root has Amina only */
    editor_heard(editor, "1 of 2 signatures of those who hold it now");
    editor_code(editor, person_signs(editor, "Ben"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 0);
    char *new = editor_get(editor, STICK "/root.json");
    devices_take(old, new);
    free(old);
    free(new);
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK, "--renew"), 0);
    assert_int_equal(rename(after, before), 0);
    editor_code(editor, person_signs(editor, "Chloe"), 1);
    editor_heard(editor, "no part in this");
}

#define PLAN_WITHOUT_BEN                                                                                     \
    "[network]\nname = Harbour line\noperator = Ben\n[root]\npeople = Amina, Eve, Chloe\nthreshold = 2\n"    \
    "[recipients]\npeople = Amina, Chloe\n[hotlines]\npeople = Amina, Dina\n[places]\npeople = Ben\n"

static void a_person_goes_another_comes_and_a_role_is_taken_away(void **state)
{
    struct editor *editor = *state;
    ceremony_held(editor, NULL, "Amina", "Ben");
    char *old = editor_get(editor, STICK "/root.json");
    editor_key(editor, "Eve");
    person_joins(editor, "Eve");
    editor_put(editor, STICK "/network.ini", PLAN_WITHOUT_BEN);
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_heard(editor, "+ Eve");
    editor_heard(editor, "- Ben may not sign it any more");
    editor_heard(editor, "packs-harbour");
    editor_heard(editor, "is taken away: nobody may sign it any more");
    editor_code(editor, person_signs(editor, "Ben"), 0);
    editor_code(editor, person_signs(editor, "Chloe"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 1); /* of the new ones only Chloe */
    editor_code(editor, person_signs(editor, "Eve"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 0);
    char *new = editor_get(editor, STICK "/root.json");
    devices_take(old, new);
    free(old);
    free(new);
    char *targets = editor_get(editor, STICK "/targets.json");
    assert_null(strstr(targets, "packs-harbour"));
    assert_non_null(strstr(targets, "\"version\":2"));
    free(targets);
}

static void a_finish_that_was_cut_is_finished_by_the_same_command(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, person_signs(editor, "Amina"), 0);
    editor_code(editor, person_signs(editor, "Ben"), 0);
    char *root = editor_get(editor, STICK "/next/root.json");
    editor_put(editor, STICK "/1.root.json", root);
    editor_put(editor, STICK "/root.json", root); /* the power went here */
    free(root);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 0);
    assert_true(editor_has(editor, STICK "/targets.json"));
}

static void a_full_stick_keeps_what_was_signed_before(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    char *before = editor_get(editor, STICK "/next/root.json");
    editor->room = 1000;
    editor_code(editor, person_signs(editor, "Amina"), 1);
    editor->room = 0;
    char *after = editor_get(editor, STICK "/next/root.json");
    assert_string_equal(before, after);
    free(before);
    free(after);
    editor_code(editor, person_signs(editor, "Amina"), 0);
}

static void what_is_not_a_ceremony_is_said_plainly(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", "nowhere"), 1);
    editor_heard(editor, "ceremony begin nowhere");
    editor_code(editor, TYPE(editor, "ceremony", "begin", STICK, "--name", "Again"), 1);
    editor_heard(editor, "is there already");
    editor_code(editor, TYPE(editor, "ceremony", "begin", "other", "--name", "N", "--people", "1"), 1);
    editor_put(editor, STICK "/hub.json", "{}");
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 1);
    editor_heard(editor, "not what wayside-hub content-keys prints");
    editor_put(editor, STICK "/people/0000.json", "{\"v\":1}");
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 1);
    editor_heard(editor, "people/0000.json");
}

static void a_stranger_who_calls_himself_amina_does_not_slip_in(void **state)
{
    struct editor *editor = *state;
    char *theirs = editor_get(editor, "Amina.key.public");
    free(theirs);
    editor_key(editor, "Mallory");
    char *mallory = editor_get(editor, "Mallory.key.public"), *name = strstr(mallory, "Mallory");
    char twin[512];
    snprintf(twin, sizeof twin, "%.*sAmina%.*s,\"body\":\"Body of Amina\"}", (int)(name - mallory), mallory,
        (int)strcspn(name + 7, "}"), name + 7);
    free(mallory);
    editor_put(editor, STICK "/people/ffff.json", twin);
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 1);
    editor_heard(editor, "two keys of Amina");
}

static void the_checklist_names_people_roles_and_what_to_read_aloud(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    char *text = editor_get(editor, STICK "/checklist.txt"),
         *page = editor_get(editor, STICK "/checklist.html");
    assert_non_null(strstr(text, "Chloe, Body of Chloe"));
    assert_non_null(strstr(text, "recipients"));
    assert_non_null(strstr(text, "wayside-publish ceremony sign stick --key my.key"));
    assert_non_null(strstr(page, "<td>Dina, Body of Dina</td>"));
    free(text);
    free(page);
}

#define AT_STICK(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_STICK(three_people_make_root_and_targets),
        AT_STICK(one_signature_of_three_does_not_finish),
        AT_STICK(the_same_person_twice_is_one_signature),
        AT_STICK(only_yes_signs),
        AT_STICK(a_wrong_passphrase_signs_nothing),
        AT_STICK(a_key_without_a_part_signs_nothing),
        AT_STICK(planning_again_keeps_signatures_and_a_changed_plan_loses_them),
        AT_STICK(nothing_new_is_nothing_to_sign_and_renewal_is_a_next_version),
        AT_STICK(a_person_who_changes_the_key_signs_no_more_with_the_old_one),
        AT_STICK(a_person_goes_another_comes_and_a_role_is_taken_away),
        AT_STICK(a_finish_that_was_cut_is_finished_by_the_same_command),
        AT_STICK(a_full_stick_keeps_what_was_signed_before),
        AT_STICK(what_is_not_a_ceremony_is_said_plainly),
        AT_STICK(a_stranger_who_calls_himself_amina_does_not_slip_in),
        AT_STICK(the_checklist_names_people_roles_and_what_to_read_aloud),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
