/* What a signer is shown before the yes: all that changes, and nothing that only looks right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "difference.h"
#include "sign.h"

struct listening {
    FILE *file;
    int before;
    char said[8192];
};

static struct listening listen(void)
{
    struct listening listening = {.file = tmpfile()};
    assert_non_null(listening.file);
    fflush(stdout);
    listening.before = dup(STDOUT_FILENO);
    dup2(fileno(listening.file), STDOUT_FILENO);
    return listening;
}

static void heard(struct listening *listening)
{
    fflush(stdout);
    dup2(listening->before, STDOUT_FILENO);
    close(listening->before);
    rewind(listening->file);
    size_t len = fread(listening->said, 1, sizeof listening->said - 1, listening->file);
    listening->said[len] = '\0';
    fclose(listening->file);
}

static struct buffer bytes_of(const char *text)
{
    struct buffer bytes;
    buffer_init(&bytes, 65536);
    assert_int_equal(buffer_add(&bytes, text, strlen(text)), 0);
    return bytes;
}

/* The words for a change; "" when it may not be signed. */
static struct listening difference(const char *path, const char *old, const char *new)
{
    struct run run = {0};
    struct buffer before = bytes_of(old), after = bytes_of(new);
    struct listening listening = listen();
    bool good = difference_show(&run, path, &before, &after);
    heard(&listening);
    if (!good)
        listening.said[0] = '\0';
    buffer_clear(&before);
    buffer_clear(&after);
    return listening;
}

#define TEAM(id, key) "{\"id\":\"" id "\",\"name\":{\"en\":\"Harbour\"},\"recipients\":[\"" key "\"]}"
#define ONE "0123456789abcdef0123456789abcdef"
#define TWO "0123456789abcdef0123456789abcdee"

static void keys_that_change_places_between_teams_of_one_name_are_seen(void **state)
{
    (void)state;
    struct listening said = difference("recipients/network.json",
        "{\"teams\":[" TEAM(ONE, "aaaa") "," TEAM(TWO, "bbbb") "]}",
        "{\"teams\":[" TEAM(ONE, "bbbb") "," TEAM(TWO, "aaaa") "]}");
    assert_non_null(strstr(said.said, "Harbour (" ONE "), recipients: aaaa -> bbbb"));
    assert_non_null(strstr(said.said, "Harbour (" TWO "), recipients: bbbb -> aaaa"));
    assert_null(strstr(said.said, "only order"));
}

static void numbers_of_lines_with_long_names_do_not_change_places_unseen(void **state)
{
    (void)state;
#define LONG "a-name-that-goes-on-and-on-and-on-and-on"
#define LINE(id, number) "{\"id\":\"" LONG id "\",\"name\":{\"en\":\"Line\"},\"number\":\"" number "\"}"
    struct listening said = difference("hotlines/harbour.json",
        "{\"hotlines\":[" LINE("1", "+15550100") "," LINE("2", "+15550101") "]}",
        "{\"hotlines\":[" LINE("1", "+15550101") "," LINE("2", "+15550100") "]}");
    assert_non_null(strstr(said.said, "+15550100 -> +15550101"));
    assert_non_null(strstr(said.said, "+15550101 -> +15550100"));
}

static void what_cannot_be_read_is_not_signed_as_a_picture(void **state)
{
    (void)state;
    assert_string_equal(difference("hotlines/harbour.json", "{}", "{\"a\":1,\"a\":2}").said, "");
    assert_string_equal(difference("hotlines/harbour.json", "{}", "\x89PNG").said, "");
    assert_non_null(strstr(difference("media/a.png", "\x89PNG1", "\x89PNG2").said, "a picture"));
}

static void hidden_characters_and_switches_of_the_terminal_are_seen(void **state)
{
    (void)state;
    struct listening listening = listen();
    print_safely("a\xe2\x80\x8f"
                 "b\xe2\x80\x8e"
                 "c\xd8\x9c"
                 "d\xe2\x81\xa0"
                 "e\xc2\xad"
                 "f\xf3\xa0\x81\x81"
                 "g\x1b[2Jh\xc2\x9bi\xe2\x80\xae");
    heard(&listening);
    assert_string_equal(listening.said,
        "a<U+200F>b<U+200E>c<U+061C>d<U+2060>e<U+00AD>f<U+E0041>g<U+001B>[2Jh<U+009B>i<U+202E>");
}

static void a_name_in_a_sentence_steers_no_terminal(void **state)
{
    struct run run = {.colour = true};
    (void)state;
    struct listening listening = listen();
    say(&run, "%s%s%s may not", paint(&run, PAINT_WARN), "Be\x1b[1An\x1b]0;x\x07", paint(&run, PAINT_NONE));
    heard(&listening);
    assert_string_equal(listening.said, "\x1b[1;33mBe<U+001B>[1An<U+001B>]0;x<U+0007>\x1b[0m may not\n");
}

static void with_json_nobody_says_yes_to_what_nobody_saw(void **state)
{
    struct run run = {.options = {.json = true}};
    (void)state;
    assert_false(ask_yes(&run, "?"));
    run.options.yes = true;
    assert_true(ask_yes(&run, "?"));
}

static void any_change_of_who_may_sign_is_noticed(void **state)
{
    struct signer_role roles[2][2] = {0};
    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++) {
            struct signer_role *role = &roles[i][k];
            snprintf(role->name, sizeof role->name, "packs-%zu", k);
            snprintf(role->paths[0], sizeof role->paths[0], "packs/%zu/*/*", k);
            snprintf(role->keys[0].name, sizeof role->keys[0].name, "Ana");
            role->path_count = role->key_count = 1;
            role->threshold = 1;
        }
    struct signer_targets old = {.delegations = roles[0], .delegation_count = 2};
    struct signer_targets new = {.delegations = roles[1], .delegation_count = 2};
    assert_true(same_signers(&old, &new));
    char *const changes[] = {roles[1][1].name, roles[1][1].paths[0], roles[1][1].keys[0].name,
        (char *)roles[1][1].keys[0].public_key};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        changes[i][0] ^= 1;
        assert_false(same_signers(&old, &new));
        changes[i][0] ^= 1;
    }
    roles[1][0].threshold = 2;
    assert_false(same_signers(&old, &new));
    roles[1][0].threshold = 1;
    new.delegation_count = 1;
    assert_false(same_signers(&old, &new));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_that_change_places_between_teams_of_one_name_are_seen),
        cmocka_unit_test(numbers_of_lines_with_long_names_do_not_change_places_unseen),
        cmocka_unit_test(what_cannot_be_read_is_not_signed_as_a_picture),
        cmocka_unit_test(hidden_characters_and_switches_of_the_terminal_are_seen),
        cmocka_unit_test(a_name_in_a_sentence_steers_no_terminal),
        cmocka_unit_test(with_json_nobody_says_yes_to_what_nobody_saw),
        cmocka_unit_test(any_change_of_who_may_sign_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
