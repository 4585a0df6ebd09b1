/* topics/<name>.md: what is shown, and what is refused with its line and what to do instead. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "pack_sources.h"

#define HEAD "---\ntitle: Papers\n---\n"
#define TOPIC "topics/papers.md"

static void refused(void **state, const char *text, const char *place, const char *words)
{
    struct report report;
    sources_put(*state, TOPIC, text);
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, TOPIC, place, words);
    report_clear(&report);
}

static void shown(void **state, const char *text, const char *blocks)
{
    struct built built;
    struct report report;
    char wanted[2048];
    sources_put(*state, TOPIC, text);
    report_init(&report);
    if (!builder_build(&((struct pack_sources *)*state)->ground, &built, &report)) {
        sources_print(&report);
        fail();
    }
    const struct built_file *lang = built_file_of(&built, "packs/harbour/port/lang/en.json");
    char *json = strndup((char *)lang->bytes, lang->len);
    snprintf(wanted, sizeof wanted, "\"blocks\":[%s]}}}", blocks);
    const char *found = strstr(json, "\"blocks\"");
    assert_non_null(found);
    assert_string_equal(found, wanted);
    free(json);
    built_clear(&built);
    report_clear(&report);
}

static void each_kind_of_block_is_shown(void **state)
{
    shown(state, HEAD "# Head\n\nOne\ntwo\\\nthree\n\n- a\n- b\n\n1. c\n2. d\n\n> e\n>\n> f\n\n{help}\n",
        "{\"type\":\"heading\",\"text\":\"Head\"},{\"type\":\"text\",\"text\":\"One two\\nthree\"},"
        "{\"type\":\"list\",\"items\":[\"a\",\"b\"]},{\"type\":\"numbered\",\"items\":[\"c\",\"d\"]},"
        "{\"type\":\"quote\",\"text\":\"e\"},{\"type\":\"quote\",\"text\":\"f\"},{\"type\":\"help\"}");
}

static void signs_are_shown_where_they_are_wanted(void **state)
{
    sources_put(*state, "indicators.csv", "code,audience,text,source\ndebt,worker,You owe,\"ILO, 2012\"\n");
    shown(state, HEAD "a\n\n{signs}\n", "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"signs\"}");
}

static void an_episode_stands_once_in_its_story(void **state)
{
    struct report report;
    static const char one[] = "---\ntitle: a\nstory: job\nepisode: 1\n---\n![](boat)\n\nx\n";
    sources_put(*state, "media/boat.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"32\" height=\"32\"><circle cx=\"16\" cy=\"16\" "
        "r=\"9\"/></svg>");
    sources_put(*state, "topics/a.md", one);
    assert_true(sources_report(*state, &report));
    report_clear(&report);
    sources_put(*state, "topics/b.md", one);
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "topics/b.md", "line 4", "topics/a.md already");
    report_clear(&report);
}

static void windows_line_ends_and_a_byte_order_mark_change_nothing(void **state)
{
    shown(state, "\xef\xbb\xbf---\r\ntitle: Papers\r\n---\r\nOne\r\ntwo\r\n",
        "{\"type\":\"text\",\"text\":\"One two\"}");
}

static void bold_letters_are_shown_as_plain_ones_and_warned_of(void **state)
{
    struct report report;
    shown(state, HEAD "Not *ever* **yours**\n", "{\"type\":\"text\",\"text\":\"Not ever yours\"}");
    assert_true(sources_report(*state, &report));
    sources_need_said(&report, TOPIC, "line 4", "Bold and slanted");
    report_clear(&report);
}

static void what_a_screen_cannot_show_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *body, *place, *words;
    } cases[] = {
        {"a\n\n[b](http://c)\n", "line 6", "follow a link"},
        {"<http://c>\n", "line 4", "follow a link"},
        {"<div>x</div>\n", "line 4", "HTML"},
        {"a <b>x</b>\n", "line 4", "HTML"},
        {"a\n\n    code\n", "line 6", "four spaces"},
        {"```\nx\n```\n", "line 4", "four spaces"},
        {"a `x`\n", "line 4", "quotation marks"},
        {"a\n\n***\n", "line 6", "---"},
        {"- a\n  - b\n", "line 4", "one paragraph"},
        {"- a\n\n  b\n", "line 4", "one paragraph"},
        {"-\n", "line 4", "one paragraph"},
        {"3. a\n", "line 4", "begins with 1"},
        {"> - a\n", "line 4", "sentences only"},
        {"#\n", "line 4", "empty"},
        {"| a | b |\n|---|---|\n| 1 | 2 |\n", "line 4", "Tables"},
        {"a {help}\n", "line 4", "stands alone"},
        {"{hlep}\n", "line 4", "only {help} and {signs} are known"},
        {"a ![b](c) d\n", "line 4", "stands alone"},
        {"a {signs}\n", "line 4", "stands alone"},
        {"{signs}\n", "line 4", "indicators.csv, which is not there"},
        {"![b](My Boat)\n", "line 4", "without spaces"},
        {"![b](boat.png)\n", "line 4", "without the ending"},
        {"![b](boat)\n", "line 4", "no picture media/boat"},
        {"a&#7;b\n", "line 4", "cannot be shown"},
        {"a \xe2\x80\xae b\n", "line 4", "order of letters"},
        {"a &#x202e; b\n", "line 4", "order of letters"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text, HEAD "%s", cases[i].body);
        refused(state, text, cases[i].place, cases[i].words);
    }
}

static void a_wrong_head_is_refused_with_its_line(void **state)
{
    refused(state, "no head\n", "line 1", "begins with a line of ---");
    refused(state, "---\ntitle: a\n", "line 1", "second line of ---");
    refused(state, "---\n---\nx\n", "line 1", "needs a title");
    refused(state, "---\ntitle: a\ntitel: b\n---\nx\n", "line 3", "\"titel\" is not known");
    refused(state, "---\ntitle: a\ntitle: b\n---\nx\n", "line 3", "twice");
    refused(state, "---\ntitle: a\naudience: men\n---\nx\n", "line 3", "public, worker");
    refused(state, "---\ntitle: a\nreview_by: 30.6.2027\n---\nx\n", "line 3", "2027-06-30");
    refused(state, "---\ntitle: a\ncampaign: none\n---\nx\n", "line 3", "no campaign");
    refused(state, "---\ntitle: a\npicture: none\n---\nx\n", "line 3", "no picture");
    refused(state, "---\ntitle: a\nstory: Job\nepisode: 1\n---\nx\n", "line 3", "small letters");
    refused(state, "---\ntitle: a\nstory: job\n---\nx\n", "line 3", "which episode");
    refused(state, "---\ntitle: a\nepisode: 1\n---\nx\n", "line 3", "of which story");
    refused(state, "---\ntitle: a\nstory: job\nepisode: 0\n---\nx\n", "line 4", "from 1 to 99");
    refused(state, "---\ntitle: a\nstory: job\nepisode: 100\n---\nx\n", "line 4", "from 1 to 99");
    refused(state, "---\ntitle: a\nstory: job\nepisode: one\n---\nx\n", "line 4", "from 1 to 99");
    refused(state, "---\ntitle: a\nstory: job\nepisode: 1\n---\nx\n", "line 6", "begins with a picture");
    refused(state, "---\ntitle: a\nneeds: bed bedd\n---\nx\n", "line 3", "\"bedd\" is no need");
    refused(state, "---\ntitle: a\nneeds: be\n---\nx\n", "line 3", "\"be\" is no need");
    refused(state, "---\ntitle: a\nneeds: bed doctor leave papers pay lawyer police talk home\n---\nx\n",
        "line 3", "At most 8");
    refused(state, "---\ntitle: a\n  more\n---\nx\n", "line 3", "one line");
    refused(state, "---\ntitle a\n---\nx\n", "line 2", "name: value");
    refused(state, HEAD "caf\xe9\n", "line 4", "UTF-8");
}

static void all_mistakes_are_found_in_one_run(void **state)
{
    struct report report;
    sources_put(*state, TOPIC, "---\ntitle: a\naudienc: b\n---\n<b>x</b>\n\n![p](none)\n\n- a\n  - b\n");
    sources_put(*state, "topics/other.md", "---\n---\n***\n");
    sources_put(*state, "topics/My Topic.md", HEAD);
    sources_put(*state, "hotlines.csv", "id,nummer\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, TOPIC, "line 3", "audienc");
    sources_need_said(&report, TOPIC, "line 5", "HTML");
    sources_need_said(&report, TOPIC, "line 7", "no picture media/none");
    sources_need_said(&report, TOPIC, "line 9", "one paragraph");
    sources_need_said(&report, "topics/other.md", "line 1", "title");
    sources_need_said(&report, "topics/other.md", "line 3", "---");
    sources_need_said(&report, "topics/My Topic.md", "", "small letters");
    sources_need_said(&report, "hotlines.csv", "cell B1", "nummer");
    for (size_t i = 1; i < report.count; i++)
        assert_true(strcmp(report.lines[i - 1].file, report.lines[i].file) <= 0);
    report_clear(&report);
}

static void nested(void **state, const char *mark, size_t times, const char *words)
{
    size_t len = strlen(mark) * times;
    char *text = malloc(strlen(HEAD) + len + 8), *at = text + strlen(HEAD);
    assert_non_null(text);
    memcpy(text, HEAD, strlen(HEAD));
    for (size_t i = 0; i < times; i++, at += strlen(mark))
        memcpy(at, mark, strlen(mark));
    memcpy(at, "x\n", 3);
    refused(state, text, "line 4", words);
    free(text);
}

static void what_is_nested_a_thousand_deep_is_refused_where_it_begins(void **state)
{
    nested(state, "> ", 1000, "sentences only");
    nested(state, "- ", 1000, "one paragraph");
    nested(state, "> ", 30000, "sentences only");
    nested(state, "![", 20000, "longer than 2,000");
    nested(state, "*a_", 20000, "longer than 2,000");
}

static void words_that_hurt_and_telephone_numbers_are_warned_of(void **state)
{
    static const struct {
        const char *text, *words; /* NULL: nothing is said */
    } cases[] = {
        {"A slave.", "\"slave\" can hurt"},
        {"Rescue", "\"rescue\" can hurt"},
        {"enslaved slavers", NULL},
        {"Call +44 20 7946 0018.", "telephone number"},
        {"Call (020) 7946-0018 today", "telephone number"},
        {"Call 116000", "telephone number"},
        {"From 2009-2010, on 2026-11-24, 18 years, 1,000,000 people, 24.11.2026", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        struct report report;
        snprintf(text, sizeof text, HEAD "%s\n", cases[i].text);
        sources_put(*state, TOPIC, text);
        assert_true(sources_report(*state, &report));
        if (cases[i].words)
            sources_need_said(&report, TOPIC, "line 4", cases[i].words);
        else if (report.count)
            sources_print(&report);
        assert_int_equal(report.count, cases[i].words ? 1 : 0);
        report_clear(&report);
    }
}

static void topics_stand_in_the_order_of_pack_ini_then_by_name(void **state)
{
    struct built built;
    struct report report;
    static const char *const order[] = {"\"papers\"", "\"apple\"", "\"zebra\""};
    const char *at;
    sources_put(*state, "topics/zebra.md", HEAD "x\n");
    sources_put(*state, "topics/apple.md", HEAD "x\n");
    sources_put(*state, "topics/.hidden.md", "nonsense");
    sources_put(*state, "topics/apple.md~", "nonsense");
    report_init(&report);
    assert_true(builder_build(&((struct pack_sources *)*state)->ground, &built, &report));
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    char *json = strndup((char *)pack->bytes, pack->len);
    at = strstr(json, "\"topics\"");
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(at);
        at = strstr(at, order[i]);
    }
    assert_non_null(at);
    free(json);
    built_clear(&built);
    report_clear(&report);
}

static void ten_thousand_topics_end_in_one_sentence(void **state)
{
    char name[64];
    struct report report;
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof name, "topics/t%d.md", i);
        sources_put(*state, name, "x");
    }
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "topics", "", "more than 1024 files");
    assert_int_equal(report.mistakes, 1);
    report_clear(&report);
}

/* Nothing from elsewhere comes into a pack, and nothing that was meant to be in it is passed over. */
static void links_pipes_and_folders_in_place_of_files_are_named(void **state)
{
    const char *folder = ((struct pack_sources *)*state)->folder;
    char path[128];
    struct report report;
    sources_put(*state, "media/x.svg", "");
    sources_put(*state, "topics/in.md/x", "");
    sources_put(*state, "hotlines.csv/x", "");
    snprintf(path, sizeof path, "%s/topics/out.md", folder);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    snprintf(path, sizeof path, "%s/topics/loop.md", folder);
    assert_int_equal(symlink("loop.md", path), 0);
    snprintf(path, sizeof path, "%s/services.csv", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/forms", folder);
    assert_int_equal(symlink("/etc", path), 0);
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "topics/in.md", "", "a folder, and a file is needed");
    sources_need_said(&report, "topics/out.md", "", "a link, and a file is needed");
    sources_need_said(&report, "topics/loop.md", "", "a link, and a file is needed");
    sources_need_said(&report, "hotlines.csv", "", "a folder, and a file is needed");
    sources_need_said(&report, "services.csv", "", "neither a file nor a folder");
    sources_need_said(&report, "forms", "", "a link, and a folder is needed");
    assert_int_equal(report.mistakes, 6);
    report_clear(&report);
}

static void a_topic_that_is_to_be_read_again_warns(void **state)
{
    struct report report;
    sources_put(*state, TOPIC, "---\ntitle: a\nreview_by: 2026-11-23\n---\nx\n");
    assert_true(sources_report(*state, &report));
    sources_need_said(&report, TOPIC, "line 3", "read again by 2026-11-23");
    report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            signs_are_shown_where_they_are_wanted, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            an_episode_stands_once_in_its_story, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(each_kind_of_block_is_shown, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            windows_line_ends_and_a_byte_order_mark_change_nothing, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            bold_letters_are_shown_as_plain_ones_and_warned_of, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            what_a_screen_cannot_show_is_refused_with_its_line, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_wrong_head_is_refused_with_its_line, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(all_mistakes_are_found_in_one_run, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_nested_a_thousand_deep_is_refused_where_it_begins, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            words_that_hurt_and_telephone_numbers_are_warned_of, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            topics_stand_in_the_order_of_pack_ini_then_by_name, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            ten_thousand_topics_end_in_one_sentence, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            links_pipes_and_folders_in_place_of_files_are_named, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_topic_that_is_to_be_read_again_warns, sources_set_up, sources_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
