/* new, check, pack, keys: as somebody types them who has never done it before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <jansson.h>

#include "sync/publish/editor.h"

static int begin(void **state)
{
    *state = editor_begin();
    return 0;
}

static int end(void **state)
{
    editor_end(*state);
    return 0;
}

static void a_new_pack_is_right_as_it_is(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "new", "harbour"), 0);
    editor_heard(editor, "wayside-publish check harbour");
    assert_true(editor_has(editor, "harbour/publish.ini"));
    editor_code(editor, TYPE(editor, "check", "harbour"), 0);
    editor_heard(editor, "harbour/port is right");
    editor_not_heard(editor, "mistake  ");
    editor_not_heard(editor, "\033");
}

static void new_leaves_alone_what_is_there(void **state)
{
    struct editor *editor = *state;
    editor_put(editor, "harbour/diary.txt", "mine");
    editor_code(editor, TYPE(editor, "new", "harbour"), 1);
    editor_heard(editor, "stays as it is");
    assert_false(editor_has(editor, "harbour/pack.ini"));
}

static void every_mistake_is_named_in_one_run(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_put(editor, "harbour/topics/one.md", "---\ntitle: One\ncolour: red\n---\nText\n");
    editor_put(editor, "harbour/topics/two.md", "---\nsummary: no title\n---\n[a](http://example.org)\n");
    editor_code(editor, TYPE(editor, "check", "harbour"), 1);
    editor_heard(editor, "topics/one.md, line 3");
    editor_heard(editor, "topics/two.md");
    editor_heard(editor, " mistakes, ");
    editor_code(editor, TYPE(editor, "check", "harbour", "--json"), 1);
    json_t *report = json_loads(editor->said, 0, NULL);
    assert_non_null(report);
    assert_true(json_integer_value(json_object_get(report, "mistakes")) >= 3);
    assert_true(json_array_size(json_object_get(report, "lines")) >= 3);
    json_decref(report);
}

static void what_has_mistakes_is_not_packed(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_put(editor, "harbour/topics/one.md", "---\ncolour: red\n---\n");
    editor_code(editor, TYPE(editor, "pack", "harbour", "--out", "built"), 1);
    editor_heard(editor, "wayside-publish check harbour");
    assert_false(editor_has(editor, "built"));
}

static void pack_writes_every_file_under_its_path(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_code(editor, TYPE(editor, "pack", "harbour", "--out", "a/b/built"), 0);
    assert_true(editor_has(editor, "a/b/built/packs/harbour/port/pack.json"));
    assert_true(editor_has(editor, "a/b/built/packs/harbour/port/lang/ar.json"));
    assert_true(editor_has(editor, "a/b/built/hotlines/harbour.json"));
}

static void templates_keep_translations(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_code(editor, TYPE(editor, "templates", "harbour"), 0);
    assert_true(editor_has(editor, "harbour/po/pack.pot"));
    char *po = editor_get(editor, "harbour/po/ar.po");
    assert_non_null(strstr(po, "msgid \"Your passport is yours\"\nmsgstr \"جواز سفرك لك\""));
    free(po);
    editor_code(editor, TYPE(editor, "check", "harbour"), 0);
}

static void a_folder_that_is_no_pack_says_how_to_make_one(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "check"), 1);
    editor_heard(editor, "wayside-publish new FOLDER");
    editor_code(editor, TYPE(editor, "check", "nowhere"), 1);
    editor_heard(editor, "wayside-publish new nowhere");
    editor_code(editor, TYPE(editor, "check", "a", "b"), 2);
}

static void a_full_disk_makes_no_key_and_no_half_of_one(void **state)
{
    struct editor *editor = *state;
    editor->room = 150; /* the words fit, the key does not */
    editor_code(
        editor, TYPE(editor, "key", "new", "Dina", "--out", "my.key", "--passphrase-file", "words"), 1);
    editor_heard(editor, "my.key");
    editor->room = 0;
    assert_false(editor_has(editor, "my.key"));
    assert_false(editor_has(editor, "words"));
    editor_code(
        editor, TYPE(editor, "key", "new", "Dina", "--out", "my.key", "--passphrase-file", "words"), 0);
}

static void a_full_disk_leaves_no_empty_file_of_words(void **state)
{
    struct editor *editor = *state;
    editor->room = 5;
    editor_code(
        editor, TYPE(editor, "key", "new", "Dina", "--out", "my.key", "--passphrase-file", "words"), 1);
    editor->room = 0;
    assert_false(editor_has(editor, "words"));
}

/* As in a folder where everyone may write. */
static void settings_above_the_pack_are_not_those_of_somebody_else(void **state)
{
    struct editor *editor = *state;
    char path[128];
    if (geteuid() != 0)
        skip(); /* only root can give a file to another person */
    editor_small_pack(editor, "packs/harbour");
    snprintf(path, sizeof path, "%s/packs/harbour/publish.ini", editor->folder);
    assert_int_equal(unlink(path), 0);
    editor_put(editor, "packs/publish.ini", "[hub]\nurl = https://127.0.0.1:9\n[publish]\nowner = harbour\n");
    editor_code(editor, TYPE(editor, "sign", "packs/harbour"), 1);
    editor_heard(editor, "hub-ca.pem is not there");
    snprintf(path, sizeof path, "%s/packs/publish.ini", editor->folder);
    assert_int_equal(chown(path, 65534, 65534), 0);
    editor_code(editor, TYPE(editor, "sign", "packs/harbour"), 1);
    editor_heard(editor, "belongs to another person");
    editor_code(editor, TYPE(editor, "sign", "packs/harbour", "--settings", "packs/publish.ini"), 1);
    editor_heard(editor, "hub-ca.pem is not there");
}

static void what_cannot_be_printed_is_a_failure(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor->deaf = true; /* standard output is a full disk */
    assert_int_equal(TYPE(editor, "check", "harbour", "--json"), 1);
}

static void a_key_is_made_shown_and_never_replaced(void **state)
{
    struct editor *editor = *state;
    struct stat about;
    char path[256];
    editor_code(editor,
        TYPE(editor, "key", "new", "Dina Haddad", "--out", "my.key", "--passphrase-file", "words"), 0);
    snprintf(path, sizeof path, "%s/my.key", editor->folder);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    char *words = editor_get(editor, "words");
    assert_non_null(words);
    words[strcspn(words, "\n")] = '\0';
    int dashes = 0;
    for (const char *at = words; *at; at++)
        dashes += *at == '-';
    assert_int_equal(dashes, 5);
    editor_not_heard(editor, words);
    free(words);
    editor_code(editor, TYPE(editor, "key", "show", "my.key"), 0);
    editor_heard(editor, "read aloud   ");
    editor_heard(editor, "Dina Haddad");
    char *before = editor_get(editor, "my.key");
    editor_code(
        editor, TYPE(editor, "key", "new", "Other", "--out", "my.key", "--passphrase-file", "more"), 1);
    editor_heard(editor, "is there already");
    char *after = editor_get(editor, "my.key");
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_false(editor_has(editor, "more"));
}

static void the_passphrase_file_of_another_key_is_not_written_over(void **state)
{
    struct editor *editor = *state;
    editor_put(editor, "words", "the words of another key\n");
    editor_code(
        editor, TYPE(editor, "key", "new", "Dina", "--out", "my.key", "--passphrase-file", "words"), 1);
    assert_false(editor_has(editor, "my.key"));
    char *words = editor_get(editor, "words");
    assert_string_equal(words, "the words of another key\n");
    free(words);
}

static void without_a_terminal_nothing_is_shown_and_no_key_is_made(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "key", "new", "Dina", "--out", "my.key"), 1);
    editor_heard(editor, "no terminal");
    assert_false(editor_has(editor, "my.key"));
}

static void names_that_would_deceive_are_refused(void **state)
{
    struct editor *editor = *state;
    static const char *const names[] = {"", "Di\"na", "Dina, Ben", "Dina\nBen", "[root]", " Dina"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        editor_code(
            editor, TYPE(editor, "key", "new", names[i], "--out", "my.key", "--passphrase-file", "words"), 1);
}

static void what_is_not_understood_is_two_and_help_is_zero(void **state)
{
    struct editor *editor = *state;
    editor_code(editor, TYPE(editor, "chek"), 2);
    editor_heard(editor, "wayside-publish COMMAND --help");
    editor_code(editor, TYPE(editor, "check", "--out", "x"), 2);
    editor_heard(editor, "check does not take --out");
    editor_code(editor, TYPE(editor, "check", "--colour"), 2);
    editor_code(editor, TYPE(editor, "pack"), 2);
    editor_code(editor, TYPE(editor, "pack", "--out"), 2);
    editor_code(editor, TYPE(editor, "--help"), 0);
    editor_code(editor, TYPE(editor, "--version"), 0);
    editor_code(editor, TYPE(editor, "ceremony", "sign", "--help"), 0);
    editor_heard(editor, "--passphrase-file");
}

static void a_hub_that_is_not_set_up_is_said_with_the_line_to_write(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_code(editor, TYPE(editor, "status", "harbour"), 1);
    editor_heard(editor, "[hub] url is missing");
    editor_put(
        editor, "harbour/publish.ini", "[hub]\nurl = https://127.0.0.1:9\n[publish]\nowner = harbour\n");
    editor_code(editor, TYPE(editor, "sign", "harbour"), 1);
    editor_heard(editor, "hub-ca.pem is not there");
    editor_put(editor, "harbour/publish.ini", "[hub]\nadress = x\n");
    editor_code(editor, TYPE(editor, "status", "harbour"), 1);
    editor_heard(editor, "adress");
}

#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HOME(a_new_pack_is_right_as_it_is),
        AT_HOME(new_leaves_alone_what_is_there),
        AT_HOME(every_mistake_is_named_in_one_run),
        AT_HOME(what_has_mistakes_is_not_packed),
        AT_HOME(pack_writes_every_file_under_its_path),
        AT_HOME(templates_keep_translations),
        AT_HOME(a_folder_that_is_no_pack_says_how_to_make_one),
        AT_HOME(a_full_disk_makes_no_key_and_no_half_of_one),
        AT_HOME(a_full_disk_leaves_no_empty_file_of_words),
        AT_HOME(settings_above_the_pack_are_not_those_of_somebody_else),
        AT_HOME(what_cannot_be_printed_is_a_failure),
        AT_HOME(a_key_is_made_shown_and_never_replaced),
        AT_HOME(the_passphrase_file_of_another_key_is_not_written_over),
        AT_HOME(without_a_terminal_nothing_is_shown_and_no_key_is_made),
        AT_HOME(names_that_would_deceive_are_refused),
        AT_HOME(what_is_not_understood_is_two_and_help_is_zero),
        AT_HOME(a_hub_that_is_not_set_up_is_said_with_the_line_to_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
