/* From an editor's laptop to what the hub gives to everyone, by the real programs. The tests stand in the
 * order of a day; each makes its own change. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

#include "sync/publish/harbour.h"

static int begin(void **state)
{
    struct harbour *harbour = harbour_begin();
    *state = harbour;
    harbour_publish(harbour);
    return 0;
}

static int end(void **state)
{
    harbour_end(*state);
    return 0;
}

static void what_has_not_changed_is_not_signed(void **state)
{
    struct harbour *harbour = *state;
    editor_code(harbour->editor, DINA(harbour, "", "sign", "pack"), 0);
    editor_heard(harbour->editor, "what is here is what everybody sees already");
    editor_code(harbour->editor, DINA(harbour, "", "push"), 0);
    editor_heard(harbour->editor, "Nothing waits to be pushed");
}

static void a_changed_sentence_is_shown_before_it_is_signed_and_is_live_after_push(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(harbour, "pack/topics/your-papers.md", "Ask for your papers in writing",
        "Ask for your papers on paper");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    editor_heard(editor, "- your-papers: Ask for your papers in writing");
    editor_heard(editor, "+ your-papers: Ask for your papers on paper");
    editor_not_heard(editor, "signed hotlines");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "packs-harbour is live");
    editor_code(editor, DINA(harbour, "", "status"), 0);
    editor_heard(editor, "The newest release is ");
}

static void a_number_needs_the_other_person_who_sees_old_and_new(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(harbour, "pack/hotlines.csv", "+442079460018", "+442079460019");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    editor_heard(editor, "harbour-line, number: +442079460018 -> +442079460019");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "hotlines waits for another signature");
    editor_heard(editor, "Amina");
    editor_code(editor, AMINA(harbour, "", "waiting"), 0);
    editor_heard(editor, "signed by Dina; needs 1 more of: Amina");
    editor_code(editor, AMINA(harbour, "no\n", "sign", "--waiting", "hotlines"), 1);
    editor_heard(editor, "harbour-line, number: +442079460018 -> +442079460019");
    editor_code(
        editor, DINA(harbour, "yes\n", "sign", "--waiting", "hotlines"), 0); /* again: no second one */
    editor_heard(editor, "hotlines waits for another signature");
    editor_code(editor, AMINA(harbour, "yes\n", "sign", "--waiting", "hotlines"), 0);
    editor_heard(editor, "hotlines is live");
    editor_code(editor, AMINA(harbour, "", "waiting"), 0);
    editor_heard(editor, "Nothing waits for a signature");
}

static void a_key_that_may_not_is_told_who_may(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(
        harbour, "pack/topics/job-offer.md", "Ask them before you pay anything", "Ask before you pay");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack", "--key", "Ben.key"), 1);
    editor_heard(editor, "the key of Ben may not sign packs-harbour; these may: Dina");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "Nothing waits to be pushed");
    harbour_rewrite(
        harbour, "pack/topics/job-offer.md", "Ask before you pay", "Ask them before you pay anything");
}

static void a_wrong_passphrase_leaves_nothing_to_push(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(
        harbour, "pack/topics/job-offer.md", "Ask them before you pay anything", "Ask before you pay");
    editor_put(editor, "wrong", "one two three four five six\n");
    editor_code(editor,
        TYPE(editor, "sign", "pack", "--settings", "publish.ini", "--yes", "--passphrase-file", "wrong"), 1);
    editor_heard(editor, "nothing was signed");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "Nothing waits to be pushed");
    harbour_rewrite(
        harbour, "pack/topics/job-offer.md", "Ask before you pay", "Ask them before you pay anything");
}

/* Killed wherever the clock finds it: afterwards sign and push do all of it. */
static void a_kill_between_sign_and_push_leaves_nothing_half(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    const char *last = "Ask them before you pay anything";
    char text[64];
    for (int turn = 0; turn < 6; turn++) {
        snprintf(text, sizeof text, "Ask before you pay, %d times", turn);
        harbour_rewrite(harbour, "pack/topics/job-offer.md", last, text);
        snprintf(text, sizeof text, "Ask before you pay, %d times", turn);
        pid_t pid = editor_starts(editor, (const char *const[]){"sign", "pack", "--settings", "publish.ini",
                                              "--yes", "--passphrase-file", "Dina.words", NULL});
        nanosleep(&(struct timespec){.tv_nsec = (80 + 90 * turn) * 1000000L}, NULL);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        editor_code(editor, DINA(harbour, "", "push"), 0); /* all of the change, or nothing */
        harbour_rewrite(harbour, "pack/topics/job-offer.md", text, "Ask them before you pay anything");
    }
    harbour_rewrite(harbour, "pack/topics/job-offer.md", last, "Ask first");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    pid_t pid = editor_starts(editor, (const char *const[]){"push", "--settings", "publish.ini", NULL});
    nanosleep(&(struct timespec){.tv_nsec = 150 * 1000000L}, NULL);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_code(editor, DINA(harbour, "", "sign", "pack"), 0);
    editor_heard(editor, "what is here is what everybody sees already");
}

static void a_full_disk_signs_nothing_and_loses_nothing(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(harbour, "pack/hotlines.csv", "Harbour Help", "Harbour Help Line");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor->room = 4096;
    assert_int_not_equal(DINA(harbour, "yes\n", "sign", "pack"), 0);
    editor->room = 0;
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "Nothing waits to be pushed");
    harbour_rewrite(harbour, "pack/hotlines.csv", "Harbour Help Line", "Harbour Help");
}

static void a_withdrawn_number_is_gone_with_one_signature_and_comes_back(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "hotline", "child-line"), 0);
    editor_heard(editor, "child-line");
    editor_heard(editor, "packs-harbour is live");
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "hotline", "child-line"), 1);
    editor_heard(editor, "is withdrawn already");
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "hotline", "child-line", "--undo"), 0);
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "hotline", "child-lane"), 1);
    editor_heard(editor, "has published no number \"child-lane\"");
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "topic", "port/your-papers"), 0);
    editor_code(editor, DINA(harbour, "", "sign", "pack"), 0); /* signing the pack keeps what is withdrawn */
    editor_heard(editor, "what is here is what everybody sees already");
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "topic", "port/your-papers", "--undo"), 0);
    editor_code(editor, AMINA(harbour, "yes\n", "withdraw", "hotline", "child-line"), 1);
}

static void withdrawing_sends_nothing_else_and_says_what_it_replaces(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(harbour, "pack/topics/your-papers.md", "Your passport", "Your own passport");
    harbour_rewrite(harbour, "pack/hotlines.csv", "Harbour Help", "Harbour Help Line");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "hotline", "child-line"), 0);
    editor_heard(editor, "packs-harbour: what was signed before and not pushed goes");
    editor_heard(editor, "packs-harbour is live");
    editor_not_heard(editor, "hotlines waits");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "hotlines waits for another signature");
    editor_not_heard(editor, "packs-harbour");
    editor_code(editor, DINA(harbour, "yes\n", "withdraw", "hotline", "child-line", "--undo"), 0);
    harbour_rewrite(harbour, "pack/topics/your-papers.md", "Your own passport", "Your passport");
    harbour_rewrite(harbour, "pack/hotlines.csv", "Harbour Help Line", "Harbour Help");
}

static void a_team_that_lacks_a_field_is_refused_by_its_name(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    char *good = editor_get(editor, "network/network.json");
    harbour_rewrite(harbour, "network/network.json", "\"controller\"", "\"kontroller\"");
    editor_code(editor, AMINA(harbour, "yes\n", "sign", "--network", "network"), 1);
    editor_heard(editor, "controller");
    editor_put(editor, "network/network.json", good);
    free(good);
}

static void a_hub_that_is_away_loses_nothing(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    harbour_rewrite(harbour, "pack/topics/when-you-call.md", "You do not need papers", "You need no papers");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    harbour_hub_stop(harbour);
    editor_code(editor, DINA(harbour, "", "push"), 1);
    editor_heard(editor, "cannot be reached");
    harbour_hub_start(harbour);
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "packs-harbour is live");
}

static void two_editors_at_once_and_the_second_is_told_to_look_again(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    char *settings = editor_get(editor, "publish.ini");
    harbour_rewrite(harbour, "pack/topics/when-you-call.md", "You need no papers", "Papers are not needed");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    /* on her other laptop, the same version number, and that one is pushed first */
    char *kept = editor_get(editor, ".wayside/outgoing/packs-harbour.json");
    assert_non_null(kept);
    harbour_rewrite(harbour, "pack/topics/when-you-call.md", "Papers are not needed", "No papers are needed");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_put(editor, ".wayside/outgoing/packs-harbour.json", kept);
    editor_code(editor, DINA(harbour, "", "push"), 1);
    editor_heard(editor, "the hub refused");
    editor_code(editor, DINA(harbour, "", "sign", "pack"), 0);
    editor_heard(editor, "what is here is what everybody sees already");
    free(kept);
    free(settings);
}

static void a_key_that_was_taken_away_signs_no_more(void **state)
{
    struct harbour *harbour = *state;
    struct editor *editor = harbour->editor;
    editor_key(editor, "Eve");
    person_joins(editor, "Eve");
    ceremony_held(editor,
        "[network]\nname = Harbour line\noperator = Ben\n[root]\npeople = Amina, Ben, Chloe\nthreshold = 2\n"
        "[recipients]\npeople = Amina, Chloe\n[hotlines]\npeople = Amina, Eve\n[places]\npeople = Ben\n"
        "[packs-harbour]\npeople = Eve\n",
        "Amina", "Chloe");
    editor_code(editor, AMINA(harbour, "", "push", STICK), 0);
    editor_heard(editor, "targets is live");
    harbour_rewrite(
        harbour, "pack/topics/when-you-call.md", "No papers are needed", "You need no papers at all");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 1);
    editor_heard(editor, "packs-harbour is not signed now: the key of Dina may not. These may: Eve");
    editor_heard(editor, "the key of Dina may sign nothing of this");
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack", "--key", "Eve.key"), 0);
    editor_heard(editor, "counts no more");
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "packs-harbour is live");
    editor_heard(editor, "hotlines waits for another signature");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_not_changed_is_not_signed),
        cmocka_unit_test(a_changed_sentence_is_shown_before_it_is_signed_and_is_live_after_push),
        cmocka_unit_test(a_number_needs_the_other_person_who_sees_old_and_new),
        cmocka_unit_test(a_key_that_may_not_is_told_who_may),
        cmocka_unit_test(a_wrong_passphrase_leaves_nothing_to_push),
        cmocka_unit_test(a_full_disk_signs_nothing_and_loses_nothing),
        cmocka_unit_test(a_kill_between_sign_and_push_leaves_nothing_half),
        cmocka_unit_test(a_withdrawn_number_is_gone_with_one_signature_and_comes_back),
        cmocka_unit_test(withdrawing_sends_nothing_else_and_says_what_it_replaces),
        cmocka_unit_test(a_team_that_lacks_a_field_is_refused_by_its_name),
        cmocka_unit_test(a_hub_that_is_away_loses_nothing),
        cmocka_unit_test(two_editors_at_once_and_the_second_is_told_to_look_again),
        cmocka_unit_test(a_key_that_was_taken_away_signs_no_more),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
