/* XLSForm: what an editor writes in a spreadsheet becomes a form, and each mistake has its cell. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_sources.h"
#include "xlsx_maker.h"

static char *text_of(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 18);
    assert_true(fread(text, 1, (1 << 18) - 1, file) > 0);
    fclose(file);
    return text;
}

/* form/<id>.json as it was built; fails the test when there are mistakes. */
static json_t *form_of(const struct pack_sources *sources, const char *id, struct report *report)
{
    struct built built;
    char path[100];
    report_init(report);
    if (!builder_build(&sources->ground, &built, report) || report->mistakes) {
        sources_print(report);
        fail();
    }
    snprintf(path, sizeof path, "packs/harbour/port/form/%s.json", id);
    const struct built_file *file = built_file_of(&built, path);
    assert_non_null(file);
    json_t *form = json_loadb((const char *)file->bytes, file->len, 0, NULL);
    assert_non_null(form);
    built_clear(&built);
    return form;
}

static json_t *form_of_the_image(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, WAYSIDE_SOURCE "/assets/forms/%s.json", name);
    json_t *form = json_load_file(path, 0, NULL);
    assert_non_null(form);
    return form;
}

static void the_forms_of_the_starter_are_those_of_the_image(void **state)
{
    static const char *const names[] = {"help", "report", "call", "job"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct report report;
        char from[512], name[64];
        snprintf(from, sizeof from, WAYSIDE_SOURCE "/assets/starter/forms/%s.csv", names[i]);
        snprintf(name, sizeof name, "forms/%s.csv", names[i]);
        char *csv = text_of(from);
        sources_put(*state, name, csv);
        json_t *form = form_of(*state, names[i], &report), *wanted = form_of_the_image(names[i]);
        assert_true(json_equal(form, wanted));
        assert_int_equal(report.mistakes, 0);
        json_decref(form);
        json_decref(wanted);
        report_clear(&report);
        free(csv);
    }
}

static void the_help_form_as_a_workbook_is_the_same(void **state)
{
    struct report report;
    size_t len;
    char *csv = text_of(WAYSIDE_SOURCE "/assets/starter/forms/help.csv");
    uint8_t *xlsx = xlsx_maker_of_csv(csv, &len);
    sources_put_bytes(*state, "forms/help.xlsx", xlsx, len);
    json_t *form = form_of(*state, "help", &report), *wanted = form_of_the_image("help");
    assert_true(json_equal(form, wanted));
    json_decref(form);
    json_decref(wanted);
    report_clear(&report);
    free(xlsx);
    free(csv);
}

#define SURVEY "survey\n,type,name,label,hint,relevant,constraint,constraint_message,calculation\n"
#define CHOICES "choices\n,list_name,name,label,image\n,yn,yes,Yes,\n,yn,no,No,\n"
#define SETTINGS "settings\n,form_title,version\n,Work,3\n"

static void numbers_days_groups_and_calculations_are_compiled(void **state)
{
    struct report report;
    sources_put(*state, "forms/work.csv",
        SURVEY ",start,start,,\n"
               ",integer,years,How old?,So that we know,,. >= 0 and . <= 120,Is that right?,\n"
               ",calculate,adult,,,,,,${years} >= 18\n"
               ",begin_group,grown,,,${adult} = 'true',,,\n"
               ",select_one yn,paid,Are you paid?,w,,,,\n"
               ",begin group,,,,${paid} = 'no',,,\n"
               ",date,since,Since when?,w,${years} > 20,,,\n"
               ",end group,,,,,,,\n"
               ",note,thanks,Thank you,,,,,\n"
               ",end_group,,,,,,,\n" CHOICES SETTINGS);
    json_t *form = form_of(*state, "work", &report);
    assert_non_null(sources_said(&report, "forms/work.csv", "cell B3", "never recorded"));
    json_t *wanted = json_loads(
        "{\"id\":\"work\",\"version\":3,\"title\":\"Work\",\"questions\":["
        "{\"name\":\"years\",\"type\":\"integer\",\"child\":false,\"label\":\"How old?\",\"why\":\"So that "
        "we "
        "know\",\"constraint\":\". >= 0 and . <= 120\",\"message\":\"Is that right?\"},"
        "{\"name\":\"adult\",\"type\":\"calculate\",\"calculation\":\"${years} >= 18\"},"
        "{\"name\":\"paid\",\"type\":\"one\",\"child\":false,\"label\":\"Are you paid?\",\"why\":\"w\","
        "\"relevant\":\"${adult} = "
        "'true'\",\"choices\":[{\"name\":\"yes\",\"label\":\"Yes\"},{\"name\":\"no\","
        "\"label\":\"No\"}]},"
        "{\"name\":\"since\",\"type\":\"date\",\"child\":false,\"label\":\"Since when?\",\"why\":\"w\","
        "\"relevant\":\"(${adult} = 'true') and (${paid} = 'no') and (${years} > 20)\"},"
        "{\"name\":\"thanks\",\"type\":\"note\",\"child\":false,\"label\":\"Thank "
        "you\",\"relevant\":\"${adult} = "
        "'true'\"}]}",
        0, NULL);
    assert_non_null(wanted);
    assert_true(json_equal(form, wanted));
    json_decref(wanted);
    json_decref(form);
    report_clear(&report);
}

static void columns_in_other_languages_are_translations(void **state)
{
    struct report report;
    struct built built;
    sources_put(*state, "pack.ini",
        "[pack]\nowner = harbour\nid = port\ntitle = T\nversion = 1\nlanguages = en ar\ntopics = papers\n");
    sources_put(*state, "po/ar.po", "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n");
    sources_put(*state, "forms/work.csv",
        "survey,type,name,label::English (en),label::Arabic (ar),label::French (fr),hint\n"
        ",select_one yn,paid,Are you paid?,هل يدفعون لك؟,Payé ?,w\n"
        ",select_one other,other,And now?,,,w\n"
        "choices,list_name,name,label,label::ar,image\n,yn,yes,Yes,نعم,\n,yn,no,No,كلا,\n"
        ",other,no,No,لا,\n" SETTINGS);
    report_init(&report);
    bool done = builder_build(&((struct pack_sources *)*state)->ground, &built, &report);
    if (!done)
        sources_print(&report);
    assert_true(done);
    assert_non_null(sources_said(&report, "forms/work.csv", "cell F1", "left out"));
    assert_non_null(sources_said(&report, "forms/work.csv", "cell D7", "with another translation (ar)"));
    const struct built_file *lang = built_file_of(&built, "packs/harbour/port/lang/ar.json");
    assert_non_null(lang);
    json_t *document = json_loadb((const char *)lang->bytes, lang->len, 0, NULL);
    json_t *strings = json_object_get(document, "strings");
    assert_string_equal(json_string_value(json_object_get(strings, "Are you paid?")), "هل يدفعون لك؟");
    assert_string_equal(json_string_value(json_object_get(strings, "No")), "لا");
    json_decref(document);
    built_clear(&built);
    report_clear(&report);
}

static void a_picture_of_a_choice_is_in_the_pack(void **state)
{
    struct report report;
    struct built built;
    sources_put(*state, "media/boat.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><path d=\"M0 0h4v2z\"/></svg>");
    sources_put(*state, "forms/work.csv",
        SURVEY
        ",select_one l,where,Where?,w,,,,\nchoices\n,list_name,name,label,image\n,l,sea,At sea,boat.svg\n"
        ",l,land,On land,home\n" SETTINGS);
    report_init(&report);
    bool done = builder_build(&((struct pack_sources *)*state)->ground, &built, &report);
    if (!done || report.count)
        sources_print(&report);
    assert_true(done);
    assert_int_equal(report.count, 0);
    const struct built_file *form = built_file_of(&built, "packs/harbour/port/form/work.json");
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    assert_non_null(memmem(form->bytes, form->len, "\"picture\":\"boat\"", 16));
    assert_non_null(memmem(form->bytes, form->len, "\"picture\":\"home\"", 16));
    assert_non_null(memmem(pack->bytes, pack->len, "\"name\":\"boat\"", 13));
    built_clear(&built);
    report_clear(&report);
}

/* Builds forms/work.csv of this text; the report has a line about the place with these words. */
static void said(const struct pack_sources *sources, const char *csv, enum report_kind kind,
    const char *place, const char *words)
{
    struct report report;
    struct built built;
    sources_put(sources, "forms/work.csv", csv);
    report_init(&report);
    bool done = builder_build(&sources->ground, &built, &report);
    const struct report_line *line = sources_said(&report, "forms/work.csv", place, words);
    if (!line || line->kind != kind || done != (kind == REPORT_WARNING)) {
        sources_print(&report);
        fail_msg("not said: %s: %s", place, words);
    }
    built_clear(&built);
    report_clear(&report);
}

/* One more row of survey, row 4 of the file behind select_one yn a. */
static void row_said(const struct pack_sources *sources, const char *row, enum report_kind kind,
    const char *place, const char *words)
{
    char csv[4096];
    snprintf(csv, sizeof csv, "%s%s%s\n%s%s", SURVEY ",select_one yn,a,Label,Why,,,,\n", ",", row, CHOICES,
        SETTINGS);
    said(sources, csv, kind, place, words);
}

static void what_cannot_be_used_is_refused_in_its_cell(void **state)
{
    static const struct {
        const char *row, *place, *words;
    } faults[] = {
        {"geopoint,g,L,w,,,,", "cell B4", "never recorded"},
        {"begin_repeat,r,L,w,,,,", "cell B4", "Ask once"},
        {"decimal,d,L,w,,,,", "cell B4", "Use integer"},
        {"textt,d,L,w,,,,", "cell B4", "is not known"},
        {",d,L,w,,,,", "cell B4", "type is missing"},
        {"select_one yn or_other,o,L,w,,,,", "cell B4", "Something else"},
        {"select_one,o,L,w,,,,", "cell B4", "the name of one list"},
        {"select_one yn twice,o,L,w,,,,", "cell B4", "the name of one list"},
        {"select_one none,o,L,w,,,,", "cell B4", "no list \"none\""},
        {"select_one_from_file a.csv,o,L,w,,,,", "cell B4", "Write the choices"},
        {"text 5,t,L,w,,,,", "cell B4", "Nothing stands behind"},
        {"text,a,L,w,,,,", "cell C4", "has the name \"a\" too"},
        {"text,1a,L,w,,,,", "cell C4", "a letter, then"},
        {"text,,L,w,,,,", "cell C4", "it is missing"},
        {"text,t,,w,,,,", "cell D4", "no label"},
        {"text,t,L,,,,,", "cell E4", "why this is asked"},
        {"text,t,Hello ${a},w,,,,", "cell D4", "inside a text"},
        {"text,t,L,w,${a} = 'yes,,,", "cell F4",
            "at character 8: the text that begins here has no end quote"},
        {"text,t,L,w,${a} = \u2018yes\u2019,,,", "cell F4", "curly"},
        {"text,t,L,w,${b} = 'yes',,,", "cell F4", "no question above"},
        {"text,t,L,w,${t} = 'yes',,,", "cell F4", "no question above"},
        {"text,t,L,w,${a} = 'maybe',,,", "cell F4", "no choice of ${a} (list \"yn\")"},
        {"text,t,L,w,. = 'yes',,,", "cell F4", "in a constraint only"},
        {"text,t,L,w,${a} = today(),,,", "cell F4", "at character 8"},
        {"integer,t,L,w,,. > 5,,", "cell H4", "constraint_message is missing"},
        {"integer,t,L,w,,. >,m,", "cell G4", "at character 4"},
        {"note,t,L,w,,. = 1,m,", "cell G4", "has no answer"},
        {"calculate,t,,,,,,", "cell I4", "calculation is missing"},
        {"calculate,t,,,,,,. = 1", "cell I4", "in a constraint only"},
        {"integer,t,L,w,,,,1", "cell I4", "Only a calculate"},
        {"begin_group,g,,,,,,", "cell B4", "no end_group"},
        {"begin_group,g,,,${x} = 1,,,", "cell F4", "no question above"},
        {"end_group,g,,,,,,", "cell B4", "none has begun"},
        {"text,t,L,w,,,,\n,text,u,L,w,,,,", "cell B5", "one question of type text"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        row_said(*state, faults[i].row, REPORT_MISTAKE, faults[i].place, faults[i].words);
}

static void what_has_no_effect_is_warned_of(void **state)
{
    static const char *const left_out[] = {
        "start", "end", "today", "deviceid", "phonenumber", "username", "audit"};
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        char row[100];
        snprintf(row, sizeof row, "%s,x,,,,,,", left_out[i]);
        row_said(*state, row, REPORT_WARNING, "cell B4", "never recorded");
    }
    row_said(*state, "begin_group,g,Title,,,,,\n,end_group,,,,,,,", REPORT_WARNING, "cell D4", "not shown");
    row_said(*state, "note,n,**Stop**,,,,,", REPORT_WARNING, "cell D4", "take them away");
    row_said(*state, "note,n,L,,,,m,", REPORT_WARNING, "cell H4", "no use");
    said(*state,
        "survey\n,type,name,label,hint,required,appearance,note for us\n,select_one yn,a,L,w,yes,minimal,ask "
        "Ana\n" CHOICES SETTINGS,
        REPORT_WARNING, "cell F3", "leave out any question");
    said(*state,
        "survey\n,type,name,label,hint,required,appearance\n,select_one yn,a,L,w,,minimal\n" CHOICES SETTINGS,
        REPORT_WARNING, "cell G3", "no use");
    said(*state, "survey\n,type,name,label,hint\n,integer,a,L,w\n" CHOICES SETTINGS, REPORT_WARNING,
        "cell B6", "No question uses");
}

static void sheets_columns_and_choices_are_checked(void **state)
{
    said(*state, "", REPORT_MISTAKE, "", "survey is missing");
    said(*state, ",type,name\n", REPORT_MISTAKE, "cell A1", "names the sheet");
    said(*state, SURVEY ",integer,a,L,w,,,,\nchoises\n" SETTINGS, REPORT_MISTAKE, "cell A4",
        "not \"choises\"");
    said(*state, SURVEY ",integer,a,L,w,,,,\n" SURVEY SETTINGS, REPORT_MISTAKE, "cell A4", "begins twice");
    said(*state, SURVEY ",integer,a,L,w,,,,\n", REPORT_MISTAKE, "", "settings is missing");
    said(*state, SURVEY SETTINGS, REPORT_MISTAKE, "", "asks nothing");
    said(*state, "survey\n,type,name,label,hint,relevent\n,integer,a,L,w,\n" SETTINGS, REPORT_MISTAKE,
        "cell F2", "\"relevent\" is not known");
    said(*state, "survey\n,type,name,label,label\n,integer,a,L,w\n" SETTINGS, REPORT_MISTAKE, "cell E2",
        "twice");
    said(*state, "survey\n,type,name,label::English\n,integer,a,L\n" SETTINGS, REPORT_MISTAKE, "cell D2",
        "label::English (en)");
    said(*state, "survey\n,type,name,hint\n,integer,a,L\n" SETTINGS, REPORT_MISTAKE, "cell A2",
        "\"label\" is missing");
    said(*state, "survey\n,type,name,label,hint,choice_filter\n,integer,a,L,w,x = 1\n" SETTINGS,
        REPORT_MISTAKE, "cell F3", "cannot depend");
    said(*state, "survey\n,type,name,label,hint,default\n,integer,a,L,w,5\n" SETTINGS, REPORT_MISTAKE,
        "cell F3", "before a person answers");
    said(*state, SURVEY ",select_one l,a,L,w,,,,\nchoices\n,list_name,name,label\n,l,a,A\n,l,a,B\n" SETTINGS,
        REPORT_MISTAKE, "cell C7", "\"a\" twice");
    said(*state, SURVEY ",select_one l,a,L,w,,,,\nchoices\n,list_name,name,label\n,l,a b,A\n" SETTINGS,
        REPORT_MISTAKE, "cell C6", "name of a choice");
    said(*state,
        SURVEY ",select_one l,a,L,w,,,,\nchoices\n,list_name,name,label,wayside_urgency\n,l,a,A,5\n" SETTINGS,
        REPORT_MISTAKE, "cell E6", "from 1 to 4");
    said(*state,
        SURVEY ",select_one l,a,L,w,,,,\nchoices\n,list_name,name,label,image\n,l,a,A,none.svg\n" SETTINGS,
        REPORT_MISTAKE, "cell E6", "no picture media/none.svg");
    said(*state,
        SURVEY ",select_one l,a,L,w,,,,\nchoices\n,list_name,name,label,image\n,l,a,A,../x\n" SETTINGS,
        REPORT_MISTAKE, "cell E6", "name of a picture");
    said(*state, SURVEY ",integer,a,L,w,,,,\nsettings\n,form_title,version\n,T,one\n", REPORT_MISTAKE,
        "cell C6", "whole number");
    said(*state, SURVEY ",integer,a,L,w,,,,\nsettings\n,form_title,version\n,T,\n", REPORT_MISTAKE, "cell C6",
        "version is missing");
}

static void consents_have_names_of_their_own(void **state)
{
    said(*state,
        "survey\n,type,name,label,hint,appearance\n,select_multiple yn,a,L,w,consent\n,select_multiple "
        "yn,b,L,w,consent\n" CHOICES SETTINGS,
        REPORT_MISTAKE, "cell C7", "An earlier consent");
    said(*state,
        "survey\n,type,name,label,hint,wayside_kind\n,select_one yn,a,L,w,consent\n" CHOICES SETTINGS,
        REPORT_MISTAKE, "cell F3", "Only a select_multiple");
    said(*state, "survey\n,type,name,label,hint,wayside_most\n,select_one yn,a,L,w,2\n" CHOICES SETTINGS,
        REPORT_MISTAKE, "cell F3", "Only for a select_multiple");
    said(*state,
        "survey\n,type,name,label,hint,wayside_child\n,select_one yn,a,L,w,perhaps\n" CHOICES SETTINGS,
        REPORT_MISTAKE, "cell F3", "yes or no");
}

static void a_form_has_bounds(void **state)
{
    char *csv = calloc(1, 1 << 20), *to = csv;
    to += sprintf(to, "%s", SURVEY);
    for (int i = 0; i < 49; i++)
        to += sprintf(to, ",integer,q%d,L,w,,,,\n", i);
    sprintf(to, "%s", SETTINGS);
    said(*state, csv, REPORT_MISTAKE, "cell B51", "at most 48 questions");
    to = csv + sprintf(csv, "%s", SURVEY ",select_one l,q,L,w,,,,\nchoices\n,list_name,name,label\n");
    for (int i = 0; i < 17; i++)
        to += sprintf(to, ",l,c%d,L\n", i);
    sprintf(to, "%s", SETTINGS);
    said(*state, csv, REPORT_MISTAKE, "cell C22", "more than 16 choices");
    to = csv + sprintf(csv, "%s", SURVEY);
    for (int i = 0; i < 17; i++)
        to += sprintf(to, ",begin_group,g%d,,,,,,\n", i);
    sprintf(to, "%s", SETTINGS);
    said(*state, csv, REPORT_MISTAKE, "cell B19", "nested too deep");
    to = csv + sprintf(csv, "%s,integer,a,L,w,,,,\n", SURVEY);
    for (int i = 0; i < 9; i++) /* each is good, all together have too many parts */
        to += sprintf(to, ",begin_group,g%d,,,${a} > 1 or ${a} < 9,,,\n", i);
    to += sprintf(to, ",integer,b,L,w,${a} = 5,,,\n");
    for (int i = 0; i < 9; i++)
        to += sprintf(to, ",end_group,,,,,,,\n");
    sprintf(to, "%s", SETTINGS);
    said(*state, csv, REPORT_MISTAKE, "cell F13", "too long");
    to = csv + sprintf(csv, "%s", SURVEY);
    for (int i = 0; i < 2001; i++)
        to += sprintf(to, ",start,,,,,,,\n");
    sprintf(to, "%s", SETTINGS);
    said(*state, csv, REPORT_MISTAKE, "", "more than 2000 rows");
    to = csv + sprintf(csv, "%s,integer,a,", SURVEY);
    memset(to, 'x', 2001);
    sprintf(to + 2001, ",w,,,,\n%s", SETTINGS);
    said(*state, csv, REPORT_MISTAKE, "cell D3", "longer than 2000 bytes");
    free(csv);
}

static void what_wayside_adds_to_a_form_is_compiled(void **state)
{
    struct report report;
    sources_put(*state, "forms/lead.csv",
        "survey\n,type,name,label,hint,appearance,wayside_shows\n"
        ",select_multiple who,who,Who?,w,,\n"
        ",text,phone,Which number?,w,phone,\n"
        ",string,other,Another?,w,numbers,\n"
        ",note,see,See,,,services\n"
        "choices\n,list_name,name,label,wayside_excludes,wayside_call\n"
        ",who,police,Police,\"police, border\",\n,who,call,Call me,,yes\n"
        "settings\n,form_title,version,wayside_always\n,Lead,1,Do not step in\n");
    json_t *form = form_of(*state, "lead", &report);
    json_t *wanted = json_loads(
        "{\"id\":\"lead\",\"version\":1,\"title\":\"Lead\",\"always\":\"Do not step in\",\"questions\":["
        "{\"name\":\"who\",\"type\":\"several\",\"child\":false,\"label\":\"Who?\",\"why\":\"w\","
        "\"choices\":["
        "{\"name\":\"police\",\"label\":\"Police\",\"exclude\":[\"police\",\"border\"]},"
        "{\"name\":\"call\",\"label\":\"Call me\",\"call\":true}]},"
        "{\"name\":\"phone\",\"type\":\"phone\",\"child\":false,\"label\":\"Which "
        "number?\",\"why\":\"w\"},"
        "{\"name\":\"other\",\"type\":\"phone\",\"child\":false,\"label\":\"Another?\",\"why\":\"w\"},"
        "{\"name\":\"see\",\"type\":\"note\",\"child\":false,\"label\":\"See\",\"shows\":\"services\"}]}",
        0, NULL);
    assert_non_null(wanted);
    assert_true(json_equal(form, wanted));
    json_decref(form);
    json_decref(wanted);
    report_clear(&report);
}

static void what_wayside_adds_and_does_not_know_is_named(void **state)
{
    struct report report;
    sources_put(*state, "forms/lead.csv",
        "survey\n,type,name,label,hint,wayside_shows\n"
        ",select_one who,who,Who?,w,help\n,note,see,See,,doors\n"
        "choices\n,list_name,name,label,wayside_excludes,wayside_call\n"
        ",who,police,Police,the Police,perhaps\n,who,many,Many,a b c d e,\n"
        "settings\n,form_title,version\n,Lead,1\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "forms/lead.csv", "cell F3", "Only for a note");
    sources_need_said(&report, "forms/lead.csv", "cell F4", "not \"doors\"");
    sources_need_said(&report, "forms/lead.csv", "cell E7", "kinds of teams");
    sources_need_said(&report, "forms/lead.csv", "cell F7", "yes or no");
    sources_need_said(&report, "forms/lead.csv", "cell E8", "at most 4 kinds");
    report_clear(&report);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, sources_set_up, sources_tear_down)
    const struct CMUnitTest tests[] = {
        EACH(the_forms_of_the_starter_are_those_of_the_image),
        EACH(what_wayside_adds_to_a_form_is_compiled),
        EACH(what_wayside_adds_and_does_not_know_is_named),
        EACH(the_help_form_as_a_workbook_is_the_same),
        EACH(numbers_days_groups_and_calculations_are_compiled),
        EACH(columns_in_other_languages_are_translations),
        EACH(a_picture_of_a_choice_is_in_the_pack),
        EACH(what_cannot_be_used_is_refused_in_its_cell),
        EACH(what_has_no_effect_is_warned_of),
        EACH(sheets_columns_and_choices_are_checked),
        EACH(consents_have_names_of_their_own),
        EACH(a_form_has_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
