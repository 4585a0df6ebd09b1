/* The site: every page well-formed, in its language and direction, with its alternatives; nothing from
 * elsewhere. */
#include <expat.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/disk.h"
#include "sync/publish/editor.h"

struct look {
    const char *path;
    char folder[256], lang[16];
    int headings, top, last, level_jumps;
    bool title, main_there;
};

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void check_address(struct look *look, const char *address)
{
    char path[600], plain[300];
    if (strncmp(address, "tel:", 4) == 0 || strncmp(address, "sms:", 4) == 0 || address[0] == '#')
        return;
    if (strstr(address, "//") || strchr(address, ':'))
        fail_msg("%s: it asks elsewhere for %s", look->path, address);
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(address, " "), address);
    snprintf(path, sizeof path, "%s/%s", look->folder, plain);
    if (access(path, R_OK) != 0)
        fail_msg("%s: %s is not there", look->path, address);
}

static void check_heading(struct look *look, const char *name)
{
    if (name[0] != 'h' || name[1] < '1' || name[1] > '6' || name[2])
        return;
    int level = name[1] - '0';
    look->top += level == 1;
    look->level_jumps += level > look->last + 1;
    look->last = level;
}

static void check_image(struct look *look, const char *name, const char **attributes)
{
    if (strcmp(name, "img") == 0 && (!attribute(attributes, "alt") || !attribute(attributes, "width")))
        fail_msg("%s: a picture without alternative or size", look->path);
    const char *label = attribute(attributes, "aria-label");
    if (strcmp(name, "svg") == 0 && (!label || !label[0]))
        fail_msg("%s: a QR code without a name", look->path);
}

static void begin_element(void *ctx, const char *name, const char **attributes)
{
    struct look *look = ctx;
    if (strcmp(name, "html") == 0) {
        const char *lang = attribute(attributes, "lang"), *dir = attribute(attributes, "dir");
        assert_non_null(lang);
        assert_non_null(dir);
        assert_string_equal(dir, strcmp(lang, "ar") == 0 ? "rtl" : "ltr");
        snprintf(look->lang, sizeof look->lang, "%s", lang);
    }
    if (strcmp(name, "script") == 0 || strcmp(name, "iframe") == 0 || attribute(attributes, "style"))
        fail_msg("%s: a %s that a plain page has not", look->path, name);
    check_heading(look, name);
    check_image(look, name, attributes);
    look->title |= strcmp(name, "title") == 0;
    look->main_there |= strcmp(name, "main") == 0;
    const char *address = attribute(attributes, "href");
    address = address ? address : attribute(attributes, "src");
    if (address)
        check_address(look, address);
}

#define STARTER_TOPICS 14 /* those for staff are not on the web */
static int pages, english_pages;

static int check_page(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)ftw;
    size_t len = strlen(path);
    if (type != FTW_F || len < 5 || strcmp(path + len - 5, ".html") != 0)
        return 0;
    struct look look = {.path = path};
    struct buffer bytes;
    snprintf(look.folder, sizeof look.folder, "%.*s", (int)(strrchr(path, '/') - path), path);
    buffer_init(&bytes, 16 << 20);
    assert_int_equal(file_read(path, 16 << 20, &bytes), BASE_OK);
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &look);
    XML_SetStartElementHandler(parser, begin_element);
    if (XML_Parse(parser, (const char *)bytes.bytes, (int)bytes.len, 1) != XML_STATUS_OK)
        fail_msg("%s, line %lu: %s", path, XML_GetCurrentLineNumber(parser),
            XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    buffer_clear(&bytes);
    assert_int_equal(look.top, 1);
    assert_int_equal(look.level_jumps, 0);
    assert_true(look.title && look.main_there);
    const char *folder = strrchr(look.folder, '/') + 1;
    if (strlen(folder) == 2)
        assert_string_equal(look.lang, folder);
    pages++;
    if (strcmp(folder, "en") == 0)
        english_pages++;
    return 0;
}

static void every_page_can_be_read_by_everyone_and_asks_nobody(void **state)
{
    struct editor *editor = *state;
    char site[128];
    editor_code(editor, TYPE(editor, "new", "harbour"), 0);
    editor_put(editor, "harbour/topics/sharp.md",
        "---\ntitle: 5 < 6 & \"quotes\"\nsummary: a > b\n---\nA & B < C are \"marks\"\\\nnext line\n\n# "
        "One\n\n- a < b\n");
    editor_code(editor, TYPE(editor, "web", "harbour", "--out", "site"), 0);
    snprintf(site, sizeof site, "%s/site", editor->folder);
    pages = english_pages = 0;
    nftw(site, check_page, 16, FTW_PHYS);
    assert_int_equal(english_pages, 3 + 2 * (STARTER_TOPICS + 1));
    assert_true(
        pages >= 1 + english_pages + 3 + STARTER_TOPICS + 1); /* a lesson only where it is translated */
}

static void a_topic_that_is_not_translated_says_where_it_is(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_put(editor, "harbour/topics/fresh.md", "---\ntitle: Fresh\n---\nOnly in English.\n");
    editor_code(editor, TYPE(editor, "web", "harbour", "--out", "site"), 0);
    char *page = editor_get(editor, "site/ar/fresh.html");
    assert_non_null(page);
    assert_non_null(strstr(page, "<span lang=\"en\" dir=\"ltr\">Fresh</span>"));
    assert_non_null(strstr(page, "../en/fresh.html"));
    assert_null(strstr(page, "Only in English"));
    free(page);
}

static void a_lesson_has_aims_text_questions_and_numbers_with_codes(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_code(editor, TYPE(editor, "web", "harbour", "--out", "site"), 0);
    char *page = editor_get(editor, "site/en/your-papers-lesson.html");
    assert_non_null(page);
    assert_non_null(strstr(page, "What this lesson is for"));
    assert_non_null(strstr(page, "what does this mean where you live and work?"));
    assert_non_null(strstr(page, "href=\"tel:+44"));
    assert_non_null(strstr(page, "<svg class=\"qr\""));
    free(page);
    page = editor_get(editor, "site/ar/your-papers-lesson.html");
    assert_non_null(strstr(page, "الغاية من هذا الدرس"));
    assert_null(strstr(page, "What this lesson is for"));
    free(page);
}

static void signs_have_their_sources_and_episodes_lead_to_each_other(void **state)
{
    struct editor *editor = *state;
    editor_small_pack(editor, "harbour");
    editor_put(editor, "harbour/indicators.csv",
        "code,audience,text,source\ndebt,worker,You owe <money>,\"ILO, "
        "2012\"\nnot-here,practitioner,Asked,X\n");
    editor_put(editor, "harbour/media/quay.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"48\"><path d=\"M0 "
        "0h64v48z\"/></svg>");
    editor_put(
        editor, "harbour/topics/owed.md", "---\ntitle: Owed\naudience: worker\n---\nLook:\n\n{signs}\n");
    editor_put(editor, "harbour/topics/one.md",
        "---\ntitle: One\nstory: week\nepisode: 1\n---\n![A quay](quay)\n\nShe came.\n");
    editor_put(editor, "harbour/topics/two.md",
        "---\ntitle: Two\nstory: week\nepisode: 2\n---\n![A quay](quay)\n\nShe asked.\n");
    editor_code(editor, TYPE(editor, "web", "harbour", "--out", "site"), 0);
    char *page = editor_get(editor, "site/en/owed.html");
    assert_non_null(strstr(page, "You owe &lt;money&gt;"));
    assert_non_null(strstr(page, "ILO, 2012"));
    assert_null(strstr(page, "Asked"));
    assert_non_null(strstr(page, "None of these is enough alone."));
    free(page);
    page = editor_get(editor, "site/en/one.html");
    assert_non_null(strstr(page, "<a href=\"two.html\">Next episode</a>"));
    assert_null(strstr(page, "The episode before"));
    free(page);
    page = editor_get(editor, "site/en/two.html");
    assert_non_null(strstr(page, "<a href=\"one.html\">The episode before</a>"));
    free(page);
}

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

#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HOME(every_page_can_be_read_by_everyone_and_asks_nobody),
        AT_HOME(a_topic_that_is_not_translated_says_where_it_is),
        AT_HOME(signs_have_their_sources_and_episodes_lead_to_each_other),
        AT_HOME(a_lesson_has_aims_text_questions_and_numbers_with_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
