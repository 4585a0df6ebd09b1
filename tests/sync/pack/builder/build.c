/* builder/builder.h: from the folder that an editor works in to the files of a pack. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pack/pack.h"
#include "pack_sources.h"

static void build_whole(const struct pack_sources *sources, struct built *built)
{
    struct report report;
    report_init(&report);
    if (!builder_build(&sources->ground, built, &report) || report.mistakes) {
        sources_print(&report);
        fail();
    }
    report_clear(&report);
}

static void one_topic_in_one_language_is_a_pack(void **state)
{
    struct built built;
    build_whole(*state, &built);
    assert_string_equal(built.owner, "harbour");
    assert_string_equal(built.id, "harbour/port");
    assert_int_equal(built.version, 1);
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    const struct built_file *lang = built_file_of(&built, "packs/harbour/port/lang/en.json");
    assert_non_null(pack);
    assert_non_null(lang);
    static const char wanted_pack[] =
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/port\",\"version\":1,\"owner\":\"harbour\","
        "\"title\":\"Your rights at the "
        "port\",\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],"
        "\"topics\":[{\"slug\":\"papers\",\"audience\":\"worker\"}],\"campaigns\":[],\"pictures\":[],"
        "\"sounds\":[],\"forms\":[],\"tables\":[]}";
    static const char wanted_lang[] =
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{\"Your rights at the port\":\"Your "
        "rights at the "
        "port\"},\"topics\":{\"papers\":{\"title\":\"Who keeps your papers?\",\"summary\":\"Your passport is "
        "yours\",\"blocks\":[{\"type\":\"text\",\"text\":\"Nobody may keep your passport, not even an "
        "employer.\"},{\"type\":\"list\",\"items\":[\"Ask for it back.\",\"Write down its number.\"]},"
        "{\"type\":\"help\"}]}}}";
    assert_int_equal(pack->len, strlen(wanted_pack));
    assert_memory_equal(pack->bytes, wanted_pack, pack->len);
    assert_int_equal(lang->len, strlen(wanted_lang));
    assert_memory_equal(lang->bytes, wanted_lang, lang->len);
    built_clear(&built);
}

/* Everything that sources can be, written in the order that order says. */
struct source_file {
    const char *file, *text;
};
static const struct source_file rich[] = {
    {"pack.ini", "[pack]\nowner = harbour\nid = port\ntitle = Your rights at the port\nversion = 7\n"
                 "languages = en ar\ntopics = pay\nreviewed_by = Ana, Ben\nweb = "
                 "https://harbour.example/port/\n[campaign season]\nfrom = 2027-03-01\n"
                 "until = 2027-09-30\nplaces = quay\n"},
    {"topics/papers.md", "---\ntitle: Who keeps your papers?\nsummary: Your passport is yours\n"
                         "audience: worker\npicture: boat\ncampaign: season\nreview_by: 2027-01-01\n"
                         "story: first-week\nepisode: 2\nneeds: papers, lawyer\n---\n"
                         "![A boat](boat)\n\nNobody may keep it.\n\n![](sign)\n\n{help}\n"},
    {"topics/pay.md", "---\ntitle: Pay\n---\n- One\n- Two\n"},
    {"topics/zebra.md", "---\ntitle: Last\n---\n> Said\n"},
    {"media/boat.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"48\"><path d=\"M0 0h64v48z\" "
        "fill=\"#246\"/></svg>"},
    {"media/sign.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"32\" height=\"32\"><circle cx=\"16\" "
        "cy=\"16\" r=\"9\"/></svg>"},
    {"forms/help.csv",
        "survey,type,name,label,hint\n,select_one yn,danger,Are you in danger?,Life first\n"
        "choices,list_name,name,label\n,yn,yes,Yes\n,yn,no,No\nsettings,form_title,form_id,version\n,Help "
        "form,help,1\n"},
    {"hotlines.csv", "id,number,name,answered_by,languages,opening_hours,checked_on,checked_by\n"
                     "line,+442079460018,Workers' line,A charity,en ar,Mo-Fr 08:00-20:00,2026-11-20,Ana\n"},
    {"services.csv", "id,name,need,checked_on,checked_by\ndoctor,Doctor,doctor,2026-11-20,Ana\n"},
    {"goods.csv", "good,country,kind,source,year\nFish,Everywhere,both,A government,2024\n"},
    {"po/ar.po", "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Pay\"\nmsgstr "
                 "\"الأجر\"\n\nmsgid \"One\"\nmsgstr \"واحد\"\n\nmsgid \"Two\"\nmsgstr \"اثنان\"\n\n"
                 "msgid \"Workers' line\"\nmsgstr \"خط العمال\"\n\nmsgid \"Yes\"\nmsgstr \"نعم\"\n"},
};
#define RICH (sizeof rich / sizeof *rich)

static void write_rich(const struct pack_sources *sources, bool backwards)
{
    for (size_t i = 0; i < RICH; i++) {
        const struct source_file *file = &rich[backwards ? RICH - 1 - i : i];
        sources_put(sources, file->file, file->text);
    }
}

static void equal_sources_give_equal_bytes_in_any_folder_time_zone_and_locale(void **state)
{
    struct pack_sources other;
    struct built one, two;
    write_rich(*state, false);
    build_whole(*state, &one);
    sources_begin(&other);
    write_rich(&other, true);
    other.ground.today = "2026-11-22";
    setenv("TZ", "Pacific/Kiritimati", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    tzset();
    assert_non_null(setlocale(LC_ALL, ""));
    build_whole(&other, &two);
    assert_true(one.file_count > 8);
    assert_int_equal(one.file_count, two.file_count);
    for (size_t i = 0; i < one.file_count; i++) {
        assert_string_equal(one.files[i].path, two.files[i].path);
        assert_int_equal(one.files[i].len, two.files[i].len);
        assert_memory_equal(one.files[i].bytes, two.files[i].bytes, one.files[i].len);
        if (i > 0)
            assert_true(strcmp(one.files[i - 1].path, one.files[i].path) < 0);
    }
    setlocale(LC_ALL, "C");
    unsetenv("TZ");
    unsetenv("LC_ALL");
    built_clear(&one);
    built_clear(&two);
    sources_end(&other);
}

/* Writes what was built as a release would hold it, and reads it as a kiosk does. */
static struct pack *read_back(const struct pack_sources *out, const struct built *built)
{
    char folder[160], message[256] = "";
    struct disk disk;
    for (size_t i = 0; i < built->file_count; i++)
        sources_put_bytes(out, built->files[i].path, built->files[i].bytes, built->files[i].len);
    snprintf(folder, sizeof folder, "%s/packs/harbour/port", out->folder);
    assert_int_equal(disk_open(folder, &disk), BASE_OK);
    struct pack_files files = pack_folder(&disk);
    struct pack *pack = pack_read(&files, message);
    assert_string_equal(message, "");
    disk_close(&disk);
    return pack;
}

static void a_kiosk_reads_all_of_it(void **state)
{
    struct pack_sources out;
    struct built built;
    write_rich(*state, false);
    build_whole(*state, &built);
    sources_begin(&out);
    struct pack *pack = read_back(&out, &built);
    assert_non_null(pack);
    assert_string_equal(pack->id, "harbour/port");
    assert_int_equal(pack->version, 7);
    assert_int_equal(pack->topic_count, 3);
    assert_string_equal(pack->topics[0].slug, "pay");
    assert_string_equal(pack->topics[1].slug, "papers");
    assert_int_equal(pack->topics[1].audience, AUDIENCE_WORKER);
    assert_string_equal(pack->topics[1].review_by, "2027-01-01");
    assert_string_equal(pack->web, "https://harbour.example/port");
    assert_string_equal(pack->topics[0].story, "");
    assert_int_equal(pack->topics[0].episode, 0);
    assert_int_equal(pack->topics[0].need_count, 0);
    assert_string_equal(pack->topics[1].story, "first-week");
    assert_int_equal(pack->topics[1].episode, 2);
    assert_int_equal(pack->topics[1].need_count, 2);
    assert_string_equal(pack->topics[1].needs[1], "lawyer");
    assert_int_equal(pack->campaign_count, 1);
    assert_int_equal(pack->picture_count, 2);
    assert_string_equal(pack->pictures[0].name, "boat");
    assert_string_equal(pack->pictures[0].alt, "A boat");
    assert_string_equal(pack->pictures[1].alt, "");
    assert_int_equal(pack->form_count, 1);
    assert_int_equal(pack->table_count, 2);
    const struct pack_language *arabic = pack_language(pack, "ar");
    assert_non_null(arabic);
    assert_true(arabic->topics[0].there);
    assert_false(arabic->topics[1].there);
    assert_string_equal(arabic->topics[0].blocks[0].text[1], "اثنان");
    assert_string_equal(pack_string(arabic, "Yes"), "نعم");
    assert_null(pack_string(arabic, "No"));
    pack_free(pack);
    built_clear(&built);
    sources_end(&out);
}

static void a_pack_without_its_ini_is_one_sentence(void **state)
{
    struct pack_sources *sources = *state;
    struct report report;
    char path[128];
    snprintf(path, sizeof path, "%s/pack.ini", sources->folder);
    assert_int_equal(remove(path), 0);
    assert_false(sources_report(sources, &report));
    sources_need_said(&report, "pack.ini", "", "no such file");
    assert_int_equal(report.count, 1);
    report_clear(&report);
    sources->ground.folder = "/tmp/wayside-no-such-folder";
    assert_false(sources_report(sources, &report));
    sources_need_said(&report, "pack.ini", "", "cannot be opened");
    report_clear(&report);
}

static void every_wrong_line_of_pack_ini_is_named(void **state)
{
    static const struct {
        const char *text, *place, *words;
    } cases[] = {
        {"owner = Harbour", "line 2", "small letters"},
        {"id = a/b", "line 2", "small letters"},
        {"version = 1.2", "line 2", "whole number"},
        {"version = 0", "line 2", "whole number"},
        {"title =", "", "title"},
        {"languages = en xx", "line 2", "no language \"xx\""},
        {"languages = en ar en", "line 2", "twice"},
        {"channel = test", "line 2", "demo or live"},
        {"topics = papers none", "line 2", "no file topics/none.md"},
        {"forms = none", "line 2", "no forms/none"},
        {"web = http://harbour.example", "line 2", "address of the folder"},
        {"web = https://", "line 2", "address of the folder"},
        {"web = https://harbour.example/a b", "line 2", "address of the folder"},
        {"web = https://harbour.example/?q", "line 2", "address of the folder"},
        {"nonsense", "line 2", "name = value"},
        {"farms = x", "line 2", "\"farms\" in [pack] is not known"},
        {"[campaign s]\nfrom = 1.1.2027\nuntil = 2027-01-02", "line 3", "no day"},
        {"[campaign s]\nfrom = 2027-01-02", "", "\"until = ...\" is missing"},
        {"[campaign s]\nfrom = 2027-01-02\nuntil = 2027-01-01", "line 4", "before the first"},
        {"[campaign S]\nfrom = 2027-01-02\nuntil = 2027-01-03", "line 3", "small letters"},
        {"[campain s]\nfrom = 2027-01-02", "line 3", "not known"},
        {"[campaign s\nfrom = 2027-01-02", "line 2", "no end"},
        {"title = A ; B", "line 2", "semicolon"},
        {"x =", "line 2", "\"x\" in [pack] is not known"},
        {"caf\xe9 = 1", "line 2", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static const char *const standard[] = {
            "owner = harbour", "id = port", "title = T", "version = 1", "languages = en"};
        char text[1024] = "[pack]\n", key[32] = "";
        struct report report;
        sscanf(cases[i].text, "%31[a-z]", key);
        bool campaign = cases[i].text[0] == '[';
        if (!campaign)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", cases[i].text);
        for (size_t k = 0; k < sizeof standard / sizeof *standard && !campaign; k++)
            if (strncmp(standard[k], key, strlen(key)) != 0 || !key[0])
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", standard[k]);
        if (campaign)
            snprintf(text, sizeof text, "[pack]\n%s\n", cases[i].text);
        sources_put(*state, "pack.ini", text);
        assert_false(sources_report(*state, &report));
        sources_need_said(&report, "pack.ini", cases[i].place, cases[i].words);
        report_clear(&report);
    }
}

static void a_long_list_goes_on_in_lines_that_begin_with_spaces(void **state)
{
    char text[8192] =
        "[pack]\nowner = harbour\nid = port\ntitle = T\nversion = 1\nlanguages = en\ntopics = papers\n";
    char name[64];
    struct report report;
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "topics/t%d.md", i);
        sources_put(*state, name, "---\ntitle: a\n---\nb\n");
        snprintf(text + strlen(text), sizeof text - strlen(text),
            i % 10 ? " t%d"
            : i    ? "\n  t%d"
                   : "  t%d",
            i);
    }
    strcat(text, "\n");
    sources_put(*state, "pack.ini", text);
    if (!sources_report(*state, &report) || report.count) {
        sources_print(&report);
        fail();
    }
    report_clear(&report);
    memset(strchr(text, '\n') + 1, '#', 250); /* too long for a line */
    sources_put(*state, "pack.ini", text);
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "pack.ini", "line 2", "too long");
    report_clear(&report);
}

static void sources_that_nobody_can_use_are_named(void **state)
{
    struct report report;
    sources_put(*state, "topics/notes.txt", "x");
    sources_put(*state, "media/boat.svg", "<svg/>");
    sources_put(*state, "po/fr.po", "x");
    sources_put(*state, "media/papers.fr.ogg", "x");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "topics/notes.txt", "", "no use in this folder");
    sources_need_said(&report, "media/boat.svg", "", "No topic");
    sources_need_said(&report, "po/fr.po", "", "not a second language");
    sources_need_said(&report, "media/papers.fr.ogg", "", "not one of the languages");
    report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            one_topic_in_one_language_is_a_pack, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(equal_sources_give_equal_bytes_in_any_folder_time_zone_and_locale,
            sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(a_kiosk_reads_all_of_it, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_pack_without_its_ini_is_one_sentence, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            every_wrong_line_of_pack_ini_is_named, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_long_list_goes_on_in_lines_that_begin_with_spaces, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            sources_that_nobody_can_use_are_named, sources_set_up, sources_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
