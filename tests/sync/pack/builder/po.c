/* po/<tag>.po: what is translated, what is not used and why, and templates that lose no translation. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "pack_sources.h"

#define PO "po/ar.po"
#define HEAD "msgid \"\"\nmsgstr \"Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n"
#define SAY(english, other) "msgid \"" english "\"\nmsgstr \"" other "\"\n\n"
#define TITLE SAY("Your rights at the port", "t0")
#define TOPIC                                                                                                \
    SAY("Who keeps your papers?", "t1")                                                                      \
    SAY("Your passport is yours", "t2")                                                                      \
    SAY("Nobody may keep your passport, not even an employer.", "t3") SAY("Ask for it back.", "t4")

#define LAST "Write down its number."
#define FORM                                                                                                 \
    "survey,type,name,label,hint,wayside_critical\n,select_one yn,danger,Are you in danger?,Life "           \
    "first,yes\n"                                                                                            \
    "choices,list_name,name,label\n,yn,yes,Yes\n,yn,no,No\n"                                                 \
    "settings,form_title,form_id,version\n,Help form,help,1\n"
#define REVIEWED "# reviewed by: Amina\n# reviewed by: Joana\n"
#define FORM_TEXTS                                                                                           \
    REVIEWED SAY("Life first", "f1") REVIEWED SAY("Yes", "f2") REVIEWED SAY("No", "f3")                      \
        SAY("Help form", "f"                                                                                 \
                         "4")

static int begin(void **state)
{
    struct pack_sources *sources = calloc(1, sizeof *sources);
    sources_begin(sources);
    sources_put(sources, "pack.ini",
        "[pack]\nowner = harbour\nid = port\ntitle = Your rights at the port\nversion = 1\nlanguages = en "
        "ar\n"
        "reviewed_by = Ana, Ben\n");
    *state = sources;
    return 0;
}

static int end(void **state)
{
    sources_end(*state);
    free(*state);
    return 0;
}

/* lang/ar.json of what po says; NULL: it was not built. */
static json_t *arabic(void **state, const char *po, struct report *report)
{
    struct built built;
    json_t *lang = NULL;
    sources_put(*state, PO, po);
    report_init(report);
    if (builder_build(&((struct pack_sources *)*state)->ground, &built, report)) {
        const struct built_file *file = built_file_of(&built, "packs/harbour/port/lang/ar.json");
        assert_non_null(file);
        lang = json_loadb((char *)file->bytes, file->len, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(lang);
        const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
        json_object_set_new(lang, "pack", json_loadb((char *)pack->bytes, pack->len, 0, NULL));
    }
    built_clear(&built);
    return lang;
}

static bool has_topic(const json_t *lang)
{
    return json_object_get(json_object_get(lang, "topics"), "papers");
}

static bool has_string(const json_t *lang, const char *msgid)
{
    return json_object_get(json_object_get(lang, "strings"), msgid);
}

static bool is_reviewed(const json_t *lang)
{
    const json_t *languages = json_object_get(json_object_get(lang, "pack"), "languages");
    return json_is_true(json_object_get(json_array_get(languages, 1), "reviewed"));
}

static void a_topic_is_there_when_all_of_it_is_translated(void **state)
{
    struct report report;
    json_t *lang = arabic(state, HEAD TITLE TOPIC SAY(LAST, "t5"), &report);
    assert_true(has_topic(lang));
    assert_true(is_reviewed(lang));
    assert_int_equal(report.count, 0);
    report_clear(&report);
    json_decref(lang);
    lang = arabic(state, HEAD TITLE TOPIC SAY(LAST, ""), &report);
    assert_false(has_topic(lang));
    assert_true(has_string(lang, "Your rights at the port"));
    sources_need_said(&report, PO, "", "1 of 1 topics");
    report_clear(&report);
    json_decref(lang);
}

static void fuzzy_unknown_and_obsolete_translations_are_not_used(void **state)
{
    struct report report;
    json_t *lang = arabic(state,
        HEAD TITLE TOPIC "#, fuzzy\n" SAY(LAST, "t5")
            SAY("Long gone", "x") "#~ msgid \"Gone\"\n#~ msgstr \"y\"\n\n"
                                  "msgctxt \"c\"\n" SAY("With context", "z"),
        &report);
    assert_false(has_topic(lang));
    sources_need_said(&report, PO, "", "1 translations are marked fuzzy and not used (line 20)");
    sources_need_said(&report, PO, "", "2 translations are of sentences that the pack has no more");
    sources_need_said(&report, PO, "", "1 entries have a context");
    report_clear(&report);
    json_decref(lang);
}

static void what_nobody_has_reviewed_is_marked(void **state)
{
    struct report report;
    static const char *const marks[] = {"# unreviewed\n", "#. unreviewed\n", "# Unreviewed.\n"};
    for (size_t i = 0; i < 3; i++) {
        char po[2048];
        snprintf(po, sizeof po, HEAD TITLE TOPIC "%s" SAY(LAST, "t5"), marks[i]);
        json_t *lang = arabic(state, po, &report);
        assert_true(has_topic(lang));
        assert_false(is_reviewed(lang));
        report_clear(&report);
        json_decref(lang);
        snprintf(po, sizeof po, "%s" HEAD TITLE TOPIC SAY(LAST, "t5"), marks[i]); /* at the head: all */
        lang = arabic(state, po, &report);
        assert_false(is_reviewed(lang));
        report_clear(&report);
        json_decref(lang);
    }
}

static void words_in_braces_stay_as_they_are(void **state)
{
    struct report report;
    sources_put(*state, "topics/papers.md", "---\ntitle: Go to {place} by {day}\n---\nx\n");
    assert_null(arabic(state, HEAD SAY("Go to {place} by {day}", "x {place} y {days}"), &report));
    sources_need_said(&report, PO, "line 4", "braces");
    report_clear(&report);
    json_t *lang = arabic(state, HEAD SAY("Go to {place} by {day}", "{day} x {place}"), &report);
    assert_non_null(lang);
    json_decref(lang);
    report_clear(&report);
}

static void other_encodings_are_refused_with_what_to_do(void **state)
{
    struct report report;
    assert_null(arabic(state, HEAD TITLE SAY(LAST, "caf\xe9"), &report)); /* mixed: one line of Latin-1 */
    sources_need_said(&report, PO, "line 8", "not UTF-8");
    report_clear(&report);
    assert_null(arabic(state,
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-6\\n\"\n\n" SAY(LAST, "x"),
        &report));
    sources_need_said(&report, PO, "", "charset=UTF-8");
    report_clear(&report);
    assert_null(arabic(state, SAY(LAST, "x"), &report));
    sources_need_said(&report, PO, "", "charset=UTF-8");
    report_clear(&report);
    assert_null(arabic(state, HEAD SAY(LAST, "\\377"), &report)); /* hidden in an escape */
    sources_need_said(&report, PO, "line 4", "not UTF-8");
    report_clear(&report);
}

static void what_turns_the_order_of_letters_round_is_refused(void **state)
{
    struct report report;
    assert_null(arabic(state, HEAD TITLE SAY(LAST, "\xe2\x80\xae 8100 6497"), &report));
    sources_need_said(&report, PO, "line 7", "order of letters");
    report_clear(&report);
}

static void a_damaged_file_is_refused_with_each_line(void **state)
{
    struct report report;
    assert_null(
        arabic(state, HEAD "msgid \"a\nmsgstr \"b\"\n\n" SAY("c", "d") "nonsense\n" SAY("c", "e"), &report));
    assert_true(report.mistakes >= 2);
    sources_need_said(&report, PO, "line 5", "damaged");
    sources_need_said(&report, PO, "line 10", "damaged");
    report_clear(&report);
}

static void a_number_that_only_the_translation_has_is_warned_of(void **state)
{
    struct report report;
    json_t *lang = arabic(state, HEAD TITLE TOPIC SAY(LAST, "اتصل ٠٢٠ ٧٩٤٦ ٠٠١٨"), &report);
    sources_need_said(&report, PO, "", "telephone number");
    report_clear(&report);
    json_decref(lang);
}

static void a_file_of_another_language_is_a_mistake(void **state)
{
    static const struct {
        const char *said;
        bool good;
    } cases[] = {{"fr", false}, {"arn", false}, {"a", false}, {"ar_EG", true}, {"AR", true}, {"", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        struct report report;
        snprintf(text, sizeof text,
            "msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n",
            cases[i].said);
        sources_put(*state, PO, text);
        assert_int_equal(sources_report(*state, &report), cases[i].good);
        if (!cases[i].good)
            sources_need_said(&report, PO, "line 1", cases[i].said);
        report_clear(&report);
    }
}

static void a_byte_order_mark_and_windows_line_ends_change_nothing(void **state)
{
    struct report report;
    sources_put(*state, PO,
        "\xef\xbb\xbf"
        "msgid \"\"\r\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\r\n\r\n"
        "msgid \"Who keeps your papers?\"\r\nmsgstr \"t1\"\r\n");
    assert_true(sources_report(*state, &report));
    assert_null(sources_said(&report, PO, "", "no more"));
    assert_int_equal(report.mistakes, 0);
    report_clear(&report);
}

static void a_missing_file_is_said(void **state)
{
    struct report report;
    assert_true(sources_report(*state, &report));
    sources_need_said(&report, PO, "", "no translation into this language");
    report_clear(&report);
}

static void critical_sentences_need_two_reviewers_on_the_live_channel(void **state)
{
    static const struct {
        const char *notes;
        bool there;
    } cases[] = {
        {"", false},
        {"# reviewed by: Amina\n", false},
        {"# reviewed by: Amina\n# reviewed by: amina \n", false},
        {"# Reviewed by: Amina\n# reviewed by: Joana\n", true},
        {"# reviewed by: Amina\n# reviewed by: Joana\n# unreviewed\n", false},
    };
    struct pack_sources *sources = *state;
    sources_put(sources, "forms/help.csv", FORM);
    for (int live = 0; live < 2; live++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            char po[4096];
            struct report report;
            snprintf(po, sizeof po,
                HEAD TITLE TOPIC SAY(LAST, "t5") FORM_TEXTS "%s" SAY("Are you in danger?", "f0"),
                cases[i].notes);
            sources->ground.live = live;
            json_t *lang = arabic(state, po, &report);
            bool whole = !live || cases[i].there;
            assert_non_null(lang);
            assert_true(has_topic(lang));
            assert_true(has_string(lang, "Are you in danger?") == whole);
            assert_true(has_string(lang, "Life first") == whole);
            if (!whole)
                sources_need_said(&report, PO, "", "forms/help.csv is left out");
            report_clear(&report);
            json_decref(lang);
        }
    }
}

static void the_first_language_names_its_reviewers_on_the_live_channel(void **state)
{
    struct report report;
    sources_put(*state, "forms/help.csv", FORM);
    sources_put(*state, PO, HEAD);
    sources_put(*state, "pack.ini",
        "[pack]\nowner = harbour\nid = port\ntitle = T\nversion = 1\nlanguages = en ar\nchannel = live\n"
        "reviewed_by = Ana\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "pack.ini", "", "two people");
    report_clear(&report);
}

/* ---- templates ---- */

static char *file_text(void **state, const char *file)
{
    char path[256];
    struct buffer bytes;
    snprintf(path, sizeof path, "%s/%s", ((struct pack_sources *)*state)->folder, file);
    buffer_init(&bytes, 1 << 20);
    assert_int_equal(file_read(path, 1 << 20, &bytes), BASE_OK);
    char *text = strndup((char *)bytes.bytes, bytes.len);
    buffer_clear(&bytes);
    return text;
}

static void templates(void **state)
{
    struct report report;
    report_init(&report);
    if (!builder_templates(&((struct pack_sources *)*state)->ground, &report)) {
        sources_print(&report);
        fail();
    }
    report_clear(&report);
}

static void a_new_language_gets_every_sentence_of_the_pack(void **state)
{
    sources_put(*state, "forms/help.csv", FORM);
    templates(state);
    char *po = file_text(state, PO), *pot = file_text(state, "po/pack.pot");
    assert_non_null(strstr(po, "Language: ar"));
    assert_non_null(strstr(po, "charset=UTF-8"));
    assert_non_null(
        strstr(po, "#. title of a topic\n#: topics/papers.md:2\nmsgid \"Who keeps your papers?\""));
    assert_non_null(strstr(pot, "critical\n#: forms/help.csv:D2\nmsgid \"Are you in danger?\""));
    free(po);
    free(pot);
}

static void no_translation_is_lost_when_the_pack_changes(void **state)
{
    sources_put(*state, PO,
        HEAD TITLE TOPIC "# from the old desk\n#. unreviewed\n# reviewed by: Amina\n" SAY(LAST, "t5"));
    sources_put(*state, "topics/papers.md",
        "---\ntitle: Who keeps your papers?\nsummary: New\n---\nNobody may keep your passport, not even an "
        "employer.\n\n- Ask for it back.\n- Write down its number!\n");
    templates(state);
    char *po = file_text(state, PO);
    assert_non_null(strstr(po, "msgstr \"t1\""));
    assert_non_null(strstr(po, "msgstr \"t3\""));
    assert_non_null(strstr(po, "#~ msgstr \"t2\"")); /* its sentence is gone */
    const char *changed = strstr(po, "msgid \"Write down its number!\"");
    assert_non_null(changed);
    assert_non_null(strstr(po, "#, fuzzy"));
    assert_non_null(strstr(po, "#| msgid \"Write down its number.\""));
    assert_non_null(strstr(po, "# from the old desk"));
    assert_non_null(strstr(po, "# unreviewed"));
    assert_null(strstr(po, "Amina")); /* she reviewed another sentence */
    templates(state);
    char *again = file_text(state, PO);
    assert_string_equal(po, again);
    free(po);
    free(again);
}

static void a_damaged_translation_is_left_as_it_is(void **state)
{
    struct report report;
    sources_put(*state, PO, HEAD TITLE "nonsense\n");
    report_init(&report);
    assert_false(builder_templates(&((struct pack_sources *)*state)->ground, &report));
    sources_need_said(&report, PO, "line 7", "damaged");
    report_clear(&report);
    char *po = file_text(state, PO);
    assert_string_equal(po, HEAD TITLE "nonsense\n");
    free(po);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_topic_is_there_when_all_of_it_is_translated, begin, end),
        cmocka_unit_test_setup_teardown(fuzzy_unknown_and_obsolete_translations_are_not_used, begin, end),
        cmocka_unit_test_setup_teardown(what_nobody_has_reviewed_is_marked, begin, end),
        cmocka_unit_test_setup_teardown(words_in_braces_stay_as_they_are, begin, end),
        cmocka_unit_test_setup_teardown(other_encodings_are_refused_with_what_to_do, begin, end),
        cmocka_unit_test_setup_teardown(what_turns_the_order_of_letters_round_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_file_is_refused_with_each_line, begin, end),
        cmocka_unit_test_setup_teardown(a_number_that_only_the_translation_has_is_warned_of, begin, end),
        cmocka_unit_test_setup_teardown(a_file_of_another_language_is_a_mistake, begin, end),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_and_windows_line_ends_change_nothing, begin, end),
        cmocka_unit_test_setup_teardown(a_missing_file_is_said, begin, end),
        cmocka_unit_test_setup_teardown(
            critical_sentences_need_two_reviewers_on_the_live_channel, begin, end),
        cmocka_unit_test_setup_teardown(
            the_first_language_names_its_reviewers_on_the_live_channel, begin, end),
        cmocka_unit_test_setup_teardown(a_new_language_gets_every_sentence_of_the_pack, begin, end),
        cmocka_unit_test_setup_teardown(no_translation_is_lost_when_the_pack_changes, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_translation_is_left_as_it_is, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
